/**
 * One Newton direction for given residuals and complementarity targets, with factors at hand.
 *
 *     g   = −costs + xz/x − (wv − v·limits)/w          t = g/θ
 *     up    u = L⁻¹·(rows − A·t);  sizes get Σ p·((wv − v·limits)/w + σ·t) + Xᵀu, links −F·t − Xᵀu
 *     down  λ = L⁻ᵀ·(u − X·(ΔC, Δρ)),  Δx = (AᵀΔλ + FᵀΔρ + σ·p·ΔC + g)/θ
 *           Δz = (xz − z·Δx)/x,  Δw = limits + p·ΔC − Δx,  Δv = (wv − v·Δw)/w
 *
 * Up and down are per slice and touch nothing but the slice's own arrays.
 */
import type { SliceFactor } from "./assemble.ts";
import { solveBackward, solveForward } from "./chain-solve.ts";
import { CAPACITY, UNLIMITED } from "./form.ts";
import type { ChainForm, Family } from "./form.ts";
import { solveGlobal } from "./global.ts";
import type { GlobalFactor } from "./global.ts";
import type { Team } from "./team/team.ts";
import { addCapacityPrices, addProduct, addTransposed, capacitiesOf } from "./product.ts";
import type {
  GlobalResiduals,
  GlobalVectors,
  Residuals,
  SliceResiduals,
  SliceVectors,
  Vectors,
} from "./state.ts";

/** Work arrays of one slice. */
export interface SliceWork {
  readonly g: Float64Array;
  readonly t: Float64Array;
  readonly u: Float64Array;
}

/** All factors and work arrays of a solve. */
export interface Machine {
  readonly form: ChainForm;
  readonly slices: readonly SliceFactor[];
  readonly work: readonly SliceWork[];
  readonly global: GlobalFactor;
  readonly team: Team;
}

function prepareFamily(
  family: Family,
  factor: SliceFactor,
  point: SliceVectors,
  found: SliceResiduals,
  work: SliceWork,
  shares: Float64Array,
): void {
  const { x, w, v } = point;
  const { inverse, limited } = factor;
  const { g, t } = work;
  const { costs, limits, xz, wv } = found;
  const { offset, count, lower, limit } = family;
  const { value, series } = family.profile;
  let share = 0;
  for (let k = offset; k < offset + count; k++) {
    let sum = -costs[k]!;
    if (lower) sum += xz[k]! / x[k]!;
    if (limit === UNLIMITED) {
      g[k] = sum;
      t[k] = sum * inverse[k]!;
      continue;
    }
    const push = (wv[k]! - v[k]! * limits[k]!) / w[k]!;
    sum -= push;
    g[k] = sum;
    t[k] = sum * inverse[k]!;
    if (limit === CAPACITY)
      share += (push + sum * limited[k]!) * (series === null ? value : series[k - offset]!);
  }
  if (limit === CAPACITY) shares[family.capacity]! += share;
}

/** Forward half of one slice: what it asks of capacities, then of budgets. */
export function sliceUp(
  factor: SliceFactor,
  point: SliceVectors,
  found: SliceResiduals,
  work: SliceWork,
): Float64Array {
  const { slice, plan } = factor;
  const shares = new Float64Array(plan.borders);
  for (const family of slice.families) prepareFamily(family, factor, point, found, work, shares);
  work.u.set(found.rows);
  const links = new Float64Array(slice.budgets.length);
  addProduct(slice, work.t, -1, work.u, links);
  const through = solveForward(factor, work.u);
  const capacities = slice.capacities.length;
  for (let i = 0; i < capacities; i++) shares[i]! += through[i]!;
  for (let i = capacities; i < plan.borders; i++) shares[i] = links[i - capacities]! - through[i]!;
  return shares;
}

function finishFamily(
  family: Family,
  factor: SliceFactor,
  point: SliceVectors,
  found: SliceResiduals,
  change: number,
  step: SliceVectors,
): void {
  const { x, z, w, v } = point;
  const { inverse, limited } = factor;
  const { offset, count, lower, limit } = family;
  const { value, series } = family.profile;
  const end = offset + count;
  if (limit === UNLIMITED) {
    for (let k = offset; k < end; k++) {
      const dx = step.x[k]! * inverse[k]!;
      step.x[k] = dx;
      if (lower) step.z[k] = (found.xz[k]! - z[k]! * dx) / x[k]!;
    }
    return;
  }
  for (let k = offset; k < end; k++) {
    const more = limit === CAPACITY ? change * (series === null ? value : series[k - offset]!) : 0;
    const dx = step.x[k]! * inverse[k]! + limited[k]! * more;
    step.x[k] = dx;
    if (lower) step.z[k] = (found.xz[k]! - z[k]! * dx) / x[k]!;
    const dw = found.limits[k]! + more - dx;
    step.w[k] = dw;
    step.v[k] = (found.wv[k]! - v[k]! * dw) / w[k]!;
  }
}

