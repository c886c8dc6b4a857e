/** Runs of missing values in a yearly series, how to fill them, and turning a series round the year's end. */

/** A run of missing values: first index and how many. */
export interface Gap {
  readonly at: number;
  readonly length: number;
}

/** Runs of NaN; one that runs over the end of the year counts as one. */
export function findGaps(values: Float64Array): Gap[] {
  const gaps: Gap[] = [];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i]!)) continue;
    const at = i;
    while (i < values.length && Number.isNaN(values[i]!)) i++;
    gaps.push({ at, length: i - at });
  }
  const [first, last] = [gaps[0], gaps.at(-1)];
  if (!first || !last || first === last || first.at > 0 || last.at + last.length < values.length)
    return gaps;
  return [...gaps.slice(1, -1), { at: last.at, length: last.length + first.length }];
}

/**
 * Fills a gap along the straight line between the value `stride` steps before it and that after it:
 * 1 for neighbours, 24 for the same hour of the days around (sunshine). Returns false, filling
 * nothing, where such a value is missing too.
 */
export function fillGap(values: Float64Array, gap: Gap, stride: number): boolean {
  const n = values.length;
  const back = stride * Math.ceil(gap.length / stride);
  const filled = new Float64Array(gap.length);
  for (let k = 0; k < gap.length; k++) {
    const before = stride === 1 ? k + 1 : stride;
    const after = stride === 1 ? gap.length - k : back;
    const low = values[(gap.at + k - before + 2 * n) % n]!;
    const high = values[(gap.at + k + after) % n]!;
    filled[k] = low + ((high - low) * before) / (before + after);
  }
  if (filled.some(Number.isNaN)) return false;
  for (let k = 0; k < gap.length; k++) values[(gap.at + k) % n] = filled[k]!;
  return true;
}

/**
 * Turns a series so that its value at step t is the one that stood at step t + `hours`, round the
 * end; half hours give the mean of the two neighbours.
 */
export function rotate(values: Float64Array, hours: number): Float64Array {
  const n = values.length;
  const whole = Math.floor(hours);
  const share = hours - whole;
  const first = ((whole % n) + n) % n;
  const turned = new Float64Array(n);
  for (let t = 0; t < n; t++) {
    const here = values[(t + first) % n]!;
    turned[t] = share === 0 ? here : here + share * (values[(t + first + 1) % n]! - here);
  }
  return turned;
}
