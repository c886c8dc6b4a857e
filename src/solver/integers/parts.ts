/**
 * What part of each budget a slice can take at all, so that the master problem works with numbers near one:
 * from the limits of its hourly values, then from what the other slices leave of the right-hand side.
 *
 *     b_sf = Σ_t ω_t Σ_j f_jt·x_jt ∈ [lower, upper],   Σ_s b_sf + h·y {≤,=,≥} r_f
 */
import type { Budget, Problem, Slice } from "../../problem/problem.ts";
import { at } from "../../problem/series.ts";

/** Limits by slice × budget, in the budget's own unit; infinite where nothing limits them. */
export interface PartLimits {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Least and most of Σ coefficient·y, for sizes within their limits. */
function rangeOf(
  problem: Problem,
  terms: readonly { readonly design: number; readonly coefficient: number }[],
): [number, number] {
  let least = 0;
  let most = 0;
  for (const { design, coefficient } of terms) {
    if (coefficient === 0) continue;
    const { lower, upper } = problem.design[design]!;
    least += coefficient * (coefficient > 0 ? lower : upper);
    most += coefficient * (coefficient > 0 ? upper : lower);
  }
  return [least, most];
}

/** Most that each capacity of a slice can be. */
function largestCapacities(problem: Problem, slice: Slice): number[] {
  return slice.capacities.map(
    ({ constant, terms }) => constant + Math.max(0, rangeOf(problem, terms)[1]),
  );
}

/** Range of one slice's part of a budget, from the limits of its hourly values. */
function ownRange(problem: Problem, budget: Budget, s: number): [number, number] {
  const slice = problem.slices[s]!;
  const largest = largestCapacities(problem, slice);
  let least = 0;
  let most = 0;
  for (const term of budget.terms) {
    if (term.slice !== s) continue;
    const { lower, upper } = slice.variables[term.variable]!;
    for (let t = 0; t < slice.steps; t++) {
      const weight = slice.weightHours[t]! * at(term.coefficient, t);
      if (weight === 0) continue;
      const limit =
        upper.kind === "series"
          ? at(upper.value, t)
          : at(upper.profile, t) === 0
            ? 0
            : at(upper.profile, t) * largest[upper.capacity]!;
      least += weight * (weight > 0 ? lower : limit);
      most += weight * (weight > 0 ? limit : lower);
    }
  }
  return [least, most];
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
    const [leastSizes, mostSizes] = rangeOf(problem, budget.designTerms);
    slices.forEach((_, s) => {
      const others = ranges.filter((__, other) => other !== s);
      const room = budget.rhs - leastSizes - sumOf(others.map(([least]) => least));
      const need = budget.rhs - mostSizes - sumOf(others.map(([, most]) => most));
      const [least, most] = ranges[s]!;
      const place = s * budgets.length + f;
      lower[place] = budget.sense === "<=" ? least : Math.max(least, need);
      upper[place] = budget.sense === ">=" ? most : Math.min(most, room);
    });
  });
  return { lower, upper };
}
