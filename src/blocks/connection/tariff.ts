/**
 * Tariffs: what a load pays for its connection, part by part, worked out from its hours apart from the model.
 *
 *     energy, network, tax   Σ_t rate·load_t in the part's window and dates, or by monthly tiers
 *     demand                 Σ_m rate_m·billed_m;  billed_m = max(peak_m in the window, share of the look-back
 *                            peaks, minimum take·contracted), or through tiers
 *     coincident             rate·mean (or highest) load over the hours of system peak
 *     contracted, fixed      rate·contracted MW;  an amount a month
 *
 * Look-back: the last eleven months or as many as stated, or chosen ones of them; a design year wraps round
 * its end. The whole of a year's peak (ratchet 1) is that of the calendar year. Where not every hour is
 * modelled, a period has one peak for all the months it stands for; that of a quarter looks back as its
 * middle month does.
 * Source: the tariff forms of NREL REopt (test cases 01) and of large-load tariffs, restated.
 */
/** One step of a price that changes with quantity; the last tier has no limit. */
export interface Tier {
  readonly upTo?: number | undefined;
  readonly usdPerUnit: number;
}

/** Hours a part holds in: local months 1…12, local hours of the day, weekdays alone. */
export interface Window {
  readonly months?: readonly number[] | undefined;
  readonly fromHour?: number | undefined;
  readonly toHour?: number | undefined;
  readonly weekdays?: boolean | undefined;
}

/** One part of a tariff, in USD, MW and MWh. */
export interface Part extends Window {
  readonly name: string;
  readonly charge: "energy" | "network" | "tax" | "demand" | "coincident" | "contracted" | "fixed";
  /** First month in force and first no longer, such as 2026-07. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly usdPerMWh?: number | undefined;
  readonly usdPerMWMonth?: number | undefined;
  /** 12 rates in place of one. */
  readonly usdPerMWMonthByMonth?: readonly number[] | undefined;
  readonly usdPerMWYear?: number | undefined;
  readonly usdPerMonth?: number | undefined;
  /** Of energy: MWh a month; of demand: MW. */
  readonly tiers?: readonly Tier[] | undefined;
  readonly minimumTakeFrac?: number | undefined;
  /** Share of the contracted MW that the minimum take counts in each year of the plan; then all of it. */
  readonly rampFracs?: readonly number[] | undefined;
  readonly ratchetFrac?: number | undefined;
  readonly ratchetMonths?: readonly number[] | undefined;
  readonly ratchetLookbackMonths?: number | undefined;
  readonly peaks?: number | undefined;
  readonly onePerMonth?: boolean | undefined;
  readonly hoursOfYear?: readonly number[] | undefined;
  readonly measure?: "mean" | "max" | undefined;
  readonly on?: "all" | "firm" | "flexible" | undefined;
  /** Hours of full use a year that the part asks for in return for its rate. */
  readonly fullLoadHours?: number | undefined;
}

/** What is known of the hours of a period, step by step. */
export interface HourFacts {
  /** Local, 0…11. */
  readonly month: Float64Array;
  /** Local, 0…23. */
  readonly hour: Float64Array;
  readonly weekend: Float64Array;
  /** Highest where the system is most stretched: the market price. */
  readonly stress: Float64Array;
  readonly stepOfYear: Float64Array;
}

/** One period of a load under a tariff. */
export interface BilledPeriod {
  readonly facts: HourFacts;
  readonly weightHours: Float64Array;
  readonly loadMW: Float64Array;
  readonly firmMW: number;
  readonly flexibleMW: number;
  readonly yearFrac: number;
  /** Year of the plan, from 0. */
  readonly year: number;
  /** One of the quarters of a horizon. */
  readonly ofHorizon: boolean;
  readonly calendarYear: number;
  /** Months it stands for, 0…11. */
  readonly months: readonly number[];
  /** Share of the period in which a part with dates holds, step by step. */
  readonly holds: (part: Part) => Float64Array;
}

/** A part's bill over one period. */
export interface PartBill {
  readonly usd: number;
  /** Of a demand: peak and billed MW by month, or once for the period. */
  readonly peakMW?: readonly number[];
  readonly billedMW?: readonly number[];
  /** Paid for MW billed beyond the peak: minimum take and ratchet. */
  readonly idleUSD: number;
}

/**
 * How many months after the first of a period's months a month lies. Hours of a quarter are those of UTC, and
 * 2,190: some lie in the month before its first (below 0) or after its last, across the year's end as well.
 */
export function monthsAfter(months: readonly number[], month: number): number {
  const after = (month - months[0]! + 12) % 12;
  const beyond = after - (months.length - 1);
  return beyond > 0 && 12 - after < beyond ? after - 12 : after;
}

/**
 * Which of its months an hour of a period is billed in: its own. Hours before the first month of a quarter
 * count to that month, those after its last to the last.
 */
export function slotOf(months: readonly number[], month: number): number {
  return Math.min(Math.max(monthsAfter(months, month), 0), months.length - 1);
}

