/** The local clock of a place over a UTC year: month, day, hour and weekend of every step, in standard time. */
import { HOURS_PER_DAY, MS_PER_HOUR } from "../units.ts";
import { stepsInYear } from "./climate.ts";
import type { Climate } from "./climate.ts";

/** By step, taken at the middle of the hour; standard time all year, no daylight saving. */
export interface LocalCalendar {
  readonly year: number;
  readonly steps: number;
  /** 0 to 11. */
  readonly month: Uint8Array;
  /** 0 to 23. */
  readonly hour: Uint8Array;
  /** Hours since local midnight, with the fraction of zones off the full hour. */
  readonly hourOfDay: Float64Array;
  /** Local days counted from that of step 0. */
  readonly day: Uint16Array;
  readonly days: number;
  /** 1 on Saturday and Sunday. */
  readonly weekend: Uint8Array;
}

/** Calendars laid out before, by year and offset: one serves all who ask, and none writes into it. */
const known = new Map<string, LocalCalendar>();
/** Calendars kept: more than there are zones. */
const MOST_KNOWN = 64;

/** The local clock of a UTC year. */
export function localCalendar(year: number, utcOffsetHours: number): LocalCalendar {
  const key = `${year} ${utcOffsetHours}`;
  let calendar = known.get(key);
  if (!calendar) {
    if (known.size >= MOST_KNOWN) known.clear();
    calendar = layOut(year, utcOffsetHours);
    known.set(key, calendar);
  }
  return calendar;
}

function layOut(year: number, utcOffsetHours: number): LocalCalendar {
  const steps = stepsInYear(year);
  const startMs = Date.UTC(year, 0, 1);
  const month = new Uint8Array(steps);
  const hour = new Uint8Array(steps);
  const hourOfDay = new Float64Array(steps);
  const day = new Uint16Array(steps);
  const weekend = new Uint8Array(steps);
  const firstDay = Math.floor((0.5 + utcOffsetHours) / HOURS_PER_DAY);
  let date = new Date(0);
  for (let t = 0; t < steps; t++) {
    const local = t + 0.5 + utcOffsetHours;
    day[t] = Math.floor(local / HOURS_PER_DAY) - firstDay;
    hourOfDay[t] = local - HOURS_PER_DAY * Math.floor(local / HOURS_PER_DAY);
    hour[t] = Math.floor(hourOfDay[t]!);
    if (t === 0 || day[t] !== day[t - 1]) date = new Date(startMs + local * MS_PER_HOUR);
    month[t] = date.getUTCMonth();
    weekend[t] = date.getUTCDay() % 6 === 0 ? 1 : 0;
  }
  return { year, steps, month, hour, hourOfDay, day, days: day[steps - 1]! + 1, weekend };
}

/**
 * The clock of a site over its year, in standard time. The year wraps: what lies before its January is its
 * December, what lies after its December its January.
 */
export function siteCalendar({
  startUTC,
  utcOffsetHours,
}: Pick<Climate, "startUTC" | "utcOffsetHours">): LocalCalendar {
  return localCalendar(new Date(startUTC).getUTCFullYear(), utcOffsetHours);
}

/** Mean of a series by month; months without a step give 0. */
export function monthlyMeans(values: Float64Array, month: Uint8Array): Float64Array {
  const sums = new Float64Array(12);
  const counts = new Float64Array(12);
  for (let t = 0; t < values.length; t++) {
    sums[month[t]!]! += values[t]!;
    counts[month[t]!]! += 1;
  }
  return sums.map((sum, m) => (counts[m]! > 0 ? sum / counts[m]! : 0));
}

/**
 * A smooth series through the year whose monthly means are the given ones: straight lines between
 * mid-months, the nodes shifted until the means hold.
 */
export function smoothMonthly(means: Float64Array, calendar: LocalCalendar): Float64Array {
  const nodes = Float64Array.from(means);
  const series = new Float64Array(calendar.steps);
  for (let round = 0; round < 4; round++) {
    for (let t = 0; t < calendar.steps; t++) {
      const position = (t / calendar.steps) * 12 - 0.5;
      const from = Math.floor(position);
      const share = position - from;
      series[t] = nodes[(from + 12) % 12]! * (1 - share) + nodes[(from + 1) % 12]! * share;
    }
    const got = monthlyMeans(series, calendar.month);
    for (let m = 0; m < 12; m++) nodes[m]! += means[m]! - got[m]!;
  }
  return series;
}

/** Spreads one value per local day over the hours, straight lines from noon to noon. */
export function spreadDaily(daily: Float64Array, calendar: LocalCalendar): Float64Array {
  const series = new Float64Array(calendar.steps);
  const last = daily.length - 1;
  for (let t = 0; t < calendar.steps; t++) {
    const position = calendar.day[t]! + calendar.hourOfDay[t]! / HOURS_PER_DAY - 0.5;
    const from = Math.floor(position);
    const share = position - from;
    const a = daily[Math.min(last, Math.max(0, from))]!;
    const b = daily[Math.min(last, from + 1)]!;
    series[t] = a + (b - a) * share;
  }
  return series;
}
