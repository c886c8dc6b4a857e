/**
 * Sparse L·D·Lᵀ of a symmetric quasi-definite matrix, rows already in pivot order.
 *
 *     A = L·D·Lᵀ     row k:  L₁…ₖ₋₁·(D·ℓₖ) = A₁…ₖ₋₁,ₖ     dₖ = Aₖₖ − Σⱼ ℓₖⱼ²·dⱼ
 *
 * Any order of pivots exists for such a matrix (Vanderbei 1995); each has the sign its row is given. A
 * pivot lost in rounding is held at a floor of that sign, relative to all that was added up in it.
 */
import { LOST_PIVOT } from "./dense.ts";

/** Strict lower triangle by rows: row k has columns[starts[k]] … columns[starts[k + 1] − 1], all below k. */
export interface LowerPattern {
  readonly size: number;
  readonly starts: Int32Array;
  readonly columns: Int32Array;
}

/** Pattern of L by rows and by columns, and the numbers of one factorisation. */
export interface SparseFactor {
  readonly pattern: LowerPattern;
  /** By rows, ascending: column of each entry, and its place among the entries by columns. */
  readonly rowStarts: Int32Array;
  readonly rowColumns: Int32Array;
  readonly rowPlaces: Int32Array;
  /** By columns, ascending. */
  readonly columnStarts: Int32Array;
  readonly columnRows: Int32Array;
  readonly lower: Float64Array;
  /** 1/dₖ. */
  readonly inverse: Float64Array;
  readonly work: Float64Array;
}

/** Rows of L: from every entry of A's row up the elimination tree until the row itself. */
function rowPatterns(pattern: LowerPattern): { starts: Int32Array; columns: Int32Array } {
  const { size, starts, columns } = pattern;
  const parent = new Int32Array(size).fill(-1);
  const mark = new Int32Array(size).fill(-1);
  const rowStarts = new Int32Array(size + 1);
  const rows: Int32Array[] = [];
  for (let k = 0; k < size; k++) {
    mark[k] = k;
    const row: number[] = [];
    for (let p = starts[k]!; p < starts[k + 1]!; p++)
      for (let j = columns[p]!; mark[j] !== k; j = parent[j]!) {
        if (parent[j]! < 0) parent[j] = k;
        row.push(j);
        mark[j] = k;
      }
    rows.push(Int32Array.from(row).sort());
    rowStarts[k + 1] = rowStarts[k]! + row.length;
  }
  const all = new Int32Array(rowStarts[size]!);
  rows.forEach((row, k) => {
    all.set(row, rowStarts[k]);
  });
  return { starts: rowStarts, columns: all };
}

/** Symbolic stage: where L has entries, and room for them. */
export function makeSparseFactor(pattern: LowerPattern): SparseFactor {
  const { size } = pattern;
  const { starts: rowStarts, columns: rowColumns } = rowPatterns(pattern);
  const columnStarts = new Int32Array(size + 1);
  for (const j of rowColumns) columnStarts[j + 1]!++;
  for (let j = 0; j < size; j++) columnStarts[j + 1]! += columnStarts[j]!;
  const filled = columnStarts.slice();
  const columnRows = new Int32Array(rowColumns.length);
  const rowPlaces = new Int32Array(rowColumns.length);
  for (let k = 0; k < size; k++)
    for (let p = rowStarts[k]!; p < rowStarts[k + 1]!; p++) {
      const place = filled[rowColumns[p]!]!++;
      columnRows[place] = k;
      rowPlaces[p] = place;
    }
  return {
    pattern,
    rowStarts,
    rowColumns,
    rowPlaces,
    columnStarts,
    columnRows,
    lower: new Float64Array(rowColumns.length),
    inverse: new Float64Array(size),
    work: new Float64Array(size),
  };
}

/** Size of the pivot of a row without entries. */
const EMPTY_PIVOT = 1e-8;

/** `pivot` if it has the sign it should and is more than rounding of `before`; else the floor. */
function holdPivot(pivot: number, sign: number, before: number): number {
  if (before <= 0) return sign * EMPTY_PIVOT;
  return sign * Math.max(sign * pivot, LOST_PIVOT * before);
}

/**
 * Numeric stage. `values` holds the diagonal, then the entries of the pattern; `signs` those of the
 * pivots; `before` the size of what cancelled in each diagonal entry already.
 */
export function factorSparse(
  factor: SparseFactor,
  values: Float64Array,
  signs: Int8Array,
  before: Float64Array,
): void {
  const { pattern, rowStarts, rowColumns, rowPlaces, columnStarts, columnRows } = factor;
  const { lower, inverse, work } = factor;
  const { size, starts, columns } = pattern;
  work.fill(0);
  for (let k = 0; k < size; k++) {
    for (let p = starts[k]!; p < starts[k + 1]!; p++) work[columns[p]!]! += values[size + p]!;
    const sign = signs[k]!;
    let pivot = values[k]!;
    let added = before[k]!;
    const end = rowStarts[k + 1]!;
    for (let p = rowStarts[k]!; p < end; p++) {
      const j = rowColumns[p]!;
      const scaled = work[j]!;
      work[j] = 0;
      if (scaled === 0) {
        lower[rowPlaces[p]!] = 0;
        continue;
      }
      const place = rowPlaces[p]!;
      for (let q = columnStarts[j]!; q < place; q++) work[columnRows[q]!]! -= lower[q]! * scaled;
      const value = scaled * inverse[j]!;
      lower[place] = value;
      const taken = value * scaled;
      pivot -= taken;
      if (taken * sign < 0) added -= taken * sign;
    }
    inverse[k] = 1 / holdPivot(pivot, sign, added);
  }
}

/** x = A⁻¹·x in place. */
export function solveSparse(factor: SparseFactor, x: Float64Array): void {
  const { columnStarts, columnRows, lower, inverse, pattern } = factor;
  const { size } = pattern;
  for (let j = 0; j < size; j++) {
    const value = x[j]!;
    if (value === 0) continue;
    for (let p = columnStarts[j]!; p < columnStarts[j + 1]!; p++)
      x[columnRows[p]!]! -= lower[p]! * value;
  }
  for (let j = size - 1; j >= 0; j--) {
    let sum = x[j]! * inverse[j]!;
    for (let p = columnStarts[j]!; p < columnStarts[j + 1]!; p++)
      sum -= lower[p]! * x[columnRows[p]!]!;
    x[j] = sum;
  }
}

/**
 * residual = b − A·x, and sizes = |b| + |A|·|x|: what its entries were rounded from.
 * `values` as for `factorSparse`.
 */
export function residualSparse(
  pattern: LowerPattern,
  values: Float64Array,
  b: Float64Array,
  x: Float64Array,
  residual: Float64Array,
  sizes: Float64Array,
): void {
  const { size, starts, columns } = pattern;
  for (let k = 0; k < size; k++) {
    const own = x[k]!;
    const first = values[k]! * own;
    let sum = b[k]! - first;
    let magnitude = Math.abs(b[k]!) + Math.abs(first);
    for (let p = starts[k]!; p < starts[k + 1]!; p++) {
      const j = columns[p]!;
      const value = values[size + p]!;
      const here = value * x[j]!;
      const there = value * own;
      sum -= here;
      magnitude += Math.abs(here);
      residual[j]! -= there;
      sizes[j]! += Math.abs(there);
    }
    residual[k] = sum;
    sizes[k] = magnitude;
  }
}
