/** A campus that engines carry before its grid: the draws reach what the plan runs, when all is on its date. */
import { expect, it } from "vitest";
import { plan } from "../../src/plan.ts";
import { loadScenario } from "../../src/scenario/load.ts";

const text = (supply: string) => `
firmwatt: 1
horizon: { start: 2027-Q1, years: 8, orderEveryQuarters: 2 }
objective: { mostValue: { usdPerEFLOPSh: 4000 } }
demand: { training: {} }
accelerators: { gb300-nvl72: { maxChips: 60000, powerCapSegments: 1 } }
sites:
  Abilene:
    place: abilene
    connection: { stages: [{ date: 2031-Q3, firmMW: 100, worksUSD: 10000000, whole: false }] }
    supply: { ${supply} }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

async function planned(supply: string) {
  const loaded = await loadScenario(text(supply));
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
  const { timeline, odds } = await planned("onshore-wind: { maxMW: 100 }");
  const [site] = timeline!.sites;
  const firm = Math.max(...site!.gridMW);
  const ratio = Math.max(...site!.facilityPeakMW) / Math.max(...site!.itPeakMW);
  const most = Math.max(...odds!.total.powerMW.p90);
  // The plan's own date of full power is told as the draws count it, what wind runs in its best hours apart.
  expect(timeline!.fullPower).toBe("2031-Q3");
  expect(timeline!.mostRun! <= timeline!.fullPower!).toBe(true);
  expect(most).toBeLessThan((firm + 0.15 * 100 + 1e-6) / ratio);
}, 120_000);
