/**
 * One simulated year, from change to change.
 *
 *     supply = grid (0 while interrupted) + Σ up units of running sources + standby called + stores
 *     shortage = (load − supply)⁺,   critical shortage = (shortage − non-critical load)⁺
 *
 * Between two changes nothing varies but the hour's load, grid and weather, so each hour is one stretch, cut
 * where a store fills or empties. Hours whose margin suffices with what is out, all stores full, are passed
 * over together: the margin's range minimum gives the next hour that must be looked at.
 *
 * A shortage is shared out over its causes in proportion to the MW each has taken; what the whole plant in
 * order could not serve either is put down to "capacity".
 */
import type { Plant } from "./plant.ts";
import { Standby } from "./standby.ts";
import {
  chargeStores,
  deliveredMW,
  dischargeStretch,
  emptyMW,
  failedMW,
  resetStores,
  storesAreFull,
} from "./stores.ts";

export const CAUSES = [
  "gridInterruption",
  "unitOutage",
  "startFailure",
  "curtailment",
  "storeEmpty",
  "hoursSpent",
  "capacity",
] as const;
export type Cause = (typeof CAUSES)[number];

/** What a year adds up to. */
export interface YearTotals {
  unservedMWh: number;
  unservedCriticalMWh: number;
  lossHours: number;
  lossCriticalHours: number;
  events: number;
  longestHours: number;
  /** [causes] MWh. */
  readonly causeMWh: Float64Array;
  /** Stretches worked through: the measure of work. */
  stretches: number;
}

export class YearSimulation {
  readonly totals: YearTotals = {
    unservedMWh: 0,
    unservedCriticalMWh: 0,
    lossHours: 0,
    lossCriticalHours: 0,
    events: 0,
    longestHours: 0,
    causeMWh: new Float64Array(CAUSES.length),
    stretches: 0,
  };
  readonly standby: Standby;
  private readonly plant: Plant;
  /** [12 · 24] MWh of all years so far. */
  private readonly shortfallMWh: Float64Array;
  private eventStart = 0;
  private lossEnd = -1;
  private readonly lostMW = new Float64Array(CAUSES.length);

  constructor(plant: Plant, shortfallMWh: Float64Array) {
    this.plant = plant;
    this.shortfallMWh = shortfallMWh;
    this.standby = new Standby(plant);
  }

  /** Simulates a year into `totals`; `seed` names the year. */
  run(seed: string, allUp: boolean): void {
    const { plant, standby, totals } = this;
    const { outages, stores, hours } = plant;
    totals.unservedMWh = totals.unservedCriticalMWh = 0;
    totals.lossHours = totals.lossCriticalHours = 0;
    totals.events = totals.longestHours = totals.stretches = 0;
    totals.causeMWh.fill(0);
    this.lossEnd = -1;
    standby.start(seed);
    resetStores(stores);
    outages.start(seed, allUp);
    for (let i = 0; i < stores.count; i++)
      stores.up[i] = outages.up[outages.firstUnit[plant.storeKind + i]!]!;
    let now = 0;
    while (now < hours) {
      if (outages.nextHour <= now) {
        this.change();
        continue;
      }
      const until = Math.min(outages.nextHour, hours);
      const hour = Math.floor(now);
      if (storesAreFull(stores)) {
        const next = plant.margin.firstBelow(hour, this.mostLostMW());
        if (next > hour) {
          standby.endAll();
          now = Math.min(until, next);
          continue;
        }
      }
      now = this.stretch(now, hour, Math.min(until, hour + 1));
      totals.stretches++;
    }
    // Later changes of this year are not needed: the next year starts afresh.
  }

  private change(): void {
    const { outages, stores, storeKind, gridKind } = this.plant;
    const unit = outages.change();
    const kind = outages.kindOf[unit]!;
    if (kind >= storeKind && kind < gridKind) stores.up[kind - storeKind] = outages.up[unit]!;
    else if (outages.up[unit] === 0) this.standby.fail(unit);
  }

