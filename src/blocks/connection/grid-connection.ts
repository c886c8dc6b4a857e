/**
 * A connection offer and the power bought through it.
 *
 *     [firmMW] ≤ offer, [nonFirmMW] ≤ offer          works cost and yearly charge per MW contracted
 *     ⟨firmImportMW⟩ ≤ [firmMW];  ⟨flexibleImportMW_t⟩ ≤ a_t·[nonFirmMW]
 *         a_t = 0 in the curtailed hours: the N hours of highest price; with representative weeks as many
 *         weighted hours of those modelled
 *     electricity += import;  gridEnergy −= import       what is imported must be bought by someone
 *     ⟨spotMW⟩: gridEnergy += spot;  cost += (price_t or fixed or time-of-use)·spot
 *     cost += (network + tax)·import
 *     [billedMW_m] ≥ import_t for t in month m; ≥ minimumTake·contracted; ≥ ratchet·[billedMW_k]
 *     ⟨exportMW⟩ ≤ exportMW;  revenue price_t·share
 *
 * Source: tariff forms of facts on large-load tariffs (AEP Ohio DCT, Dominion GS-5) in data/connection.csv.
 */
import { z } from "zod";
import type { Series } from "../../problem/series.ts";
import { mapSeries } from "../../problem/series.ts";
import { defineBlock } from "../block.ts";
import { quarter, readQuarter } from "../dates.ts";
import type { Asset, Conditions, Flow, Period, Size, SizeStage, Term } from "../block.ts";
import { choice, flag, fraction, fromCatalog, number, optional } from "../fields.ts";
import { localCalendar } from "../../climate/calendar.ts";
import { monthOfSteps } from "./calendar.ts";
import { availabilityModelled, availabilityUnderStress } from "./curtailment.ts";

const figures = fromCatalog("connection", "grid-connection");

const stage = z.strictObject({
  date: quarter("First quarter in which these MW are there, as promised").optional(),
  firmMW: number("Firm MW that this stage adds", 0),
  nonFirmMW: number("Flexible MW that this stage adds", 0),
  until: quarter("First quarter in which they are gone again").optional(),
  expires: quarter(
    "Last quarter in which the stage may be accepted, and comes as much later; at once when left out",
  ).optional(),
  worksUSD: number("Works cost when the stage is accepted, beside that per MW", 0),
  whole: flag("Take all of the stage or none", true),
  ownGenerationFrac: fraction("Own dispatchable power it asks for, per firm MW", 0),
});

const schema = z.strictObject({
  firmMW: number("Firm MW offered", 0),
  nonFirmMW: number("Flexible (non-firm) MW offered", 0),
  curtailedHoursPerYear: number("Hours a year in which the flexible MW may be cut", 300, {
    min: 0,
    max: 8784,
  }),
  wholeOffer: flag("Take all offered MW or none", false),
  worksUSDPerMW: figures.number("worksUSDPerMW", "Works to connect, per MW contracted"),
  worksLifeYears: number("Years over which works are paid", 30, { min: 1 }),
  contractedUSDPerMWYear: number("Yearly charge per MW contracted", 0),
  demandUSDPerMWMonth: figures.numberOr(
    "demandUSDPerMWMonth",
    0,
    "Charge on each month's highest MW",
  ),
  ratchetFrac: fraction("Share of the year's highest month that every month is billed at least", 0),
  minimumTakeFrac: fraction("Share of contracted MW billed whether used or not", 0),
  networkUSDPerMWh: figures.numberOr("networkUSDPerMWh", 0, "Network charge on energy"),
  taxUSDPerMWh: number("Tax and levies on energy", 0, { min: -1000 }),
  energy: choice("How energy is bought", ["spot", "fixed", "time-of-use", "none"], "spot"),
  supplierFeeUSDPerMWh: number("Supplier's fee on top of spot", 1, { min: -1000 }),
  fixedUSDPerMWh: number("Price when energy is fixed", 70, { min: -1000 }),
  peakUSDPerMWh: number("Time-of-use price in peak hours (weekdays, local time)", 100, {
    min: -1000,
  }),
  offPeakUSDPerMWh: number("Time-of-use price in other hours", 50, { min: -1000 }),
  peakFromHour: number("First peak hour", 8, { min: 0, max: 23 }),
  peakToHour: number("Hour at which peak ends", 20, { min: 1, max: 24 }),
  exportMW: number("Most MW that may be exported", 0),
  exportPriceFrac: fraction("Share of the spot price paid for exports", 0.9),
  firmCreditFrac: fraction("Share of firm MW that counts as firm capacity", 1),
  existingMW: optional("Firm MW already connected and paid"),
  stages: z
    .array(stage)
    .max(20)
    .default([])
    .meta({ description: "MW by date, each accepted or refused; beside firmMW and nonFirmMW" }),
  collateralUSDPerMW: number("Security held per MW contracted; its interest is a cost", 0),
  noticeHours: optional("Notice before flexible MW are cut"),
  rampMWPerHour: optional("Fastest change of load allowed"),
  rideThrough: flag("The connection is tied to riding through grid faults", false),
});