/** Cost of `quantity` through tiers in ascending order. */
export function tieredCost(tiers: readonly Tier[], quantity: number): number {
  let cost = 0;
  let from = 0;
  for (const tier of tiers) {
    const upTo = tier.upTo ?? Infinity;
    cost += Math.max(0, Math.min(quantity, upTo) - from) * tier.usdPerUnit;
    from = upTo;
  }
  return cost;
}

/** Whether an hour lies in the window of a part. */
export function inWindow(part: Window, facts: HourFacts, t: number): boolean {
  const { months, fromHour = 0, toHour = 24, weekdays } = part;
  const hour = facts.hour[t]!;
  return (
    (months === undefined || months.includes(facts.month[t]! + 1)) &&
    (fromHour < toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour) &&
    !(weekdays === true && facts.weekend[t] === 1)
  );
}

/** 1 in the hours of a window, else 0. */
export function windowMask(part: Window, facts: HourFacts): Float64Array {
  const mask = new Float64Array(facts.month.length);
  for (let t = 0; t < mask.length; t++) if (inWindow(part, facts, t)) mask[t] = 1;
  return mask;
}

/** Rate of a demand in a month, USD per MW; 0 outside its months. */
export function demandRate(part: Part, month: number): number {
  if (part.months !== undefined && !part.months.includes(month + 1)) return 0;
  return part.usdPerMWMonthByMonth?.[month] ?? part.usdPerMWMonth ?? 0;
}

/** Whether every month is billed the highest MW of its calendar year. */
export function billsYearPeak({
  ratchetFrac,
  ratchetMonths,
  ratchetLookbackMonths,
}: Pick<Part, "ratchetFrac" | "ratchetMonths" | "ratchetLookbackMonths">): boolean {
  return ratchetFrac === 1 && !ratchetMonths && ratchetLookbackMonths === undefined;
}

/**
 * Months whose peaks a ratchet looks back on from `month`, counted on through the years: the last eleven
 * or as many as stated, of them the chosen ones.
 */
export function lookbackMonths(part: Part, month: number): number[] {
  const { ratchetFrac = 0, ratchetMonths, ratchetLookbackMonths = 11 } = part;
  if (ratchetFrac === 0) return [];
  return Array.from({ length: ratchetLookbackMonths }, (_, back) => month - 1 - back).filter(
    (one) => ratchetMonths?.includes((((one % 12) + 12) % 12) + 1) !== false,
  );
}

/** Share of contracted MW that the minimum take counts in a year of a horizon; a design year is after the ramp. */
export function rampAt(part: Part, year: number | undefined): number {
  return year === undefined ? 1 : (part.rampFracs?.[year] ?? 1);
}

/**
 * The hours of system peak of one year, as a mask for each of its periods: those stated, else those of
 * highest stress among the modelled, one in each month where the part says so.
 */
export function coincidentHours(part: Part, periods: readonly HourFacts[]): Float64Array[] {
  const masks = periods.map(({ month }) => new Float64Array(month.length));
  if (part.hoursOfYear) {
    const chosen = new Set(part.hoursOfYear);
    periods.forEach(({ stepOfYear }, p) =>
      stepOfYear.forEach((step, t) => {
        if (chosen.has(step + 1)) masks[p]![t] = 1;
      }),
    );
    return masks;
  }
  const all = periods.flatMap((facts, p) =>
    Array.from(facts.month.keys(), (t) => ({ p, t, facts })),
  );
  // Where no hour of its months is modelled, the most stretched hours of the others stand for them.
  const inside = all.filter(({ facts, t }) => inWindow(part, facts, t));
  const hours = (inside.length > 0 ? inside : all).sort(
    (a, b) =>
      b.facts.stress[b.t]! - a.facts.stress[a.t]! ||
      a.facts.stepOfYear[a.t]! - b.facts.stepOfYear[b.t]!,
  );
  const seen = new Set<number>();
  let left = part.peaks ?? 1;
  for (const { p, t, facts } of hours) {
    if (left === 0) break;
    const month = facts.month[t]!;
    if (part.onePerMonth === true && seen.has(month)) continue;
    seen.add(month);
    masks[p]![t] = 1;
    left--;
  }
  return masks;
}

/** Whether some tier is cheaper than the one before. */
export function isFalling(tiers: readonly Tier[]): boolean {
  return tiers.some((tier, i) => i > 0 && tier.usdPerUnit < tiers[i - 1]!.usdPerUnit);
}

/** Falling tiers need whole switches, which a horizon has not: the first rate stands for all. */
export function billableTiers(part: Part, ofHorizon: boolean): Part {
  if (!ofHorizon || !part.tiers || !isFalling(part.tiers)) return part;
  return { ...part, tiers: [{ usdPerUnit: part.tiers[0]!.usdPerUnit }] };
}

/** MW that a charge on contracted MW counts. */
export function contractedOn(part: Part, firmMW: number, flexibleMW: number): number {
  const { on = "all" } = part;
  return (on === "flexible" ? 0 : firmMW) + (on === "firm" ? 0 : flexibleMW);
}
