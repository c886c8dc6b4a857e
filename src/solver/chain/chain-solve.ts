/**
 * Solves with a slice's factor in two halves, with the borders between them:
 *
 *     forward    u = L⁻¹·r along every ring and through its closing rows;  B̂ᵀ·M⁻¹·r = Xᵀ·u on the way
 *     backward   λ = L⁻ᵀ·(u − X·δ)  for changes δ of capacities and budgets
 *
 * Between the halves the store rows of a ring's first step hold the closing rows' part of u.
 */
import type { SliceFactor } from "./assemble.ts";
import { addSums, STRETCH, subtractChange } from "./carried.ts";
import { solveLower, solveUpper } from "./eliminate.ts";

/** u = L⁻¹·u over steps from … to of the ring that begins at `first`. */
function substituteForward(
  factor: SliceFactor,
  from: number,
  to: number,
  first: number,
  u: Float64Array,
): void {
  const { block, coupling, slice } = factor;
  const { rows, states, locals, coupled } = slice;
  const width = rows - coupled;
  let line = (from * rows * (rows + 1)) / 2;
  for (let t = from; t < to; t++) {
    const base = t * rows;
    if (t > first)
      for (let i = 0; i < states; i++) {
        const row = (t * states + i) * width;
        let sum = u[base + locals + i]!;
        for (let k = 0; k < width; k++) sum -= coupling[row + k]! * u[base - width + k]!;
        u[base + locals + i] = sum;
      }
    for (let i = 0; i < rows; i++) {
      let sum = u[base + i]!;
      for (let k = 0; k < i; k++) sum -= block[line + k]! * u[base + k]!;
      u[base + i] = sum * block[line + i]!;
      line += i + 1;
    }
  }
}

/** u = L⁻ᵀ·u over steps to … from of the ring that ends before `end`. */
function substituteBackward(
  factor: SliceFactor,
  from: number,
  to: number,
  end: number,
  u: Float64Array,
): void {
  const { block, coupling, slice } = factor;
  const { rows, states, locals, coupled } = slice;
  const width = rows - coupled;
  let line = (to * rows * (rows + 1)) / 2;
  for (let t = to - 1; t >= from; t--) {
    const base = t * rows;
    if (t + 1 < end)
      for (let i = 0; i < states; i++) {
        const row = ((t + 1) * states + i) * width;
        const value = u[base + rows + locals + i]!;
        for (let k = 0; k < width; k++) u[base + coupled + k]! -= coupling[row + k]! * value;
      }
    for (let i = rows - 1; i >= 0; i--) {
      line -= i + 1;
      const value = u[base + i]! * block[line + i]!;
      u[base + i] = value;
      for (let k = 0; k < i; k++) u[base + k]! -= block[line + k]! * value;
    }
  }
}

/** Forward over a ring; `sums` gathers Xᵀ·u over all carried columns. */
function forwardRing(
  factor: SliceFactor,
  from: number,
  to: number,
  u: Float64Array,
  sums: Float64Array,
): void {
  const { rows } = factor.slice;
  for (let start = from; start < to; start += STRETCH) {
    const end = Math.min(to, start + STRETCH);
    substituteForward(factor, start, end, from, u);
    addSums(factor.carried, start * rows, end * rows, factor.plan.wide, u, sums);
  }
}

/** Backward over a ring; `delta` holds the closing rows, then δ. */
function backwardRing(
  factor: SliceFactor,
  from: number,
  to: number,
  u: Float64Array,
  delta: Float64Array,
): void {
  const { rows } = factor.slice;
  for (let end = to; end > from; end -= STRETCH) {
    const start = Math.max(from, end - STRETCH);
    subtractChange(factor.carried, start * rows, end * rows, factor.plan.wide, delta, u);
    substituteBackward(factor, start, end, to, u);
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
