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

/** The longest stretch of 0s: from … to (excluded). */
function longestGap(steps: Uint8Array): Range {
  let longest = { from: 0, to: 0 };
  for (let from = steps.indexOf(0); from >= 0;) {
    const to = steps.indexOf(1, from);
    const end = to < 0 ? steps.length : to;
    if (end - from > longest.to - longest.from) longest = { from, to: end };
    from = steps.indexOf(0, end);
  }
  return longest;
}

/**
 * Where to cut a ring: at the ends of what stands in a short part of it, not too close to one another. What goes
 * round the ring's end, as a month by another clock does, is cut off there however short it is.
 */
function cutsOf({ from, to }: Range, touched: readonly Uint8Array[]): number[] {
  const length = to - from;
  const shortest = Math.max(SHORTEST_STEPS, SHORTEST_SHARE * length);
  let atEnds = shortest;
  const ends = touched.flatMap((all) => {
    const steps = all.subarray(from, to);
    const first = steps.indexOf(1);
    const last = steps.lastIndexOf(1);
    if (first < 0) return [];
    if (last - first < SHORT_SHARE * length) return [from + first, from + last + 1];
    const gap = longestGap(steps);
    if (gap.from < first || gap.to > last || gap.to - gap.from <= (1 - SHORT_SHARE) * length)
      return [];
    atEnds = 1;
    return [from + gap.from, from + gap.to];
  });
  const cuts: number[] = [];
  for (const cut of ends.sort((a, b) => a - b)) {
    const before = cuts.at(-1);
    if (
      to - cut >= atEnds &&
      (before === undefined ? cut - from >= atEnds : cut - before >= shortest)
    )
      cuts.push(cut);
  }
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
