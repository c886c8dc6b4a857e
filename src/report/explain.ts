/** A figure of a package as a formula with its inputs, down to catalogue sources. */
import { threeFigures, usdWords } from "./bottlenecks.ts";
import type { Package } from "./package.ts";
import { costsByCategory } from "./text.ts";

interface Explanation {
  readonly formula: string;
  readonly inputs: (pack: Package) => readonly string[];
  /** Assumptions whose path ends with one of these fields stand behind the figure. */
  readonly fields: readonly string[];
}

const costInputs = (pack: Package) =>
  costsByCategory(pack).map(
    ({ category, usdPerYear }) => `${category}: ${usdWords(usdPerYear)} a year`,
  );
const energyInputs = (pack: Package) =>
  pack.sites.map(
    (site) =>
      `${site.name}: ${threeFigures(site.facilityMWh)} MWh a year, PUE ${site.pueAnnual?.toFixed(4) ?? "–"}`,
  );

const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  costUSDPerYear: {
    formula: "Σ capital × annuity(WACC, life) + upkeep + energy and other running costs",
    inputs: costInputs,
    fields: ["priceUSD", "capexUSDPerMW", "lifeYears", "fixedOMUSDPerMWYear"],
  },
  capexUSD: {
    formula: "Σ built size × capital per unit",
    inputs: (pack) =>
      pack.costs
        .filter(({ capexUSD }) => capexUSD > 0)
        .map(({ asset, category, capexUSD }) => `${asset} (${category}): ${usdWords(capexUSD)}`),
    fields: ["priceUSD", "capexUSDPerMW", "electricalCapexUSDPerMW", "worksUSDPerMW"],
  },
  usdPerEFLOPSh: {
    formula: "costUSDPerYear / effectiveEFLOPShPerYear",
    inputs: (pack) => [
      `cost ${usdWords(pack.kpis.costUSDPerYear)} a year`,
      `compute ${threeFigures(pack.kpis.effectiveEFLOPShPerYear)} EFLOPS·h a year`,
    ],
    fields: ["priceUSD", "mfuFrac", "availabilityFrac"],
  },
  usdPerGPUh: {
    formula: "costUSDPerYear / (chips × 8760)",
    inputs: (pack) => [
      `cost ${usdWords(pack.kpis.costUSDPerYear)} a year`,
      `${threeFigures(pack.kpis.chips)} chips`,
    ],
    fields: ["priceUSD", "lifeYears"],
  },
  tflopPerMWh: {
    formula: "effective EFLOPS·h × 1e6 TFLOPS/EFLOPS × 3600 s/h / facility MWh",
    inputs: energyInputs,
    fields: ["bf16TFLOPS", "itKWPerChip", "mfuFrac", "availabilityFrac"],
  },
  effectiveEFLOPShPerYear: {
    formula: "Σ_t weight × dense peak × MFU × availability × power-cap throughput",
    inputs: (pack) => [`${threeFigures(pack.kpis.chips)} chips`],
    fields: ["bf16TFLOPS", "fp8TFLOPS", "mfuFrac", "availabilityFrac", "powerCapCurve"],
  },
  pueAnnual: {
    formula: "facility energy / IT energy over the year",
    inputs: energyInputs,
    fields: ["electricalEfficiencyFrac", "fansPumpsFrac", "houseLoadFrac", "chillerCOPReference"],
  },
  co2TPerYear: {
    formula: "Σ_t bought × grid intensity + fuel burnt × its factor",
    inputs: (pack) =>
      pack.sites.map((site) => `${site.name}: imports ${threeFigures(site.importMWh)} MWh a year`),
    fields: ["gridCO2KgPerMWh", "co2KgPerMWhThermal", "efficiencyFrac"],
  },
  cfeHourlyFrac: {
    formula:
      "Σ_t min(load, clean supply) / Σ_t load; charging counts against clean supply, discharging for it",
    inputs: energyInputs,
    fields: ["gridCleanFrac"],
  },
  waterM3PerYear: {
    formula: "Σ_t heat removed × water per MWh of heat in hours that evaporate",
    inputs: energyInputs,
    fields: ["waterM3PerMWhHeat", "approachK"],
  },
};

/** Figures that can be explained. */
export const explainable = Object.keys(EXPLANATIONS);

/** The explanation as text; undefined for a figure that is not known. */
export function explainText(pack: Package, figure: string): string | undefined {
  const explanation = Object.hasOwn(EXPLANATIONS, figure) ? EXPLANATIONS[figure] : undefined;
  if (!explanation) return undefined;
  const value = (pack.kpis as unknown as Record<string, number | null>)[figure];
  const behind = pack.provenance.filter(({ path }) =>
    explanation.fields.some((field) => path.endsWith(`.${field}`)),
  );
  return [
    `${figure} = ${value === null || value === undefined ? "–" : threeFigures(value)}`,
    `  = ${explanation.formula}`,
    ...explanation.inputs(pack).map((line) => `    ${line}`),
    "  from",
    ...behind.map(
      ({ path, value: stated, unit, confidence, source, year }) =>
        `    ${path} = ${String(stated)} ${unit} [${confidence}] ${source}${year ? `, ${year}` : ""}`,
    ),
  ].join("\n");
}
