/**
 * The two halves of a direction over one family, and what it weighs; the equations stand in ../../direction.ts
 * and ../../assemble.ts. A profile at 0 stands for `value`; `whole` is 0 for a change of a direction.
 */
import { at, both, pair, put, putPair } from "./memory";

function profileAt(series: usize, value: f64, k: i32): f64 {
  return series === 0 ? value : at(series, k);
}

function profilePair(series: usize, value: f64, k: i32): v128 {
  return series === 0 ? f64x2.splat(value) : pair(series, k);
}

/** t of a family without limit. */
export function pullUnlimited(
  whole: bool,
  costs: usize,
  xz: usize,
  inverse: usize,
  count: i32,
  t: usize,
): void {
  for (let k = 0; k < count; k++)
    put(t, k, (whole ? at(xz, k) - at(costs, k) : at(xz, k)) * at(inverse, k));
}

/** t of a limited family; gives Σ p·(wv + σ·t). */
export function pullLimited(
  whole: bool,
  costs: usize,
  limits: usize,
  xz: usize,
  wv: usize,
  inverse: usize,
  above: usize,
  series: usize,
  value: f64,
  count: i32,
  t: usize,
): f64 {
  let shares = f64x2.splat(0);
  const even = count & ~1;
  for (let k = 0; k < even; k += 2) {
    let push = pair(wv, k);
    let pull = pair(xz, k);
    const sigma = pair(above, k);
    if (whole) {
      push = f64x2.sub(push, f64x2.mul(sigma, pair(limits, k)));
      pull = f64x2.sub(pull, pair(costs, k));
      putPair(wv, k, push);
    }
    const moved = f64x2.mul(f64x2.sub(pull, push), pair(inverse, k));
    putPair(t, k, moved);
    const asked = f64x2.add(push, f64x2.mul(moved, sigma));
    shares = f64x2.add(shares, f64x2.mul(asked, profilePair(series, value, k)));
  }
  let share = both(shares);
  for (let k = even; k < count; k++) {
    let push = at(wv, k);
    let pull = at(xz, k);
    const sigma = at(above, k);
    if (whole) {
      push -= sigma * at(limits, k);
      pull -= at(costs, k);
      put(wv, k, push);
    }
    const moved = (pull - push) * at(inverse, k);
    put(t, k, moved);
    share += (push + moved * sigma) * profileAt(series, value, k);
  }
  return share;
}

/** Δx and Δz of a family without limit. */
export function finishUnlimited(
  whole: bool,
  costs: usize,
  xz: usize,
  inverse: usize,
  below: usize,
  t: usize,
  count: i32,
  x: usize,
  z: usize,
): void {
  for (let k = 0; k < count; k++) {
    const pull = at(xz, k);
    const dx = (at(t, k) + (whole ? pull - at(costs, k) : pull)) * at(inverse, k);
    put(x, k, dx);
    put(z, k, pull - at(below, k) * dx);
  }
}

/** Δx, Δz, Δw and Δv of a limited family whose limit moves by `change` times its profile. */
export function finishLimited(
  whole: bool,
  costs: usize,
  limits: usize,
  xz: usize,
  wv: usize,
  inverse: usize,
  below: usize,
  above: usize,
  series: usize,
  value: f64,
  change: f64,
  t: usize,
  count: i32,
  x: usize,
  z: usize,
  w: usize,
  v: usize,
): void {
  const even = count & ~1;
  const changes = f64x2.splat(change);
  for (let k = 0; k < even; k += 2) {
    const pull = pair(xz, k);
    const push = pair(wv, k);
    const sigma = pair(above, k);
    const more = f64x2.mul(changes, profilePair(series, value, k));
    const own = f64x2.sub(whole ? f64x2.sub(pull, pair(costs, k)) : pull, push);
    const sum = f64x2.add(f64x2.add(pair(t, k), own), f64x2.mul(sigma, more));
    const dx = f64x2.mul(sum, pair(inverse, k));
    const room = f64x2.sub(more, dx);
    putPair(x, k, dx);
    putPair(z, k, f64x2.sub(pull, f64x2.mul(pair(below, k), dx)));
    putPair(w, k, whole ? f64x2.add(room, pair(limits, k)) : room);
    putPair(v, k, f64x2.sub(push, f64x2.mul(sigma, room)));
  }
  for (let k = even; k < count; k++) {
    const pull = at(xz, k);
    const push = at(wv, k);
    const sigma = at(above, k);
    const more = change * profileAt(series, value, k);
    const own = (whole ? pull - at(costs, k) : pull) - push;
    const dx = (at(t, k) + own + sigma * more) * at(inverse, k);
    const room = more - dx;
    put(x, k, dx);
    put(z, k, pull - at(below, k) * dx);
    put(w, k, whole ? room + at(limits, k) : room);
    put(v, k, push - sigma * room);
  }
}

