/**
 * Solves with a slice's factor in two halves, with the borders between them:
 *
 *     forward    u = L⁻¹·r along every ring and through its closing rows;  B̂ᵀ·M⁻¹·r = Xᵀ·u on the way
 *     backward   λ = L⁻ᵀ·(u − X·δ)  for changes δ of capacities and budgets
 *
 * Between the halves the store rows of a ring's first step hold the closing rows' part of u.
 */
import type { SliceFactor } from "./assemble.ts";
import { solveLower, solveUpper } from "./eliminate.ts";

/** Forward over steps from … to; `sums` gathers Xᵀ·u over all carried columns. */
function forwardRing(
  factor: SliceFactor,
  from: number,
  to: number,
  u: Float64Array,
  sums: Float64Array,
): void {
  const { block, coupling, carried, slice, plan } = factor;
  const { rows, states, locals, coupled } = slice;
  const { wide } = plan;
  const width = rows - coupled;
  let line = (from * rows * (rows + 1)) / 2;
  for (let t = from; t < to; t++) {
    const base = t * rows;
    if (t > from)
      for (let i = 0; i < states; i++) {
        const row = (t * states + i) * width;
        let sum = u[base + locals + i]!;
        for (let k = 0; k < width; k++) sum -= coupling[row + k]! * u[base - width + k]!;
        u[base + locals + i] = sum;
      }
    for (let i = 0; i < rows; i++) {
      let sum = u[base + i]!;
      for (let k = 0; k < i; k++) sum -= block[line + k]! * u[base + k]!;
      const value = sum * block[line + i]!;
      u[base + i] = value;
      line += i + 1;
      const row = (base + i) * wide;
      for (let c = 0; c < wide; c++) sums[c]! += carried[row + c]! * value;
    }
  }
}

/** Backward over steps to … from; `delta` holds the closing rows, then δ. */
function backwardRing(
  factor: SliceFactor,
  from: number,
  to: number,
  u: Float64Array,
  delta: Float64Array,
): void {
  const { block, coupling, carried, slice, plan } = factor;
  const { rows, states, locals, coupled } = slice;
  const { wide } = plan;
  const width = rows - coupled;
  for (let t = to - 1; t >= from; t--) {
    const base = t * rows;
    for (let i = 0; i < rows; i++) {
      const row = (base + i) * wide;
      let sum = u[base + i]!;
      for (let c = 0; c < wide; c++) sum -= carried[row + c]! * delta[c]!;
      u[base + i] = sum;
    }
    if (t + 1 < to)
      for (let i = 0; i < states; i++) {
        const row = ((t + 1) * states + i) * width;
        const value = u[base + rows + locals + i]!;
        for (let k = 0; k < width; k++) u[base + coupled + k]! -= coupling[row + k]! * value;
      }
    let line = ((t + 1) * rows * (rows + 1)) / 2;
    for (let i = rows - 1; i >= 0; i--) {
      line -= i + 1;
      const value = u[base + i]! * block[line + i]!;
      u[base + i] = value;
      for (let k = 0; k < i; k++) u[base + k]! -= block[line + k]! * value;
    }
  }
}

/** In place: `u` holds r (steps × rows) and becomes L⁻¹·r. Gives B̂ᵀ·M⁻¹·r: capacities, then budgets. */
export function solveForward(factor: SliceFactor, u: Float64Array): Float64Array {
  const { slice, plan, closing, carried } = factor;
  const { rows, states, locals } = slice;
  const { borders, wide } = plan;
  const through = new Float64Array(borders);
  const sums = new Float64Array(wide);
  const e = new Float64Array(states);
  slice.rings.forEach(({ from, to }, ring) => {
    const first = from * rows + locals;
    for (let i = 0; i < states; i++) {
      e[i] = u[first + i]!;
      u[first + i] = 0;
    }
    sums.fill(0);
    forwardRing(factor, from, to, u, sums);
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
  const { slice, plan, closing, carried } = factor;
  const { rows, states, locals } = slice;
  const { borders, wide } = plan;
  const delta = new Float64Array(wide);
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
    backwardRing(factor, from, to, u, delta);
    for (let i = 0; i < states; i++) u[first + i] = e[i]!;
  });
}
