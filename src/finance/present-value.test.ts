/** Discounting against printed examples and closed forms. */
import { describe, expect, it } from "vitest";
import {
  annuityFrac,
  annuityWorth,
  growingWorth,
  irr,
  nominalFrac,
  npv,
  paybackYears,
  rateRoots,
  realFrac,
} from "./present-value.ts";

describe("present value", () => {
  it("matches the printed examples of spreadsheet manuals", () => {
    // NPV(10 %, −10000, 3000, 4200, 6800) with all flows at year ends.
    expect(npv([-10_000, 3000, 4200, 6800], 0.1, 1)).toBeCloseTo(1188.44, 2);
    // IRR(−70000, 12000, 15000, 18000, 21000[, 26000]).
    expect(irr([-70_000, 12_000, 15_000, 18_000, 21_000])).toBeCloseTo(-0.0212, 4);
    expect(irr([-70_000, 12_000, 15_000, 18_000, 21_000, 26_000])).toBeCloseTo(0.0866, 4);
  });

  it("gives no rate of return where there are several or none", () => {
    expect(rateRoots([-100, 230, -132]).map((rate) => Number(rate.toFixed(9)))).toEqual([0.1, 0.2]);
    expect(irr([-100, 230, -132])).toBeUndefined();
    expect(irr([100, 50])).toBeUndefined();
    expect(irr([0, 0])).toBeUndefined();
  });

  it("finds rates far out", () => {
    expect(irr([-1, 60])).toBeCloseTo(59, 8);
    expect(irr([-100, 5])).toBeCloseTo(-0.95, 9);
  });

  it("annuities and their worth are inverse, at zero interest too", () => {
    expect(annuityFrac(0.1, 2)).toBeCloseTo(0.57619, 5);
    expect(annuityWorth(0.1, 2)).toBeCloseTo(1 / 1.1 + 1 / 1.21, 12);
    expect(annuityFrac(0, 4)).toBe(0.25);
    expect(() => annuityFrac(0.1, 0)).toThrow("Life of 0 years");
    expect(growingWorth(0.08, 0.027, 20)).toBeCloseTo(12.29418, 5);
    expect(growingWorth(0.05, 0.05, 7)).toBe(7);
  });

  it("real and nominal rates are told apart", () => {
    expect(nominalFrac(0.07, 0.02)).toBeCloseTo(0.0914, 12);
    expect(realFrac(0.0914, 0.02)).toBeCloseTo(0.07, 12);
  });

  it("payback is the last time the sum turns positive", () => {
    expect(paybackYears([-100, 40, 40, 40])).toBe(2.5);
    expect(paybackYears([-100, 110, -50, 50])).toBeCloseTo(2.8, 12);
    expect(paybackYears([-100, 40])).toBeUndefined();
    expect(paybackYears([-100, 110, 110], 0.1)).toBeCloseTo(1, 9);
  });
});
