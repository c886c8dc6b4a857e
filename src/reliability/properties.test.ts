/** What must hold for every campus: no loss from nothing, more is never worse, books that close, same seed same bytes. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { campus, flat, NO_GRID, source, store } from "./fixture.ts";
import type { ReliabilityInput, SourceInput, StoreInput } from "./input.ts";
import { checkReliability } from "./check.ts";
import { simulateReliability, type ReliabilityResult } from "./simulate.ts";
import { CAUSES } from "./year.ts";

const HOURS = 24 * 30;
/** A number with a thousand steps, ends included: values near the smallest there are say nothing about a campus. */
const between = (min: number, max: number) =>
  fc.integer({ min: 0, max: 1000 }).map((step) => min + ((max - min) * step) / 1000);
/** A pattern that repeats over the hours; short, so that a counterexample can be read. */
const pattern = (max: number) => fc.array(between(0, max), { minLength: 1, maxLength: 40 });
const series = (values: readonly number[]) =>
  Float64Array.from({ length: HOURS }, (_, t) => values[t % values.length]!);

const anySource = fc.record(
  {
    unitMW: between(0, 30),
    count: fc.integer({ min: 0, max: 5 }),
    forcedOutageFrac: between(0, 0.6),
    meanRepairHours: between(0.5, 200),
    startFailFrac: between(0, 1),
    availability: pattern(1),
    hoursMaxPerYear: between(0, 100),
  },
  { requiredKeys: ["unitMW", "count", "forcedOutageFrac", "meanRepairHours"] },
);
const anyStore = fc.record({
  powerMW: between(0, 40),
  energyMWh: between(0, 200),
  chargeEfficiency: between(0.3, 1),
  dischargeEfficiency: between(0.3, 1),
  initialFrac: between(0, 1),
  forcedOutageFrac: fc.oneof(fc.constant(0), between(0, 0.5)),
  meanRepairHours: between(1, 50),
});
const anyParts = fc.record({
  load: pattern(100),
  criticalFrac: between(0, 1),
  sources: fc.array(anySource, { maxLength: 3 }),
  stores: fc.array(anyStore, { maxLength: 3 }),
  available: fc.oneof(between(0, 80), pattern(80)),
  interruptionsPerYear: between(0, 100),
  meanInterruptionHours: between(0, 30),
  curtailment: pattern(40),
  storesServe: fc.constantFrom("all" as const, "critical" as const),
});
type Parts = typeof anyParts extends fc.Arbitrary<infer T> ? T : never;

const build = (parts: Parts): ReliabilityInput => ({
  hours: HOURS,
  loadMW: series(parts.load),
  criticalFrac: parts.criticalFrac,
  sources: parts.sources.map(({ availability, ...rest }, i): SourceInput => ({
    ...rest,
    name: `source ${i}`,
    ...(availability && { availability: series(availability) }),
  })),
  stores: parts.stores.map((one, i): StoreInput => ({ ...one, name: `store ${i}` })),
  grid: {
    availableMW: typeof parts.available === "number" ? parts.available : series(parts.available),
    interruptionsPerYear: parts.interruptionsPerYear,
    meanInterruptionHours: parts.meanInterruptionHours,
    curtailment: series(parts.curtailment),
  },
  storesServe: parts.storesServe,
});

/** Checks something for any campus; `pick` is a number to choose by. */
function forAny(
  numRuns: number,
  check: (input: ReliabilityInput, pick: number) => void,
  parts: fc.Arbitrary<Parts> = anyParts,
): void {
  fc.assert(
    fc.property(parts, fc.nat({ max: 1000 }), (some, pick) => check(build(some), pick)),
    { numRuns },
  );
}

const run = (input: ReliabilityInput, years = 3) =>
  simulateReliability(input, { years, seed: "property" });

function numbersOf(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (value instanceof Float64Array) return [...value];
  return typeof value === "object" && value !== null
    ? Object.values(value).flatMap((part) => numbersOf(part))
    : [];
}
const bytesOf = (result: ReliabilityResult) => numbersOf(result).join(" ");