  /** Most MW that what is out now can take from any hour's base margin. */
  private mostLostMW(): number {
    const { outages, running, gridKind, mostGridMW } = this.plant;
    let sum = outages.down[gridKind] === 1 ? mostGridMW : 0;
    for (const source of running)
      sum += outages.down[source.kind]! * source.unitMW * source.mostAvailableFrac;
    return sum;
  }

  /** Works through one stretch from `now` within `hour`, to `end` at the latest; returns where it ends. */
  private stretch(now: number, hour: number, end: number): number {
    const { plant, standby, lostMW } = this;
    const { outages, stores, roundingMW } = plant;
    const gridUp = outages.down[plant.gridKind] === 0;
    const load = plant.loadMW[hour]!;
    let supply = gridUp ? plant.gridMW[hour]! : 0;
    // By index: this is the inner loop of all, and an iterator would leave garbage in every hour.
    for (let i = 0; i < plant.running.length; i++) {
      const { kind, unitMW, count, availability } = plant.running[i]!;
      supply += unitMW * (count - outages.down[kind]!) * (availability ? availability[hour]! : 1);
    }
    if (load - supply <= roundingMW) {
      standby.endAll();
      chargeStores(stores, supply - load, end - now);
      return end;
    }
    supply += standby.call(load - supply, now, hour);
    const limit = Math.min(end, standby.nextHour(now));
    const short = load - supply;
    let at = now;
    if (short <= roundingMW) {
      chargeStores(stores, -short, limit - now);
      at = limit;
    } else {
      const critical = plant.criticalMW[hour]!;
      const forStores = plant.storesServeCriticalOnly ? Math.max(0, critical - supply) : short;
      const step = dischargeStretch(stores, forStores, limit - now);
      // A store that empties within rounding of the limit ends there: no stretch without length.
      at = now + step >= limit - 1e-12 ? limit : now + step;
      const delivered = deliveredMW(stores);
      const lacking = short - delivered;
      if (lacking > roundingMW) {
        this.causes(hour, gridUp, forStores - delivered);
        this.record(now, at, hour, lacking, Math.max(0, lacking - (load - critical)), lostMW);
      }
    }
    standby.run(at - now);
    return at;
  }

  /** MW each cause takes now; `storesLackMW` is what was asked of the stores and not given. */
  private causes(hour: number, gridUp: boolean, storesLackMW: number): void {
    const { plant, lostMW, standby } = this;
    const { outages, stores } = plant;
    let outMW = failedMW(stores);
    for (const sources of [plant.running, plant.standby])
      for (const { kind, unitMW, availability } of sources)
        outMW += outages.down[kind]! * unitMW * (availability ? availability[hour]! : 1);
    lostMW[0] = gridUp ? 0 : plant.gridMW[hour]!;
    lostMW[1] = outMW;
    lostMW[2] = standby.failedStartMW;
    lostMW[3] = plant.curtailedMW[hour]!;
    lostMW[4] = Math.max(0, Math.min(emptyMW(stores), storesLackMW));
    lostMW[5] = standby.spentMW;
  }

  private record(
    from: number,
    to: number,
    hour: number,
    lackingMW: number,
    criticalMW: number,
    lostMW: Float64Array,
  ): void {
    const { totals } = this;
    const span = to - from;
    const energy = lackingMW * span;
    totals.unservedMWh += energy;
    totals.unservedCriticalMWh += criticalMW * span;
    totals.lossHours += span;
    if (criticalMW > this.plant.roundingMW) totals.lossCriticalHours += span;
    this.shortfallMWh[this.plant.monthHour[hour]!]! += energy;
    if (from !== this.lossEnd) {
      totals.events++;
      this.eventStart = from;
    }
    this.lossEnd = to;
    totals.longestHours = Math.max(totals.longestHours, to - this.eventStart);
    const last = CAUSES.length - 1;
    let lost = 0;
    for (let c = 0; c < last; c++) lost += lostMW[c]!;
    const shared = Math.min(lackingMW, lost);
    for (let c = 0; c < last; c++)
      if (lost > 0) totals.causeMWh[c]! += (lostMW[c]! / lost) * shared * span;
    totals.causeMWh[last]! += (lackingMW - shared) * span;
  }
}
