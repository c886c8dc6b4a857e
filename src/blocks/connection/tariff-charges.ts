/**
 * A tariff in the model: the parts of tariff.ts as charges on flows, billed sizes and rows.
 *
 *     energy, network, tax   cost += rate·import in the part's hours
 *         tiers              Σ_month import = Σ_k ⟨e_k⟩, e_k ≤ width_k; where a later tier is cheaper, whole
 *                            [full_k]: e_k ≥ width_k·full_k, e_{k+1} ≤ most·full_k
 *     demand                 tariff-demand.ts
 *     coincident             mean: cost in the hours of system peak; max: [peakMW] ≥ import_t in them
 */
import type { Series } from "../../problem/series.ts";
import type { Asset, Period } from "../block.ts";
import { addDemand } from "./tariff-demand.ts";
import { categoryOf } from "./charge-category.ts";
import { maskIn, monthsOf, quarterOfYear } from "./tariff-hours.ts";
import type { Load } from "./tariff-hours.ts";
import { mostMW, tierSizes } from "./tariff-tiers.ts";
import { coincidentHours, isFalling, slotOf } from "./tariff.ts";
import type { Part, Tier } from "./tariff.ts";

function addEnergy(part: Part, load: Load, asset: Asset): void {
  const { tiers } = part;
  const several = asset.periods.length > 1;
  if (tiers && !(several && isFalling(tiers))) {
    addEnergyTiers(part, tiers, load, asset);
    return;
  }
  if (tiers) asset.warn(`${part.name}: falling tiers over a horizon are billed at the first one`);
  const rate = tiers ? tiers[0]!.usdPerUnit : (part.usdPerMWh ?? 0);
  asset.periods.forEach((period, p) => {
    const mask = maskIn(part, load, asset, p);
    const series = mask.every((one) => one === 1) ? rate : mask.map((on) => on * rate);
    for (const flow of load.imports[p]!) period.charge(categoryOf(part), flow, series);
  });
}

/** Energy is priced month by month where every hour is modelled; else by average months of a year or quarter. */
function addEnergyTiers(part: Part, tiers: readonly Tier[], load: Load, asset: Asset): void {
  const { everyHour } = asset.conditions;
  const horizon = asset.periods[0]?.calendarYear !== undefined;
  const months = horizon && !everyHour ? [0, 3, 6, 9] : Array.from({ length: 12 }, (_, k) => k);
  for (const first of everyHour || horizon ? months : [undefined]) {
    const scale = everyHour ? 1 : horizon ? 3 : 12;
    const quarter = Math.floor((first ?? 0) / 3);
    const label = first === undefined ? "" : String(first + 1);
    const at = asset.periods.flatMap((period, p) => {
      const own = monthsOf(period);
      if (horizon && own[0] !== 3 * quarter) return [];
      const slots = load.facts[p]!.month.map((month) => slotOf(own, month));
      const inMonth = (t: number) => !everyHour || own[slots[t]!] === first;
      return [
        { period, p, counts: maskIn(part, load, asset, p).map((on, t) => (inMonth(t) ? on : 0)) },
      ];
    });
    const sizes = tierSizes(part, tiers, asset, {
      label: label && `.${label}`,
      unit: "MWh",
      cost: (usd) =>
        horizon
          ? { usdPerUnitYearAt: (year) => (quarterOfYear(year) === quarter ? 4 * usd : 0) }
          : { fixedOMUSDPerUnitYear: usd },
      scale,
      most: mostMW(load) * (scale === 12 ? 8784 : scale * 744),
    });
    asset.budget(
      `${part.name}.energy${label}`,
      {
        terms: at.flatMap(({ period, p, counts }) =>
          load.imports[p]!.map((flow) => ({ period, flow, coefficient: counts })),
        ),
        sizes: sizes.flatMap((size) =>
          horizon
            ? at.map(({ period }) => ({ size, coefficient: -1, period }))
            : [{ size, coefficient: -1 }],
        ),
      },
      "<=",
      0,
    );
  }
}

function addCoincident(part: Part, load: Load, asset: Asset): void {
  const rate = part.usdPerMWYear ?? 0;
  const years = new Map<number, number[]>();
  asset.periods.forEach(({ interval }, p) => {
    const year = Math.floor(interval / 4);
    years.set(year, [...(years.get(year) ?? []), p]);
  });
  const peak =
    part.measure === "max"
      ? asset.size({
          name: `coincidentMW.${part.name}`,
          unit: "MW billed",
          category: categoryOf(part),
          nature: "measure",
          fixedOMUSDPerUnitYear: rate,
        })
      : undefined;
  for (const of of years.values()) {
    const masks = coincidentHours(
      part,
      of.map((p) => load.facts[p]!),
    );
    const count = masks.reduce((sum, mask) => sum + mask.reduce((total, on) => total + on, 0), 0);
    if (count === 0) asset.warn(`${part.name}: none of its hours is modelled; it is not charged`);
    of.forEach((p, k) => {
      const period = asset.periods[p]!;
      const mask = masks[k]!;
      if (mask.every((on) => on === 0)) return;
      if (peak)
        period.row(
          `coincident.${part.name}`,
          load.imports[p]!.map((flow) => ({ flow, coefficient: mask })),
          "<=",
          0,
          [{ size: peak, coefficient: -1 }],
        );
      else
        for (const flow of load.imports[p]!)
          period.charge(
            categoryOf(part),
            flow,
            mask.map((on, t) => (on * rate) / count / period.weightHours[t]!),
          );
    });
  }
}

/** USD a year per MW contracted, firm and flexible. */
export function contractedRates(parts: readonly Part[]): { firm: number; flexible: number } {
  const of = (kind: "firm" | "flexible") =>
    parts
      .filter(({ charge, on = "all" }) => charge === "contracted" && (on === "all" || on === kind))
      .reduce((sum, { usdPerMWYear = 0 }) => sum + usdPerMWYear, 0);
  return { firm: of("firm"), flexible: of("flexible") };
}

/** Adds the parts of a tariff that are charged on load; those on contracted MW stand with its size. */
export function addTariff(parts: readonly Part[], load: Load, asset: Asset): void {
  for (const part of parts) {
    if (part.charge === "demand") addDemand(part, load, asset);
    else if (part.charge === "coincident") addCoincident(part, load, asset);
    else if (part.charge === "fixed")
      asset.size({
        name: part.name,
        unit: "customer",
        existing: 1,
        maximum: 0,
        category: categoryOf(part),
        nature: "measure",
        fixedOMUSDPerUnitYear: 12 * (part.usdPerMonth ?? 0),
      });
    else if (part.charge !== "contracted") addEnergy(part, load, asset);
  }
}

/** What energy bought costs beside its market price by parts of these charges; of tiers the cheapest. */
export function retailAdder(
  parts: readonly Part[],
  load: Pick<Load, "facts">,
  asset: Asset,
  p: number,
  charges: readonly Part["charge"][],
): Float64Array {
  const sum = new Float64Array(load.facts[p]!.month.length);
  for (const part of parts)
    if (charges.includes(part.charge)) {
      const rate = part.tiers
        ? Math.min(...part.tiers.map(({ usdPerUnit }) => usdPerUnit))
        : (part.usdPerMWh ?? 0);
      const mask = maskIn(part, { ...load, imports: [], contracted: [] }, asset, p);
      mask.forEach((on, t) => (sum[t]! += on * rate));
    }
  return sum;
}

/** A price over the steps of a period. */
export function priceIn(period: Period, price: Series): Float64Array {
  const values = period.cut(price);
  return typeof values === "number"
    ? new Float64Array(period.weightHours.length).fill(values)
    : values;
}
