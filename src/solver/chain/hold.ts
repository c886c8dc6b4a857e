/**
 * Longer steps past a few pairs that are in the way. The longest step ends where the first of a hundred
 * thousand pairs meets zero; here it goes on to a share of the whole direction, and pairs that would lose
 * more than half of themselves are held at half. Rows and costs then miss what was held, which later
 * directions remove. So that gap and residuals still go down together it is done only
 *
 *     while residual/μ ≤ ROOM · (residual/μ at the start), and
 *     where Σ −(a + α·Δa)·b over pairs that fall below zero is at most FALLEN · α · Σ a·b
 */
import { placeOf } from "./kernels/kernels.ts";
import type { Room } from "./kernels/room.ts";
import type { Lengths } from "./lengths.ts";
import { sumByOwner, totalOf } from "./lengths.ts";
import { visitPairs } from "./pairs.ts";
import type { PairRange } from "./pairs.ts";
import { meanProduct } from "./residual.ts";
import type { Measure } from "./residual.ts";
import type { Machine, Run } from "./run.ts";

const ROOM = 10;
const FALLEN = 0.003;
/** What a held number keeps of itself. */
const KEPT = 0.5;
/** Steps longer than this are long enough. */
const LONG = 0.5;
/** Lengths that are tried. */
const TRIED = Float64Array.of(0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1);

/** The lengths that are tried and what falls at each, where kernels can reach them. */
export interface HoldRoom {
  readonly lengths: Float64Array;
  readonly fallen: Float64Array;
}

/** Lays out room for holding. */
export function makeHoldRoom({ floats, floatsOf }: Room): HoldRoom {
  return { lengths: floatsOf(TRIED), fallen: floats(TRIED.length) };
}

/** Adds −(a + α·Δa)·b of pairs that fall below zero at each length tried, from place `at` of `sums`. */
function addFallen(
  { kernels, holds }: Machine,
  { start, end }: PairRange,
  a: Float64Array,
  da: Float64Array,
  b: Float64Array,
  sums: Float64Array,
  at: number,
): void {
  const { lengths, fallen } = holds;
  const from = 8 * start;
  fallen.fill(0);
  kernels.addFallen(
    placeOf(a) + from,
    placeOf(da) + from,
    placeOf(b) + from,
    end - start,
    placeOf(lengths),
    TRIED.length,
    placeOf(fallen),
  );
  for (let i = 0; i < TRIED.length; i++) sums[at + i]! += fallen[i]!;
}

function longestFallen(total: Float64Array, at: number, most: number): number {
  return TRIED.find((length, i) => total[at + i]! <= most * length) ?? 0;
}

/** Holds numbers of the direction so that none loses more than it may at this length. */
function holdBack(
  { kernels }: Machine,
  { start, end }: PairRange,
  a: Float64Array,
  da: Float64Array,
  length: number,
): void {
  const from = 8 * start;
  kernels.holdBack(placeOf(a) + from, placeOf(da) + from, (KEPT - 1) / length, end - start);
}

/** Lengths to take instead of `longest`; holds pairs of the direction back where they are longer. */
export function holdFew(run: Run, longest: Lengths, measure: Measure, first: Measure): Lengths {
  const mu = meanProduct(measure);
  const start = meanProduct(first);
  const mayHold = (length: number, error: number, before: number) =>
    length < LONG && error * start <= ROOM * before * mu;
  const holds = {
    primal: mayHold(longest.primal, measure.primalError, first.primalError),
    dual: mayHold(longest.dual, measure.dualError, first.dualError),
  };
  if (!holds.primal && !holds.dual) return longest;
  const sums = sumByOwner(run.pairs.slices.length, 2 * TRIED.length);
  visitPairs(run.pairs, (range, owner) => {
    addFallen(run.machine, range, range.a, range.da, range.b, sums[owner]!, 0);
    addFallen(run.machine, range, range.b, range.db, range.a, sums[owner]!, TRIED.length);
  });
  const total = totalOf(run.machine.team, sums);
  const most = FALLEN * measure.complementarity;
  const primal = holds.primal ? longestFallen(total, 0, most) : 0;
  const dual = holds.dual ? longestFallen(total, TRIED.length, most) : 0;
  visitPairs(run.pairs, (range) => {
    if (primal > longest.primal) holdBack(run.machine, range, range.a, range.da, primal);
    if (dual > longest.dual) holdBack(run.machine, range, range.b, range.db, dual);
  });
  return { primal: Math.max(primal, longest.primal), dual: Math.max(dual, longest.dual) };
}
