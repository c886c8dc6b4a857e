/**
 * Complementary pairs (a ≥ 0 with price b ≥ 0, wanted a·b = μ) as ranges of flat arrays: hourly values and
 * limits, sizes and slacks alike. A pull is the wanted change of a·b, over a:
 *
 *     predictor   a·Δb + b·Δa = −a·b
 *     corrector   a·Δb + b·Δa = μ' − Δa·Δb            (Mehrotra), on top of the predictor
 *     centrality  products of a longer step are drawn into [β·μ', μ'/β]       (Gondzio), on top of both
 */
import { UNLIMITED } from "./form.ts";
import type { ChainForm } from "./form.ts";
import { placeOf } from "./kernels/kernels.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { Residuals, Vectors } from "./state.ts";

/** One run of pairs: point, direction, tried change of the direction, and pull at the same places. */
export interface PairRange {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly da: Float64Array;
  readonly db: Float64Array;
  readonly ea: Float64Array;
  readonly eb: Float64Array;
  readonly pull: Float64Array;
  readonly start: number;
  readonly end: number;
}

/** All pairs: those of every family of every slice, those of sizes and links. */
export interface Pairs {
  readonly slices: readonly (readonly (readonly PairRange[])[])[];
  readonly global: readonly PairRange[];
}

/** Does something with a range; `owner` is its slice, or the number of slices for sizes and links. */
export type Visit = (range: PairRange, owner: number) => void;

/** The pairs of a point, a direction, a change of it and the pulls. */
export function pairsOf(
  form: ChainForm,
  point: Vectors,
  step: Vectors,
  trial: Vectors,
  found: Residuals,
): Pairs {
  const slices = form.slices.map((slice, s) => {
    const p = point.slices[s]!;
    const d = step.slices[s]!;
    const e = trial.slices[s]!;
    const f = found.slices[s]!;
    return slice.families.map((family) => {
      const start = family.offset;
      const at = { start, end: start + family.count };
      const ranges: PairRange[] = [];
      if (family.lower)
        ranges.push({ a: p.x, b: p.z, da: d.x, db: d.z, ea: e.x, eb: e.z, pull: f.xz, ...at });
      if (family.limit !== UNLIMITED)
        ranges.push({ a: p.w, b: p.v, da: d.w, db: d.v, ea: e.w, eb: e.v, pull: f.wv, ...at });
      return ranges;
    });
  });
  return { slices, global: globalPairs(form, point, step, trial, found) };
}

function globalPairs(
  form: ChainForm,
  { global: p }: Vectors,
  { global: d }: Vectors,
  { global: e }: Vectors,
  { global: f }: Residuals,
): PairRange[] {
  const ranges: PairRange[] = [];
  const add = (
    a: "yl" | "yu" | "s",
    b: "zl" | "zu" | "zs",
    pull: "ylzl" | "yuzu" | "szs",
    start: number,
  ) => {
    ranges.push({
      a: p[a],
      b: p[b],
      da: d[a],
      db: d[b],
      ea: e[a],
      eb: e[b],
      pull: f[pull],
      start,
      end: start + 1,
    });
  };
  for (let k = 0; k < form.designs.length; k++) {
    if (form.lower[k]! > -Infinity) add("yl", "zl", "ylzl", k);
    if (form.upper[k]! < Infinity) add("yu", "zu", "yuzu", k);
  }
  for (let i = 0; i < form.linkRhs.length; i++)
    if (form.linkSlack[i] !== 0) add("s", "zs", "szs", i);
  return ranges;
}

/** Visits all ranges. */
export function visitPairs(pairs: Pairs, visit: Visit): void {
  pairs.slices.forEach((families, owner) => {
    for (const ranges of families) for (const range of ranges) visit(range, owner);
  });
  for (const range of pairs.global) visit(range, pairs.slices.length);
}

/** Pulls of a direction that leaves products alone. */
export const aimAtNothing: Visit = ({ pull, start, end }) => {
  pull.fill(0, start, end);
};

/** Pulls of the predictor: all products to zero. */
export function aimAtZero(kernels: Kernels): Visit {
  return ({ b, pull, start, end }) => {
    kernels.aimAtZero(placeOf(b) + 8 * start, placeOf(pull) + 8 * start, end - start);
  };
}

/** Pulls of the corrector on top of the predictor: to `mu`, with the predictor's second-order term. */
export function aimAtCentre(kernels: Kernels, mu: number): Visit {
  return ({ a, da, db, pull, start, end }) => {
    const from = 8 * start;
    kernels.aimAtCentre(
      mu,
      placeOf(a) + from,
      placeOf(da) + from,
      placeOf(db) + from,
      placeOf(pull) + from,
      end - start,
    );
  };
}

/** Pulls of a centrality corrector: products outside a band around `mu` after steps of these lengths. */
export function aimAtBand(kernels: Kernels, mu: number, primal: number, dual: number): Visit {
  return ({ a, b, da, db, pull, start, end }) => {
    const from = 8 * start;
    kernels.aimAtBand(
      0.1 * mu,
      10 * mu,
      primal,
      dual,
      placeOf(a) + from,
      placeOf(b) + from,
      placeOf(da) + from,
      placeOf(db) + from,
      placeOf(pull) + from,
      end - start,
    );
  };
}

/** target += change, with a factor for primal and one for dual numbers. */
export function move(
  kernels: Kernels,
  target: Vectors,
  change: Vectors,
  primal: number,
  dual: number,
): void {
  const addScaled = (to: Float64Array, from: Float64Array, factor: number) => {
    kernels.addScaled(placeOf(to), placeOf(from), factor, to.length);
  };
  target.slices.forEach((slice, s) => {
    const other = change.slices[s]!;
    addScaled(slice.x, other.x, primal);
    addScaled(slice.w, other.w, primal);
    addScaled(slice.z, other.z, dual);
    addScaled(slice.v, other.v, dual);
    addScaled(slice.lambda, other.lambda, dual);
  });
  for (const key of ["y", "yl", "yu", "s"] as const)
    addScaled(target.global[key], change.global[key], primal);
  for (const key of ["rho", "zl", "zu", "zs"] as const)
    addScaled(target.global[key], change.global[key], dual);
}
