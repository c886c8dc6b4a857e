/** Every kind of bad input is named by its field, and nothing is thrown. */
import { describe, expect, it } from "vitest";
import { checkReliability } from "./check.ts";
import { campus, flat, NO_GRID, source, store } from "./fixture.ts";
import type { ReliabilityInput } from "./input.ts";
import { simulateReliability } from "./simulate.ts";

const fieldsOf = (input: ReliabilityInput) => checkReliability(input).map(({ field }) => field);

describe("check", () => {
  it("passes a sound campus", () => {
    const input = campus({
      sources: [source({ forcedOutageFrac: 0.1, meanRepairHours: 5, startFailFrac: 0.1 })],
      stores: [store()],
    });
    expect(checkReliability(input)).toEqual([]);
  });

  it.each<[string, Partial<ReliabilityInput>, string]>([
    ["hours", { hours: 0, loadMW: flat(1, 0) }, "hours"],
    ["length of load", { loadMW: flat(1, 8759) }, "loadMW"],
    ["negative load", { loadMW: flat(-1, 8760) }, "loadMW[0]"],
    ["no number", { loadMW: flat(Number.NaN, 8760) }, "loadMW[0]"],
    ["critical share", { criticalFrac: 1.1 }, "criticalFrac"],
    ["unit size", { sources: [source({ unitMW: -1 })] }, "sources[0].unitMW"],
    ["half a unit", { sources: [source({ count: 0.5 })] }, "sources[0].count"],
    [
      "outage beyond 1",
      { sources: [source({ forcedOutageFrac: 1.2, meanRepairHours: 1 })] },
      "sources[0].forcedOutageFrac",
    ],
    [
      "never up",
      { sources: [source({ forcedOutageFrac: 1, meanRepairHours: 1 })] },
      "sources[0].forcedOutageFrac",
    ],
    [
      "outage without repair",
      { sources: [source({ forcedOutageFrac: 0.1 })] },
      "sources[0].meanRepairHours",
    ],
    [
      "start beyond 1",
      { sources: [source({ startFailFrac: 2, meanRepairHours: 1 })] },
      "sources[0].startFailFrac",
    ],
    [
      "failed start without repair",
      { sources: [source({ startFailFrac: 0.1 })] },
      "sources[0].meanRepairHours",
    ],
    [
      "negative hours",
      { sources: [source({ hoursMaxPerYear: -1 })] },
      "sources[0].hoursMaxPerYear",
    ],
    [
      "availability beyond 1",
      { sources: [source({ availability: flat(1.01, 8760) })] },
      "sources[0].availability[0]",
    ],
    [
      "length of availability",
      { sources: [source({ availability: flat(1, 24) })] },
      "sources[0].availability",
    ],
    ["two of a name", { sources: [source(), source()] }, "sources[1].name"],
    ["store power", { stores: [store({ powerMW: Infinity })] }, "stores[0].powerMW"],
    ["store energy", { stores: [store({ energyMWh: -4 })] }, "stores[0].energyMWh"],
    [
      "efficiency beyond 1",
      { stores: [store({ chargeEfficiency: 1.1 })] },
      "stores[0].chargeEfficiency",
    ],
    [
      "no efficiency",
      { stores: [store({ dischargeEfficiency: 0 })] },
      "stores[0].dischargeEfficiency",
    ],
    ["level", { stores: [store({ initialFrac: -0.1 })] }, "stores[0].initialFrac"],
    ["store outage", { stores: [store({ forcedOutageFrac: 0.1 })] }, "stores[0].meanRepairHours"],
    ["grid MW", { grid: { ...NO_GRID, availableMW: -1 } }, "grid.availableMW"],
    ["grid series", { grid: { ...NO_GRID, availableMW: flat(1, 3) } }, "grid.availableMW"],
    [
      "interruptions",
      { grid: { ...NO_GRID, interruptionsPerYear: -1 } },
      "grid.interruptionsPerYear",
    ],
    [
      "their length",
      { grid: { ...NO_GRID, meanInterruptionHours: Number.NaN } },
      "grid.meanInterruptionHours",
    ],
    ["curtailment", { grid: { ...NO_GRID, curtailment: flat(-1, 8760) } }, "grid.curtailment[0]"],
  ])("names %s", (_name, change, field) => {
    expect(fieldsOf(campus(change))).toEqual([field]);
  });

  it("lists all faults, and the simulation refuses with them", () => {
    const input = campus({ criticalFrac: 2, stores: [store({ powerMW: -1 }), store()] });
    expect(fieldsOf(input)).toEqual(["criticalFrac", "stores[0].powerMW", "stores[1].name"]);
    expect(() => simulateReliability(input)).toThrow(
      /criticalFrac must lie between 0 and 1, not 2/,
    );
  });
});
