/** Money of a plan in the currency of its scenario: text, report and explanations in it, fields named USD in USD. */
import { describe, expect, it } from "vitest";
import { plan } from "../src/plan.ts";
import { threeFigures, usdWords } from "../src/report/bottlenecks.ts";
import { compareText } from "../src/report/compare.ts";
import { explain, explainText } from "../src/report/explain/explain.ts";
import { renderReport } from "../src/report/html/report.ts";
import { moneyTicks, tickMoney } from "../src/report/html/svg.ts";
import { packageText } from "../src/report/text.ts";
import { usdWithError } from "../src/report/with-error.ts";
import { loadScenario } from "../src/scenario/load.ts";
import { moneyUnit, writtenIn } from "../src/units/money.ts";

/** Two dollars a euro, so that every amount is half as large. */
const EUR = { currency: "EUR", usdPerUnit: 2 };

describe("amounts in another currency", () => {
  it("are converted with their unit, and in USD again afterwards", () => {
    expect(writtenIn(EUR, () => usdWords(3e6))).toBe("1.50 MEUR");
    // 1,500 USD are 750 EUR: the size of the unit is that of what is written.
    expect(writtenIn(EUR, () => usdWords(1500))).toBe("750 EUR");
    expect(writtenIn(EUR, () => usdWithError(2.4e6, 4e4))).toBe("1.20 ± 0.02 MEUR");
    expect(writtenIn(EUR, () => moneyUnit("USD per MWh"))).toBe("EUR per MWh");
    expect(usdWords(3e6)).toBe("3.00 MUSD");
    expect(() =>
      writtenIn(EUR, () => {
        throw new Error("in the middle");
      }),
    ).toThrow("in the middle");
    expect(usdWords(3e6)).toBe("3.00 MUSD");
  });

  it("stand at round numbers on an axis", () => {
    const at = { currency: "EUR", usdPerUnit: 1.13 };
    const words = writtenIn(at, () => moneyTicks(0, 4.4e6, 4).map((usd) => tickMoney(usd)));
    expect(words).toEqual(["0 EUR", "1 MEUR", "2 MEUR", "3 MEUR"]);
  });
});

const campus = (money: string) => `
firmwatt: 1
resolution: weeks:1
money: ${money}
demand: { training: { targetEFLOPShPerYear: 87600, mfuFrac: 0.4, availabilityFrac: 1, precision: bf16 } }
accelerators:
  h100-sxm: { itKWPerChip: 1, bf16TFLOPS: 1000, priceUSD: 20000, lifeYears: 5 }
sites:
  lulea:
    place: lulea
    connection: { firmMW: 40 }
    contracts: { flat: { kind: baseload-annual, minMW: 5, maxMW: 5, priceUSDPerMWh: 60 } }
    cooling: { cold-plate-dry-cooler: {}, air-economiser: {} }
finance: { priceUSDPerEFLOPSh: 3000 }
`;

/** Where a text still says dollars; names of fields apart. */
const dollars = (text: string) => text.match(/.{0,60}\b[BMk]?USD\b.{0,40}/g) ?? [];

async function planned(money: string) {
  const loaded = await loadScenario(campus(money));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm: 1 });
  if (result.status !== "planned") throw new Error(result.status);
  return result;
}

describe("a plan of a scenario in another currency", () => {
  it("is the same plan, told in it everywhere a person reads, with the rate and its source", async () => {
    const [inUSD, inEUR] = [
      await planned("{ waccFrac: 0.08 }"),
      await planned("{ waccFrac: 0.08, currency: EUR, usdPerUnit: 2 }"),
    ];
    const [usd, eur] = [inUSD.package, inEUR.package];
    expect(eur.kpis.costUSDPerYear).toBe(usd.kpis.costUSDPerYear);
    expect(eur.money).toEqual(EUR);
    const perUnit = writtenIn(EUR, () => usdWords(eur.kpis.costUSDPerYear));
    expect(eur.sentence).toContain(perUnit);
    expect(eur.contracts!.contracts[0]!.price).toMatch(/^30 EUR per MWh/);
    const rate =
      "Money is written in EUR, at 2 USD per EUR (the scenario file; stated). Assumptions, files and fields whose name says USD hold USD.";
    const text = packageText(eur);
    expect(text).toContain(rate);
    expect(dollars(text.replace(rate, ""))).toEqual([]);
    expect(packageText(usd)).not.toContain("EUR");
    const report = renderReport(eur, inEUR.hourly);
    // The assumptions at the end hold what the catalogue has, under its own names and units.
    const told = report
      .slice(report.indexOf("<body"), report.indexOf('id="assumptions"'))
      .replace(rate, "");
    expect(told).toContain("EUR per EFLOPS·h");
    expect(dollars(told)).toEqual([]);
    expect(dollars(compareText([eur, eur]))).toEqual([]);
  });

  it("explains a figure with the rate behind it", async () => {
    const { package: pack } = await planned("{ waccFrac: 0.08, currency: EUR, usdPerUnit: 2 }");
    const found = explain(pack, "usdPerEFLOPSh")!;
    expect(found.value).toBe(pack.kpis.usdPerEFLOPSh);
    expect(found.unit).toBe("USD/EFLOPS·h");
    expect(found.behind.map(({ path }) => path)).toContain("money.usdPerUnit");
    for (const figure of ["usdPerEFLOPSh", "costUSDPerYear", "powerUSDPerMWh", "cost.energy"])
      expect(dollars(explain(pack, figure)!.inputs.join("\n"))).toEqual([]);
    const half = threeFigures(pack.kpis.usdPerEFLOPSh! / 2);
    expect(explainText(pack, "usdPerEFLOPSh")!.split("\n")[0]).toBe(
      `usdPerEFLOPSh = ${half} EUR/EFLOPS·h`,
    );
  });
});
