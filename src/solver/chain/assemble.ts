/**
 * Fills the numbers of one slice's normal equations for the current point.
 *
 *     σ = v/w    θ = z/x + σ    M = A·Θ⁻¹·Aᵀ    B = A·Θ⁻¹·σ·p + H    F̂ = A·Θ⁻¹·F
 *     corner: capacities Σ p²·σ·(1 − σ/θ) = Σ p²·σ·(z/x)/θ,  budgets F·Θ⁻¹·Fᵀ,  both F·Θ⁻¹·σ·p
 */
import { CAPACITY, UNLIMITED } from "./form.ts";
import type { Family, SliceForm } from "./form.ts";
import { placeOf } from "./kernels/kernels.ts";
import type { Kernels, Ring } from "./kernels/kernels.ts";
import type { Room } from "./kernels/room.ts";
import type { CornerPlacement, Placement, SlicePlan } from "./plan.ts";
import { residentPlan, residentSlice } from "./resident.ts";
import type { CutRing, Segment } from "./segments.ts";
import type { SliceVectors } from "./state.ts";

/** θ of a variable that has no limit at all: a proximal term, centred on the current point. */
export const FREE_THETA = 1e-8;

/** The rows that close a ring: a matrix (lower triangle), later its factor, and borders, later L⁻¹ of them. */
export interface Closing {
  readonly matrix: Float64Array;
  readonly through: Float64Array;
}

/** Numbers of the factorisation of one slice; `block` and `coupling` become Cholesky factors in place. */
export interface SliceFactor {
  readonly kernels: Kernels;
  readonly slice: SliceForm;
  readonly plan: SlicePlan;
  /** z/x, σ and 1/θ of every number of the slice. */
  readonly below: Float64Array;
  readonly above: Float64Array;
  readonly inverse: Float64Array;
  /** σ/θ of one family at a time. */
  readonly limited: Float64Array;
  /** steps × packed block. */
  readonly block: Float64Array;
  /** steps × states × coupled rows. */
  readonly coupling: Float64Array;
  /**
   * steps × rows × wide: the borders to closing rows, then to capacities and budgets; later L⁻¹ of them. The
   * store rows of a segment's first step are closing rows, and hold nothing of use.
   */
  readonly carried: Float64Array;
  /** For each ring its closing rows. */
  readonly closings: readonly Closing[];
  /** borders × borders, lower triangle: direct terms, and B̂ᵀ·M⁻¹·B̂. */
  readonly corner: Float64Array;
  readonly gram: Float64Array;
  /** Corner, then gram: what the team is told. */
  readonly share: Float64Array;
  /** Room for one number for each carried column, twice, for their products with one another, and for each row. */
  readonly sums: Float64Array;
  readonly delta: Float64Array;
  readonly products: Float64Array;
  readonly before: Float64Array;
}

/** Numbers of the longest family: what room for one family at a time must hold. */
export function longestFamily(slice: SliceForm): number {
  return slice.families.reduce((most, family) => Math.max(most, family.count), 0);
}

/** Room for the factorisation of `slice`, laid out by `plan`. */
export function makeFactor(room: Room, form: SliceForm, laidOut: SlicePlan): SliceFactor {
  const slice = residentSlice(room, form);
  const plan = residentPlan(room, laidOut, slice);
  const { steps, rows, states, coupled, columns } = slice;
  const square = plan.borders * plan.borders;
  const share = new Float64Array(2 * square);
  return {
    kernels: room.kernels,
    slice,
    plan,
    below: room.floats(columns),
    above: room.floats(columns),
    inverse: room.floats(columns),
    limited: room.floats(longestFamily(slice)),
    block: room.floats((steps * rows * (rows + 1)) / 2),
    coupling: room.floats(steps * states * (rows - coupled)),
    carried: room.floats(steps * rows * plan.wide),
    closings: plan.rings.map(({ closings }) => ({
      matrix: new Float64Array(closings * closings),
      through: new Float64Array(closings * plan.borders),
    })),
    corner: share.subarray(0, square),
    gram: share.subarray(square),
    share,
    sums: room.floats(plan.wide),
    delta: room.floats(plan.wide),
    products: room.floats(plan.wide * plan.wide),
    before: room.floats(rows),
  };
}

/** What kernels are told of a factor before the steps from … to. */
export function ringOf(factor: SliceFactor, from: number, to: number): Ring {
  const { rows, states, locals, coupled } = factor.slice;
  return [
    placeOf(factor.block),
    placeOf(factor.coupling),
    placeOf(factor.carried),
    rows,
    states,
    locals,
    coupled,
    factor.plan.wide,
    from,
    to,
  ];
}

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
    family.limit === CAPACITY ? placeOf(limited) : 0,
  );
}

