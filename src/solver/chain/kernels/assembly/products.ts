/**
 * Coefficients over a family of numbers; a series at 0 stands for `value`. Along runs of steps (the first of each
 * and how many) a family meets a row of numbers by step.
 */
import { at, index, pair, put, putPair } from "./memory";
import { addScaled } from "./pairs";

/** out[step·stride + slot] += coefficient·from. */
export function scatter(
  series: usize,
  value: f64,
  steps: usize,
  stride: i32,
  slot: i32,
  from: usize,
  count: i32,
  out: usize,
): void {
  if (series === 0) {
    for (let k = 0; k < count; k++) {
      const place = index(steps, k) * stride + slot;
      put(out, place, at(out, place) + value * at(from, k));
    }
  } else
    for (let k = 0; k < count; k++) {
      const place = index(steps, k) * stride + slot;
      put(out, place, at(out, place) + at(series, k) * at(from, k));
    }
}

/** out += sign·coefficient·from over `count` numbers. */
function add(series: usize, value: f64, sign: f64, from: usize, count: i32, out: usize): void {
  if (series === 0) {
    addScaled(out, from, sign * value, count);
    return;
  }
  const signs = f64x2.splat(sign);
  let k = 0;
  for (; k + 1 < count; k += 2) {
    const coefficients = f64x2.mul(signs, pair(series, k));
    putPair(out, k, f64x2.add(pair(out, k), f64x2.mul(coefficients, pair(from, k))));
  }
  if (k < count) put(out, k, at(out, k) + sign * at(series, k) * at(from, k));
}

/** out[step] −= coefficient·from. */
export function subtractAlong(
  series: usize,
  value: f64,
  runs: usize,
  runCount: i32,
  from: usize,
  out: usize,
): void {
  for (let run = 0; run < runCount; run++) {
    const first = (<usize>index(runs, 2 * run)) << 3;
    const count = index(runs, 2 * run + 1);
    const bytes = (<usize>count) << 3;
    add(series, value, -1, from, count, out + first);
    from += bytes;
    if (series !== 0) series += bytes;
  }
}

/** out += coefficient·from[step]. */
export function collectAlong(
  series: usize,
  value: f64,
  runs: usize,
  runCount: i32,
  from: usize,
  out: usize,
): void {
  for (let run = 0; run < runCount; run++) {
    const first = (<usize>index(runs, 2 * run)) << 3;
    const count = index(runs, 2 * run + 1);
    const bytes = (<usize>count) << 3;
    add(series, value, 1, from + first, count, out);
    out += bytes;
    if (series !== 0) series += bytes;
  }
}

/** Σ coefficient·from. */
export function dot(series: usize, value: f64, from: usize, count: i32): f64 {
  let sum: f64 = 0;
  if (series === 0) {
    for (let k = 0; k < count; k++) sum += at(from, k);
    return sum * value;
  }
  for (let k = 0; k < count; k++) sum += at(series, k) * at(from, k);
  return sum;
}

/** out += factor·coefficient. */
export function addCoefficient(
  series: usize,
  value: f64,
  factor: f64,
  count: i32,
  out: usize,
): void {
  if (series === 0) {
    const each = value * factor;
    for (let k = 0; k < count; k++) put(out, k, at(out, k) + each);
  } else for (let k = 0; k < count; k++) put(out, k, at(out, k) + factor * at(series, k));
}
