/** Debt, tax and whole pro formas, solved by hand to the cent. */
import { describe, expect, it } from "vitest";
import { draw, gearingFor, levelDebt, sculptedDebt } from "./debt.ts";
import { incomeTax } from "./income-tax.ts";
import { annuityFrac, npv } from "./present-value.ts";
import { breakEvenPrice, proForma } from "./pro-forma.ts";
import type { Financing, ProjectFlows } from "./pro-forma.ts";
import { waccOf } from "./wacc.ts";

const cents = (series: ArrayLike<number>) =>
  Array.from(series, (value) => Math.round(value * 100) / 100 + 0);
const years = (...values: number[]) => Float64Array.from(values);
/** Cash without renewals. */
const cash = (...untaxedUSD: number[]) => ({ untaxedUSD, renewalUSD: untaxedUSD.map(() => 0) });

/** 1,000 USD built at once, two years of 100 units, 100 USD a year to run, written off over both. */
const TWO_YEARS: ProjectFlows = {
  operatingUSD: years(0, 100, 100),
  capitalUSD: years(1000, 0, 0),
  deductionsUSD: years(0, 500, 500),
  creditsUSD: years(0, 0, 0),
  restUSD: years(0, 0, 0),
  output: years(0, 100, 100),
  priceIndex: years(1, 1, 1),
};
const HALF_DEBT: Financing = {
  tax: { taxFrac: 0.25, losses: "usedAtOnce", lossOffsetFrac: 1 },
  buildYears: 1,
  waccFrac: 0.1,
  costOfEquityFrac: 0.15,
  debt: {
    mostGearingFrac: 0.5,
    dscr: undefined,
    interestFrac: 0.1,
    termYears: 2,
    repayment: "level",
    buildInterest: true,
  },
};

describe("debt", () => {
  it("sculpted to 1.10 on 110 and 121 at 10 %", () => {
    const debt = sculptedDebt(
      { untaxedUSD: [110, 121], renewalUSD: [0, 0] },
      {
        dscr: 1.1,
        interestFrac: 0.1,
        termYears: 2,
        taxFrac: 0,
      },
    );
    expect(cents([debt.debtUSD])).toEqual([181.82]);
    expect(cents(debt.serviceUSD)).toEqual([100, 110]);
    expect(cents(debt.interestUSD)).toEqual([18.18, 10]);
    expect(cents(debt.principalUSD)).toEqual([81.82, 100]);
    expect(cents(debt.balanceUSD)).toEqual([100, 0]);
  });

  it("sculpted with interest that lowers tax: one year by hand", () => {
    // balance·1.1 = service = (110 + 0.25·0.1·balance)/1.1, so balance = 100/(1.1 − 0.025/1.1).
    const debt = sculptedDebt(cash(110), {
      dscr: 1.1,
      interestFrac: 0.1,
      termYears: 1,
      taxFrac: 0.25,
    });
    expect(debt.debtUSD).toBeCloseTo(92.82700422, 8);
    expect(debt.balanceUSD[0]).toBeCloseTo(0, 10);
    expect(() =>
      sculptedDebt(cash(1), { dscr: 0.9, interestFrac: 0.1, termYears: 1, taxFrac: 0 }),
    ).toThrow("DSCR of 0.9");
  });

  it("in a year of renewals pays interest alone and draws nothing again, by hand", () => {
    // Year 2: 200 of cash before renewals of 300. Without it the debt of year 3 would be 110/1.1/1.1.
    const after = 110 / 1.1 / 1.1;
    const debt = sculptedDebt(
      { untaxedUSD: [121, -100, 110], renewalUSD: [0, 300, 0] },
      { dscr: 1.1, interestFrac: 0.1, termYears: 3, taxFrac: 0 },
    );
    expect(cents(debt.balanceUSD)).toEqual([90.91, 90.91, 0]);
    expect(cents(debt.serviceUSD)).toEqual([110, 9.09, 100]);
    expect(debt.principalUSD[1]).toBeCloseTo(0, 12);
    expect(debt.debtUSD).toBeCloseTo((after + 110) / 1.1, 9);
    // With 5 of cash before renewals, interest of 9.09 times 1.1 is not borne: half the debt is.
    const poor = sculptedDebt(
      { untaxedUSD: [121, -295, 110], renewalUSD: [0, 300, 0] },
      { dscr: 1.1, interestFrac: 0.1, termYears: 3, taxFrac: 0 },
    );
    expect(poor.debtUSD / debt.debtUSD).toBeCloseTo(5 / 1.1 / 9.0909090909, 9);
    expect(5 / poor.serviceUSD[1]!).toBeCloseTo(1.1, 9);
    expect(Math.min(...poor.principalUSD)).toBeGreaterThanOrEqual(0);
  });

  it("level payments pay it back", () => {
    const debt = levelDebt(500, 0.1, 2, 3);
    expect(cents(debt.serviceUSD)).toEqual([288.1, 288.1, 0]);
    expect(cents(debt.interestUSD)).toEqual([50, 26.19, 0]);
    expect(cents(debt.balanceUSD)).toEqual([261.9, 0, 0]);
  });

  it("interest during construction is capital", () => {
    const drawn = draw([100, 100], 0.5, 0.1);
    expect(cents(drawn.drawUSD)).toEqual([50, 52.5]);
    expect(cents(drawn.interestUSD)).toEqual([0, 5]);
    expect(cents(drawn.equityUSD)).toEqual([50, 52.5]);
    expect(drawn.debtUSD).toBe(102.5);
    expect(gearingFor([100, 100], 102.5, 0.1, 0.9)).toBeCloseTo(0.5, 12);
    expect(gearingFor([100, 100], 500, 0.1, 0.7)).toBe(0.7);
  });
});

