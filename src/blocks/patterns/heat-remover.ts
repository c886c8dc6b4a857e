/**
 * Formulation shared by cooling technologies: take heat from a hall within its supply temperature.
 *
 *     Σ ⟨heatMW_t⟩ ≤ derate_t·[capacityMW]
 *     airHeat or liquidHeat −= heat;  electricity −= e_t·heat;  water += w_t·heat
 *
 *     reference_t    dry bulb, or wet bulb where water evaporates
 *     reach_t        reference_t + approach: the coolest supply without a compressor
 *     chillerShare_t 0 when reach ≤ supply; rises to 1 over the loop's temperature rise; 1 with no economiser
 *     COP_t          COP_ref + slope·(dry bulb − reference), never below 1.5
 *     e_t            fans and pumps + chillerShare_t/COP_t
 *     derate_t       without a chiller: (return − reach)/(return − supply), within 0…1
 *     w_t            water per MWh of heat rejected by evaporation
 *
 * Source: approach and economiser model of ASHRAE's data-centre guidance (compressor-free when the
 * approach allows); COP line as in HPE's dc_config (5.0 − 0.1·(T − 25)); see data/cooling.csv.
 */
import { z } from "zod";
import { defineBlock } from "../block.ts";
import type { AnyBlock, Conditions } from "../block.ts";
import { fromCatalog, optional, number } from "../fields.ts";
import { HEAT_REMOVED } from "./heat-removed.ts";
import { mostUnits } from "../most-units.ts";

/** How a technology rejects heat. */
interface Traits {
  readonly kind: string;
  readonly title: string;
  /** What it takes away; immersion takes both. */
  readonly heats: readonly ("airHeat" | "liquidHeat")[];
  /** What limits compressor-free cooling; "none" means the chiller always runs. */
  readonly economiser: "dryBulb" | "wetBulb" | "none";
  /** A chiller that tops up when the approach does not reach the supply. */
  readonly chiller: boolean;
  /** When heat leaves by evaporation, so that water is used: only in hours the dry approach fails, or always. */
  readonly evaporates: "never" | "whenHot" | "always";
}

function schemaOf(kind: string) {
  const figures = fromCatalog("cooling", kind);
  return z.strictObject({
    maxMW: optional("Most heat removal that may be built; unlimited when left out"),
    existingMW: number("Heat removal already there", 0),
    approachK: figures.numberOr(
      "approachK",
      0,
      "Supply above the outdoor reference without a compressor",
    ),
    loopRiseK: number("Temperature rise of the cooling loop", 10, { min: 1 }),
    chillerCOPReference: figures.numberOr(
      "chillerCOPReference",
      5,
      "Chiller COP at the reference temperature",
      { min: 1 },
    ),
    chillerReferenceC: figures.numberOr(
      "chillerReferenceC",
      25,
      "Outdoor temperature of the reference COP",
      { min: -50, max: 60 },
    ),
    chillerCOPPerK: figures.numberOr("chillerCOPPerK", -0.1, "Change of COP per kelvin outdoors", {
      min: -1,
      max: 1,
    }),
    fansPumpsFrac: figures.number("fansPumpsFrac", "Fans and pumps, MW electric per MW of heat", {
      min: 0,
      max: 1,
    }),
    waterM3PerMWhHeat: figures.numberOr("waterM3PerMWhHeat", 0, "Water per MWh of heat rejected"),
    waterUSDPerM3: number("Price of water", 2.5),
    capexUSDPerMW: figures.number("capexUSDPerMW", "Capital cost per MW of heat removed"),
    fixedOMUSDPerMWYear: figures.numberOr(
      "fixedOMUSDPerMWYear",
      0,
      "Fixed operation and maintenance",
    ),
    lifeYears: figures.number("lifeYears", "Economic life", { min: 1 }),
    spareFrac: number("Extra capacity kept for a unit out of service (N+1)", 0.2, {
      min: 0,
      max: 2,
    }),
  });
}

type Spec = z.output<ReturnType<typeof schemaOf>>;

