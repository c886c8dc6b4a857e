/** The key figures of a package: title, unit, formula, what goes in, and which assumptions stand behind each. */
import * as inputs from "./figure-inputs.ts";
import { POWER_CATEGORIES, WORTH } from "../categories.ts";
import type { CostReport, Kpis, Package } from "../package.ts";

export interface FigureKind {
  readonly title: string;
  readonly unit: string;
  readonly formula: string;
  readonly inputs: (pack: Package) => readonly string[];
  /** How a plan over quarters counts it, where that differs from a year by itself. */
  readonly overTime?: string;
  /** Lines of cost whose rates and lives stand behind the figure. */
  readonly costs?: (line: CostReport) => boolean;
  /** Assumptions whose path ends with one of these fields stand behind the figure; `demand/x` below demand alone. */
  readonly fields: readonly string[] | ((pack: Package) => readonly string[]);
}

const WORK_FIELDS = ["demand/mfuFrac", "demand/availabilityFrac"];
/** Dense peaks at the precisions that are asked for. */
const peakFields = ({ provenance }: Package) => [
  ...new Set(
    provenance
      .filter(({ path }) => path.startsWith("demand.") && path.endsWith(".precision"))
      .map(({ value }) => `${String(value)}TFLOPS`),
  ),
];
const CAPITAL_FIELDS = [
  "priceUSD",
  "capexUSDPerMW",
  "capexPowerUSDPerMW",
  "capexUSDPerMWh",
  "capexEnergyUSDPerMWh",
  "electricalCapexUSDPerMW",
  "fitOutUSDPerMW",
  "worksUSDPerMW",
  "stages",
];
const isCost = ({ category }: CostReport) => category !== WORTH;
const YEARLY = "the mean of the plan's years";
/** What costs a year are over a horizon. */
export const LEVELISED =
  "capital by its years in the plan, and all as it is worth today, spread evenly";
const HEAT_FIELDS = [
  "electricalEfficiencyFrac",
  "fansPumpsFrac",
  "houseLoadFrac",
  "chillerCOPReference",
];

