/** The simulation against closed forms and Markov chains, within its own standard error. */
import { describe, expect, it } from "vitest";
import { capacityOutageTable, lossAtLoad } from "./exact.ts";
import { campus, flat, source, store } from "./fixture.ts";
import { HOURS_PER_YEAR } from "./input.ts";
import { failuresPerYear, survivalWithRepair } from "./markov.ts";
import { simulateReliability } from "./simulate.ts";

/** Standard errors a fixed seed may lie off: 3 is passed by a right simulation in 99.7 % of seeds. */
const ERRORS = 3;

interface Measured {
  readonly mean: number;
  readonly standardError: number;
}

/** Holds a mean to within ERRORS standard errors, and the error itself to a size that can tell right from wrong. */
function expectMean(measured: Measured, exact: number, relativeError: number): void {
  expect(measured.standardError).toBeGreaterThan(0);
  expect(measured.standardError / exact).toBeLessThan(relativeError);
  expect(Math.abs(measured.mean - exact)).toBeLessThan(ERRORS * measured.standardError);
}

describe("long-run odds", () => {
  it("loses the hours, energy and events of k of n units", () => {
    const input = campus({
      loadMW: flat(75, HOURS_PER_YEAR),
      sources: [source({ count: 10, forcedOutageFrac: 0.08, meanRepairHours: 40 })],
    });
    const result = simulateReliability(input, { years: 600, seed: "k of n" });
    const exact = lossAtLoad(
      capacityOutageTable([{ unitMW: 10, count: 10, forcedOutageFrac: 0.08 }], 10),
      75,
    );
    expectMean(result.all.lossHours, exact.probability * HOURS_PER_YEAR, 0.03);
    expectMean(result.all.unservedMWh, exact.expectedShortfallMW * HOURS_PER_YEAR, 0.03);
    const repairsPerHour = 1 / 40;
    const events = failuresPerYear({
      count: 10,
      needed: 8,
      failuresPerHour: (repairsPerHour * 0.08) / 0.92,
      repairsPerHour,
    });
    // An event that lasts over New Year counts in both years: P(short at an instant) more.
    expectMean(result.lossEvents, events + exact.probability, 0.03);
  });

  it("adds up hours of unequal units, a varying load and weather", () => {
    const hours = HOURS_PER_YEAR;
    const loadMW = Float64Array.from({ length: hours }, (_, t) => 60 + 30 * Math.sin(t / 3.7));
    const availability = Float64Array.from({ length: hours }, (_, t) => (t % 24 < 12 ? 1 : 0.6));
    const input = campus({
      loadMW,
      sources: [
        source({ name: "a", unitMW: 20, count: 3, forcedOutageFrac: 0.1, meanRepairHours: 30 }),
        source({
          name: "b",
          unitMW: 35,
          count: 1,
          forcedOutageFrac: 0.05,
          meanRepairHours: 100,
          availability,
        }),
      ],
    });
    let [lossHours, unservedMWh] = [0, 0];
    for (const frac of [1, 0.6]) {
      const table = capacityOutageTable(
        [
          { unitMW: 20, count: 3, forcedOutageFrac: 0.1 },
          { unitMW: 35 * frac, count: 1, forcedOutageFrac: 0.05 },
        ],
        1,
      );
      for (let t = 0; t < hours; t++) {
        if (availability[t] !== frac) continue;
        const loss = lossAtLoad(table, loadMW[t]!);
        lossHours += loss.probability;
        unservedMWh += loss.expectedShortfallMW;
      }
    }
    const result = simulateReliability(input, { years: 400, seed: "unequal" });
    expectMean(result.all.lossHours, lossHours, 0.03);
    expectMean(result.all.unservedMWh, unservedMWh, 0.03);
  });
});

describe("the start of a year", () => {
  it("finds units and grid out with their long-run odds, also in a year of a day", () => {
    const input = campus({
      hours: 24,
      loadMW: flat(30, 24),
      sources: [source({ forcedOutageFrac: 0.3, meanRepairHours: 400 })],
      // As long up as interrupted.
      grid: {
        availableMW: 20,
        interruptionsPerYear: HOURS_PER_YEAR / 100,
        meanInterruptionHours: 100,
      },
    });
    const result = simulateReliability(input, { years: 8000, seed: "start" });
    expectMean(result.all.unservedMWh, 24 * (10 * 0.3 + 20 * 0.5), 0.02);
    expectMean(result.all.lossHours, 24 * (1 - 0.7 * 0.5), 0.02);
  });
});

describe("two units with repair", () => {
  it("goes without a loss as often as the Markov chain survives", () => {
    const [meanRepairHours, forcedOutageFrac] = [20, 1 / 11];
    const hours = 2000;
    const result = simulateReliability(
      campus({ hours, sources: [source({ count: 2, forcedOutageFrac, meanRepairHours })] }),
      { years: 8000, seed: "two units", start: "all-up" },
    );
    const exact = survivalWithRepair(
      { count: 2, needed: 1, failuresPerHour: 1 / 200, repairsPerHour: 1 / 20 },
      hours,
    );
    expect(exact).toBeGreaterThan(0.2);
    expect(exact).toBeLessThan(0.8);
    expectMean(result.yearsWithoutLossFrac, exact, 0.03);
    expect(result.yearsWithoutLossFrac.low).toBeLessThan(exact);
    expect(result.yearsWithoutLossFrac.high).toBeGreaterThan(exact);
  });
});

