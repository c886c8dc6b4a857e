/** The campus that tests, benches and scripts of the server plan. */

/** Plans in a tenth of a second of one core. */
export const SMALL_CAMPUS = `firmwatt: 1
name: Small campus
resolution: weeks:1
demand: { training: { targetEFLOPShPerYear: 20000 } }
accelerators: { gb200-nvl72: {} }
sites:
  lulea:
    place: lulea
    connection: { firmMW: 10 }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;
