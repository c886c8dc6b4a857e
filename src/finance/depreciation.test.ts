/** Tables against IRS Publication 946, other schedules by hand. */
import { describe, expect, it } from "vitest";
import { catalog } from "../catalog/catalog.ts";
import {
  declining,
  presentDeductions,
  straightLine,
  straightLineMidMonth,
  tableSchedule,
  withFirstYear,
} from "./depreciation.ts";
import {
  basisFrac,
  corporateTax,
  investmentCreditFrac,
  productionCredit,
  scheduleOf,
  TAX_CLASSES,
  taxCountries,
  yearOfDate,
} from "./tax-law.ts";

const sum = (shares: Float64Array) => shares.reduce((total, share) => total + share, 0);

/** Percentages of Publication 946, table A-1, as printed. */
const TABLE_A1: Readonly<Record<string, readonly number[]>> = {
  "macrs-3": [33.33, 44.45, 14.81, 7.41],
  "macrs-5": [20, 32, 19.2, 11.52, 11.52, 5.76],
  "macrs-7": [14.29, 24.49, 17.49, 12.49, 8.93, 8.92, 8.93, 4.46],
  "macrs-10": [10, 18, 14.4, 11.52, 9.22, 7.37, 6.55, 6.55, 6.56, 6.55, 3.28],
  "macrs-15": [
    5, 9.5, 8.55, 7.7, 6.93, 6.23, 5.9, 5.9, 5.91, 5.9, 5.91, 5.9, 5.91, 5.9, 5.91, 2.95,
  ],
  "macrs-20": [
    3.75, 7.219, 6.677, 6.177, 5.713, 5.285, 4.888, 4.522, 4.462, 4.461, 4.462, 4.461, 4.462, 4.461,
    4.462, 4.461, 4.462, 4.461, 4.462, 4.461, 2.231,
  ],
};

/** The same from the law itself: declining balance, half a year first, straight line when that is more. */
function macrs(years: number, factor: number): number[] {
  const out: number[] = [];
  let left = 1;
  for (let year = 1; left > 1e-12; year++) {
    const rate = factor / years;
    const rest = years - (year - 1.5);
    const part = year === 1 ? 0.5 : 1;
    const share =
      year === 1 ? rate / 2 : Math.min(left, Math.max(rate, 1 / Math.max(rest, 1)) * left * part);
    out.push(rest <= 0.5 ? left : share);
    left -= out.at(-1)!;
  }
  return out;
}

describe("depreciation", () => {
  it.each(Object.entries(TABLE_A1))("%s as printed, adding up to one", (id, percent) => {
    const shares = tableSchedule(id);
    expect(Array.from(shares, (share) => Number((share * 100).toFixed(4)))).toEqual(percent);
    expect(sum(shares)).toBeCloseTo(1, 9);
    const years = Number(id.slice(6));
    const law = macrs(years, years >= 15 ? 1.5 : 2);
    shares.forEach((share, i) => expect(Math.abs(share - law[i]!)).toBeLessThan(1.2e-4));
  });

  it("straight line, whole and broken years, and mid-month", () => {
    expect([...straightLine(4)]).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect([...straightLine(2.5)].map((share) => Number(share.toFixed(9)))).toEqual([
      0.4, 0.4, 0.2,
    ]);
    // Publication 946, table A-7a: 2.461 % in January, 0.107 % in December, 2.564 % a year after.
    expect(straightLineMidMonth(39, 1)[0]! * 100).toBeCloseTo(2.457, 3);
    expect(straightLineMidMonth(39, 12)[0]! * 100).toBeCloseTo(0.107, 3);
    expect(straightLineMidMonth(39, 1)[1]! * 100).toBeCloseTo(2.564, 3);
    expect(sum(straightLineMidMonth(39, 7))).toBeCloseTo(1, 12);
  });

  it("declining balances and first-year parts add up", () => {
    expect(Array.from(declining(0.25).subarray(0, 3))).toEqual([0.25, 0.1875, 0.140625]);
    expect(sum(declining(0.25))).toBeCloseTo(1, 12);
    expect(
      [...withFirstYear(tableSchedule("macrs-3"), 0.4)].map((x) => Number(x.toFixed(6))),
    ).toEqual([0.59998, 0.2667, 0.08886, 0.04446]);
  });

  it("present value of deductions, by hand", () => {
    const by = 0.5 / 1.1 + 0.5 / 1.21;
    expect(presentDeductions(straightLine(2), 0.1)).toBeCloseTo(by, 12);
    expect(presentDeductions(straightLine(1), 0)).toBe(1);
  });
});

