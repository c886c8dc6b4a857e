/** Raises or lowers a profile to a yearly mean. */

/**
 * Factors raised or lowered so that their mean is `mean`, none above 1: solves for one multiplier by
 * bisection, so that hours at rated output stay there. Without a mean they stay as they are.
 */
export function scaledToMean(factors: Float64Array, mean: number | undefined): Float64Array {
  if (mean === undefined) return factors;
  const meanOf = (multiplier: number) =>
    factors.reduce((sum, value) => sum + Math.min(1, value * multiplier), 0) / factors.length;
  let low = 0;
  let high = 100;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (meanOf(middle) < mean) low = middle;
    else high = middle;
  }
  return factors.map((value) => Math.min(1, value * high));
}
