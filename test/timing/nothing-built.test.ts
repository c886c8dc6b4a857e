/** A plan over quarters in which nothing is worth building is a plan: verified, with a page that says so. */
import { expect, it } from "vitest";
import { plan } from "../../src/plan.ts";
import { whatComesEarlier } from "../../src/report/html/time-earlier.ts";
import { presentLine, timeLines } from "../../src/report/time-text.ts";
import { loadScenario } from "../../src/scenario/load.ts";

it("verifies and shows a plan that builds nothing", async () => {
  const loaded = await loadScenario(`
firmwatt: 1
horizon: { start: 2027-Q1, years: 4 }
objective: { mostValue: { usdPerEFLOPSh: 1 } }
demand: { training: {} }
accelerators: { gb300-nvl72: { maxChips: 6000, powerCapSegments: 1 } }
sites:
  lulea:
    place: lulea
    connection: { stages: [{ date: 2029-Q1, firmMW: 20, worksUSD: 5000000 }] }
    cooling: { cold-plate-dry-cooler: {}, air-economiser: {} }
`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm: 0, draws: 100 });
  if (result.status !== "planned") throw new Error(result.status);
  const { verified, timeline } = result.package;
  expect(verified.checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(timeline!.firstPower).toBeNull();
  const lines = timeLines(result.package).join("\n");
  expect(lines).toContain("first power  planned never");
  // Nothing is on time where nothing comes, and ordering it earlier brings nothing.
  expect(lines).not.toMatch(/on its planned date|Slack|Stranded|P10/);
  expect(whatComesEarlier(timeline!, result.package.odds!)).toBe("");
  expect(presentLine(result.package)).toBe("Nothing is paid and nothing earned");
});

it("has no hall of a site that computes nothing hold the power, and no MW for it", async () => {
  // Standing halls and coolers at a site without power: all compute is rented.
  const loaded = await loadScenario(`
firmwatt: 1
horizon: { start: 2027-Q1, years: 2 }
demand: { training: { targetEFLOPShPerYear: 20000 } }
accelerators: { gb300-nvl72: { powerCapSegments: 1 } }
contracts: { rented-compute: { accelerator: h100-sxm, commitment: on-demand, priceUSDPerGPUHour: 3, timing: { milestones: { contract: { p50Months: 0 }, provisioning: { p50Months: 0 } } } } }
sites:
  lulea:
    place: lulea
    connection: { stages: [{ date: 2027-Q3, firmMW: 20, worksUSD: 9000000000 }] }
    cooling: { cold-plate-dry-cooler: { existingMW: 20 }, air-economiser: { existingMW: 20 } }
    halls: { hall-modular: { existingMW: 20, houseLoadFrac: 0 } }
`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm: 0, draws: 100 });
  if (result.status !== "planned") throw new Error(result.status);
  const { total } = result.package.odds!;
  expect(result.package.timeline!.fullPower).toBeNull();
  expect(total.fullHeldBy).toEqual([]);
  expect(total.fullPower.p10).toBeNull();
});
