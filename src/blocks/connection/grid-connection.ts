/**
 * A connection offer and the power bought through it.
 *
 *     [firmMW] ≤ offer, [nonFirmMW] ≤ offer          works cost and yearly charge per MW contracted
 *     ⟨firmImportMW⟩ ≤ [firmMW];  ⟨flexibleImportMW_t⟩ ≤ a_t·[nonFirmMW]
 *         a_t = 0 in the curtailed hours: the N hours of highest price; with representative weeks as many
 *         weighted hours of those modelled
 *     electricity += import;  gridEnergy −= import       what is imported must be bought by someone
 *     ⟨spotMW⟩: gridEnergy += spot;  cost += (price_t or fixed or time-of-use)·spot
 *     network, tax, demand, capacity: the parts of a tariff, tariff-charges.ts; the fields of that name
 *         are a tariff of one part each
 *     ⟨exportMW⟩ ≤ exportMW;  revenue price_t·share
 *     net metering: ⟨meteredMW⟩ + export ≤ exportMW;  metered ≤ exportMW·[netMetered], 0 or 1, only while
 *         weather-driven plants ≤ the tariff's limit;  Σ metered ≤ Σ import;  revenue: the price of energy
 */
import { z } from "zod";
import type { Series } from "../../problem/series.ts";
import { at, mapSeries } from "../../problem/series.ts";
import { defineBlock } from "../block.ts";
import { quarter, readQuarter } from "../dates.ts";
import type { Asset, Conditions, Flow, Period, Size, SizeStage, Summarise } from "../block.ts";
import { choice, flag, fraction, fromCatalog, number, optional } from "../fields.ts";
import { localCalendar } from "../../climate/calendar.ts";
import { billTerms, settleBill } from "./bill.ts";
import { availabilityModelled, availabilityUnderStress } from "./curtailment.ts";
import { addExports } from "./exports.ts";
import { addTariff, contractedRates } from "./tariff-charges.ts";
import { checkTariff, tariffSchema } from "./tariff-fields.ts";
import { factsOf } from "./tariff-hours.ts";
import { tariffOf } from "./tariff-of.ts";
import type { Part } from "./tariff.ts";

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
  tariff: tariffSchema.optional().meta({
    description: "What the connection is billed, in place of the charges above",
  }),
  outageHours: z
    .array(z.int().min(1).max(8784))
    .max(2000)
    .default([])
    .meta({ description: "Hours of the year, from 1, in which the grid is out" }),
  noticeHours: optional("Notice before flexible MW are cut"),
  rampMWPerHour: optional("Fastest change of load allowed"),
  rideThrough: flag("The connection is tied to riding through grid faults", false),
});

type Spec = z.output<typeof schema>;

