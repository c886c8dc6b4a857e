/** What a balance sheet lets a plan sign and pay: limits solved by hand, their shadow prices, refusals, shares of providers. */
import { describe, expect, it } from "vitest";
import { ratingAskedFor, ratingFigure } from "../../src/blocks/credit.ts";
import { computeContracts, contractBlocks } from "../../src/blocks/contract/index.ts";
import { catalog } from "../../src/catalog/catalog.ts";
import { numberIn } from "../../src/catalog/table.ts";
import {
  annuityFrac,
  annuityWorth,
  leaseOverNeed,
  neededCapitalFrac,
} from "../../src/finance/present-value.ts";
import { plan } from "../../src/plan.ts";
import type { Package } from "../../src/report/package.ts";
import { committedLimitUSD, upfrontLimitUSD, waccOfRating } from "../../src/scenario/buyer.ts";
import { loadScenario } from "../../src/scenario/load.ts";

const RATE = 0.08;
/** Chips of one hour's demand: 1,000 at 40 % of the catalogue's peak, all year. */
const CHIPS = 1000;
const PEAK_PFLOPS = numberIn(catalog("accelerators").get("h100-sxm")!, "bf16TFLOPS") / 1000;
const TARGET = (CHIPS * PEAK_PFLOPS * 0.4 * 8760) / 1000;

const RENTED = `
  reserved: { kind: rented-compute, accelerator: h100-sxm, commitment: reserved, priceUSDPerGPUHour: 1.5, commitmentYears: 2, provider: north }
  hourly: { kind: rented-compute, accelerator: h100-sxm, commitment: on-demand, priceUSDPerGPUHour: 2, provider: south }
`;

/** As in the campus on paper: cooling takes a fixed share of heat, power costs a fixed 50 USD/MWh. */
const paper = (buyer: string, contracts = RENTED, site = "") => `
firmwatt: 1
resolution: weeks:1
money: { waccFrac: ${RATE} }
demand: { training: { targetEFLOPShPerYear: ${TARGET}, mfuFrac: 0.4, availabilityFrac: 1, precision: bf16 } }
accelerators:
  h100-sxm: { itKWPerChip: 1, priceUSD: 20000, lifeYears: 5, fixedOMFracPerYear: 0.05, liquidHeatFrac: 1, liquidSupplyMaxC: 45, powerCapSegments: 1 }
contracts: ${contracts}
buyer: ${buyer}
sites:
  lulea:
    place: lulea
    electricalEfficiencyFrac: 0.9
    connection: { firmMW: 100, energy: fixed, fixedUSDPerMWh: 50, worksUSDPerMW: 0, networkUSDPerMWh: 0, taxUSDPerMWh: 0, demandUSDPerMWMonth: 0 }
    cooling: { cold-plate-dry-cooler: { fansPumpsFrac: 0.02, capexUSDPerMW: 1000000, spareFrac: 0, fixedOMUSDPerMWYear: 0, lifeYears: 20 } }
    halls: { hall-modular: { capexUSDPerMW: 3000000, fixedOMUSDPerMWYear: 0, electricalCapexUSDPerMW: 2000000, electricalFixedOMUSDPerMWYear: 0, lifeYears: 15, houseLoadFrac: 0.01 } }
${site}`;

const ENERGY_USD = 0.001 * (1 / 0.9 + 0.03) * 8760 * 50;
const CAPITAL_USD = 20_000 + 1_000 + 5_000;
/** What an own chip costs a year, hall, cooling and power included. */
const ownUSD = (frac = (life: number) => annuityFrac(RATE, life)) =>
  20_000 * (frac(5) + 0.05) + 1_000 * frac(20) + 5_000 * frac(15) + ENERGY_USD;

async function planned(text: string, set: string[] = [], confirm = 0): Promise<Package> {
  const loaded = await loadScenario(text, { set });
  if (!loaded.ok)
    throw new Error(loaded.issues.map(({ path, message }) => `${path}: ${message}`).join("; "));
  const result = await plan(loaded.scenario, { confirm });
  if (result.status !== "planned") throw new Error(result.status);
  expect(result.package.verified.checks.filter(({ ok }) => !ok)).toEqual([]);
  return result.package;
}

const near = (value: number, wanted: number, share = 1e-5) =>
  expect(Math.abs(value - wanted)).toBeLessThanOrEqual(share * Math.abs(wanted));

const off = (value: number, wanted: number) => Math.abs(value - wanted) / Math.abs(wanted);

const limitOf = (pack: Package, name: string) =>
  pack.buyer!.limits.find((one) => one.name === name)!;

