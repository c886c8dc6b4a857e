/**
 * Limits on whole sizes from cuts of the whole objective: reduced-cost fixing.
 *
 *     constant + Σ min(slope·y) + |slopeₖ|·(distance of yₖ from its cheap end) ≤ cutoff
 */
import type { Problem } from "../../problem/problem.ts";
import type { TotalCut } from "./cuts.ts";

/** Distance from a whole number that counts as whole. */
export const WHOLE = 1e-6;

/** Limits of all sizes, those of whole sizes moved to whole numbers. */
export function wholeLimits(problem: Problem): { lower: Float64Array; upper: Float64Array } {
  return {
    lower: Float64Array.from(problem.design, ({ integer, lower }) =>
      integer ? Math.ceil(lower - WHOLE) : lower,
    ),
    upper: Float64Array.from(problem.design, ({ integer, upper }) =>
      integer ? Math.floor(upper + WHOLE) : upper,
    ),
  };
}

/** Rounds over all cuts; each may use what the others tightened. */
const ROUNDS = 3;

function lowest(cut: TotalCut, lower: Float64Array, upper: Float64Array): number {
  let sum = cut.constant;
  for (let k = 0; k < cut.slopes.length; k++) {
    const slope = cut.slopes[k]!;
    if (slope !== 0) sum += slope * (slope > 0 ? lower[k]! : upper[k]!);
  }
  return sum;
}

/** Narrows `limits` (one number per design) of the sizes in `whole` to what may cost at most `cutoff`. */
export function tighten(
  cuts: readonly TotalCut[],
  cutoff: number,
  whole: readonly number[],
  limits: { readonly lower: Float64Array; readonly upper: Float64Array },
): void {
  if (cutoff === Infinity) return;
  const { lower, upper } = limits;
  for (let round = 0; round < ROUNDS; round++)
    for (const cut of cuts) {
      const room = cutoff - lowest(cut, lower, upper);
      if (!(room >= 0 && room < Infinity)) continue;
      for (const k of whole) {
        const distance = room / Math.abs(cut.slopes[k]!);
        if (cut.slopes[k]! > 0)
          upper[k] = Math.min(upper[k]!, Math.floor(lower[k]! + distance + WHOLE));
        if (cut.slopes[k]! < 0)
          lower[k] = Math.max(lower[k]!, Math.ceil(upper[k]! - distance - WHOLE));
      }
    }
}
