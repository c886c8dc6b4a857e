/**
 * Sources that stand by: called in their order while what always runs falls short, all units of a source together.
 *
 *     a unit that is up starts with probability 1 − startFailFrac, else it is repaired first (exponential)
 *
 * A unit also fails by the clock, idle or running: out with its forced outage share when called, and
 * then with 1/MTTF an hour. Starting takes no time: the ride-through of seconds is the store's.
 */
import { openRandom, type Random } from "../climate/random.ts";
import type { Plant } from "./plant.ts";
import { exponential } from "./unit-outages.ts";

export class Standby {
  /** [standby sources] hours run this year. */
  readonly hoursRun: Float64Array;
  /** MW of called units that failed to start, at the last call. */
  failedStartMW = 0;
  /** MW of units whose source has no hours left, at the last call. */
  spentMW = 0;
  private readonly plant: Plant;
  private readonly called: Uint8Array;
  /** [units] 1 while started, and the hour a failed start is repaired. */
  private readonly started: Uint8Array;
  private readonly repairedHour: Float64Array;
  private readonly streams: (Random | undefined)[];
  private seed = "";

  constructor(plant: Plant) {
    this.plant = plant;
    this.hoursRun = new Float64Array(plant.standby.length);
    this.called = new Uint8Array(plant.standby.length);
    this.started = new Uint8Array(plant.outages.count);
    this.repairedHour = new Float64Array(plant.outages.count);
    this.streams = Array.from({ length: plant.outages.count });
  }

  start(seed: string): void {
    this.seed = seed;
    this.hoursRun.fill(0);
    this.called.fill(0);
    this.started.fill(0);
    this.repairedHour.fill(0);
    this.streams.fill(undefined);
  }

  /** A unit that fails has to be started again. */
  fail(unit: number): void {
    this.started[unit] = 0;
  }

  /** Calls sources until `shortMW` is covered and ends the calls of the others; returns the MW they give at `now`. */
  call(shortMW: number, now: number, hour: number): number {
    this.failedStartMW = 0;
    this.spentMW = 0;
    let givenMW = 0;
    this.plant.standby.forEach((source, s) => {
      const leftMW = shortMW - givenMW;
      const perUnitMW = source.unitMW * (source.availability ? source.availability[hour]! : 1);
      if (leftMW <= this.plant.roundingMW || perUnitMW === 0) {
        this.end(s);
        return;
      }
      const { firstUnit, up } = this.plant.outages;
      const [from, to] = [firstUnit[source.kind]!, firstUnit[source.kind + 1]!];
      if (this.hoursRun[s]! >= source.hoursMax) {
        this.end(s);
        for (let unit = from; unit < to; unit++) this.spentMW += up[unit]! * perUnitMW;
        return;
      }
      this.called[s] = 1;
      for (let unit = from; unit < to; unit++) {
        if (up[unit] === 0) continue;
        if (this.started[unit] === 0) this.tryStart(unit, source, now);
        if (this.started[unit] === 1) givenMW += perUnitMW;
        else this.failedStartMW += perUnitMW;
      }
    });
    return givenMW;
  }

  /** Ends all calls: what always runs suffices. */
  endAll(): void {
    for (let s = 0; s < this.called.length; s++) this.end(s);
  }

  /** Hour by which something changes by itself: a failed start is repaired or hours are spent. */
  nextHour(now: number): number {
    let next = Infinity;
    this.plant.standby.forEach((source, s) => {
      if (this.called[s] === 0) return;
      next = Math.min(next, now + source.hoursMax - this.hoursRun[s]!);
      const { firstUnit, up } = this.plant.outages;
      for (let unit = firstUnit[source.kind]!; unit < firstUnit[source.kind + 1]!; unit++)
        if (up[unit] === 1 && this.started[unit] === 0)
          next = Math.min(next, this.repairedHour[unit]!);
    });
    return next;
  }

  /** Counts running hours of the sources called. */
  run(hours: number): void {
    this.plant.standby.forEach((source, s) => {
      if (this.called[s] === 0) return;
      const run = this.hoursRun[s]! + hours;
      // Sums of hours round; the last trace must not be run in ever shorter steps.
      this.hoursRun[s] = source.hoursMax - run < 1e-9 ? source.hoursMax : run;
    });
  }

  private tryStart(unit: number, source: Plant["standby"][number], now: number): void {
    if (now < this.repairedHour[unit]!) return;
    if (source.startFailFrac === 0) {
      this.started[unit] = 1;
      return;
    }
    const name = `${this.seed}|start ${source.name}|${unit - this.plant.outages.firstUnit[source.kind]!}`;
    const stream = (this.streams[unit] ??= openRandom(name));
    const starts = stream.uniform() >= source.startFailFrac;
    // Drawn in any case, so that the next start of the unit uses the same number in every variant.
    const repair = exponential(stream, source.meanRepairHours);
    if (starts) this.started[unit] = 1;
    else this.repairedHour[unit] = now + repair;
  }

  private end(s: number): void {
    if (this.called[s] === 0) return;
    this.called[s] = 0;
    const { kind } = this.plant.standby[s]!;
    const { firstUnit } = this.plant.outages;
    this.started.fill(0, firstUnit[kind], firstUnit[kind + 1]);
  }
}
