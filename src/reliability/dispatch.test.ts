/** One campus day without chance, worked out by hand: shedding, stores, spent hours, causes. */
import { describe, expect, it } from "vitest";
import { campus, source, store } from "./fixture.ts";
import type { ReliabilityInput } from "./input.ts";
import { simulateReliability } from "./simulate.ts";

describe("what is deterministic", () => {
  /** A day of 10 MW with the grid cut to 4 MW from 6 to 12 o'clock. */
  const day = (change: Partial<ReliabilityInput> = {}): ReliabilityInput => ({
    ...campus({ hours: 24, criticalFrac: 0.5 }),
    grid: {
      availableMW: 12,
      interruptionsPerYear: 0,
      meanInterruptionHours: 0,
      curtailment: Float64Array.from({ length: 24 }, (_, t) => (t >= 6 && t < 12 ? 8 : 0)),
    },
    ...change,
  });
  const run = (input: ReliabilityInput) => simulateReliability(input, { years: 2 });

  it("sheds the other load first, in one event, at its hours, by its cause", () => {
    const result = run(day());
    expect(result.all.unservedMWh).toEqual({ mean: 36, standardError: 0 });
    expect(result.critical.unservedMWh.mean).toBeCloseTo(6, 12);
    expect(result.all.lossHours.mean).toBe(6);
    expect(result.lossEvents.mean).toBe(1);
    expect(result.longestEventHoursOfAll).toBe(6);
    expect(result.yearsWithoutLossFrac.mean).toBe(0);
    expect(result.all.availability.mean).toBeCloseTo(1 - 36 / 240, 12);
    expect(result.all.nines.mean).toBeCloseTo(-Math.log10(36 / 240), 12);
    expect(result.unservedByCauseMWh.curtailment.mean).toBeCloseTo(36, 12);
    const byHour = Float64Array.from({ length: 24 }, (_, hour) => {
      let sum = 0;
      for (let month = 0; month < 12; month++)
        sum += result.unservedByMonthHourMWh[month * 24 + hour]!;
      return sum;
    });
    expect([...byHour]).toEqual(
      Array.from({ length: 24 }, (_, hour) => (hour >= 6 && hour < 12 ? 6 : 0)),
    );
  });

  it("discharges with losses, cuts at the moment a store is empty, and charges again", () => {
    // 6 MW short of 20 MWh at 0.9: 18 MWh, three hours.
    const battery = store({ energyMWh: 20, dischargeEfficiency: 0.9 });
    const result = run(day({ stores: [battery] }));
    expect(result.all.unservedMWh.mean).toBeCloseTo(18, 9);
    expect(result.all.lossHours.mean).toBeCloseTo(3, 9);
    // Empty at first: 2 MW of surplus for six hours at 0.75 give 9 MWh, so 8.1 of 36 MWh.
    const empty = { ...battery, initialFrac: 0, chargeEfficiency: 0.75 };
    expect(run(day({ stores: [empty] })).all.unservedMWh.mean).toBeCloseTo(36 - 8.1, 9);
  });

  it("keeps a store for the critical load where asked", () => {
    // Critical load is 5 MW: 1 MW short for six hours.
    const stores = [store({ energyMWh: 6 })];
    const kept = run(day({ stores, storesServe: "critical" }));
    expect(kept.critical.unservedMWh.mean).toBeCloseTo(0, 9);
    expect(kept.all.unservedMWh.mean).toBeCloseTo(30, 9);
    // Else the store is gone after an hour.
    const spent = run(day({ stores }));
    expect(spent.critical.unservedMWh.mean).toBeCloseTo(5, 9);
    expect(spent.all.unservedMWh.mean).toBeCloseTo(30, 9);
  });

  it("takes the store that lasts longest first", () => {
    // 6 MW short for six hours; 2 MW × 10 h and 4 MW × 4 h: all 36 MWh only if both run at full power for four hours.
    const stores = [
      store({ name: "short", powerMW: 4, energyMWh: 16 }),
      store({ name: "long", powerMW: 2, energyMWh: 20 }),
    ];
    expect(run(day({ stores })).all.unservedMWh.mean).toBeCloseTo(36 - 16 - 12, 9);
    // Larger long store: 6 MW of power covers the rest alone.
    const both = [
      store({ name: "short", powerMW: 4, energyMWh: 4 }),
      { ...stores[1]!, powerMW: 6, energyMWh: 32 },
    ];
    expect(run(day({ stores: both })).all.unservedMWh.mean).toBeCloseTo(0, 9);
  });

  it("stops a standby source when its hours are spent", () => {
    const diesel = source({ name: "diesel", unitMW: 6, hoursMaxPerYear: 2.5 });
    const result = run(day({ sources: [diesel] }));
    expect(result.all.unservedMWh.mean).toBeCloseTo(36 - 15, 9);
    expect(result.standbyHours[0]!.hours.mean).toBeCloseTo(2.5, 9);
    // 8 MW by curtailment, 6 MW by spent hours.
    expect(result.unservedByCauseMWh.hoursSpent.mean).toBeCloseTo((21 * 6) / 14, 9);
  });

  it("puts down to capacity what nothing else explains", () => {
    const result = run(campus({ hours: 24, sources: [source({ unitMW: 7 })] }));
    expect(result.unservedByCauseMWh.capacity.mean).toBeCloseTo(72, 9);
    expect(result.all.unservedMWh.mean).toBeCloseTo(72, 9);
  });
});
