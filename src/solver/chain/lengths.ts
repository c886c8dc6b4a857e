/** How far a direction may go before a number falls below zero, found range by range. */
import { placeOf } from "./kernels/kernels.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { Room } from "./kernels/room.ts";
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

/** Room for what probes find, where kernels can reach it; for one probe at a time. */
export interface ProbeRoom {
  readonly kernels: Kernels;
  readonly sums: Float64Array;
  readonly shares: Float64Array;
  readonly primal: Float64Array;
  readonly dual: Float64Array;
}

/** Lays out room for probes. */
export function makeProbeRoom({ kernels, floats }: Room): ProbeRoom {
  return {
    kernels,
    sums: floats(3),
    shares: floats(BLENDS),
    primal: floats(BLENDS),
    dual: floats(BLENDS),
  };
}

/** Lengths of a direction, and by how much Σ a·b changes at them. */
export function probeStep(
  team: Team,
  { kernels, sums, primal: least }: ProbeRoom,
  slices: number,
): Probe<{ lengths: Lengths; change: number }> {
  const lowest = least.subarray(0, 2).fill(-1);
  const owned = sumByOwner(slices, 3);
  return {
    visit: ({ a, b, da, db, start, end }, owner) => {
      const from = 8 * start;
      sums.fill(0);
      kernels.probeStep(
        placeOf(a) + from,
        placeOf(b) + from,
        placeOf(da) + from,
        placeOf(db) + from,
        end - start,
        placeOf(lowest),
        placeOf(sums),
      );
      const sum = owned[owner]!;
      for (let i = 0; i < sum.length; i++) sum[i]! += sums[i]!;
    },
    finish: () => {
      team.lowest(lowest);
      const primal = -1 / lowest[0]!;
      const dual = -1 / lowest[1]!;
      const total = totalOf(team, owned);
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

/**
 * Compares step + share·trial at the given `shares`, for primal and dual numbers each on its own: the step
 * removes the residuals and the trial adds none, so every mixture is a direction. A pair that stays above
 * the lengths found so far at share 0 and at share 1 does so between them.
 */
export function probeBlend(
  team: Team,
  room: ProbeRoom,
  tried: Float64Array,
): Probe<{ primal: Blend; dual: Blend }> {
  const { kernels } = room;
  const count = tried.length;
  const shares = room.shares.subarray(0, count);
  shares.set(tried);
  const primal = room.primal.subarray(0, count).fill(-1);
  const dual = room.dual.subarray(0, count).fill(-1);
  const best = (lowest: Float64Array): Blend => {
    let chosen = count - 1;
    for (let i = chosen - 1; i >= 0; i--) if (lowest[i]! > lowest[chosen]!) chosen = i;
    return { weight: tried[chosen]!, length: -1 / lowest[chosen]! };
  };
  return {
    visit: ({ a, b, da, db, ea, eb, start, end }) => {
      const from = 8 * start;
      const look = (
        at: Float64Array,
        step: Float64Array,
        change: Float64Array,
        low: Float64Array,
      ) => {
        kernels.probeBlend(
          placeOf(at) + from,
          placeOf(step) + from,
          placeOf(change) + from,
          end - start,
          placeOf(low),
          placeOf(shares),
          count,
        );
      };
      look(a, da, ea, primal);
      look(b, db, eb, dual);
    },
    finish: () => {
      const both = Float64Array.of(...primal, ...dual);
      team.lowest(both);
      return { primal: best(both.subarray(0, count)), dual: best(both.subarray(count)) };
    },
  };
}
