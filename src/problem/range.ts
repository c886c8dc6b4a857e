/** What values can be at all, from the limits of sizes and of hourly values alone. */
import type { Capacity, Problem, Slice } from "./problem.ts";
import { at } from "./series.ts";

/** From the least to the most that something can be; adding to it changes it. */
export interface Range {
  low: number;
  high: number;
}

/** Adds `factor` times what lies between `low` and `high`. */
export function addScaled(range: Range, factor: number, low: number, high: number): void {
  if (factor === 0) return;
  range.low += factor > 0 ? factor * low : factor * high;
  range.high += factor > 0 ? factor * high : factor * low;
}

/** What a capacity can be, sizes being within their limits. */
export function capacityRange(problem: Problem, capacity: Capacity): Range {
  const range = { low: capacity.constant, high: capacity.constant };
  for (const term of capacity.terms) {
    const design = problem.design[term.design]!;
    addScaled(range, term.coefficient, design.lower, design.upper);
  }
  return range;
}

/** The most that a variable can be in a step; `capacities` are the ranges of the slice's. */
export function upperLimit(
  slice: Slice,
  capacities: readonly Range[],
  variable: number,
  step: number,
): number {
  const bound = slice.variables[variable]!.upper;
  if (bound.kind === "series") return at(bound.value, step);
  const profile = at(bound.profile, step);
  if (profile === 0) return 0;
  const range = capacities[bound.capacity]!;
  return profile > 0 ? profile * range.high : profile * range.low;
}
