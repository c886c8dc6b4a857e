/** Contracts in the outage simulation: k of n units behind the meter by hand, usual figures, weather, rented space. */
import { describe, expect, it } from "vitest";
import { plan } from "../../src/plan.ts";
import { reliabilityInputOf } from "../../src/report/reliability.ts";
import { loadScenario } from "../../src/scenario/load.ts";

async function planned(contracts: string, firmMW = 0) {
  const loaded = await loadScenario(`
firmwatt: 1
resolution: weeks:1
demand: { inference: { peakEFLOPS: 4, profile: flat } }
accelerators: { gb200-nvl72: {} }
sites:
  a:
    place: lulea
    ${firmMW > 0 ? `connection: { firmMW: ${firmMW} }` : ""}
    cooling: { cold-plate-dry-cooler: {}, air-economiser: {} }
    contracts: ${contracts}
`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm: 0 });
  if (result.status !== "planned") throw new Error(JSON.stringify(result));
  const { campus, solution } = result;
  const input = reliabilityInputOf({ campus, solution }, campus.sites[0]!);
  return { input, report: result.package.reliability[0]! };
}

describe("btm-service in the outage simulation", () => {
  it("of three units falls short as often as two or three are out", async () => {
    const { input, report } = await planned(
      "{ btm-service: { minMW: 30, maxMW: 30, units: 3, forcedOutageFrac: 0.1, meanRepairHours: 20 } }",
    );
    expect(input.sources).toEqual([
      {
        name: "a.btm-service",
        unitMW: expect.closeTo(10, 6),
        count: 3,
        forcedOutageFrac: 0.1,
        meanRepairHours: 20,
      },
    ]);
    // Two units carry the load in every hour, one in none.
    const load = [Math.min(...input.loadMW), Math.max(...input.loadMW)];
    expect(load[0]).toBeGreaterThan(10);
    expect(load[1]).toBeLessThan(20);
    const exact = 8760 * (3 * 0.1 ** 2 * 0.9 + 0.1 ** 3);
    const { mean, standardError } = report.lossHoursPerYear;
    expect(Math.abs(mean - exact)).toBeLessThan(4 * standardError);
    expect(standardError / exact).toBeLessThan(0.05);
    expect(report.losses.map(({ what, served }) => [what, served])).toEqual([
      ["one unit of energy as a service behind the meter", true],
    ]);
  });

  it("takes one unit of the plant's usual outages where nothing is stated", async () => {
    const { input, report } = await planned("{ btm-service: {} }");
    const [only] = input.sources;
    // data/supply.csv: ccgt, out 5 % of the time for 60 hours, in units of 700 MW.
    expect(only).toMatchObject({ count: 1, forcedOutageFrac: 0.05, meanRepairHours: 60 });
    const { mean, standardError } = report.availability;
    expect(Math.abs(mean - 0.95)).toBeLessThan(4 * standardError);
  });

  it("gives what the weather lets a solar roof give", async () => {
    const { input } = await planned(
      "{ gas: { kind: btm-service }, roof: { kind: btm-service, plant: solar, minMW: 4, maxMW: 4 } }",
    );
    const roof = input.sources.find(({ name }) => name === "a.roof")!;
    expect(roof.count).toBe(4);
    const { availability } = roof;
    expect(availability).toHaveLength(input.hours);
    expect(Math.min(...availability!)).toBe(0);
    expect(Math.max(...availability!)).toBeLessThanOrEqual(1);
    expect(Math.max(...availability!)).toBeGreaterThan(0.2);
  });
});

describe("rented space in the outage simulation", () => {
  it("is the landlord's to keep up: the connection carries the rest of the load, and little is lost", async () => {
    const { input, report } = await planned("{ colocation: { minMW: 3, maxMW: 3 } }", 6);
    expect(report.landlordMWhPerYear).toBeGreaterThan(20_000);
    expect(Math.max(...input.loadMW)).toBeLessThanOrEqual(6);
    expect(Math.max(...input.loadMW)).toBeGreaterThan(3);
    expect(report.causes.map(({ cause }) => cause)).toEqual(["gridInterruption"]);
    expect(report.availability.mean).toBeGreaterThan(0.999);
  });
});
