/**
 * Block-tridiagonal Cholesky of one slice, step by step, with the borders carried along.
 *
 *     M = L·Lᵀ     coupling  P_t = M_t,t−1·L_{t−1}⁻ᵀ     block  L_t·L_tᵀ = M_tt − P_t·P_tᵀ
 *     borders      X = L⁻¹·[E, B̂]    (E: the store rows that close the ring)
 *     ring         S = D_E − XᵀX on E, factored;  gram = B̂ᵀ·M⁻¹·B̂ = XᵀX on B̂ + what passes through S
 *
 * Diagonals hold reciprocals. A pivot lost in rounding means a dependent row: it is held at a floor, which
 * damps its price and lets consistent rows pass.
 */
import type { SliceFactor } from "./assemble.ts";

/** Relative size below which a pivot counts as lost. */
const LOST_PIVOT = 1e-12;
/** Pivot of a row that has no variable at all (only sizes): a stiff proximal term. */
const EMPTY_PIVOT = 1e-8;

function reciprocalRoot(pivot: number, before: number): number {
  if (before <= 0) return 1 / Math.sqrt(EMPTY_PIVOT);
  return 1 / Math.sqrt(Math.max(pivot, LOST_PIVOT * before));
}

/**
 * Cholesky in place of a dense matrix (row-major, lower triangle), reciprocal diagonal. `before` is the
 * size of each diagonal before anything was taken from it: what rounding is measured against.
 */
export function choleskyDense(
  matrix: Float64Array,
  start: number,
  size: number,
  before: Float64Array,
): void {
  for (let i = 0; i < size; i++) {
    const rowI = start + i * size;
    for (let k = 0; k <= i; k++) {
      const rowK = start + k * size;
      let sum = matrix[rowI + k]!;
      for (let m = 0; m < k; m++) sum -= matrix[rowI + m]! * matrix[rowK + m]!;
      matrix[rowI + k] = k < i ? sum * matrix[rowK + k]! : reciprocalRoot(sum, before[i]!);
    }
  }
}

