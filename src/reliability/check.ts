/** Faults of a reliability input, in words. Nothing is thrown: the caller shows the list. */
import type { GridInput, ReliabilityInput, SourceInput, StoreInput } from "./input.ts";

export interface ReliabilityFault {
  /** Where it stands, such as sources[2].forcedOutageFrac. */
  readonly field: string;
  readonly text: string;
}

type Report = (field: string, text: string) => void;

const MOST_UNITS = 100_000;

/** All faults; an empty list means that the input can be simulated. */
export function checkReliability(input: ReliabilityInput): ReliabilityFault[] {
  const faults: ReliabilityFault[] = [];
  const report: Report = (field, text) => faults.push({ field, text });
  if (!Number.isInteger(input.hours) || input.hours < 1)
    report("hours", `must be a whole number of at least 1, not ${input.hours}`);
  checkSeries(report, "loadMW", input.loadMW, input.hours, Infinity);
  checkShare(report, "criticalFrac", input.criticalFrac);
  input.sources.forEach((source, i) => checkSource(report, `sources[${i}]`, source, input.hours));
  input.stores.forEach((store, i) => checkStore(report, `stores[${i}]`, store));
  checkGrid(report, input.grid, input.hours);
  for (const [field, items] of [
    ["sources", input.sources],
    ["stores", input.stores],
  ] as const)
    items.forEach(({ name }, i) => {
      if (items.findIndex((item) => item.name === name) < i)
        report(`${field}[${i}].name`, `"${name}" stands twice; each needs its own random numbers`);
    });
  return faults;
}

function checkSource(report: Report, at: string, source: SourceInput, hours: number): void {
  checkAmount(report, `${at}.unitMW`, source.unitMW);
  if (!Number.isInteger(source.count) || source.count < 0 || source.count > MOST_UNITS)
    report(`${at}.count`, `must be a whole number from 0 to ${MOST_UNITS}, not ${source.count}`);
  checkOutage(report, at, source.forcedOutageFrac, source.meanRepairHours);
  if (source.startFailFrac !== undefined) {
    checkShare(report, `${at}.startFailFrac`, source.startFailFrac);
    if (source.startFailFrac > 0 && !(source.meanRepairHours > 0))
      report(`${at}.meanRepairHours`, "must be above 0: a set that fails to start is repaired");
  }
  if (source.hoursMaxPerYear !== undefined)
    checkAmount(report, `${at}.hoursMaxPerYear`, source.hoursMaxPerYear);
  if (source.availability) checkSeries(report, `${at}.availability`, source.availability, hours, 1);
}

function checkStore(report: Report, at: string, store: StoreInput): void {
  checkAmount(report, `${at}.powerMW`, store.powerMW);
  checkAmount(report, `${at}.energyMWh`, store.energyMWh);
  checkShare(report, `${at}.initialFrac`, store.initialFrac);
  for (const field of ["chargeEfficiency", "dischargeEfficiency"] as const) {
    checkShare(report, `${at}.${field}`, store[field]);
    if (store[field] === 0) report(`${at}.${field}`, "must be above 0");
  }
  checkOutage(report, at, store.forcedOutageFrac ?? 0, store.meanRepairHours ?? 0);
}

function checkGrid(report: Report, grid: GridInput, hours: number): void {
  if (typeof grid.availableMW === "number")
    checkAmount(report, "grid.availableMW", grid.availableMW);
  else checkSeries(report, "grid.availableMW", grid.availableMW, hours, Infinity);
  checkAmount(report, "grid.interruptionsPerYear", grid.interruptionsPerYear);
  checkAmount(report, "grid.meanInterruptionHours", grid.meanInterruptionHours);
  if (grid.curtailment) checkSeries(report, "grid.curtailment", grid.curtailment, hours, Infinity);
}

function checkOutage(report: Report, at: string, outage: number, repairHours: number): void {
  checkAmount(report, `${at}.meanRepairHours`, repairHours);
  checkShare(report, `${at}.forcedOutageFrac`, outage);
  if (outage === 1) report(`${at}.forcedOutageFrac`, "must be below 1: it would never run");
  if (outage > 0 && repairHours === 0)
    report(`${at}.meanRepairHours`, "must be above 0 where forcedOutageFrac is");
}

function checkShare(report: Report, field: string, value: number): void {
  if (!(value >= 0 && value <= 1)) report(field, `must lie between 0 and 1, not ${value}`);
}

function checkAmount(report: Report, field: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value)))
    report(field, `must be a number of at least 0, not ${value}`);
}

function checkSeries(
  report: Report,
  field: string,
  values: Float64Array,
  hours: number,
  most: number,
): void {
  if (values.length !== hours) report(field, `has ${values.length} values for ${hours} hours`);
  const wrong = values.findIndex(
    (value) => !(value >= 0 && value <= most && Number.isFinite(value)),
  );
  if (wrong >= 0)
    report(
      `${field}[${wrong}]`,
      most === 1
        ? `must lie between 0 and 1, not ${values[wrong]}`
        : `must be a number of at least 0, not ${values[wrong]}`,
    );
}
