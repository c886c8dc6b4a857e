/**
 * Block-tridiagonal Cholesky of one slice, step by step, with the borders carried along.
 *
 *     M = L·Lᵀ     coupling  P_t = M_t,t−1·L_{t−1}⁻ᵀ     block  L_t·L_tᵀ = M_tt − P_t·P_tᵀ
 *     borders      X = L⁻¹·[E, B̂]    (E: the store rows that close the ring)
 *     ring         S = D_E − XᵀX on E, factored;  gram = B̂ᵀ·M⁻¹·B̂ = XᵀX on B̂ + what passes through S
 *
 * Diagonals hold reciprocals. A pivot lost in rounding means a dependent row: it is held at a floor, which
 * damps its price and lets consistent rows pass. Every pivot gets a proximal term besides, centred on the
 * current prices: where rows leave their variables no room, prices would run away without it.
 */
import type { SliceFactor } from "./assemble.ts";
import { addGram, STRETCH } from "./carried.ts";

/** Relative size below which a pivot counts as lost. */
export const LOST_PIVOT = 1e-12;
/** Proximal term on the price of every hour row. */
export const PROXIMAL = 1e-8;

function reciprocalRoot(pivot: number, before: number): number {
  return 1 / Math.sqrt(Math.max(pivot, LOST_PIVOT * before) + PROXIMAL);
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

/** x = L⁻¹·x in place, for a factor of `choleskyDense`. */
export function solveLower(
  matrix: Float64Array,
  start: number,
  size: number,
  x: Float64Array,
): void {
  for (let i = 0; i < size; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= matrix[start + i * size + k]! * x[k]!;
    x[i] = sum * matrix[start + i * size + i]!;
  }
}

/** x = L⁻ᵀ·x in place, for a factor of `choleskyDense`. */
export function solveUpper(
  matrix: Float64Array,
  start: number,
  size: number,
  x: Float64Array,
): void {
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < size; k++) sum -= matrix[start + k * size + i]! * x[k]!;
    x[i] = sum * matrix[start + i * size + i]!;
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

/** X_t = L_t⁻¹·(borders_t − P_t·X_{t−1}) in place for all carried columns, two at a time. */
function carryBorders(factor: SliceFactor, step: number, first: boolean): void {
  const { block, coupling, carried, slice, plan } = factor;
  const { rows, states, locals, coupled } = slice;
  const { wide } = plan;
  const width = rows - coupled;
  const live = first ? locals : rows;
  const base = step * rows * wide;
  let line = (step * rows * (rows + 1)) / 2;
  for (let i = 0; i < live; i++) {
    const target = base + i * wide;
    const passed = first || i < locals ? 0 : width;
    const row = (step * states + i - locals) * width;
    const reciprocal = block[line + i]!;
    for (let c = 0; c < wide; c += 2) {
      let a = carried[target + c]!;
      let b = carried[target + c + 1]!;
      let source = base - width * wide + c;
      for (let k = 0; k < passed; k++) {
        const part = coupling[row + k]!;
        a -= part * carried[source]!;
        b -= part * carried[source + 1]!;
        source += wide;
      }
      source = base + c;
      for (let k = 0; k < i; k++) {
        const part = block[line + k]!;
        a -= part * carried[source]!;
        b -= part * carried[source + 1]!;
        source += wide;
      }
      carried[target + c] = a * reciprocal;
      carried[target + c + 1] = b * reciprocal;
    }
    line += i + 1;
  }
}

/** Factors the closing rows of a ring and adds its share of B̂ᵀ·M⁻¹·B̂ to the slice's gram. */
function closeRing(factor: SliceFactor, ring: number, from: number, gram: Float64Array): void {
  const { slice, plan, closing, carried } = factor;
  const { rows, states, locals } = slice;
  const { borders, wide } = plan;
  const base = ring * states * states;
  const before = new Float64Array(states);
  for (let i = 0; i < states; i++) {
    before[i] = closing[base + i * states + i]!;
    for (let k = 0; k <= i; k++) closing[base + i * states + k]! -= gram[i * wide + k]!;
  }
  choleskyDense(closing, base, states, before);
  const through = (from * rows + locals) * wide + states;
  for (let i = 0; i < states; i++)
    for (let c = 0; c < borders; c++) {
      let sum = carried[through + i * wide + c]! - gram[(states + c) * wide + i]!;
      for (let k = 0; k < i; k++)
        sum -= closing[base + i * states + k]! * carried[through + k * wide + c]!;
      carried[through + i * wide + c] = sum * closing[base + i * states + i]!;
    }
  for (let c = 0; c < borders; c++)
    for (let d = 0; d <= c; d++) {
      let sum = gram[(states + c) * wide + states + d]!;
      for (let i = 0; i < states; i++)
        sum += carried[through + i * wide + c]! * carried[through + i * wide + d]!;
      factor.gram[c * borders + d]! += sum;
    }
}

/** Factors the steps from … to and carries the borders through them; `first` is the ring's first step. */
function eliminateSteps(
  factor: SliceFactor,
  from: number,
  to: number,
  first: number,
  before: Float64Array,
): void {
  const { block } = factor;
  const { rows, coupled } = factor.slice;
  const stride = (rows * (rows + 1)) / 2;
  for (let t = from; t < to; t++) {
    for (let i = 0; i < rows; i++) before[i] = block[t * stride + (i * (i + 3)) / 2]!;
    if (t > first) couple(factor, t, rows - coupled);
    factorBlock(block, t * stride, rows, before);
    carryBorders(factor, t, t === first);
  }
}

/** Factors an assembled slice in place. */
export function eliminate(factor: SliceFactor): void {
  const { slice, plan, carried } = factor;
  const { rows, locals } = slice;
  const { wide } = plan;
  const gram = new Float64Array(wide * wide);
  const before = new Float64Array(rows);
  slice.rings.forEach(({ from, to }, ring) => {
    gram.fill(0);
    for (let start = from; start < to; start += STRETCH) {
      const end = Math.min(to, start + STRETCH);
      eliminateSteps(factor, start, end, from, before);
      if (start > from) addGram(carried, start * rows * wide, end * rows * wide, wide, gram);
      else {
        // The store rows of the first step hold what passes through the closing.
        addGram(carried, start * rows * wide, (start * rows + locals) * wide, wide, gram);
        addGram(carried, (start + 1) * rows * wide, end * rows * wide, wide, gram);
      }
    }
    closeRing(factor, ring, from, gram);
  });
}
