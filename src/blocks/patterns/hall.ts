/**
 * Formulation shared by data halls with their electrical chain.
 *
 *     [itMW]     shell and electrical plant per MW of IT power
 *     Σ halls [itMW] ≥ IT power in every hour (closed by the model): a hall is sized for what chips
 *                draw, so that capped fleets may be larger than the hall's nameplate
 *     electricity −= houseLoad·[itMW]     lighting, controls, security, offices
 *     ⟨standbyMW⟩ ≤ houseLoad·[itMW]      diesel, only where the site has power that may be cut
 */
import { z } from "zod";
import { catalog } from "../../catalog/catalog.ts";
import { numberIn } from "../../catalog/table.ts";
import { defineBlock } from "../block.ts";
import type { AnyBlock, Period, Size } from "../block.ts";
import { flag, fromCatalog, number, optional } from "../fields.ts";
import { mostUnits } from "../most-units.ts";

function schemaOf(kind: string) {
  const hall = fromCatalog("campus", kind);
  const electrical = fromCatalog("campus", "electrical-chain");
  const house = fromCatalog("campus", "house-load");
  return z.strictObject({
    maxMW: optional("Most IT power that may be housed; unlimited when left out"),
    existingMW: number("IT power already housed: no capital cost", 0),
    capexUSDPerMW: hall.number("capexUSDPerMW", "Shell, site and fit-out per MW IT"),
    fixedOMUSDPerMWYear: hall.numberOr("fixedOMUSDPerMWYear", 0, "Upkeep of the shell"),
    lifeYears: hall.number("lifeYears", "Economic life", { min: 1 }),
    landHaPerMW: hall.numberOr("landHaPerMW", 0, "Land"),
    electricalCapexUSDPerMW: electrical.number(
      "capexUSDPerMW",
      "Electrical plant per MW IT, standby sets included",
    ),
    electricalFixedOMUSDPerMWYear: electrical.numberOr(
      "fixedOMUSDPerMWYear",
      0,
      "Upkeep of the electrical plant",
    ),
    ridesThrough: flag(
      "Stays on through dips and swings of the grid, as some connections ask (UPS and drives made for it)",
      true,
    ),
    houseLoadFrac: house.number("houseLoadFrac", "Lighting, controls and offices over IT power", {
      min: 0,
      max: 1,
    }),
  });
}

type Spec = z.output<ReturnType<typeof schemaOf>>;

/**
 * While the grid is cut the hall's own load goes on: its standby sets (part of the electrical plant) can
 * carry it, on diesel.
 */
function addStandby(spec: Spec, period: Period, it: Size): void {
  const diesel = catalog("supply").get("emergency-diesel")!;
  const figure = (name: string) => numberIn(diesel, name);
  const standby = period.flow("standbyMW", { size: it, profile: spec.houseLoadFrac });
  period.post("electricity", standby, 1, "generation");
  period.charge("fuel", standby, figure("fuelUSDPerMWhThermal") / figure("efficiencyFrac"));
  period.charge("operations", standby, figure("variableOMUSDPerMWh"));
  const combustion = figure("co2KgPerMWhThermal") / figure("efficiencyFrac");
  period.count("co2Kg", standby, combustion);
  period.count("lifecycleCO2Kg", standby, combustion + figure("lifecycleCO2KgPerMWh"));
  period.count("noxKg", standby, figure("noxKgPerMWh"));
  period.count("emergencyMWh", standby, 1);
}

/** A hall; `kind` names its catalogue entry. */
export function hall(traits: { kind: string; title: string }): AnyBlock {
  return defineBlock<Spec, null>({
    ...traits,
    schema: schemaOf(traits.kind),
    prepare: () => null,
    contribute(spec, _profile, asset) {
      const it = asset.size({
        name: "itMW",
        unit: "MW IT",
        existing: spec.existingMW,
        ...mostUnits(spec.maxMW),
        category: "shell",
        capexUSDPerUnit: spec.capexUSDPerMW,
        lifeYears: spec.lifeYears,
        fixedOMUSDPerUnitYear: spec.fixedOMUSDPerMWYear,
        limitField: "maxMW",
        also: [
          {
            category: "electrical",
            capexUSDPerUnit: spec.electricalCapexUSDPerMW,
            lifeYears: spec.lifeYears,
            fixedOMUSDPerUnitYear: spec.electricalFixedOMUSDPerMWYear,
          },
        ],
      });
      asset.credit("landHa", it, spec.landHaPerMW);
      if (asset.conditions.interruptible) asset.credit("emergencyMW", it, spec.houseLoadFrac);
      for (const period of asset.periods) {
        if (asset.conditions.interruptible) addStandby(spec, period, it);
        period.postSize("hall", it, 1);
        period.postSize("electricity", it, -spec.houseLoadFrac, "house");
      }
    },
  });
}
