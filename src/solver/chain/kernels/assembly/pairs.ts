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

/** What pulls one product into [low, high] after steps of these lengths. */
function pullInto(
  low: f64,
  high: f64,
  primal: f64,
  dual: f64,
  a: f64,
  b: f64,
  da: f64,
  db: f64,
): f64 {
  const product = (a + primal * da) * (b + dual * db);
  if (product < low) return (low - product) / a;
  return product > high ? Math.max(high - product, -high) / a : 0;
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
  const none = f64x2.splat(0);
  const lows = f64x2.splat(low);
  const highs = f64x2.splat(high);
  const primals = f64x2.splat(primal);
  const duals = f64x2.splat(dual);
  const even = count & ~1;
  for (let k = 0; k < even; k += 2) {
    const product = f64x2.mul(
      f64x2.add(pair(a, k), f64x2.mul(primals, pair(da, k))),
      f64x2.add(pair(b, k), f64x2.mul(duals, pair(db, k))),
    );
    putPair(pull, k, none);
    const outside = v128.or(f64x2.lt(product, lows), f64x2.gt(product, highs));
    if (v128.any_true(outside))
      for (let i = k; i < k + 2; i++)
        put(pull, i, pullInto(low, high, primal, dual, at(a, i), at(b, i), at(da, i), at(db, i)));
  }
  if (even < count) {
    const k = even;
    put(pull, k, pullInto(low, high, primal, dual, at(a, k), at(b, k), at(da, k), at(db, k)));
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

/**
 * Lowers each of `lowest` to what (d + share·e)/a is at that share; gives the highest of them. `floor` is the
 * highest so far: a number that stays above it at shares 0 and 1 lowers none.
 */
function lower(lowest: usize, shares: usize, count: i32, floor: f64, a: f64, d: f64, e: f64): f64 {
  const least = floor * a;
  if (!(d < least || d + e < least)) return floor;
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
  let k = 0;
  for (; k + 1 < count; k += 2) {
    const least = f64x2.mul(f64x2.splat(floor), pair(a, k));
    const d = pair(da, k);
    const end = f64x2.add(d, pair(ea, k));
    if (!v128.any_true(v128.or(f64x2.lt(d, least), f64x2.lt(end, least)))) continue;
    floor = lower(lowest, shares, shareCount, floor, at(a, k), at(da, k), at(ea, k));
    floor = lower(lowest, shares, shareCount, floor, at(a, k + 1), at(da, k + 1), at(ea, k + 1));
  }
  if (k < count) lower(lowest, shares, shareCount, floor, at(a, k), at(da, k), at(ea, k));
}

/** Adds −(a + α·Δa)·b of pairs that fall below zero at each of `lengths` to `sums`. */
export function addFallen(
  a: usize,
  da: usize,
  b: usize,
  count: i32,
  lengths: usize,
  lengthCount: i32,
  sums: usize,
): void {
  for (let k = 0; k < count; k++) {
    const from = at(a, k);
    const change = at(da, k);
    if (!(change < -from)) continue;
    const price = at(b, k);
    for (let i = 0; i < lengthCount; i++) {
      const left = from + at(lengths, i) * change;
      if (left < 0) put(sums, i, at(sums, i) - left * price);
    }
  }
}

/** Δa is raised to share·a. */
export function holdBack(a: usize, da: usize, share: f64, count: i32): void {
  const shares = f64x2.splat(share);
  let k = 0;
  for (; k + 1 < count; k += 2)
    putPair(da, k, f64x2.pmax(pair(da, k), f64x2.mul(shares, pair(a, k))));
  if (k < count && at(da, k) < share * at(a, k)) put(da, k, share * at(a, k));
}
