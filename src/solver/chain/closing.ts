/**
 * The rows that close the rings of a slice: the store rows of every segment's first step, taken out of the chain
 * as it is assembled, and factored once all segments of their ring are eliminated.
 */
import { choleskyDense } from "./dense.ts";
import type { Closing, SliceFactor } from "./factor.ts";
import type { CutRing, Segment } from "./segments.ts";

/** What the closing rows of a segment have to do with themselves, with borders, and with its first two steps. */
export function openSegment(
  { slice, plan, block, coupling, carried }: SliceFactor,
  { closings }: CutRing,
  { from, to, opens, holds }: Segment,
  { matrix, through }: Closing,
): void {
  const { rows, locals, states, coupled } = slice;
  const { wide, borders } = plan;
  const width = rows - coupled;
  const blockStride = (rows * (rows + 1)) / 2;
  for (let i = 0; i < states; i++) {
    const rowStart = from * blockStride + ((locals + i) * (locals + i + 1)) / 2;
    const own = (from * rows + locals + i) * wide;
    for (let slot = 0; slot < wide; slot++)
      if (holds[slot]! >= closings)
        through[(opens + i) * borders + holds[slot]! - closings] = carried[own + slot]!;
    for (let k = 0; k < locals; k++) {
      carried[(from * rows + k) * wide + i] = block[rowStart + k]!;
      block[rowStart + k] = 0;
    }
    for (let k = 0; k <= i; k++) {
      matrix[(opens + i) * closings + opens + k] = block[rowStart + locals + k]!;
      block[rowStart + locals + k] = k === i ? 1 : 0;
    }
    if (to - from === 1) continue;
    for (let k = locals - coupled; k < width; k++) {
      const second = ((from + 1) * states + i) * width + k;
      carried[((from + 1) * rows + locals + i) * wide + coupled + k - locals] = coupling[second]!;
      coupling[second] = 0;
    }
  }
}

/**
 * Takes the closing rows of a segment out of the last step of the segment before. Where that has one step, its
 * store rows are closing rows as well.
 */
export function joinSegment(
  { slice, plan, coupling, carried }: SliceFactor,
  { closings }: CutRing,
  { from, opens }: Segment,
  before: Segment,
  { matrix }: Closing,
): void {
  const { rows, locals, states, coupled } = slice;
  const width = rows - coupled;
  const column = before.from === from ? 0 : states;
  const chained = before.to - before.from > 1 ? width : locals - coupled;
  for (let i = 0; i < states; i++)
    for (let k = 0; k < width; k++) {
      const wrap = (from * states + i) * width + k;
      const value = coupling[wrap]!;
      coupling[wrap] = 0;
      const own = opens + i;
      const other = before.opens + coupled + k - locals;
      if (k < chained)
        carried[((before.to - 1) * rows + coupled + k) * plan.wide + column + i]! += value;
      else if (other === own) matrix[own * closings + own]! += 2 * value;
      else matrix[Math.max(own, other) * closings + Math.min(own, other)]! += value;
    }
}

/** Adds the products of a segment's columns to those of its ring's closing rows and borders, `size` in all. */
export function addJoint(
  { products, plan }: SliceFactor,
  { holds }: Segment,
  size: number,
  joint: Float64Array,
): void {
  for (let i = 0; i < plan.wide; i++)
    for (let k = 0; k <= i; k++) {
      const a = holds[i]!;
      const b = holds[k]!;
      if (a < 0 || b < 0) continue;
      joint[Math.max(a, b) * size + Math.min(a, b)]! += products[i * plan.wide + k]!;
    }
}

/** Factors the closing rows of a ring and adds its share of B̂ᵀ·M⁻¹·B̂ to the slice's gram. */
export function closeRing(
  { plan, gram }: SliceFactor,
  { matrix, through }: Closing,
  closings: number,
  joint: Float64Array,
): void {
  const { borders } = plan;
  const size = closings + borders;
  const before = new Float64Array(closings);
  for (let i = 0; i < closings; i++) {
    before[i] = matrix[i * closings + i]!;
    for (let k = 0; k <= i; k++) matrix[i * closings + k]! -= joint[i * size + k]!;
  }
  choleskyDense(matrix, closings, before);
  for (let i = 0; i < closings; i++)
    for (let c = 0; c < borders; c++) {
      let sum = through[i * borders + c]! - joint[(closings + c) * size + i]!;
      for (let k = 0; k < i; k++) sum -= matrix[i * closings + k]! * through[k * borders + c]!;
      through[i * borders + c] = sum * matrix[i * closings + i]!;
    }
  for (let c = 0; c < borders; c++)
    for (let d = 0; d <= c; d++) {
      let sum = joint[(closings + c) * size + closings + d]!;
      for (let i = 0; i < closings; i++)
        sum += through[i * borders + c]! * through[i * borders + d]!;
      gram[c * borders + d]! += sum;
    }
}
