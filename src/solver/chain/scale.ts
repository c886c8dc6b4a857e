/**
 * Scaling factors, one per family: powers of two, so that nothing is rounded.
 *
 *     x = columnⱼ·x̂   C = capacityᵢ·Ĉ   y = designₖ·ŷ   row scaled by rowᵢ   cost scaled by objective
 *
 * A few rounds of geometric equilibration on the small matrix of families (largest coefficient of
 * each), then every column is stretched so that typical right-hand sides are near one.
 */
import type { Problem, Slice } from "../../problem/problem.ts";
import type { Series } from "../../problem/series.ts";

/** Factors of one slice; rows are hour rows first, then stores, in the problem's order. */
export interface SliceScale {
  readonly column: Float64Array;
  readonly capacity: Float64Array;
  readonly row: Float64Array;
}

/** Factors of the whole problem; links are budgets first, then design rows. */
export interface Scale {
  readonly slices: readonly SliceScale[];
  readonly design: Float64Array;
  readonly link: Float64Array;
  readonly objective: number;
}

/** Largest finite size of a series. */
export function largest(series: Series, length: number): number {
  if (typeof series === "number") return Number.isFinite(series) ? Math.abs(series) : 0;
  let best = 0;
  for (let t = 0; t < length; t++) {
    const size = Math.abs(series[t]!);
    if (size > best && size < Infinity) best = size;
  }
  return best;
}

function powerOfTwo(value: number): number {
  return value > 0 && Number.isFinite(value) ? 2 ** Math.round(Math.log2(value)) : 1;
}

/** Entries of the family matrix: row, column, log2 of the size. */
interface FamilyMatrix {
  rows: number;
  columns: number;
  readonly entries: { row: number; column: number; size: number }[];
}

function addEntry(matrix: FamilyMatrix, row: number, column: number, size: number): void {
  if (size > 0 && Number.isFinite(size))
    matrix.entries.push({ row, column, size: Math.log2(size) });
}

function addSlice(
  matrix: FamilyMatrix,
  slice: Slice,
): { column: number; capacity: number; row: number } {
  const start = {
    column: matrix.columns,
    capacity: matrix.columns + slice.variables.length,
    row: matrix.rows,
  };
  slice.rows.forEach((row, i) => {
    for (const term of row.terms)
      addEntry(
        matrix,
        start.row + i,
        start.column + term.variable,
        largest(term.coefficient, slice.steps),
      );
    for (const term of row.capacityTerms)
      addEntry(
        matrix,
        start.row + i,
        start.capacity + term.capacity,
        largest(term.coefficient, slice.steps),
      );
  });
  const states = start.row + slice.rows.length;
  slice.states.forEach((state, i) => {
    addEntry(matrix, states + i, start.column + state.level, 1);
    for (const term of state.terms)
      addEntry(
        matrix,
        states + i,
        start.column + term.variable,
        largest(term.coefficient, slice.steps),
      );
  });
  matrix.rows = states + slice.states.length;
  slice.variables.forEach((variable, j) => {
    if (variable.upper.kind === "series") return;
    addEntry(matrix, matrix.rows, start.column + j, 1);
    addEntry(
      matrix,
      matrix.rows,
      start.capacity + variable.upper.capacity,
      largest(variable.upper.profile, slice.steps),
    );
    matrix.rows++;
  });
  slice.capacities.forEach((capacity, i) => {
    addEntry(matrix, matrix.rows, start.capacity + i, 1);
    for (const term of capacity.terms)
      addEntry(matrix, matrix.rows, term.design, Math.abs(term.coefficient));
    matrix.rows++;
  });
  matrix.columns = start.capacity + slice.capacities.length;
  return start;
}

function addLinks(
  matrix: FamilyMatrix,
  problem: Problem,
  starts: readonly { column: number }[],
): number {
  const first = matrix.rows;
  for (const budget of problem.budgets) {
    for (const term of budget.terms) {
      const slice = problem.slices[term.slice]!;
      const size = largest(term.coefficient, slice.steps) * largest(slice.weightHours, slice.steps);
      addEntry(matrix, matrix.rows, starts[term.slice]!.column + term.variable, size);
    }
    for (const term of budget.designTerms)
      addEntry(matrix, matrix.rows, term.design, Math.abs(term.coefficient));
    matrix.rows++;
  }
  for (const row of problem.designRows) {
    for (const term of row.terms)
      addEntry(matrix, matrix.rows, term.design, Math.abs(term.coefficient));
    matrix.rows++;
  }
  return first;
}

