/**
 * A start from the solution of a similar problem. Solutions of this solver remember a well-centred
 * point of their own solve; any other solution is pushed off its bounds:
 *
 *     z − v = c − Aᵀλ − Fᵀρ,  w = u + p·C − x,  and so on for sizes and slacks of links;
 *     then a·b of every pair is brought to at least μ₀ by lifting both a and b to √μ₀ or more
 */
import type { Solution } from "../../problem/solution.ts";
import { UNLIMITED } from "./form.ts";
import type { ChainForm } from "./form.ts";
import type { Run } from "./drive.ts";
import { insertNumbers } from "./extract.ts";
import { pairRanges } from "./pairs.ts";
import { measureAll } from "./residual.ts";
import { copyVectors } from "./state.ts";
import type { Vectors } from "./state.ts";

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

/** True when every number of one form's vectors means the same in the other's, but for the scale of costs. */
function sameShape(a: ChainForm, b: ChainForm): boolean {
  return (
    sameNumbers(a.designs, b.designs) &&
    sameNumbers(a.designScale, b.designScale) &&
    sameNumbers(a.linkScale, b.linkScale) &&
    a.slices.length === b.slices.length &&
    a.slices.every((slice, s) => {
      const other = b.slices[s]!;
      return (
        slice.columns === other.columns &&
        sameNumbers(slice.rowScale, other.rowScale) &&
        slice.families.length === other.families.length &&
        slice.families.every((family, i) => {
          const twin = other.families[i]!;
          return (
            family.variable === twin.variable &&
            family.count === twin.count &&
            family.scale === twin.scale &&
            family.limit === twin.limit &&
            sameNumbers(family.steps, twin.steps)
          );
        })
      );
    })
  );
}

/** Copies a remembered point; false when it does not fit. */
function recall(run: Run, memory: Memory): boolean {
  const { form } = run.machine;
  if (!sameShape(form, memory.form)) return false;
  copyVectors(memory.point, run.point);
  const ratio = form.objectiveScale / memory.form.objectiveScale;
  if (ratio === 1) return true;
  const scale = (values: Float64Array) => {
    for (let k = 0; k < values.length; k++) values[k]! *= ratio;
  };
  for (const slice of run.point.slices)
    for (const values of [slice.z, slice.v, slice.lambda]) scale(values);
  const { rho, zl, zu, zs } = run.point.global;
  for (const values of [rho, zl, zu, zs]) scale(values);
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

/** Fills the point of `run` from `solution`, which must have the shape of the problem. */
export function startWarm(run: Run, solution: Solution, mayRecall: boolean): void {
  const memory = memories.get(solution.design);
  if (mayRecall && memory && recall(run, memory)) return;
  const { form } = run.machine;
  insertNumbers(form, solution, run.point);
  measureAll(form, run.point, run.found);
  openSlices(run);
  openGlobal(run);
  const floor = Math.sqrt(START_MU);
  for (const { a, b, start, end } of pairRanges(form, run.point, run.step, run.found))
    for (let k = start; k < end; k++) {
      const large = Math.max(a[k]!, floor);
      const other = Math.max(b[k]!, floor);
      a[k] = Math.max(large, START_MU / other);
      b[k] = Math.max(other, START_MU / large);
    }
}
