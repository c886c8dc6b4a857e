/**
 * Solves M·λ = r over one slice with its factor: forward along every ring, through the rows that close
 * it, and back. Border products B̂·δ and B̂ᵀ·λ are here too.
 */
import type { SliceFactor } from "./assemble.ts";
import { solveDense } from "./eliminate.ts";

/** Forward over steps from … to; e −= Xᵀ·u gathers what the closing rows see. */
function forward(
  factor: SliceFactor,
  from: number,
  to: number,
  u: Float64Array,
  e: Float64Array,
): void {
  const { block, coupling, closure, slice } = factor;
  const { rows, states, locals, coupled } = slice;
  const width = rows - coupled;
  const stride = (rows * (rows + 1)) / 2;
  for (let t = from; t < to; t++) {
    const base = t * rows;
    if (t > from)
      for (let i = 0; i < states; i++) {
        const row = (t * states + i) * width;
        let sum = u[base + locals + i]!;
        for (let k = 0; k < width; k++) sum -= coupling[row + k]! * u[base - rows + coupled + k]!;
        u[base + locals + i] = sum;
      }
    let line = t * stride;
    for (let i = 0; i < rows; i++) {
      let sum = u[base + i]!;
      for (let k = 0; k < i; k++) sum -= block[line + k]! * u[base + k]!;
      const value = sum * block[line + i]!;
      u[base + i] = value;
      line += i + 1;
      for (let c = 0; c < states; c++) e[c]! -= closure[(base + i) * states + c]! * value;
    }
  }
}

function backward(
  factor: SliceFactor,
  from: number,
  to: number,
  u: Float64Array,
  e: Float64Array,
): void {
  const { block, coupling, closure, slice } = factor;
  const { rows, states, locals, coupled } = slice;
  const width = rows - coupled;
  const stride = (rows * (rows + 1)) / 2;
  for (let t = to - 1; t >= from; t--) {
    const base = t * rows;
    for (let i = 0; i < rows; i++) {
      let sum = u[base + i]!;
      for (let c = 0; c < states; c++) sum -= closure[(base + i) * states + c]! * e[c]!;
      u[base + i] = sum;
    }
    if (t + 1 < to)
      for (let i = 0; i < states; i++) {
        const row = ((t + 1) * states + i) * width;
        const value = u[base + rows + locals + i]!;
        for (let k = 0; k < width; k++) u[base + coupled + k]! -= coupling[row + k]! * value;
      }
    let line = (t + 1) * stride;
    for (let i = rows - 1; i >= 0; i--) {
      line -= i + 1;
      const value = u[base + i]! * block[line + i]!;
      u[base + i] = value;
      for (let k = 0; k < i; k++) u[base + k]! -= block[line + k]! * value;
    }
  }
}

/** In place: `u` holds r (steps × rows) and becomes M⁻¹·r. */
export function solveChain(factor: SliceFactor, u: Float64Array): void {
  const { slice, closing } = factor;
  const { rows, states, locals } = slice;
  const e = new Float64Array(states);
  slice.rings.forEach(({ from, to }, ring) => {
    for (let i = 0; i < states; i++) {
      e[i] = u[from * rows + locals + i]!;
      u[from * rows + locals + i] = 0;
    }
    forward(factor, from, to, u, e);
    solveDense(closing, ring * states * states, states, e, 0);
    backward(factor, from, to, u, e);
    for (let i = 0; i < states; i++) u[from * rows + locals + i] = e[i]!;
  });
}

/** rows −= B̂·delta. */
export function subtractBorder(factor: SliceFactor, delta: Float64Array, rows: Float64Array): void {
  const { border, plan, slice } = factor;
  const { borderRow, borderColumn } = plan;
  const slots = borderRow.length;
  let place = 0;
  for (let t = 0; t < slice.steps; t++) {
    const base = t * slice.rows;
    for (let slot = 0; slot < slots; slot++)
      rows[base + borderRow[slot]!]! -= border[place++]! * delta[borderColumn[slot]!]!;
  }
}

/** B̂ᵀ·rows. */
export function borderTransposed(factor: SliceFactor, rows: Float64Array): Float64Array {
  const { border, plan, slice } = factor;
  const { borderRow, borderColumn } = plan;
  const slots = borderRow.length;
  const sums = new Float64Array(plan.borders);
  let place = 0;
  for (let t = 0; t < slice.steps; t++) {
    const base = t * slice.rows;
    for (let slot = 0; slot < slots; slot++)
      sums[borderColumn[slot]!]! += border[place++]! * rows[base + borderRow[slot]!]!;
  }
  return sums;
}
