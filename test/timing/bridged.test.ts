/** A campus that engines carry before its grid: the draws reach what the plan runs, when all is on its date. */
import { expect, it } from "vitest";
import { plan } from "../../src/plan.ts";
import { loadScenario } from "../../src/scenario/load.ts";

const text = (supply: string, grid: string) => `
firmwatt: 1
horizon: { start: 2027-Q1, years: 8, orderEveryQuarters: 2 }
objective: { mostValue: { usdPerEFLOPSh: 4000 } }
demand: { training: {} }
accelerators: { gb300-nvl72: { maxChips: 60000, powerCapSegments: 1 } }
sites:
  Abilene:
    place: abilene
    connection: { stages: [{ date: ${grid}, firmMW: 100, worksUSD: 10000000, whole: false }] }
    supply: { ${supply} }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

async function planned(supply: string, grid = "2031-Q3") {
  const loaded = await loadScenario(text(supply, grid));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm: 0, draws: 500 });
  if (result.status !== "planned") throw new Error(result.status);
  return result.package;
}

it("full power on engines is full power in the draws, and no chip waits for the grid", async () => {
  const { timeline, odds } = await planned("reciprocating-engine: { maxMW: 100 }");
  // 100 MW of engines carry all IT from 2028-Q4 on, though they count with 0.95 as firm and less in the hottest hour.
  expect(timeline!.fullPower).toBe("2028-Q4");
  expect(odds!.total.plannedStrandedGPUMonths).toBeLessThan(1);
  expect(odds!.total.fullPower.p50! < "2031-07").toBe(true);
  expect(odds!.total.fullHeldBy[0]!.asset).not.toBe("Abilene.connection");
}, 120_000);

it("sun and wind count as firm only, however much of the IT power they carry for some hours", async () => {
  const supply = "reciprocating-engine: { maxMW: 30 }, onshore-wind: { maxMW: 300 }";
  const { timeline, odds } = await planned(supply, "2030-Q3");
  const [site] = timeline!.sites;
  const ratio = Math.max(...site!.facilityPeakMW) / Math.max(...site!.itPeakMW);
  const most = Math.max(...odds!.total.powerMW.p90);
  expect(most).toBeGreaterThan(100 / ratio);
  expect(most).toBeLessThan((100 + 30 + 0.15 * 300) / ratio + 0.01);
  // In its best hours wind runs all of the IT power before the grid comes; full power is what the grid brings.
  expect([timeline!.mostRun! < "2030-Q3", timeline!.fullPower]).toEqual([true, "2030-Q3"]);
  const [first] = odds!.targets;
  expect(Number.parseFloat(first!.name)).toBeLessThan(60);
}, 120_000);
