/** The key figures of a package: title, unit, formula, what goes in, and which assumptions stand behind each. */
import { MEAN_RUN } from "../blocks/compute/mean-run.ts";
import { threeFigures, usdWords } from "./bottlenecks.ts";
import { POWER_CATEGORIES, WORTH } from "./categories.ts";
import type { AssetReport, Kpis, Package } from "./package.ts";
import { costsByCategory } from "./text.ts";
import { capital } from "./words.ts";

export interface FigureKind {
  readonly title: string;
  readonly unit: string;
  readonly formula: string;
  readonly inputs: (pack: Package) => readonly string[];
  /** How a plan over quarters counts it, where that differs from a year by itself. */
  readonly overTime?: string;
  /** Assumptions whose path ends with one of these fields stand behind the figure; `demand/x` below demand alone. */
  readonly fields: readonly string[] | ((pack: Package) => readonly string[]);
}

/** Everything that may be built, signed or served. */
export const assetsOf = ({ sites, portfolio }: Package): readonly AssetReport[] => [
  ...sites.flatMap(({ assets }) => assets),
  ...portfolio,
];

/** An asset by its name in words: "Stick-built hall at lulea". */
export function assetWords(pack: Package, name: string): string {
  const found = assetsOf(pack).find((asset) => asset.name === name);
  if (!found) return name;
  const { title, site } = found;
  return `${capital(title)}${pack.sites.some((one) => one.name === site) ? ` at ${site}` : ""}`;
}

const costLines = (pack: Package, isIn: (category: string) => boolean) =>
  costsByCategory(pack)
    .filter(({ category }) => isIn(category))
    .map(({ category, usdPerYear }) => `${category}: ${usdWords(usdPerYear)} a year`);
const costInputs = (pack: Package) => costLines(pack, (category) => category !== WORTH);
const powerUSD = (pack: Package) =>
  pack.costs
    .filter(({ category }) => POWER_CATEGORIES.has(category))
    .reduce((sum, { usdPerYear }) => sum + usdPerYear, 0);