/** Adds the weights of a family, which begin at `offset` of `weight`, where a placement says. */
function place(
  kernels: Kernels,
  placement: Placement,
  stride: number,
  family: Family,
  weight: Float64Array,
  offset: number,
  target: Float64Array,
): void {
  const { slot, series, value } = placement;
  const steps = placement.atNext ? family.nextSteps : family.steps;
  kernels.scatter(
    placeOf(series),
    value,
    1,
    placeOf(steps),
    stride,
    slot,
    placeOf(weight) + 8 * offset,
    family.count,
    placeOf(target),
  );
}

function placeCorner(
  kernels: Kernels,
  { slot, series, value }: CornerPlacement,
  family: Family,
  weight: Float64Array,
  offset: number,
  corner: Float64Array,
): void {
  corner[slot]! += kernels.dot(placeOf(series), value, placeOf(weight) + 8 * offset, family.count);
}

function placeCapacities(factor: SliceFactor): void {
  const { slice, plan, carried } = factor;
  const stride = slice.rows * plan.wide;
  slice.capacityEntries.forEach((entry, i) => {
    const slot = plan.capacitySlots[i]!;
    for (let t = entry.from; t < entry.to; t++)
      carried[t * stride + slot]! += entry.series === null ? entry.value : entry.series[t]!;
  });
}

/** Fills all of `factor` for `point`, ready for `eliminate`. */
export function assemble(factor: SliceFactor, point: SliceVectors): void {
  const { kernels, slice, plan, inverse, limited, corner } = factor;
  for (const array of [factor.block, factor.coupling, factor.carried]) array.fill(0);
  corner.fill(0);
  factor.gram.fill(0);
  const blockStride = (slice.rows * (slice.rows + 1)) / 2;
  const couplingStride = slice.states * (slice.rows - slice.coupled);
  const borderStride = slice.rows * plan.wide;
  for (const { family, block, coupling, border, corner: corners } of plan.families) {
    const own = weighFamily(family, point, factor);
    if (family.limit === CAPACITY) corner[family.capacity * (plan.borders + 1)]! += own;
    const { offset } = family;
    for (const item of block)
      place(kernels, item, blockStride, family, inverse, offset, factor.block);
    for (const item of coupling)
      place(kernels, item, couplingStride, family, inverse, offset, factor.coupling);
    for (const item of border)
      if (item.limited) place(kernels, item, borderStride, family, limited, 0, factor.carried);
      else place(kernels, item, borderStride, family, inverse, offset, factor.carried);
    for (const item of corners)
      if (item.limited) placeCorner(kernels, item, family, limited, 0, corner);
      else placeCorner(kernels, item, family, inverse, offset, corner);
  }
  placeCapacities(factor);
  closeRings(factor);
}

/** Moves the store rows of every segment's first step, which touch the segment before, out of the chain. */
function closeRings(factor: SliceFactor): void {
  factor.plan.rings.forEach((ring, i) => {
    const closing = factor.closings[i]!;
    closing.matrix.fill(0);
    closing.through.fill(0);
    ring.segments.forEach((segment, j) => {
      openSegment(factor, ring, segment, closing);
      const before = ring.segments.at(j - 1)!;
      if (before.to - before.from > 1) joinSegment(factor, segment, before);
      else joinItself(factor, segment, closing);
    });
  });
}

/** What the closing rows of a segment have to do with themselves, with borders, and with its first two steps. */
function openSegment(
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
    for (const [slot, held] of holds.entries())
      if (held >= closings) through[(opens + i) * borders + held - closings] = carried[own + slot]!;
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

/** What the closing rows of a segment have to do with the last step of the segment before. */
function joinSegment(
  { slice, plan, coupling, carried }: SliceFactor,
  { from }: Segment,
  before: Segment,
): void {
  const { rows, states, coupled } = slice;
  const width = rows - coupled;
  const column = before.from === from ? 0 : states;
  for (let i = 0; i < states; i++)
    for (let k = 0; k < width; k++) {
      const wrap = (from * states + i) * width + k;
      carried[((before.to - 1) * rows + coupled + k) * plan.wide + column + i]! += coupling[wrap]!;
      coupling[wrap] = 0;
    }
}

/** The same for a segment of one step, which is the whole ring. */
function joinItself(
  { slice, plan, coupling, carried }: SliceFactor,
  { from }: Segment,
  { matrix }: Closing,
): void {
  const { rows, locals, states, coupled } = slice;
  const width = rows - coupled;
  for (let i = 0; i < states; i++)
    for (let k = 0; k < width; k++) {
      const wrap = (from * states + i) * width + k;
      const value = coupling[wrap]!;
      coupling[wrap] = 0;
      const other = coupled + k - locals;
      if (other < 0) carried[(from * rows + coupled + k) * plan.wide + i]! += value;
      else if (other === i) matrix[i * states + i]! += 2 * value;
      else matrix[Math.max(i, other) * states + Math.min(i, other)]! += value;
    }
}
