/** A·x, Aᵀ·λ and Σ a·x of one coefficient over a family of `count` numbers; a series at 0 stands for `value`. */
import { at, index, put } from "./memory";

/** out[step·stride + slot] += coefficient·from. */
export function scatter(
  series: usize,
  value: f64,
  sign: f64,
  steps: usize,
  stride: i32,
  slot: i32,
  from: usize,
  count: i32,
  out: usize,
): void {
  if (series === 0) {
    const factor = value * sign;
    for (let k = 0; k < count; k++) {
      const place = index(steps, k) * stride + slot;
      put(out, place, at(out, place) + factor * at(from, k));
    }
  } else
    for (let k = 0; k < count; k++) {
      const place = index(steps, k) * stride + slot;
      put(out, place, at(out, place) + sign * at(series, k) * at(from, k));
    }
}

/** out += coefficient·from[step·stride + slot]. */
export function collect(
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
    for (let k = 0; k < count; k++)
      put(out, k, at(out, k) + value * at(from, index(steps, k) * stride + slot));
  } else
    for (let k = 0; k < count; k++)
      put(out, k, at(out, k) + at(series, k) * at(from, index(steps, k) * stride + slot));
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
