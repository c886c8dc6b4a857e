/** How the row of a cooler is called that tells the MWh of heat it removes. */
export const HEAT_REMOVED = "Heat removed";
