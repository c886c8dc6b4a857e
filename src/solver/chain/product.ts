/**
 * A·x and Aᵀ·λ over one slice, family by family: the only places where rows and columns meet outside
 * the factorisation. A budget is a row with one number for all steps.
 */
import type { CapacityEntry, Entry, Family, SliceForm } from "./form.ts";
import { placeOf } from "./kernels/kernels.ts";
import type { Kernels, Place } from "./kernels/kernels.ts";

/** Numbers of one family at a time: `count` of them, from place 0. */
export type Scratch = Float64Array;

/** Where row `row` of numbers by row and step begins. */
function rowOf(slice: SliceForm, rows: Float64Array, row: number): Place {
  return placeOf(rows) + 8 * row * slice.steps;
}

/** rows −= A·vector and budgets −= F·vector for one family, whose numbers begin at `offset`. */
export function subtractProduct(
  kernels: Kernels,
  slice: SliceForm,
  family: Family,
  vector: Float64Array,
  offset: number,
  rows: Float64Array,
  budgets: Float64Array,
): void {
  const from = placeOf(vector) + 8 * offset;
  const subtract = ({ row, series, value }: Entry, runs: Int32Array) => {
    const out = rowOf(slice, rows, row);
    kernels.subtractAlong(placeOf(series), value, placeOf(runs), runs.length / 2, from, out);
  };
  for (const entry of family.own) subtract(entry, family.runs);
  for (const entry of family.next) subtract(entry, family.nextRuns);
  for (const { row, series, value } of family.budgets)
    budgets[row]! -= kernels.dot(placeOf(series), value, from, family.count);
}

/** out = Aᵀ·rows + Fᵀ·budgets over one family. */
export function transposedProduct(
  kernels: Kernels,
  slice: SliceForm,
  family: Family,
  rows: Float64Array,
  budgets: Float64Array,
  out: Scratch,
): void {
  const { count } = family;
  const to = placeOf(out);
  const collect = ({ row, series, value }: Entry, runs: Int32Array) => {
    const from = rowOf(slice, rows, row);
    kernels.collectAlong(placeOf(series), value, placeOf(runs), runs.length / 2, from, to);
  };
  out.fill(0, 0, count);
  for (const entry of family.own) collect(entry, family.runs);
  for (const entry of family.next) collect(entry, family.nextRuns);
  for (const { row, series, value } of family.budgets)
    if (budgets[row] !== 0)
      kernels.addCoefficient(placeOf(series), value, budgets[row]!, count, to);
}

/** Where the coefficients of a capacity in an hour row begin; 0 where one number stands for all. */
function coefficientsOf({ series, from }: CapacityEntry): Place {
  return series === null ? 0 : placeOf(series) + 8 * from;
}

/** rows += factor·h: one capacity in one hour row. */
export function addCapacityEntry(
  kernels: Kernels,
  slice: SliceForm,
  entry: CapacityEntry,
  factor: number,
  rows: Float64Array,
): void {
  const { row, value, from, to } = entry;
  const out = rowOf(slice, rows, row) + 8 * from;
  if (factor !== 0) kernels.addCoefficient(coefficientsOf(entry), value, factor, to - from, out);
}

/** Σ h·rows. */
export function dotCapacityEntry(
  kernels: Kernels,
  slice: SliceForm,
  entry: CapacityEntry,
  rows: Float64Array,
): number {
  const { row, value, from, to } = entry;
  return kernels.dot(coefficientsOf(entry), value, rowOf(slice, rows, row) + 8 * from, to - from);
}

/** C = K·y for one slice. */
export function capacitiesOf(slice: SliceForm, y: Float64Array): Float64Array {
  return Float64Array.from(slice.capacities, (terms) =>
    terms.reduce((sum, term) => sum + term.coefficient * y[term.design]!, 0),
  );
}

/** y += Kᵀ·prices for one slice. */
export function addCapacityPrices(slice: SliceForm, prices: Float64Array, out: Float64Array): void {
  slice.capacities.forEach((terms, i) => {
    for (const term of terms) out[term.design]! += term.coefficient * prices[i]!;
  });
}
