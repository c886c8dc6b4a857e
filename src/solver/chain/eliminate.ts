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
import { ringOf } from "./assemble.ts";
import type { SliceFactor } from "./assemble.ts";
import { placeOf } from "./kernels/kernels.ts";

/** Steps handled at a time: their numbers stay in the nearest cache. */
const STRETCH = 16;
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
function eliminateSteps(factor: SliceFactor, from: number, to: number, first: number): void {
  factor.kernels.eliminateSteps(
    ...ringOf(factor, from, to),
    first,
    placeOf(factor.before),
    LOST_PIVOT,
    PROXIMAL,
  );
}

/** Factors an assembled slice in place. */
export function eliminate(factor: SliceFactor): void {
  const { slice, plan, carried } = factor;
  const { rows, locals } = slice;
  const { wide } = plan;
  const gram = factor.products;
  const addGram = (start: number, end: number) => {
    factor.kernels.addGram(placeOf(carried), start * wide, end * wide, wide, placeOf(gram));
  };
  slice.rings.forEach(({ from, to }, ring) => {
    gram.fill(0);
    for (let start = from; start < to; start += STRETCH) {
      const end = Math.min(to, start + STRETCH);
      eliminateSteps(factor, start, end, from);
      if (start > from) addGram(start * rows, end * rows);
      else {
        // The store rows of the first step hold what passes through the closing.
        addGram(start * rows, start * rows + locals);
        addGram((start + 1) * rows, end * rows);
      }
    }
    closeRing(factor, ring, from, gram);
  });
}