type Spec = z.output<typeof schema>;

interface Profile {
  readonly available: Float64Array;
  readonly priceUSDPerMWh: Series;
}

/** Hourly price of the energy bought at the connection. */
function energyPrice(spec: Spec, { climate, market }: Conditions): Series {
  if (spec.energy === "fixed") return spec.fixedUSDPerMWh;
  if (spec.energy === "spot")
    return mapSeries(market.priceUSDPerMWh, (price) => price + spec.supplierFeeUSDPerMWh);
  const calendar = localCalendar(
    new Date(climate.startUTC).getUTCFullYear(),
    Math.round(climate.longitudeDeg / 15),
  );
  return Float64Array.from(calendar.hour, (hour, t) =>
    calendar.weekend[t] === 0 && hour >= spec.peakFromHour && hour < spec.peakToHour
      ? spec.peakUSDPerMWh
      : spec.offPeakUSDPerMWh,
  );
}

function stageOf(spec: Spec, i: number, field: "firmMW" | "nonFirmMW"): SizeStage {
  const of = spec.stages[i]!;
  const mw = of.firmMW + of.nonFirmMW;
  return {
    label: `stage${i + 1}`,
    amount: of[field],
    whole: of.whole,
    worksUSD: mw > 0 ? (of.worksUSD * of[field]) / mw : 0,
    from: readQuarter(of.date),
    until: readQuarter(of.until),
    expires: readQuarter(of.expires),
  };
}

/** Stages as steps of a size; in the plan of a single year they count when their date has come. */
function stagesOf(spec: Spec, field: "firmMW" | "nonFirmMW"): SizeStage[] {
  const dated = spec.stages.map((_, i) => stageOf(spec, i, field));
  const plain = {
    label: "offer",
    amount: spec[field],
    whole: spec.wholeOffer,
    worksUSD: 0,
    from: undefined,
    until: undefined,
    expires: undefined,
  };
  return [plain, ...dated].filter(({ amount }) => amount > 0);
}

function addContracted(spec: Spec, asset: Asset): { firm: Size; flexible: Size } {
  const common = {
    unit: "MW",
    category: "connection" as const,
    nature: "contract" as const,
    capexUSDPerUnit: spec.worksUSDPerMW,
    lifeYears: spec.worksLifeYears,
    fixedOMUSDPerUnitYear:
      spec.contractedUSDPerMWYear + spec.collateralUSDPerMW * asset.conditions.waccFrac,
  };
  const whole = (offer: number) => (spec.wholeOffer && offer > 0 ? { unitSize: offer } : {});
  const firm = asset.size({
    ...common,
    ...whole(spec.firmMW),
    name: "firmMW",
    maximum: spec.firmMW,
    existing: spec.existingMW ?? 0,
    limitField: "firmMW",
    ...(spec.stages.length > 0 ? { stages: stagesOf(spec, "firmMW") } : {}),
  });
  const flexible = asset.size({
    ...common,
    ...whole(spec.nonFirmMW),
    name: "nonFirmMW",
    maximum: spec.nonFirmMW,
    limitField: "nonFirmMW",
    ...(spec.stages.length > 0 ? { stages: stagesOf(spec, "nonFirmMW") } : {}),
  });
  asset.credit("firmMW", firm, spec.firmCreditFrac);
  asset.credit("contractedMW", firm, 1);
  asset.credit("contractedMW", flexible, 1);
  const bound = spec.stages.flatMap(({ ownGenerationFrac, firmMW }, i) =>
    ownGenerationFrac > 0 && firmMW > 0
      ? [{ ...stageOf(spec, i, "firmMW"), amount: firmMW * ownGenerationFrac, worksUSD: 0 }]
      : [],
  );
  if (bound.length > 0)
    asset.credit(
      "ownGenerationMW",
      asset.size({
        name: "ownGenerationMW",
        unit: "MW",
        category: "connection",
        nature: "measure",
        stages: bound,
      }),
      1,
    );
  return { firm, flexible };
}

