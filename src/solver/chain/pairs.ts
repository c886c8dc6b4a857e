/**
 * Complementary pairs (a ≥ 0 with price b ≥ 0, wanted a·b = μ): step lengths, targets and correctors.
 * Hourly values and limits, sizes and slacks are all ranges of flat arrays here.
 *
 *     predictor   a·Δb + b·Δa = −a·b
 *     corrector   a·Δb + b·Δa = τ·μ − a·b − Δa·Δb            (Mehrotra)
 *     centrality  products of a longer trial step are drawn into [β·μ', μ'/β]       (Gondzio)
 */
import { UNLIMITED } from "./form.ts";
import type { Machine } from "./direction.ts";
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
  /** The slice, or the number of slices for sizes and links. */
  readonly owner: number;
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
      const at = { start, end: start + family.count, owner: s };
      if (family.lower) ranges.push({ a: p.x, b: p.z, da: d.x, db: d.z, target: f.xz, ...at });
      if (family.limit !== UNLIMITED)
        ranges.push({ a: p.w, b: p.v, da: d.w, db: d.v, target: f.wv, ...at });
    }
  });
  const g = point.global;
  const d = step.global;
  const f = found.global;
  for (let k = 0; k < form.designs.length; k++) {
    const at = { start: k, end: k + 1, owner: form.slices.length };
    if (form.lower[k]! > -Infinity)
      ranges.push({ a: g.yl, b: g.zl, da: d.yl, db: d.zl, target: f.ylzl, ...at });
    if (form.upper[k]! < Infinity)
      ranges.push({ a: g.yu, b: g.zu, da: d.yu, db: d.zu, target: f.yuzu, ...at });
  }
  for (let i = 0; i < form.linkRhs.length; i++)
    if (form.linkSlack[i] !== 0)
      ranges.push({
        a: g.s,
        b: g.zs,
        da: d.s,
        db: d.zs,
        target: f.szs,
        start: i,
        end: i + 1,
        owner: form.slices.length,
      });
  return ranges;
}

/** Room for `length` sums per slice, and for sizes and links. */
export function sumByOwner(machine: Machine, length: number): Float64Array[] {
  return Array.from({ length: machine.form.slices.length + 1 }, () => new Float64Array(length));
}

/** Adds up sums by owner, the same for all members. */
export function totalOf(machine: Machine, sums: readonly Float64Array[]): Float64Array {
  machine.team.gather(sums.slice(0, -1));
  const total = new Float64Array(sums[0]!.length);
  for (const sum of sums) for (let i = 0; i < total.length; i++) total[i]! += sum[i]!;
  return total;
}

/** Longest steps, at most 1. */
export interface Lengths {
  readonly primal: number;
  readonly dual: number;
}

/** Longest steps (at most 1) that keep every a and every b non-negative. */
export function longestSteps(machine: Machine, ranges: readonly PairRange[]): Lengths {
  let primal = -1;
  let dual = -1;
  for (const { a, b, da, db, start, end } of ranges)
    for (let k = start; k < end; k++) {
      const p = da[k]! / a[k]!;
      const d = db[k]! / b[k]!;
      if (p < primal) primal = p;
      if (d < dual) dual = d;
    }
  const lowest = Float64Array.of(primal, dual);
  machine.team.lowest(lowest);
  return { primal: -1 / lowest[0]!, dual: -1 / lowest[1]! };
}

/** Shares of a tried direction that are compared: from `low` to 1. */
const BLENDS = 5;

/** The share of a tried direction that makes the step longest, and that length. */
export interface Blend {
  readonly weight: number;
  readonly length: number;
}

/**
 * Compares step + weight·(tried − step), for primal and dual numbers each on its own: both are directions
 * that remove the same residuals, so every mixture is one too.
 */
export function blendSteps(
  machine: Machine,
  ranges: readonly PairRange[],
  tried: readonly PairRange[],
  low: number,
): { primal: Blend; dual: Blend } {
  const weights = Float64Array.from(
    { length: BLENDS },
    (_, i) => low + ((1 - low) * i) / (BLENDS - 1),
  );
  const lowest = new Float64Array(2 * BLENDS).fill(-1);
  ranges.forEach(({ a, b, da, db, start, end }, r) => {
    const ea = tried[r]!.da;
    const eb = tried[r]!.db;
    for (let k = start; k < end; k++) {
      const inverseA = 1 / a[k]!;
      const inverseB = 1 / b[k]!;
      const p = da[k]! * inverseA;
      const d = db[k]! * inverseB;
      const morePrimal = ea[k]! * inverseA - p;
      const moreDual = eb[k]! * inverseB - d;
      for (let i = 0; i < BLENDS; i++) {
        const primal = p + weights[i]! * morePrimal;
        const dual = d + weights[i]! * moreDual;
        if (primal < lowest[i]!) lowest[i] = primal;
        if (dual < lowest[BLENDS + i]!) lowest[BLENDS + i] = dual;
      }
    }
  });
  machine.team.lowest(lowest);
  const best = (from: number): Blend => {
    let chosen = BLENDS - 1;
    for (let i = BLENDS - 2; i >= 0; i--)
      if (lowest[from + i]! > lowest[from + chosen]!) chosen = i;
    return { weight: weights[chosen]!, length: -1 / lowest[from + chosen]! };
  };
  return { primal: best(0), dual: best(BLENDS) };
}

function mixInto(target: Float64Array, from: Float64Array, weight: number): void {
  for (let k = 0; k < target.length; k++) target[k]! += weight * (from[k]! - target[k]!);
}

/** step += weight·(tried − step), with its own weight for primal and dual numbers. */
export function mix(step: Vectors, tried: Vectors, primal: number, dual: number): void {
  step.slices.forEach((slice, s) => {
    const other = tried.slices[s]!;
    for (const key of ["x", "w"] as const) mixInto(slice[key], other[key], primal);
    for (const key of ["z", "v", "lambda"] as const) mixInto(slice[key], other[key], dual);
  });
  for (const key of ["y", "yl", "yu", "s"] as const)
    mixInto(step.global[key], tried.global[key], primal);
  for (const key of ["rho", "zl", "zu", "zs"] as const)
    mixInto(step.global[key], tried.global[key], dual);
}

/** Targets that the direction meets: a·Δb + b·Δa. */
export function aimAsStep(ranges: readonly PairRange[]): void {
  for (const { a, b, da, db, target, start, end } of ranges)
    for (let k = start; k < end; k++) target[k] = a[k]! * db[k]! + b[k]! * da[k]!;
}

/** Targets of the predictor: all products to zero. */
export function aimAtZero(ranges: readonly PairRange[]): void {
  for (const { a, b, target, start, end } of ranges)
    for (let k = start; k < end; k++) target[k] = -a[k]! * b[k]!;
}

/** Σ a·b after steps of the given lengths. */
export function productAfter(
  machine: Machine,
  ranges: readonly PairRange[],
  { primal, dual }: Lengths,
): number {
  const sums = sumByOwner(machine, 1);
  for (const { a, b, da, db, start, end, owner } of ranges) {
    let sum = 0;
    for (let k = start; k < end; k++) sum += (a[k]! + primal * da[k]!) * (b[k]! + dual * db[k]!);
    sums[owner]![0]! += sum;
  }
  return totalOf(machine, sums)[0]!;
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