describe("limits of a balance sheet", () => {
  it("commitments stop at the limit, and one more USD is worth what it saves", async () => {
    // No cash: nothing is built. 1,000 chips by the hour cost 2 USD, reserved for two years 1.5.
    const limit = 10e6;
    const pack = await planned(paper(`{ equityUSD: ${limit}, cashUSD: 0 }`));
    const perChip = 1.5 * 8760 * annuityWorth(RATE, 2);
    const reserved = limit / perChip;
    near(pack.kpis.costUSDPerYear, 8760 * (1.5 * reserved + 2 * (CHIPS - reserved)));
    const committed = limitOf(pack, "committed");
    expect(committed.limitUSD).toBe(limit * ratingFigure("none", "committedOverEquity"));
    near(committed.usedUSD, limit);
    expect(Math.abs(committed.marginUSD)).toBeLessThan(1e-4 * limit);
    near(committed.worthPerUSD, (0.5 * 8760) / perChip, 1e-4);
    // The same measured by planning again with one percent more.
    const more = await planned(paper(`{ equityUSD: ${limit}, cashUSD: 0 }`), [
      `buyer.maxCommittedUSD=${limit * 1.01}`,
    ]);
    near(
      (pack.kpis.costUSDPerYear - more.kpis.costUSDPerYear) / (0.01 * limit),
      committed.worthPerUSD,
      1e-3,
    );
  });

  it("capital stops at cash and credit, and one more USD is worth the rent it saves", async () => {
    const cash = 13e6;
    const pack = await planned(
      paper(
        `{ equityUSD: 0, cashUSD: ${cash} }`,
        "\n  hourly: { kind: rented-compute, accelerator: h100-sxm, commitment: on-demand, priceUSDPerGPUHour: 2 }",
      ),
    );
    const chips = cash / CAPITAL_USD;
    expect(pack.kpis.chips).toBeCloseTo(chips, 1);
    near(pack.kpis.costUSDPerYear, chips * ownUSD() + (CHIPS - chips) * 2 * 8760);
    near(limitOf(pack, "upfront").usedUSD, cash);
    near(limitOf(pack, "upfront").worthPerUSD, (2 * 8760 - ownUSD()) / CAPITAL_USD, 1e-4);
  });

  it("the limits bind in the ledger of bottlenecks, confirmed by planning again", async () => {
    const pack = await planned(paper("{ equityUSD: 10000000, cashUSD: 0 }"), [], 3);
    const found = pack.bottlenecks.find(({ path }) => path === "buyer.maxCommittedUSD");
    expect(off(found!.worthPerUnit, 0.5 / 1.5 / annuityWorth(RATE, 2))).toBeLessThan(1e-3);
  });

  it("security counts: months of rent by the rating, at its cost a year", async () => {
    // 1 MW of colocation must be signed: twelve months of rent put up at 3 % a year.
    const pack = await planned(
      paper(
        "{ rating: bb, equityUSD: 1e9, cashUSD: 1e9 }",
        RENTED,
        "    contracts: { colocation: { minMW: 1, maxMW: 1, rentUSDPerKWMonth: 200 } }\n",
      ),
    );
    const rent = pack.contracts!.contracts.find(({ kind }) => kind === "colocation")!;
    expect(off(rent.collateralUSD, 200 * 12 * 1000)).toBeLessThan(1e-5);
    near(rent.fixedUSDPerYear, 200 * 12 * 1000 * 1.03);
    const offer = pack.buyer!.contracts.find(({ name }) => name === "lulea.colocation")!;
    near(offer.securityUSD, 2.4e6);
    near(offer.committedUSD, 2.4e6 * annuityWorth(RATE, 5));
  });

  it("what cannot be signed is not, however cheap, and says why", async () => {
    const cheap = RENTED.replace(
      "commitmentYears: 2",
      "commitmentYears: 2, minimumRating: bbb",
    ).replaceAll("1.5", "0.1");
    const pack = await planned(paper("{ rating: bb, equityUSD: 1e9, cashUSD: 0 }", cheap));
    near(pack.kpis.costUSDPerYear, CHIPS * 2 * 8760);
    expect(pack.buyer!.contracts.find(({ name }) => name === "portfolio.reserved")!.refused).toBe(
      "the seller asks rating bbb or better, the buyer has bb",
    );
    const long = await planned(paper("{ equityUSD: 1e9, cashUSD: 0, maxTermYears: 1 }"));
    expect(
      long.buyer!.contracts.find(({ name }) => name === "portfolio.reserved")!.refused,
    ).toContain("2 years, and 1");
    near(long.kpis.costUSDPerYear, CHIPS * 2 * 8760);
  });

  it("no more than a share comes from one provider, and a point of it has its price", async () => {
    const pack = await planned(
      paper("{ equityUSD: 1e9, cashUSD: 0, maxProviderShareFrac: 0.6 }"),
      [],
      3,
    );
    expect(pack.buyer!.providers.map(({ name }) => name)).toEqual(["north", "south"]);
    near(pack.buyer!.providers[0]!.shareFrac, 0.6, 1e-4);
    near(pack.buyer!.herfindahl!, 0.36 + 0.16, 1e-4);
    near(pack.kpis.costUSDPerYear, CHIPS * 8760 * (0.6 * 1.5 + 0.4 * 2));
    const point = pack.bottlenecks.find(({ path }) => path === "buyer.maxProviderShareFrac")!;
    // A point of the share moves ten chips from 2 to 1.5 USD an hour; worthPerUnit is of the whole share.
    near(point.worthPerUnit, CHIPS * 8760 * 0.5, 1e-3);
  });

  it("a scenario without a buyer has none of this", async () => {
    const pack = await planned(paper("").replace("buyer: \n", ""));
    expect(pack.buyer).toBeNull();
    near(pack.kpis.costUSDPerYear, CHIPS * Math.min(ownUSD(), 1.5 * 8760));
  });
});

