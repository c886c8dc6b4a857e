/**
 * Well-centred points on the way of a solve, for later warm starts, and how much is unsettled at a point:
 *
 *     unrest   (Σ |residual of a row or a limit| · its price + Σ |residual of a reduced cost| · its amount) / Σ a·b
 *
 * A change of the problem adds to the residuals of a remembered point. What that adds to its unrest says
 * whether one step can repair it: the later a point, the smaller Σ a·b and the less it bears.
 */
import { UNLIMITED } from "./form.ts";
import type { SliceForm } from "./form.ts";
import { sumByOwner, totalOf } from "./lengths.ts";
import type { Measure } from "./residual.ts";
import type { Run } from "./run.ts";
import type {
  GlobalResiduals,
  GlobalVectors,
  SliceResiduals,
  SliceVectors,
  Vectors,
} from "./state.ts";

/** A remembered point, and its unrest in the problem it was found with. */
export interface Midway {
  readonly point: Vectors;
  readonly unrest: number;
}

/** Σ |a·b|. */
function weigh(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += Math.abs(a[k]! * b[k]!);
  return sum;
}

function weighSlice(slice: SliceForm, point: SliceVectors, found: SliceResiduals): number {
  let sum = weigh(found.rows, point.lambda);
  for (const { offset, count, limit } of slice.families)
    for (let k = offset; k < offset + count; k++) {
      sum += Math.abs(found.costs[k]! * point.x[k]!);
      if (limit !== UNLIMITED) sum += Math.abs(found.limits[k]! * point.v[k]!);
    }
  return sum;
}

function weighGlobal(point: GlobalVectors, found: GlobalResiduals): number {
  return (
    weigh(found.costs, point.y) +
    weigh(found.lower, point.zl) +
    weigh(found.upper, point.zu) +
    weigh(found.links, point.rho) +
    weigh(found.slackCosts, point.s)
  );
}

/** Unrest of the point of `run`, whose residuals are at hand. */
export function unrestOf({ machine, point, found }: Run, { complementarity }: Measure): number {
  const { form, team } = machine;
  const sums = sumByOwner(form.slices.length, 1);
  form.slices.forEach((slice, s) => {
    sums[s]![0] = weighSlice(slice, point.slices[s]!, found.slices[s]!);
  });
  sums.at(-1)![0] = weighGlobal(point.global, found.global);
  return totalOf(team, sums)[0]! / complementarity;
}
