/**
 * Formulation shared by plants that run when asked: engines, turbines, fuel cells, nuclear, geothermal.
 *
 *     [powerMW]                         size, annuity on capital plus fixed O&M
 *     ⟨generationMW⟩ ≤ availability·odds·[powerMW]
 *     ⟨generationMW⟩ ≥ minimum·availability·odds·[powerMW]          where it must run
 *     electricity += generation;  cost += generation·(variable O&M + fuel/efficiency)
 *     CO2 += generation·co2/efficiency;  NOx likewise;  clean += generation·cleanFrac
 *     Σ generation ≤ annualHoursMax·[powerMW]                      where hours are limited
 *     firm capacity += firmCredit·odds·[powerMW]
 *
 * Source: standard linear dispatch (e.g. NREL ReEDS documentation, unit commitment relaxed);
 * "odds" weighs a plant that may never exist by the chance that it does: its energy, firm credit and cost alike.
 */
import { z } from "zod";
import { defineBlock } from "../block.ts";
import type { AnyBlock, Asset, BudgetTerms, Size } from "../block.ts";
import { flag, fraction, fromCatalog, number, optional, sizeFields } from "../fields.ts";
import { mostUnits } from "../most-units.ts";

interface Traits {
  readonly kind: string;
  readonly title: string;
  /** Counts as clean in hourly and annual clean shares. */
  readonly clean: boolean;
  /** Clean, and not renewable. */
  readonly nuclear?: boolean;
  /** Permitted as an emergency set: few hours a year outside emergencies. */
  readonly emergency?: boolean;
  /** Most full-load hours a year by default; unlimited when absent. */
  readonly annualHoursMax?: number;
}

function schemaOf({ kind, annualHoursMax }: Traits) {
  const figures = fromCatalog("supply", kind);
  const hoursLimits = { min: 0, max: 8784 };
  const hoursHelp = "Most full-load hours a year";
  return z.strictObject({
    ...sizeFields(),
    capexUSDPerMW: figures.number("capexUSDPerMW", "Capital cost, owner's costs included"),
    fixedOMUSDPerMWYear: figures.number("fixedOMUSDPerMWYear", "Fixed operation and maintenance"),
    variableOMUSDPerMWh: figures.numberOr(
      "variableOMUSDPerMWh",
      0,
      "Variable operation and maintenance",
    ),
    efficiencyFrac: figures.numberOr(
      "efficiencyFrac",
      1,
      "Electric efficiency on the fuel's heating value",
      { min: 0.01, max: 1 },
    ),
    fuelUSDPerMWhThermal: figures.numberOr("fuelUSDPerMWhThermal", 0, "Fuel price per MWh of heat"),
    co2KgPerMWhThermal: figures.numberOr(
      "co2KgPerMWhThermal",
      0,
      "Combustion CO2 per MWh of fuel heat",
    ),
    lifecycleCO2KgPerMWh: figures.numberOr(
      "lifecycleCO2KgPerMWh",
      0,
      "Life-cycle CO2 per MWh of electricity, combustion apart",
    ),
    noxKgPerMWh: figures.numberOr("noxKgPerMWh", 0, "NOx per MWh of electricity"),
    minimumFrac: figures.numberOr("minimumFrac", 0, "Least output while available, as a share", {
      min: 0,
      max: 1,
    }),
    availabilityFrac: figures.numberOr(
      "availabilityFrac",
      1,
      "Share of hours available, outages planned and forced",
      { min: 0, max: 1 },
    ),
    oddsFrac: figures.numberOr(
      "oddsFrac",
      1,
      "Chance that the plant exists by its date; energy and firm credit are weighed with it",
      { min: 0, max: 1 },
    ),
    firmCreditFrac: figures.numberOr("firmCreditFrac", 1, "Share of capacity that counts as firm", {
      min: 0,
      max: 1,
    }),
    lifeYears: figures.number("lifeYears", "Economic life", { min: 1 }),
    landHaPerMW: figures.numberOr("landHaPerMW", 0, "Land"),
    unitMW: figures.numberOr("unitMW", 1, "Size of one unit", { min: 0.001 }),
    wholeUnits: flag("Build whole units only", false),
    annualHoursMax:
      annualHoursMax === undefined
        ? optional(hoursHelp, hoursLimits)
        : number(hoursHelp, annualHoursMax, hoursLimits),
    curtailedFrac: fraction("Share of output lost to planned limits", 0),
  });
}

type Spec = z.output<ReturnType<typeof schemaOf>>;

function addHours(spec: Spec, traits: Traits, asset: Asset, power: Size): void {
  const available = spec.availabilityFrac * spec.oddsFrac * (1 - spec.curtailedFrac);
  const hours: BudgetTerms["terms"][number][] = [];
  for (const period of asset.periods) {
    const generation = period.flow("generationMW", { size: power, profile: available });
    if (spec.minimumFrac > 0)
      period.row("minimum", [{ flow: generation, coefficient: 1 }], ">=", 0, [
        { size: power, coefficient: -spec.minimumFrac * available },
      ]);
    period.post("electricity", generation, 1, "generation");
    if (traits.clean) period.post("clean", generation, 1, "generation");
    else period.post("dispatchable", generation, 1);
    if (traits.nuclear) period.post("nuclear", generation, 1, "generation");
    period.charge("fuel", generation, spec.fuelUSDPerMWhThermal / spec.efficiencyFrac);
    period.charge("operations", generation, spec.variableOMUSDPerMWh);
    const combustion = spec.co2KgPerMWhThermal / spec.efficiencyFrac;
    period.count("co2Kg", generation, combustion);
    period.count("lifecycleCO2Kg", generation, combustion + spec.lifecycleCO2KgPerMWh);
    period.count("noxKg", generation, spec.noxKgPerMWh);
    if (traits.emergency) period.count("emergencyMWh", generation, 1);
    hours.push({ period, flow: generation, coefficient: 1 });
  }
  if (spec.annualHoursMax !== undefined)
    asset.budget(
      "fullLoadHours",
      { terms: hours, sizes: [{ size: power, coefficient: -spec.annualHoursMax }] },
      "<=",
      0,
    );
}

/** A plant that runs when asked; `kind` names its catalogue entry. */
export function dispatchable(traits: Traits): AnyBlock {
  return defineBlock<Spec, null>({
    kind: traits.kind,
    title: traits.title,
    schema: schemaOf(traits),
    prepare: () => null,
    contribute(spec, _profile, asset) {
      const power = asset.size({
        name: "powerMW",
        unit: "MW",
        minimum: spec.minMW,
        existing: spec.existingMW,
        ...mostUnits(spec.maxMW),
        ...(spec.wholeUnits ? { unitSize: spec.unitMW } : {}),
        category: "supply",
        capexUSDPerUnit: spec.capexUSDPerMW * spec.oddsFrac,
        lifeYears: spec.lifeYears,
        fixedOMUSDPerUnitYear: spec.fixedOMUSDPerMWYear * spec.oddsFrac,
        limitField: "maxMW",
        oddsFrac: spec.oddsFrac,
      });
      asset.credit("firmMW", power, spec.firmCreditFrac * spec.oddsFrac);
      asset.credit("dispatchableMW", power, spec.oddsFrac);
      // Emergency sets take no part in the market, as de-rated capacity must.
      if (!traits.emergency) asset.credit("deratedMW", power, spec.firmCreditFrac * spec.oddsFrac);
      if (traits.emergency) asset.credit("emergencyMW", power, 1);
      asset.credit("landHa", power, spec.landHaPerMW);
      addHours(spec, traits, asset, power);
    },
  });
}
