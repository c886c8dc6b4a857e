/**
 * The small dense system over sizes and links, once every slice has been eliminated.
 *
 *     P·Δy − Nᵀ·Δρ = b₃        P = z_y/y + v_y/w_y + Kᵀ·(corner + gram)·K      a sum of positive terms
 *     N·Δy + E·Δρ = b₂        N = links + (corner − gram)·K,   E = corner − gram + s/z of slacks
 *
 * P is factored first, then E + N·P⁻¹·Nᵀ.
 */
import { FREE_THETA } from "./assemble.ts";
import type { SliceFactor } from "./assemble.ts";
import { choleskyDense, solveLower, solveUpper } from "./eliminate.ts";
import type { ChainForm } from "./form.ts";
import type { GlobalVectors } from "./state.ts";

/** Factors of P and of the Schur complement on the links, and N. */
export interface GlobalFactor {
  readonly sizes: Float64Array;
  readonly links: Float64Array;
  /** links × designs. */
  readonly design: Float64Array;
}

export function makeGlobalFactor(form: ChainForm): GlobalFactor {
  const k = form.designs.length;
  const m = form.linkRhs.length;
  return {
    sizes: new Float64Array(k * k),
    links: new Float64Array(m * m),
    design: new Float64Array(m * k),
  };
}

/** Adds what one slice's elimination left on its capacities and budgets. */
function addSlice(form: ChainForm, factor: SliceFactor, target: GlobalFactor): void {
  const { slice, plan, corner, gram } = factor;
  const designs = form.designs.length;
  const links = form.linkRhs.length;
  const { borders } = plan;
  const { capacities, budgets } = slice;
  capacities.forEach((terms, i) => {
    for (let j = 0; j <= i; j++) {
      const value = corner[i * borders + j]! + gram[i * borders + j]!;
      if (value === 0) continue;
      for (const a of terms)
        for (const b of capacities[j]!) {
          target.sizes[a.design * designs + b.design]! += value * a.coefficient * b.coefficient;
          if (i !== j)
            target.sizes[b.design * designs + a.design]! += value * a.coefficient * b.coefficient;
        }
    }
  });
  budgets.forEach((link, f) => {
    const row = (capacities.length + f) * borders;
    capacities.forEach((terms, i) => {
      const value = corner[row + i]! - gram[row + i]!;
      for (const term of terms)
        target.design[link * designs + term.design]! += value * term.coefficient;
    });
    for (let other = 0; other <= f; other++) {
      const place = row + capacities.length + other;
      const value = corner[place]! - gram[place]!;
      target.links[link * links + budgets[other]!]! += value;
      if (other !== f) target.links[budgets[other]! * links + link]! += value;
    }
  });
}

/** Diagonal of sizes and slacks at the current point. */
function addDiagonals(form: ChainForm, point: GlobalVectors, target: GlobalFactor): void {
  const designs = form.designs.length;
  const links = form.linkRhs.length;
  for (let k = 0; k < designs; k++) {
    let value = 0;
    if (form.lower[k]! > -Infinity) value += point.zl[k]! / point.yl[k]!;
    if (form.upper[k]! < Infinity) value += point.zu[k]! / point.yu[k]!;
    target.sizes[k * designs + k]! += value > 0 ? value : FREE_THETA;
  }
  for (let i = 0; i < links; i++)
    if (form.linkSlack[i] !== 0) target.links[i * links + i]! += point.s[i]! / point.zs[i]!;
}

function diagonalOf(matrix: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => matrix[i * (size + 1)]!);
}

/** Diagonal of the links before the elimination of hours was taken from it. */
function linkSizes(
  form: ChainForm,
  slices: readonly SliceFactor[],
  target: GlobalFactor,
): Float64Array {
  const sizes = diagonalOf(target.links, form.linkRhs.length);
  for (const { slice, plan, gram } of slices)
    slice.budgets.forEach((link, f) => {
      sizes[link]! += gram[(slice.capacities.length + f) * (plan.borders + 1)]!;
    });
  return sizes;
}

/** Builds and factors the global system from factored slices. */
export function factorGlobal(
  form: ChainForm,
  slices: readonly SliceFactor[],
  point: GlobalVectors,
  target: GlobalFactor,
): void {
  const designs = form.designs.length;
  const links = form.linkRhs.length;
  target.sizes.fill(0);
  target.links.fill(0);
  target.design.set(form.linkDesign);
  for (const slice of slices) addSlice(form, slice, target);
  addDiagonals(form, point, target);
  choleskyDense(target.sizes, 0, designs, diagonalOf(target.sizes, designs));
  const solved = new Float64Array(links * designs);
  for (let i = 0; i < links; i++)
    for (let k = 0; k < designs; k++) {
      let sum = target.design[i * designs + k]!;
      for (let m = 0; m < k; m++) sum -= target.sizes[k * designs + m]! * solved[i * designs + m]!;
      solved[i * designs + k] = sum * target.sizes[k * designs + k]!;
    }
  for (let i = 0; i < links; i++)
    for (let j = 0; j < links; j++) {
      let sum = 0;
      for (let k = 0; k < designs; k++) sum += solved[i * designs + k]! * solved[j * designs + k]!;
      target.links[i * links + j]! += sum;
    }
  choleskyDense(target.links, 0, links, linkSizes(form, slices, target));
}

/** Solves for Δy (in `b3`) and Δρ (in `b2`), in place. */
export function solveGlobal(
  form: ChainForm,
  factor: GlobalFactor,
  b3: Float64Array,
  b2: Float64Array,
): void {
  const designs = form.designs.length;
  const links = form.linkRhs.length;
  const first = b3.slice();
  solveLower(factor.sizes, 0, designs, first);
  solveUpper(factor.sizes, 0, designs, first);
  for (let i = 0; i < links; i++)
    for (let k = 0; k < designs; k++) b2[i]! -= factor.design[i * designs + k]! * first[k]!;
  solveLower(factor.links, 0, links, b2);
  solveUpper(factor.links, 0, links, b2);
  for (let i = 0; i < links; i++)
    for (let k = 0; k < designs; k++) b3[k]! += factor.design[i * designs + k]! * b2[i]!;
  solveLower(factor.sizes, 0, designs, b3);
  solveUpper(factor.sizes, 0, designs, b3);
}
