/** N−1 by hand. */
import { describe, expect, it } from "vitest";
import { campus, flat, NO_GRID, source, store } from "./fixture.ts";
import { checkNMinusOne } from "./n-minus-one.ts";

const HOURS = 48;
const of = (cases: ReturnType<typeof checkNMinusOne>, name: string) =>
  cases.find((one) => one.name === name)!;

describe("N−1", () => {
  // 40 MW, 50 MW in hours 10 to 13; three engines of 20 MW; a connection of 15 MW, cut to 5 MW in hour 30.
  const loadMW = Float64Array.from({ length: HOURS }, (_, t) => (t >= 10 && t < 14 ? 50 : 40));
  const curtailment = Float64Array.from({ length: HOURS }, (_, t) => (t === 30 ? 10 : 0));
  const input = campus({
    hours: HOURS,
    loadMW,
    criticalFrac: 0.5,
    sources: [
      source({ name: "engine", unitMW: 20, count: 3, forcedOutageFrac: 0.1, meanRepairHours: 9 }),
    ],
    grid: { ...NO_GRID, availableMW: 15, curtailment },
  });

  it("serves when margins hold, and says by how much", () => {
    const cases = checkNMinusOne(input);
    expect(cases.map((one) => one.name)).toEqual(["engine", "grid"]);
    expect(of(cases, "grid")).toMatchObject({
      worstHour: 10,
      lostMW: 15,
      marginMW: 10,
      served: true,
    });
    expect(of(cases, "engine")).toMatchObject({ worstHour: 10, lostMW: 20, marginMW: 5 });
    expect(of(cases, "engine").hoursOnStores).toBe(Infinity);
  });

  it("finds the worst hour with the unit lost, and how long stores last from it", () => {
    // Two engines: 5 MW left over at 50 MW; without one, 15 MW short at 50 MW and 15 MW short in hour 30 too.
    const two = { ...input, sources: [{ ...input.sources[0]!, count: 2 }] };
    const engine = of(checkNMinusOne(two), "engine");
    expect(engine).toMatchObject({ worstHour: 10, marginMW: -15, served: false });
    expect(engine).toMatchObject({ criticalMarginMW: 10, criticalServed: true });
    expect(engine.hoursOnStores).toBe(0);
    expect(engine.criticalHoursOnStores).toBe(Infinity);
    // 15 MW for four hours, then 5 MW: 70 MWh last 4 h + 10 MWh / 5 MW = 6 h.
    const stores = [store({ powerMW: 15, energyMWh: 70 })];
    expect(of(checkNMinusOne({ ...two, stores }), "engine").hoursOnStores).toBeCloseTo(6, 9);
    // Power that does not reach carries nothing.
    const weak = [store({ powerMW: 14, energyMWh: 70 })];
    expect(of(checkNMinusOne({ ...two, stores: weak }), "engine").hoursOnStores).toBe(0);
  });

  it("stores that refill in between last for good", () => {
    const peak = Float64Array.from({ length: HOURS }, (_, t) => (t % 24 === 18 ? 25 : 5));
    const cases = checkNMinusOne(
      campus({
        hours: HOURS,
        loadMW: peak,
        sources: [source({ count: 2 })],
        stores: [store({ powerMW: 15, energyMWh: 15 })],
      }),
    );
    expect(of(cases, "engine")).toMatchObject({
      worstHour: 18,
      marginMW: -15,
      hoursOnStores: Infinity,
    });
    // The store itself lost: 20 MW of engines against 25 MW.
    expect(of(cases, "battery")).toMatchObject({ kind: "store", marginMW: -5, hoursOnStores: 0 });
  });

  it("follows the weather to the worst hour and leaves out what is not there", () => {
    const availability = Float64Array.from({ length: HOURS }, (_, t) => (t === 20 ? 1 : 0.2));
    const cases = checkNMinusOne(
      campus({
        hours: HOURS,
        loadMW: flat(10, HOURS),
        sources: [
          source({ name: "sun", unitMW: 5, count: 2, availability }),
          source({ name: "none", count: 0 }),
        ],
        grid: { ...NO_GRID, availableMW: 9 },
      }),
    );
    // Without one block of sun: 9 + 1 − 10 = 0 in most hours, the first of which counts.
    expect(of(cases, "sun")).toMatchObject({ worstHour: 0, lostMW: 1, marginMW: 0, served: true });
    expect(of(cases, "grid")).toMatchObject({ marginMW: -8, served: false });
    expect(cases).toHaveLength(2);
  });
});
