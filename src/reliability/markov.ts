/**
 * Equal units with repair as a birth-death chain over the number of units down, exact.
 *
 *     down → down + 1 at (n − down) λ,   down → down − 1 at min(down, crews) μ
 *     S(t) = P(never fewer than k up in [0, t]) = Σ of e^{Qt} over the states before failure
 *
 * e^{Qt} by uniformisation: Σ_i Poisson(Λt; i) (I + Q/Λ)^i, all terms positive, so nothing cancels.
 * Two units of which one is needed: mean time to first failure = (3λ + μ) / (2λ²) with one crew or two.
 */

export interface RepairableUnits {
  readonly count: number;
  /** Fewest that must be up. */
  readonly needed: number;
  readonly failuresPerHour: number;
  readonly repairsPerHour: number;
  /** As many as units by default. */
  readonly crews?: number;
}

/** P(the plant has not failed up to `hours`), all units up at the start. */
export function survivalWithRepair(units: RepairableUnits, hours: number): number {
  const states = units.count - units.needed + 1;
  if (states <= 0) return 0;
  const { failure, repair } = rates(units);
  let fastest = 0;
  for (let down = 0; down < states; down++)
    fastest = Math.max(fastest, failure[down]! + repair[down]!);
  if (fastest === 0 || hours === 0) return 1;
  // Short pieces keep the first Poisson weight well above the smallest number there is.
  const pieces = Math.max(1, Math.ceil((fastest * hours) / 100));
  const mean = (fastest * hours) / pieces;
  let state = new Float64Array(states);
  state[0] = 1;
  for (let piece = 0; piece < pieces; piece++) {
    let power = state;
    let weight = Math.exp(-mean);
    const sum = power.map((value) => value * weight);
    for (let i = 1; i <= mean || weight > 1e-18; i++) {
      weight *= mean / i;
      power = stepped(power, failure, repair, fastest);
      for (let down = 0; down < states; down++) sum[down]! += weight * power[down]!;
    }
    state = sum;
  }
  return Math.min(
    1,
    state.reduce((sum, value) => sum + value, 0),
  );
}

/** Mean hours to the first failure of the plant, all units up at the start. */
export function meanHoursToFirstFailure(units: RepairableUnits): number {
  const { failure, repair } = rates(units);
  // Mean hours from `down` to `down + 1`: 1/failure + repair/failure · (hours from down − 1 to down).
  let total = 0;
  let passage = 0;
  for (let down = 0; down <= units.count - units.needed; down++) {
    passage = (1 + repair[down]! * passage) / failure[down]!;
    total += passage;
  }
  return total;
}

/** Failures of the plant a year in the long run: P(exactly `needed` up) times the rate at which the next one fails. */
export function failuresPerYear(units: RepairableUnits): number {
  const { failure, repair } = rates(units);
  const share = new Float64Array(units.count + 1);
  share[0] = 1;
  for (let down = 1; down <= units.count; down++)
    share[down] = (share[down - 1]! * failure[down - 1]!) / repair[down]!;
  const sum = share.reduce((total, value) => total + value, 0);
  const last = units.count - units.needed;
  return last < 0 ? 0 : (share[last]! / sum) * failure[last]! * 8760;
}

/** [count + 1] rates by number of units down. */
function rates(units: RepairableUnits): { failure: Float64Array; repair: Float64Array } {
  const crews = units.crews ?? units.count;
  const failure = new Float64Array(units.count + 1);
  const repair = new Float64Array(units.count + 1);
  for (let down = 0; down <= units.count; down++) {
    failure[down] = (units.count - down) * units.failuresPerHour;
    repair[down] = Math.min(down, crews) * units.repairsPerHour;
  }
  return { failure, repair };
}

/** One step of the uniformised chain; what leaves the last state has failed. */
function stepped(
  from: Float64Array,
  failure: Float64Array,
  repair: Float64Array,
  fastest: number,
): Float64Array<ArrayBuffer> {
  const to = new Float64Array(from.length);
  for (let down = 0; down < from.length; down++) {
    const value = from[down]!;
    to[down]! += value * (1 - (failure[down]! + repair[down]!) / fastest);
    if (down > 0) to[down - 1]! += (value * repair[down]!) / fastest;
    if (down + 1 < from.length) to[down + 1]! += (value * failure[down]!) / fastest;
  }
  return to;
}