/** Demand charge: one billed size per month with a rate, linked by minimum take and ratchet. */
function addDemandCharge(
  spec: Spec,
  asset: Asset,
  imports: readonly Term[][],
  contracted: readonly Size[],
): void {
  if (spec.demandUSDPerMWMonth === 0) return;
  // With representative weeks some months have no hours: one billed size then stands for all.
  const oneForAll = spec.ratchetFrac === 1 || !asset.conditions.everyHour;
  const months = monthOfSteps(asset.conditions.climate.steps);
  const billed = Array.from({ length: oneForAll ? 1 : 12 }, (_, month) =>
    asset.size({
      name: oneForAll ? "billedMW" : `billedMW${month + 1}`,
      unit: "MW billed",
      category: "connection",
      nature: "measure",
      fixedOMUSDPerUnitYear: spec.demandUSDPerMWMonth * (oneForAll ? 12 : 1),
    }),
  );
  billed.forEach((size, month) => {
    if (spec.minimumTakeFrac > 0)
      asset.designRow(
        `minimumTake${month + 1}`,
        [
          { size, coefficient: 1 },
          ...contracted.map((of) => ({ size: of, coefficient: -spec.minimumTakeFrac })),
        ],
        ">=",
        0,
      );
    if (spec.ratchetFrac > 0 && !oneForAll)
      billed.forEach((other, k) => {
        if (k !== month)
          asset.designRow(
            `ratchet${month + 1}from${k + 1}`,
            [
              { size, coefficient: 1 },
              { size: other, coefficient: -spec.ratchetFrac },
            ],
            ">=",
            0,
          );
      });
  });
  asset.periods.forEach((period, p) => {
    const inMonth = (month: number) =>
      oneForAll ? -1 : Float64Array.from(months, (m) => (m === month ? -1 : 0));
    period.row(
      "billed",
      imports[p]!,
      "<=",
      0,
      billed.map((size, month) => ({ size, coefficient: inMonth(month) })),
    );
  });
}

function addEnergy(
  spec: Spec,
  profile: Profile,
  conditions: Conditions,
  period: Period,
  imports: readonly Flow[],
): void {
  const { market } = conditions;
  for (const flow of imports) {
    period.post("electricity", flow, 1, "grid");
    period.post("gridEnergy", flow, -1);
    period.post("import", flow, 1);
    period.charge("connection", flow, spec.networkUSDPerMWh);
    period.charge("tax", flow, spec.taxUSDPerMWh);
  }
  if (spec.energy === "none") return;
  const spot = period.flow("boughtMW");
  period.post("gridEnergy", spot, 1);
  period.post("clean", spot, market.gridCleanFrac, "grid");
  period.charge("energy", spot, profile.priceUSDPerMWh);
  period.count("co2Kg", spot, market.gridCO2KgPerMWh);
  period.count("lifecycleCO2Kg", spot, market.gridCO2KgPerMWh);
}

export const gridConnection = defineBlock<Spec, Profile>({
  kind: "grid-connection",
  title: "Grid connection",
  schema,
  prepare: (spec, conditions) => ({
    available: availabilityUnderStress(
      conditions.market.priceUSDPerMWh,
      spec.curtailedHoursPerYear,
    ),
    priceUSDPerMWh: energyPrice(spec, conditions),
  }),
  contribute(spec, profile, asset) {
    const { firm, flexible } = addContracted(spec, asset);
    const flexibleOffered =
      spec.nonFirmMW > 0 || spec.stages.some(({ nonFirmMW }) => nonFirmMW > 0);
    const availableIn = (period: Period) =>
      availabilityModelled(period, profile.available, asset.conditions.market.priceUSDPerMWh);
    const imports = asset.periods.map((period) => [
      period.flow("firmImportMW", { size: firm }),
      ...(flexibleOffered
        ? [period.flow("flexibleImportMW", { size: flexible, profile: availableIn(period) })]
        : []),
    ]);
    asset.periods.forEach((period, p) =>
      addEnergy(spec, profile, asset.conditions, period, imports[p]!),
    );
    addDemandCharge(
      spec,
      asset,
      imports.map((flows) => flows.map((flow) => ({ flow, coefficient: 1 }))),
      [firm, flexible],
    );
    if (spec.exportMW > 0)
      for (const period of asset.periods) {
        const exported = period.flow("exportMW", { series: spec.exportMW });
        period.post("electricity", exported, -1, "export");
        period.charge(
          "export",
          exported,
          mapSeries(
            asset.conditions.market.priceUSDPerMWh,
            (price) => -price * spec.exportPriceFrac,
          ),
        );
      }
    return (result) => {
      const imported =
        imports.flat().length === 0
          ? 0
          : imports[0]!.reduce(
              (sum, _, k) => sum + result.sum(imports.map((flows) => flows[k]!)),
              0,
            );
      const contracted = result.size(firm) + result.size(flexible);
      return [
        { label: "Imported", value: imported, unit: "MWh" },
        ...(contracted > 1e-6
          ? [
              {
                label: "Use of contracted MW",
                value: imported / (contracted * result.weightHours.reduce((a, b) => a + b, 0)),
                unit: "frac",
              },
            ]
          : []),
      ];
    };
  },
});
