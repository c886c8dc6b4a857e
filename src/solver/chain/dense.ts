/**
 * Cholesky of small dense matrices, and the rule for pivots that all of the elimination follows: a pivot lost in
 * rounding means a dependent row and is held at a floor, and every pivot gets a proximal term besides.
 */

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
export function choleskyDense(matrix: Float64Array, size: number, before: Float64Array): void {
  for (let i = 0; i < size; i++) {
    const rowI = i * size;
    for (let k = 0; k <= i; k++) {
      const rowK = k * size;
      let sum = matrix[rowI + k]!;
      for (let m = 0; m < k; m++) sum -= matrix[rowI + m]! * matrix[rowK + m]!;
      matrix[rowI + k] = k < i ? sum * matrix[rowK + k]! : reciprocalRoot(sum, before[i]!);
    }
  }
}

/** x = L⁻¹·x in place, for a factor of `choleskyDense`. */
export function solveLower(matrix: Float64Array, size: number, x: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= matrix[i * size + k]! * x[k]!;
    x[i] = sum * matrix[i * size + i]!;
  }
}

/** x = L⁻ᵀ·x in place, for a factor of `choleskyDense`. */
export function solveUpper(matrix: Float64Array, size: number, x: Float64Array): void {
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < size; k++) sum -= matrix[k * size + i]! * x[k]!;
    x[i] = sum * matrix[i * size + i]!;
  }
}
