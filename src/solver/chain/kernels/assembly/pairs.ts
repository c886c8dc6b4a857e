/** Pulls of complementary pairs, and how far a direction may go; what they are stands in ../../pairs.ts. */
import { at, pair, put, putPair } from "./memory";

/** pull = −b. */
export function aimAtZero(b: usize, pull: usize, count: i32): void {
  for (let k = 0; k < count; k++) put(pull, k, -at(b, k));
}

/** pull = (μ − Δa·Δb)/a. */
export function aimAtCentre(
  mu: f64,
  a: usize,
  da: usize,
  db: usize,
  pull: usize,
  count: i32,
): void {
  const even = count & ~1;
  const target = f64x2.splat(mu);
  for (let k = 0; k < even; k += 2) {
    const left = f64x2.sub(target, f64x2.mul(pair(da, k), pair(db, k)));
    putPair(pull, k, f64x2.div(left, pair(a, k)));
  }
  if (even < count) put(pull, even, (mu - at(da, even) * at(db, even)) / at(a, even));
}

/** Pulls products outside [low, high] after steps of these lengths into it. */
export function aimAtBand(
  low: f64,
  high: f64,
  primal: f64,
  dual: f64,
  a: usize,
  b: usize,
  da: usize,
  db: usize,
  pull: usize,
  count: i32,
): void {
  for (let k = 0; k < count; k++) {
    const product = (at(a, k) + primal * at(da, k)) * (at(b, k) + dual * at(db, k));
    let wanted: f64 = 0;
    if (product < low) wanted = (low - product) / at(a, k);
    else if (product > high) wanted = Math.max(high - product, -high) / at(a, k);
    put(pull, k, wanted);
  }
}

/** target += factor·from. */
export function addScaled(target: usize, from: usize, factor: f64, count: i32): void {
  const factors = f64x2.splat(factor);
  let k = 0;
  for (; k + 1 < count; k += 2)
    putPair(target, k, f64x2.add(pair(target, k), f64x2.mul(factors, pair(from, k))));
  if (k < count) put(target, k, at(target, k) + factor * at(from, k));
}

/**
 * Lowers `lowest` (two numbers) to the least Δa/a and Δb/b found, and adds Σ Δa·b, Σ Δb·a and Σ Δa·Δb to `sums`.
 */
export function probeStep(
  a: usize,
  b: usize,
  da: usize,
  db: usize,
  count: i32,
  lowest: usize,
  sums: usize,
): void {
  let primal = at(lowest, 0);
  let dual = at(lowest, 1);
  let first: f64 = 0;
  let second: f64 = 0;
  let third: f64 = 0;
  for (let k = 0; k < count; k++) {
    const p = at(da, k);
    const d = at(db, k);
    const x = at(a, k);
    const y = at(b, k);
    if (p < primal * x) primal = p / x;
    if (d < dual * y) dual = d / y;
    first += p * y;
    second += d * x;
    third += p * d;
  }
  put(lowest, 0, primal);
  put(lowest, 1, dual);
  put(sums, 0, at(sums, 0) + first);
  put(sums, 1, at(sums, 1) + second);
  put(sums, 2, at(sums, 2) + third);
}

/** Lowers each of `lowest` to what (d + share·e)/a is at that share; gives the highest of them. */
function lower(lowest: usize, shares: usize, count: i32, a: f64, d: f64, e: f64): f64 {
  let best = -Infinity;
  for (let i = 0; i < count; i++) {
    const ratio = (d + at(shares, i) * e) / a;
    if (ratio < at(lowest, i)) put(lowest, i, ratio);
    if (at(lowest, i) > best) best = at(lowest, i);
  }
  return best;
}

/** Lowers `lowest` (one number for each share) to the least (Δ + share·change)/a over a range. */
export function probeBlend(
  a: usize,
  da: usize,
  ea: usize,
  count: i32,
  lowest: usize,
  shares: usize,
  shareCount: i32,
): void {
  let floor = -Infinity;
  for (let i = 0; i < shareCount; i++) if (at(lowest, i) > floor) floor = at(lowest, i);
  for (let k = 0; k < count; k++) {
    const least = floor * at(a, k);
    const d = at(da, k);
    const e = at(ea, k);
    if (d < least || d + e < least) floor = lower(lowest, shares, shareCount, at(a, k), d, e);
  }
}
