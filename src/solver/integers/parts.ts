/**
 * What part of each budget a slice can take at all, so that the master problem works with numbers near one:
 * from the limits of its hourly values, then from what the other slices leave of the right-hand side.
 *
 *     b_sf = Σ_t ω_t Σ_j f_jt·x_jt ∈ [lower, upper],   Σ_s b_sf + h·y {≤,=,≥} r_f
 */
import type { Budget, Problem } from "../../problem/problem.ts";
import { addScaled, capacityRange, upperLimit } from "../../problem/range.ts";
import type { Range } from "../../problem/range.ts";
import { at } from "../../problem/series.ts";

/** Limits by slice × budget, in the budget's own unit; infinite where nothing limits them. */
export interface PartLimits {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Range of one slice's part of a budget, from the limits of its hourly values. */
function ownRange(problem: Problem, budget: Budget, s: number): Range {
  const slice = problem.slices[s]!;
  const capacities = slice.capacities.map((capacity) => capacityRange(problem, capacity));
  const range = { low: 0, high: 0 };
  for (const { slice: of, variable, coefficient } of budget.terms) {
    if (of !== s) continue;
    const { lower } = slice.variables[variable]!;
    for (let t = 0; t < slice.steps; t++) {
      const weight = slice.weightHours[t]! * at(coefficient, t);
      addScaled(range, weight, lower, upperLimit(slice, capacities, variable, t));
    }
  }
  return range;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Limits of all parts; those of slices without a part in a budget are zero. */
export function partLimits(problem: Problem): PartLimits {
  const { slices, budgets } = problem;
  const lower = new Float64Array(slices.length * budgets.length);
  const upper = new Float64Array(slices.length * budgets.length);
  budgets.forEach((budget, f) => {
    const ranges = slices.map((_, s) => ownRange(problem, budget, s));
    const sizes = { low: 0, high: 0 };
    for (const { design, coefficient } of budget.designTerms)
      addScaled(sizes, coefficient, problem.design[design]!.lower, problem.design[design]!.upper);
    slices.forEach((_, s) => {
      const others = ranges.filter((__, other) => other !== s);
      const room = budget.rhs - sizes.low - sumOf(others.map(({ low }) => low));
      const need = budget.rhs - sizes.high - sumOf(others.map(({ high }) => high));
      const { low, high } = ranges[s]!;
      const place = s * budgets.length + f;
      lower[place] = budget.sense === "<=" ? low : Math.max(low, need);
      upper[place] = budget.sense === ">=" ? high : Math.min(high, room);
    });
  });
  return { lower, upper };
}
