/**
 * What rules measure. A metric that is linear names the block that makes it bind; every metric is measured
 * after the plan from a site's figures, and its margin told in a unit a person can act on.
 */
import type { Facts } from "./facts.ts";

/** Figures of one planned site (or of all sites of a jurisdiction together) that rules look at. */
export interface SiteFigures {
  readonly itMWh: number;
  readonly facilityMWh: number;
  readonly facilityPeakMW: number;
  readonly pue: number | null;
  readonly reusedHeatMWh: number;
  readonly waterM3: number;
  readonly waterM3WorstMonth: number;
  readonly noxT: number;
  readonly emergencyMWh: number;
  readonly emergencyMW: number;
  readonly deratedMW: number;
  readonly contractedMW: number;
  readonly renewableMWh: number;
  readonly cleanHourlyMWh: number;
  readonly renewableHourlyMWh: number;
  readonly renewableWorstMonthFrac: number | null;
  /** Least of (own dispatchable and emergency MW) over load, over all hours. */
  readonly emergencyCoverFrac: number | null;
  readonly landHa: number;
  readonly curtailedHours: number | null;
  readonly importMWh: number;
  /** Energy tax of the connection, USD per MWh; null without a connection. */
  readonly taxUSDPerMWh: number | null;
}

/** Turns a margin in the metric's unit into one in a unit of nature; the figures give the scale. */
interface Natural {
  readonly unit: string;
  readonly perUnit: (figures: SiteFigures) => number;
}

export interface Metric {
  readonly words: string;
  readonly unit: string;
  /** The linear rule that binds it: kind of block, its field, and further fields. */
  readonly rule?: {
    readonly kind: string;
    readonly field: string;
    readonly more?: Readonly<Record<string, unknown>>;
  };
  /** The figure; null when it cannot be told from plan and facts. */
  readonly measure: (figures: SiteFigures, facts: Facts) => number | null;
  readonly natural?: Natural;
  /** The fact that is missing when it cannot be told. */
  readonly needs?: string;
}

const share = (part: number, whole: number) => (whole > 1e-6 ? part / whole : null);
const number = (fact: Facts[string] | undefined) => (fact === undefined ? null : Number(fact));
const load: Natural = { unit: "MWh", perUnit: ({ facilityMWh }) => facilityMWh };

