/** Power sold at the meter that also buys: by hand, at a fixed price below the market's and at negative prices. */
import { describe, expect, it } from "vitest";
import { plan } from "../src/plan.ts";
import { packageText } from "../src/report/text.ts";
import { loadScenario } from "../src/scenario/load.ts";
import { plainSite } from "./cases/plain-site.ts";
import { PAPER, plannedPaper } from "./paper-campus.ts";

/** −40 USD/MWh from 11 to 15 UTC, 120 from 17 to 20, else 50. */
const PRICES = [
  "time,price_usd_mwh,ci_direct_g_kwh,low_carbon_pct",
  ...Array.from({ length: 8760 }, (_, h) => {
    const hour = h % 24;
    const price = hour >= 11 && hour < 15 ? -40 : hour >= 17 && hour < 20 ? 120 : 50;
    const stamp = new Date(Date.UTC(2022, 0, 1, h)).toISOString().slice(0, 16);
    return `${stamp}Z,${price},400,50`;
  }),
].join("\n");

async function planned(connection: string, more = "", exportMW = 25) {
  const text = plainSite(
    "{ fixed-load: { powerMW: 10 } }",
    `{ existingMW: 50, exportMW: ${exportMW}, demandUSDPerMWMonth: 0, taxUSDPerMWh: 0, ${connection} }`,
    more,
  ).replace("place: columbus", "place: lulea\n    market: { file: prices.csv }");
  const loaded = await loadScenario(text, { readFile: () => Promise.resolve(PRICES) });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm: 0 });
  if (result.status !== "planned") throw new Error(result.status);
  expect(result.package.verified.ok).toBe(true);
  const of = (category: string) =>
    result.package.costs
      .filter((line) => line.category === category)
      .reduce((sum, { usdPerYear }) => sum + usdPerYear, 0);
  return { pack: result.package, of };
}

describe("exports", () => {
  it("earn nothing by buying at a fixed price and selling at once to a dearer market", async () => {
    const { pack, of } = await planned("energy: fixed, fixedUSDPerMWh: 60, networkUSDPerMWh: 2");
    expect(of("export")).toBe(0);
    expect(of("energy") / (87_600 * 60)).toBeCloseTo(1, 6);
    // 0.9 · 120 is above 62 in 3 hours of 24.
    expect(pack.warnings.join()).toContain("in 12.5 % of hours the market pays more for exports");
  });

  it("earn nothing by buying and selling at once at negative prices", async () => {
    const { of } = await planned(
      "energy: spot, exportPriceFrac: 0.5, networkUSDPerMWh: 0, supplierFeeUSDPerMWh: 0",
    );
    expect(of("export")).toBe(0);
    expect(of("energy") / (10 * 365 * (4 * -40 + 3 * 120 + 17 * 50))).toBeCloseTo(1, 6);
  });

  it("of a surplus earn the share of the market, and a cent less than power costs where it is cheaper", async () => {
    const geothermal =
      "    supply: { geothermal: { existingMW: 20, maxMW: 0, minimumFrac: 0, availabilityFrac: 1, fixedOMUSDPerMWYear: 0, variableOMUSDPerMWh: 0 } }\n";
    const spot = await planned(
      "energy: spot, networkUSDPerMWh: 2, supplierFeeUSDPerMWh: 1",
      geothermal,
      5,
    );
    // Output may be held back, so nothing is given away at −40.
    expect(spot.of("export") / (-5 * 365 * 0.9 * (3 * 120 + 17 * 50))).toBeCloseTo(1, 6);
    const fixed = await planned(
      "energy: fixed, fixedUSDPerMWh: 60, networkUSDPerMWh: 2",
      geothermal,
      5,
    );
    expect(fixed.of("export") / (-5 * 365 * (3 * 61.99 + 17 * 45))).toBeCloseTo(1, 6);
  });

  it("of a site without IT are told with what stands there", async () => {
    const { pack } = await planned("energy: spot");
    expect(pack.sentence).toMatch(/^No IT is built; [\d.]+ MUSD a year/);
    expect(packageText(pack)).toContain("a (lulea): no IT, 10.0 MW at the busbar");
  });

  it("at one of two connections are own power, and what is bought at the other comes in through it", async () => {
    // 8 MW can come in at 30 USD; the rest of the 10 MW is bought at the market, where 25 MW may be sold.
    const offer =
      "    offers: { cheap: { existingMW: 8, energy: fixed, fixedUSDPerMWh: 30, demandUSDPerMWMonth: 0, networkUSDPerMWh: 0, taxUSDPerMWh: 0 } }\n";
    const spot = "energy: spot, supplierFeeUSDPerMWh: 0, networkUSDPerMWh: 0";
    const bare = await planned(spot, offer);
    expect(bare.of("export")).toBe(0);
    // At −40 all 10 MW are bought at the market, else 8 at 30 and 2 at the market.
    const hours = 4 * 10 * -40 + 3 * (8 * 30 + 2 * 120) + 17 * (8 * 30 + 2 * 50);
    expect(bare.of("energy") / (365 * hours)).toBeCloseTo(1, 6);
    const bills = new Map(
      bare.pack.tariffs.map(({ asset, lines }) => [asset, lines[0]!.usdPerYear]),
    );
    expect(bills.get("a.cheap")! / (365 * 20 * 8 * 30)).toBeCloseTo(1, 6);
    const plant =
      "    supply: { geothermal: { existingMW: 5, maxMW: 0, minimumFrac: 0, availabilityFrac: 1, fixedOMUSDPerMWYear: 0, variableOMUSDPerMWh: 0 } }\n";
    const own = await planned(spot, offer + plant);
    // Of 5 MW of own power and 8 at 30 the load takes 10: 3 MW are sold, the market is never bought from but at −40.
    expect(own.of("export") / (-3 * 365 * 0.9 * (3 * 120 + 17 * 50))).toBeCloseTo(1, 6);
  });

  it("of a dearer time earn no more than a purchase of that time", async () => {
    const paper = PAPER.replace("existingMW: 100,", "existingMW: 100, exportMW: 40,").replace(
      "residualValue: false,",
      "residualValue: false, priceChangeFracPerYear: { export: 1 },",
    );
    const { package: pack } = await plannedPaper(paper);
    expect(pack.costs.filter(({ category }) => category === "export")).toEqual([]);
  });
});
