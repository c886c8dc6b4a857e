/**
 * One Newton direction for given residuals and pulls, with factors at hand. Without residuals it is a change
 * of a direction: costs, limits, rows and links are zero then.
 *
 *     up    wv −= σ·limits,  g = xz − wv − costs,  t = g/θ
 *           u = L⁻¹·(rows − A·t);  sizes get Σ p·(wv + σ·t) + Xᵀu, links −F·t − Xᵀu
 *     down  λ = L⁻ᵀ·(u − X·(ΔC, Δρ)),  Δx = (AᵀΔλ + FᵀΔρ + g + σ·p·ΔC)/θ
 *           Δz = xz − (z/x)·Δx,  Δw = limits + p·ΔC − Δx,  Δv = wv − σ·(p·ΔC − Δx)
 *
 * xz and wv are pulls: wanted changes of x·z over x, and of w·v over w. Up and down are per slice and touch
 * nothing but the slice's own arrays; each family is aimed at, pulled and visited while it is in the cache.
 */
import type { SliceFactor } from "./factor.ts";
import { solveBackward, solveForward } from "./chain-solve.ts";
import { CAPACITY, UNLIMITED } from "./form.ts";
import type { Family } from "./form.ts";
import { globalDown, globalRight } from "./global-direction.ts";
import { solveGlobal } from "./global.ts";
import { placeOf } from "./kernels/kernels.ts";
import type { Flag, Place } from "./kernels/kernels.ts";
import type { Visit } from "./pairs.ts";
import { addCapacityPrices, capacitiesOf, subtractProduct, transposedProduct } from "./product.ts";
import type { Run } from "./run.ts";
import type { GlobalVectors, SliceResiduals, SliceVectors, Vectors } from "./state.ts";

/** What a direction is for. */
export interface Aim {
  /** True to remove the residuals of the point; false for a change of such a direction. */
  readonly whole: boolean;
  /** Sets the pulls of a range. */
  readonly pull: Visit;
  /** Looks at the direction, range by range. */
  readonly look: Visit;
}

/** t of one family; `shares` gets what it asks of its capacity. */
function pullFamily(
  family: Family,
  factor: SliceFactor,
  found: SliceResiduals,
  whole: Flag,
  t: Place,
  shares: Float64Array,
): void {
  const { kernels } = factor;
  const { offset, count, limit } = family;
  const { value, series } = family.profile;
  const start = 8 * offset;
  const costs = placeOf(found.costs) + start;
  const xz = placeOf(found.xz) + start;
  const inverse = placeOf(factor.inverse) + start;
  if (limit === UNLIMITED) {
    kernels.pullUnlimited(whole, costs, xz, inverse, count, t);
    return;
  }
  const share = kernels.pullLimited(
    whole,
    costs,
    placeOf(found.limits) + start,
    xz,
    placeOf(found.wv) + start,
    inverse,
    placeOf(factor.above) + start,
    limit === CAPACITY ? placeOf(series) : 0,
    limit === CAPACITY ? value : 0,
    count,
    t,
  );
  if (limit === CAPACITY) shares[family.capacity]! += share;
}

/** Forward half of slice `s`: what it asks of capacities, then of budgets. Leaves u in λ of `step`. */
function sliceUp(run: Run, s: number, aim: Aim, step: SliceVectors): Float64Array {
  const { kernels, scratch } = run.machine;
  const whole = aim.whole ? 1 : 0;
  const factor = run.machine.slices[s]!;
  const { slice, plan } = factor;
  const found = run.found.slices[s]!;
  const shares = new Float64Array(plan.borders);
  const links = new Float64Array(slice.budgets.length);
  const u = step.lambda;
  if (aim.whole) u.set(found.rows);
  else u.fill(0);
  slice.families.forEach((family, f) => {
    for (const range of run.pairs.slices[s]![f]!) aim.pull(range, s);
    pullFamily(family, factor, found, whole, placeOf(scratch), shares);
    subtractProduct(kernels, slice, family, scratch, 0, u, links);
  });
  const through = solveForward(factor, u);
  const capacities = slice.capacities.length;
  for (let i = 0; i < capacities; i++) shares[i]! += through[i]!;
  for (let i = capacities; i < plan.borders; i++) shares[i] = links[i - capacities]! - through[i]!;
  return shares;
}

