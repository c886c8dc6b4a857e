/**
 * Where rings are cut, and which borders are carried where.
 *
 *     A border that stands in a part of a ring alone, as a month's peak does, is carried through that part only,
 *     and borders of different parts share a slot. Of every segment the store rows of its first step leave the
 *     chain: within a segment it touches its own and those of the segment after it, and all of a ring's close it.
 *
 * Cuts are made where they leave clearly fewer columns to carry; a ring that is not cut is one segment.
 */
import { CAPACITY } from "./form.ts";
import type { Coefficient, SliceForm } from "./form.ts";

/** Steps from … to of a ring. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  /** The first of its own closing rows among those of its ring. */
  readonly opens: number;
  /** For each carried slot the closing row of the ring, or the number of these + the border; −1 where nothing is carried. */
  readonly holds: Int32Array;
}

/** A ring as its segments, with how many rows close it. */
export interface CutRing {
  readonly segments: readonly Segment[];
  readonly closings: number;
}

/** How the rings of a slice are cut. */
export interface Cutting {
  readonly rings: readonly CutRing[];
  /** Carried slots, an even count: own closing rows, those of the segment after, borders. */
  readonly wide: number;
  /** Slot of each border. */
  readonly slots: Int32Array;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The shortest segment, in steps and as a share of its ring. */
const SHORTEST_STEPS = 16;
const SHORTEST_SHARE = 1 / 32;
/** A border that stands in no more of a ring than this makes a cut worth trying. */
const SHORT_SHARE = 1 / 2;
/** Cuts must leave this share of the columns. */
const WORTH = 0.8;

/** For each border the steps where its column is not 0 before elimination. */
function touchedSteps(slice: SliceForm): Uint8Array[] {
  const borders = slice.capacities.length + slice.budgets.length;
  const touched = Array.from({ length: borders }, () => new Uint8Array(slice.steps));
  const touch = (border: number, steps: Int32Array, { value, series }: Coefficient) => {
    for (let k = 0; k < steps.length; k++)
      if ((series === null ? value : series[k]!) !== 0) touched[border]![steps[k]!] = 1;
  };
  for (const { own, next, steps, nextSteps, limit, capacity, profile, budgets } of slice.families)
    for (const places of [own.length > 0 ? steps : null, next.length > 0 ? nextSteps : null]) {
      if (places === null) continue;
      if (limit === CAPACITY) touch(capacity, places, profile);
      for (const budget of budgets) touch(slice.capacities.length + budget.row, places, budget);
    }
  for (const { capacity, value, series, from, to } of slice.capacityEntries)
    for (let t = from; t < to; t++)
      if ((series === null ? value : series[t]!) !== 0) touched[capacity]![t] = 1;
  return touched;
}

/** Where to cut a ring: at the ends of what stands in a short part of it, not too close to one another. */
function cutsOf({ from, to }: Range, touched: readonly Uint8Array[]): number[] {
  const length = to - from;
  const shortest = Math.max(SHORTEST_STEPS, SHORTEST_SHARE * length);
  const ends = touched.flatMap((steps) => {
    const first = steps.subarray(from, to).indexOf(1);
    const last = steps.subarray(from, to).lastIndexOf(1);
    return first < 0 || last - first >= SHORT_SHARE * length ? [] : [from + first, from + last + 1];
  });
  const cuts: number[] = [];
  for (const cut of ends.sort((a, b) => a - b))
    if (cut - (cuts.at(-1) ?? from) >= shortest && to - cut >= shortest) cuts.push(cut);
  return cuts;
}

/** One slot for each border, the lowest that is free in all segments where the border stands. */
function shareSlots(standing: readonly (readonly boolean[])[], firstSlot: number): Int32Array {
  const slots = new Int32Array(standing.length);
  const taken: boolean[][] = [];
  const count = (border: number) => standing[border]!.filter(Boolean).length;
  const order = standing.map((_, border) => border).sort((a, b) => count(b) - count(a) || a - b);
  for (const border of order) {
    const here = standing[border]!;
    let slot = taken.findIndex((there) => !here.some((stands, i) => stands && there[i]));
    if (slot < 0) slot = taken.push(here.map(() => false)) - 1;
    here.forEach((stands, i) => {
      taken[slot]![i] ||= stands;
    });
    slots[border] = firstSlot + slot;
  }
  return slots;
}

function cutAt(
  slice: SliceForm,
  touched: readonly Uint8Array[],
  cuts: readonly (readonly number[])[],
): Cutting {
  const { states } = slice;
  const parts = slice.rings.map(({ from, to }, ring) =>
    [from, ...cuts[ring]!].map((start, i) => ({ from: start, to: cuts[ring]![i] ?? to })),
  );
  const all = parts.flat();
  const standing = touched.map((steps) =>
    all.map(({ from, to }) => steps.subarray(from, to).includes(1)),
  );
  const ends = cuts.some((list) => list.length > 0) ? 2 * states : states;
  const slots = shareSlots(standing, ends);
  const wide = 2 * Math.ceil(Math.max(ends, ...slots.map((slot) => slot + 1)) / 2);
  let index = 0;
  const rings = parts.map((ranges): CutRing => {
    const closings = ranges.length * states;
    const segments = ranges.map((range, i): Segment => {
      const holds = new Int32Array(wide).fill(-1);
      const opens = i * states;
      for (let k = 0; k < states; k++) {
        holds[k] = opens + k;
        if (ranges.length > 1) holds[states + k] = ((i + 1) % ranges.length) * states + k;
      }
      for (let border = 0; border < slots.length; border++)
        if (standing[border]![index]) holds[slots[border]!] = closings + border;
      index++;
      return { ...range, opens, holds };
    });
    return { segments, closings };
  });
  return { rings, wide, slots };
}

/** Cuts the rings of `slice` where that is worth it. */
export function cutRings(slice: SliceForm): Cutting {
  const touched = touchedSteps(slice);
  const whole = cutAt(
    slice,
    touched,
    slice.rings.map(() => []),
  );
  const cuts = slice.rings.map((ring) => cutsOf(ring, touched));
  if (cuts.every((list) => list.length === 0)) return whole;
  const cut = cutAt(slice, touched, cuts);
  return cut.wide <= WORTH * whole.wide ? cut : whole;
}
