/**
 * A water store that takes heat in hot hours and gives it to the coolers in cool ones.
 *
 *     ⟨chargeMW⟩, ⟨dischargeMW⟩ ≤ [powerMW];  ⟨levelMWh⟩ ≤ [energyMWh] = hours·[powerMW]
 *     level_t = (1 − loss)·level_{t−1} + charge_t − discharge_t
 *     heat ledger += discharge − charge        (charging takes heat away, discharging gives it back)
 */
import { z } from "zod";
import { defineBlock } from "../block.ts";
import { choice, fromCatalog, number, optional } from "../fields.ts";
import { mostUnits } from "../most-units.ts";

const figures = fromCatalog("storage", "thermal-store");
const schema = z.strictObject({
  heat: choice("Which heat it stores", ["liquidHeat", "airHeat"], "liquidHeat"),
  maxMWh: optional("Most heat to store; unlimited when left out"),
  capexEnergyUSDPerMWh: figures.number("capexEnergyUSDPerMWh", "Capital cost per MWh of heat"),
  capexPowerUSDPerMW: figures.number(
    "capexPowerUSDPerMW",
    "Capital cost per MW of heat in and out: pumps and valves",
  ),
  fixedOMUSDPerMWhYear: figures.number(
    "fixedOMUSDPerMWhYear",
    "Fixed operation and maintenance per MWh of heat",
  ),
  selfDischargeFracPerHour: figures.numberOr(
    "selfDischargeFracPerHour",
    0.001,
    "Share lost each hour",
    { min: 0, max: 0.5 },
  ),
  hours: number("Hours of storage at full power", 6, { min: 0.5 }),
  lifeYears: figures.number("lifeYears", "Economic life", { min: 1 }),
});

export const thermalStore = defineBlock<z.output<typeof schema>, null>({
  kind: "thermal-store",
  title: "Thermal store",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const energy = asset.size({
      name: "energyMWh",
      unit: "MWh heat",
      ...mostUnits(spec.maxMWh),
      category: "cooling",
      capexUSDPerUnit: spec.capexEnergyUSDPerMWh + spec.capexPowerUSDPerMW / spec.hours,
      fixedOMUSDPerUnitYear: spec.fixedOMUSDPerMWhYear,
      lifeYears: spec.lifeYears,
      limitField: "maxMWh",
    });
    for (const period of asset.periods) {
      const charge = period.flow("chargeMW", { size: energy, profile: 1 / spec.hours });
      const discharge = period.flow("dischargeMW", { size: energy, profile: 1 / spec.hours });
      const level = period.flow("levelMWh", { size: energy });
      period.store("level", level, 1 - spec.selfDischargeFracPerHour, [
        { flow: charge, coefficient: 1 },
        { flow: discharge, coefficient: -1 },
      ]);
      period.post(spec.heat, charge, -1);
      period.post(spec.heat, discharge, 1);
    }
  },
});
