/**
 * A start from the solution of a similar problem. Solutions of this solver remember well-centred points of
 * their own solve, from an early to a late one. One Newton step, centred, moves the latest that bears the
 * change to the changed problem; numbers it would take too low are held. Any other solution is pushed off its
 * bounds:
 *
 *     z − v = c − Aᵀλ − Fᵀρ,  w = u + p·C − x,  and so on for sizes and slacks of links;
 *     then a·b of every pair is brought to at least μ₀ by lifting both a and b to √μ₀ or more
 */
import type { Solution } from "../../problem/solution.ts";
import { UNLIMITED } from "./form.ts";
import type { ChainForm, SliceForm } from "./form.ts";
import { centre } from "./drive.ts";
import { findDirection } from "./direction.ts";
import { insertNumbers } from "./extract.ts";
import { probeStep, sumByOwner, totalOf } from "./lengths.ts";
import { move, visitPairs } from "./pairs.ts";
import { unrestOf } from "./midway.ts";
import type { Midway } from "./midway.ts";
import { measureAll, meanProduct } from "./residual.ts";
import type { Measure } from "./residual.ts";
import type { Run } from "./run.ts";
import { AT_ONCE, factorAll } from "./start.ts";
import type { SliceVectors, Vectors } from "./state.ts";

/** Remembered points, the late ones last, in the scaling of the form they were found with. */
interface Memory {
  readonly form: ChainForm;
  readonly midways: readonly Midway[];
}

/** Memories by the array of sizes of their solution, and gone with it. */
const memories = new WeakMap<Float64Array, Memory>();

/** Keeps `midways` for warm starts from the solution whose sizes are `design`. */
export function remember(design: Float64Array, form: ChainForm, midways: readonly Midway[]): void {
  memories.set(design, { form, midways });
}

function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** True when the two forms have the same numbers at the same places, whatever their scaling. */
function sameShape(a: ChainForm, b: ChainForm): boolean {
  return (
    sameNumbers(a.designs, b.designs) &&
    sameNumbers(a.linkSlack, b.linkSlack) &&
    a.lower.every((lower, k) => lower > -Infinity === b.lower[k]! > -Infinity) &&
    a.upper.every((upper, k) => upper < Infinity === b.upper[k]! < Infinity) &&
    a.slices.length === b.slices.length &&
    a.slices.every((slice, s) => {
      const other = b.slices[s]!;
      return (
        slice.columns === other.columns &&
        slice.rhs.length === other.rhs.length &&
        slice.families.length === other.families.length &&
        slice.families.every((family, i) => {
          const twin = other.families[i]!;
          return (
            family.variable === twin.variable &&
            family.lower === twin.lower &&
            family.limit === twin.limit &&
            sameNumbers(family.steps, twin.steps)
          );
        })
      );
    })
  );
}

function copyScaled(
  from: Float64Array,
  to: Float64Array,
  start: number,
  end: number,
  factor: number,
): void {
  for (let k = start; k < end; k++) to[k] = from[k]! * factor;
}

/** One slice of a remembered point: x = scale·x̂, z = ẑ/(scale·objective), λ = λ̂·row/objective. */
function recallSlice(
  from: SliceVectors,
  to: SliceVectors,
  before: SliceForm,
  now: SliceForm,
  money: number,
): void {
  now.families.forEach((family, i) => {
    const units = before.families[i]!.scale / family.scale;
    const { offset: start } = family;
    const end = start + family.count;
    for (const key of ["x", "w"] as const) copyScaled(from[key], to[key], start, end, units);
    for (const key of ["z", "v"] as const)
      copyScaled(from[key], to[key], start, end, money / units);
  });
  for (let row = 0; row < now.rows; row++) {
    const factor = (money * before.rowScale[row]!) / now.rowScale[row]!;
    const start = row * now.steps;
    copyScaled(from.lambda, to.lambda, start, start + now.steps, factor);
  }
}

function totalCost({ designCost, slices, objectiveScale }: ChainForm): number {
  let sum = 0;
  for (const costs of [designCost, ...slices.map(({ cost }) => cost)])
    for (let k = 0; k < costs.length; k++) sum += Math.abs(costs[k]!);
  return sum / objectiveScale;
}

/** By how much all money is counted otherwise than before; 1 for changes of prices. */
function unitOfMoney(form: ChainForm, before: ChainForm): number {
  const ratio = totalCost(form) / totalCost(before);
  return (ratio > 0 && ratio <= 0.5) || (ratio >= 2 && ratio < Infinity) ? ratio : 1;
}

/** Copies a remembered point into the scaling of this run. */
function recall(run: Run, before: ChainForm, point: Vectors): void {
  const { form } = run.machine;
  const money = (form.objectiveScale / before.objectiveScale) * unitOfMoney(form, before);
  form.slices.forEach((slice, s) =>
    recallSlice(point.slices[s]!, run.point.slices[s]!, before.slices[s]!, slice, money),
  );
  const from = point.global;
  const to = run.point.global;
  form.designs.forEach((_, k) => {
    const units = before.designScale[k]! / form.designScale[k]!;
    for (const key of ["y", "yl", "yu"] as const) to[key][k] = from[key][k]! * units;
    for (const key of ["zl", "zu"] as const) to[key][k] = (from[key][k]! * money) / units;
  });
  form.linkScale.forEach((scale, i) => {
    const units = scale / before.linkScale[i]!;
    to.s[i] = from.s[i]! * units;
    to.rho[i] = (from.rho[i]! * money) / units;
    to.zs[i] = (from.zs[i]! * money) / units;
  });
}

