/**
 * Block-tridiagonal Cholesky of one slice, step by step and segment by segment, with the borders carried along.
 *
 *     M = L·Lᵀ     coupling  P_t = M_t,t−1·L_{t−1}⁻ᵀ     block  L_t·L_tᵀ = M_tt − P_t·P_tᵀ
 *     borders      X = L⁻¹·[E, B̂]    (E: the rows that close the ring)
 *     ring         S = D_E − XᵀX on E, factored;  gram = B̂ᵀ·M⁻¹·B̂ = XᵀX on B̂ + what passes through S
 *
 * Diagonals hold reciprocals. A pivot lost in rounding means a dependent row: it is held at a floor, which
 * damps its price and lets consistent rows pass. Every pivot gets a proximal term besides, centred on the
 * current prices: where rows leave their variables no room, prices would run away without it.
 */
import { ringOf } from "./assemble.ts";
import type { Closing, SliceFactor } from "./assemble.ts";
import { placeOf } from "./kernels/kernels.ts";
import type { Segment } from "./segments.ts";

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

/** Adds the products of a segment's columns to those of its ring's closing rows and borders, `size` in all. */
function addJoint(
  { products, plan }: SliceFactor,
  { holds }: Segment,
  size: number,
  joint: Float64Array,
): void {
  for (let i = 0; i < plan.wide; i++)
    for (let k = 0; k <= i; k++) {
      const a = holds[i]!;
      const b = holds[k]!;
      if (a < 0 || b < 0) continue;
      joint[Math.max(a, b) * size + Math.min(a, b)]! += products[i * plan.wide + k]!;
    }
}

/** Factors the closing rows of a ring and adds its share of B̂ᵀ·M⁻¹·B̂ to the slice's gram. */
function closeRing(
  { plan, gram }: SliceFactor,
  { matrix, through }: Closing,
  closings: number,
  joint: Float64Array,
): void {
  const { borders } = plan;
  const size = closings + borders;
  const before = new Float64Array(closings);
  for (let i = 0; i < closings; i++) {
    before[i] = matrix[i * closings + i]!;
    for (let k = 0; k <= i; k++) matrix[i * closings + k]! -= joint[i * size + k]!;
  }
  choleskyDense(matrix, 0, closings, before);
  for (let i = 0; i < closings; i++)
    for (let c = 0; c < borders; c++) {
      let sum = through[i * borders + c]! - joint[(closings + c) * size + i]!;
      for (let k = 0; k < i; k++) sum -= matrix[i * closings + k]! * through[k * borders + c]!;
      through[i * borders + c] = sum * matrix[i * closings + i]!;
    }
  for (let c = 0; c < borders; c++)
    for (let d = 0; d <= c; d++) {
      let sum = joint[(closings + c) * size + closings + d]!;
      for (let i = 0; i < closings; i++)
        sum += through[i * borders + c]! * through[i * borders + d]!;
      gram[c * borders + d]! += sum;
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
  plan.rings.forEach(({ segments, closings }, ring) => {
    const size = closings + plan.borders;
    const joint = new Float64Array(size * size);
    for (const segment of segments) {
      const { from, to } = segment;
      gram.fill(0);
      for (let start = from; start < to; start += STRETCH) {
        const end = Math.min(to, start + STRETCH);
        eliminateSteps(factor, start, end, from);
        if (start > from) addGram(start * rows, end * rows);
        else {
          // The store rows of the first step are closing rows.
          addGram(start * rows, start * rows + locals);
          addGram((start + 1) * rows, end * rows);
        }
      }
      addJoint(factor, segment, size, joint);
    }
    closeRing(factor, factor.closings[ring]!, closings, joint);
  });
}
