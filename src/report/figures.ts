/** The key figures of a package: title, unit, formula, what goes in, and which assumptions stand behind each. */
import { threeFigures, usdWords } from "./bottlenecks.ts";
import { POWER_CATEGORIES, WORTH } from "./categories.ts";
import type { Kpis, Package } from "./package.ts";
import { costsByCategory } from "./text.ts";

export interface FigureKind {
  readonly title: string;
  readonly unit: string;
  readonly formula: string;
  readonly inputs: (pack: Package) => readonly string[];
  /** Assumptions whose path ends with one of these fields stand behind the figure. */
  readonly fields: readonly string[];
}

const costLines = (pack: Package, isIn: (category: string) => boolean) =>
  costsByCategory(pack)
    .filter(({ category }) => isIn(category))
    .map(({ category, usdPerYear }) => `${category}: ${usdWords(usdPerYear)} a year`);
const costInputs = (pack: Package) => costLines(pack, (category) => category !== WORTH);
const powerInputs = (pack: Package) => [
  ...costLines(pack, (category) => POWER_CATEGORIES.has(category)),
  `${threeFigures(pack.kpis.energyMWhPerYear)} MWh a year at the busbar`,
];
/** What a cost is divided by, where it is not the plain sum of a year: a horizon counts it as it is worth today. */
const dividedBy = ({ kpis, timeline }: Package, perUnitUSD: number | null, unit: string) =>
  perUnitUSD
    ? [
        `${threeFigures(kpis.costUSDPerYear / perUnitUSD)} ${unit} a year${timeline ? ", as it is worth today" : ""}`,
      ]
    : [];
const energyInputs = (pack: Package) =>
  pack.sites.map(
    (site) =>
      `${site.name}: ${threeFigures(site.facilityMWh)} MWh a year, PUE ${site.pueAnnual?.toFixed(4) ?? "–"}`,
  );
const peakInputs = (pack: Package) =>
  pack.sites.map(
    (site) =>
      `${site.name}: ${threeFigures(site.itPeakMW)} MW IT, ${threeFigures(site.facilityPeakMW)} MW at the busbar`,
  );
const chipInputs = (pack: Package) => [`${threeFigures(pack.kpis.chips)} chips`];
const waterInputs = (pack: Package) => [
  `water ${threeFigures(pack.kpis.waterM3PerYear)} m³ a year`,
  ...energyInputs(pack),
];