/** Backward half of one slice, once ΔC and Δρ (`delta`: capacities, then budgets) are known. */
export function sliceDown(
  factor: SliceFactor,
  point: SliceVectors,
  found: SliceResiduals,
  work: SliceWork,
  delta: Float64Array,
  step: SliceVectors,
): void {
  const { slice } = factor;
  step.lambda.set(work.u);
  solveBackward(factor, step.lambda, delta);
  step.x.set(work.g);
  const capacities = slice.capacities.length;
  const budgets = delta.subarray(capacities);
  for (const family of slice.families) {
    addTransposed(slice, family, step.lambda, budgets, 1, step.x);
    const change = family.limit === CAPACITY ? delta[family.capacity]! : 0;
    finishFamily(family, factor, point, found, change, step);
  }
}

function globalRight(
  form: ChainForm,
  point: GlobalVectors,
  found: GlobalResiduals,
): { b3: Float64Array; b2: Float64Array } {
  const b3 = found.costs.map((cost) => -cost);
  for (let k = 0; k < b3.length; k++) {
    if (form.lower[k]! > -Infinity)
      b3[k]! += (found.ylzl[k]! - point.zl[k]! * found.lower[k]!) / point.yl[k]!;
    if (form.upper[k]! < Infinity)
      b3[k]! -= (found.yuzu[k]! - point.zu[k]! * found.upper[k]!) / point.yu[k]!;
  }
  const b2 = found.links.slice();
  for (let i = 0; i < b2.length; i++)
    if (form.linkSlack[i] !== 0)
      b2[i]! -=
        (form.linkSlack[i]! * (found.szs[i]! - point.s[i]! * found.slackCosts[i]!)) / point.zs[i]!;
  return { b3, b2 };
}

function globalDown(
  form: ChainForm,
  point: GlobalVectors,
  found: GlobalResiduals,
  step: GlobalVectors,
): void {
  for (let k = 0; k < form.designs.length; k++) {
    if (form.lower[k]! > -Infinity) {
      step.yl[k] = step.y[k]! + found.lower[k]!;
      step.zl[k] = (found.ylzl[k]! - point.zl[k]! * step.yl[k]!) / point.yl[k]!;
    }
    if (form.upper[k]! < Infinity) {
      step.yu[k] = found.upper[k]! - step.y[k]!;
      step.zu[k] = (found.yuzu[k]! - point.zu[k]! * step.yu[k]!) / point.yu[k]!;
    }
  }
  for (let i = 0; i < form.linkRhs.length; i++) {
    if (form.linkSlack[i] === 0) continue;
    step.zs[i] = found.slackCosts[i]! - form.linkSlack[i]! * step.rho[i]!;
    step.s[i] = (found.szs[i]! - point.s[i]! * step.zs[i]!) / point.zs[i]!;
  }
}

/** ΔC, then Δρ, for one slice. */
export function sliceDelta(factor: SliceFactor, global: GlobalVectors): Float64Array {
  const { slice, plan } = factor;
  const delta = new Float64Array(plan.borders);
  delta.set(capacitiesOf(slice, global.y));
  slice.budgets.forEach((link, i) => {
    delta[slice.capacities.length + i] = global.rho[link]!;
  });
  return delta;
}

/** Fills `step` with the direction that removes `found` (residuals and targets) at `point`. */
export function findDirection(
  machine: Machine,
  point: Vectors,
  found: Residuals,
  step: Vectors,
): void {
  const { form } = machine;
  const { b3, b2 } = globalRight(form, point.global, found.global);
  const asked = machine.slices.map((factor, s) =>
    sliceUp(factor, point.slices[s]!, found.slices[s]!, machine.work[s]!),
  );
  machine.team.gather(asked);
  machine.slices.forEach((factor, s) => {
    const shares = asked[s]!;
    addCapacityPrices(factor.slice, shares, b3);
    factor.slice.budgets.forEach((link, i) => {
      b2[link]! += shares[factor.slice.capacities.length + i]!;
    });
  });
  solveGlobal(form, machine.global, b3, b2);
  step.global.y.set(b3);
  step.global.rho.set(b2);
  globalDown(form, point.global, found.global, step.global);
  machine.slices.forEach((factor, s) => {
    const delta = sliceDelta(factor, step.global);
    sliceDown(factor, point.slices[s]!, found.slices[s]!, machine.work[s]!, delta, step.slices[s]!);
  });
}