describe("a need that ends", () => {
  it("pays capital back in its years, less what a sale brings", async () => {
    const frac = (life: number) => neededCapitalFrac(RATE, life, 2, 0.5);
    const pack = await planned(
      paper(
        "{ equityUSD: 0, cashUSD: 1e9, needYears: 2, resaleFrac: 0.5 }",
        "\n  hourly: { kind: rented-compute, accelerator: h100-sxm, commitment: on-demand, priceUSDPerGPUHour: 9 }",
      ),
    );
    expect(off(pack.kpis.costUSDPerYear, CHIPS * ownUSD(frac))).toBeLessThan(1e-5);
  });

  it("capital of a need by hand: 100 bought, 30 sold after two years at 10 %", () => {
    // Life 5: rest 60 of 100, half of it brings 30: (100 − 30/1.21)/(1/1.1 + 1/1.21).
    expect(100 * neededCapitalFrac(0.1, 5, 2, 0.5)).toBeCloseTo(
      (100 - 30 / 1.21) / (1 / 1.1 + 1 / 1.21),
      10,
    );
    expect(neededCapitalFrac(0.1, 5, 5, 0.5)).toBe(annuityFrac(0.1, 5));
    expect(neededCapitalFrac(0.1, 5, undefined, 0.5)).toBe(annuityFrac(0.1, 5));
    expect(neededCapitalFrac(0.1, 5, 4.999, 0.5)).toBeCloseTo(annuityFrac(0.1, 5), 3);
  });

  it("a lease that runs on is paid on", () => {
    expect(leaseOverNeed(0.1, 3, 1)).toBeCloseTo(1.1 * (1 / 1.1 + 1 / 1.21 + 1 / 1.331), 10);
    expect(leaseOverNeed(0.1, 3, 4)).toBe(1);
    expect(leaseOverNeed(0.1, 3, undefined)).toBe(1);
  });
});

describe("limits from the balance sheet", () => {
  it("take the larger of equity and earnings, less debt", () => {
    const sheet = { equityUSD: 100, ebitdaUSDPerYear: 60, debtUSD: 50 };
    // bbb: 2.5 times equity or 6 times EBITDA.
    expect(committedLimitUSD("bbb", sheet)).toBe(6 * 60 - 50);
    expect(committedLimitUSD("bbb", { ...sheet, ebitdaUSDPerYear: -5 })).toBe(200);
    expect(committedLimitUSD("none", { ...sheet, equityUSD: 10, ebitdaUSDPerYear: -5 })).toBe(0);
    // Cash 80 less 20, and three times EBITDA less debt.
    const cash = { cashUSD: 80, reserveUSD: 20, ebitdaUSDPerYear: 60, debtUSD: 50 };
    expect(upfrontLimitUSD("bbb", cash)).toBe(60 + 130);
    expect(upfrontLimitUSD("none", cash)).toBe(60);
  });

  it("capital costs the spread beyond rating a", () => {
    expect(waccOfRating("a")).toBe(0.07);
    expect(waccOfRating("bb")).toBeCloseTo(0.07 + 0.0183 - 0.0085, 12);
  });

  it("every kind of contract has a rating it asks", () => {
    const kinds = [...Object.keys(contractBlocks), ...Object.keys(computeContracts)];
    const missing = kinds.filter((kind) => !catalog("credit").get(`contract-${kind}`));
    expect(missing).toEqual([]);
    expect(ratingAskedFor("powered-shell")).toBe("bb");
  });
});
