/** A row of months as the x axis, and step lines and areas over equal slots of it. */
import { monthNumber, quarterNumber } from "../../units/quarter.ts";
import type { Timeline } from "../timeline.ts";
import { at, label } from "./svg.ts";

export interface MonthAxis {
  /** Months since the year 0 of the plan's first month. */
  readonly start: number;
  readonly months: number;
  readonly left: number;
  readonly right: number;
  /** Months from the start of the plan to x, kept within the axis. */
  readonly x: (month: number) => number;
}

export function monthAxis(timeline: Timeline, left: number, right: number): MonthAxis {
  const months = 3 * timeline.quarters.length;
  const each = (right - left) / Math.max(1, months);
  return {
    start: (quarterNumber(timeline.start) ?? 0) * 3,
    months,
    left,
    right,
    x: (month) => left + each * Math.min(months, Math.max(0, month)),
  };
}

/** A date such as 2029-07 as months from the start of the plan; undefined for none. */
export function monthOf(axis: MonthAxis, date: string | null): number | undefined {
  const month = date === null ? undefined : monthNumber(date);
  return month === undefined ? undefined : month - axis.start;
}

/** What a year takes at its line, and what a picture leaves right of an axis. */
const [YEAR_WIDTH, MARGIN] = [36, 20];

/** A line at every January from `top` to `bottom`, the year below where it fits. */
export function yearMarks(axis: MonthAxis, top: number, bottom: number, labels = true): string {
  const first = Math.ceil(axis.start / 12);
  const last = Math.floor((axis.start + axis.months) / 12);
  const room = (axis.right - axis.left) / Math.max(1, axis.months / 12);
  const every = Math.max(1, Math.ceil(44 / room));
  const parts: string[] = [];
  for (let year = first; year <= last; year++) {
    const month = year * 12 - axis.start;
    const x = axis.x(month);
    parts.push(`<path d="M${at(x)} ${at(top)}V${at(bottom)}" class="grid"/>`);
    if (labels && x + YEAR_WIDTH <= axis.right + MARGIN && (year - first) % every === 0)
      parts.push(label(x + 3, bottom + 16, String(year)));
  }
  return parts.join("");
}

/** Runs of equal neighbours as [from, to, value]. */
export function runsOf(values: readonly number[]): [number, number, number][] {
  const runs: [number, number, number][] = [];
  values.forEach((value, i) => {
    const last = runs.at(-1);
    if (last && last[2] === value) last[1] = i + 1;
    else runs.push([i, i + 1, value]);
  });
  return runs;
}

export type Scale = (value: number) => number;

/** A line in steps; slot i runs from x(i) to x(i + 1). */
export function stepLine(values: readonly number[], x: Scale, y: Scale): string {
  return runsOf(values)
    .map(([from, to, v], k) => `${k ? "V" : `M${at(x(from))} `}${at(y(v))}H${at(x(to))}`)
    .join("");
}

/** The area between two rows of steps. */
export function stepArea(
  upper: readonly number[],
  lower: readonly number[],
  x: Scale,
  y: Scale,
): string {
  if (upper.length === 0) return "";
  const back = runsOf(lower)
    .toReversed()
    .map(([from, to, v], k) => `${k ? "V" : `L${at(x(to))} `}${at(y(v))}H${at(x(from))}`)
    .join("");
  return `${stepLine(upper, x, y)}${back}Z`;
}

/** Diagonal lines inside the box between two corners, `gap` apart, in step with their neighbours. */
export function hatch(x0: number, y0: number, x1: number, y1: number, gap = 7): string {
  const parts: string[] = [];
  for (let sum = Math.ceil((x0 + y0) / gap) * gap; sum < x1 + y1; sum += gap) {
    const from = Math.max(x0, sum - y1);
    const to = Math.min(x1, sum - y0);
    if (to - from > 0.05) parts.push(`M${at(from)} ${at(sum - from)}L${at(to)} ${at(sum - to)}`);
  }
  return parts.join("");
}
