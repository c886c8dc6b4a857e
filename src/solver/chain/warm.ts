/**
 * A start from the solution of a similar problem, pushed off its bounds.
 *
 *     z − v = c − Aᵀλ − Fᵀρ,  w = u + p·C − x,  and so on for sizes and slacks of links;
 *     then a·b of every pair is brought to at least μ₀ by lifting both a and b to √μ₀ or more
 */
import type { Solution } from "../../problem/solution.ts";
import { UNLIMITED } from "./form.ts";
import type { Run } from "./drive.ts";
import { insertNumbers } from "./extract.ts";
import { pairRanges } from "./pairs.ts";
import { measureAll } from "./residual.ts";

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
          point.x[family.offset + k] = found.rows[family.steps[k]! * slice.rows + entry.row]! / entry.value;
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
export function startWarm(run: Run, solution: Solution): void {
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
