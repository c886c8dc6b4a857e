/** A quantity over the steps of a slice: one number for all steps, or one per step. */

export type Series = number | Float64Array;

/** Value of `series` at `step`. */
export function at(series: Series, step: number): number {
  return typeof series === "number" ? series : series[step]!;
}

/** Applies `change` to every value; keeps a constant a constant. */
export function mapSeries(series: Series, change: (value: number) => number): Series {
  return typeof series === "number" ? change(series) : series.map(change);
}

/** The values of all steps; a series is given as it is. */
export function allSteps(series: Series, steps: number): Float64Array {
  return typeof series === "number" ? new Float64Array(steps).fill(series) : series;
}

/** Sum of weight × series over `weights.length` steps. */
export function weightedSum(series: Series, weights: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < weights.length; t++) sum += at(series, t) * weights[t]!;
  return sum;
}

/** Adds series element by element; stays a constant when both are. */
export function addSeries(a: Series, b: Series): Series {
  if (typeof a === "number" && typeof b === "number") return a + b;
  const length = typeof a === "number" ? (b as Float64Array).length : a.length;
  const sum = new Float64Array(length);
  for (let t = 0; t < length; t++) sum[t] = at(a, t) + at(b, t);
  return sum;
}

/** One array from many. */
export function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let from = 0;
  for (const part of parts) {
    all.set(part, from);
    from += part.length;
  }
  return all;
}