/** Hourly behaviour per MW of heat. */
export interface CoolingProfile {
  readonly electricityFrac: Float64Array;
  readonly waterM3PerMWh: Float64Array;
  readonly derateFrac: Float64Array;
  readonly chillerShareFrac: Float64Array;
}

/** The hourly behaviour of a technology in a climate; see the formulation above. */
export function coolingProfile(spec: Spec, traits: Traits, conditions: Conditions): CoolingProfile {
  const { climate } = conditions;
  const supplyC = traits.heats.includes("liquidHeat")
    ? conditions.liquidSupplyC
    : conditions.airSupplyC;
  const reference = traits.economiser === "wetBulb" ? climate.wetBulbC : climate.tempC;
  const steps = climate.steps;
  const profile: CoolingProfile = {
    electricityFrac: new Float64Array(steps),
    waterM3PerMWh: new Float64Array(steps),
    derateFrac: new Float64Array(steps).fill(1),
    chillerShareFrac: new Float64Array(steps),
  };
  for (let t = 0; t < steps; t++) {
    const short = (reference[t]! + spec.approachK - supplyC) / spec.loopRiseK;
    const share = traits.economiser === "none" ? 1 : Math.min(1, Math.max(0, short));
    const cop = Math.max(
      1.5,
      spec.chillerCOPReference + spec.chillerCOPPerK * (climate.tempC[t]! - spec.chillerReferenceC),
    );
    profile.chillerShareFrac[t] = traits.chiller ? share : 0;
    profile.electricityFrac[t] = spec.fansPumpsFrac + (traits.chiller ? share / cop : 0);
    if (!traits.chiller) profile.derateFrac[t] = 1 - share;
    const rejected = 1 + (traits.chiller ? share / cop : 0);
    const wet =
      traits.evaporates === "always" ||
      (traits.evaporates === "whenHot" && climate.tempC[t]! + spec.approachK > supplyC);
    profile.waterM3PerMWh[t] = wet ? spec.waterM3PerMWhHeat * rejected : 0;
  }
  return profile;
}

/** A cooling technology; `kind` names its catalogue entry. */
export function heatRemover(traits: Traits): AnyBlock {
  return defineBlock<Spec, CoolingProfile>({
    kind: traits.kind,
    title: traits.title,
    removes: traits.heats,
    schema: schemaOf(traits.kind),
    prepare: (spec, conditions) => coolingProfile(spec, traits, conditions),
    contribute(spec, profile, asset) {
      const capacity = asset.size({
        name: "capacityMW",
        unit: "MW heat",
        existing: spec.existingMW,
        ...mostUnits(spec.maxMW),
        category: "cooling",
        capexUSDPerUnit: spec.capexUSDPerMW * (1 + spec.spareFrac),
        lifeYears: spec.lifeYears,
        fixedOMUSDPerUnitYear: spec.fixedOMUSDPerMWYear * (1 + spec.spareFrac),
        limitField: "maxMW",
      });
      const electricity = profile.electricityFrac.map((value) => -value);
      const waterUSD = profile.waterM3PerMWh.map((value) => value * spec.waterUSDPerM3);
      const flows = traits.heats.map((heat) =>
        asset.periods.map((period) => {
          const flow = period.flow(`${heat}MW`, { size: capacity, profile: profile.derateFrac });
          period.post(heat, flow, -1);
          period.post("electricity", flow, electricity, "cooling");
          period.count("waterM3", flow, profile.waterM3PerMWh);
          period.charge("water", flow, waterUSD);
          return flow;
        }),
      );
      if (flows.length > 1)
        asset.periods.forEach((period, i) =>
          period.row(
            "capacity",
            flows.map((perHeat) => ({ flow: perHeat[i]!, coefficient: 1 })),
            "<=",
            0,
            [{ size: capacity, coefficient: profile.derateFrac.map((value) => -value) }],
          ),
        );
      const free =
        profile.chillerShareFrac.filter((share) => share === 0).length /
        profile.chillerShareFrac.length;
      return (result) => [
        {
          label: HEAT_REMOVED,
          value: flows.reduce((sum, perHeat) => sum + result.sum(perHeat), 0),
          unit: "MWh",
        },
        { label: "Hours without a compressor", value: free, unit: "frac" },
      ];
    },
  });
}
