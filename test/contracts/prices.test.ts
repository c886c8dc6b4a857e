/** What prices are worth in the money of the plan, worked out by hand. */
import { describe, expect, it } from "vitest";
import { indexFactor, priceAt } from "../../src/blocks/contract/price.ts";
import { hourUnder } from "../../src/blocks/contract/settle.ts";
import { securityUSDPerYear } from "../../src/blocks/contract/terms.ts";
import { catalog } from "../../src/catalog/catalog.ts";
import { numberIn } from "../../src/catalog/table.ts";
import { usualInflationFrac } from "../../src/finance/tax-law.ts";
import { assemble } from "../../src/model/assemble.ts";
import { loadScenario } from "../../src/scenario/load.ts";

const inflation = usualInflationFrac();
const money = { priceYear: 2025, firstYear: 2027, waccFrac: 0, inflationFrac: inflation };
const at50 = { priceUSDPerMWh: 50, steps: [] };

describe("indices", () => {
  it("a price that follows general inflation keeps its worth", () => {
    expect(priceAt(at50, money, 10)).toEqual({ usdPerMWh: expect.closeTo(50, 9), spotFrac: 0 });
    expect(priceAt(at50, money, 10, 2034.625).usdPerMWh).toBeCloseTo(50, 9);
  });

  it("a fixed price loses inflation from its price year on", () => {
    const fixed = { ...at50, index: "fixed" };
    expect(priceAt(fixed, money, 10, 2030).usdPerMWh).toBeCloseTo(50 / (1 + inflation) ** 5, 9);
    // Two years without interest: the mean of the worth at 2027.5 and 2028.5.
    const [a, b] = [50 / (1 + inflation) ** 2.5, 50 / (1 + inflation) ** 3.5];
    expect(priceAt(fixed, money, 2).usdPerMWh).toBeCloseTo((a + b) / 2, 9);
    // At 10 % the first year weighs 1.1 times the second.
    expect(priceAt(fixed, { ...money, waccFrac: 0.1 }, 2).usdPerMWh).toBeCloseTo(
      (1.1 * a + b) / 2.1,
      9,
    );
  });

  it("inflation stated for the pro forma is what a price falls behind", async () => {
    const loaded = await loadScenario(
      "firmwatt: 1\nresolution: weeks:1\ndemand: { training: { targetEFLOPShPerYear: 1000 } }\naccelerators: { gb200-nvl72: {} }\nsites: { lulea: { place: lulea, connection: { firmMW: 10 }, cooling: { cold-plate-dry-cooler: {}, air-economiser: {} } } }\nfinance: { inflationFrac: 0.05, priceUSDPerEFLOPSh: 3000 }",
    );
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    const [site] = assemble(loaded.scenario).sites;
    const { priceYear } = site!.conditions;
    const cpi = numberIn(catalog("indices").get("uk-cpi")!, "growthFracPerYear");
    const linked = { ...at50, index: "uk-cpi" };
    expect(priceAt(linked, site!.conditions, 10, priceYear + 8).usdPerMWh).toBeCloseTo(
      50 * ((1 + cpi) / 1.05) ** 8,
      9,
    );
    expect(priceAt(at50, site!.conditions, 10, priceYear + 8).usdPerMWh).toBeCloseTo(50, 9);
  });

  it("an escalator above inflation gains", () => {
    expect(indexFactor({ escalatorFracPerYear: 0.05 }, money, 1, 2026)).toBeCloseTo(
      1.05 / (1 + inflation),
      9,
    );
  });

  it("a price in another currency and year is brought to USD of the plan's year", () => {
    const eur = numberIn(catalog("currencies").get("eur")!, "usdPerUnit");
    const price = { ...at50, price: 45, currency: "EUR", priceYear: 2024, index: "euro-hicp" };
    const hicp = numberIn(catalog("indices").get("euro-hicp")!, "growthFracPerYear");
    expect(priceAt(price, money, 10, 2026).usdPerMWh).toBeCloseTo(
      (45 * eur * (1 + hicp) ** 2) / (1 + inflation),
      9,
    );
  });

  it("steps hold by quarter: a fixed part first, a margin over spot later", () => {
    const stepped = {
      ...at50,
      steps: [{ from: "2028-Q1", overSpotUSDPerMWh: 3 }],
    };
    expect(priceAt(stepped, money, 4, 2027.875)).toMatchObject({ spotFrac: 0 });
    const later = priceAt(stepped, money, 4, 2028.125);
    expect(later.spotFrac).toBe(1);
    expect(later.usdPerMWh).toBeCloseTo(3, 9);
    // Four years in a design year, three of them at the margin.
    const mean = priceAt(stepped, money, 4);
    expect(mean.spotFrac).toBeCloseTo(0.75, 9);
    expect(mean.usdPerMWh).toBeCloseTo((50 + 3 * 3) / 4, 9);
  });
});

describe("clauses of an hour", () => {
  const clauses = { negativeBelowUSDPerMWh: -5, curtailedFrac: 0.2, curtailmentPaid: true };
  it.each([
    ["paid", -10, 0.4, 0.5],
    ["unpaid", -10, 0.4, 0],
    ["curtailed", -10, 0, 0],
    ["deemed", -10, 0, 0.5],
    // Above the threshold the clause does not hold.
    ["deemed", -4, 0.4, 0.5],
  ] as const)("%s at %d USD/MWh", (negativePrice, spot, delivered, payable) => {
    const hour = hourUnder({ ...clauses, negativePrice }, 0.5, spot);
    expect(hour.delivered).toBeCloseTo(delivered, 12);
    expect(hour.payable).toBeCloseTo(payable, 12);
  });
});

describe("security", () => {
  it("is months of payments by rating, at the cost of that rating", () => {
    // Half a year of 100,000 at 1.5 %.
    expect(securityUSDPerYear({ buyerRating: "bbb" }, 100_000)).toBeCloseTo(750, 9);
    expect(securityUSDPerYear({ buyerRating: "a" }, 100_000)).toBe(0);
    // Two years at 10 %.
    expect(securityUSDPerYear({ buyerRating: "none" }, 100_000)).toBeCloseTo(20_000, 9);
  });

  it("is as stated where it is stated, and never below zero", () => {
    expect(
      securityUSDPerYear(
        { buyerRating: "a", collateralUSDPerMW: 40_000, collateralCostFrac: 0.02 },
        1,
      ),
    ).toBe(800);
    expect(securityUSDPerYear({ buyerRating: "bb" }, -5)).toBe(0);
  });
});
