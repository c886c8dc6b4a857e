/** Branching on whole sizes: which one, by what it has brought before, and into which boxes. */
import { at } from "../../problem/series.ts";
import { WHOLE } from "./tighten.ts";

/** Limits of the whole sizes, in their order. */
export interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** How a box came from another: `size` moved by `distance` to a whole number. */
export interface Branched {
  readonly size: number;
  readonly up: boolean;
  readonly distance: number;
}

/** Both halves of a box at a fraction of one size: down, then up. */
export function halves(
  { lower, upper }: Box,
  size: number,
  value: number,
): [Box & { readonly branched: Branched }, Box & { readonly branched: Branched }] {
  const [below, above] = [Math.floor(value), Math.ceil(value)];
  return [
    {
      lower,
      upper: upper.with(size, below),
      branched: { size, up: false, distance: value - below },
    },
    {
      lower: lower.with(size, above),
      upper,
      branched: { size, up: true, distance: above - value },
    },
  ];
}

/** Least product of rises that is told from none. */
const LEAST = 1e-9;

/** Pseudo-costs: average rises of the bound per unit of distance, by size, down and up; shared by all nodes of a search. */
export class PseudoCosts {
  private readonly sums: Float64Array;
  private readonly counts: Float64Array;

  constructor(sizes: number) {
    this.sums = new Float64Array(2 * sizes);
    this.counts = new Float64Array(2 * sizes);
  }

  /** `rise` of the bound after a branching. */
  learn({ size, up, distance }: Branched, rise: number): void {
    const place = 2 * size + Number(up);
    this.sums[place]! += rise / distance;
    this.counts[place]!++;
  }

  private average(place: number, fallback: number): number {
    return this.counts[place]! > 0 ? this.sums[place]! / this.counts[place]! : fallback;
  }

  /** How much branching on `size` promises; `fallback` is the rise per unit where nothing is known. */
  private score(size: number, fraction: number, fallback: number): number {
    const down = fraction * this.average(2 * size, fallback);
    const up = (1 - fraction) * this.average(2 * size + 1, fallback);
    return Math.max(down, LEAST) * Math.max(up, LEAST);
  }

  /** The size whose fraction promises most, or −1 when all are whole; `fallbacks` by size, or one for all. */
  choose(values: Float64Array, fallbacks: Float64Array | number): number {
    let best = -1;
    let bestScore = -1;
    values.forEach((value, i) => {
      const fraction = value - Math.floor(value);
      if (Math.min(fraction, 1 - fraction) <= WHOLE) return;
      const score = this.score(i, fraction, at(fallbacks, i));
      if (score <= bestScore) return;
      bestScore = score;
      best = i;
    });
    return best;
  }
}
