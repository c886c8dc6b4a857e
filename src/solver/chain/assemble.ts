/**
 * Fills the numbers of one slice's normal equations for the current point, a chunk of steps at a time.
 *
 *     σ = v/w    θ = z/x + σ    M = A·Θ⁻¹·Aᵀ    B = A·Θ⁻¹·σ·p + H    F̂ = A·Θ⁻¹·F
 *     corner: capacities Σ p²·σ·(1 − σ/θ) = Σ p²·σ·(z/x)/θ,  budgets F·Θ⁻¹·Fᵀ,  both F·Θ⁻¹·σ·p
 */
import { joinSegment, openSegment } from "./closing.ts";
import type { Chunk, ChunkedRing } from "./chunks.ts";
import type { Closing, Placing, SliceFactor } from "./factor.ts";
import { CAPACITY, UNLIMITED } from "./form.ts";
import type { Family } from "./form.ts";
import { placeOf } from "./kernels/kernels.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { CornerPlacement } from "./plan.ts";
import type { SliceVectors } from "./state.ts";

/** θ of a variable that has no limit at all: a proximal term, centred on the current point. */
export const FREE_THETA = 1e-8;

/** z/x, σ, 1/θ and σ/θ of one family; returns Σ p²·σ·(z/x)/θ. */
function weighFamily(family: Family, point: SliceVectors, factor: SliceFactor): number {
  const { x, z, w, v } = point;
  const { below, above, inverse, limited } = factor;
  const { offset, count, lower } = family;
  const { series, value } = family.profile;
  if (family.limit === UNLIMITED) {
    for (let k = offset; k < offset + count; k++) {
      below[k] = lower ? z[k]! / x[k]! : 0;
      inverse[k] = lower ? x[k]! / z[k]! : 1 / FREE_THETA;
    }
    return 0;
  }
  const start = 8 * offset;
  return factor.kernels.weighLimited(
    lower ? 1 : 0,
    placeOf(x) + start,
    placeOf(z) + start,
    placeOf(w) + start,
    placeOf(v) + start,
    placeOf(series),
    value,
    count,
    placeOf(below) + start,
    placeOf(above) + start,
    placeOf(inverse) + start,
    family.limit === CAPACITY ? placeOf(limited) + start : 0,
  );
}

function placeCorner(
  kernels: Kernels,
  { slot, series, value }: CornerPlacement,
  family: Family,
  weight: Float64Array,
  corner: Float64Array,
): void {
  corner[slot]! += kernels.dot(
    placeOf(series),
    value,
    placeOf(weight) + 8 * family.offset,
    family.count,
  );
}

/** Weighs every number of the slice at `point`, and fills the corner. */
export function weigh(factor: SliceFactor, point: SliceVectors): void {
  const { kernels, plan, inverse, limited, corner } = factor;
  corner.fill(0);
  for (const { family, corner: corners } of plan.families) {
    const own = weighFamily(family, point, factor);
    if (family.limit === CAPACITY) corner[family.capacity * (plan.borders + 1)]! += own;
    for (const item of corners)
      placeCorner(kernels, item, family, item.limited ? limited : inverse, corner);
  }
}

/** Zeros for the steps from … to. */
function clear(
  { slice, plan, block, coupling, carried }: SliceFactor,
  from: number,
  to: number,
): void {
  const { rows, states, coupled } = slice;
  if (from >= to) return;
  const packed = (rows * (rows + 1)) / 2;
  const touching = states * (rows - coupled);
  const columns = rows * plan.wide;
  block.fill(0, from * packed, to * packed);
  coupling.fill(0, from * touching, to * touching);
  carried.fill(0, from * columns, to * columns);
}

/** Adds what each family's numbers weigh, those from its place in `starts` to that in `ends`. */
function place(
  { kernels }: SliceFactor,
  placings: readonly Placing[],
  starts: Int32Array,
  ends: Int32Array,
): void {
  for (const { family, series, value, steps, stride, slot, weights, target } of placings) {
    const k = starts[family]!;
    const count = ends[family]! - k;
    if (count > 0)
      kernels.scatter(
        series === 0 ? 0 : series + 8 * k,
        value,
        steps + 4 * k,
        stride,
        slot,
        weights + 8 * k,
        count,
        target,
      );
  }
}

function placeCapacities({ slice, plan, carried }: SliceFactor, from: number, to: number): void {
  const stride = slice.rows * plan.wide;
  slice.capacityEntries.forEach((entry, i) => {
    const slot = plan.capacitySlots[i]!;
    const end = Math.min(to, entry.to);
    for (let t = Math.max(from, entry.from); t < end; t++)
      carried[t * stride + slot]! += entry.series === null ? entry.value : entry.series[t]!;
  });
}

/** Clears the first step of a ring and its closing rows, and places what the ring's last step adds there. */
export function beginRing(factor: SliceFactor, { chunks }: ChunkedRing, closing: Closing): void {
  const { from } = chunks[0]!;
  const { ends, nextEnds } = chunks.at(-1)!;
  closing.matrix.fill(0);
  closing.through.fill(0);
  clear(factor, from, from + 1);
  place(factor, factor.nextPlacings, nextEnds, ends);
}

/** Fills the steps of a chunk; its last step adds to the step after, which is cleared for it. */
export function assembleChunk(
  factor: SliceFactor,
  ring: ChunkedRing,
  closing: Closing,
  chunk: Chunk,
): void {
  const { from, to, segment, after, starts, ends, nextEnds } = chunk;
  clear(factor, from + 1, Math.min(ring.chunks.at(-1)!.to, to + 1));
  place(factor, factor.placings, starts, ends);
  place(factor, factor.nextPlacings, starts, nextEnds);
  placeCapacities(factor, from, to);
  if (from === segment.from) openSegment(factor, ring, segment, closing);
  if (to === segment.to) joinSegment(factor, ring, after, segment, closing);
}