const CHIP_FIELDS = ["bf16TFLOPS", "fp8TFLOPS", "mfuFrac", "availabilityFrac", "powerCapCurve"];
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
    inputs: peakInputs,
    fields: ["itKWPerChip", "maxChips"],
  },
  peakFacilityMW: {
    title: "At the busbar",
    unit: "MW",
    formula: "Σ over sites of the highest facility power of all modelled hours",
    inputs: peakInputs,
    fields: HEAT_FIELDS,
  },
  puePeak: {
    title: "PUE in the highest hour",
    unit: "",
    formula: "facility power / IT power in the hour of highest draw; of one site only",
    inputs: peakInputs,
    fields: HEAT_FIELDS,
  },
  chips: {
    title: "Accelerators",
    unit: "chips",
    formula: "Σ over sites and kinds of the chips installed, at their most",
    inputs: peakInputs,
    fields: ["maxChips", "itKWPerChip", "priceUSD"],
  },
  costUSDPerYear: {
    title: "Cost a year",
    unit: "USD/yr",
    formula: "Σ capital × annuity(WACC, life) + upkeep + energy and other running costs",
    inputs: costInputs,
    fields: ["priceUSD", "capexUSDPerMW", "lifeYears", "fixedOMUSDPerMWYear"],
  },
  capexUSD: {
    title: "Capital",
    unit: "USD",
    formula: "Σ built size × capital per unit; over a horizon at the price when it is ordered",
    inputs: (pack) =>
      pack.costs
        .filter(({ capexUSD }) => capexUSD > 0)
        .map(({ asset, category, capexUSD }) => `${asset} (${category}): ${usdWords(capexUSD)}`),
    fields: ["priceUSD", "capexUSDPerMW", "electricalCapexUSDPerMW", "worksUSDPerMW"],
  },
  usdPerEFLOPSh: {
    title: "Cost of compute",
    unit: "USD/EFLOPS·h",
    formula: "cost a year / compute a year; over a horizon both as they are worth today",
    inputs: (pack) => [
      `cost ${usdWords(pack.kpis.costUSDPerYear)} a year`,
      ...dividedBy(pack, pack.kpis.usdPerEFLOPSh, "EFLOPS·h of compute"),
    ],
    fields: ["priceUSD", "mfuFrac", "availabilityFrac"],
  },
  usdPerGPUh: {
    title: "Cost of a chip hour",
    unit: "USD/h",
    formula: "cost a year / (chips in force × 8760 h); over a horizon both as they are worth today",
    inputs: (pack) => [
      `cost ${usdWords(pack.kpis.costUSDPerYear)} a year`,
      ...chipInputs(pack),
      ...dividedBy(pack, pack.kpis.usdPerGPUh, "hours of chips in force"),
    ],
    fields: ["priceUSD", "lifeYears"],
  },
  tflopPerMWh: {
    title: "Compute per MWh",
    unit: "TFLOP/MWh",
    formula: "effective EFLOPS·h × 1e6 TFLOPS/EFLOPS × 3600 s/h / facility MWh",
    inputs: energyInputs,
    fields: ["bf16TFLOPS", "itKWPerChip", "mfuFrac", "availabilityFrac"],
  },
  effectiveEFLOPShPerYear: {
    title: "Compute a year",
    unit: "EFLOPS·h/yr",
    formula: "Σ_t weight × dense peak × MFU × availability × power-cap throughput",
    inputs: chipInputs,
    fields: CHIP_FIELDS,
  },
  unservedEFLOPSh: {
    title: "Demand not served",
    unit: "EFLOPS·h/yr",
    formula: "Σ_t weight × demand − compute, where above 0",
    inputs: chipInputs,
    fields: ["targetEFLOPShPerYear", "peakEFLOPS"],
  },
  pueAnnual: {
    title: "PUE over the year",
    unit: "",
    formula: "facility energy / IT energy over the year",
    inputs: energyInputs,
    fields: HEAT_FIELDS,
  },
  energyMWhPerYear: {
    title: "Energy a year",
    unit: "MWh",
    formula: "Σ_t weight × power drawn at the busbar, all sites",
    inputs: energyInputs,
    fields: HEAT_FIELDS,
  },
  powerUSDPerMWh: {
    title: "Cost of power",
    unit: "USD/MWh",
    formula: "Σ of what power costs a year / facility MWh",
    inputs: powerInputs,
    fields: [
      "networkUSDPerMWh",
      "taxUSDPerMWh",
      "demandUSDPerMWMonth",
      "worksUSDPerMW",
      "supplierFeeUSDPerMWh",
    ],
  },
  co2TPerYear: {
    title: "CO₂ a year",
    unit: "t",
    formula: "Σ_t bought × grid intensity + fuel burnt × its factor",
    inputs: (pack) =>
      pack.sites.map((site) => `${site.name}: imports ${threeFigures(site.importMWh)} MWh a year`),
    fields: ["gridCO2KgPerMWh", "co2KgPerMWhThermal", "efficiencyFrac"],
  },
  cfeHourlyFrac: {
    title: "Clean hour by hour",
    unit: "frac",
    formula:
      "Σ_t min(load, clean supply) / Σ_t load; charging counts against clean supply, discharging for it",
    inputs: energyInputs,
    fields: ["gridCleanFrac"],
  },
  cfeAnnualFrac: {
    title: "Clean over the year",
    unit: "frac",
    formula: "Σ_t clean supply / Σ_t load",
    inputs: energyInputs,
    fields: ["gridCleanFrac"],
  },
  waterM3PerYear: {
    title: "Water a year",
    unit: "m³",
    formula: "Σ_t heat removed × water per MWh of heat in hours that evaporate",
    inputs: energyInputs,
    fields: ["waterM3PerMWhHeat", "approachK"],
  },
  wueLPerKWh: {
    title: "Water per kWh of IT",
    unit: "L/kWh",
    formula: "water a year / IT energy a year (WUE)",
    inputs: waterInputs,
    fields: ["waterM3PerMWhHeat", "approachK"],
  },
} satisfies Readonly<Record<keyof Kpis, FigureKind>>;
