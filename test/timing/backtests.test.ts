/** The back-tests of docs/backtests.md: the page's tables are what examples 11 and 12 give today. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cases, rowsOf, tableRow } from "../../scripts/backtest-cases.ts";

const SHARED = "../shared";
const absent = !existsSync(`${SHARED}/data/economics/xai_datacenter_timelines.csv`);

describe.skipIf(absent)(`back-tests${absent ? ` (skipped: ${SHARED} is missing)` : ""}`, () => {
  const page = readFileSync("docs/backtests.md", "utf8");

  it("Memphis: power of summer 2024 is within the band, what computed is not, and the page says so", async () => {
    const [example, seen] = cases(SHARED)[0]!;
    expect(seen.map(({ facilityMW }) => facilityMW)).toEqual([45, 181, 361, 442, 348, 442, 425]);
    const rows = await rowsOf(example, seen);
    expect(rows.map(({ powerContained }) => powerContained).slice(0, 2)).toEqual([true, true]);
    expect(rows.some(({ contained }) => contained)).toBe(false);
    for (const row of rows) expect(page).toContain(tableRow(row));
  });

  it("Abilene: 590 MW by the middle of 2026 are within the band", async () => {
    const [example, seen] = cases(SHARED)[1]!;
    expect(seen).toEqual([{ month: "2026-06", facilityMW: 590 }]);
    const [row] = await rowsOf(example, seen);
    expect(row!.contained).toBe(true);
    expect(row!.oddsFrac.mean).toBeGreaterThan(0.1);
    expect(page).toContain(tableRow(row!));
  });
});
