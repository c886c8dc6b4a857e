/**
 * Along a ring, steps from … to: u = L⁻¹·u and u = L⁻ᵀ·u, and sums over the columns that are carried. A stretch
 * of steps at a time, so that its numbers stay in the nearest cache.
 *
 *     sums += Xᵀ·u        u −= X·δ
 */
import { at, both, pair, put, putPair } from "./memory";

const STRETCH: i32 = 16;

function substituteForward(
  block: usize,
  coupling: usize,
  rows: i32,
  states: i32,
  locals: i32,
  coupled: i32,
  from: i32,
  to: i32,
  first: i32,
  u: usize,
): void {
  const width = rows - coupled;
  let line = block + ((<usize>((from * rows * (rows + 1)) / 2)) << 3);
  for (let t = from; t < to; t++) {
    const base = u + ((<usize>(t * rows)) << 3);
    if (t > first) {
      const before = base - ((<usize>width) << 3);
      for (let i = 0; i < states; i++) {
        const row = coupling + ((<usize>((t * states + i) * width)) << 3);
        let sum = at(base, locals + i);
        for (let k = 0; k < width; k++) sum -= at(row, k) * at(before, k);
        put(base, locals + i, sum);
      }
    }
    for (let i = 0; i < rows; i++) {
      let sum = at(base, i);
      for (let k = 0; k < i; k++) sum -= at(line, k) * at(base, k);
      put(base, i, sum * at(line, i));
      line += (<usize>(i + 1)) << 3;
    }
  }
}

function substituteBackward(
  block: usize,
  coupling: usize,
  rows: i32,
  states: i32,
  locals: i32,
  coupled: i32,
  from: i32,
  to: i32,
  end: i32,
  u: usize,
): void {
  const width = rows - coupled;
  let line = block + ((<usize>((to * rows * (rows + 1)) / 2)) << 3);
  for (let t = to - 1; t >= from; t--) {
    const base = u + ((<usize>(t * rows)) << 3);
    if (t + 1 < end) {
      const touched = base + ((<usize>coupled) << 3);
      for (let i = 0; i < states; i++) {
        const row = coupling + ((<usize>(((t + 1) * states + i) * width)) << 3);
        const value = at(base, rows + locals + i);
        for (let k = 0; k < width; k++) put(touched, k, at(touched, k) - at(row, k) * value);
      }
    }
    for (let i = rows - 1; i >= 0; i--) {
      line -= (<usize>(i + 1)) << 3;
      const value = at(base, i) * at(line, i);
      put(base, i, value);
      for (let k = 0; k < i; k++) put(base, k, at(base, k) - at(line, k) * value);
    }
  }
}

function addSums(carried: usize, from: i32, to: i32, wide: i32, u: usize, sums: usize): void {
  for (let c = 0; c < wide; c += 2) {
    let some = f64x2.splat(0);
    let more = f64x2.splat(0);
    let k = from * wide + c;
    let row = from;
    for (; row + 1 < to; row += 2) {
      some = f64x2.add(some, f64x2.mul(pair(carried, k), f64x2.splat(at(u, row))));
      more = f64x2.add(more, f64x2.mul(pair(carried, k + wide), f64x2.splat(at(u, row + 1))));
      k += 2 * wide;
    }
    if (row < to) some = f64x2.add(some, f64x2.mul(pair(carried, k), f64x2.splat(at(u, row))));
    putPair(sums, c, f64x2.add(pair(sums, c), f64x2.add(some, more)));
  }
}

function subtractChange(
  carried: usize,
  from: i32,
  to: i32,
  wide: i32,
  delta: usize,
  u: usize,
): void {
  let k = from * wide;
  for (let row = from; row < to; row++) {
    let sum = f64x2.splat(0);
    for (let c = 0; c < wide; c += 2)
      sum = f64x2.add(sum, f64x2.mul(pair(carried, k + c), pair(delta, c)));
    put(u, row, at(u, row) - both(sum));
    k += wide;
  }
}

/** Forward over a ring; `sums` gathers Xᵀ·u over all carried columns. */
export function forwardRing(
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
  u: usize,
  sums: usize,
): void {
  for (let start = from; start < to; start += STRETCH) {
    const end = min(to, start + STRETCH);
    substituteForward(block, coupling, rows, states, locals, coupled, start, end, from, u);
    addSums(carried, start * rows, end * rows, wide, u, sums);
  }
}

/** Backward over a ring; `delta` holds the closing rows, then δ. */
export function backwardRing(
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
  u: usize,
  delta: usize,
): void {
  for (let end = to; end > from; end -= STRETCH) {
    const start = max(from, end - STRETCH);
    subtractChange(carried, start * rows, end * rows, wide, delta, u);
    substituteBackward(block, coupling, rows, states, locals, coupled, start, end, to, u);
  }
}
