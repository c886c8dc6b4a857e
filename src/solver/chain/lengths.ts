/** How far a direction may go before a number falls below zero, found range by range. */
import type { Visit } from "./pairs.ts";
import type { Team } from "./team/team.ts";

/** Longest steps, at most 1. */
export interface Lengths {
  readonly primal: number;
  readonly dual: number;
}

/** Room for `length` sums per slice, and for sizes and links. */
export function sumByOwner(slices: number, length: number): Float64Array[] {
  return Array.from({ length: slices + 1 }, () => new Float64Array(length));
}

/** Adds up sums by owner, the same for all members. */
export function totalOf(team: Team, sums: readonly Float64Array[]): Float64Array {
  team.gather(sums.slice(0, -1));
  const total = new Float64Array(sums[0]!.length);
  for (const sum of sums) for (let i = 0; i < total.length; i++) total[i]! += sum[i]!;
  return total;
}

/** Something found while ranges are visited. */
export interface Probe<Found> {
  readonly visit: Visit;
  readonly finish: () => Found;
}

/** Lengths of a direction, and by how much Σ a·b changes at them. */
export function probeStep(team: Team, slices: number): Probe<{ lengths: Lengths; change: number }> {
  const lowest = Float64Array.of(-1, -1);
  const sums = sumByOwner(slices, 3);
  return {
    visit: ({ a, b, da, db, start, end }, owner) => {
      let primal = lowest[0]!;
      let dual = lowest[1]!;
      let first = 0;
      let second = 0;
      let both = 0;
      for (let k = start; k < end; k++) {
        const p = da[k]!;
        const d = db[k]!;
        if (p < primal * a[k]!) primal = p / a[k]!;
        if (d < dual * b[k]!) dual = d / b[k]!;
        first += p * b[k]!;
        second += d * a[k]!;
        both += p * d;
      }
      lowest[0] = primal;
      lowest[1] = dual;
      const sum = sums[owner]!;
      sum[0]! += first;
      sum[1]! += second;
      sum[2]! += both;
    },
    finish: () => {
      team.lowest(lowest);
      const primal = -1 / lowest[0]!;
      const dual = -1 / lowest[1]!;
      const total = totalOf(team, sums);
      const change = primal * total[0]! + dual * total[1]! + primal * dual * total[2]!;
      return { lengths: { primal, dual }, change };
    },
  };
}

/** The share of a tried change that makes the step longest, and that length. */
export interface Blend {
  readonly weight: number;
  readonly length: number;
}

/** Shares of a tried change that are compared: from `low` to 1. */
const BLENDS = 5;

/** Evenly spread shares from `low` to 1. */
export function sharesFrom(low: number): Float64Array {
  return Float64Array.from({ length: BLENDS }, (_, i) => low + ((1 - low) * i) / (BLENDS - 1));
}

function highestOf(values: Float64Array): number {
  let best = values[0]!;
  for (let i = 1; i < values.length; i++) if (values[i]! > best) best = values[i]!;
  return best;
}

/** Lowers each `lowest` by what (d + share·e)/a is at that share; gives the highest of them. */
function lower(
  lowest: Float64Array,
  shares: Float64Array,
  a: number,
  d: number,
  e: number,
): number {
  for (let i = 0; i < shares.length; i++) {
    const ratio = (d + shares[i]! * e) / a;
    if (ratio < lowest[i]!) lowest[i] = ratio;
  }
  return highestOf(lowest);
}

/**
 * Compares step + share·trial at the given `shares`, for primal and dual numbers each on its own: the step
 * removes the residuals and the trial adds none, so every mixture is a direction. A pair that stays above
 * the lengths found so far at share 0 and at share 1 does so between them.
 */
export function probeBlend(
  team: Team,
  shares: Float64Array,
): Probe<{ primal: Blend; dual: Blend }> {
  const both = new Float64Array(2 * shares.length).fill(-1);
  const primal = both.subarray(0, shares.length);
  const dual = both.subarray(shares.length);
  const best = (lowest: Float64Array): Blend => {
    let chosen = shares.length - 1;
    for (let i = chosen - 1; i >= 0; i--) if (lowest[i]! > lowest[chosen]!) chosen = i;
    return { weight: shares[chosen]!, length: -1 / lowest[chosen]! };
  };
  return {
    visit: ({ a, b, da, db, ea, eb, start, end }) => {
      let floorA = highestOf(primal);
      let floorB = highestOf(dual);
      for (let k = start; k < end; k++) {
        const leastA = floorA * a[k]!;
        const leastB = floorB * b[k]!;
        if (da[k]! < leastA || da[k]! + ea[k]! < leastA)
          floorA = lower(primal, shares, a[k]!, da[k]!, ea[k]!);
        if (db[k]! < leastB || db[k]! + eb[k]! < leastB)
          floorB = lower(dual, shares, b[k]!, db[k]!, eb[k]!);
      }
    },
    finish: () => {
      team.lowest(both);
      return { primal: best(primal), dual: best(dual) };
    },
  };
}
