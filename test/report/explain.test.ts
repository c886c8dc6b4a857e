/** Tests of explanations: what is said to go into a figure gives the figure. */
import { describe, expect, it } from "vitest";
import { explain } from "../../src/report/explain.ts";
import { packageFixture } from "./fixture.ts";

const NARROW = "\u202F";
/** A line's amount: "energy: 93.8 MUSD a year" is 93.8e6. */
function amountOf(line: string): number {
  const [, number, unit] = /(−?[\d\u202F.]+) (BUSD|MUSD|kUSD|USD|\w+)/.exec(line) ?? [];
  const size = { BUSD: 1e9, MUSD: 1e6, kUSD: 1e3 }[unit ?? ""] ?? 1;
  return Number(number!.replaceAll(NARROW, "").replace("−", "-")) * size;
}

describe("an explanation", () => {
  const pack = packageFixture();
  const line = pack.costs[0]!;
  const costs = [
    ["servers", 600e6],
    ["energy", 40e6],
    ["connection", 10e6],
    ["compute value", -900e6],
  ].map(([category, usdPerYear]) => ({
    ...line,
    category: category as string,
    usdPerYear: usdPerYear as number,
  }));
  const kpis = {
    ...pack.kpis,
    costUSDPerYear: 650e6,
    energyMWhPerYear: 500_000,
    powerUSDPerMWh: 100,
    usdPerEFLOPSh: 2600,
    usdPerGPUh: 2,
  };
  const priced = { ...pack, costs, kpis };

  it("lists of the cost of power what power costs, and nothing of the servers", () => {
    const { inputs, value } = explain(priced, "powerUSDPerMWh")!;
    const amounts = inputs.map(amountOf);
    const mwh = amounts.pop()!;
    expect(amounts.reduce((sum, usd) => sum + usd, 0) / mwh).toBeCloseTo(value!, 6);
  });

  it("adds up to the cost of a year, without what compute is sold for", () => {
    const { inputs, value } = explain(priced, "costUSDPerYear")!;
    expect(inputs.map(amountOf).reduce((sum, usd) => sum + usd, 0)).toBe(value);
  });

  it("divides a cost by what is bought with it", () => {
    for (const figure of ["usdPerEFLOPSh", "usdPerGPUh"]) {
      const { inputs, value } = explain(priced, figure)!;
      expect(amountOf(inputs[0]!) / amountOf(inputs.at(-1)!)).toBeCloseTo(value!, 6);
    }
  });
});
