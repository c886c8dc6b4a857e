/** Every unit conversion and physical constant, each with its source. */

/** Hours in a day and in a common year of 365 days. */
export const HOURS_PER_DAY = 24;
export const HOURS_PER_YEAR = 8760;

/** Milliseconds in an hour, for arithmetic on `Date` values. */
export const MS_PER_HOUR = 3_600_000;

/** Watts in a kilowatt, and kilowatts in a megawatt. */
export const W_PER_KW = 1000;
export const KW_PER_MW = 1000;

/** 0 °C in kelvin, exact by definition (BIPM, SI Brochure, 9th edition, 2019). */
export const KELVIN_AT_0C = 273.15;

/** Standard atmosphere at sea level, exact (ISO 2533:1975). */
export const STANDARD_PRESSURE_PA = 101_325;

/** Standard air density at 15 °C and sea level (ISO 2533:1975); the reference of power curves (IEC 61400-12-1). */
export const STANDARD_AIR_DENSITY_KG_PER_M3 = 1.225;

/** Specific gas constant of dry air, J/(kg K) (ASHRAE Handbook of Fundamentals 2017, chapter 1, equation 1). */
export const GAS_CONSTANT_DRY_AIR_J_PER_KGK = 287.042;

/** Ratio of the molar masses of water and dry air (ASHRAE Handbook of Fundamentals 2017, chapter 1, equation 20). */
export const WATER_TO_AIR_MASS_RATIO = 0.621945;

/** Total solar irradiance at one astronomical unit, W/m² (Kopp and Lean, Geophysical Research Letters 38, 2011). */
export const SOLAR_CONSTANT_W_PER_M2 = 1361;

/** Irradiance at which a module is rated, W/m² (standard test conditions, IEC 60904-3). */
export const RATING_IRRADIANCE_W_PER_M2 = 1000;

/** Cell temperature at which a module is rated, °C (standard test conditions, IEC 60904-3). */
export const RATING_CELL_TEMP_C = 25;

/** Radians per degree. */
export const RAD_PER_DEG = Math.PI / 180;

/** km/h to m/s, exact. */
export function metresPerSecondFromKmPerHour(speedKmPerHour: number): number {
  return speedKmPerHour / 3.6;
}

/** miles per hour to m/s, exact (international mile, 1609.344 m). */
export function metresPerSecondFromMilesPerHour(speedMilesPerHour: number): number {
  return speedMilesPerHour * 0.44704;
}

/** knots to m/s, exact (nautical mile, 1852 m). */
export function metresPerSecondFromKnots(speedKnots: number): number {
  return (speedKnots * 1852) / 3600;
}

/** °F to °C, exact. */
export function celsiusFromFahrenheit(tempF: number): number {
  return (tempF - 32) / 1.8;
}

/** K to °C, exact. */
export function celsiusFromKelvin(tempK: number): number {
  return tempK - KELVIN_AT_0C;
}

/** Percent to a fraction. */
export function fracFromPercent(percent: number): number {
  return percent / 100;
}

/** g/kWh to kg/MWh: the same number, since both scale by a thousand. */
export function kgPerMWhFromGPerKWh(gPerKWh: number): number {
  return gPerKWh;
}
