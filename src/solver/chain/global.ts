/**
 * The sparse system over sizes and links, once every slice has been eliminated.
 *
 *     P·Δy − Nᵀ·Δρ = b₃        P = z_y/y + v_y/w_y + Kᵀ·(corner + gram)·K      a sum of positive terms
 *     N·Δy + E·Δρ = b₂        N = links + (corner − gram)·K,   E = corner − gram + s/z of slacks
 *
 * Solved as [P, Nᵀ; N, −E]·(Δy, −Δρ) = (b₃, b₂), P first, by L·D·Lᵀ and iterative refinement.
 */
import type { SliceFactor } from "./factor.ts";
import type { ChainForm } from "./form.ts";
import { PROXIMAL } from "./dense.ts";
import { planGlobal } from "./global-pattern.ts";
import type { GlobalPattern } from "./global-pattern.ts";
import { factorSparse, makeSparseFactor, residualSparse, solveSparse } from "./sparse-ldl.ts";
import type { SparseFactor } from "./sparse-ldl.ts";
import type { GlobalVectors } from "./state.ts";

/** What a factored slice leaves on its capacities and budgets. */
export type BorderShare = Pick<SliceFactor, "corner" | "gram">;

/** The system at one point and its factor, all in pivot order. */
export interface GlobalFactor {
  readonly pattern: GlobalPattern;
  /** Diagonal, then the lower triangle. */
  readonly values: Float64Array;
  /** Diagonal of E before the elimination of hours was taken from it; of P itself. */
  readonly before: Float64Array;
  readonly sparse: SparseFactor;
}

/** Symbolic stage and room for the numbers. */
export function makeGlobalFactor(form: ChainForm): GlobalFactor {
  const pattern = planGlobal(form);
  return {
    pattern,
    values: new Float64Array(pattern.fixed.length),
    before: new Float64Array(pattern.size),
    sparse: makeSparseFactor(pattern.lower),
  };
}

/** Adds one slice's share; of its minus terms, those on the diagonal are budgets against themselves. */
function addSlice(share: BorderShare, index: number, target: GlobalFactor): void {
  const { corner, gram } = share;
  const { slots, sources, factors, plus } = target.pattern.slices[index]!;
  const { values, before, pattern } = target;
  for (let i = 0; i < plus; i++) {
    const source = sources[i]!;
    values[slots[i]!]! += factors[i]! * (corner[source]! + gram[source]!);
  }
  for (let i = plus; i < slots.length; i++) {
    const source = sources[i]!;
    const slot = slots[i]!;
    values[slot]! += factors[i]! * (corner[source]! - gram[source]!);
    if (slot < pattern.size) before[slot]! += corner[source]!;
  }
}

/** Proximal term on the price of every link; that on sizes is the one of hour rows. */
export const LINK_PROXIMAL = 1e-10;

/** Diagonal of sizes and slacks at the current point, each with its proximal term. */
function addDiagonals(form: ChainForm, point: GlobalVectors, target: GlobalFactor): void {
  const { values, before, pattern } = target;
  const designs = form.designs.length;
  for (let k = 0; k < designs; k++) {
    let value = 0;
    if (form.lower[k]! > -Infinity) value += point.zl[k]! / point.yl[k]!;
    if (form.upper[k]! < Infinity) value += point.zu[k]! / point.yu[k]!;
    const place = pattern.place[k]!;
    values[place]! += PROXIMAL + value;
    before[place] = values[place]!;
  }
  for (let i = 0; i < form.linkRhs.length; i++) {
    const place = pattern.place[designs + i]!;
    const slack = form.linkSlack[i] === 0 ? 0 : point.s[i]! / point.zs[i]!;
    const value = LINK_PROXIMAL + slack;
    values[place]! -= value;
    before[place]! += value;
  }
}

/** Builds and factors the global system from factored slices. */
export function factorGlobal(
  form: ChainForm,
  slices: readonly BorderShare[],
  point: GlobalVectors,
  target: GlobalFactor,
): void {
  target.values.set(target.pattern.fixed);
  target.before.fill(0);
  slices.forEach((slice, s) => {
    addSlice(slice, s, target);
  });
  addDiagonals(form, point, target);
  factorSparse(target.sparse, target.values, target.pattern.signs, target.before);
}

/** Most rounds of refinement. */
const ROUNDS = 3;
/** Relative size of a residual that is rounding already. */
const ROUNDED = 1e-15;

/** Largest residual relative to what its entry was rounded from. */
function worstOf(residual: Float64Array, sizes: Float64Array): number {
  let worst = 0;
  for (let k = 0; k < residual.length; k++) {
    const size = sizes[k]!;
    if (size > 0) worst = Math.max(worst, Math.abs(residual[k]!) / size);
  }
  return worst;
}

/** x = K⁻¹·b, refined against K as it was before pivots were held. */
function solveRefined(factor: GlobalFactor, b: Float64Array): Float64Array {
  const { sparse, values, pattern } = factor;
  const residual = new Float64Array(b.length);
  const sizes = new Float64Array(b.length);
  let best = b.slice();
  solveSparse(sparse, best);
  residualSparse(pattern.lower, values, b, best, residual, sizes);
  let error = worstOf(residual, sizes);
  for (let round = 0; round < ROUNDS && error > ROUNDED; round++) {
    solveSparse(sparse, residual);
    const tried = best.map((value, k) => value + residual[k]!);
    residualSparse(pattern.lower, values, b, tried, residual, sizes);
    const left = worstOf(residual, sizes);
    if (!(left < error / 2)) break;
    best = tried;
    error = left;
  }
  return best;
}

/** Solves for Δy (in `b3`) and Δρ (in `b2`), in place. */
export function solveGlobal(
  form: ChainForm,
  factor: GlobalFactor,
  b3: Float64Array,
  b2: Float64Array,
): void {
  const { place, size } = factor.pattern;
  const designs = form.designs.length;
  const b = new Float64Array(size);
  for (let k = 0; k < size; k++) b[place[k]!] = k < designs ? b3[k]! : b2[k - designs]!;
  const x = solveRefined(factor, b);
  for (let k = 0; k < designs; k++) b3[k] = x[place[k]!]!;
  for (let i = 0; i < b2.length; i++) b2[i] = -x[place[designs + i]!]!;
}
