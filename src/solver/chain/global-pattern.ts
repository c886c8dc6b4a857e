/**
 * Where the global system over sizes and links has entries, and what each of them is made of. Once per form.
 *
 *     K = [P, Nᵀ; N, −E]     rows: designs, then links; kept as the lower triangle in pivot order
 *
 * Every slice joins the designs of its capacities and its budgets to a clique. Designs are eliminated
 * before links: P is a sum of positive terms at any point, while a link without slack has no pivot of its own.
 */
import type { ChainForm, SliceForm } from "./form.ts";
import type { LowerPattern } from "./sparse-ldl.ts";
import { orderPivots } from "./sparse-order.ts";

/** values[slots[i]] += factors[i]·number[sources[i]], over one slice's borders × borders numbers. */
export interface SliceSums {
  readonly slots: Int32Array;
  readonly sources: Int32Array;
  readonly factors: Float64Array;
  /** The first so many take corner + gram, the others corner − gram. */
  readonly plus: number;
}

export interface GlobalPattern {
  readonly size: number;
  /** Place of each design, then of each link, in pivot order. */
  readonly place: Int32Array;
  /** +1 for designs, −1 for links, in pivot order. */
  readonly signs: Int8Array;
  readonly lower: LowerPattern;
  /** The part of the values that does not change: links over designs. Diagonal first, then `lower`. */
  readonly fixed: Float64Array;
  readonly slices: readonly SliceSums[];
}

/** Unordered pairs of different nodes, as sorted keys low·size + high. */
class Pairs {
  private found: number[] = [];
  private readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  keyOf(a: number, b: number): number {
    return Math.min(a, b) * this.size + Math.max(a, b);
  }

  add(a: number, b: number): void {
    if (a !== b) this.found.push(this.keyOf(a, b));
  }

  keys(): Float64Array {
    const sorted = Float64Array.from(this.found).sort();
    return sorted.filter((key, i) => i === 0 || key !== sorted[i - 1]);
  }
}

function indexOf(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Nodes that one slice joins. */
function nodesOf(slice: SliceForm, designs: number): number[] {
  const nodes = new Set<number>();
  for (const terms of slice.capacities) for (const term of terms) nodes.add(term.design);
  for (const link of slice.budgets) nodes.add(designs + link);
  return [...nodes];
}

/** Calls `visit` for every entry of a link over designs. */
function visitLinks(
  form: ChainForm,
  visit: (link: number, design: number, value: number) => void,
): void {
  const { linkStarts, linkDesigns, linkValues } = form;
  for (let i = 0; i < form.linkRhs.length; i++)
    for (let p = linkStarts[i]!; p < linkStarts[i + 1]!; p++)
      visit(i, linkDesigns[p]!, linkValues[p]!);
}

function joinPairs(form: ChainForm, size: number): Float64Array {
  const designs = form.designs.length;
  const pairs = new Pairs(size);
  for (const slice of form.slices) {
    const nodes = nodesOf(slice, designs);
    nodes.forEach((a, i) => {
      for (let j = 0; j < i; j++) pairs.add(a, nodes[j]!);
    });
  }
  visitLinks(form, (link, design) => {
    pairs.add(designs + link, design);
  });
  return pairs.keys();
}

function placeNodes(keys: Float64Array, size: number, designs: number): Int32Array {
  const ends = Array.from(keys, (key) => [Math.floor(key / size), key % size] as const);
  const starts = new Int32Array(size + 1);
  for (const pair of ends) for (const node of pair) starts[node + 1]!++;
  for (let i = 0; i < size; i++) starts[i + 1]! += starts[i]!;
  const filled = starts.slice();
  const adjacent = new Int32Array(2 * keys.length);
  for (const [a, b] of ends) {
    adjacent[filled[a]!++] = b;
    adjacent[filled[b]!++] = a;
  }
  const stages = Uint8Array.from({ length: size }, (_, i) => Number(i >= designs));
  const place = new Int32Array(size);
  orderPivots({ size, starts, adjacent }, stages).forEach((node, k) => {
    place[node] = k;
  });
  return place;
}

/** Lower triangle in pivot order, and the slot there of each pair. */
function layOut(
  keys: Float64Array,
  size: number,
  place: Int32Array,
): { lower: LowerPattern; slots: Int32Array } {
  const row = (key: number) => Math.max(place[Math.floor(key / size)]!, place[key % size]!);
  const column = (key: number) => Math.min(place[Math.floor(key / size)]!, place[key % size]!);
  const starts = new Int32Array(size + 1);
  for (const key of keys) starts[row(key) + 1]!++;
  for (let i = 0; i < size; i++) starts[i + 1]! += starts[i]!;
  const filled = starts.slice();
  const columns = new Int32Array(keys.length);
  const slots = Int32Array.from(keys, (key) => {
    const at = filled[row(key)]!++;
    columns[at] = column(key);
    return size + at;
  });
  return { lower: { size, starts, columns }, slots };
}

/** Lists what `slice` adds up, with `slot` giving the slot of two nodes. */
function sumsOf(
  slice: SliceForm,
  designs: number,
  slot: (a: number, b: number) => number,
): SliceSums {
  const { capacities, budgets } = slice;
  const borders = capacities.length + budgets.length;
  const slots: number[] = [];
  const sources: number[] = [];
  const factors: number[] = [];
  const add = (a: number, b: number, source: number, factor: number) => {
    slots.push(slot(a, b));
    sources.push(source);
    factors.push(factor);
  };
  capacities.forEach((terms, i) => {
    for (let j = 0; j <= i; j++)
      terms.forEach((a, p) => {
        const others = i === j ? terms.slice(0, p + 1) : capacities[j]!;
        for (const b of others) {
          // Both halves of a symmetric pair fall on the diagonal when they meet in one design.
          const twice = a.design === b.design && a !== b ? 2 : 1;
          add(a.design, b.design, i * borders + j, twice * a.coefficient * b.coefficient);
        }
      });
  });
  const plus = slots.length;
  budgets.forEach((link, f) => {
    const row = (capacities.length + f) * borders;
    capacities.forEach((terms, i) => {
      for (const term of terms) add(designs + link, term.design, row + i, term.coefficient);
    });
    for (let other = 0; other <= f; other++)
      add(designs + link, designs + budgets[other]!, row + capacities.length + other, -1);
  });
  return {
    slots: Int32Array.from(slots),
    sources: Int32Array.from(sources),
    factors: Float64Array.from(factors),
    plus,
  };
}

/** Lays out the global system of `form`. */
export function planGlobal(form: ChainForm): GlobalPattern {
  const designs = form.designs.length;
  const size = designs + form.linkRhs.length;
  const keys = joinPairs(form, size);
  const place = placeNodes(keys, size, designs);
  const { lower, slots } = layOut(keys, size, place);
  const slot = (a: number, b: number) =>
    a === b ? place[a]! : slots[indexOf(keys, Math.min(a, b) * size + Math.max(a, b))]!;
  const fixed = new Float64Array(size + keys.length);
  visitLinks(form, (link, design, value) => {
    fixed[slot(designs + link, design)]! += value;
  });
  const signs = new Int8Array(size);
  place.forEach((k, node) => {
    signs[k] = node < designs ? 1 : -1;
  });
  return {
    size,
    place,
    signs,
    lower,
    fixed,
    slices: form.slices.map((slice) => sumsOf(slice, designs, slot)),
  };
}
