/** Tests that hours and outages of a plan over quarters are those of a year in which the campus still runs. */
import { expect, it } from "vitest";
import { plan } from "../../src/plan.ts";
import { loadScenario } from "../../src/scenario/load.ts";

/** Chips that last five years of seven: at the end nothing is left, engines included. */
const SCENARIO = `
firmwatt: 1
name: Ends early
horizon: { start: 2027-Q1, years: 7, orderEveryQuarters: 4 }
resolution: weeks:1
objective: { mostValue: { usdPerEFLOPSh: 4000 } }
demand: { training: {} }
accelerators: { gb300-nvl72: { maxChips: 30000, powerCapSegments: 1 } }
sites:
  abilene:
    place: abilene
    connection: { stages: [{ date: 2028-Q1, firmMW: 30, whole: false }] }
    supply: { reciprocating-engine: { maxMW: 30 } }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

it("shows hours and counts outages in the last year that runs", { timeout: 120_000 }, async () => {
  const loaded = await loadScenario(SCENARIO);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { quick: true });
  if (result.status !== "planned") throw new Error(result.status);
  const [site] = result.package.timeline!.sites;
  const drawn = site!.facilityMWh;
  // The case is the one meant: it runs, and draws nothing in the last quarter.
  expect(Math.max(...drawn)).toBeGreaterThan(1000);
  expect(drawn.at(-1)).toBeLessThan(1e-3);
  const load = result.hourly[0]!.columns.find(({ name }) => name === "facilityMW")!.values;
  expect(Math.min(...load)).toBeGreaterThan(1);
  // Everything drawn can be carried while nothing is out: only outages and cuts leave load unserved.
  const [outages] = result.package.reliability;
  expect(outages!.causes.map(({ cause }) => cause)).not.toContain("capacity");
  expect(outages!.availability.mean).toBeGreaterThan(0.9);
});
