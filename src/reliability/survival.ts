/**
 * Odds that standby units and a battery carry a load through an outage, exact by dynamic programming.
 *
 *     P(n units start) = C(N,n) s^n (1−s)^(N−n),   s = availability · (1 − start failure)
 *     before each hour, the first included, each running unit fails with probability 1/MTTF; no repair
 *     state after hour h: running units n × battery level b; an hour survives where
 *         n · unit MW + min(power, η_d b) ≥ load
 *
 * The failure convention is that of the outage simulator in REopt (NREL): 1/MTTF an hour and not 1 − e^(−1/MTTF).
 * Outages run past the end of the year into its start.
 */
import { binomial } from "./exact.ts";

export interface SurvivalInput {
  /** [year] of hours; an outage that starts late wraps round. */
  readonly loadMW: Float64Array;
  readonly units: {
    readonly unitMW: number;
    readonly count: number;
    readonly availabilityFrac: number;
    readonly startFailFrac: number;
    /** Hours; Infinity for a unit that never fails. */
    readonly meanHoursToFailure: number;
  };
  readonly battery?: {
    readonly powerMW: number;
    readonly energyMWh: number;
    readonly chargeEfficiency: number;
    readonly dischargeEfficiency: number;
    readonly initialFrac: number;
    /** Steps the level is rounded down to; 1,000 by default. Exact where levels fall on steps. */
    readonly levels?: number;
  };
}

/** [outageHours] P(load served in every hour up to and including each), for an outage that starts in hour `start` (0-based). */
export function outageSurvival(
  input: SurvivalInput,
  start: number,
  outageHours: number,
): Float64Array {
  const { units, battery, loadMW } = input;
  const energyMWh = battery?.energyMWh ?? 0;
  const top = energyMWh > 0 ? (battery?.levels ?? 1000) : 0;
  const width = top + 1;
  const stepMWh = top > 0 ? energyMWh / top : 0;
  const failing = failureRows(units.count, Math.min(1, 1 / units.meanHoursToFailure));
  const started = binomial(units.count, units.availabilityFrac * (1 - units.startFailFrac));
  const first = Math.floor((battery?.initialFrac ?? 0) * top + 1e-9);
  let state = new Float64Array((units.count + 1) * width);
  started.forEach((share, n) => (state[n * width + first] = share));
  let next = new Float64Array(state.length);
  const survival = new Float64Array(outageHours);
  for (let hour = 0; hour < outageHours; hour++) {
    const load = loadMW[(start + hour) % loadMW.length]!;
    next.fill(0);
    let alive = 0;
    for (let n = 0; n <= units.count; n++) {
      const surplusMW = n * units.unitMW - load;
      for (let level = 0; level < width; level++) {
        let share = 0;
        for (let before = n; before <= units.count; before++)
          share += state[before * width + level]! * failing[before]![n]!;
        if (share === 0) continue;
        const after = levelAfter(battery, level, surplusMW, stepMWh, top);
        if (after < 0) continue;
        next[n * width + after]! += share;
        alive += share;
      }
    }
    survival[hour] = alive;
    [state, next] = [next, state];
  }
  return survival;
}

/** Row by starting hour of outageSurvival: [starts][outageHours]. */
export function outageSurvivalByStart(input: SurvivalInput, outageHours: number): Float64Array[] {
  return Array.from({ length: input.loadMW.length }, (_, start) =>
    outageSurvival(input, start, outageHours),
  );
}

/** Battery level after an hour with this surplus; −1 where the load is not served. */
function levelAfter(
  battery: SurvivalInput["battery"],
  level: number,
  surplusMW: number,
  stepMWh: number,
  top: number,
): number {
  const rounding = 1e-9 * Math.max(1, Math.abs(surplusMW));
  if (!battery || top === 0) return surplusMW >= -rounding ? 0 : -1;
  if (surplusMW >= 0) {
    const charged = Math.min(surplusMW, battery.powerMW) * battery.chargeEfficiency;
    return Math.min(top, Math.floor(level + charged / stepMWh + 1e-9));
  }
  const canMW = Math.min(battery.powerMW, level * stepMWh * battery.dischargeEfficiency);
  if (canMW < -surplusMW - rounding) return -1;
  const drawn = -surplusMW / battery.dischargeEfficiency / stepMWh;
  return Math.max(0, Math.floor(level - drawn + 1e-9));
}

/** [before][after] P(after of before units still run an hour later). */
function failureRows(count: number, failFrac: number): Float64Array[] {
  return Array.from({ length: count + 1 }, (_, n) => binomial(n, 1 - failFrac));
}
