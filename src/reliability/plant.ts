/**
 * A reliability input made ready for many years: series as flat arrays, units in one heap, margins searched by range.
 *
 *     base margin_t = grid_t after curtailment + Σ always-running sources, all units up − load_t     MW
 */
import {
  gridAfterCurtailmentMW,
  gridMW,
  HOURS_PER_YEAR,
  meanHoursUp,
  standsBy,
  type ReliabilityInput,
} from "./input.ts";
import { RangeMinimum } from "./range-minimum.ts";
import { openStores, usableStores, type Stores } from "./stores.ts";
import { UnitOutages, type UnitKind } from "./unit-outages.ts";

export interface PlantSource {
  readonly name: string;
  /** Its kind in the outages. */
  readonly kind: number;
  readonly unitMW: number;
  readonly count: number;
  readonly availability: Float64Array | undefined;
  readonly mostAvailableFrac: number;
  readonly startFailFrac: number;
  readonly meanRepairHours: number;
  readonly hoursMax: number;
}

export interface Plant {
  readonly hours: number;
  readonly loadMW: Float64Array;
  readonly criticalMW: Float64Array;
  readonly gridMW: Float64Array;
  readonly curtailedMW: Float64Array;
  readonly mostGridMW: number;
  /** Sources that always run, and those that stand by, in the order they are called. */
  readonly running: readonly PlantSource[];
  readonly standby: readonly PlantSource[];
  readonly stores: Stores;
  readonly storesServeCriticalOnly: boolean;
  readonly outages: UnitOutages;
  /** Kind of the first store, and of the grid. */
  readonly storeKind: number;
  readonly gridKind: number;
  readonly margin: RangeMinimum;
  /** MW below which a shortage is rounding. */
  readonly roundingMW: number;
  /** [hours] month · 24 + hour of day. */
  readonly monthHour: Uint16Array;
}

export function preparePlant(input: ReliabilityInput): Plant {
  const { hours, loadMW, grid } = input;
  const kinds: UnitKind[] = input.sources.map((source) => ({
    name: `source ${source.name}`,
    count: source.count,
    forcedOutageFrac: source.forcedOutageFrac,
    meanHoursUp: meanHoursUp(source.forcedOutageFrac, source.meanRepairHours),
    meanHoursDown: source.meanRepairHours,
  }));
  const stores = usableStores(input.stores);
  for (const store of stores)
    kinds.push({
      name: `store ${store.name}`,
      count: 1,
      forcedOutageFrac: store.forcedOutageFrac ?? 0,
      meanHoursUp: meanHoursUp(store.forcedOutageFrac ?? 0, store.meanRepairHours ?? 0),
      meanHoursDown: store.meanRepairHours ?? 0,
    });
  const busy = (grid.interruptionsPerYear / HOURS_PER_YEAR) * grid.meanInterruptionHours;
  kinds.push({
    name: "grid",
    count: 1,
    // Interruptions start at the stated rate while the grid is up, so none starts within another.
    forcedOutageFrac: busy / (1 + busy),
    meanHoursUp: HOURS_PER_YEAR / grid.interruptionsPerYear,
    meanHoursDown: grid.meanInterruptionHours,
  });
  const sources = input.sources.map((source, kind): PlantSource & { standsBy: boolean } => ({
    name: source.name,
    kind,
    unitMW: source.unitMW,
    count: source.count,
    availability: source.availability,
    mostAvailableFrac: source.availability ? largest(source.availability) : 1,
    startFailFrac: source.startFailFrac ?? 0,
    meanRepairHours: source.meanRepairHours,
    hoursMax: source.hoursMaxPerYear ?? Infinity,
    standsBy: standsBy(source),
  }));
  const running = sources.filter((source) => !source.standsBy);
  const gridSeriesMW = new Float64Array(hours);
  const curtailedMW = new Float64Array(hours);
  const marginMW = new Float64Array(hours);
  for (let t = 0; t < hours; t++) {
    gridSeriesMW[t] = gridAfterCurtailmentMW(grid, t);
    curtailedMW[t] = gridMW(grid, t) - gridSeriesMW[t]!;
    marginMW[t] = gridSeriesMW[t]! - loadMW[t]!;
    for (const { unitMW, count, availability } of running)
      marginMW[t]! += unitMW * count * (availability ? availability[t]! : 1);
  }
  const roundingMW = 1e-9 * Math.max(largest(loadMW), 1e-9);
  return {
    hours,
    loadMW,
    criticalMW: loadMW.map((value) => value * input.criticalFrac),
    gridMW: gridSeriesMW,
    curtailedMW,
    mostGridMW: largest(gridSeriesMW),
    running,
    standby: sources.filter((source) => source.standsBy),
    stores: openStores(stores),
    storesServeCriticalOnly: input.storesServe === "critical",
    outages: new UnitOutages(kinds),
    storeKind: sources.length,
    gridKind: kinds.length - 1,
    margin: new RangeMinimum(marginMW),
    roundingMW,
    monthHour: monthHours(hours),
  };
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** month · 24 + hour of day of each hour from 1 January; a length that is no year is cut into twelve equal parts. */
function monthHours(hours: number): Uint16Array {
  const result = new Uint16Array(hours);
  const leap = hours === 8784;
  let month = 0;
  let end = DAYS[0]! * 24;
  for (let t = 0; t < hours; t++) {
    if (leap || hours === HOURS_PER_YEAR) {
      if (t === end) {
        month++;
        end += (DAYS[month]! + (leap && month === 1 ? 1 : 0)) * 24;
      }
    } else month = Math.floor((12 * t) / hours);
    result[t] = month * 24 + (t % 24);
  }
  return result;
}
