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
 *     security·WACC a year from the acceptance of a stage on; reopener: reopener.ts
 *     fastest change of load: ramp.ts
 *     cutMW: (1 − a_t)·[nonFirmMW], and all of both while the grid is out, for what stands in for them
 *     a cut told less than an hour ahead also takes `restartHours` of the hour after it
 *     ⟨exportMW⟩ ≤ exportMW;  revenue: exports.ts
 *     net metering: ⟨meteredMW⟩ + export ≤ exportMW;  metered ≤ exportMW·[netMetered], 0 or 1, only while
 *         weather-driven plants ≤ the tariff's limit;  Σ metered ≤ Σ import;  revenue: the price of energy
 */
import type { Series } from "../../problem/series.ts";
import { at, mapSeries } from "../../problem/series.ts";
import { defineBlock } from "../block.ts";
import { readQuarter } from "../dates.ts";
import type { Asset, Conditions, Flow, Period, Size, Summarise } from "../block.ts";
import { gridCO2Of } from "../../climate/climate.ts";
import { siteCalendar } from "../../climate/calendar.ts";
import { billTerms, chargesPerMWh, energyBought, settleBill } from "./bill.ts";
import { availabilityModelled, availabilityUnderStress } from "./curtailment.ts";
import { addExports } from "./exports.ts";
import { addTariff, contractedRates } from "./tariff-charges.ts";
import { offerSchema, stageOf, stagesOf } from "./offer.ts";
import type { Offer } from "./offer.ts";
import { addRamp } from "./ramp.ts";
import { addReopener } from "./reopener.ts";
import { checkTariff } from "./tariff-fields.ts";
import { factsOf } from "./tariff-hours.ts";
import { tariffOf } from "./tariff-of.ts";
import type { Part } from "./tariff.ts";

interface Profile {
  /** 0 in the hours in which the grid is out. */
  readonly inService: Series;
  readonly available: Float64Array;
  readonly priceUSDPerMWh: Series;
}

/** Hourly price of the energy bought at the connection. */
function energyPrice(spec: Offer, { climate, market }: Conditions): Series {
  if (spec.energy === "fixed") return spec.fixedUSDPerMWh;
  if (spec.energy === "spot")
    return mapSeries(market.priceUSDPerMWh, (price) => price + spec.supplierFeeUSDPerMWh);
  const calendar = siteCalendar(climate);
  return Float64Array.from(calendar.hour, (hour, t) =>
    calendar.weekend[t] === 0 && hour >= spec.peakFromHour && hour < spec.peakToHour
      ? spec.peakUSDPerMWh
      : spec.offPeakUSDPerMWh,
  );
}

/** 1 while the grid is there, 0 in stated outages. */
function inServiceHours({ outageHours }: Offer, { climate }: Conditions): Series {
  if (outageHours.length === 0) return 1;
  const series = new Float64Array(climate.steps).fill(1);
  for (const hour of outageHours) if (hour <= series.length) series[hour - 1] = 0;
  return series;
}

function addContracted(
  spec: Offer,
  parts: readonly Part[],
  asset: Asset,
): { firm: Size; flexible: Size } {
  const common = {
    unit: "MW",
    category: "connection" as const,
    nature: "contract" as const,
    capexUSDPerUnit: spec.worksUSDPerMW,
    lifeYears: spec.worksLifeYears,
    ...(spec.reopener ? { mayEndFrom: readQuarter(spec.reopener.from)! } : {}),
  };
  const rates = contractedRates(parts);
  const held = parts.find(({ name }) => name === "security")?.usdPerMWYear ?? 0;
  const whole = (offer: number) => (spec.wholeOffer && offer > 0 ? { unitSize: offer } : {});
  const firm = asset.size({
    ...common,
    ...whole(spec.firmMW),
    name: "firmMW",
    fixedOMUSDPerUnitYear: rates.firm,
    maximum: spec.firmMW,
    existing: spec.existingMW ?? 0,
    limitField: "firmMW",
    ...(spec.stages.length > 0 ? { stages: stagesOf(spec, "firmMW", held) } : {}),
  });
  const flexible = asset.size({
    ...common,
    ...whole(spec.nonFirmMW),
    name: "nonFirmMW",
    fixedOMUSDPerUnitYear: rates.flexible,
    maximum: spec.nonFirmMW,
    limitField: "nonFirmMW",
    ...(spec.stages.length > 0 ? { stages: stagesOf(spec, "nonFirmMW", held) } : {}),
  });
  asset.credit("firmMW", firm, spec.firmCreditFrac);
  asset.credit("contractedMW", firm, 1);
  asset.credit("contractedMW", flexible, 1);
  const bound = spec.stages.flatMap(({ ownGenerationFrac, firmMW }, i) =>
    ownGenerationFrac > 0 && firmMW > 0
      ? [{ ...stageOf(spec, i, "firmMW", 0), amount: firmMW * ownGenerationFrac, worksUSD: 0 }]
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
  spec: Offer,
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
  for (const total of ["co2Kg", "lifecycleCO2Kg"] as const)
    period.count(total, spot, gridCO2Of(market, total));
  return spot;
}

export const gridConnection = defineBlock<Offer, Profile>({
  kind: "grid-connection",
  title: "Grid connection",
  schema: offerSchema,
  prepare: (spec, conditions) => ({
    inService: inServiceHours(spec, conditions),
    available: availabilityUnderStress(
      conditions.market.priceUSDPerMWh,
      spec.curtailedHoursPerYear,
      (spec.noticeHours ?? 24) < 1 ? spec.restartHours : 0,
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
    const importOf = (period: Period, name: string, size: Size, available: Series): Flow => {
      const cut = mapSeries(period.cut(available), (frac) => 1 - frac);
      if (typeof cut !== "number" && cut.some((frac) => frac > 0))
        period.postSize("cutMW", size, cut);
      return period.flow(name, { size, profile: available });
    };
    const imports = asset.periods.map((period) => [
      importOf(period, "firmImportMW", firm, profile.inService),
      ...(flexibleOffered
        ? [importOf(period, "flexibleImportMW", flexible, availableIn(period))]
        : []),
    ]);
    const bought = asset.periods.map((period, p) =>
      addEnergy(spec, profile, asset.conditions, period, imports[p]!),
    );
    const facts = factsOf(asset);
    addTariff(parts, { imports, contracted: [firm, flexible], facts }, asset);
    addReopener(spec, asset, imports, [firm, flexible]);
    const rampRows = addRamp(spec, asset, imports, profile.inService);
    if (spec.exportMW > 0) addExports(spec, profile, parts, asset, imports, facts);
    const { priceUSDPerMWh } = profile;
    const { conditions } = asset;
    const billed = { parts, facts, imports, firm, flexible, bought, priceUSDPerMWh, conditions };
    return {
      summarise: (result) => [...summaryOf(imports, firm, flexible)(result), ...rampRows(result)],
      bill: {
        terms: billTerms(spec, parts),
        settle: (periods) => settleBill(periods, billed),
        bought: (solved, p) => energyBought(billed, solved, p),
        perMWhUSD: (solved, p) => chargesPerMWh(billed, solved, p),
      },
    };
  },
});

/** Most MW on offer, existing ones included. */
function offeredMW({ firmMW, nonFirmMW, existingMW = 0, stages }: Offer): number {
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