describe("income tax", () => {
  it("losses used at once, or carried against four fifths of profit", () => {
    const at = (losses: "usedAtOnce" | "carriedForward") =>
      incomeTax([-100, 50, 100], [0, 0, 0], [0, 0, 0], {
        taxFrac: 0.2,
        losses,
        lossOffsetFrac: 0.8,
      });
    expect(cents(at("usedAtOnce").taxUSD)).toEqual([-20, 10, 20]);
    expect(cents(at("carriedForward").taxUSD)).toEqual([0, 2, 8]);
    expect(cents(at("carriedForward").lossesUSD)).toEqual([100, 60, 0]);
  });

  it("credits wait for tax to be due", () => {
    const tax = incomeTax([100, 100], [0, 0], [30, 0], {
      taxFrac: 0.2,
      losses: "carriedForward",
      lossOffsetFrac: 1,
    });
    expect(cents(tax.taxUSD)).toEqual([0, 10]);
    expect(cents(tax.creditsUSD)).toEqual([10, 0]);
  });
});

describe("cost of capital", () => {
  it("from its parts", () => {
    const wacc = waccOf({
      debtFrac: 0.4,
      interestFrac: 0.06,
      costOfEquityFrac: 0.12,
      taxFrac: 0.25,
      inflationFrac: 0.02,
    });
    expect(wacc.nominalFrac).toBeCloseTo(0.09, 12);
    expect(wacc.realFrac).toBeCloseTo(1.09 / 1.02 - 1, 12);
  });
});