describe("tax law", () => {
  it("every country writes off every class completely, and has a rate", () => {
    for (const country of taxCountries())
      for (const taxClass of TAX_CLASSES) {
        const { shares, name } = scheduleOf(country, {
          taxClass,
          lifeYears: 12,
          inServiceYear: 2028,
        });
        expect(sum(shares), `${country} ${taxClass} ${name}`).toBeCloseTo(1, 6);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
      }
    expect(Number(corporateTax("de").text)).toBe(0.2983);
    expect(() => corporateTax("XX")).toThrow("No tax rate for XX");
  });

  it("American bonus goes by date", () => {
    const at = (inServiceYear: number) =>
      scheduleOf("US", { taxClass: "accelerators", lifeYears: 5, inServiceYear }).shares[0]!;
    expect(at(2022.5)).toBe(1);
    expect(at(2024.5)).toBeCloseTo(0.6 + 0.4 * 0.2, 12);
    expect(at(yearOfDate("2025-01-19"))).toBeCloseTo(0.4 + 0.6 * 0.2, 12);
    expect(at(yearOfDate("2025-01-21"))).toBe(1);
    expect(
      scheduleOf("US", { taxClass: "accelerators", lifeYears: 5, inServiceYear: 2027 }, false)
        .shares[0],
    ).toBe(0.2);
    expect(
      scheduleOf("US", { taxClass: "hall", lifeYears: 14, inServiceYear: 2027 }).shares[0],
    ).toBeCloseTo(11.5 / 12 / 39, 12);
  });

  it("credits end for wind and sun by two dates, fade for the rest", () => {
    const credit = (
      taxClass: "solar" | "storage" | "nuclear" | "ccgt",
      begun: string,
      served: string,
    ) =>
      investmentCreditFrac("US", taxClass, {
        begunYear: yearOfDate(begun),
        inServiceYear: yearOfDate(served),
      });
    expect(credit("solar", "2026-07-03", "2029-06-01")).toBe(0.3);
    expect(credit("solar", "2026-07-06", "2029-06-01")).toBe(0);
    expect(credit("solar", "2026-07-06", "2027-12-30")).toBe(0.3);
    expect(credit("storage", "2030-01-01", "2031-01-01")).toBe(0.3);
    expect(credit("nuclear", "2034-06-01", "2040-01-01")).toBeCloseTo(0.225, 12);
    expect(credit("nuclear", "2037-06-01", "2042-01-01")).toBe(0);
    expect(credit("ccgt", "2026-01-01", "2027-01-01")).toBe(0);
    const dates = { begunYear: 2027, inServiceYear: 2028 };
    expect(investmentCreditFrac("DE", "storage", dates)).toBe(0);
    expect(investmentCreditFrac("US", "fuel-cell", dates)).toBe(0.3);
    expect(productionCredit("US", "nuclear", dates)).toEqual({
      usdPerMWh: 30,
      priceYear: 2025,
      years: 10,
    });
    expect(productionCredit("US", "storage", dates).usdPerMWh).toBe(0);
    expect(basisFrac("US", 0.3)).toBe(0.85);
    expect(basisFrac("DE", 0)).toBe(1);
  });

  it("a production credit ends for wind and sun by two dates and fades for the rest", () => {
    const credit = (taxClass: "wind" | "nuclear" | "storage", begun: string, served: string) =>
      productionCredit("US", taxClass, {
        begunYear: yearOfDate(begun),
        inServiceYear: yearOfDate(served),
      }).usdPerMWh;
    // Begun by 4 July 2026: no last day of service. Later: in service by the end of 2027.
    expect(credit("wind", "2026-07-04", "2030-06-01")).toBe(30);
    expect(credit("wind", "2026-07-05", "2027-12-31")).toBe(30);
    expect(credit("wind", "2026-07-05", "2028-01-01")).toBe(0);
    // Others: whole if begun by 2033, then 75, 50 and 0 %.
    expect(
      ["2033-12-31", "2034-01-01", "2035-06-01", "2036-01-01"].map((begun) =>
        credit("nuclear", begun, "2040-01-01"),
      ),
    ).toEqual([30, 22.5, 15, 0]);
    expect(credit("storage", "2026-01-01", "2027-01-01")).toBe(0);
  });

  it("European tables by hand: life of chips and of a hall, pools, first year", () => {
    const first = (country: string, taxClass: "accelerators" | "hall" | "electrical") => {
      const { shares, name } = scheduleOf(country, {
        taxClass,
        lifeYears: 12,
        inServiceYear: 2027,
      });
      return [name, ...Array.from(shares.subarray(0, 2), (share) => Number(share.toFixed(6)))];
    };
    expect(first("DE", "accelerators")).toEqual(["straight line, 3 years", 0.333333, 0.333333]);
    expect(first("DE", "electrical")).toEqual(["straight line, 15 years", 0.066667, 0.066667]);
    expect(first("DE", "hall")).toEqual(["straight line, 33 years", 0.030303, 0.030303]);
    expect(first("FR", "accelerators")).toEqual(["straight line, 3 years", 0.333333, 0.333333]);
    expect(first("FR", "electrical")).toEqual(["straight line, 10 years", 0.1, 0.1]);
    expect(first("NL", "accelerators")).toEqual(["straight line, 5 years", 0.2, 0.2]);
    expect(first("SE", "electrical")).toEqual(["straight line, 5 years", 0.2, 0.2]);
    expect(first("SE", "hall")).toEqual(["straight line, 25 years", 0.04, 0.04]);
    expect(first("IE", "accelerators")).toEqual(["straight line, 8 years", 0.125, 0.125]);
    expect(first("ES", "accelerators")).toEqual(["straight line, 4 years", 0.25, 0.25]);
    // A pool: a quarter, then a quarter of the rest.
    expect(first("FI", "electrical")).toEqual(["declining 25 %", 0.25, 0.1875]);
    // All at once in Britain; without it 18 % of what is left.
    expect(first("GB", "electrical")).toEqual(["100 % at once, then declining 18 %", 1, 0]);
    const plain = { taxClass: "electrical", lifeYears: 12, inServiceYear: 2027 } as const;
    expect(scheduleOf("GB", plain, false).shares[1]).toBeCloseTo(0.18 * 0.82, 12);
    // No life on file: over the economic one, and it says so.
    expect(first("NO", "electrical")).toEqual([
      "straight line, life of 12 years (assumed)",
      0.083333,
      0.083333,
    ]);
  });

  it("marks what is recalled", () => {
    expect(catalog("tax").get("us-class-accelerators")!.get("schedule")!.confidence).toBe(
      "estimated",
    );
    expect(catalog("tax").get("macrs-3")!.get("depreciationFracPoints")!.confidence).toBe(
      "published",
    );
  });
});
