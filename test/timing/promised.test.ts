/** Promised dates and orders placed early, by hand. */
import { describe, expect, it } from "vitest";
import { chainMonthsAt } from "../../src/timing/chain-months.ts";
import { successFrac } from "../../src/timing/chain.ts";
import { leadTimeOf, stageChain } from "../../src/scenario/lead-times.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";

async function scenario(
  timing: string,
  stage = "{ date: 2028-Q1, firmMW: 10 }",
): Promise<Scenario> {
  const loaded = await loadScenario(`
firmwatt: 1
horizon: { start: 2027-Q1, years: 5 }
objective: { mostValue: { usdPerEFLOPSh: 1000 } }
demand: { training: {} }
accelerators: { gb200-nvl72: {} }
sites:
  lulea:
    place: lulea
    connection: { ${timing === "" ? "" : `timing: ${timing}, `}stages: [${stage}] }
    halls: { hall-modular: ${timing === "" ? "{}" : `{ timing: ${timing} }`} }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return loaded.scenario;
}

const hallLead = async (timing: string) => {
  const { sites, horizon } = await scenario(timing);
  return leadTimeOf(sites[0]!.halls[0]!, "lulea", horizon!);
};

describe("a promise", () => {
  it("puts the middle of the chain on the promised quarter and keeps its spread", async () => {
    const usual = await hallLead("");
    const promised = await hallLead("{ promised: 2028-Q3 }");
    // Six quarters after the start.
    expect(promised.leadMonths).toBeCloseTo(18, 1);
    const spread = ({ chain }: typeof usual) =>
      chainMonthsAt(chain!, 0.9) / chainMonthsAt(chain!, 0.1);
    expect(spread(promised)).toBeCloseTo(spread(usual), 1);
  });

  it("counts from the start of the plan, however long the chain has run", async () => {
    const promised = await hallLead("{ promised: 2028-Q3, ordered: 2025-01 }");
    expect(promised.leadMonths).toBeCloseTo(18, 1);
    expect(promised.elapsedMonths).toBe(0);
  });

  it("no longer loses what is usually done by now", async () => {
    // The permit (4 %) of a modular hall is the first milestone beside the modules (1 %); works (1 %) come after.
    expect(successFrac((await hallLead("")).chain!)).toBeCloseTo(0.99 * 0.96 * 0.99, 9);
    expect(successFrac((await hallLead("{ promised: 2028-Q3 }")).chain!)).toBeCloseTo(0.99, 9);
    const late = await hallLead("{ promised: 2028-Q3, ordered: 2025-01 }");
    expect(successFrac(late.chain!)).toBe(1);
  });

  it("holds for stages of a connection that was asked for long ago", async () => {
    const { sites, horizon } = await scenario("{ ordered: 2019-01 }");
    const lead = leadTimeOf(sites[0]!.connections[0]!, "lulea", horizon!);
    const chain = stageChain(horizon!, lead, horizon!.start + 4)!;
    expect(chainMonthsAt(chain, 0.5)).toBeCloseTo(12, 1);
    expect(successFrac(chain)).toBe(1);
  });

  it("is refused before the plan starts", async () => {
    await expect(scenario("{ promised: 2026-Q4 }")).rejects.toThrow(
      "What is promised is there before the plan starts",
    );
  });
});
