/**
 * Formulation shared by stores of electricity.
 *
 *     ⟨chargeMW⟩ ≤ [powerMW];  ⟨dischargeMW⟩ ≤ [powerMW];  ⟨levelMWh⟩ ≤ [energyMWh]
 *     level_t = (1 − selfDischarge)·level_{t−1} + η_c·charge_t − discharge_t/η_d   closing on itself
 *     minimumHours·[powerMW] ≤ [energyMWh] ≤ maximumHours·[powerMW]
 *     electricity += discharge − charge;  clean += discharge − charge;  cost += wear·discharge
 *     firm capacity += firmCredit·[powerMW]
 *     de-rated capacity += [energyMWh]/max(derating hours, maximum hours)      never above [powerMW]
 *
 * Charging counts against clean supply and discharging for it, so that storing power that is not
 * clean never makes it clean. Source: standard linear storage model (PyPSA StorageUnit equations).
 */
import { z } from "zod";
import { defineBlock } from "../block.ts";
import type { AnyBlock, Asset, Size } from "../block.ts";
import { fromCatalog, number, optional } from "../fields.ts";
import { mostUnits } from "../most-units.ts";

function schemaOf(kind: string) {
  const figures = fromCatalog("storage", kind);
  return z.strictObject({
    minMW: number("Least power to build", 0),
    maxMW: optional("Most power that may be built; unlimited when left out"),
    existingMW: number("Power already there: no capital cost", 0),
    existingMWh: number("Energy already there: no capital cost", 0),
    maxMWh: optional("Most energy that may be built; unlimited when left out"),
    capexPowerUSDPerMW: figures.number("capexPowerUSDPerMW", "Capital cost of power"),
    capexEnergyUSDPerMWh: figures.number("capexEnergyUSDPerMWh", "Capital cost of energy"),
    fixedOMUSDPerMWYear: figures.numberOr(
      "fixedOMUSDPerMWYear",
      0,
      "Fixed operation and maintenance of its power",
    ),
    fixedOMUSDPerMWhYear: figures.numberOr(
      "fixedOMUSDPerMWhYear",
      0,
      "Fixed operation and maintenance of its energy",
    ),
    chargeEfficiencyFrac: figures.number("chargeEfficiencyFrac", "Efficiency into the store", {
      min: 0.01,
      max: 1,
    }),
    dischargeEfficiencyFrac: figures.number(
      "dischargeEfficiencyFrac",
      "Efficiency out of the store",
      { min: 0.01, max: 1 },
    ),
    selfDischargeFracPerHour: figures.numberOr(
      "selfDischargeFracPerHour",
      0,
      "Share of the level lost each hour",
      { min: 0, max: 0.5 },
    ),
    minimumHours: figures.numberOr("minimumHours", 0, "Least hours of storage at full power"),
    maximumHours: figures.numberOr("maximumHours", 10_000, "Most hours of storage at full power"),
    wearUSDPerMWh: figures.numberOr("wearUSDPerMWh", 0, "Wear per MWh discharged"),
    firmCreditFrac: figures.numberOr("firmCreditFrac", 0, "Share of power that counts as firm", {
      min: 0,
      max: 1,
    }),
    deratingHours: figures.number(
      "deratingHours",
      "Hours at full power for which it counts in full as de-rated capacity",
      { min: 0.25 },
    ),
    lifeYears: figures.number("lifeYears", "Economic life", { min: 1 }),
  });
}

type Spec = z.output<ReturnType<typeof schemaOf>>;

function addSizes(spec: Spec, asset: Asset): { power: Size; energy: Size } {
  const power = asset.size({
    name: "powerMW",
    unit: "MW",
    minimum: spec.minMW,
    existing: spec.existingMW,
    ...mostUnits(spec.maxMW),
    category: "storage",
    capexUSDPerUnit: spec.capexPowerUSDPerMW,
    lifeYears: spec.lifeYears,
    fixedOMUSDPerUnitYear: spec.fixedOMUSDPerMWYear,
    limitField: "maxMW",
  });
  const energy = asset.size({
    name: "energyMWh",
    unit: "MWh",
    existing: spec.existingMWh,
    ...mostUnits(spec.maxMWh),
    category: "storage",
    capexUSDPerUnit: spec.capexEnergyUSDPerMWh,
    lifeYears: spec.lifeYears,
    fixedOMUSDPerUnitYear: spec.fixedOMUSDPerMWhYear,
    limitField: "maxMWh",
  });
  if (spec.minimumHours > 0)
    asset.designRow(
      "minimumHours",
      [
        { size: energy, coefficient: 1 },
        { size: power, coefficient: -spec.minimumHours },
      ],
      ">=",
      0,
    );
  asset.designRow(
    "maximumHours",
    [
      { size: energy, coefficient: 1 },
      { size: power, coefficient: -spec.maximumHours },
    ],
    "<=",
    0,
  );
  asset.credit("firmMW", power, spec.firmCreditFrac);
  asset.credit("deratedMW", energy, 1 / Math.max(spec.deratingHours, spec.maximumHours));
  return { power, energy };
}

/** A store of electricity; `kind` names its catalogue entry. */
export function electricStore(traits: { kind: string; title: string }): AnyBlock {
  return defineBlock<Spec, null>({
    ...traits,
    schema: schemaOf(traits.kind),
    prepare: () => null,
    contribute(spec, _profile, asset) {
      const { power, energy } = addSizes(spec, asset);
      const discharges = asset.periods.map((period) => {
        const charge = period.flow("chargeMW", { size: power });
        const discharge = period.flow("dischargeMW", { size: power });
        const level = period.flow("levelMWh", { size: energy });
        period.store("level", level, 1 - spec.selfDischargeFracPerHour, [
          { flow: charge, coefficient: spec.chargeEfficiencyFrac },
          { flow: discharge, coefficient: -1 / spec.dischargeEfficiencyFrac },
        ]);
        for (const ledger of ["electricity", "clean"] as const) {
          period.post(ledger, charge, -1, "storage");
          period.post(ledger, discharge, 1, "storage");
        }
        period.charge("operations", discharge, spec.wearUSDPerMWh);
        return discharge;
      });
      return (result) => {
        const size = result.size(energy);
        const cycles =
          size > 1e-6 ? result.sum(discharges) / (size * spec.dischargeEfficiencyFrac) : 0;
        return [{ label: "Full cycles a year", value: cycles, unit: "1/yr" }];
      };
    },
  });
}
