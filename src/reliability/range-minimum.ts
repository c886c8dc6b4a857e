/**
 * Finds the next hour whose margin is below a threshold without looking at the hours between.
 *
 *     level[k][i] = min(values[i … i + 2^k − 1])
 *
 * n log n numbers once; log n steps a question.
 */
export class RangeMinimum {
  private readonly levels: Float64Array[];

  constructor(values: Float64Array) {
    this.levels = [values];
    for (let span = 1; 2 * span <= values.length; span *= 2) {
      const below = this.levels.at(-1)!;
      const next = new Float64Array(values.length - 2 * span + 1);
      for (let i = 0; i < next.length; i++) next[i] = Math.min(below[i]!, below[i + span]!);
      this.levels.push(next);
    }
  }

  /** First index at or after `from` whose value is below `threshold`; the length where none is. */
  firstBelow(from: number, threshold: number): number {
    let at = from;
    for (let k = this.levels.length - 1; k >= 0; k--) {
      const level = this.levels[k]!;
      if (at < level.length && level[at]! >= threshold) at += 1 << k;
    }
    return at;
  }
}
