/**
 * Along a ring, steps from … to: u = L⁻¹·u and u = L⁻ᵀ·u, and sums over the columns that are carried. A stretch
 * of steps at a time, so that its numbers stay in the nearest cache. `u` is by row and step, `pitch` bytes a row.
 *
 *     sums += Xᵀ·u        u −= X·δ
 */
import { at, both } from "./memory";

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
  pitch: usize,
): void {
  const width = rows - coupled;
  let line = block + ((<usize>((from * rows * (rows + 1)) / 2)) << 3);
  for (let t = from; t < to; t++) {
    const base = u + ((<usize>t) << 3);
    if (t > first) {
      const touched = base - 8 + <usize>coupled * pitch;
      let row = coupling + ((<usize>(t * states * width)) << 3);
      let own = base + <usize>locals * pitch;
      for (let i = 0; i < states; i++) {
        let sum = load<f64>(own);
        let before = touched;
        for (let k = 0; k < width; k++) {
          sum -= at(row, k) * load<f64>(before);
          before += pitch;
        }
        store<f64>(own, sum);
        own += pitch;
        row += (<usize>width) << 3;
      }
    }
    let own = base;
    for (let i = 0; i < rows; i++) {
      let sum = load<f64>(own);
      for (let other = base; other < own; other += pitch) {
        sum -= load<f64>(line) * load<f64>(other);
        line += 8;
      }
      store<f64>(own, sum * load<f64>(line));
      line += 8;
      own += pitch;
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
  pitch: usize,
): void {
  const width = rows - coupled;
  let line = block + ((<usize>((to * rows * (rows + 1)) / 2)) << 3);
  for (let t = to - 1; t >= from; t--) {
    const base = u + ((<usize>t) << 3);
    if (t + 1 < end) {
      const touched = base + <usize>coupled * pitch;
      let row = coupling + ((<usize>((t + 1) * states * width)) << 3);
      let after = base + 8 + <usize>locals * pitch;
      for (let i = 0; i < states; i++) {
        const value = load<f64>(after);
        let place = touched;
        for (let k = 0; k < width; k++) {
          store<f64>(place, load<f64>(place) - at(row, k) * value);
          place += pitch;
        }
        after += pitch;
        row += (<usize>width) << 3;
      }
    }
    let own = base + <usize>rows * pitch;
    for (let i = rows - 1; i >= 0; i--) {
      own -= pitch;
      line -= 8;
      const value = load<f64>(own) * load<f64>(line);
      store<f64>(own, value);
      line -= (<usize>i) << 3;
      let place = base;
      for (let k = 0; k < i; k++) {
        store<f64>(place, load<f64>(place) - at(line, k) * value);
        place += pitch;
      }
    }
  }
}

function addSums(
  carried: usize,
  rows: i32,
  count: i32,
  wide: i32,
  u: usize,
  pitch: usize,
  sums: usize,
): void {
  const bytes = (<usize>wide) << 3;
  for (let c: usize = 0; c < bytes; c += 16) {
    let some = f64x2.splat(0);
    let more = f64x2.splat(0);
    let column = carried + c;
    for (let t = 0; t < count; t++) {
      let place = u + ((<usize>t) << 3);
      let i = rows;
      for (; i > 1; i -= 2) {
        some = f64x2.add(some, f64x2.mul(v128.load(column), v128.load64_splat(place)));
        column += bytes;
        place += pitch;
        more = f64x2.add(more, f64x2.mul(v128.load(column), v128.load64_splat(place)));
        column += bytes;
        place += pitch;
      }
      if (i === 1) {
        some = f64x2.add(some, f64x2.mul(v128.load(column), v128.load64_splat(place)));
        column += bytes;
      }
    }
    v128.store(sums + c, f64x2.add(v128.load(sums + c), f64x2.add(some, more)));
  }
}

function subtractChange(
  carried: usize,
  rows: i32,
  count: i32,
  wide: i32,
  delta: usize,
  u: usize,
  pitch: usize,
): void {
  const bytes = (<usize>wide) << 3;
  let column = carried;
  for (let t = 0; t < count; t++) {
    let place = u + ((<usize>t) << 3);
    for (let i = 0; i < rows; i++) {
      let sum = f64x2.splat(0);
      for (let c: usize = 0; c < bytes; c += 16)
        sum = f64x2.add(sum, f64x2.mul(v128.load(column + c), v128.load(delta + c)));
      store<f64>(place, load<f64>(place) - both(sum));
      column += bytes;
      place += pitch;
    }
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
  pitch: usize,
  sums: usize,
): void {
  for (let start = from; start < to; start += STRETCH) {
    const end = min(to, start + STRETCH);
    const columns = carried + ((<usize>(start * rows * wide)) << 3);
    substituteForward(block, coupling, rows, states, locals, coupled, start, end, from, u, pitch);
    addSums(columns, rows, end - start, wide, u + ((<usize>start) << 3), pitch, sums);
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
  pitch: usize,
  delta: usize,
): void {
  for (let end = to; end > from; end -= STRETCH) {
    const start = max(from, end - STRETCH);
    const columns = carried + ((<usize>(start * rows * wide)) << 3);
    subtractChange(columns, rows, end - start, wide, delta, u + ((<usize>start) << 3), pitch);
    substituteBackward(block, coupling, rows, states, locals, coupled, start, end, to, u, pitch);
  }
}
