/**
 * Sums over the columns that are carried through the elimination: rows of X, `wide` numbers each, an even
 * count. Two columns at a time, so that numbers are used several times once they are read.
 *
 *     gram += XᵀX        sums += Xᵀ·u        u −= X·δ
 */

/** Steps handled at a time: their numbers stay in the nearest cache. */
export const STRETCH = 16;

/** Lower triangle of gram += XᵀX over the rows from `start` to `end` of `carried`. */
export function addGram(
  carried: Float64Array,
  start: number,
  end: number,
  wide: number,
  gram: Float64Array,
): void {
  for (let c = 0; c < wide; c += 2)
    for (let d = 0; d <= c; d += 2) {
      let low = 0;
      let right = 0;
      let down = 0;
      let high = 0;
      for (let row = start; row < end; row += wide) {
        const a = carried[row + c]!;
        const b = carried[row + c + 1]!;
        const e = carried[row + d]!;
        const f = carried[row + d + 1]!;
        low += a * e;
        right += a * f;
        down += b * e;
        high += b * f;
      }
      const slot = c * wide + d;
      gram[slot]! += low;
      gram[slot + 1]! += right;
      gram[slot + wide]! += down;
      gram[slot + wide + 1]! += high;
    }
}

/** sums += Xᵀ·u over rows from … to (of u). */
export function addSums(
  carried: Float64Array,
  from: number,
  to: number,
  wide: number,
  u: Float64Array,
  sums: Float64Array,
): void {
  const paired = to - ((to - from) & 1);
  for (let c = 0; c < wide; c += 2) {
    let a = 0;
    let b = 0;
    let e = 0;
    let f = 0;
    let at = from * wide + c;
    for (let row = from; row < paired; row += 2) {
      const value = u[row]!;
      const next = u[row + 1]!;
      a += value * carried[at]!;
      b += value * carried[at + 1]!;
      e += next * carried[at + wide]!;
      f += next * carried[at + wide + 1]!;
      at += 2 * wide;
    }
    if (paired < to) {
      a += u[paired]! * carried[at]!;
      b += u[paired]! * carried[at + 1]!;
    }
    sums[c]! += a + e;
    sums[c + 1]! += b + f;
  }
}

/** u −= X·δ over rows from … to (of u). */
export function subtractChange(
  carried: Float64Array,
  from: number,
  to: number,
  wide: number,
  delta: Float64Array,
  u: Float64Array,
): void {
  let at = from * wide;
  for (let row = from; row < to; row++) {
    let a = 0;
    let b = 0;
    for (let c = 0; c < wide; c += 2) {
      a += carried[at + c]! * delta[c]!;
      b += carried[at + c + 1]! * delta[c + 1]!;
    }
    u[row]! -= a + b;
    at += wide;
  }
}
