/** Pseudo-costs: what branching on a whole size has raised the bound by, per unit of distance, down and up. */

/** Least product of rises that is told from none. */
const LEAST = 1e-9;

/** Average rises of each size; shared by all nodes of a search. */
export class PseudoCosts {
  private readonly sums: Float64Array;
  private readonly counts: Float64Array;

  constructor(sizes: number) {
    this.sums = new Float64Array(2 * sizes);
    this.counts = new Float64Array(2 * sizes);
  }

  /** `rise` of the bound after moving `size` by `distance` to a whole number. */
  learn(size: number, up: boolean, rise: number, distance: number): void {
    const place = 2 * size + Number(up);
    this.sums[place]! += rise / distance;
    this.counts[place]!++;
  }

  private average(place: number, fallback: number): number {
    return this.counts[place]! > 0 ? this.sums[place]! / this.counts[place]! : fallback;
  }

  /** How much branching on `size` promises; `fallback` is the rise per unit where nothing is known. */
  score(size: number, fraction: number, fallback: number): number {
    const down = fraction * this.average(2 * size, fallback);
    const up = (1 - fraction) * this.average(2 * size + 1, fallback);
    return Math.max(down, LEAST) * Math.max(up, LEAST);
  }
}
