/** Plans on several percentiles, and under a slip: what differs, and regret on the same draws. */
import { describe, expect, it } from "vitest";
import { planAtPercentiles } from "../../src/percentiles.ts";
import { plan } from "../../src/plan.ts";
import { replan } from "../../src/replan.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { percentilesText } from "../../apps/cli/percentiles-text.ts";

const TEXT = (engines: string) => `
firmwatt: 1
name: Engines
resolution: weeks:1
horizon: { start: 2027-Q1, years: 4, orderEveryQuarters: 2 }
objective: { mostValue: { usdPerEFLOPSh: 4000 } }
demand: { training: {} }
accelerators: { gb300-nvl72: { maxChips: 4000, powerCapSegments: 1, timing: { milestones: { allocation: { p50Months: 0 }, manufacture-and-delivery: { p50Months: 0 }, rack-commissioning: { p50Months: 0 } } } } }
sites:
  dallas:
    place: dallas
    connection: { existingMW: 2 }
    supply: { reciprocating-engine: { maxMW: 20, timing: ${engines} } }
    cooling: { air-economiser: { existingMW: 20, maxMW: 20 }, cold-plate-dry-cooler: { existingMW: 20, maxMW: 20 } }
    halls: { hall-modular: { existingMW: 20, maxMW: 20 } }
`;
const milestone = (p10: number, p50: number, p90: number) =>
  `{ p10Months: ${p10}, p50Months: ${p50}, p90Months: ${p90}, exitFrac: 0, after: [] }`;
/** Nothing takes time but the engines. */
const chain = (p10: number, p50: number, p90: number) =>
  `{ milestones: { engines: ${milestone(p10, p50, p90)}, air-permit: ${milestone(0, 0, 0)}, gas-and-site-works: ${milestone(0, 0, 0)}, erection: ${milestone(0, 0, 0)}, commissioning: ${milestone(0, 0, 0)} } }`;

async function compared(engines: string) {
  const loaded = await loadScenario(TEXT(engines));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return planAtPercentiles(loaded.scenario, [50, 90], { draws: 2048 });
}

describe("percentiles", () => {
  it("certain dates give the same plan, and nothing to regret", async () => {
    const found = await compared(chain(6, 6, 6));
    expect(found.reasons).toEqual(["The plans at P50 and P90 order the same."]);
    expect(found.plans[0]!.costUSD).toBeCloseTo(found.plans[1]!.costUSD!, -2);
    for (const { bestFrac, meanRegret } of found.regrets) {
      expect(meanRegret.mean).toBeLessThan(1e-4 * found.plans[0]!.costUSD!);
      expect(bestFrac).toBeGreaterThanOrEqual(0);
    }
  });

  it("spread dates give a later plan at P90, with the months of the chain as the reason", async () => {
    const found = await compared(chain(6, 12, 24));
    const text = percentilesText("Engines", found);
    expect(text).toContain("Gas engine at dallas:");
    expect(text).toContain("(its chain takes 12 months at P50, 24 at P90)");
    const first = found.plans.map(({ package: pack }) => {
      const { assets, quarters } = pack!.timeline!;
      const engines = assets.find(({ layer }) => layer === "generation")!;
      return quarters[engines.inForce.findIndex((mw) => mw > 1)];
    });
    expect(first).toEqual(["2028-Q1", "2029-Q1"]);
    // Regrets are of the same draws: the best of each draw regrets nothing.
    expect(found.regrets.reduce((sum, { bestFrac }) => sum + bestFrac, 0)).toBeCloseTo(1, 9);
    expect(found.regrets[0]!.meanRegret.mean).toBeLessThanOrEqual(
      found.regrets[1]!.meanRegret.mean,
    );
  });
});

describe("a slip", () => {
  it("lets kept orders come as much later, instead of giving them up", async () => {
    const loaded = await loadScenario(TEXT(chain(12, 12, 12)));
    const without = await loadScenario(TEXT(chain(12, 12, 12)), {
      set: ["sites.dallas.supply.reciprocating-engine.maxMW=0"],
    });
    if (!loaded.ok || !without.ok) throw new Error("not loaded");
    const found = await replan(loaded.scenario, [{ what: "reciprocating-engine", months: 6 }], {
      draws: 100,
    });
    const givenUp = await plan(without.scenario, { confirm: 0, draws: 100 });
    if (found.status !== "replanned" || givenUp.status !== "planned")
      throw new Error("not planned");
    const { asPlanned, kept, replanned } = found.replan.presentUSD;
    // Worth is negative cost: later engines are worth less, old orders no more than new ones.
    expect(replanned).toBeGreaterThan(asPlanned);
    expect(kept!).toBeGreaterThanOrEqual(replanned - 1e-4 * Math.abs(replanned));
    expect(kept!).toBeLessThan(givenUp.solution.objective);
  });
});
