/**
 * Complementary pairs (a ≥ 0 with price b ≥ 0, wanted a·b = μ): step lengths, targets and correctors.
 * Hourly values and limits, sizes and slacks are all ranges of flat arrays here.
 *
 *     predictor   a·Δb + b·Δa = −a·b
 *     corrector   a·Δb + b·Δa = τ·μ − a·b − Δa·Δb            (Mehrotra)
 *     centrality  products of a longer trial step are drawn into [β·μ', μ'/β]       (Gondzio)
 */
import { UNLIMITED } from "./form.ts";
import type { ChainForm } from "./form.ts";
import type { Residuals, Vectors } from "./state.ts";

/** One run of pairs: point, direction and target of the same positions. */
export interface PairRange {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly da: Float64Array;
  readonly db: Float64Array;
  readonly target: Float64Array;
  readonly start: number;
  readonly end: number;
}

/** All pairs of a point with one direction and one set of targets. */
export function pairRanges(
  form: ChainForm,
  point: Vectors,
  step: Vectors,
  found: Residuals,
): PairRange[] {
  const ranges: PairRange[] = [];
  form.slices.forEach((slice, s) => {
    const p = point.slices[s]!;
    const d = step.slices[s]!;
    const f = found.slices[s]!;
    for (const family of slice.families) {
      const start = family.offset;
      const end = start + family.count;
      if (family.lower) ranges.push({ a: p.x, b: p.z, da: d.x, db: d.z, target: f.xz, start, end });
      if (family.limit !== UNLIMITED)
        ranges.push({ a: p.w, b: p.v, da: d.w, db: d.v, target: f.wv, start, end });
    }
  });
  const g = point.global;
  const d = step.global;
  const f = found.global;
  for (let k = 0; k < form.designs.length; k++) {
    const at = { start: k, end: k + 1 };
    if (form.lower[k]! > -Infinity)
      ranges.push({ a: g.yl, b: g.zl, da: d.yl, db: d.zl, target: f.ylzl, ...at });
    if (form.upper[k]! < Infinity)
      ranges.push({ a: g.yu, b: g.zu, da: d.yu, db: d.zu, target: f.yuzu, ...at });
  }
  for (let i = 0; i < form.linkRhs.length; i++)
    if (form.linkSlack[i] !== 0)
      ranges.push({ a: g.s, b: g.zs, da: d.s, db: d.zs, target: f.szs, start: i, end: i + 1 });
  return ranges;
}

/** Longest steps (at most 1) that keep every a and every b non-negative. */
export function longestSteps(ranges: readonly PairRange[]): { primal: number; dual: number } {
  let primal = -1;
  let dual = -1;
  for (const { a, b, da, db, start, end } of ranges)
    for (let k = start; k < end; k++) {
      const p = da[k]! / a[k]!;
      const d = db[k]! / b[k]!;
      if (p < primal) primal = p;
      if (d < dual) dual = d;
    }
  return { primal: -1 / primal, dual: -1 / dual };
}

/** Targets of the predictor: all products to zero. */
export function aimAtZero(ranges: readonly PairRange[]): void {
  for (const { a, b, target, start, end } of ranges)
    for (let k = start; k < end; k++) target[k] = -a[k]! * b[k]!;
}

/** Σ a·b after steps of the given lengths. */
export function productAfter(ranges: readonly PairRange[], primal: number, dual: number): number {
  let sum = 0;
  for (const { a, b, da, db, start, end } of ranges)
    for (let k = start; k < end; k++) sum += (a[k]! + primal * da[k]!) * (b[k]! + dual * db[k]!);
  return sum;
}

/** Targets of the corrector around `mu`, with the predictor's second-order term. */
export function aimAtCentre(ranges: readonly PairRange[], mu: number): void {
  for (const { a, b, da, db, target, start, end } of ranges)
    for (let k = start; k < end; k++) {
      const second = da[k]! * db[k]!;
      target[k] = mu - a[k]! * b[k]! - second;
    }
}

/** Draws outlying products of a trial step towards `mu`: adds to the targets. */
export function aimAtBand(
  ranges: readonly PairRange[],
  mu: number,
  primal: number,
  dual: number,
): void {
  const low = 0.1 * mu;
  const high = 10 * mu;
  for (const { a, b, da, db, target, start, end } of ranges)
    for (let k = start; k < end; k++) {
      const product = (a[k]! + primal * da[k]!) * (b[k]! + dual * db[k]!);
      if (product < low) target[k]! += low - product;
      else if (product > high) target[k]! += Math.max(high - product, -high);
    }
}

/** Copies targets of `from` to `to`: ranges over the same positions. */
export function copyTargets(from: Residuals, to: Residuals): void {
  from.slices.forEach((slice, s) => {
    to.slices[s]!.xz.set(slice.xz);
    to.slices[s]!.wv.set(slice.wv);
  });
  to.global.ylzl.set(from.global.ylzl);
  to.global.yuzu.set(from.global.yuzu);
  to.global.szs.set(from.global.szs);
}

function addScaled(target: Float64Array, from: Float64Array, factor: number): void {
  for (let k = 0; k < target.length; k++) target[k]! += factor * from[k]!;
}

/** point += step, with its own length for primal and dual numbers. */
export function move(point: Vectors, step: Vectors, primal: number, dual: number): void {
  point.slices.forEach((slice, s) => {
    const change = step.slices[s]!;
    addScaled(slice.x, change.x, primal);
    addScaled(slice.w, change.w, primal);
    addScaled(slice.z, change.z, dual);
    addScaled(slice.v, change.v, dual);
    addScaled(slice.lambda, change.lambda, dual);
  });
  const { global } = point;
  for (const key of ["y", "yl", "yu", "s"] as const)
    addScaled(global[key], step.global[key], primal);
  for (const key of ["rho", "zl", "zu", "zs"] as const)
    addScaled(global[key], step.global[key], dual);
}
