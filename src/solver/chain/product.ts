/**
 * A·x and Aᵀ·λ over one slice, family by family: the only places where rows and columns meet outside
 * the factorisation. A budget is a row with one number for all steps.
 */
import type { CapacityEntry, Coefficient, Entry, Family, SliceForm } from "./form.ts";

/** Numbers of one family at a time: `count` of them, from place 0. */
export type Scratch = Float64Array;

function scatter(
  entry: Entry,
  steps: Int32Array,
  rows: number,
  from: Float64Array,
  offset: number,
  sign: number,
  out: Float64Array,
): void {
  const { row, series } = entry;
  const count = steps.length;
  if (series === null) {
    const value = entry.value * sign;
    for (let k = 0; k < count; k++) out[steps[k]! * rows + row]! += value * from[offset + k]!;
  } else {
    for (let k = 0; k < count; k++)
      out[steps[k]! * rows + row]! += sign * series[k]! * from[offset + k]!;
  }
}

function collect(
  entry: Entry,
  steps: Int32Array,
  rows: number,
  from: Float64Array,
  out: Scratch,
): void {
  const { row, series, value } = entry;
  const count = steps.length;
  if (series === null) {
    for (let k = 0; k < count; k++) out[k]! += value * from[steps[k]! * rows + row]!;
  } else {
    for (let k = 0; k < count; k++) out[k]! += series[k]! * from[steps[k]! * rows + row]!;
  }
}

/** Σ coefficient·vector over a family whose numbers begin at `offset` of `vector`. */
function dotFamily(
  coefficient: Coefficient,
  count: number,
  vector: Float64Array,
  offset: number,
): number {
  const { series } = coefficient;
  let sum = 0;
  if (series === null) {
    for (let k = 0; k < count; k++) sum += vector[offset + k]!;
    return sum * coefficient.value;
  }
  for (let k = 0; k < count; k++) sum += series[k]! * vector[offset + k]!;
  return sum;
}

/** out += factor·coefficient over a family. */
function addFamily(coefficient: Coefficient, count: number, factor: number, out: Scratch): void {
  const { series } = coefficient;
  if (factor === 0) return;
  if (series === null) {
    const value = coefficient.value * factor;
    for (let k = 0; k < count; k++) out[k]! += value;
  } else {
    for (let k = 0; k < count; k++) out[k]! += factor * series[k]!;
  }
}

/** rows −= A·vector and budgets −= F·vector for one family, whose numbers begin at `offset`. */
export function subtractProduct(
  slice: SliceForm,
  family: Family,
  vector: Float64Array,
  offset: number,
  rows: Float64Array,
  budgets: Float64Array,
): void {
  for (const entry of family.own)
    scatter(entry, family.steps, slice.rows, vector, offset, -1, rows);
  for (const entry of family.next)
    scatter(entry, family.nextSteps, slice.rows, vector, offset, -1, rows);
  for (const entry of family.budgets)
    budgets[entry.row]! -= dotFamily(entry, family.count, vector, offset);
}

/** out = Aᵀ·rows + Fᵀ·budgets over one family. */
export function transposedProduct(
  slice: SliceForm,
  family: Family,
  rows: Float64Array,
  budgets: Float64Array,
  out: Scratch,
): void {
  out.fill(0, 0, family.count);
  for (const entry of family.own) collect(entry, family.steps, slice.rows, rows, out);
  for (const entry of family.next) collect(entry, family.nextSteps, slice.rows, rows, out);
  for (const entry of family.budgets) addFamily(entry, family.count, budgets[entry.row]!, out);
}

/** rows += factor·h over all steps: one capacity in one hour row. */
export function addCapacityEntry(
  slice: SliceForm,
  entry: CapacityEntry,
  factor: number,
  rows: Float64Array,
): void {
  const { row, series } = entry;
  if (factor === 0) return;
  for (let t = 0; t < slice.steps; t++)
    rows[t * slice.rows + row]! += factor * (series === null ? entry.value : series[t]!);
}

/** Σ h·rows over all steps. */
export function dotCapacityEntry(
  slice: SliceForm,
  entry: CapacityEntry,
  rows: Float64Array,
): number {
  const { row, series } = entry;
  let sum = 0;
  for (let t = 0; t < slice.steps; t++)
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
