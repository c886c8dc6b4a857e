/**
 * Writes a compact problem out as one sparse matrix, row by row, for general solvers and MPS files.
 *
 * Columns: design variables, then every slice's hourly variables, variable by variable.
 * Rows: design rows, budgets, then per slice its hour rows, store rows, and one row
 * x − profile·C ≤ 0 for each step of a variable bounded by a capacity that can change.
 */
import { ringsOf } from "./problem.ts";
import type { Capacity, HourlyVariable, Problem, Sense, Slice } from "./problem.ts";
import { at } from "./series.ts";
import type { SliceSolution } from "./solution.ts";

/** The problem as minimise cost·x + constant, rowLower ≤ A·x ≤ rowUpper, A in CSR. */
export interface ExpandedProblem {
  readonly columns: number;
  readonly rows: number;
  readonly constant: number;
  readonly cost: Float64Array;
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly rowStarts: Int32Array;
  readonly columnIndices: Int32Array;
  readonly values: Float64Array;
  /** Columns that must be whole numbers. */
  readonly integerColumns: readonly number[];
  /** First column of each slice. */
  readonly sliceColumns: readonly number[];
  /** First hour row of each slice; design rows start at 0, budgets after them. */
  readonly sliceRows: readonly number[];
}

/** Collects a CSR matrix row by row; repeated columns in a row are added up. */
class RowWriter {
  private indices = new Int32Array(1 << 16);
  private values = new Float64Array(1 << 16);
  private count = 0;
  private rowBegin = 0;
  readonly starts: number[] = [0];
  readonly lower: number[] = [];
  readonly upper: number[] = [];

  add(column: number, value: number): void {
    if (value === 0) return;
    for (let k = this.rowBegin; k < this.count; k++)
      if (this.indices[k] === column) {
        this.values[k]! += value;
        return;
      }
    if (this.count === this.indices.length) this.grow();
    this.indices[this.count] = column;
    this.values[this.count++] = value;
  }

  end(lower: number, upper: number): void {
    this.starts.push(this.count);
    this.lower.push(lower);
    this.upper.push(upper);
    this.rowBegin = this.count;
  }

  endSense(sense: Sense, rhs: number): void {
    this.end(sense === "<=" ? -Infinity : rhs, sense === ">=" ? Infinity : rhs);
  }

  matrix(): { indices: Int32Array; values: Float64Array } {
    return {
      indices: this.indices.slice(0, this.count),
      values: this.values.slice(0, this.count),
    };
  }

  private grow(): void {
    const indices = new Int32Array(this.indices.length * 2);
    indices.set(this.indices);
    this.indices = indices;
    const values = new Float64Array(this.values.length * 2);
    values.set(this.values);
    this.values = values;
  }
}

/** True when the capacity is a number that no decision can change. */
export function isFixed(capacity: Capacity): boolean {
  return capacity.terms.length === 0;
}

function addCapacity(writer: RowWriter, capacity: Capacity, factor: number): void {
  for (const term of capacity.terms) writer.add(term.design, term.coefficient * factor);
}

function writeBudgets(problem: Problem, writer: RowWriter, sliceColumns: readonly number[]): void {
  for (const budget of problem.budgets) {
    for (const term of budget.designTerms) writer.add(term.design, term.coefficient);
    for (const term of budget.terms) {
      const slice = problem.slices[term.slice]!;
      const base = sliceColumns[term.slice]! + term.variable * slice.steps;
      for (let t = 0; t < slice.steps; t++)
        writer.add(base + t, at(term.coefficient, t) * slice.weightHours[t]!);
    }
    writer.endSense(budget.sense, budget.rhs);
  }
}

function writeHourRows(slice: Slice, base: number, writer: RowWriter): void {
  for (const row of slice.rows)
    for (let t = 0; t < slice.steps; t++) {
      let rhs = at(row.rhs, t);
      for (const term of row.terms)
        writer.add(base + term.variable * slice.steps + t, at(term.coefficient, t));
      for (const term of row.capacityTerms) {
        const capacity = slice.capacities[term.capacity]!;
        const factor = at(term.coefficient, t);
        addCapacity(writer, capacity, factor);
        rhs -= factor * capacity.constant;
      }
      writer.endSense(row.sense, rhs);
    }
}

