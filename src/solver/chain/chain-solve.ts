/**
 * Solves with a slice's factor in two halves, with the borders between them:
 *
 *     forward    u = L⁻¹·r along every ring and through its closing rows;  B̂ᵀ·M⁻¹·r = Xᵀ·u on the way
 *     backward   λ = L⁻ᵀ·(u − X·δ)  for changes δ of capacities and budgets
 *
 * Between the halves the store rows of a ring's first step hold the closing rows' part of u.
 */
import { ringOf } from "./assemble.ts";
import type { SliceFactor } from "./assemble.ts";
import { solveLower, solveUpper } from "./eliminate.ts";
import { placeOf } from "./kernels/kernels.ts";

/** In place: `u` holds r (steps × rows) and becomes L⁻¹·r. Gives B̂ᵀ·M⁻¹·r: capacities, then budgets. */
export function solveForward(factor: SliceFactor, u: Float64Array): Float64Array {
  const { kernels, slice, plan, closing, carried, sums } = factor;
  const { rows, states, locals } = slice;
  const { borders, wide } = plan;
  const through = new Float64Array(borders);
  const e = new Float64Array(states);
  slice.rings.forEach(({ from, to }, ring) => {
    const first = from * rows + locals;
    for (let i = 0; i < states; i++) {
      e[i] = u[first + i]!;
      u[first + i] = 0;
    }
    sums.fill(0);
    kernels.forwardRing(...ringOf(factor, from, to), placeOf(u), placeOf(sums));
    for (let i = 0; i < states; i++) e[i]! -= sums[i]!;
    solveLower(closing, ring * states * states, states, e);
    for (let c = 0; c < borders; c++) through[c]! += sums[states + c]!;
    for (let i = 0; i < states; i++) {
      u[first + i] = e[i]!;
      const row = (first + i) * wide + states;
      for (let c = 0; c < borders; c++) through[c]! += carried[row + c]! * e[i]!;
    }
  });
  return through;
}

/** In place: `u` holds L⁻¹·r and becomes M⁻¹·(r − B̂·change). */
export function solveBackward(factor: SliceFactor, u: Float64Array, change: Float64Array): void {
  const { kernels, slice, plan, closing, carried, delta } = factor;
  const { rows, states, locals } = slice;
  const { borders, wide } = plan;
  const e = new Float64Array(states);
  delta.set(change, states);
  slice.rings.forEach(({ from, to }, ring) => {
    const first = from * rows + locals;
    for (let i = 0; i < states; i++) {
      const row = (first + i) * wide + states;
      let sum = u[first + i]!;
      for (let c = 0; c < borders; c++) sum -= carried[row + c]! * change[c]!;
      e[i] = sum;
    }
    solveUpper(closing, ring * states * states, states, e);
    delta.set(e);
    kernels.backwardRing(...ringOf(factor, from, to), placeOf(u), placeOf(delta));
    for (let i = 0; i < states; i++) u[first + i] = e[i]!;
  });
}