/** Every key figure. */
export const FIGURES: Readonly<Record<string, FigureKind>> = {
  itMW: {
    title: "IT power",
    unit: "MW",
    formula: "Σ over sites of the highest IT power of all modelled hours",
    inputs: inputs.peaks,
    fields: ["firmMW", "nonFirmMW", "stages", "itKWPerChip", "maxChips"],
  },
  peakFacilityMW: {
    title: "At the busbar",
    unit: "MW",
    formula: "Σ over sites of the highest facility power of all modelled hours",
    inputs: inputs.peaks,
    fields: HEAT_FIELDS,
  },
  puePeak: {
    title: "PUE in the highest hour",
    unit: "",
    formula: "facility power / IT power in the hour of highest draw; of one site only",
    inputs: inputs.highestHours,
    fields: HEAT_FIELDS,
  },
  chips: {
    title: "Accelerators",
    unit: "chips",
    formula: "Σ over sites and kinds of the chips installed, at their most",
    inputs: inputs.chips,
    fields: ["maxChips", "itKWPerChip", "priceUSD"],
  },
  costUSDPerYear: {
    title: "Cost a year",
    unit: "USD/yr",
    formula: "Σ capital × annuity(WACC, life) + upkeep + energy and other running costs",
    overTime: LEVELISED,
    inputs: inputs.costs,
    costs: isCost,
    fields: [],
  },
  capexUSD: {
    title: "Capital",
    unit: "USD",
    formula: "Σ built size × capital per unit",
    overTime: "at the price when it is ordered",
    inputs: inputs.capitals,
    fields: CAPITAL_FIELDS,
  },
  usdPerEFLOPSh: {
    title: "Cost of compute",
    unit: "USD/EFLOPS·h",
    formula: "cost a year / compute a year",
    overTime: "both as they are worth today",
    inputs: inputs.perCompute,
    costs: isCost,
    fields: (pack) => [...WORK_FIELDS, ...peakFields(pack)],
  },
  usdPerGPUh: {
    title: "Cost of a chip hour",
    unit: "USD/h",
    formula: "cost a year / (chips in force × 8760 h)",
    overTime: "both as they are worth today",
    inputs: inputs.perChipHour,
    costs: isCost,
    fields: [],
  },
  tflopPerMWh: {
    title: "Compute per MWh",
    unit: "TFLOP/MWh",
    formula: "effective EFLOPS·h × 1e6 TFLOPS/EFLOPS × 3600 s/h / facility MWh",
    inputs: inputs.perEnergy,
    fields: (pack) => [...peakFields(pack), "itKWPerChip", ...WORK_FIELDS],
  },
  effectiveEFLOPShPerYear: {
    title: "Compute a year",
    unit: "EFLOPS·h/yr",
    formula:
      "Σ over all hours of chips that run × dense peak × MFU × availability × what power caps leave",
    overTime: YEARLY,
    inputs: inputs.runs,
    fields: (pack) => [...peakFields(pack), ...WORK_FIELDS, "demand/powerCapCurve"],
  },
  unservedEFLOPSh: {
    title: "Demand not served",
    unit: "EFLOPS·h/yr",
    formula: "Σ over all hours of demand − compute, where above 0",
    overTime: YEARLY,
    inputs: inputs.unserved,
    fields: ["targetEFLOPShPerYear", "peakEFLOPS"],
  },
  pueAnnual: {
    title: "PUE over the year",
    unit: "",
    formula: "facility energy / IT energy over the year",
    overTime: "over the whole plan",
    inputs: inputs.energy,
    fields: HEAT_FIELDS,
  },
  energyMWhPerYear: {
    title: "Energy a year",
    unit: "MWh",
    formula: "Σ over all hours of the power drawn at the busbar, all sites",
    overTime: YEARLY,
    inputs: inputs.energy,
    fields: HEAT_FIELDS,
  },
  powerUSDPerMWh: {
    title: "Cost of power",
    unit: "USD/MWh",
    formula: "Σ of what power costs a year / facility MWh",
    overTime: "both as they are worth today",
    inputs: inputs.power,
    costs: ({ category }) => POWER_CATEGORIES.has(category),
    fields: [],
  },
  co2TPerYear: {
    title: "CO₂ a year",
    unit: "t",
    formula: "Σ over all hours of energy bought × the grid's intensity + fuel burnt × its factor",
    overTime: YEARLY,
    inputs: inputs.carbon,
    fields: ["gridCO2KgPerMWh", "co2KgPerMWhThermal", "efficiencyFrac"],
  },
  cfeHourlyFrac: {
    title: "Clean hour by hour",
    unit: "frac",
    formula:
      "Σ over all hours of the lesser of load and clean supply / Σ of load; charging counts against clean supply, discharging for it",
    overTime: "over the whole plan",
    inputs: inputs.clean("cfeHourlyFrac"),
    fields: ["gridCleanFrac"],
  },
  cfeAnnualFrac: {
    title: "Clean over the year",
    unit: "frac",
    formula: "Σ of clean supply / Σ of load over the year",
    overTime: "over the whole plan",
    inputs: inputs.clean("cfeAnnualFrac"),
    fields: ["gridCleanFrac"],
  },
  waterM3PerYear: {
    title: "Water a year",
    unit: "m³",
    formula: "Σ over hours that evaporate of heat removed × water per MWh of heat",
    overTime: YEARLY,
    inputs: inputs.water,
    fields: ["waterM3PerMWhHeat", "approachK"],
  },
  wueLPerKWh: {
    title: "Water per kWh of IT",
    unit: "L/kWh",
    formula: "water a year / IT energy a year (WUE)",
    inputs: inputs.waterPerIT,
    fields: ["waterM3PerMWhHeat", "approachK"],
  },
} satisfies Readonly<Record<keyof Kpis, FigureKind>>;
