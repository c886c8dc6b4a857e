/** Quantiles of a series, and series given a distribution by rank. */

/** Levels at which the distribution of prices is kept, in percent; dense in the tails, where the money is. */
export const PRICE_LEVELS: readonly number[] = [
  0, 0.02, 0.1, 0.5, 1, 2, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90,
  93, 95, 97, 98, 99, 99.3, 99.5, 99.7, 99.8, 99.9, 99.95, 99.98, 99.99, 100,
];

/** Levels at which the distribution of temperatures is kept, in percent. */
export const TEMPERATURE_LEVELS: readonly number[] = [
  0, 0.1, 0.4, 1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 98, 99, 99.6, 99.9, 100,
];

/** Levels at which the distribution of grid carbon is kept, in percent. */
export const CARBON_LEVELS: readonly number[] = [0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100];

/** The value below which `frac` of a rising series lies, straight lines between ranks. */
function valueAt(sorted: Float64Array, frac: number): number {
  const position = Math.min(sorted.length - 1, Math.max(0, frac * sorted.length - 0.5));
  const from = Math.floor(position);
  const upper = sorted[Math.min(sorted.length - 1, from + 1)]!;
  return sorted[from]! + (position - from) * (upper - sorted[from]!);
}

/** Values of a series at levels in percent; 0 and 100 give the least and the greatest. */
export function quantilesOf(values: Float64Array, levels: readonly number[]): Float64Array {
  const sorted = Float64Array.from(values).sort();
  return Float64Array.from(levels, (level) => valueAt(sorted, level / 100));
}

/**
 * Gives scores a distribution: the k-th smallest score becomes the value at rank k of the
 * distribution. Equal scores get the same value.
 * @throws Error when quantiles and levels differ in number.
 */
export function mapToQuantiles(
  scores: Float64Array,
  quantiles: Float64Array,
  levels: readonly number[],
): Float64Array {
  if (quantiles.length !== levels.length)
    throw new Error(`mapToQuantiles: ${quantiles.length} quantiles for ${levels.length} levels`);
  const n = scores.length;
  const sorted = Float64Array.from(scores).sort();
  const valueOfRank = new Float64Array(n);
  let from = 0;
  for (let rank = 0; rank < n; rank++) {
    const level = (100 * (rank + 0.5)) / n;
    while (from < levels.length - 2 && levels[from + 1]! <= level) from++;
    const share = (level - levels[from]!) / (levels[from + 1]! - levels[from]!);
    valueOfRank[rank] = quantiles[from]! + share * (quantiles[from + 1]! - quantiles[from]!);
  }
  return scores.map((score) => valueOfRank[rankOf(sorted, score)]!);
}

/** Index of the first value not below `score` in a rising series that holds it. */
export function rankOf(sorted: Float64Array, score: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < score) low = middle + 1;
    else high = middle;
  }
  return low;
}