/** Scaled products to start from; the larger, the safer and the slower. */
const START_MU = 1e-4;

function openSlices(run: Run): void {
  const { form } = run.machine;
  form.slices.forEach((slice, s) => {
    const point = run.point.slices[s]!;
    const found = run.found.slices[s]!;
    for (const family of slice.families) {
      const limited = family.limit !== UNLIMITED;
      for (let k = family.offset; k < family.offset + family.count; k++) {
        const reduced = found.costs[k]!;
        if (limited) {
          point.w[k] = found.limits[k]!;
          point.v[k] = Math.max(0, -reduced);
        }
        if (family.lower) point.z[k] = Math.max(0, reduced);
      }
      if (family.variable < 0) {
        const entry = family.own[0]!;
        for (let k = 0; k < family.count; k++)
          point.x[family.offset + k] =
            found.rows[entry.row * slice.steps + family.steps[k]!]! / entry.value;
      }
    }
  });
}

function openGlobal(run: Run): void {
  const { form } = run.machine;
  const { global } = run.point;
  form.designs.forEach((_, k) => {
    const reduced = run.found.global.costs[k]!;
    global.yl[k] = global.y[k]! - form.lower[k]!;
    global.yu[k] = form.upper[k]! - global.y[k]!;
    global.zl[k] = Math.max(0, reduced);
    global.zu[k] = Math.max(0, -reduced);
  });
  form.linkSlack.forEach((slack, i) => {
    if (slack === 0) return;
    global.s[i] = slack * run.found.global.links[i]!;
    global.zs[i] = -slack * global.rho[i]!;
  });
}

/** Least part of itself that a number keeps: the remembered point stays well centred. */
const KEEP = 0.3;

/** What a change may add to the unrest of a point that is to serve, the earliest one apart. */
const MOST_UNREST = 2;
/**
 * Part of Σ a·b that a point that serves, the earliest one apart, may lose to numbers that fall below zero:
 * where prices of sizes move, unrest alone does not tell.
 */
const MOST_LOST = 1e-3;

/** Σ −(a + Δa)·b over numbers that fall below zero, or of the prices alike, over Σ a·b. */
function lostShare(run: Run): number {
  const sums = sumByOwner(run.pairs.slices.length, 3);
  visitPairs(run.pairs, ({ a, b, da, db, start, end }, owner) => {
    const sum = sums[owner]!;
    for (let k = start; k < end; k++) {
      sum[0]! -= Math.min(0, a[k]! + da[k]!) * b[k]!;
      sum[1]! -= Math.min(0, b[k]! + db[k]!) * a[k]!;
      sum[2]! += a[k]! * b[k]!;
    }
  });
  const total = totalOf(run.machine.team, sums);
  return Math.max(total[0]!, total[1]!) / total[2]!;
}

/**
 * The Newton step back to what the changed problem asks, from a measured point, at unchanged products and
 * centred so that it reaches far; gives what numbers lose that are held.
 */
function correct(run: Run, measure: Measure): number {
  const { machine, point, step, pairs } = run;
  factorAll(machine, point);
  const probe = probeStep(machine.team, machine.probes, pairs.slices.length);
  findDirection(run, { ...AT_ONCE, look: probe.visit }, step);
  centre(run, meanProduct(measure), probe.finish().lengths);
  const lost = lostShare(run);
  visitPairs(pairs, ({ a, b, da, db, start, end }) => {
    for (let k = start; k < end; k++) {
      da[k] = Math.max(da[k]!, (KEEP - 1) * a[k]!);
      db[k] = Math.max(db[k]!, (KEEP - 1) * b[k]!);
    }
  });
  move(machine.kernels, point, step, 1, 1);
  return lost;
}

/** Starts from the latest of the remembered points that serves; gives how many steps that took. */
function startFrom(run: Run, { form, midways }: Memory): number {
  let spent = 0;
  for (let i = midways.length - 1; ; i--) {
    const { point, unrest } = midways[i]!;
    recall(run, form, point);
    const measure = measureAll(run.machine, run.point, run.found);
    if (i > 0 && unrestOf(run, measure) > unrest + MOST_UNREST) continue;
    spent++;
    if (correct(run, measure) <= MOST_LOST || i === 0) return spent;
  }
}

/**
 * Fills the point of `run` from `solution`, which must have the shape of the problem; gives the iterations
 * that took.
 */
export function startWarm(run: Run, solution: Solution, mayRecall: boolean): number {
  const memory = memories.get(solution.design);
  if (mayRecall && memory && sameShape(run.machine.form, memory.form))
    return startFrom(run, memory);
  const { form } = run.machine;
  insertNumbers(form, solution, run.point);
  measureAll(run.machine, run.point, run.found);
  openSlices(run);
  openGlobal(run);
  const floor = Math.sqrt(START_MU);
  visitPairs(run.pairs, ({ a, b, start, end }) => {
    for (let k = start; k < end; k++) {
      const large = Math.max(a[k]!, floor);
      const other = Math.max(b[k]!, floor);
      a[k] = Math.max(large, START_MU / other);
      b[k] = Math.max(other, START_MU / large);
    }
  });
  return 0;
}
