/**
 * What a load is billed under a part of a tariff, worked out from its hours apart from the model.
 *
 *     demand   billed_m = max(peak_m, ratchet·highest peak looked back on, minimum take·ramp·contracted)
 */
import {
  billableTiers,
  billsYearPeak,
  coincidentHours,
  contractedOn,
  demandRate,
  isFalling,
  lookbackMonths,
  rampAt,
  slotOf,
  tieredCost,
  windowMask,
} from "./tariff.ts";
import type { BilledPeriod, Part, PartBill } from "./tariff.ts";

const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

/** Highest load in the hours of a mask. */
function peakIn({ loadMW }: BilledPeriod, mask: Float64Array): number {
  return mask.reduce((peak, on, t) => (on === 1 ? Math.max(peak, loadMW[t]!) : peak), 0);
}

/** The months of one period that are billed apart, each with what the load reaches in it. */
interface Reached {
  readonly period: number;
  /** Months of the year, 0…11, billed at this peak. */
  readonly months: readonly number[];
  /** The first of them, or the middle one of three, counted through the years. */
  readonly at: number;
  readonly year: number;
  readonly mw: number;
}

function reachedIn(part: Part, period: BilledPeriod, p: number, everyMonth: boolean): Reached[] {
  const { months, ofHorizon, calendarYear: year, facts, loadMW } = period;
  const mask = windowMask(part, facts);
  if (!everyMonth || billsYearPeak(part)) {
    const middle = ofHorizon ? months[1]! : months[0]!;
    return [{ period: p, months, at: 12 * year + middle, year, mw: peakIn(period, mask) }];
  }
  const slots = Int32Array.from({ length: 12 }, (_, month) => slotOf(months, month));
  const peaks = new Float64Array(months.length);
  for (let t = 0; t < mask.length; t++) {
    const slot = slots[facts.month[t]!]!;
    if (mask[t] === 1) peaks[slot] = Math.max(peaks[slot]!, loadMW[t]!);
  }
  return months.map((month, slot) => ({
    period: p,
    months: [month],
    at: 12 * year + month,
    year,
    mw: peaks[slot]!,
  }));
}

/** Highest of the peaks that a ratchet counts in a month. */
function lookedBack(part: Part, of: Reached, all: readonly Reached[], ofHorizon: boolean): number {
  const counts = (one: Reached) => {
    if (one === of) return false;
    if (billsYearPeak(part)) return one.year === of.year;
    const looked = lookbackMonths(part, of.at);
    // A design year stands for every year: what lies before its January is its December.
    return ofHorizon
      ? one.months.some((month) => looked.includes(12 * one.year + month))
      : one.months.some((month) => looked.some((back) => (back - month) % 12 === 0));
  };
  return Math.max(0, ...all.filter(counts).map(({ mw }) => mw));
}

function demandBills(
  stated: Part,
  periods: readonly BilledPeriod[],
  everyMonth: boolean,
): PartBill[] {
  const part = billableTiers(stated, periods[0]?.ofHorizon === true);
  const all = periods.flatMap((period, p) => reachedIn(part, period, p, everyMonth));
  const cost = (month: number, mw: number) =>
    part.tiers && (part.months === undefined || part.months.includes(month + 1))
      ? tieredCost(part.tiers, mw)
      : demandRate(part, month) * mw;
  return periods.map(({ ofHorizon, year, firmMW, flexibleMW }, p) => {
    const least =
      (part.minimumTakeFrac ?? 0) *
      rampAt(part, ofHorizon ? year : undefined) *
      (firmMW + flexibleMW);
    const own = all.filter(({ period }) => period === p);
    const billed = own.map((one) =>
      Math.max(one.mw, least, (part.ratchetFrac ?? 0) * lookedBack(part, one, all, ofHorizon)),
    );
    const total = (mw: (k: number) => number) =>
      own.reduce(
        (sum, { months }, k) => months.reduce((usd, month) => usd + cost(month, mw(k)), sum),
        0,
      );
    const usd = total((k) => billed[k]!);
    return {
      usd,
      peakMW: own.map(({ mw }) => mw),
      billedMW: billed,
      idleUSD: usd - total((k) => own[k]!.mw),
    };
  });
}

function energyBill(part: Part, period: BilledPeriod, everyMonth: boolean, single: boolean) {
  const mask = windowMask(part, period.facts);
  const holds = period.holds(part);
  const mwh = Float64Array.from(
    mask,
    (on, t) => on * holds[t]! * period.loadMW[t]! * period.weightHours[t]!,
  );
  const { tiers } = part;
  if (!tiers) return sumOf(mwh) * (part.usdPerMWh ?? 0);
  // Falling tiers over a horizon are billed at the first (dearest) one.
  if (!single && isFalling(tiers)) return sumOf(mwh) * tiers[0]!.usdPerUnit;
  if (!everyMonth) {
    const months = period.months.length;
    return months * tieredCost(tiers, sumOf(mwh) / months);
  }
  return period.months.reduce(
    (sum, _, slot) =>
      sum +
      tieredCost(
        tiers,
        mwh.reduce(
          (total, one, t) =>
            slotOf(period.months, period.facts.month[t]!) === slot ? total + one : total,
          0,
        ),
      ),
    0,
  );
}

/**
 * The bill of one part over the periods of a load, in order. `everyMonth`: the periods have all their
 * hours, so that months are billed one by one.
 */
export function billPart(
  part: Part,
  periods: readonly BilledPeriod[],
  everyMonth: boolean,
): PartBill[] {
  switch (part.charge) {
    case "demand":
      return demandBills(part, periods, everyMonth);
    case "contracted":
      return periods.map(({ firmMW, flexibleMW, yearFrac }) => ({
        usd: (part.usdPerMWYear ?? 0) * yearFrac * contractedOn(part, firmMW, flexibleMW),
        idleUSD: 0,
      }));
    case "fixed":
      return periods.map(({ months }) => ({
        usd: (part.usdPerMonth ?? 0) * months.length,
        idleUSD: 0,
      }));
    case "coincident":
      return coincidentBills(part, periods);
    default:
      return periods.map((period) => ({
        usd: energyBill(part, period, everyMonth, periods.length === 1),
        idleUSD: 0,
      }));
  }
}

function coincidentBills(part: Part, periods: readonly BilledPeriod[]): PartBill[] {
  const rate = part.usdPerMWYear ?? 0;
  const bills = periods.map(() => ({ usd: 0, idleUSD: 0 }));
  const years = new Map<number, number[]>();
  periods.forEach(({ year }, p) => years.set(year, [...(years.get(year) ?? []), p]));
  for (const of of years.values()) {
    const masks = coincidentHours(
      part,
      of.map((p) => periods[p]!.facts),
    );
    const count = masks.reduce((sum, mask) => sum + sumOf(mask), 0);
    of.forEach((p, k) => {
      const { loadMW, yearFrac } = periods[p]!;
      bills[p]!.usd =
        part.measure === "max"
          ? rate * yearFrac * peakIn(periods[p]!, masks[k]!)
          : count === 0
            ? 0
            : (rate * sumOf(loadMW.map((mw, t) => mw * masks[k]![t]!))) / count;
    });
  }
  return bills;
}
