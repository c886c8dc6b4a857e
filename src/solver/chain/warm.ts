/**
 * A start from the solution of a similar problem. Solutions of this solver remember a well-centred
 * point of their own solve, which one Newton step moves to the changed problem (numbers it would take
 * too low are held); any other solution is pushed off its bounds:
 *
 *     z − v = c − Aᵀλ − Fᵀρ,  w = u + p·C − x,  and so on for sizes and slacks of links;
 *     then a·b of every pair is brought to at least μ₀ by lifting both a and b to √μ₀ or more
 */
import type { Solution } from "../../problem/solution.ts";
import { UNLIMITED } from "./form.ts";
import type { ChainForm, SliceForm } from "./form.ts";
import { findDirection } from "./direction.ts";
import { insertNumbers } from "./extract.ts";
import { move, visitPairs } from "./pairs.ts";
import { measureAll } from "./residual.ts";
import type { Run } from "./run.ts";
import { AT_ONCE, factorAll } from "./start.ts";
import type { SliceVectors, Vectors } from "./state.ts";

/** A remembered point, in the scaling of the form it was found with. */
interface Memory {
  readonly form: ChainForm;
  readonly point: Vectors;
}

/** Remembered points by the array of sizes of their solution, and gone with it. */
const memories = new WeakMap<Float64Array, Memory>();

/** Keeps `point` for warm starts from the solution whose sizes are `design`. */
export function remember(design: Float64Array, form: ChainForm, point: Vectors): void {
  memories.set(design, { form, point });
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
    for (let k = row; k < now.rhs.length; k += now.rows) to.lambda[k] = from.lambda[k]! * factor;
  }
}

/** Copies a remembered point into the scaling of this run; false when it does not fit. */
function recall(run: Run, memory: Memory): boolean {
  const { form } = run.machine;
  const before = memory.form;
  if (!sameShape(form, before)) return false;
  const money = form.objectiveScale / before.objectiveScale;
  form.slices.forEach((slice, s) =>
    recallSlice(memory.point.slices[s]!, run.point.slices[s]!, before.slices[s]!, slice, money),
  );
  const from = memory.point.global;
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
  return true;
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
            found.rows[family.steps[k]! * slice.rows + entry.row]! / entry.value;
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

/** A full Newton step back to what the changed problem asks, at unchanged products; costs one iteration. */
function correct(run: Run): void {
  const { machine, point, step, found } = run;
  measureAll(machine, point, found);
  factorAll(machine, point);
  findDirection(run, AT_ONCE, step);
  visitPairs(run.pairs, ({ a, b, da, db, start, end }) => {
    for (let k = start; k < end; k++) {
      da[k] = Math.max(da[k]!, (KEEP - 1) * a[k]!);
      db[k] = Math.max(db[k]!, (KEEP - 1) * b[k]!);
    }
  });
  move(point, step, 1, 1);
}

/** Fills the point of `run` from `solution`, which must have the shape of the problem. */
export function startWarm(run: Run, solution: Solution, mayRecall: boolean): void {
  const memory = memories.get(solution.design);
  if (mayRecall && memory && recall(run, memory)) {
    correct(run);
    return;
  }
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
}
