/**
 * Formulation shared by data halls with their electrical chain.
 *
 *     [itMW]     shell and electrical plant per MW of IT power
 *     Σ halls [itMW] ≥ IT power in every hour (closed by the model): a hall is sized for what chips
 *                draw, so that capped fleets may be larger than the hall's nameplate
 *     electricity −= houseLoad·[itMW]     lighting, controls, security, offices
 *
 * Where power of a connection may be away, standby sets (part of the electrical plant, on diesel) stand in for the
 * hall's own load; c_t is the share of an hour in which a connection is cut or out, as it says itself:
 *
 *     ⟨standbyMW_t⟩ ≤ c_t·houseLoad·[itMW]
 *     ⟨standbyMW_t⟩ ≤ Σ connections c_t·[MW]             what is not contracted cannot be cut
 *     Σ year ⟨standbyMW⟩ ≤ standbyHoursMax·houseLoad·[itMW]   outages apart: they are emergencies
 */
import { z } from "zod";
import { catalog } from "../../catalog/catalog.ts";
import { numberIn } from "../../catalog/table.ts";
import { at, mapSeries } from "../../problem/series.ts";
import type { Series } from "../../problem/series.ts";
import { defineBlock } from "../block.ts";
import type { AnyBlock, Asset, Flow, Period, Size, SizeTerm } from "../block.ts";
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
    standbyHoursMax: optional(
      "Full-load hours a year of the standby sets in cuts of a connection; what current law gives emergency sets when left out, where law is not stated and something else may carry the hall",
      { min: 0, max: 8784 },
    ),
    houseLoadFrac: house.number("houseLoadFrac", "Lighting, controls and offices over IT power", {
      min: 0,
      max: 1,
    }),
  });
}

type Spec = z.output<ReturnType<typeof schemaOf>>;

/** Share of each hour in which power of a connection is away, and the MW that are. */
function cutIn(period: Period): { share: Float64Array; sizes: readonly SizeTerm[] } {
  const { sizes } = period.posted("cutMW");
  const share = Float64Array.from(period.weightHours, (_, t) =>
    Math.max(0, ...sizes.map(({ coefficient }) => at(coefficient, t))),
  );
  return { share, sizes };
}

/** The standby sets of a hall in one period; undefined where nothing is ever away. */
function addStandby(spec: Spec, period: Period, it: Size, inCuts: Series): Flow | undefined {
  const { share, sizes } = cutIn(period);
  if (sizes.length === 0) return undefined;
  const diesel = catalog("supply").get("emergency-diesel")!;
  const figure = (name: string) => numberIn(diesel, name);
  const standby = period.flow("standbyMW", {
    size: it,
    profile: share.map((frac) => frac * spec.houseLoadFrac),
  });
  period.row(
    "standsInForCuts",
    [{ flow: standby, coefficient: 1 }],
    "<=",
    share.map((frac) => (frac > 0 ? 0 : Infinity)),
    sizes.map(({ size, coefficient }) => ({
      size,
      coefficient: mapSeries(coefficient, (frac) => -frac),
    })),
  );
  period.post("electricity", standby, 1, "generation");
  period.charge("fuel", standby, figure("fuelUSDPerMWhThermal") / figure("efficiencyFrac"));
  period.charge("operations", standby, figure("variableOMUSDPerMWh"));
  const combustion = figure("co2KgPerMWhThermal") / figure("efficiencyFrac");
  period.count("co2Kg", standby, combustion);
  period.count("lifecycleCO2Kg", standby, combustion + figure("lifecycleCO2KgPerMWh"));
  period.count("noxKg", standby, figure("noxKgPerMWh"));
  period.count("emergencyMWh", standby, inCuts);
  return standby;
}

/** The standby sets of a hall in all periods, within their hours a year. */
function addStandbySets(spec: Spec, asset: Asset, it: Size): void {
  const { interruptible, outageHours, climate, emergencyHoursMax } = asset.conditions;
  if (!interruptible) return;
  asset.credit("emergencyMW", it, spec.houseLoadFrac);
  const inCuts = new Float64Array(climate.steps).fill(1);
  for (const hour of outageHours) if (hour <= inCuts.length) inCuts[hour - 1] = 0;
  const terms = asset.periods.flatMap((period) => {
    const flow = addStandby(spec, period, it, inCuts);
    return flow ? [{ period, flow, coefficient: period.cut(inCuts) }] : [];
  });
  const hours = spec.standbyHoursMax ?? emergencyHoursMax;
  if (hours === undefined || terms.length === 0) return;
  const sizes = [{ size: it, coefficient: -hours * spec.houseLoadFrac }];
  asset.budget("standbyHours", { terms, sizes }, "<=", 0, undefined, "MWh");
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
      addStandbySets(spec, asset, it);
      for (const period of asset.periods) {
        period.postSize("hall", it, 1);
        period.postSize("electricity", it, -spec.houseLoadFrac, "house");
      }
    },
  });
}