function writeStateRows(slice: Slice, base: number, writer: RowWriter): void {
  for (const state of slice.states) {
    const level = base + state.level * slice.steps;
    for (const ring of ringsOf(slice))
      for (let t = ring.from; t < ring.to; t++) {
        writer.add(level + t, 1);
        writer.add(level + (t === ring.from ? ring.to - 1 : t - 1), -at(state.retention, t));
        for (const term of state.terms)
          writer.add(base + term.variable * slice.steps + t, -at(term.coefficient, t));
        writer.endSense("=", at(state.rhs, t));
      }
  }
}

function writeCapacityRows(
  slice: Slice,
  variable: HourlyVariable,
  base: number,
  writer: RowWriter,
  upper: Float64Array,
): void {
  const bound = variable.upper;
  if (bound.kind === "series") return;
  const capacity = slice.capacities[bound.capacity]!;
  for (let t = 0; t < slice.steps; t++) {
    const profile = at(bound.profile, t);
    if (profile === 0 || isFixed(capacity)) {
      upper[base + t] = profile * capacity.constant;
      continue;
    }
    writer.add(base + t, 1);
    addCapacity(writer, capacity, -profile);
    writer.end(-Infinity, profile * capacity.constant);
  }
}

/** Expands `problem`; time and memory grow with its columns and entries. */
export function expand(problem: Problem): ExpandedProblem {
  const sliceColumns: number[] = [];
  let columns = problem.design.length;
  for (const slice of problem.slices) {
    sliceColumns.push(columns);
    columns += slice.variables.length * slice.steps;
  }
  const cost = new Float64Array(columns);
  const columnLower = new Float64Array(columns);
  const columnUpper = new Float64Array(columns).fill(Infinity);
  problem.design.forEach((variable, k) => {
    cost[k] = variable.cost;
    columnLower[k] = variable.lower;
    columnUpper[k] = variable.upper;
  });
  const writer = new RowWriter();
  for (const row of problem.designRows) {
    for (const term of row.terms) writer.add(term.design, term.coefficient);
    writer.endSense(row.sense, row.rhs);
  }
  writeBudgets(problem, writer, sliceColumns);
  const sliceRows: number[] = [];
  problem.slices.forEach((slice, s) => {
    const base = sliceColumns[s]!;
    sliceRows.push(writer.lower.length);
    writeHourRows(slice, base, writer);
    writeStateRows(slice, base, writer);
    slice.variables.forEach((variable, j) => {
      const first = base + j * slice.steps;
      for (let t = 0; t < slice.steps; t++) {
        cost[first + t] = at(variable.cost, t) * slice.weightHours[t]!;
        columnLower[first + t] = variable.lower;
        if (variable.upper.kind === "series") columnUpper[first + t] = at(variable.upper.value, t);
      }
      writeCapacityRows(slice, variable, first, writer, columnUpper);
    });
  });
  const { indices, values } = writer.matrix();
  return {
    columns,
    rows: writer.lower.length,
    constant: problem.constant,
    cost,
    columnLower,
    columnUpper,
    rowLower: Float64Array.from(writer.lower),
    rowUpper: Float64Array.from(writer.upper),
    rowStarts: Int32Array.from(writer.starts),
    columnIndices: indices,
    values,
    integerColumns: problem.design.flatMap((variable, k) => (variable.integer ? [k] : [])),
    sliceColumns,
    sliceRows,
  };
}

/** Cuts flat column values and row duals back into slices. */
export function collectSlices(
  problem: Problem,
  expanded: ExpandedProblem,
  columnValues: Float64Array,
  rowDuals: Float64Array,
): SliceSolution[] {
  return problem.slices.map((slice, s) => {
    const cut = (from: Float64Array, base: number, i: number) =>
      from.slice(base + i * slice.steps, base + (i + 1) * slice.steps);
    const columnBase = expanded.sliceColumns[s]!;
    const rowBase = expanded.sliceRows[s]!;
    return {
      values: slice.variables.map((_, j) => cut(columnValues, columnBase, j)),
      rowDuals: slice.rows.map((_, i) => cut(rowDuals, rowBase, i)),
      stateDuals: slice.states.map((_, i) => cut(rowDuals, rowBase, slice.rows.length + i)),
    };
  });
}

/** Column names in the scenario's words: `lulea.battery.chargeMW[17]`. */
export function columnNames(problem: Problem): string[] {
  const names = problem.design.map((variable) => variable.name);
  for (const slice of problem.slices)
    for (const variable of slice.variables)
      for (let t = 0; t < slice.steps; t++) names.push(`${variable.name}[${t}]`);
  return names;
}
