/**
 * A·x and Aᵀ·λ over one slice, family by family: the only places where rows and columns meet outside
 * the factorisation. A budget is a row with one number for all steps.
 */
import type { CapacityEntry, Entry, Family, SliceForm } from "./form.ts";
import { placeOf } from "./kernels/kernels.ts";
import type { Kernels, Place } from "./kernels/kernels.ts";

/** Numbers of one family at a time: `count` of them, from place 0. */
export type Scratch = Float64Array;

function scatter(
  kernels: Kernels,
  { row, series, value }: Entry,
  steps: Int32Array,
  rows: number,
  from: Place,
  out: Place,
): void {
  const count = steps.length;
  kernels.scatter(placeOf(series), value, -1, placeOf(steps), rows, row, from, count, out);
}

function collect(
  kernels: Kernels,
  { row, series, value }: Entry,
  steps: Int32Array,
  rows: number,
  from: Place,
  out: Place,
): void {
  const count = steps.length;
  kernels.collect(placeOf(series), value, placeOf(steps), rows, row, from, count, out);
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
  const out = placeOf(rows);
  for (const entry of family.own) scatter(kernels, entry, family.steps, slice.rows, from, out);
  for (const entry of family.next) scatter(kernels, entry, family.nextSteps, slice.rows, from, out);
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
  const from = placeOf(rows);
  const to = placeOf(out);
  out.fill(0, 0, count);
  for (const entry of family.own) collect(kernels, entry, family.steps, slice.rows, from, to);
  for (const entry of family.next) collect(kernels, entry, family.nextSteps, slice.rows, from, to);
  for (const { row, series, value } of family.budgets)
    if (budgets[row] !== 0)
      kernels.addCoefficient(placeOf(series), value, budgets[row]!, count, to);
}

/** rows += factor·h: one capacity in one hour row. */
export function addCapacityEntry(
  slice: SliceForm,
  entry: CapacityEntry,
  factor: number,
  rows: Float64Array,
): void {
  const { row, series, from, to } = entry;
  if (factor === 0) return;
  for (let t = from; t < to; t++)
    rows[t * slice.rows + row]! += factor * (series === null ? entry.value : series[t]!);
}

/** Σ h·rows. */
export function dotCapacityEntry(
  slice: SliceForm,
  entry: CapacityEntry,
  rows: Float64Array,
): number {
  const { row, series, from, to } = entry;
  let sum = 0;
  for (let t = from; t < to; t++)
    sum += rows[t * slice.rows + row]! * (series === null ? entry.value : series[t]!);
  return sum;
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
