/** Tests the reader of hourly CSV files: units, clocks, defects by row, and that nothing crashes it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readHourly } from "./hourly.ts";
import type { HourlyOptions } from "./hourly.ts";

function stampedRows(year: number, cell: (t: number) => string, zone = "Z", stepMinutes = 60): string[] {
  const rows = (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / (stepMinutes * 60_000);
  return Array.from({ length: rows }, (_, t) => {
    const stamp = new Date(Date.UTC(year, 0, 1) + t * stepMinutes * 60_000).toISOString().slice(0, 16);
    return `${stamp}${zone},${cell(t)}`;
  });
}

function issuesOf(text: string, options: HourlyOptions = {}) {
  const result = readHourly(text, options);
  return result.ok ? [] : result.issues;
}

describe("readHourly", () => {
  it("reads stamped rows and converts units", () => {
    const header = "hour_utc,temp_f,wind_kmh,rh_pct,price_usd_mwh,ci_direct_g_kwh,cloud_pct";
    const result = readHourly([header, ...stampedRows(2024, () => "50,36,40,-5.5,300,9")].join("\r\n"));
    if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
    const { series, steps, startUTC } = result.value;
    expect(steps).toBe(8784);
    expect(startUTC).toBe("2024-01-01T00:00:00Z");
    expect([...series].map(([name, values]) => [name, Math.round(values[100]! * 1e6) / 1e6])).toEqual([
      ["tempC", 10], ["windMPS", 10], ["relativeHumidityFrac", 0.4], ["priceUSDPerMWh", -5.5],
      ["gridCO2KgPerMWh", 300],
    ]);
    expect(result.notices.join()).toContain("cloud_pct");
  });

  it("turns local stamps to UTC", () => {
    const text = ["time,load_mw", ...stampedRows(2025, (t) => String(t), "+02:00")].join("\n");
    const result = readHourly(text);
    if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
    // 02:00 local is 00:00 UTC.
    expect(result.value.series.get("loadMW")![0]).toBe(2);
    expect(result.value.series.get("loadMW")![8759]).toBe(1);
  });

  it("averages quarter-hours with a notice", () => {
    const text = ["time,load_mw", ...stampedRows(2025, (t) => String(t % 4), "Z", 15)].join("\n");
    const result = readHourly(text);
    if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
    expect(result.value.series.get("loadMW")!.every((load) => load === 1.5)).toBe(true);
    expect(result.notices.join()).toContain("quarter-hours");
  });

  it("reads rows without stamps at a stated offset", () => {
    const text = ["load_mw", ...Array.from({ length: 8760 }, (_, t) => String(t))].join("\n");
    const result = readHourly(text, { timeZoneOffsetHours: -6 });
    if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
    expect(result.value.series.get("loadMW")![6]).toBe(0);
  });

  it.each([
    ["formula", (t: number) => (t === 4 ? "=1+1" : "1")],
    ["missing_value", (t: number) => (t === 4 ? "" : "1")],
    ["missing_value", (t: number) => (t === 4 ? "NaN" : "1")],
    ["not_a_number", (t: number) => (t === 4 ? "abc" : "1")],
    ["out_of_range", (t: number) => (t === 4 ? "-1" : "1")],
  ])("names the row of a %s", (code, cell) => {
    const [issue, ...rest] = issuesOf(["time,load_mw", ...stampedRows(2025, cell)].join("\n"));
    expect(issue).toMatchObject({ code, row: 6, column: "load_mw" });
    expect(rest).toEqual([]);
  });

  it("names gaps, doubled hours, the leap day and daylight saving", () => {
    const rows = stampedRows(2025, () => "1", "");
    const spring = 24 * 88 + 2;
    const daylight = [...rows.slice(0, spring), ...rows.slice(spring + 1), rows.at(-1)!];
    const options = { timeZoneOffsetHours: 1 };
    const issues = issuesOf(["time,load_mw", ...daylight].join("\n"), options);
    expect(issues.map(({ code }) => code)).toEqual(["gap", "duplicate"]);
    expect(issues[0]!.hint).toContain("daylight saving");
    expect(issues[0]!.row).toBe(spring + 2);
    const leapless = stampedRows(2024, () => "1").filter((row) => !row.startsWith("2024-02-29"));
    const [leap] = issuesOf(["time,load_mw", ...leapless].join("\n"));
    expect(leap!.hint).toContain("29 February");
  });

  it("refuses other lengths, currencies and headers without unit", () => {
    expect(issuesOf("time,load_mw\n2025-01-01T00:00Z,1")[0]!.code).toBe("wrong_length");
    expect(issuesOf("price_eur_mwh\n1")[0]!.code).toBe("currency");
    expect(issuesOf("temp\n1")[0]!.code).toBe("no_unit");
    expect(issuesOf("")[0]!.code).toBe("no_known_column");
    expect(issuesOf("load_mw,demand_mw\n1,1")[0]!.code).toBe("duplicate_column");
    expect(issuesOf(["time,load_mw", ...stampedRows(2025, () => "1", "")].join("\n"))[0]!.code).toBe("no_time_zone");
  });

  it("never crashes and lists at most 101 issues", () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom("time", "load_mw", "2025-01-01T00:00Z", '"', "=1", "-", "1e999"));
    const text = fc.array(fc.array(cell, { maxLength: 4 }).map((cells) => cells.join(",")), { maxLength: 20 });
    fc.assert(
      fc.property(fc.oneof(fc.string(), text.map((lines) => lines.join("\n"))), (input) => {
        const result = readHourly(input);
        expect(result.ok).toBe(false);
        if (!result.ok) expect(result.issues.length).toBeLessThanOrEqual(101);
      }),
    );
    const rows = stampedRows(2025, () => "x").join("\n");
    expect(issuesOf(`time,load_mw\n${rows}`)).toHaveLength(101);
  });
});
