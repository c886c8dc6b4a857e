/** Means, spreads, correlations and normal scores of series. */

export function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

export function standardDeviation(values: Float64Array): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

export function correlation(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const together = mean(a.map((value, i) => (value - meanA) * (b[i]! - meanB)));
  return together / Math.max(1e-12, standardDeviation(a) * standardDeviation(b));
}

/** Correlation of a series with itself one step on. */
export function lag1(values: Float64Array): number {
  return correlation(values.subarray(0, -1), values.subarray(1));
}

/** Inverse of the standard normal distribution (P. Acklam's rational approximation, error below 1.2e−9). */
export function inverseNormal(p: number): number {
  const a = [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
    2.506628277459239,
  ];
  const b = [
    -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972,
    -13.28068155288572, 1,
  ];
  const c = [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734,
    4.374664141464968, 2.938163982698783,
  ];
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
  const polynomial = (factors: readonly number[], x: number) =>
    factors.reduce((sum, factor) => sum * x + factor, 0);
  const tail = (q: number) => polynomial(c, q) / polynomial(d, q);
  if (p < 0.02425) return tail(Math.sqrt(-2 * Math.log(p)));
  if (p > 1 - 0.02425) return -tail(Math.sqrt(-2 * Math.log(1 - p)));
  const q = p - 0.5;
  return (q * polynomial(a, q * q)) / polynomial(b, q * q);
}

/** Standard normal score of every value by its rank; equal values share the middle of their ranks. */
export function normalScores(values: Float64Array): Float64Array {
  const order = Array.from(values, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const scores = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    const score = inverseNormal((from + to) / 2 / order.length);
    for (let k = from; k < to; k++) scores[order[k]!] = score;
    from = to;
  }
  return scores;
}
