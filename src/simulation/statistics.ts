/**
 * Means, quantiles and standard errors over draws.
 *
 *     q-quantile of n draws = the ⌈q n⌉-th smallest
 *     standard error of the mean = sd(means of runs) / √runs,  run = STRATA draws (timing/draws.ts)
 *
 * Draws of one run are spread evenly on purpose, so only whole runs are independent of each other.
 */
import { STRATA } from "../timing/draws.ts";

export interface Estimate {
  mean: number;
  standardError: number;
}

export interface Spread extends Estimate {
  p10: number;
  p50: number;
  p90: number;
}

/** Fewest runs a standard error is taken from; below it draws count as independent, which errs to the large side. */
const FEWEST_RUNS = 4;

/** Mean and its standard error. */
export function estimate(values: Float64Array): Estimate {
  const n = values.length;
  let sum = 0;
  for (const value of values) sum += value;
  const runs = Math.floor(n / STRATA);
  const size = runs >= FEWEST_RUNS ? STRATA : 1;
  const count = Math.floor(n / size);
  const groups = new Float64Array(count);
  for (let i = 0; i < count * size; i++) groups[Math.floor(i / size)]! += values[i]! / size;
  let total = 0;
  for (const group of groups) total += group;
  const middle = total / count;
  let squares = 0;
  for (const group of groups) squares += (group - middle) ** 2;
  const standardError = count > 1 ? Math.sqrt(squares / (count - 1) / count) : Infinity;
  return { mean: sum / n, standardError };
}

/** Mean, standard error and quantiles. */
export function spread(values: Float64Array): Spread {
  const [p10, p50, p90] = quantiles(Float64Array.from(values));
  return { ...estimate(values), p10, p50, p90 };
}

/** P10, P50 and P90; the order of `values` is changed. */
export function quantiles(values: Float64Array): [number, number, number] {
  const n = values.length;
  if (n === 0) return [Number.NaN, Number.NaN, Number.NaN];
  const rank = (frac: number) => Math.max(0, Math.ceil(frac * n - 1e-9) - 1);
  const [low, middle, high] = [rank(0.1), rank(0.5), rank(0.9)];
  select(values, middle, 0, n - 1);
  select(values, low, 0, middle);
  select(values, high, middle, n - 1);
  return [values[low]!, values[middle]!, values[high]!];
}

/** Hoare's selection: values[k] becomes the one that sorting from … to would put there. */
function select(values: Float64Array, k: number, from: number, to: number): void {
  while (from < to) {
    const pivot = values[k]!;
    let i = from;
    let j = to;
    do {
      while (values[i]! < pivot) i++;
      while (pivot < values[j]!) j--;
      if (i <= j) {
        const value = values[i]!;
        values[i++] = values[j]!;
        values[j--] = value;
      }
    } while (i <= j);
    if (j < k) from = i;
    if (k < i) to = j;
  }
}