describe("any campus", () => {
  it("has finite books that close", () => {
    forAny(150, (input) => {
      expect(checkReliability(input)).toEqual([]);
      const result = run(input);
      expect(numbersOf(result).filter((value) => Number.isNaN(value))).toEqual([]);
      const unserved = result.all.unservedMWh.mean;
      const near = (value: number) =>
        expect(Math.abs(value - unserved)).toBeLessThan(1e-8 * (1 + unserved));
      const causes = CAUSES.map((cause) => result.unservedByCauseMWh[cause].mean);
      near(causes.reduce((sum, value) => sum + value, 0));
      near(result.unservedByMonthHourMWh.reduce((sum, value) => sum + value, 0));
      expect(Math.min(...causes)).toBeGreaterThanOrEqual(0);
      const load = input.loadMW.reduce((sum, value) => sum + value, 0);
      expect(unserved).toBeLessThanOrEqual(load + 1e-6);
      const critical = result.critical.unservedMWh.mean;
      expect(critical).toBeLessThanOrEqual(Math.min(unserved, load * input.criticalFrac) + 1e-6);
      expect(result.critical.lossHours.mean).toBeLessThanOrEqual(result.all.lossHours.mean);
      expect(result.all.lossHours.mean).toBeLessThanOrEqual(HOURS + 1e-6);
      expect(result.longestEventHoursOfAll).toBeLessThanOrEqual(HOURS + 1e-6);
      for (const { source: name, hours } of result.standbyHours) {
        const most = input.sources.find((one) => one.name === name)!.hoursMaxPerYear ?? HOURS;
        expect(hours.mean).toBeLessThanOrEqual(Math.min(most, HOURS) + 1e-6);
      }
    });
  });

  it("gives the same bytes for the same seed, and others for another", () => {
    forAny(30, (input) => {
      expect(bytesOf(run(input))).toBe(bytesOf(run(input)));
    });
    const input = campus({
      sources: [source({ count: 2, forcedOutageFrac: 0.1, meanRepairHours: 50 })],
    });
    const other = simulateReliability(input, { years: 3, seed: "other" });
    expect(bytesOf(other)).not.toBe(bytesOf(run(input)));
  });

  it("loses nothing when nothing fails and supply suffices", () => {
    forAny(60, (input, pick) => {
      const most = input.loadMW.reduce((high, value) => Math.max(high, value), 0);
      const result = run({
        ...input,
        sources: input.sources.map((one) => ({ ...one, forcedOutageFrac: 0 })),
        grid: { ...NO_GRID, availableMW: most + pick / 50 },
      });
      expect(result.all.unservedMWh).toEqual({ mean: 0, standardError: 0 });
      expect(result.lossEvents.mean).toBe(0);
      expect(result.all.nines.mean).toBe(Infinity);
      expect(result.yearsWithoutLossFrac.mean).toBe(1);
      expect(result.yearsWithoutLossFrac.low).toBeLessThan(1);
    });
  });

  it("loses nothing without load", () => {
    forAny(30, (input) => {
      const result = run({ ...input, loadMW: flat(0, HOURS) });
      expect(result.all.unservedMWh.mean).toBe(0);
      expect(result.all.availability.mean).toBe(1);
    });
  });

  it("is not changed by a store of no power or no energy", () => {
    forAny(30, (input, pick) => {
      const nothing = pick % 2 === 0 ? { powerMW: 0 } : { energyMWh: 0 };
      const stores = [...input.stores, store({ name: "nothing", ...nothing })];
      expect(bytesOf(run({ ...input, stores }))).toBe(bytesOf(run(input)));
    });
  });
});

