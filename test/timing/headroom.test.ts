/** Headroom under a ceiling: by hand, against bisection, and on the hourly series of docs/headroom.md. */
import { existsSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCells } from "../../src/catalog/table.ts";
import { headroom, peakOf, seasonalCeilings } from "../../src/timing/headroom.ts";

/** Energy cut of a load under a ceiling, added up hour by hour. */
const cutOf = (load: Float64Array, ceiling: number, extra: number) =>
  load.reduce((sum, value) => sum + Math.max(0, value + extra - ceiling), 0);

describe("headroom", () => {
  it("four hours by hand: gaps 0, 2, 4, 4 and a quarter of the energy admit 2", () => {
    // 2 more: the first hour is full, so 2 of 4 × 2 are cut.
    expect(headroom(Float64Array.of(10, 8, 6, 6), 0.25)).toEqual({
      loadMW: 2,
      cutHours: 1,
      events: 1,
      meanEventHours: 1,
      curtailedFrac: 0.25,
      keptFrac: 0,
    });
  });

  it("six hours by hand: two events of one and two hours", () => {
    // Gaps 0, 6, 6, 1, 2, 6; 6 hours × 1/4: L = (0 + 1 + 2) / (3 − 1.5) = 2, not above the gap of 2.
    const result = headroom(Float64Array.of(10, 4, 4, 9, 8, 4), 0.25);
    expect(result.loadMW).toBeCloseTo(2, 12);
    expect([result.cutHours, result.events]).toEqual([2, 2]);
    // A little more may be cut: all three hours, the last two in a row.
    const more = headroom(Float64Array.of(10, 4, 4, 9, 8, 4), 0.3);
    expect(more.loadMW).toBeCloseTo(3 / 1.2, 12);
    expect([more.cutHours, more.events, more.meanEventHours]).toEqual([3, 2, 1.5]);
    expect(more.curtailedFrac).toBeCloseTo(0.3, 12);
  });

  it("nothing may be cut: the smallest gap fits, which under the peak is none", () => {
    const load = Float64Array.of(10, 8, 6, 6);
    expect(headroom(load, 0).loadMW).toBe(0);
    expect(headroom(load, 0, 13).loadMW).toBe(3);
    expect(headroom(load, 0, 13).cutHours).toBe(0);
  });

  it("passes over missing hours, and refuses what makes no sense", () => {
    const gaps = Float64Array.of(10, Number.NaN, 8, 6, 6);
    expect(headroom(gaps, 0.25).loadMW).toBe(2);
    expect(peakOf(gaps)).toBe(10);
    expect(() => headroom(gaps, 1)).toThrow("Share curtailed of 1");
    expect(() => headroom(gaps, 0.1, 9)).toThrow("above its ceiling");
  });

  it("takes a ceiling for each season", () => {
    const load = Float64Array.of(10, 8, 6, 5);
    expect([...seasonalCeilings(load, Uint8Array.of(0, 0, 1, 1))]).toEqual([10, 10, 6, 6]);
    const ceilings = seasonalCeilings(load, Uint8Array.of(0, 0, 1, 1));
    expect(headroom(load, 0.25, ceilings).loadMW).toBeLessThan(headroom(load, 0.25).loadMW);
  });

  it("is the largest load whose cut keeps within the share", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 200 }),
        fc.integer({ min: 1, max: 900 }),
        (values, perMille) => {
          const load = Float64Array.from(values);
          const share = perMille / 1000;
          const peak = peakOf(load);
          const { loadMW, curtailedFrac } = headroom(load, share);
          const within = (extra: number) =>
            cutOf(load, peak, extra) <= share * extra * load.length * (1 + 1e-9) + 1e-9;
          expect(within(loadMW)).toBe(true);
          expect(within(loadMW * 1.001 + 0.001)).toBe(false);
          if (loadMW > 0) expect(curtailedFrac).toBeCloseTo(share, 9);
        },
      ),
    );
  });
});

const FOLDER = "../shared/data/carbon-by-fuel";
const absent = !existsSync(FOLDER);

function readSums(file: string): Float64Array {
  const [, ...rows] = readCells(readFileSync(`${FOLDER}/${file}`, "utf8"));
  // Columns 1 to 8 are fuels; a blank is a missing hour.
  return Float64Array.from(rows, (row) =>
    row.slice(1, 9).reduce((sum, cell) => sum + (cell === "" ? Number.NaN : Number(cell)), 0),
  );
}

describe.skipIf(absent)(
  `hourly series of 2022${absent ? ` (skipped: ${FOLDER} is missing)` : ""}`,
  () => {
    const shares = [0.0025, 0.005, 0.01];
    const ofPeak = (load: Float64Array, ceiling?: number) =>
      shares.map((share) =>
        Number(((headroom(load, share, ceiling).loadMW / peakOf(load)) * 100).toFixed(1)),
      );
    const table = readFileSync("docs/headroom.md", "utf8");
    const shownOfPeak = (series: string) =>
      readRows(table, series).map((cells) => Number(cells[4]));

    it("Texas admits 3.8, 5.5 and 8.0 % of its peak, as the page says", () => {
      const load = readSums("ERCO_NG_avgCI.csv");
      expect(ofPeak(load)).toEqual([3.8, 5.5, 8]);
      expect(shownOfPeak("ERCOT 2022, net generation | peak of the year")).toEqual([3.8, 5.5, 8]);
    });

    it("PJM admits more for its longer climb to the peak, as the page says", () => {
      const load = readSums("PJM_NG_avgCI.csv").map((mw) => (mw < 40_000 ? Number.NaN : mw));
      expect(load.filter((mw) => Number.isNaN(mw))).toHaveLength(28);
      expect(ofPeak(load)).toEqual([8, 11.2, 14.9]);
      expect(shownOfPeak("PJM 2022, net generation | peak of the year")).toEqual([8, 11.2, 14.9]);
    });

    it("a year that stays 5 % below the record lifts Texas to the published share of a tenth", () => {
      const load = readSums("ERCO_NG_avgCI.csv");
      const [quarter] = ofPeak(load, peakOf(load) * 1.05);
      // 76 GW of a peak of about 760 GW.
      expect(Math.abs(quarter! - 10)).toBeLessThan(1);
    });
  },
);

function readRows(table: string, series: string): string[][] {
  return table
    .split("\n")
    .filter((line) => line.startsWith(`| ${series} |`))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}
