/**
 * Demand of a tariff in the model: billed MW by month, by quarter or once.
 *
 *     [peak_m] ≥ import_t in the part's hours of month m;  [billed_m] ≥ [peak_m], ≥ ratchet·[peak_k]
 *     [billed_m] ≥ minimum take·ramp·contracted;  cost += rate_m·[billed_m], or through tiers
 *     full use: Σ import ≥ hours·[billed], kept in return for the rate
 *
 * A design year of all hours has its twelve months, which look back round the year end; with weeks it has
 * one peak. Over a horizon a quarter of all hours has its three months; with weeks it has one peak, which
 * bills all three and looks back as the middle one does. k lies in earlier quarters there, and the year's
 * peak is that of the calendar year.
 */
import type { Asset, Coefficient, DesignTerm, Size, SizeRequest } from "../block.ts";
import { categoryOf } from "./charge-category.ts";
import { monthsOf, quarterOfYear } from "./tariff-hours.ts";
import type { Load } from "./tariff-hours.ts";
import { mostMW, tierSizes } from "./tariff-tiers.ts";
import {
  billableTiers,
  billsYearPeak,
  demandRate,
  lookbackMonths,
  rampAt,
  slotOf,
  windowMask,
} from "./tariff.ts";
import type { Part } from "./tariff.ts";

/** One billed demand: the months it stands for and what it costs. */
interface Billed {
  readonly size: Size;
  /** What the load reaches, where a ratchet looks at it; else the billed size itself. */
  readonly peak: Size;
  readonly label: string;
  /** Months of the year, or of each quarter, that it bills, from 0. */
  readonly months: readonly number[];
}

/** What is billed apart: each month where all its hours are modelled, else a year or a quarter at once. */
function billedSizes(part: Part, asset: Asset): Billed[] {
  const { everyHour } = asset.conditions;
  const horizon = isHorizon(asset);
  const months = Array.from({ length: horizon ? 3 : 12 }, (_, month) => month);
  const groups = everyHour && !billsYearPeak(part) ? months.map((month) => [month]) : [months];
  const ratchet = (part.ratchetFrac ?? 0) > 0 && (horizon || groups.length > 1);
  const measure = (name: string, of?: readonly number[]) =>
    asset.size({
      name: `${name}.${part.name}`,
      unit: "MW billed",
      category: categoryOf(part),
      nature: "measure",
      ...(of === undefined || part.tiers
        ? {}
        : costOf(of, (month) => demandRate(part, month), horizon)),
    });
  return groups.map((of) => {
    const label = groups.length === 1 ? "" : `.${of[0]! + 1}`;
    const size = measure(`billedMW${label}`, of);
    return { size, peak: ratchet ? measure(`peakMW${label}`) : size, label, months: of };
  });
}

const isHorizon = ({ periods }: Asset) => periods[0]?.calendarYear !== undefined;

/** What a unit of a billed size costs at a rate by month of the year. */
function costOf(
  months: readonly number[],
  rate: (month: number) => number,
  horizon: boolean,
): Pick<SizeRequest, "fixedOMUSDPerUnitYear" | "usdPerUnitYearAt"> {
  const sum = (quarter: number) =>
    months.reduce((total, month) => total + rate(3 * quarter + month), 0);
  return horizon
    ? { usdPerUnitYearAt: (year) => 4 * sum(quarterOfYear(year)) }
    : { fixedOMUSDPerUnitYear: sum(0) };
}