/** Alternately centres the logarithms of rows and of columns between their smallest and largest. */
function equilibrate(matrix: FamilyMatrix): { row: Float64Array; column: Float64Array } {
  const row = new Float64Array(matrix.rows);
  const column = new Float64Array(matrix.columns);
  const pass = (
    target: Float64Array,
    other: Float64Array,
    key: "row" | "column",
    otherKey: "row" | "column",
  ) => {
    const low = new Float64Array(target.length).fill(Infinity);
    const high = new Float64Array(target.length).fill(-Infinity);
    for (const entry of matrix.entries) {
      const size = entry.size + other[entry[otherKey]]!;
      low[entry[key]] = Math.min(low[entry[key]]!, size);
      high[entry[key]] = Math.max(high[entry[key]]!, size);
    }
    for (let i = 0; i < target.length; i++)
      target[i] = high[i]! > -Infinity ? -(low[i]! + high[i]!) / 2 : 0;
  };
  for (let round = 0; round < 6; round++) {
    pass(row, column, "row", "column");
    pass(column, row, "column", "row");
  }
  return { row, column };
}

/** Size of typical scaled right-hand sides: the largest of the hour rows, or of limits when all are zero. */
function typicalSize(
  problem: Problem,
  rows: readonly Float64Array[],
  columns: readonly Float64Array[],
): number {
  let size = 0;
  problem.slices.forEach((slice, s) => {
    slice.rows.forEach((row, i) => {
      size = Math.max(size, largest(row.rhs, slice.steps) * rows[s]![i]!);
    });
  });
  if (size > 0) return size;
  problem.slices.forEach((slice, s) => {
    slice.variables.forEach((variable, j) => {
      if (variable.upper.kind === "series")
        size = Math.max(size, largest(variable.upper.value, slice.steps) / columns[s]![j]!);
    });
  });
  return size > 0 ? size : 1;
}

/** Largest scaled cost of an hour's variable, or of a size when hours are free. */
function typicalCost(
  problem: Problem,
  columns: readonly Float64Array[],
  design: Float64Array,
): number {
  let size = 0;
  problem.slices.forEach((slice, s) => {
    const weight = largest(slice.weightHours, slice.steps);
    slice.variables.forEach((variable, j) => {
      size = Math.max(size, largest(variable.cost, slice.steps) * weight * columns[s]![j]!);
    });
  });
  if (size > 0) return size;
  problem.design.forEach((variable, k) => {
    size = Math.max(size, Math.abs(variable.cost) * design[k]!);
  });
  return size > 0 ? size : 1;
}

/** Chooses all factors for `problem`. */
export function scaleProblem(problem: Problem): Scale {
  const designs = problem.design.length;
  const matrix: FamilyMatrix = { rows: 0, columns: designs, entries: [] };
  const starts = problem.slices.map((slice) => addSlice(matrix, slice));
  const firstLink = addLinks(matrix, problem, starts);
  const logs = equilibrate(matrix);
  const row = logs.row.map((log) => powerOfTwo(2 ** log));
  const column = logs.column.map((log) => powerOfTwo(2 ** log));
  const rowsOf = (s: number) => {
    const count = problem.slices[s]!.rows.length + problem.slices[s]!.states.length;
    return row.slice(starts[s]!.row, starts[s]!.row + count);
  };
  const sliceRows = problem.slices.map((_, s) => rowsOf(s));
  const sliceColumns = starts.map((start) => column.slice(start.column, start.capacity));
  const size = powerOfTwo(typicalSize(problem, sliceRows, sliceColumns));
  const stretch = (factors: Float64Array) => factors.map((factor) => factor * size);
  const columns = sliceColumns.map(stretch);
  const design = stretch(column.slice(0, designs));
  return {
    slices: problem.slices.map((slice, s) => ({
      column: columns[s]!,
      capacity: stretch(
        column.slice(starts[s]!.capacity, starts[s]!.capacity + slice.capacities.length),
      ),
      row: sliceRows[s]!.map((factor) => factor / size),
    })),
    design,
    link: row.slice(firstLink).map((factor) => factor / size),
    objective: 1 / powerOfTwo(typicalCost(problem, columns, design)),
  };
}
