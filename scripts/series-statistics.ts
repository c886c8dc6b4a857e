/** Statistics of hourly series that the derivation of places needs. */
import type { LocalCalendar } from "../src/climate/calendar.ts";
import { rankOf } from "../src/climate/quantiles.ts";

export function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function sd(values: Float64Array): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
}

export function correlation(a: Float64Array, b: Float64Array): number {
  const [centreA, centreB] = [mean(a), mean(b)];
  const product = a.reduce((sum, value, i) => sum + (value - centreA) * (b[i]! - centreB), 0);
  return product / a.length / (sd(a) * sd(b));
}

/** Correlation of a series with itself one step later. */
export function lag1(values: Float64Array): number {
  return correlation(values.subarray(0, -1), values.subarray(1));
}

/** Means by local day. */
export function dailyMeans(values: Float64Array, calendar: LocalCalendar): Float64Array {
  const sums = new Float64Array(calendar.days);
  const counts = new Float64Array(calendar.days);
  for (let t = 0; t < values.length; t++) {
    sums[calendar.day[t]!]! += values[t]!;
    counts[calendar.day[t]!]! += 1;
  }
  return sums.map((sum, day) => sum / counts[day]!);
}

/** Mean by month of the daily highest minus the daily lowest value. */
export function dailyRanges(values: Float64Array, calendar: LocalCalendar): Float64Array {
  const high = new Float64Array(calendar.days).fill(-Infinity);
  const low = new Float64Array(calendar.days).fill(Infinity);
  const month = new Uint8Array(calendar.days);
  for (let t = 0; t < values.length; t++) {
    const day = calendar.day[t]!;
    high[day] = Math.max(high[day]!, values[t]!);
    low[day] = Math.min(low[day]!, values[t]!);
    month[day] = calendar.month[t]!;
  }
  return Float64Array.from({ length: 12 }, (_, m) =>
    mean(high.map((value, day) => value - low[day]!).filter((_value, day) => month[day] === m)),
  );
}

/** Amplitude over the day about the mean, as a fraction of it, of a wave highest at `peakHour`; at least 0. */
export function firstHarmonicFrac(values: Float64Array, calendar: LocalCalendar, peakHour: number): number {
  const wave = values.map((value, t) => value * Math.cos((Math.PI * (calendar.hourOfDay[t]! - peakHour)) / 12));
  return Math.max(0, (2 * mean(wave)) / mean(values));
}

/** Weibull shape from mean and spread (C. Justus et al., J. Applied Meteorology 17, 1978). */
export function weibullK(values: Float64Array): number {
  return (sd(values) / mean(values)) ** -1.086;
}

/** Standard normal score of each value's rank; equal values share the middle of their ranks. */
export function normalScores(values: Float64Array): Float64Array {
  const sorted = Float64Array.from(values).sort();
  const negated = sorted.map((value) => -value).reverse();
  const n = values.length;
  return values.map((value) => {
    const below = rankOf(sorted, value);
    const above = rankOf(negated, -value);
    return inverseNormal((below + n - above) / 2 / n);
  });
}

/** Inverse of the standard normal distribution (P. Acklam, 2003; relative error below 1.2e−9). */
function inverseNormal(frac: number): number {
  const a = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239];
  const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1];
  const c = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783];
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
  const polynomial = (factors: readonly number[], x: number) => factors.reduce((sum, factor) => sum * x + factor, 0);
  if (frac > 0.97575) return -inverseNormal(1 - frac);
  if (frac < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(frac));
    return polynomial(c, q) / polynomial(d, q);
  }
  const q = frac - 0.5;
  return (q * polynomial(a, q * q)) / polynomial(b, q * q);
}