/** z/x, σ, 1/θ and, where `limited` is not 0, σ/θ of a limited family; gives Σ p²·σ·(z/x)/θ. */
export function weighLimited(
  lower: bool,
  x: usize,
  z: usize,
  w: usize,
  v: usize,
  series: usize,
  value: f64,
  count: i32,
  below: usize,
  above: usize,
  inverse: usize,
  limited: usize,
): f64 {
  let sum: f64 = 0;
  for (let k = 0; k < count; k++) {
    const sigma = at(v, k) / at(w, k);
    const zeta = lower ? at(z, k) / at(x, k) : 0;
    const inverted = 1 / (zeta + sigma);
    put(below, k, zeta);
    put(above, k, sigma);
    put(inverse, k, inverted);
    if (limited === 0) continue;
    const part = sigma * inverted;
    const profile = profileAt(series, value, k);
    put(limited, k, part);
    sum += profile * profile * part * zeta;
  }
  return sum;
}

/**
 * Costs and limits missing in one family, from its part of Aᵀλ + Fᵀρ in `t`. Of `found` it adds to Σ c·x, to the
 * dual's −Σ u·v, to Σ x·z + w·v and to Σ p·v, and raises the largest missing limit, cost and number.
 */
export function measure(
  limited: bool,
  cost: usize,
  upper: usize,
  x: usize,
  z: usize,
  w: usize,
  v: usize,
  series: usize,
  value: f64,
  capacity: f64,
  t: usize,
  count: i32,
  costs: usize,
  limits: usize,
  found: usize,
): void {
  let primal = at(found, 0);
  let dual = at(found, 1);
  let pairs = at(found, 2);
  let price = at(found, 3);
  let primalError = at(found, 4);
  let dualError = at(found, 5);
  let size = at(found, 6);
  for (let k = 0; k < count; k++) {
    const amount = at(x, k);
    primal += at(cost, k) * amount;
    pairs += amount * at(z, k);
    let missing = at(cost, k) - at(t, k) - at(z, k);
    if (limited) {
      const worth = at(v, k);
      const room = at(w, k);
      const profile = profileAt(series, value, k);
      missing += worth;
      pairs += room * worth;
      dual -= at(upper, k) * worth;
      price += profile * worth;
      const short = at(upper, k) - amount - room + profile * capacity;
      put(limits, k, short);
      primalError = Math.max(primalError, Math.abs(short));
    }
    put(costs, k, missing);
    dualError = Math.max(dualError, Math.abs(missing));
    size = Math.max(size, Math.abs(amount));
  }
  put(found, 0, primal);
  put(found, 1, dual);
  put(found, 2, pairs);
  put(found, 3, price);
  put(found, 4, primalError);
  put(found, 5, dualError);
  put(found, 6, size);
}

/**
 * Of the rows' residuals: adds Σ r·λ to the first of `found` and raises the largest residual, the largest beside
 * 1 + its right-hand side, and the largest price.
 */
export function measureRows(
  rows: usize,
  rhs: usize,
  lambda: usize,
  count: i32,
  found: usize,
): void {
  let dual: f64 = 0;
  let error: f64 = 0;
  let beside: f64 = 0;
  let size: f64 = 0;
  for (let k = 0; k < count; k++) {
    const missing = Math.abs(at(rows, k));
    const side = at(rhs, k);
    const price = at(lambda, k);
    dual += side * price;
    error = Math.max(error, missing);
    if (missing > beside * (1 + Math.abs(side))) beside = missing / (1 + Math.abs(side));
    size = Math.max(size, Math.abs(price));
  }
  put(found, 0, at(found, 0) + dual);
  put(found, 1, Math.max(at(found, 1), error));
  put(found, 2, Math.max(at(found, 2), beside));
  put(found, 3, Math.max(at(found, 3), size));
}