interface Profile {
  /** 0 in the hours in which the grid is out. */
  readonly inService: Series;
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

/** 1 while the grid is there, 0 in stated outages. */
function inServiceHours({ outageHours }: Spec, { climate }: Conditions): Series {
  if (outageHours.length === 0) return 1;
  const series = new Float64Array(climate.steps).fill(1);
  for (const hour of outageHours) if (hour <= series.length) series[hour - 1] = 0;
  return series;
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

function addContracted(
  spec: Spec,
  parts: readonly Part[],
  asset: Asset,
): { firm: Size; flexible: Size } {
  const common = {
    unit: "MW",
    category: "connection" as const,
    nature: "contract" as const,
    capexUSDPerUnit: spec.worksUSDPerMW,
    lifeYears: spec.worksLifeYears,
  };
  const rates = contractedRates(parts);
  const whole = (offer: number) => (spec.wholeOffer && offer > 0 ? { unitSize: offer } : {});
  const firm = asset.size({
    ...common,
    ...whole(spec.firmMW),
    name: "firmMW",
    fixedOMUSDPerUnitYear: rates.firm,
    maximum: spec.firmMW,
    existing: spec.existingMW ?? 0,
    limitField: "firmMW",
    ...(spec.stages.length > 0 ? { stages: stagesOf(spec, "firmMW") } : {}),
  });
  const flexible = asset.size({
    ...common,
    ...whole(spec.nonFirmMW),
    name: "nonFirmMW",
    fixedOMUSDPerUnitYear: rates.flexible,
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

function addEnergy(
  spec: Spec,
  profile: Profile,
  conditions: Conditions,
  period: Period,
  imports: readonly Flow[],
): Flow | undefined {
  const { market } = conditions;
  for (const flow of imports) {
    period.post("electricity", flow, 1, "grid");
    period.post("gridEnergy", flow, -1);
    period.post("import", flow, 1);
  }
  if (spec.energy === "none") return undefined;
  const spot = period.flow("boughtMW");
  period.post("gridEnergy", spot, 1);
  period.post("clean", spot, market.gridCleanFrac, "grid");
  period.charge("energy", spot, profile.priceUSDPerMWh);
  period.count("co2Kg", spot, market.gridCO2KgPerMWh);
  period.count("lifecycleCO2Kg", spot, market.gridCO2KgPerMWh);
  return spot;
}

export const gridConnection = defineBlock<Spec, Profile>({
  kind: "grid-connection",
  title: "Grid connection",
  schema,
  prepare: (spec, conditions) => ({
    inService: inServiceHours(spec, conditions),
    available: availabilityUnderStress(
      conditions.market.priceUSDPerMWh,
      spec.curtailedHoursPerYear,
    ),
    priceUSDPerMWh: energyPrice(spec, conditions),
  }),
  check: (spec, context) => checkTariff(spec.tariff, offeredMW(spec), context),
  contribute(spec, profile, asset) {
    const parts = tariffOf(spec, asset.conditions);
    const { firm, flexible } = addContracted(spec, parts, asset);
    const flexibleOffered =
      spec.nonFirmMW > 0 || spec.stages.some(({ nonFirmMW }) => nonFirmMW > 0);
    const availableIn = (period: Period) => {
      const kept = availabilityModelled(
        period,
        profile.available,
        asset.conditions.market.priceUSDPerMWh,
      );
      const there = period.cut(profile.inService);
      return kept.map((frac, t) => frac * at(there, t));
    };
    const imports = asset.periods.map((period) => [
      period.flow("firmImportMW", { size: firm, profile: profile.inService }),
      ...(flexibleOffered
        ? [period.flow("flexibleImportMW", { size: flexible, profile: availableIn(period) })]
        : []),
    ]);
    const bought = asset.periods.map((period, p) =>
      addEnergy(spec, profile, asset.conditions, period, imports[p]!),
    );
    const facts = factsOf(asset);
    addTariff(parts, { imports, contracted: [firm, flexible], facts }, asset);
    if (spec.exportMW > 0) addExports(spec, profile, parts, asset, imports, facts);
    return {
      summarise: summaryOf(imports, firm, flexible),
      bill: {
        terms: billTerms(spec, parts),
        settle: (periods) =>
          settleBill(periods, {
            parts,
            facts,
            imports,
            firm,
            flexible,
            bought,
            priceUSDPerMWh: profile.priceUSDPerMWh,
            conditions: asset.conditions,
          }),
      },
    };
  },
});

/** Most MW on offer, existing ones included. */
function offeredMW({ firmMW, nonFirmMW, existingMW = 0, stages }: Spec): number {
  return stages.reduce(
    (sum, one) => sum + one.firmMW + one.nonFirmMW,
    firmMW + nonFirmMW + existingMW,
  );
}

function summaryOf(imports: readonly (readonly Flow[])[], firm: Size, flexible: Size): Summarise {
  return (result) => {
    const imported =
      imports.flat().length === 0
        ? 0
        : imports[0]!.reduce((sum, _, k) => sum + result.sum(imports.map((flows) => flows[k]!)), 0);
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
}
