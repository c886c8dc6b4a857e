/** Columns and rows of the master problem, in the master's units of money and of budgets. */
import type { Problem, Sense } from "../../problem/problem.ts";
import type { PartLimits } from "./parts.ts";
import { wholeLimits } from "./tighten.ts";
import type { Highs, Model } from "./tree.ts";

/**
 * What cost above the level is priced at: far above any distance, so that the least value shows whether
 * anything meets the level, and every linear program has a solution.
 */
const EXCESS_PRICE = 1e4;

interface Row {
  readonly indices: number[];
  readonly values: number[];
  readonly lower: number;
  readonly upper: number;
}

export interface ColumnLimits {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Where things stand among the columns: designs, θ of slices, parts of budgets, distances, excess. */
export interface Layout {
  readonly firstCost: number;
  /** Column of b_sf by slice × budget; −1 where the slice has no part in it. */
  readonly parts: Int32Array;
  readonly firstDistance: number;
  readonly excess: number;
  readonly columns: number;
}

export function layOut(problem: Problem, whole: readonly number[]): Layout {
  const { design, slices, budgets } = problem;
  const parts = new Int32Array(slices.length * budgets.length).fill(-1);
  let columns = design.length + slices.length;
  budgets.forEach((budget, f) => {
    if (!Number.isFinite(budget.rhs)) return;
    for (const term of budget.terms) {
      const place = term.slice * budgets.length + f;
      if (parts[place]! < 0) parts[place] = columns++;
    }
  });
  return {
    firstCost: design.length,
    parts,
    firstDistance: columns,
    excess: columns + whole.length,
    columns: columns + whole.length + 1,
  };
}

/** Unit of each budget's parts: the largest of their finite limits, so that they are near one. */
export function budgetUnits(problem: Problem, { lower, upper }: PartLimits): Float64Array {
  const units = Float64Array.from(problem.budgets, ({ rhs }) =>
    Number.isFinite(rhs) ? Math.max(1, Math.abs(rhs)) : 1,
  );
  for (let place = 0; place < lower.length; place++) {
    const f = place % units.length;
    for (const size of [Math.abs(lower[place]!), Math.abs(upper[place]!)])
      if (size < Infinity) units[f] = Math.max(units[f]!, size);
  }
  return units;
}

function limits(sense: Sense, rhs: number): { lower: number; upper: number } {
  return { lower: sense === "<=" ? -Infinity : rhs, upper: sense === ">=" ? Infinity : rhs };
}

/** Design rows and budgets; those without a finite right-hand side ask nothing. */
export function linkRows(problem: Problem, layout: Layout, units: Float64Array): Row[] {
  const rows = problem.designRows
    .filter((row) => Number.isFinite(row.rhs))
    .map((row) => ({
      indices: row.terms.map((term) => term.design),
      values: row.terms.map((term) => term.coefficient),
      ...limits(row.sense, row.rhs),
    }));
  problem.budgets.forEach((budget, f) => {
    if (!Number.isFinite(budget.rhs)) return;
    const unit = units[f]!;
    const taken = problem.slices
      .map((_, s) => layout.parts[s * problem.budgets.length + f]!)
      .filter((column) => column >= 0);
    rows.push({
      indices: [...taken, ...budget.designTerms.map((term) => term.design)],
      values: [...taken.map(() => 1), ...budget.designTerms.map((term) => term.coefficient / unit)],
      ...limits(budget.sense, budget.rhs / unit),
    });
  });
  return rows;
}

/** The row of the level, then two rows per whole size for its distance from the centre. */
export function stepRows(
  problem: Problem,
  whole: readonly number[],
  layout: Layout,
  scale: number,
): Row[] {
  const open = { lower: -Infinity, upper: Infinity };
  const costs = [
    ...problem.design.map((variable) => variable.cost * scale),
    ...problem.slices.map(() => 1),
  ];
  return [
    { indices: [...costs.keys(), layout.excess], values: [...costs, -1], ...open },
    ...whole.flatMap((k, i) =>
      [1, -1].map((sign) => ({
        indices: [layout.firstDistance + i, k],
        values: [1, sign],
        ...open,
      })),
    ),
  ];
}

/** Limits of all columns; θ has none, distances are never negative. */
export function columnLimits(
  problem: Problem,
  layout: Layout,
  parts: PartLimits,
  units: Float64Array,
): ColumnLimits {
  const lower = new Float64Array(layout.columns).fill(-Infinity);
  const upper = new Float64Array(layout.columns).fill(Infinity);
  const sizes = wholeLimits(problem);
  lower.set(sizes.lower);
  upper.set(sizes.upper);
  layout.parts.forEach((column, place) => {
    if (column < 0) return;
    const unit = units[place % units.length]!;
    lower[column] = parts.lower[place]! / unit;
    upper[column] = parts.upper[place]! / unit;
  });
  lower.fill(0, layout.firstDistance);
  return { lower, upper };
}

/** What a unit of distance of each whole size costs. */
export function pricesOfDistance(whole: readonly number[], limits: ColumnLimits): Float64Array {
  return Float64Array.from(whole, (k) => {
    const width = Math.min(1e3, Math.max(1, limits.upper[k]! - limits.lower[k]!));
    return 1 / Math.sqrt(width);
  });
}

export function createModel(
  highs: Highs,
  distancePrices: Float64Array,
  layout: Layout,
  rows: readonly Row[],
  limits: ColumnLimits,
): Model {
  const { columns, firstDistance, excess } = layout;
  const colCost = new Float64Array(columns);
  colCost.set(distancePrices, firstDistance);
  colCost[excess] = EXCESS_PRICE;
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    starts[i + 1] = starts[i]! + row.indices.length;
  });
  return highs.createModel({
    numCols: columns,
    numRows: rows.length,
    colCost,
    colLower: limits.lower,
    colUpper: limits.upper,
    rowLower: Float64Array.from(rows, (row) => row.lower),
    rowUpper: Float64Array.from(rows, (row) => row.upper),
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols: columns,
      starts,
      indices: Int32Array.from(rows.flatMap((row) => row.indices)),
      values: Float64Array.from(rows.flatMap((row) => row.values)),
    },
  });
}
