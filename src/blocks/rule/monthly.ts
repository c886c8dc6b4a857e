/** Months of a plan's hours, for rules that hold in every month. */
import type { Asset, Period } from "../block.ts";

export const MONTHS = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The month of every hour of a year, 0 for January. */
export function monthOfSteps(steps: number): Uint8Array {
  const months = new Uint8Array(steps);
  let t = 0;
  DAYS.forEach((days, month) => {
    const hours = 24 * (steps === 8784 && month === 1 ? 29 : days);
    months.fill(month, t, t + hours);
    t += hours;
  });
  return months;
}

/** A period with 1 in its steps of one month and 0 elsewhere. */
export interface Within {
  readonly period: Period;
  readonly within: Float64Array;
}

/** Calls back for every month that has modelled hours, with the periods of all sites that have some. */
export function eachMonth(
  asset: Asset,
  add: (month: string, periods: readonly Within[]) => void,
): void {
  const months = monthOfSteps(asset.conditions.climate.steps);
  MONTHS.forEach((name, month) => {
    const mask = Float64Array.from(months, (of) => (of === month ? 1 : 0));
    const periods = asset.sites
      .flatMap((site) => site.periods)
      .map((period) => ({ period, within: period.cut(mask) as Float64Array }))
      .filter(({ within }) => within.some((one) => one > 0));
    if (periods.length > 0) add(name, periods);
  });
}