/** Every metric by name. Adding one: its line here, and for a linear one its block. */
export const METRICS: Readonly<Record<string, Metric>> = {
  pue: {
    words: "PUE over the year",
    unit: "1",
    rule: { kind: "pue-limit", field: "maxPUE" },
    measure: ({ pue }) => pue,
    natural: { unit: "MWh", perUnit: ({ itMWh }) => itMWh },
  },
  wueLPerKWh: {
    words: "water per kWh of IT",
    unit: "L/kWh",
    measure: ({ waterM3, itMWh }) => share(waterM3, itMWh),
    natural: { unit: "m3", perUnit: ({ itMWh }) => itMWh },
  },
  reusedHeatFrac: {
    words: "reused heat over facility energy",
    unit: "1",
    rule: { kind: "heat-reuse", field: "minFrac" },
    measure: ({ reusedHeatMWh, facilityMWh }) => share(reusedHeatMWh, facilityMWh),
    natural: load,
  },
  renewableAnnualFrac: {
    words: "renewable share over the year",
    unit: "1",
    rule: { kind: "annual-clean-share", field: "minFrac", more: { counts: "renewable" } },
    measure: ({ renewableMWh, facilityMWh }) => share(renewableMWh, facilityMWh),
    natural: load,
  },
  renewableMonthlyFrac: {
    words: "renewable share in the worst month",
    unit: "1",
    rule: { kind: "monthly-clean-share", field: "minFrac", more: { counts: "renewable" } },
    measure: ({ renewableWorstMonthFrac }) => renewableWorstMonthFrac,
    // A twelfth of the year stands for the worst month.
    natural: { unit: "MWh", perUnit: ({ facilityMWh }) => facilityMWh / 12 },
  },
  renewableHourlyFrac: {
    words: "renewable share hour by hour",
    unit: "1",
    rule: { kind: "hourly-clean-share", field: "minFrac", more: { counts: "renewable" } },
    measure: ({ renewableHourlyMWh, facilityMWh }) => share(renewableHourlyMWh, facilityMWh),
    natural: load,
  },
  cleanHourlyFrac: {
    words: "clean share hour by hour",
    unit: "1",
    rule: { kind: "hourly-clean-share", field: "minFrac" },
    measure: ({ cleanHourlyMWh, facilityMWh }) => share(cleanHourlyMWh, facilityMWh),
    natural: load,
  },
  energyGWhPerYear: {
    words: "facility energy a year",
    unit: "GWh",
    rule: { kind: "energy-cap", field: "maxGWhPerYear" },
    measure: ({ facilityMWh }) => facilityMWh / 1000,
  },
  noxTPerYear: {
    words: "NOx a year",
    unit: "t",
    rule: { kind: "nox-cap", field: "maxTPerYear" },
    measure: ({ noxT }) => noxT,
  },
  emergencyHoursPerYear: {
    words: "full-load hours of emergency sets",
    unit: "h",
    rule: { kind: "emergency-hours", field: "maxHoursPerYear" },
    measure: ({ emergencyMWh, emergencyMW }) => share(emergencyMWh, emergencyMW) ?? 0,
    natural: { unit: "MWh", perUnit: ({ emergencyMW }) => emergencyMW },
  },
  dispatchableOverImport: {
    words: "own de-rated dispatchable MW per contracted MW",
    unit: "MW/MW",
    rule: { kind: "on-site-dispatchable", field: "minFrac" },
    measure: ({ deratedMW, contractedMW }) => share(deratedMW, contractedMW) ?? Infinity,
    natural: { unit: "MW", perUnit: ({ contractedMW }) => contractedMW },
  },
  emergencyCoverFrac: {
    words: "own cover of load in a grid emergency",
    unit: "1",
    rule: { kind: "emergency-cover", field: "minFrac" },
    measure: ({ emergencyCoverFrac }) => emergencyCoverFrac,
    natural: { unit: "MW", perUnit: ({ facilityPeakMW }) => facilityPeakMW },
  },
  waterM3WorstMonth: {
    words: "water in the worst month",
    unit: "m3",
    rule: { kind: "water-month-cap", field: "maxM3PerMonth" },
    measure: ({ waterM3WorstMonth }) => waterM3WorstMonth,
  },
  taxPerMWh: {
    words: "electricity tax of the connection",
    unit: "USD/MWh",
    measure: ({ taxUSDPerMWh }) => taxUSDPerMWh,
    natural: { unit: "USD a year", perUnit: ({ importMWh }) => importMWh },
  },
  areaHa: {
    words: "area of the site",
    unit: "ha",
    measure: ({ landHa }, { areaHa }) => number(areaHa) ?? (landHa > 0 ? landHa : null),
    needs: "areaHa",
  },
  siteMW: {
    words: "grid MW of the site",
    unit: "MW",
    measure: ({ contractedMW }) => contractedMW,
  },
  zoneAllowed: {
    words: "zone that allows data centres",
    unit: "yes",
    measure: (_, { zoneAllowed }) => number(zoneAllowed),
    needs: "zoneAllowed",
  },
  nodeUnconstrained: {
    words: "unconstrained node",
    unit: "yes",
    measure: (_, { nodeUnconstrained }) => number(nodeUnconstrained),
    needs: "nodeUnconstrained",
  },
  availableHours: {
    words: "hours in which non-firm power is there",
    unit: "h",
    measure: ({ curtailedHours }) => (curtailedHours === null ? null : 8760 - curtailedHours),
  },
  reportedIndicators: {
    words: "indicators reported",
    unit: "indicators",
    measure: (_, { reported }) => number(reported),
  },
  backupDeclared: {
    words: "backup declared",
    unit: "yes",
    measure: (_, { backupDeclared }) => number(backupDeclared),
    needs: "backupDeclared",
  },
  remoteDisconnect: {
    words: "remote disconnection fitted",
    unit: "yes",
    measure: (_, { remoteDisconnect }) => number(remoteDisconnect),
    needs: "remoteDisconnect",
  },
  monthsAfterMoratorium: {
    words: "months between the end of the moratorium and the permit",
    unit: "months",
    measure: (_, { moratoriumUntil, permitted }) =>
      moratoriumUntil === undefined || permitted === undefined
        ? null
        : (Number(permitted) - Number(moratoriumUntil)) / 30.4375,
    needs: "moratoriumUntil",
  },
};
