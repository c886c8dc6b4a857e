/**
 * Loss of load probability in closed form, for units that are out independently of each other.
 *
 *     k of n equal units:   P(fewer than k up) = Σ_{i<k} C(n,i) (1−q)^i q^(n−i)
 *     unequal units:        capacity outage probability table, one convolution a unit:
 *                           p'(x) = (1−q) p(x) + q p(x − unit MW)
 *
 * Billinton and Allan, Reliability Evaluation of Power Systems, chapter 2. Hour-by-hour expectations
 * are Σ_t P(up MW < load_t) and Σ_t E[(load_t − up MW)⁺].
 */

/** P(fewer than `needed` of `count` units are up), each out with probability `outageFrac`. */
export function kOfNLossProbability(count: number, needed: number, outageFrac: number): number {
  const up = binomial(count, 1 - outageFrac);
  let sum = 0;
  for (let i = 0; i < Math.min(needed, count + 1); i++) sum += up[i]!;
  return sum;
}

/** [count + 1] P(exactly i of `count` happen), each with probability `frac`; by convolution, so nothing overflows. */
export function binomial(count: number, frac: number): Float64Array {
  const result = new Float64Array(count + 1);
  result[0] = 1;
  for (let n = 1; n <= count; n++)
    for (let i = n; i >= 0; i--)
      result[i] = result[i]! * (1 - frac) + (i > 0 ? result[i - 1]! * frac : 0);
  return result;
}

export interface UnitGroup {
  readonly unitMW: number;
  readonly count: number;
  readonly forcedOutageFrac: number;
}

export interface OutageTable {
  readonly installedMW: number;
  readonly stepMW: number;
  /** [i] P(exactly i · stepMW are out). */
  readonly probability: Float64Array;
}

/**
 * Capacity outage probability table on a grid of stepMW. Exact where every unit is a whole number of
 * steps; else a unit's outage is shared between its two neighbours on the grid, which keeps its mean.
 */
export function capacityOutageTable(groups: readonly UnitGroup[], stepMW: number): OutageTable {
  let installedMW = 0;
  let length = 1;
  for (const { unitMW, count } of groups) {
    installedMW += unitMW * count;
    length += Math.ceil(unitMW / stepMW + 1e-9) * count;
  }
  const probability = new Float64Array(length);
  probability[0] = 1;
  let last = 0;
  for (const { unitMW, count, forcedOutageFrac } of groups) {
    const steps = unitMW / stepMW;
    const nearest = Math.round(steps);
    const onGrid = Math.abs(steps - nearest) < 1e-9;
    const whole = onGrid ? nearest : Math.floor(steps);
    const upperFrac = onGrid ? 0 : steps - whole;
    const reach = whole + (upperFrac > 0 ? 1 : 0);
    for (let unit = 0; unit < count; unit++) {
      last += reach;
      for (let i = last; i >= 0; i--) {
        const out =
          (i >= whole ? probability[i - whole]! * (1 - upperFrac) : 0) +
          (upperFrac > 0 && i > whole ? probability[i - whole - 1]! * upperFrac : 0);
        probability[i] = probability[i]! * (1 - forcedOutageFrac) + out * forcedOutageFrac;
      }
    }
  }
  return { installedMW, stepMW, probability: probability.subarray(0, last + 1) };
}

/** P(up MW < load) and the expected shortfall MW at a load. */
export function lossAtLoad(
  table: OutageTable,
  loadMW: number,
): { probability: number; expectedShortfallMW: number } {
  let probability = 0;
  let expectedShortfallMW = 0;
  table.probability.forEach((share, i) => {
    const shortMW = loadMW - (table.installedMW - i * table.stepMW);
    // A hair of rounding in the sum of units is no shortage.
    if (shortMW <= 1e-9 * Math.max(1, loadMW)) return;
    probability += share;
    expectedShortfallMW += share * shortMW;
  });
  return { probability, expectedShortfallMW };
}
