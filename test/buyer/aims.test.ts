/** A buyer's limits over a horizon and where the plan strives for the most compute, by hand. */
import { describe, expect, it } from "vitest";
import { catalogPeakPFLOPS } from "../../src/blocks/patterns/peak.ts";
import { ratingFigure } from "../../src/blocks/credit.ts";
import { CHIPS, PAPER, discount, off, plannedPaper, sum } from "../paper-campus.ts";

/** MW at the busbar of one chip, in thousandths. */
const BUSBAR = 1 / 0.9 + 0.02;
/** A chip of 1 PFLOPS as hours of the catalogue's. */
const AS_RENTED = 1 / catalogPeakPFLOPS("h100-sxm", "bf16")!;
const CASH_USD = 300e6;
const BOUGHT = CASH_USD / 20_000;

const limited = (buyer: string, price = 2) =>
  PAPER.replace(
    "sites:",
    `buyer: ${buyer}\ncontracts: { hourly: { kind: rented-compute, accelerator: h100-sxm, commitment: on-demand, priceUSDPerGPUHour: ${price}, timing: { milestones: { contract: { p50Months: 0 }, provisioning: { p50Months: 0 } } } } }\nsites:`,
  );
/** Today's cost of a chip through all eight quarters. */
const ownUSD =
  20_000 * discount(0) +
  sum(0, 8, (q) => discount(q) * (20_000 * 0.05 * 0.25 + (BUSBAR / 1000) * 2190 * 50));
/** Demand is that of a year, so what is rented by the hour is rented in its last quarter. */
const rentUSD = (discount(3) + discount(7)) * 8760 * 2 * AS_RENTED;

describe("a buyer over a horizon", () => {
  it("buys what its cash pays and rents the rest; one more USD is worth the rent it saves", async () => {
    const { package: pack } = await plannedPaper(
      limited(`{ equityUSD: 0, cashUSD: ${CASH_USD} }`),
      ["horizon.priceChangeFracPerYear={ rented compute: 0 }"],
    );
    expect(
      off(pack.timeline!.presentUSD, BOUGHT * ownUSD + (CHIPS - BOUGHT) * rentUSD),
    ).toBeLessThan(1e-5);
    const upfront = pack.buyer!.limits.find(({ name }) => name === "upfront")!;
    expect(off(upfront.usedUSD, CASH_USD)).toBeLessThan(1e-5);
    expect(off(upfront.worthPerUSD, (rentUSD - ownUSD) / 20_000)).toBeLessThan(1e-4);
    expect(upfront.worthUnit).toBe("USD");
  });

  it("rests on its balance sheet, listed with the figures of its rating", async () => {
    const { package: pack } = await plannedPaper(
      limited(`{ equityUSD: 0, cashUSD: ${CASH_USD}, maxTermYears: 3 }`),
    );
    const of = (path: string) => pack.provenance.find((one) => one.path === path);
    expect(of("buyer.cashUSD")).toMatchObject({ value: CASH_USD, confidence: "stated" });
    expect(of("buyer.debtUSD")).toMatchObject({ value: 0, origin: "default" });
    expect(of("buyer.rating.committedOverEquity")).toMatchObject({
      value: ratingFigure("none", "committedOverEquity"),
      confidence: "estimated",
    });
    expect(of("buyer.rating.maxTermYears")).toBeUndefined();
  });
});

describe("a buyer that strives for the most compute", () => {
  it("has the compute that more cash brings beside its limit", async () => {
    const text = limited(`{ equityUSD: 0, cashUSD: ${CASH_USD} }`)
      .replace(/contracts: .*\n/, "")
      .replace(/horizon: .*\n/, "")
      .replace("targetEFLOPShPerYear: 87600, ", "")
      .replace("sites:", "objective: { mostCompute: {} }\nsites:");
    const { package: pack } = await plannedPaper(text);
    // A chip gives 0.4 PFLOPS all year.
    expect(off(pack.kpis.effectiveEFLOPShPerYear, BOUGHT * 0.4 * 8.76)).toBeLessThan(1e-5);
    const upfront = pack.buyer!.limits.find(({ name }) => name === "upfront")!;
    expect(upfront.worthUnit).toBe("PFLOPS·h");
    expect(off(upfront.worthPerUSD, (0.4 * 8760) / 20_000)).toBeLessThan(1e-3);
  });
});
