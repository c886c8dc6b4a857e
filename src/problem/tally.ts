/** Sums over the steps of a slice, term by term, and the sizes of what is added: what rounding is measured against. */
import type { Series } from "./series.ts";

export class Tally {
  readonly sums: Float64Array;
  readonly sizes: Float64Array;

  constructor(steps: number) {
    this.sums = new Float64Array(steps);
    this.sizes = new Float64Array(steps);
  }

  /** sums += factor·coefficient·values, step by step. */
  add(coefficient: Series, values: Float64Array, factor = 1): void {
    const { sums, sizes } = this;
    if (typeof coefficient === "number") {
      const each = factor * coefficient;
      for (let t = 0; t < sums.length; t++) {
        const part = each * values[t]!;
        sums[t]! += part;
        sizes[t]! += Math.abs(part);
      }
    } else
      for (let t = 0; t < sums.length; t++) {
        const part = factor * coefficient[t]! * values[t]!;
        sums[t]! += part;
        sizes[t]! += Math.abs(part);
      }
  }

  /** sums += factor·coefficient. */
  addSeries(coefficient: Series, factor: number): void {
    const { sums, sizes } = this;
    for (let t = 0; t < sums.length; t++) {
      const part = factor * (typeof coefficient === "number" ? coefficient : coefficient[t]!);
      sums[t]! += part;
      sizes[t]! += Math.abs(part);
    }
  }
}