describe("pro forma", () => {
  it("two years by hand", () => {
    const result = proForma(TWO_YEARS, HALF_DEBT, 8);
    expect(cents(result.projectUSD)).toEqual([-1000, 650, 650]);
    expect(cents([result.projectNPVUSD])).toEqual([128.1]);
    expect(cents(result.tax.taxUSD)).toEqual([0, 37.5, 43.45]);
    expect(cents(result.equityUSD)).toEqual([-500, 374.4, 368.45]);
    expect(result.dscr[1]).toBeCloseTo(662.5 / 288.0952381, 8);
    expect(result.leastDSCR).toBeCloseTo(656.547619 / 288.0952381, 8);
    expect(result.paybackYears).toBeCloseTo(1 + 350 / 650, 12);
    expect(npv(result.projectUSD, result.projectIRRFrac!)).toBeCloseTo(0, 8);
    expect(npv(result.equityUSD, result.equityIRRFrac!)).toBeCloseTo(0, 8);
  });

  it("the price that is just enough, by hand", () => {
    // 1000 = (0.75·(100·p − 100) + 125)/annuity(10 %, 2)
    const price = ((1000 * annuityFrac(0.1, 2) - 125) / 0.75 + 100) / 100;
    expect(breakEvenPrice(TWO_YEARS, HALF_DEBT, "project")).toBeCloseTo(price, 9);
    // 500 = (0.75·(R − 100) + 125 − 288.10)·annuity worth(15 %, 2) + 0.25·(50/1.15 + 26.19/1.3225)
    const shield = 0.25 * (50 / 1.15 + ((500 - (500 * annuityFrac(0.1, 2) - 50)) * 0.1) / 1.3225);
    const cash = (500 - shield) * annuityFrac(0.15, 2) + 500 * annuityFrac(0.1, 2);
    const equity = breakEvenPrice(TWO_YEARS, HALF_DEBT, "equity")!;
    expect(equity).toBeCloseTo(((cash - 125) / 0.75 + 100) / 100, 9);
    const nothing = { ...TWO_YEARS, output: years(0, 0, 0) };
    expect(breakEvenPrice(nothing, HALF_DEBT, "project")).toBeUndefined();
  });

  it("sculpted debt meets its ratio in every year of its term, unless gearing binds", () => {
    const sculpted: Financing = {
      ...HALF_DEBT,
      debt: { ...HALF_DEBT.debt!, mostGearingFrac: 0.95, dscr: 1.5, repayment: "sculpted" },
    };
    const result = proForma(TWO_YEARS, sculpted, 8);
    expect(result.gearingFrac).toBeLessThan(0.95);
    expect(cents(result.dscr.slice(1))).toEqual([1.5, 1.5]);
    expect(result.balanceUSD[2]).toBeCloseTo(0, 8);
    const bound = proForma(
      TWO_YEARS,
      { ...sculpted, debt: { ...sculpted.debt!, mostGearingFrac: 0.3 } },
      8,
    );
    expect(bound.gearingFrac).toBe(0.3);
    expect(bound.leastDSCR!).toBeGreaterThan(1.5);
    expect(bound.balanceUSD[2]).toBeCloseTo(0, 8);
  });

  it("level debt is sized on cash before renewals, which equity pays", () => {
    // 150 USD a year in both years; 120 of them are spent again in the second.
    const flows = {
      ...TWO_YEARS,
      operatingUSD: years(0, 50, 50),
      capitalUSD: years(1000, 0, 120),
      deductionsUSD: years(0, 0, 0),
    };
    const found = proForma(
      flows,
      {
        ...HALF_DEBT,
        tax: { ...HALF_DEBT.tax, taxFrac: 0 },
        debt: { ...HALF_DEBT.debt!, dscr: 1.5 },
      },
      2,
    );
    expect(cents(found.dscr.subarray(1))).toEqual([1.5, 1.5]);
    expect(cents(found.drawUSD)).toEqual([
      Math.round((100 / annuityFrac(0.1, 2)) * 100) / 100,
      0,
      0,
    ]);
    expect(cents(found.equityUSD.subarray(1))).toEqual([50, -70]);
  });

  it("level debt sized by its ratio keeps to it", () => {
    const level: Financing = {
      ...HALF_DEBT,
      debt: { ...HALF_DEBT.debt!, mostGearingFrac: 0.95, dscr: 1.5 },
    };
    const result = proForma(TWO_YEARS, level, 8);
    expect(result.leastDSCR!).toBeGreaterThanOrEqual(1.5);
    expect(result.drawUSD[0]).toBeCloseTo(650 / 1.5 / annuityFrac(0.1, 2), 6);
  });
});