describe("more is never worse, with common random numbers", () => {
  // Standby starts are drawn call by call, and several stores are a matter of order: neither compares draw by draw.
  const comparable = anyParts.map((parts): Parts => ({
    ...parts,
    stores: parts.stores.slice(0, 1),
    storesServe: "all",
    sources: parts.sources.filter(
      (one) => one.startFailFrac === undefined && one.hoursMaxPerYear === undefined,
    ),
  }));
  const expectNotWorse = (
    better: ReliabilityInput,
    base: ReliabilityInput,
    loads: readonly ("all" | "critical")[] = ["all", "critical"],
  ) => {
    const [more, less] = [run(better), run(base)];
    for (const load of loads)
      expect(more[load].unservedMWh.mean).toBeLessThanOrEqual(less[load].unservedMWh.mean + 1e-7);
  };

  it("a unit more, a source more", () => {
    forAny(
      120,
      (input, pick) => {
        const engine = source({ name: "new", forcedOutageFrac: 0.1, meanRepairHours: 20 });
        expectNotWorse({ ...input, sources: [engine, ...input.sources] }, input);
        const sources = input.sources.map((one, i) =>
          i === pick % input.sources.length ? { ...one, count: one.count + 1 } : one,
        );
        expectNotWorse({ ...input, sources }, input);
      },
      comparable,
    );
  });

  it("a larger store, a larger connection", () => {
    forAny(
      120,
      (input, pick) => {
        const more = pick / 20;
        const stores = input.stores.map((one) => ({
          ...one,
          powerMW: one.powerMW + more,
          energyMWh: one.energyMWh + more,
          // At least as much in it at the start.
          initialFrac:
            (one.initialFrac * one.energyMWh + more) / Math.max(one.energyMWh + more, 1e-9),
        }));
        // With more power a store that serves all load is sooner empty, and the critical load may miss it later.
        expectNotWorse({ ...input, stores }, input, ["all"]);
        const kept = { ...input, storesServe: "critical" as const };
        expectNotWorse({ ...kept, stores }, kept, ["critical"]);
        const { availableMW } = input.grid;
        const larger =
          typeof availableMW === "number"
            ? availableMW + more
            : availableMW.map((value) => value + more);
        expectNotWorse({ ...input, grid: { ...input.grid, availableMW: larger } }, input);
      },
      comparable,
    );
  });
});

describe("passing over hours", () => {
  it("changes nothing: a store that never fills forces every hour to be worked through", () => {
    const never = store({ name: "never", powerMW: 1e-7, energyMWh: 1, initialFrac: 0 });
    forAny(100, (input) => {
      const [quick, slow] = [run(input), run({ ...input, stores: [...input.stores, never] })];
      const difference = Math.abs(quick.all.unservedMWh.mean - slow.all.unservedMWh.mean);
      // Its 1e-7 MW, charged or given, and shortages taken for rounding are all that may differ.
      expect(difference).toBeLessThan(HOURS * 5e-7);
      expect(slow.stretches).toBeGreaterThanOrEqual(3 * HOURS);
    });
  });

  it("costs nothing while the margin suffices", () => {
    const spare = campus({
      loadMW: flat(200, 8760),
      sources: [source({ count: 30, forcedOutageFrac: 0.03, meanRepairHours: 50 })],
    });
    const result = run(spare, 20);
    expect(result.all.unservedMWh.mean).toBe(0);
    expect(result.stretches).toBe(0);
    // Only hours short of capacity are worked through, in pieces where a unit fails or returns within them.
    const tight = run({ ...spare, loadMW: flat(270, 8760) }, 20);
    expect(tight.all.lossHours.mean).toBeGreaterThan(0);
    expect(tight.stretches / 20).toBeLessThan(1.5 * tight.all.lossHours.mean + 20);
  });
});

describe("stopping", () => {
  const input = campus({
    sources: [source({ count: 2, forcedOutageFrac: 0.1, meanRepairHours: 20 })],
  });

  it("stops at the relative error asked for, in whole batches, with the years of the longer run", () => {
    const result = simulateReliability(input, { relativeError: 0.05, years: 5000 });
    const { mean, standardError } = result.all.unservedMWh;
    expect(standardError / mean).toBeLessThanOrEqual(0.05);
    expect(result.converged).toBe(true);
    expect(result.years % 50).toBe(0);
    expect(result.years).toBeLessThan(5000);
    const again = simulateReliability(input, { years: result.years });
    expect(again.all.unservedMWh).toEqual(result.all.unservedMWh);
  });

  it("says when the cap came first", () => {
    const result = simulateReliability(input, { relativeError: 1e-6, years: 60 });
    expect([result.years, result.converged]).toEqual([60, false]);
  });
});
