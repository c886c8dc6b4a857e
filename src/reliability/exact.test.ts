/** Closed forms: k of n, capacity outage tables, survival of standby sets with a battery, two units with repair. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomial, capacityOutageTable, kOfNLossProbability, lossAtLoad } from "./exact.ts";
import { failuresPerYear, meanHoursToFirstFailure, survivalWithRepair } from "./markov.ts";
import { outageSurvival, outageSurvivalByStart, type SurvivalInput } from "./survival.ts";

describe("k of n", () => {
  it.each([
    ["2 of 3", 3, 2, 3 * 0.1 ** 2 * 0.9 + 0.1 ** 3],
    ["1 of 4", 4, 1, 0.1 ** 4],
    ["4 of 4", 4, 4, 1 - 0.9 ** 4],
    ["more than there are", 4, 5, 1],
    ["none", 4, 0, 0],
  ])("%s", (_name, count, needed, expected) => {
    expect(kOfNLossProbability(count, needed, 0.1)).toBeCloseTo(expected, 14);
  });

  it("sums to one for thousands of units", () => {
    const total = binomial(3000, 0.97).reduce((sum, value) => sum + value, 0);
    expect(total).toBeCloseTo(1, 10);
  });
});

describe("capacity outage table", () => {
  it("agrees with k of n for equal units", () => {
    const table = capacityOutageTable([{ unitMW: 20, count: 30, forcedOutageFrac: 0.05 }], 10);
    for (const needed of [25, 27, 28, 30])
      expect(lossAtLoad(table, needed * 20).probability).toBeCloseTo(
        kOfNLossProbability(30, needed, 0.05),
        12,
      );
  });

  it("lists every state of unequal units", () => {
    // 25 MW (q 0.02) twice and 50 MW (q 0.04): all eight states by hand.
    const table = capacityOutageTable(
      [
        { unitMW: 25, count: 2, forcedOutageFrac: 0.02 },
        { unitMW: 50, count: 1, forcedOutageFrac: 0.04 },
      ],
      25,
    );
    const [none, one, two] = [0.98 ** 2, 2 * 0.02 * 0.98, 0.02 ** 2];
    const expected = [none * 0.96, one * 0.96, two * 0.96 + none * 0.04, one * 0.04, two * 0.04];
    expect(table.probability).toHaveLength(expected.length);
    expected.forEach((value, i) => expect(table.probability[i]).toBeCloseTo(value, 14));
    // At 60 MW of load, 50 MW or more out is a loss: 10, 35 and 60 MW short.
    const loss = lossAtLoad(table, 60);
    expect(loss.probability).toBeCloseTo(expected[2]! + expected[3]! + expected[4]!, 14);
    expect(loss.expectedShortfallMW).toBeCloseTo(
      10 * expected[2]! + 35 * expected[3]! + 60 * expected[4]!,
      12,
    );
  });

  it("keeps the mean MW out for units off the grid", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            unitMW: fc.double({ min: 0.3, max: 90, noNaN: true }),
            count: fc.integer({ min: 0, max: 6 }),
            forcedOutageFrac: fc.double({ min: 0, max: 0.9, noNaN: true }),
          }),
          { maxLength: 4 },
        ),
        (groups) => {
          const { probability, stepMW } = capacityOutageTable(groups, 7);
          const mean = probability.reduce((sum, value, i) => sum + value * i * stepMW, 0);
          const expected = groups.reduce(
            (sum, { unitMW, count, forcedOutageFrac }) => sum + unitMW * count * forcedOutageFrac,
            0,
          );
          expect(mean).toBeCloseTo(expected, 8);
        },
      ),
      { numRuns: 100 },
    );
  });
});

const single: SurvivalInput = {
  loadMW: new Float64Array(8760).fill(0.1),
  units: {
    unitMW: 0.1,
    count: 1,
    availabilityFrac: 0.98,
    startFailFrac: 0.1,
    meanHoursToFailure: 100,
  },
  battery: {
    powerMW: 0.1,
    energyMWh: 0.4,
    chargeEfficiency: 1,
    dischargeEfficiency: 1,
    initialFrac: 1,
  },
};

describe("survival of an outage", () => {
  it("reaches hour 24 with odds 0.99^20 × 0.882 by one set and a battery of four hours", () => {
    const survival = outageSurvival(single, 0, 24);
    expect(survival[23]).toBeCloseTo(0.99 ** 20 * 0.882, 12);
    // The battery alone carries four hours, whatever the set does.
    expect([...survival.subarray(0, 4)]).toEqual(
      [1, 1, 1, 1].map((one) => expect.closeTo(one, 12)),
    );
    expect(survival[4]).toBeCloseTo(0.99 * 0.882, 12);
  });

  it("without the battery loses the four hours", () => {
    const { battery: _battery, ...bare } = single;
    expect(outageSurvival(bare, 0, 24)[23]).toBeCloseTo(0.99 ** 24 * 0.882, 12);
  });

  it("agrees with REopt's two sets and half-full battery at every start", () => {
    const rows = outageSurvivalByStart(
      {
        loadMW: Float64Array.of(1, 2, 2, 1),
        units: {
          unitMW: 1,
          count: 2,
          availabilityFrac: 1,
          startFailFrac: 0,
          meanHoursToFailure: 5,
        },
        battery: {
          powerMW: 1,
          energyMWh: 2,
          chargeEfficiency: 1,
          dischargeEfficiency: 1,
          initialFrac: 0.5,
        },
      },
      3,
    );
    const expected = [
      [1, 0.8704, 0.557056],
      [0.96, 0.6144, 0.57344],
      [0.96, 0.896, 0.8192],
      [1, 0.96, 0.761856],
    ];
    expected.forEach((row, start) =>
      row.forEach((value, hour) => expect(rows[start]![hour]).toBeCloseTo(value, 12)),
    );
  });

  it("never rises with the hour, and never falls with a set more or a larger battery", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 3, maxLength: 12 }),
        fc.integer({ min: 0, max: 4 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 4 }),
        (load, count, initialFrac, size) => {
          const input = (more: number, energy: number): SurvivalInput => ({
            loadMW: Float64Array.from(load),
            units: {
              unitMW: 1,
              count: count + more,
              availabilityFrac: 0.97,
              startFailFrac: 0.02,
              meanHoursToFailure: 20,
            },
            battery: {
              powerMW: 1,
              energyMWh: energy,
              chargeEfficiency: 0.9,
              dischargeEfficiency: 0.9,
              initialFrac,
              // Steps of the same size, so that rounding is the same too.
              levels: 100 * energy,
            },
          });
          const base = outageSurvival(input(0, size), 1, 8);
          const more = outageSurvival(input(1, size), 1, 8);
          // The larger one starts with a whole number of steps more.
          const larger = outageSurvival(input(0, 2 * size), 1, 8);
          base.forEach((value, hour) => {
            expect(value).toBeLessThanOrEqual(1 + 1e-12);
            if (hour > 0) expect(value).toBeLessThanOrEqual(base[hour - 1]! + 1e-12);
            expect(more[hour]!).toBeGreaterThanOrEqual(value - 1e-12);
            expect(larger[hour]!).toBeGreaterThanOrEqual(value - 1e-12);
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("two units with repair, one needed", () => {
  const [failure, repair] = [1 / 200, 1 / 20];
  const units = { count: 2, needed: 1, failuresPerHour: failure, repairsPerHour: repair };

  it("has the textbook mean time to first failure", () => {
    expect(meanHoursToFirstFailure(units)).toBeCloseTo(
      (3 * failure + repair) / (2 * failure ** 2),
      8,
    );
  });

  it("survives as the two-exponential solution of its equations says", () => {
    // Roots of s² + (3λ + μ) s + 2λ² = 0; S(t) = (s1 e^{s2 t} − s2 e^{s1 t}) / (s1 − s2).
    const b = 3 * failure + repair;
    const root = Math.sqrt(b * b - 8 * failure ** 2);
    const [s1, s2] = [(-b + root) / 2, (-b - root) / 2];
    for (const hours of [1, 24, 720, 8760]) {
      const expected = (s1 * Math.exp(s2 * hours) - s2 * Math.exp(s1 * hours)) / (s1 - s2);
      expect(survivalWithRepair(units, hours)).toBeCloseTo(expected, 11);
    }
  });

  it("fails in the long run at a rate of 2λ · λ·2μ/(λ + μ)² · …, hand-derived", () => {
    // P(one up) = 2λμ/(λ+μ)², then the last one fails at λ.
    const expected = ((2 * failure * repair) / (failure + repair) ** 2) * failure * 8760;
    expect(failuresPerYear(units)).toBeCloseTo(expected, 10);
  });

  it("is worse with one crew, and does not fail without failures", () => {
    expect(survivalWithRepair({ ...units, count: 3, crews: 1 }, 8760)).toBeLessThan(
      survivalWithRepair({ ...units, count: 3 }, 8760),
    );
    expect(survivalWithRepair({ ...units, failuresPerHour: 0, repairsPerHour: 0 }, 8760)).toBe(1);
    expect(survivalWithRepair({ ...units, needed: 3 }, 1)).toBe(0);
  });
});
