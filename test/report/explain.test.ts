/** Tests of explanations: what is said to go into a figure gives the figure. */
import { beforeAll, describe, expect, it } from "vitest";
import { onceForSites } from "../../src/report/assumptions-once.ts";
import { explain, inputChanges } from "../../src/report/explain/explain.ts";
import type { AssumptionReport } from "../../src/report/package.ts";
import { plan } from "../../src/plan.ts";
import type { Package } from "../../src/report/package.ts";
import { loadScenario } from "../../src/scenario/load.ts";
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

/** The value of a figure that is a number. */
const valueOf = (pack: Package, figure: string) => explain(pack, figure)!.value as number;

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
    const { inputs } = explain(priced, "powerUSDPerMWh")!;
    const amounts = inputs.map(amountOf);
    const mwh = amounts.pop()!;
    expect(amounts.reduce((sum, usd) => sum + usd, 0) / mwh).toBeCloseTo(
      valueOf(priced, "powerUSDPerMWh"),
      6,
    );
  });

  it("adds up to the cost of a year, without what compute is sold for", () => {
    const { inputs, value } = explain(priced, "costUSDPerYear")!;
    expect(inputs.map(amountOf).reduce((sum, usd) => sum + usd, 0)).toBe(value);
  });

  it("divides a cost by what is bought with it", () => {
    for (const figure of ["usdPerEFLOPSh", "usdPerGPUh"]) {
      const { inputs } = explain(priced, figure)!;
      expect(amountOf(inputs[0]!) / amountOf(inputs.at(-1)!)).toBeCloseTo(
        valueOf(priced, figure),
        6,
      );
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

const SMALL = `firmwatt: 1
resolution: weeks:1
objective: { mostCompute: {} }
demand: { training: {} }
accelerators: { gb200-nvl72: {} }
sites:
  a:
    place: northern-virginia
    connection: { firmMW: 40, nonFirmMW: 10, curtailedHoursPerYear: 300 }
    supply: { open-cycle-turbine: { minMW: 5, maxMW: 5 } }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

/** The numbers of a line, in its order. */
const numbersOf = (line: string) =>
  [...line.matchAll(/(?<![\w.])[\d\u202F]+(\.\d+)?/g)].map(([text]) =>
    Number(text.replaceAll(NARROW, "")),
  );

describe("a figure worked out by hand from its explanation", () => {
  let pack: Package;
  beforeAll(async () => {
    const loaded = await loadScenario(SMALL);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    const result = await plan(loaded.scenario, { quick: true });
    if (result.status !== "planned") throw new Error(result.status);
    pack = result.package;
  }, 60_000);
  const inputsOf = (figure: string) => explain(pack, figure)!.inputs;
  const behind = (figure: string, end: string) =>
    explain(pack, figure)!.behind.find(({ path }) => path.endsWith(end));
  /** A figure worked out by hand over the plan's own. */
  const over = (hand: number, figure: string) => hand / valueOf(pack, figure);

  it("gives PUE, over the year and in the highest hour, to four places", () => {
    for (const figure of ["pueAnnual", "a.pueAnnual"]) {
      const [busbar, it] = numbersOf(inputsOf(figure)[0]!);
      expect(busbar! / it!).toBeCloseTo(valueOf(pack, figure), 4);
    }
    for (const figure of ["puePeak", "a.puePeak"]) {
      const [busbar, it] = numbersOf(inputsOf(figure)[0]!);
      expect(busbar! / it!).toBeCloseTo(valueOf(pack, figure), 3);
    }
  });

  it("gives compute: chips, speed under power caps, peak, MFU and availability", () => {
    const [chips, speed] = numbersOf(inputsOf("effectiveEFLOPShPerYear")[0]!.split(": ")[1]!);
    const of = (end: string) => behind("effectiveEFLOPShPerYear", end)!.value as number;
    const eflops = (chips! * of("bf16TFLOPS") * of("mfuFrac") * of("availabilityFrac")) / 1e6;
    expect(over((eflops * 8760 * speed!) / 100, "effectiveEFLOPShPerYear")).toBeCloseTo(1, 2);
  });

  it("gives compute per MWh, carbon, and the clean share", () => {
    const [eflopsh] = numbersOf(inputsOf("tflopPerMWh")[0]!);
    const [mwh] = numbersOf(inputsOf("tflopPerMWh")[1]!);
    expect(over((eflopsh! * 1e6 * 3600) / mwh!, "tflopPerMWh")).toBeCloseTo(1, 2);
    const [own, bought] = inputsOf("co2TPerYear").map(numbersOf);
    expect(over(own![0]! + (bought![1]! * bought![2]!) / 1000, "co2TPerYear")).toBeCloseTo(1, 2);
    expect(own![0]).toBeGreaterThan(0);
    const [clean, load] = inputsOf("cfeHourlyFrac").map((line) => numbersOf(line)[0]!);
    expect(over(clean! / load!, "cfeHourlyFrac")).toBeCloseTo(1, 2);
  });

  it("gives what energy costs by the bill's mean price, and the annuity of chips", () => {
    const bill = inputsOf("cost.energy").find((line) => line.startsWith("bill at a"))!;
    const [, mwh, price] = numbersOf(bill);
    expect(over(mwh! * price!, "cost.energy")).toBeCloseTo(1, 2);
    const of = (end: string) => behind("a.gb200-nvl72.usdPerYear", end)!.value as number;
    const [wacc, years] = [of("money.waccFrac"), of("lifeYears")];
    const annuity = wacc / (1 - (1 + wacc) ** -years);
    expect(
      over(
        of("priceUSD") * pack.kpis.chips * (annuity + of("fixedOMFracPerYear")),
        "a.gb200-nvl72.usdPerYear",
      ),
    ).toBeCloseTo(1, 2);
  });

  it("has behind it what moves it and nothing that does not", () => {
    expect(behind("pueAnnual", "electricalEfficiencyFrac")).toMatchObject({
      value: 0.96,
      confidence: "estimated",
    });
    expect(behind("costUSDPerYear", "contractedUSDPerMWYear")).toBeDefined();
    expect(behind("cost.energy", "sites.a.priceUSDPerMWh")?.confidence).toBe("synthetic");
    expect(behind("cost.energy", "fixedUSDPerMWh")).toBeUndefined();
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
