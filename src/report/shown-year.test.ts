/** Tests of which year of a plan its hours are shown for. */
import { describe, expect, it } from "vitest";
import { shownYear, shownYearWords } from "./shown-year.ts";

describe("the year shown", () => {
  it("is the last that runs in every quarter", () => {
    // Chips end before the last quarter: the year before is shown.
    expect(shownYear([0, 1, 5, 9, 10, 10, 10, 10, 10, 10, 10, 0])).toEqual({ from: 4, to: 8 });
    expect(shownYear([0, 0, 0, 1, 6, 8, 9, 10])).toEqual({ from: 4, to: 8 });
  });
  it("is the last four quarters where no year runs in all of them, and the design year where there is one", () => {
    expect(shownYear([0, 0, 0, 10, 0, 0])).toEqual({ from: 2, to: 6 });
    expect(shownYear([0, 0, 0, 0])).toEqual({ from: 0, to: 4 });
    expect(shownYear([3])).toEqual({ from: 0, to: 1 });
  });
  it("is told by its quarters", () => {
    const quarters = ["2030-Q1", "2030-Q2", "2030-Q3", "2030-Q4"];
    expect(shownYearWords({ quarters, sites: [{ facilityMWh: [1, 1, 1, 1] }] })).toBe(
      "2030-Q1 to 2030-Q4",
    );
  });
});
