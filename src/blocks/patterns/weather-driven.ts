/**
 * Formulation shared by plants that run when the weather does: solar, wind, run-of-river.
 *
 *     ⟨generationMW_t⟩ ≤ capacityFactor_t·[powerMW]      what is not used is spilled
 *     electricity += generation;  clean += generation;  cost += variable O&M·generation
 *     firm capacity += firmCredit·[powerMW];  land += landHa·[powerMW]
 *
 * The capacity factors are physics of the site's climate, or a series of the scenario.
 */
import { z } from "zod";
import { weightedSum } from "../../problem/series.ts";
import { defineBlock } from "../block.ts";
import type { AnyBlock, Conditions } from "../block.ts";
import { fromCatalog, optional, sizeFields } from "../fields.ts";
import { mostUnits } from "../most-units.ts";

interface Traits<Fields extends z.ZodRawShape> {
  readonly kind: string;
  readonly title: string;
  /** Fields of this kind alone. */
  readonly fields: Fields;
  /** Whole-year capacity factors, 0…1 of the installed MW (AC); of mean `meanFrac` where it is stated. */
  readonly capacityFactors: (
    spec: z.output<z.ZodObject<Fields>>,
    conditions: Conditions,
    meanFrac: number | undefined,
  ) => Float64Array;
}

function commonFields(kind: string) {
  const figures = fromCatalog("supply", kind);
  return {
    ...sizeFields(),
    capexUSDPerMW: figures.number("capexUSDPerMW", "Capital cost"),
    fixedOMUSDPerMWYear: figures.number("fixedOMUSDPerMWYear", "Fixed operation and maintenance"),
    variableOMUSDPerMWh: figures.numberOr(
      "variableOMUSDPerMWh",
      0,
      "Variable operation and maintenance",
    ),
    lifecycleCO2KgPerMWh: figures.numberOr("lifecycleCO2KgPerMWh", 0, "Life-cycle CO2"),
    firmCreditFrac: figures.numberOr("firmCreditFrac", 0, "Share of capacity that counts as firm", {
      min: 0,
      max: 1,
    }),
    lifeYears: figures.number("lifeYears", "Economic life", { min: 1 }),
    landHaPerMW: figures.numberOr("landHaPerMW", 0, "Land"),
    meanCapacityFactorFrac: optional("Scale the year's output to this mean", {
      min: 0.01,
      max: 1,
    }),
  };
}

/** A plant that follows the weather; `kind` names its catalogue entry. */
export function weatherDriven<Fields extends z.ZodRawShape>(traits: Traits<Fields>): AnyBlock {
  const common = z.strictObject(commonFields(traits.kind));
  type Common = z.output<typeof common>;
  const schema = z.strictObject({ ...common.shape, ...traits.fields });
  return defineBlock<Common & z.output<z.ZodObject<Fields>>, Float64Array>({
    kind: traits.kind,
    title: traits.title,
    schema: schema as unknown as z.ZodType<Common & z.output<z.ZodObject<Fields>>>,
    prepare: (spec, conditions) =>
      traits.capacityFactors(spec, conditions, spec.meanCapacityFactorFrac),
    contribute(spec, profile, asset) {
      const power = asset.size({
        name: "powerMW",
        unit: "MW",
        minimum: spec.minMW,
        existing: spec.existingMW,
        ...mostUnits(spec.maxMW),
        category: "supply",
        capexUSDPerUnit: spec.capexUSDPerMW,
        lifeYears: spec.lifeYears,
        fixedOMUSDPerUnitYear: spec.fixedOMUSDPerMWYear,
        limitField: "maxMW",
      });
      asset.credit("firmMW", power, spec.firmCreditFrac);
      asset.credit("landHa", power, spec.landHaPerMW);
      asset.credit("variableMW", power, 1);
      const flows = asset.periods.map((period) => {
        const generation = period.flow("generationMW", { size: power, profile });
        period.post("electricity", generation, 1, "generation");
        period.post("clean", generation, 1, "generation");
        period.charge("operations", generation, spec.variableOMUSDPerMWh);
        period.count("lifecycleCO2Kg", generation, spec.lifecycleCO2KgPerMWh);
        return generation;
      });
      return (result) => {
        const yearlyMWh = result.sum(flows);
        const powerMW = result.size(power);
        const hours = result.weightHours.reduce((sum, weight) => sum + weight, 0);
        // Of the modelled hours, as what is used is.
        const availableHours = asset.periods.reduce(
          (sum, period) => sum + weightedSum(period.cut(profile), period.weightHours),
          0,
        );
        return powerMW > 1e-6
          ? [
              { label: "Available capacity factor", value: availableHours / hours, unit: "frac" },
              { label: "Used capacity factor", value: yearlyMWh / (powerMW * hours), unit: "frac" },
            ]
          : [];
      };
    },
  });
}

/** mean · (1 + swing · cos(2π (day − peak)/365)), capped at 1. An estimate where no gauge is given. */
export function runOfRiverFactors(
  steps: number,
  { meanFlowFrac = 0.5, seasonalSwingFrac = 0.4, peakDayOfYear = 150 } = {},
): Float64Array {
  return Float64Array.from({ length: steps }, (_, t) => {
    const phase = (2 * Math.PI * (t / 24 - peakDayOfYear)) / 365;
    return Math.min(1, meanFlowFrac * (1 + seasonalSwingFrac * Math.cos(phase)));
  });
}
