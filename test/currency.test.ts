/** Money of a plan in the currency of its scenario: text, report and explanations in it, fields named USD in USD. */
import { describe, expect, it } from "vitest";
import { plan } from "../src/plan.ts";
import { threeFigures, usdWords } from "../src/report/bottlenecks.ts";
import { compareText } from "../src/report/compare.ts";
import { explain, explainText } from "../src/report/explain/explain.ts";
import { renderReport } from "../src/report/html/report.ts";
import { escapeHTML, moneyTicks, tickMoney } from "../src/report/html/svg.ts";
import { packageText } from "../src/report/text.ts";
import { usdWithError } from "../src/report/with-error.ts";
import { nameInUSD } from "../src/scenario/currency.ts";
import { writtenAssumption } from "../src/report/written-assumption.ts";
import { assumptionsOf } from "../src/report/assumptions.ts";
import { RATE_PATH } from "../src/report/currency-note.ts";
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

const campus = (
  money: string,
  [priceOfChip, priceOfPower]: readonly string[] = ["priceUSD: 20000", "priceUSDPerMWh: 60"],
) => `
firmwatt: 1
resolution: weeks:1
money: ${money}
demand: { training: { targetEFLOPShPerYear: 87600, mfuFrac: 0.4, availabilityFrac: 1, precision: bf16 } }
accelerators:
  h100-sxm: { itKWPerChip: 1, bf16TFLOPS: 1000, ${priceOfChip}, lifeYears: 5 }
sites:
  lulea:
    place: lulea
    connection: { firmMW: 40 }
    contracts: { flat: { kind: baseload-annual, minMW: 5, maxMW: 5, ${priceOfPower} } }
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
      "Money is written in EUR, at 2 USD per EUR (the scenario file; stated). Files and fields whose name says USD hold USD.";
    const text = packageText(eur);
    expect(text).toContain(rate);
    expect(dollars(text.replace(rate, ""))).toEqual([]);
    expect(packageText(usd)).not.toContain("EUR");
    const report = renderReport(eur, inEUR.hourly);
    const told = report
      .slice(report.indexOf("<body"))
      .replace(rate, "")
      // The row of the rate itself.
      .replace(/<tr>(?:(?!<\/tr>).)*money\.<wbr>usdPerUnit.*?<\/tr>/s, "");
    expect(told).toContain("EUR per EFLOPS·h");
    // A source is cited in its own words.
    const own = eur.provenance.reduce(
      (text, { source }) => text.replaceAll(`<td>${escapeHTML(source)}</td>`, ""),
      told,
    );
    expect(dollars(own)).toEqual([]);
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

  it("tells assumptions in it, as the file states them and those of the catalogue at the same rate", async () => {
    const money = "{ waccFrac: 0.08, currency: EUR, usdPerUnit: 2 }";
    const stated = ["priceEUR: 10000.1", "priceEURPerMWh: 30.7"];
    const loaded = await loadScenario(campus(money, stated));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    const inUSD = assumptionsOf(loaded.scenario);
    const told = writtenIn(EUR, () => inUSD.map(writtenAssumption));
    const valueOf = (path: string) => told.find((one) => one.path === path);
    expect(valueOf("accelerators.h100-sxm.priceEUR")).toMatchObject({
      value: 10_000.1,
      unit: "EUR",
    });
    expect(valueOf("sites.lulea.contracts.flat.priceEURPerMWh")).toMatchObject({
      value: 30.7,
      unit: "EUR per MWh",
    });
    for (const [i, { path, value, unit }] of inUSD.entries()) {
      const other = told[i]!;
      const isMoney = unit.includes("USD") && typeof value === "number" && path !== RATE_PATH;
      if (isMoney) expect(other.value).toBeCloseTo(value / 2, 9);
      else expect(other.value).toEqual(value);
      if (isMoney) expect(other.path).not.toContain("USD");
      // A setting of that name says the same.
      expect(nameInUSD(other.path.split(".").at(-1)!, "EUR")).toBe(path.split(".").at(-1));
    }
    expect(writtenIn(undefined, () => inUSD.map(writtenAssumption))).toEqual(inUSD);
    const listed = { path: "a.stages", value: [{ date: "2027-Q1", worksUSD: 5e6 }], unit: "" };
    expect(writtenIn(EUR, () => writtenAssumption(listed)).value).toEqual([
      { date: "2027-Q1", worksEUR: 2.5e6 },
    ]);
    const { package: pack } = await planned(money);
    expect(explainText(pack, "usdPerEFLOPSh")).toContain(
      "accelerators.h100-sxm.priceEUR = 10\u202F000 EUR [stated]",
    );
  });
});
