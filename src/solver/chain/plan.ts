/**
 * Symbolic stage, once per slice: which product of two coefficients lands where in the factorisation.
 *
 *     block     M_tt          rows of one step, packed lower triangle
 *     coupling  M_t,t−1       store rows of a step against coupled rows of the step before
 *     border    B and F̂       rows against capacities (A·Θ⁻¹·σ·p + H) and budgets (A·Θ⁻¹·F), slots of segments.ts
 *     corner                  budgets against budgets and capacities
 */
import { CAPACITY } from "./form.ts";
import type { Coefficient, Entry, Family, SliceForm } from "./form.ts";
import { chunkRings } from "./chunks.ts";
import type { ChunkedRing } from "./chunks.ts";
import { cutRings } from "./segments.ts";

/** target[step·stride + slot] += coefficient·weight, over a family; weight is 1/θ or σ/θ. */
export interface Placement extends Coefficient {
  readonly slot: number;
  readonly atNext: boolean;
  readonly limited: boolean;
}

/** Σ coefficient·weight over a family, into a corner entry (borders × borders). */
export interface CornerPlacement extends Coefficient {
  readonly slot: number;
  readonly limited: boolean;
}

export interface FamilyPlan {
  readonly family: Family;
  readonly block: readonly Placement[];
  readonly coupling: readonly Placement[];
  readonly border: readonly Placement[];
  readonly corner: readonly CornerPlacement[];
}

export interface SlicePlan {
  readonly families: readonly FamilyPlan[];
  /** Capacities, then budgets. */
  readonly borders: number;
  readonly rings: readonly ChunkedRing[];
  /** Columns carried through the elimination. */
  readonly wide: number;
  /** Slot of each capacity entry of the slice, in order. */
  readonly capacitySlots: Int32Array;
}

/** Place of (i, k), i ≥ k, in a packed lower triangle. */
export function packed(i: number, k: number): number {
  return i >= k ? (i * (i + 1)) / 2 + k : (k * (k + 1)) / 2 + i;
}

function multiply(a: Coefficient, b: Coefficient): Coefficient {
  if (a.series === null && b.series === null) return { value: a.value * b.value, series: null };
  const one = a.series === null ? b.series! : a.series;
  const other = a.series === null ? a : b;
  return {
    value: NaN,
    series: one.map((value, k) => value * (other.series === null ? other.value : other.series[k]!)),
  };
}

function planBlocks(
  slice: SliceForm,
  family: Family,
): { block: Placement[]; coupling: Placement[] } {
  const block: Placement[] = [];
  const coupling: Placement[] = [];
  const within = (entries: readonly Entry[], atNext: boolean) => {
    entries.forEach((a, i) => {
      for (const b of entries.slice(0, i + 1))
        block.push({ slot: packed(a.row, b.row), atNext, limited: false, ...multiply(a, b) });
    });
  };
  within(family.own, false);
  within(family.next, true);
  const width = slice.rows - slice.coupled;
  for (const after of family.next)
    for (const before of family.own) {
      const slot = (after.row - slice.locals) * width + (before.row - slice.coupled);
      coupling.push({ slot, atNext: true, limited: false, ...multiply(after, before) });
    }
  return { block, coupling };
}

function planBorder(
  slice: SliceForm,
  family: Family,
  wide: number,
  slots: Int32Array,
): Placement[] {
  const border: Placement[] = [];
  for (const [entries, atNext] of [
    [family.own, false],
    [family.next, true],
  ] as const)
    for (const entry of entries) {
      const row = entry.row * wide;
      if (family.limit === CAPACITY) {
        const slot = row + slots[family.capacity]!;
        border.push({ slot, atNext, limited: true, ...multiply(entry, family.profile) });
      }
      for (const budget of family.budgets)
        border.push({
          slot: row + slots[slice.capacities.length + budget.row]!,
          atNext,
          limited: false,
          ...multiply(entry, budget),
        });
    }
  return border;
}

function planCorner(slice: SliceForm, family: Family, borders: number): CornerPlacement[] {
  const corner: CornerPlacement[] = [];
  const capacities = slice.capacities.length;
  family.budgets.forEach((a, i) => {
    const row = capacities + a.row;
    if (family.limit === CAPACITY)
      corner.push({
        slot: row * borders + family.capacity,
        limited: true,
        ...multiply(a, family.profile),
      });
    for (const b of family.budgets.slice(0, i + 1)) {
      const high = Math.max(a.row, b.row) + capacities;
      const low = Math.min(a.row, b.row) + capacities;
      corner.push({ slot: high * borders + low, limited: false, ...multiply(a, b) });
    }
  });
  return corner;
}

/** Lays out everything the factorisation of `slice` adds up. */
export function planSlice(slice: SliceForm): SlicePlan {
  const borders = slice.capacities.length + slice.budgets.length;
  const { rings, wide, slots } = cutRings(slice);
  return {
    families: slice.families.map((family): FamilyPlan => ({
      family,
      ...planBlocks(slice, family),
      border: planBorder(slice, family, wide, slots),
      corner: planCorner(slice, family, borders),
    })),
    borders,
    rings: chunkRings(slice, rings),
    wide,
    capacitySlots: Int32Array.from(
      slice.capacityEntries,
      (entry) => entry.row * wide + slots[entry.capacity]!,
    ),
  };
}