/** Adds a demand part. */
export function addDemand(stated: Part, load: Load, asset: Asset): void {
  const part = billableTiers(stated, isHorizon(asset));
  if (part !== stated)
    asset.warn(`${part.name}: falling tiers over a horizon are billed at the first one`);
  if (isHorizon(asset) && !asset.conditions.everyHour && dependsOnMonth(part))
    asset.warn(
      `${part.name}: with representative weeks a quarter's peak bills its three months; months of their own need resolution: full`,
    );
  const billed = billedSizes(part, asset);
  const least = part.minimumTakeFrac ?? 0;
  const horizon = isHorizon(asset);
  for (const one of billed) {
    const { size, label, months } = one;
    if (part.tiers) {
      const inSeason = (month: number) => (part.months?.includes(month + 1) === false ? 0 : 1);
      const sizes = tierSizes(part, part.tiers, asset, {
        label,
        unit: "MW billed",
        cost: (usd) => costOf(months, (month) => usd * inSeason(month), horizon),
        scale: 1,
        most: mostMW(load),
      });
      asset.designRow(
        `${part.name}.tiers${label}`,
        [{ size, coefficient: -1 }, ...sizes.map((tier) => ({ size: tier, coefficient: 1 }))],
        ">=",
        0,
      );
    }
    if (least > 0)
      asset.designRow(
        `${part.name}.minimumTake${label}`,
        [
          { size, coefficient: 1 },
          ...load.contracted.map((of): DesignTerm => ({
            size: of,
            coefficient: ({ year }) => -least * rampAt(part, horizon ? year : undefined),
          })),
        ],
        ">=",
        0,
      );
    addRatchet(part, asset, one, billed);
    if (part.fullLoadHours)
      asset.budget(
        `${part.name}.fullUse`,
        {
          terms: asset.periods.flatMap((period, p) =>
            load.imports[p]!.map((flow) => ({ period, flow, coefficient: 1 })),
          ),
          sizes: [{ size, coefficient: -part.fullLoadHours }],
        },
        ">=",
        0,
      );
  }
  addPeaks(part, load, asset, billed);
}

/** Whether it matters which month a peak falls in. */
const dependsOnMonth = ({ ratchetFrac = 0, months, usdPerMWMonthByMonth }: Part) =>
  (ratchetFrac > 0 && ratchetFrac < 1) ||
  months !== undefined ||
  usdPerMWMonthByMonth !== undefined;

/** Billed MW at least the peak, and a share of the peaks it looks back on. */
function addRatchet(
  part: Part,
  asset: Asset,
  { size, peak, label, months }: Billed,
  billed: readonly Billed[],
): void {
  if (peak === size) return;
  const floor = (name: string, of: Size, coefficient: Coefficient, lag: number) =>
    asset.designRow(
      `${part.name}.ratchet${label}${name}`,
      [
        { size, coefficient: 1 },
        { size: of, coefficient, lag },
      ],
      ">=",
      0,
    );
  const frac = part.ratchetFrac ?? 0;
  floor("", peak, -1, 0);
  if (!isHorizon(asset)) {
    const seen = lookbackMonths(part, months[0]! + 60).map((month) => month % 12);
    for (const month of new Set(seen))
      if (month !== months[0]) floor(`from${month + 1}`, billed[month]!.peak, -frac, 0);
    return;
  }
  if (billsYearPeak(part)) {
    const sameYear = (lag: number) => (at: { quarter: number }) =>
      at.quarter + lag >= 0 && at.quarter + lag <= 3 ? -1 : 0;
    for (const lag of [-3, -2, -1, 1, 2, 3]) floor(`by${lag}`, peak, sameYear(lag), lag);
    return;
  }
  const middle = months[Math.floor(months.length / 2)]!;
  /** Quarters of the year in which it looks at a peak so many quarters and months back. */
  const looks = new Map<string, { of: Size; lag: number; quarters: Set<number> }>();
  for (const quarter of [0, 1, 2, 3])
    for (const month of lookbackMonths(part, 3 * quarter + middle)) {
      const lag = Math.floor(month / 3) - quarter;
      const of = billed.length === 1 ? peak : billed[month - 3 * (quarter + lag)]!.peak;
      if (of === peak && lag === 0) continue;
      const key = `${of.request.name}${lag}`;
      const look = looks.get(key) ?? { of, lag, quarters: new Set<number>() };
      look.quarters.add(quarter);
      looks.set(key, look);
    }
  for (const [key, { of, lag, quarters }] of looks)
    floor(`from${key}`, of, (at) => (quarters.has(at.quarter) ? -frac : 0), lag);
}

function addPeaks(part: Part, load: Load, asset: Asset, billed: readonly Billed[]): void {
  asset.periods.forEach((period, p) => {
    const { month } = load.facts[p]!;
    const mask = windowMask(part, load.facts[p]!);
    if (mask.every((on) => on === 0)) return;
    const own = monthsOf(period);
    const slot = month.map((one) => slotOf(own, one));
    period.row(
      `billed.${part.name}`,
      load.imports[p]!.map((flow) => ({ flow, coefficient: mask })),
      "<=",
      0,
      billed.map(({ peak, months }) => ({
        size: peak,
        coefficient: billed.length === 1 ? -1 : slot.map((at) => (at === months[0] ? -1 : 0)),
      })),
    );
  });
}
