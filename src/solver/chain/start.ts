/**
 * Where to start: Mehrotra's least-squares point, with the factors of Θ = 1.
 *
 *     primal   minimise ½·Σ x² + ½·Σ w²  subject to rows, limits, links
 *     dual     minimise ½·Σ z² + ½·Σ v²  subject to reduced costs
 *     then every number below the shift that keeps products balanced is lifted to it
 */
import { assemble } from "./assemble.ts";
import { findDirection } from "./direction.ts";
import type { Machine } from "./direction.ts";
import { eliminate } from "./eliminate.ts";
import { factorGlobal } from "./global.ts";
import { pairRanges } from "./pairs.ts";
import type { PairRange } from "./pairs.ts";
import { measureAll } from "./residual.ts";
import { copyVectors } from "./state.ts";
import type { Residuals, Vectors } from "./state.ts";

/** Factors everything at `point`. */
export function factorAll(machine: Machine, point: Vectors): void {
  machine.slices.forEach((factor, s) => {
    assemble(factor, point.slices[s]!);
    eliminate(factor);
  });
  factorGlobal(machine.form, machine.slices, point.global, machine.global);
}

function fillPoint(point: Vectors, value: number): void {
  for (const slice of point.slices)
    for (const array of [slice.x, slice.z, slice.w, slice.v]) array.fill(value);
  const { yl, zl, yu, zu, s, zs } = point.global;
  for (const array of [yl, zl, yu, zu, s, zs]) array.fill(value);
}

function clear(found: Residuals, keys: "primal" | "dual"): void {
  const { global } = found;
  for (const slice of found.slices) {
    if (keys === "primal") {
      slice.rows.fill(0);
      slice.limits.fill(0);
    } else slice.costs.fill(0);
    slice.xz.fill(0);
    slice.wv.fill(0);
  }
  if (keys === "primal")
    for (const array of [global.links, global.lower, global.upper]) array.fill(0);
  else for (const array of [global.costs, global.slackCosts]) array.fill(0);
  for (const array of [global.ylzl, global.yuzu, global.szs]) array.fill(0);
}

/** Lifts a or b of every pair to at least a floor chosen from the size of both. */
function shift(ranges: readonly PairRange[]): void {
  let lowA = 0;
  let lowB = 0;
  for (const { a, b, start, end } of ranges)
    for (let k = start; k < end; k++) {
      lowA = Math.min(lowA, a[k]!);
      lowB = Math.min(lowB, b[k]!);
    }
  const liftA = -1.5 * lowA;
  const liftB = -1.5 * lowB;
  let products = 0;
  let sumA = 0;
  let sumB = 0;
  for (const { a, b, start, end } of ranges)
    for (let k = start; k < end; k++) {
      products += (a[k]! + liftA) * (b[k]! + liftB);
      sumA += a[k]! + liftA;
      sumB += b[k]! + liftB;
    }
  const moreA = sumB > 0 ? liftA + (0.5 * products) / sumB : 1;
  const moreB = sumA > 0 ? liftB + (0.5 * products) / sumA : 1;
  for (const { a, b, start, end } of ranges)
    for (let k = start; k < end; k++) {
      a[k]! += moreA > 0 ? moreA : 1;
      b[k]! += moreB > 0 ? moreB : 1;
    }
}

/** Sizes to measure from: the lower limit, else the upper one, else zero. */
function baseSizes(machine: Machine): Float64Array {
  const { lower, upper } = machine.form;
  return lower.map((low, k) => (low > -Infinity ? low : upper[k]! < Infinity ? upper[k]! : 0));
}

/** Fills `point` with a cold start; uses `step` and `found` as room. */
export function startCold(machine: Machine, point: Vectors, step: Vectors, found: Residuals): void {
  const { form } = machine;
  const base = baseSizes(machine);
  fillPoint(point, 1);
  factorAll(machine, point);
  fillPoint(point, 0);
  point.global.y.set(base);
  measureAll(form, point, found);
  clear(found, "dual");
  fillPoint(point, 1);
  findDirection(machine, point, found, step);
  const primal = {
    slices: step.slices.map((slice) => ({ x: slice.x.slice(), w: slice.w.slice() })),
    y: step.global.y.slice(),
    yl: step.global.yl.slice(),
    yu: step.global.yu.slice(),
    s: step.global.s.slice(),
  };
  fillPoint(point, 0);
  for (const slice of point.slices) slice.lambda.fill(0);
  point.global.rho.fill(0);
  measureAll(form, point, found);
  clear(found, "primal");
  fillPoint(point, 1);
  findDirection(machine, point, found, step);
  copyVectors(step, point);
  primal.slices.forEach((slice, s) => {
    point.slices[s]!.x.set(slice.x);
    point.slices[s]!.w.set(slice.w);
  });
  for (const key of ["y", "yl", "yu", "s"] as const) point.global[key].set(primal[key]);
  base.forEach((value, k) => {
    point.global.y[k]! += value;
  });
  shift(pairRanges(form, point, step, found));
}