const powerInputs = (pack: Package) => [
  ...costLines(pack, (category) => POWER_CATEGORIES.has(category)),
  ...dividedBy(pack, powerUSD(pack), pack.kpis.powerUSDPerMWh, "MWh at the busbar"),
];
/** What a cost is divided by, where it is not the plain sum of a year: a horizon counts it as it is worth today. */
const dividedBy = (
  { timeline }: Package,
  costUSD: number,
  perUnitUSD: number | null,
  unit: string,
) =>
  perUnitUSD
    ? [
        `${threeFigures(costUSD / perUnitUSD)} ${unit} a year${timeline ? ", as it is worth today" : ""}`,
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
/** Chips that compute, and how much of their full power they have. */
const runInputs = (pack: Package) =>
  assetsOf(pack).flatMap(({ title, site, sizes, rows }) => {
    const chips = sizes.find(({ unit }) => unit === "chips")?.value ?? 0;
    const run = rows.find(({ label }) => label === MEAN_RUN)?.value ?? Number.NaN;
    return chips > 0.5 && Number.isFinite(run)
      ? [
          `${title} at ${site}: ${threeFigures(chips)} chips at ${(100 * run).toFixed(1)} % of full power${pack.timeline ? " while they are there" : ""}`,
        ]
      : [];
  });
const waterInputs = (pack: Package) => [
  `water ${threeFigures(pack.kpis.waterM3PerYear)} m³ a year`,
  ...energyInputs(pack),
];

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
  "capexUSDPerMWh",
  "electricalCapexUSDPerMW",
  "worksUSDPerMW",
];
const POWER_FIELDS = [
  "priceUSDPerMWh",
  "networkUSDPerMWh",
  "taxUSDPerMWh",
  "demandUSDPerMWMonth",
  "supplierFeeUSDPerMWh",
  "fuelUSDPerMWhThermal",
];
const COST_FIELDS = [
  "money.waccFrac",
  ...CAPITAL_FIELDS,
  "lifeYears",
  "fixedOMUSDPerMWYear",
  "fixedOMFracPerYear",
  ...POWER_FIELDS,
];
const YEARLY = "the mean of the plan's years";
const LEVELISED = "capital by its years in the plan, and all as it is worth today, spread evenly";
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
    fields: ["firmMW", "nonFirmMW", "stages", "itKWPerChip", "maxChips"],
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
    overTime: LEVELISED,
    inputs: costInputs,
    fields: COST_FIELDS,
  },
  capexUSD: {
    title: "Capital",
    unit: "USD",
    formula: "Σ built size × capital per unit",
    overTime: "at the price when it is ordered",
    inputs: (pack) =>
      pack.costs
        .filter(({ capexUSD }) => capexUSD > 0)
        .toSorted((a, b) => b.capexUSD - a.capexUSD)
        .map(
          ({ asset, category, capexUSD }) =>
            `${assetWords(pack, asset)} (${category}): ${usdWords(capexUSD)}`,
        ),
    fields: CAPITAL_FIELDS,
  },
  usdPerEFLOPSh: {
    title: "Cost of compute",
    unit: "USD/EFLOPS·h",
    formula: "cost a year / compute a year",
    overTime: "both as they are worth today",
    inputs: (pack) => [
      `cost ${usdWords(pack.kpis.costUSDPerYear)} a year`,
      ...dividedBy(pack, pack.kpis.costUSDPerYear, pack.kpis.usdPerEFLOPSh, "EFLOPS·h of compute"),
    ],
    fields: (pack) => [...COST_FIELDS, ...WORK_FIELDS, ...peakFields(pack)],
  },
  usdPerGPUh: {
    title: "Cost of a chip hour",
    unit: "USD/h",
    formula: "cost a year / (chips in force × 8760 h)",
    overTime: "both as they are worth today",
    inputs: (pack) => [
      `cost ${usdWords(pack.kpis.costUSDPerYear)} a year`,
      ...chipInputs(pack),
      ...dividedBy(pack, pack.kpis.costUSDPerYear, pack.kpis.usdPerGPUh, "hours of chips in force"),
    ],
    fields: COST_FIELDS,
  },
  tflopPerMWh: {
    title: "Compute per MWh",
    unit: "TFLOP/MWh",
    formula: "effective EFLOPS·h × 1e6 TFLOPS/EFLOPS × 3600 s/h / facility MWh",
    inputs: energyInputs,
    fields: (pack) => [...peakFields(pack), "itKWPerChip", ...WORK_FIELDS],
  },
  effectiveEFLOPShPerYear: {
    title: "Compute a year",
    unit: "EFLOPS·h/yr",
    formula:
      "Σ over all hours of chips that run × dense peak × MFU × availability × what power caps leave",
    overTime: YEARLY,
    inputs: runInputs,
    fields: (pack) => [...peakFields(pack), ...WORK_FIELDS, "demand/powerCapCurve"],
  },
  unservedEFLOPSh: {
    title: "Demand not served",
    unit: "EFLOPS·h/yr",
    formula: "Σ over all hours of demand − compute, where above 0",
    overTime: YEARLY,
    inputs: runInputs,
    fields: ["targetEFLOPShPerYear", "peakEFLOPS"],
  },
  pueAnnual: {
    title: "PUE over the year",
    unit: "",
    formula: "facility energy / IT energy over the year",
    overTime: "over the whole plan",
    inputs: energyInputs,
    fields: HEAT_FIELDS,
  },
  energyMWhPerYear: {
    title: "Energy a year",
    unit: "MWh",
    formula: "Σ over all hours of the power drawn at the busbar, all sites",
    overTime: YEARLY,
    inputs: energyInputs,
    fields: HEAT_FIELDS,
  },
  powerUSDPerMWh: {
    title: "Cost of power",
    unit: "USD/MWh",
    formula: "Σ of what power costs a year / facility MWh",
    overTime: "both as they are worth today",
    inputs: powerInputs,
    fields: [...POWER_FIELDS, "worksUSDPerMW"],
  },
  co2TPerYear: {
    title: "CO₂ a year",
    unit: "t",
    formula: "Σ over all hours of energy bought × the grid's intensity + fuel burnt × its factor",
    overTime: YEARLY,
    inputs: (pack) =>
      pack.sites.map((site) => `${site.name}: imports ${threeFigures(site.importMWh)} MWh a year`),
    fields: ["gridCO2KgPerMWh", "co2KgPerMWhThermal", "efficiencyFrac"],
  },
  cfeHourlyFrac: {
    title: "Clean hour by hour",
    unit: "frac",
    formula:
      "Σ over all hours of the lesser of load and clean supply / Σ of load; charging counts against clean supply, discharging for it",
    overTime: "over the whole plan",
    inputs: energyInputs,
    fields: ["gridCleanFrac"],
  },
  cfeAnnualFrac: {
    title: "Clean over the year",
    unit: "frac",
    formula: "Σ of clean supply / Σ of load over the year",
    overTime: "over the whole plan",
    inputs: energyInputs,
    fields: ["gridCleanFrac"],
  },
  waterM3PerYear: {
    title: "Water a year",
    unit: "m³",
    formula: "Σ over hours that evaporate of heat removed × water per MWh of heat",
    overTime: YEARLY,
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