describe("a store behind one unit", () => {
  it("carries four hours: survives a day with odds e^(−20/100)", () => {
    // No repair to speak of: repair lasts far beyond the day.
    const meanRepairHours = 1e7;
    const forcedOutageFrac = meanRepairHours / (meanRepairHours + 100);
    const result = simulateReliability(
      campus({
        hours: 24,
        sources: [source({ forcedOutageFrac, meanRepairHours })],
        stores: [store()],
      }),
      { years: 20_000, seed: "store", start: "all-up" },
    );
    expectMean(result.yearsWithoutLossFrac, Math.exp(-20 / 100), 0.01);
    // Unserved: 10 MW from the failure at T plus four hours to the end, if that is before it.
    const meanMWh = 10 * (20 - 100 * (1 - Math.exp(-20 / 100)));
    expectMean(result.all.unservedMWh, meanMWh, 0.03);
    // Losses are shared between the unit out and the store empty, half each: 10 MW both.
    const { unitOutage, storeEmpty } = result.unservedByCauseMWh;
    expect(unitOutage.mean).toBeCloseTo(result.all.unservedMWh.mean / 2, 6);
    expect(storeEmpty.mean).toBeCloseTo(result.all.unservedMWh.mean / 2, 6);
  });
});

describe("the grid", () => {
  const rate = 4;
  const meanHours = 6;
  const grid = { availableMW: 30, interruptionsPerYear: rate, meanInterruptionHours: meanHours };
  const out = (rate * meanHours) / (HOURS_PER_YEAR + rate * meanHours);

  it("is interrupted at its rate for its mean time", () => {
    const result = simulateReliability(campus({ grid }), { years: 2000, seed: "grid" });
    expectMean(result.all.lossHours, out * HOURS_PER_YEAR, 0.02);
    expectMean(result.lossEvents, rate * (1 - out) + out, 0.02);
    expect(result.unservedByCauseMWh.gridInterruption.mean).toBeCloseTo(
      result.all.unservedMWh.mean,
      8,
    );
  });

  it("is bridged by a store of h hours but for the share e^(−h/mean) of interruptions", () => {
    const result = simulateReliability(campus({ grid, stores: [store({ energyMWh: 80 })] }), {
      years: 2000,
      seed: "bridge",
    });
    // A second interruption before the store is full again adds well under the standard error.
    const exact = rate * (1 - out) * Math.exp(-8 / meanHours);
    expectMean(result.lossEvents, exact, 0.04);
    expectMean(result.all.lossHours, exact * meanHours, 0.04);
  });

  it("is bridged by standby sets unless none is there when called", () => {
    const [startFailFrac, forcedOutageFrac] = [0.1, 0.05];
    const input = campus({
      grid: { ...grid, meanInterruptionHours: 0.5 },
      sources: [
        source({
          name: "diesel",
          count: 2,
          startFailFrac,
          forcedOutageFrac,
          // Long against an interruption, so that what is not there at the start hardly comes back.
          meanRepairHours: 200,
        }),
      ],
    });
    const result = simulateReliability(input, { years: 6000, seed: "diesel" });
    const none = (1 - (1 - startFailFrac) * (1 - forcedOutageFrac)) ** 2;
    const share = result.lossEvents.mean / (rate * (1 - (rate * 0.5) / HOURS_PER_YEAR));
    const error = result.lossEvents.standardError / rate;
    // Repairs and failures within half an hour of an interruption: 0.5/200 of what is out, twice.
    expect(error / none).toBeLessThan(0.06);
    expect(Math.abs(share - none)).toBeLessThan(ERRORS * error + none * 0.02);
    const run = result.standbyHours[0]!;
    expect(run.source).toBe("diesel");
    expectMean(run.hours, rate * 0.5, 0.03);
  });
});

describe("a set that is always called", () => {
  it("is away while out, and after each repair until it starts", () => {
    const [startFail, failure, repair] = [0.3, 1 / 45, 1 / 5];
    const result = simulateReliability(
      campus({
        sources: [source({ startFailFrac: startFail, forcedOutageFrac: 0.1, meanRepairHours: 5 })],
      }),
      { years: 400, seed: "always" },
    );
    // States: up and running, up with a failed start b, down, down with a failed start d = b λ / (2 μ).
    const down = failure / (failure + repair);
    const waiting =
      (repair * startFail * down) / (failure + (1 - startFail) * (repair - failure / 2));
    expectMean(result.all.lossHours, (down + waiting) * HOURS_PER_YEAR, 0.01);
    expectMean(result.unservedByCauseMWh.startFailure, 10 * waiting * HOURS_PER_YEAR, 0.01);
  });
});