/** Δx, Δz, Δw, Δv of one family from its part of AᵀΔλ + FᵀΔρ, in `t`. */
function finishFamily(
  family: Family,
  factor: SliceFactor,
  found: SliceResiduals,
  whole: Flag,
  change: number,
  t: Place,
  step: SliceVectors,
): void {
  const { kernels } = factor;
  const { offset, count, limit } = family;
  const { value, series } = family.profile;
  const start = 8 * offset;
  const costs = placeOf(found.costs) + start;
  const xz = placeOf(found.xz) + start;
  const inverse = placeOf(factor.inverse) + start;
  const below = placeOf(factor.below) + start;
  const x = placeOf(step.x) + start;
  const z = placeOf(step.z) + start;
  if (limit === UNLIMITED) {
    kernels.finishUnlimited(whole, costs, xz, inverse, below, t, count, x, z);
    return;
  }
  kernels.finishLimited(
    whole,
    costs,
    placeOf(found.limits) + start,
    xz,
    placeOf(found.wv) + start,
    inverse,
    below,
    placeOf(factor.above) + start,
    limit === CAPACITY ? placeOf(series) : 0,
    limit === CAPACITY ? value : 0,
    change,
    t,
    count,
    x,
    z,
    placeOf(step.w) + start,
    placeOf(step.v) + start,
  );
}

/** Backward half of slice `s`, once ΔC and Δρ (`delta`: capacities, then budgets) are known. */
function sliceDown(run: Run, s: number, aim: Aim, delta: Float64Array, step: SliceVectors): void {
  const { kernels, scratch } = run.machine;
  const whole = aim.whole ? 1 : 0;
  const factor = run.machine.slices[s]!;
  const { slice } = factor;
  const found = run.found.slices[s]!;
  solveBackward(factor, step.lambda, delta);
  const budgets = delta.subarray(slice.capacities.length);
  slice.families.forEach((family, f) => {
    transposedProduct(kernels, slice, family, step.lambda, budgets, scratch);
    const change = family.limit === CAPACITY ? delta[family.capacity]! : 0;
    finishFamily(family, factor, found, whole, change, placeOf(scratch), step);
    for (const range of run.pairs.slices[s]![f]!) aim.look(range, s);
  });
}

/** ΔC, then Δρ, for one slice. */
function sliceDelta(factor: SliceFactor, global: GlobalVectors): Float64Array {
  const { slice, plan } = factor;
  const delta = new Float64Array(plan.borders);
  delta.set(capacitiesOf(slice, global.y));
  slice.budgets.forEach((link, i) => {
    delta[slice.capacities.length + i] = global.rho[link]!;
  });
  return delta;
}

/** Fills `step` with the direction that `aim` asks for at the point whose factors are at hand. */
export function findDirection(run: Run, aim: Aim, step: Vectors): void {
  const { machine, point, found, pairs } = run;
  const { form } = machine;
  const everything = pairs.slices.length;
  for (const range of pairs.global) aim.pull(range, everything);
  const { b3, b2 } = globalRight(form, point.global, found.global, aim.whole);
  const asked = form.slices.map((_, s) => sliceUp(run, s, aim, step.slices[s]!));
  machine.team.gather(asked);
  form.slices.forEach((slice, s) => {
    const shares = asked[s]!;
    addCapacityPrices(slice, shares, b3);
    slice.budgets.forEach((link, i) => {
      b2[link]! += shares[slice.capacities.length + i]!;
    });
  });
  solveGlobal(form, machine.global, b3, b2);
  step.global.y.set(b3);
  step.global.rho.set(b2);
  globalDown(form, point.global, found.global, aim.whole, step.global);
  machine.slices.forEach((factor, s) => {
    sliceDown(run, s, aim, sliceDelta(factor, step.global), step.slices[s]!);
  });
  for (const range of pairs.global) aim.look(range, everything);
}