/** Solves L·Lᵀ·x = x in place for a factor of `choleskyDense`. */
export function solveDense(
  matrix: Float64Array,
  start: number,
  size: number,
  x: Float64Array,
  at: number,
): void {
  for (let i = 0; i < size; i++) {
    let sum = x[at + i]!;
    for (let k = 0; k < i; k++) sum -= matrix[start + i * size + k]! * x[at + k]!;
    x[at + i] = sum * matrix[start + i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[at + i]!;
    for (let k = i + 1; k < size; k++) sum -= matrix[start + k * size + i]! * x[at + k]!;
    x[at + i] = sum * matrix[start + i * size + i]!;
  }
}

/** P_t in place, and M_tt −= P_t·P_tᵀ; `before` holds the diagonal as it was. */
function couple(factor: SliceFactor, step: number, width: number): void {
  const { block, coupling, slice } = factor;
  const { rows, states, locals, coupled } = slice;
  const stride = (rows * (rows + 1)) / 2;
  const previous = (step - 1) * stride;
  const start = step * states * width;
  for (let i = 0; i < states; i++) {
    const row = start + i * width;
    for (let j = 0; j < width; j++) {
      const line = previous + ((coupled + j) * (coupled + j + 1)) / 2 + coupled;
      let sum = coupling[row + j]!;
      for (let k = 0; k < j; k++) sum -= coupling[row + k]! * block[line + k]!;
      coupling[row + j] = sum * block[line + j]!;
    }
    const target = step * stride + ((locals + i) * (locals + i + 1)) / 2 + locals;
    for (let k = 0; k <= i; k++) {
      let sum = 0;
      const other = start + k * width;
      for (let j = 0; j < width; j++) sum += coupling[row + j]! * coupling[other + j]!;
      block[target + k]! -= sum;
    }
  }
}

/** Cholesky in place of the packed block at `start`; `before` is its diagonal without coupling. */
function factorBlock(block: Float64Array, start: number, rows: number, before: Float64Array): void {
  for (let i = 0; i < rows; i++) {
    const lineI = start + (i * (i + 1)) / 2;
    for (let k = 0; k < i; k++) {
      const lineK = start + (k * (k + 1)) / 2;
      let sum = block[lineI + k]!;
      for (let m = 0; m < k; m++) sum -= block[lineI + m]! * block[lineK + m]!;
      block[lineI + k] = sum * block[lineK + k]!;
    }
    let pivot = block[lineI + i]!;
    for (let m = 0; m < i; m++) pivot -= block[lineI + m]! * block[lineI + m]!;
    block[lineI + i] = reciprocalRoot(pivot, before[i]!);
  }
}

/** X_t = L_t⁻¹·(borders_t − P_t·X_{t−1}) for all border columns, and gram += X_tᵀ·X_t. */
function carryBorders(
  factor: SliceFactor,
  step: number,
  first: boolean,
  wide: number,
  now: Float64Array,
  previous: Float64Array,
  gram: Float64Array,
): void {
  const { block, coupling, border, closure, slice, plan } = factor;
  const { rows, states, locals, coupled } = slice;
  const width = rows - coupled;
  const live = first ? locals : rows;
  now.fill(0);
  for (let i = 0; i < live; i++)
    for (let c = 0; c < states; c++) now[i * wide + c] = closure[(step * rows + i) * states + c]!;
  const slots = plan.borderRow.length;
  for (let slot = 0; slot < slots; slot++) {
    const row = plan.borderRow[slot]!;
    if (row < live)
      now[row * wide + states + plan.borderColumn[slot]!] = border[step * slots + slot]!;
  }
  if (!first)
    for (let i = 0; i < states; i++)
      for (let k = 0; k < width; k++) {
        const factorIK = coupling[(step * states + i) * width + k]!;
        if (factorIK === 0) continue;
        const target = (locals + i) * wide;
        const source = (coupled + k) * wide;
        for (let c = 0; c < wide; c++) now[target + c]! -= factorIK * previous[source + c]!;
      }
  const start = step * ((rows * (rows + 1)) / 2);
  for (let i = 0; i < live; i++) {
    const line = start + (i * (i + 1)) / 2;
    const target = i * wide;
    for (let k = 0; k < i; k++) {
      const factorIK = block[line + k]!;
      if (factorIK === 0) continue;
      const source = k * wide;
      for (let c = 0; c < wide; c++) now[target + c]! -= factorIK * now[source + c]!;
    }
    const reciprocal = block[line + i]!;
    for (let c = 0; c < wide; c++) {
      const value = now[target + c]! * reciprocal;
      now[target + c] = value;
      if (value === 0) continue;
      const row = c * wide;
      for (let d = 0; d <= c; d++) gram[row + d]! += value * now[target + d]!;
    }
  }
  for (let i = 0; i < live; i++)
    for (let c = 0; c < states; c++) closure[(step * rows + i) * states + c] = now[i * wide + c]!;
}

/** Factors the closing rows of a ring and adds its share of B̂ᵀ·M⁻¹·B̂ to the slice's gram. */
function closeRing(
  factor: SliceFactor,
  ring: number,
  from: number,
  gram: Float64Array,
  wide: number,
): void {
  const { slice, plan, closing, border } = factor;
  const { states, locals } = slice;
  const { borders } = plan;
  const base = ring * states * states;
  const before = new Float64Array(states);
  for (let i = 0; i < states; i++) {
    before[i] = closing[base + i * states + i]!;
    for (let k = 0; k <= i; k++) closing[base + i * states + k]! -= gram[i * wide + k]!;
  }
  choleskyDense(closing, base, states, before);
  const through = new Float64Array(states * borders);
  const slots = plan.borderRow.length;
  for (let slot = 0; slot < slots; slot++) {
    const row = plan.borderRow[slot]! - locals;
    if (row >= 0) through[row * borders + plan.borderColumn[slot]!] = border[from * slots + slot]!;
  }
  for (let i = 0; i < states; i++)
    for (let c = 0; c < borders; c++) {
      let sum = through[i * borders + c]! - gram[(states + c) * wide + i]!;
      for (let k = 0; k < i; k++)
        sum -= closing[base + i * states + k]! * through[k * borders + c]!;
      through[i * borders + c] = sum * closing[base + i * states + i]!;
    }
  for (let c = 0; c < borders; c++)
    for (let d = 0; d <= c; d++) {
      let sum = gram[(states + c) * wide + states + d]!;
      for (let i = 0; i < states; i++) sum += through[i * borders + c]! * through[i * borders + d]!;
      factor.gram[c * borders + d]! += sum;
    }
}

/** Factors an assembled slice in place. */
export function eliminate(factor: SliceFactor): void {
  const { slice, block, plan } = factor;
  const { rows, states } = slice;
  const wide = states + plan.borders;
  const width = rows - slice.coupled;
  const stride = (rows * (rows + 1)) / 2;
  let now = new Float64Array(rows * wide);
  let previous = new Float64Array(rows * wide);
  const gram = new Float64Array(wide * wide);
  const before = new Float64Array(rows);
  slice.rings.forEach(({ from, to }, ring) => {
    gram.fill(0);
    for (let t = from; t < to; t++) {
      for (let i = 0; i < rows; i++) before[i] = block[t * stride + (i * (i + 3)) / 2]!;
      if (t > from) couple(factor, t, width);
      factorBlock(block, t * stride, rows, before);
      carryBorders(factor, t, t === from, wide, now, previous, gram);
      const swap = now;
      now = previous;
      previous = swap;
    }
    closeRing(factor, ring, from, gram, wide);
  });
}
