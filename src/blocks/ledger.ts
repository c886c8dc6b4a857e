/** Names of the ledgers blocks post to, and of the roles of a posting. */

/** Ledgers closed as a row in every hour of a site. Supply is positive, use negative. */
export type BalancedLedger = "electricity" | "gridEnergy" | "airHeat" | "liquidHeat";

/**
 * Ledgers that add up in every hour of a site for workloads, rules and the report; nuclear is a part of clean,
 * cutMW what connections do not give although it is contracted: by a cut or an outage.
 */
export type OpenLedger =
  | "itPower"
  | "hall"
  | "clean"
  | "nuclear"
  | "import"
  | "cutMW"
  | "dispatchable"
  | "reusedHeat";

/** Ledgers that add up over the year. Units: kg, m3, MWh. */
export type TotalLedger = "co2Kg" | "lifecycleCO2Kg" | "waterM3" | "noxKg" | "emergencyMWh";

/**
 * Ledgers of sizes, in MW or ha as named. emergencyMW: sets that may run in emergencies and few hours else;
 * deratedMW: plants and stores that can be called on, as capacity markets count them;
 * variableMW: weather-driven plants, netMeteringMW how many of them net metering allows;
 * ownGenerationMW: own dispatchable power that accepted connection stages ask for, kept below dispatchableMW.
 */
export type DesignLedger =
  | "firmMW"
  | "dispatchableMW"
  | "deratedMW"
  | "contractedMW"
  | "landHa"
  | "emergencyMW"
  | "variableMW"
  | "netMeteringMW"
  | "ownGenerationMW";

/**
 * What a posting to the electricity or clean ledger is, so that reports need not ask for kinds.
 * On the clean ledger: `grid` and `colocation` the mix of the grid at large, `generation` own plants,
 * `storage` stores; without a role, a contract with a plant elsewhere.
 */
export const ROLES = [
  "grid",
  "generation",
  "storage",
  "export",
  "colocation",
  "it",
  "losses",
  "cooling",
  "house",
  "heat",
] as const;
export type Role = (typeof ROLES)[number];
