/** Block-tridiagonal Cholesky of steps from … to; what it computes stands in ../../eliminate.ts. */
import { at, pair, put, putPair } from "./memory";

function reciprocalRoot(pivot: f64, before: f64, lost: f64, proximal: f64): f64 {
  return 1 / Math.sqrt(Math.max(pivot, lost * before) + proximal);
}

/** P_t in place, and M_tt −= P_t·P_tᵀ. */
function couple(
  block: usize,
  coupling: usize,
  rows: i32,
  states: i32,
  locals: i32,
  coupled: i32,
  step: i32,
): void {
  const width = rows - coupled;
  const stride = (rows * (rows + 1)) / 2;
  const previous = (step - 1) * stride;
  const start = step * states * width;
  for (let i = 0; i < states; i++) {
    const row = start + i * width;
    for (let j = 0; j < width; j++) {
      const line = previous + ((coupled + j) * (coupled + j + 1)) / 2 + coupled;
      let sum = at(coupling, row + j);
      for (let k = 0; k < j; k++) sum -= at(coupling, row + k) * at(block, line + k);
      put(coupling, row + j, sum * at(block, line + j));
    }
    const target = step * stride + ((locals + i) * (locals + i + 1)) / 2 + locals;
    for (let k = 0; k <= i; k++) {
      let sum: f64 = 0;
      const other = start + k * width;
      for (let j = 0; j < width; j++) sum += at(coupling, row + j) * at(coupling, other + j);
      put(block, target + k, at(block, target + k) - sum);
    }
  }
}

/** Cholesky in place of the packed block at `start`; `before` is its diagonal without coupling. */
function factorBlock(
  block: usize,
  start: i32,
  rows: i32,
  before: usize,
  lost: f64,
  proximal: f64,
): void {
  for (let i = 0; i < rows; i++) {
    const lineI = start + (i * (i + 1)) / 2;
    for (let k = 0; k < i; k++) {
      const lineK = start + (k * (k + 1)) / 2;
      let sum = at(block, lineI + k);
      for (let m = 0; m < k; m++) sum -= at(block, lineI + m) * at(block, lineK + m);
      put(block, lineI + k, sum * at(block, lineK + k));
    }
    let pivot = at(block, lineI + i);
    for (let m = 0; m < i; m++) pivot -= at(block, lineI + m) * at(block, lineI + m);
    put(block, lineI + i, reciprocalRoot(pivot, at(before, i), lost, proximal));
  }
}

/** X_t = L_t⁻¹·(borders_t − P_t·X_{t−1}) in place for all carried columns, two at a time. */
function carryBorders(
  block: usize,
  coupling: usize,
  carried: usize,
  rows: i32,
  states: i32,
  locals: i32,
  coupled: i32,
  wide: i32,
  step: i32,
  first: bool,
): void {
  const width = rows - coupled;
  const live = first ? locals : rows;
  const base = step * rows * wide;
  let line = (step * rows * (rows + 1)) / 2;
  for (let i = 0; i < live; i++) {
    const target = base + i * wide;
    const passed = first || i < locals ? 0 : width;
    const row = (step * states + i - locals) * width;
    const reciprocal = f64x2.splat(at(block, line + i));
    for (let c = 0; c < wide; c += 2) {
      let value = pair(carried, target + c);
      let source = base - width * wide + c;
      for (let k = 0; k < passed; k++) {
        value = f64x2.sub(
          value,
          f64x2.mul(f64x2.splat(at(coupling, row + k)), pair(carried, source)),
        );
        source += wide;
      }
      source = base + c;
      for (let k = 0; k < i; k++) {
        value = f64x2.sub(
          value,
          f64x2.mul(f64x2.splat(at(block, line + k)), pair(carried, source)),
        );
        source += wide;
      }
      putPair(carried, target + c, f64x2.mul(value, reciprocal));
    }
    line += i + 1;
  }
}

/** Factors the steps from … to and carries the borders through them; `first` is the segment's first step. */
export function eliminateSteps(
  block: usize,
  coupling: usize,
  carried: usize,
  rows: i32,
  states: i32,
  locals: i32,
  coupled: i32,
  wide: i32,
  from: i32,
  to: i32,
  first: i32,
  before: usize,
  lost: f64,
  proximal: f64,
): void {
  const stride = (rows * (rows + 1)) / 2;
  for (let t = from; t < to; t++) {
    for (let i = 0; i < rows; i++) put(before, i, at(block, t * stride + (i * (i + 3)) / 2));
    if (t > first) couple(block, coupling, rows, states, locals, coupled, t);
    factorBlock(block, t * stride, rows, before, lost, proximal);
    carryBorders(block, coupling, carried, rows, states, locals, coupled, wide, t, t === first);
  }
}

/** Lower triangle of gram += XᵀX over the numbers from `start` to `end` of `carried`. */
export function addGram(carried: usize, start: i32, end: i32, wide: i32, gram: usize): void {
  for (let c = 0; c < wide; c += 2)
    for (let d = 0; d <= c; d += 2) {
      let upper = f64x2.splat(0);
      let lower = f64x2.splat(0);
      for (let row = start; row < end; row += wide) {
        const right = pair(carried, row + d);
        upper = f64x2.add(upper, f64x2.mul(f64x2.splat(at(carried, row + c)), right));
        lower = f64x2.add(lower, f64x2.mul(f64x2.splat(at(carried, row + c + 1)), right));
      }
      const slot = c * wide + d;
      putPair(gram, slot, f64x2.add(pair(gram, slot), upper));
      putPair(gram, slot + wide, f64x2.add(pair(gram, slot + wide), lower));
    }
}
