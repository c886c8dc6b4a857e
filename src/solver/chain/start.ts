/**
 * Where to start: the least-squares point, with the factors of Θ = 1.
 *
 *     primal   minimise ½·Σ x² + ½·Σ w²  subject to rows, limits, links
 *     dual     minimise ½·Σ z² + ½·Σ v²  subject to reduced costs
 *     then every number below the average of its kind is lifted to it
 */
import { findDirection } from "./direction.ts";
import type { Aim } from "./direction.ts";
import { factorSlice } from "./eliminate.ts";
import { factorGlobal } from "./global.ts";
import { sumByOwner, totalOf } from "./lengths.ts";
import { aimAtNothing, visitPairs } from "./pairs.ts";
import { measureAll } from "./residual.ts";
import type { Machine, Run } from "./run.ts";
import { copyVectors } from "./state.ts";
import type { Residuals, Vectors } from "./state.ts";

/** Factors everything at `point`. */
export function factorAll(machine: Machine, point: Vectors): void {
  machine.slices.forEach((factor, s) => {
    factorSlice(factor, point.slices[s]!);
  });
  machine.team.gather(machine.slices.map((factor) => factor.share));
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
  }
  if (keys === "primal")
    for (const array of [global.links, global.lower, global.upper]) array.fill(0);
  else for (const array of [global.costs, global.slackCosts]) array.fill(0);
}

/** How far below the average size the numbers of a and of b may start. */
const FLOOR_A = 1;
const FLOOR_B = 2;

/**
 * Lifts every a and every b to its average size at least. A common shift (Mehrotra) would add the
 * largest shortfall to all of them; lifting each on its own took a quarter of the iterations away.
 */
function lift(run: Run): void {
  const { team, form } = run.machine;
  const sums = sumByOwner(form.slices.length, 3);
  visitPairs(run.pairs, ({ a, b, start, end }, owner) => {
    const sum = sums[owner]!;
    sum[0]! += end - start;
    for (let k = start; k < end; k++) {
      sum[1]! += Math.abs(a[k]!);
      sum[2]! += Math.abs(b[k]!);
    }
  });
  const total = totalOf(team, sums);
  const count = total[0]!;
  const sumA = total[1]!;
  const sumB = total[2]!;
  const floorA = sumA > 0 ? (FLOOR_A * sumA) / count : 1;
  const floorB = sumB > 0 ? (FLOOR_B * sumB) / count : 1;
  visitPairs(run.pairs, ({ a, b, start, end }) => {
    for (let k = start; k < end; k++) {
      a[k] = Math.max(a[k]!, floorA);
      b[k] = Math.max(b[k]!, floorB);
    }
  });
}

/** Sizes to measure from: the lower limit, else the upper one, else zero. */
function baseSizes(machine: Machine): Float64Array {
  const { lower, upper } = machine.form;
  return lower.map((low, k) => (low > -Infinity ? low : upper[k]! < Infinity ? upper[k]! : 0));
}

/** A direction that removes residuals and leaves products alone. */
export const AT_ONCE: Aim = { whole: true, pull: aimAtNothing, look: () => undefined };

/** Fills the point of `run` with a cold start; uses its directions as room. */
export function startCold(run: Run): void {
  const { machine, point, step, trial, found } = run;
  const base = baseSizes(machine);
  fillPoint(point, 1);
  factorAll(machine, point);
  fillPoint(point, 0);
  for (const slice of point.slices) slice.lambda.fill(0);
  point.global.rho.fill(0);
  point.global.y.set(base);
  measureAll(machine, point, found);
  clear(found, "dual");
  fillPoint(point, 1);
  findDirection(run, AT_ONCE, step);
  fillPoint(point, 0);
  point.global.y.set(base);
  measureAll(machine, point, found);
  clear(found, "primal");
  fillPoint(point, 1);
  findDirection(run, AT_ONCE, trial);
  copyVectors(step, point, "primal");
  copyVectors(trial, point, "dual");
  base.forEach((value, k) => {
    point.global.y[k]! += value;
  });
  lift(run);
}
