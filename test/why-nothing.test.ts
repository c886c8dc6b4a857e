/** A plan that builds nothing says why; each reason is tried by planning with what it asks for. */
import { describe, expect, it } from "vitest";
import { plan } from "../src/plan.ts";
import { loadScenario } from "../src/scenario/load.ts";

const CAMPUS = `firmwatt: 1
resolution: weeks:1
objective: { mostValue: { usdPerEFLOPSh: 1000 } }
demand: { training: {} }
accelerators: { gb200-nvl72: {} }
sites:
  lulea:
    place: lulea
    connection: { firmMW: 60 }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

async function planned(set: string[], confirm?: number) {
  const loaded = await loadScenario(CAMPUS, { set });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, {
    draws: 100,
    ...(confirm === undefined ? {} : { confirm }),
  });
  if (result.status !== "planned") throw new Error(result.status);
  return result.package;
}
const computes = async (set: string[]) => (await planned(set, 0)).kpis.effectiveEFLOPShPerYear > 1;
const WORTH = "objective.mostValue.usdPerEFLOPSh";
const numberIn = (text: string, pattern: RegExp) =>
  Number(pattern.exec(text)![1]!.replaceAll("\u202F", ""));

describe("a plan that builds nothing", { timeout: 120_000 }, () => {
  it("says what compute costs at the least: a little less builds nothing, a little more does", async () => {
    const { sentence } = await planned([]);
    expect(sentence).toMatch(
      /^Nothing is built: an EFLOPS·h is worth 1\u202F000 USD and costs [\d\u202F]+ USD at the least, at lulea, [\d.]+ % more\.$/,
    );
    const least = numberIn(sentence, /costs ([\d\u202F]+) USD/);
    expect(numberIn(sentence, /([\d.]+) % more/)).toBeCloseTo(least / 10 - 100, -1);
    expect(await computes([`${WORTH}=${0.99 * least}`])).toBe(false);
    expect(await computes([`${WORTH}=${1.01 * least}`])).toBe(true);
  });

  it("counts a whole offer's fixed cost", async () => {
    const whole = [
      "sites.lulea.connection={ stages: [{ date: 2027-Q1, firmMW: 60, worksUSD: 900000000 }] }",
    ];
    const { sentence } = await planned(whole);
    const least = numberIn(sentence, /costs ([\d\u202F]+) USD/);
    expect(await computes([...whole, `${WORTH}=${0.99 * least}`])).toBe(false);
    expect(await computes([...whole, `${WORTH}=${1.01 * least}`])).toBe(true);
  });

  it("says by how many times several workloads are worth too little", async () => {
    const two = (times: number) => [
      "objective={ mostValue: {} }",
      `demand={ training: { valueUSDPerEFLOPSh: ${900 * times} }, tuning: { kind: training, maxEFLOPShPerYear: 10000, valueUSDPerEFLOPSh: ${1200 * times} } }`,
    ];
    const { sentence } = await planned(two(1));
    const times = numberIn(sentence, /compute costs ([\d.]+) times what it is worth at the least/);
    expect(await computes(two(0.99 * times))).toBe(false);
    expect(await computes(two(1.01 * times))).toBe(true);
  });

  it("says of a budget that it buys nothing, and what compute costs", async () => {
    const { sentence } = await planned(["objective={ mostCompute: { budgetUSDPerYear: 0 } }"]);
    expect(sentence).toMatch(
      /^Nothing is built: the budget of 0 USD a year buys none; an EFLOPS·h costs 2[\d\u202F]+ USD at the least, at lulea\.$/,
    );
  });

  it("names the limit that stands in the way and what of it would be enough", async () => {
    const set = [`${WORTH}=4000`, "rules={ pue-limit: { maxPUE: 1 } }"];
    const { sentence } = await planned(set);
    expect(sentence).toMatch(
      /^Nothing is built: not even 1\u202F000 EFLOPS·h a year can be computed; enough for that by itself: raise rules\.pue-limit\.maxPUE from 1\.00 to 1\.\d+\.$/,
    );
    const enough = numberIn(sentence, /to (1\.\d+)\.$/);
    expect(await computes([set[0]!, `rules={ pue-limit: { maxPUE: ${enough} } }`])).toBe(true);
    expect(await computes([set[0]!, `rules={ pue-limit: { maxPUE: ${enough - 0.01} } }`])).toBe(
      false,
    );
  });

  it("says what comes too late, and when; a plan that runs until then builds", async () => {
    const over = (years: number) => [
      `${WORTH}=20000`,
      `horizon={ start: 2027-Q1, years: ${years} }`,
      "accelerators={ gb300-nvl72: { timing: { from: 2028-Q1, until: 2034-Q4 } } }",
    ];
    const { sentence, timeline } = await planned(over(2));
    expect(sentence).toMatch(
      /^No power comes\. Nothing is built: nothing computes before 20\d\d-Q\d at P50, when lulea can have power, and the plan ends with 2028-Q4\.$/,
    );
    expect(timeline!.firstPower).toBeNull();
    const year = numberIn(sentence, /before (20\d\d)-Q/);
    const { timeline: later } = await planned(over(year - 2027 + 3), 0);
    expect(later!.firstPower).toBe(/before (\S+) at/.exec(sentence)![1]);
  });

  it("says where no compute is asked for", async () => {
    const { sentence } = await planned([
      "objective={ leastCost: {} }",
      "demand.training.targetEFLOPShPerYear=0",
    ]);
    expect(sentence).toBe("Nothing is built: no compute is asked for.");
  });
});
