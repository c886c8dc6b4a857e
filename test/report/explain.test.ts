/** Tests of explanations: what is said to go into a figure gives the figure. */
import { describe, expect, it } from "vitest";
import { onceForSites } from "../../src/report/assumptions-once.ts";
import { explain, inputChanges } from "../../src/report/explain.ts";
import type { AssumptionReport } from "../../src/report/package.ts";
import { packageFixture } from "./fixture.ts";

const NARROW = "\u202F";
/** A line's amount: "energy: 93.8 MUSD a year" is 93.8e6. */
function amountOf(line: string): number {
  const [, number, unit] = /(−?[\d\u202F.]+) (BUSD|MUSD|kUSD|USD|\w+)/.exec(line) ?? [];
  const size = { BUSD: 1e9, MUSD: 1e6, kUSD: 1e3 }[unit ?? ""] ?? 1;
  return Number(number!.replaceAll(NARROW, "").replace("−", "-")) * size;
}

const assumed = (path: string, value: unknown): AssumptionReport => ({
  path,
  value,
  origin: "default",
  unit: "",
  source: "Somebody",
  year: "2026",
  confidence: "published",
  help: "",
});

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

  it("names what goes in by asset and place, the dearest first", () => {
    const capital = (category: string, capexUSD: number) => ({ ...line, category, capexUSD });
    const { inputs } = explain(
      { ...pack, costs: [capital("shell", 1e6), capital("servers", 5e6)] },
      "capexUSD",
    )!;
    const { title } = pack.sites[0]!.assets.find(({ name }) => name === line.asset)!;
    expect(inputs).toEqual([
      `${title} at a (servers): 5.00 MUSD`,
      `${title} at a (shell): 1.00 MUSD`,
    ]);
  });

  it("puts behind compute the useful share of work, the peak at its precision and nothing of a plant's", () => {
    const provenance = [
      assumed("demand.training.precision", "bf16"),
      assumed("demand.training.availabilityFrac", 0.9),
      assumed("sites.a.supply.engine.availabilityFrac", 0.94),
      assumed("accelerators.chip.bf16TFLOPS", 2500),
      assumed("accelerators.chip.fp8TFLOPS", 5000),
    ];
    const paths = explain({ ...pack, provenance }, "effectiveEFLOPShPerYear")!.behind.map(
      ({ path }) => path,
    );
    expect(paths).toEqual(["accelerators.chip.bf16TFLOPS", "demand.training.availabilityFrac"]);
  });
});

describe("what moved in the inputs of a figure", () => {
  it("pairs a line with the one that spoke of the same before, in whatever order they stand", () => {
    expect(
      inputChanges(
        ["servers: 3 USD", "shell: 2 USD", "cost 2.70 BUSD a year", "fuel: 1 USD"],
        ["shell: 9 USD", "servers: 3 USD", "cost 900 MUSD a year", "tax: 4 USD"],
      ),
    ).toEqual([
      { was: "shell: 2 USD", is: "shell: 9 USD" },
      { was: "cost 2.70 BUSD a year", is: "cost 900 MUSD a year" },
      { was: undefined, is: "tax: 4 USD" },
      { was: "fuel: 1 USD", is: undefined },
    ]);
  });
});

describe("assumptions that are the same at several sites", () => {
  it("stand once, for every site or for those that share them; others stay", () => {
    const paths = onceForSites(
      [
        assumed("money.waccFrac", 0.07),
        assumed("sites.a.hall.lifeYears", 14),
        assumed("sites.a.tax", 1),
        assumed("sites.b.hall.lifeYears", 14),
        assumed("sites.b.tax", 2),
        assumed("sites.c.hall.lifeYears", 14),
        assumed("sites.c.tax", 1),
      ],
      3,
    ).map(({ path, value }) => [path, value]);
    expect(paths).toEqual([
      ["money.waccFrac", 0.07],
      ["sites.*.hall.lifeYears", 14],
      ["sites.{a,c}.tax", 1],
      ["sites.b.tax", 2],
    ]);
  });
});
