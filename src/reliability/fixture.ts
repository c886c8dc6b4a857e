/** Small campuses for the tests of this folder. */
import type { GridInput, ReliabilityInput, SourceInput, StoreInput } from "./input.ts";

export const flat = (value: number, hours: number): Float64Array =>
  new Float64Array(hours).fill(value);

export const NO_GRID: GridInput = {
  availableMW: 0,
  interruptionsPerYear: 0,
  meanInterruptionHours: 0,
};

/** A source that never fails unless said otherwise. */
export const source = (change: Partial<SourceInput> = {}): SourceInput => ({
  name: "engine",
  unitMW: 10,
  count: 1,
  forcedOutageFrac: 0,
  meanRepairHours: 0,
  ...change,
});

/** A lossless store of 10 MW and 40 MWh, full. */
export const store = (change: Partial<StoreInput> = {}): StoreInput => ({
  name: "battery",
  powerMW: 10,
  energyMWh: 40,
  chargeEfficiency: 1,
  dischargeEfficiency: 1,
  initialFrac: 1,
  ...change,
});

/** 10 MW flat, all critical, for 8,760 hours, with nothing to supply it. */
export const campus = (change: Partial<ReliabilityInput> = {}): ReliabilityInput => {
  const hours = change.hours ?? 8760;
  return {
    hours,
    loadMW: flat(10, hours),
    criticalFrac: 1,
    sources: [],
    stores: [],
    grid: NO_GRID,
    ...change,
  };
};
