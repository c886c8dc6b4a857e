/** Tests the reader of hourly CSV files: units, clocks, defects by row, and that nothing crashes it. */
import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { readHourly } from "./hourly.ts";
import type { HourlyOptions } from "./hourly-options.ts";

function stampedRows(
  year: number,
  cell: (t: number) => string,
  zone = "Z",
  stepMinutes = 60,
): string[] {
  const rows = (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / (stepMinutes * 60_000);
  return Array.from({ length: rows }, (_, t) => {
    const stamp = new Date(Date.UTC(year, 0, 1) + t * stepMinutes * 60_000)
      .toISOString()
      .slice(0, 16);
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
    const result = readHourly(
      [header, ...stampedRows(2024, () => "50,36,40,-5.5,300,9")].join("\r\n"),
    );
    if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
    const { columns, steps, startUTC } = result.value;
    expect(steps).toBe(8784);
    expect(startUTC).toBe("2024-01-01T00:00:00Z");
    expect(
      [...columns].map(([name, { values }]) => [name, Math.round(values[100]! * 1e6) / 1e6]),
    ).toEqual([
      ["tempC", 10],
      ["windMPS", 10],
      ["relativeHumidityFrac", 0.4],
      ["priceUSDPerMWh", -5.5],
      ["gridCO2KgPerMWh", 300],
    ]);
    expect(result.notices.join()).toContain("cloud_pct");
  });

  it("turns local stamps to UTC", () => {
    const text = ["time,load_mw", ...stampedRows(2025, (t) => String(t), "+02:00")].join("\n");
    const result = readHourly(text);
    if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
    // 02:00 local is 00:00 UTC.
    expect(result.value.columns.get("powerMW")!.values[0]).toBe(2);
    expect(result.value.columns.get("powerMW")!.values[8759]).toBe(1);
  });

  it("averages quarter-hours with a notice", () => {
    const text = ["time,load_mw", ...stampedRows(2025, (t) => String(t % 4), "Z", 15)].join("\n");
    const result = readHourly(text);
    if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
    expect(result.value.columns.get("powerMW")!.values.every((load) => load === 1.5)).toBe(true);
    expect(result.notices.join()).toMatch(/averag/);
  });

  it("reads stamps without zone at a stated offset", () => {
    const text = ["time,load_mw", ...stampedRows(2025, (t) => String(t), "")].join("\n");
    expect(issuesOf(text)[0]!.code).toBe("clock_unknown");
    const result = readHourly(text, { utcOffsetHours: -6 });
    if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
    expect(result.value.columns.get("powerMW")!.values[6]).toBe(0);
  });

  it.each([
    ["formula_cell", (t: number) => (t === 4 ? "=1+1" : "1")],
    ["blank_cell", (t: number) => (t === 4 ? "" : "1")],
    ["not_a_number", (t: number) => (t === 4 ? "abc" : "1")],
    ["out_of_range", (t: number) => (t === 4 ? "1e9" : "1")],
  ])("names the row of a %s", (code, cell) => {
    const [issue, ...rest] = issuesOf(["time,load_mw", ...stampedRows(2025, cell)].join("\n"));
    expect(issue).toMatchObject({ code, row: 6, column: "load_mw" });
    expect(rest).toEqual([]);
  });

  it("names gaps, doubled hours and the leap day", () => {
    const rows = stampedRows(2025, () => "1");
    const gap = [...rows.slice(0, 50), ...rows.slice(51)];
    expect(issuesOf(["time,load_mw", ...gap].join("\n"))[0]).toMatchObject({
      code: "gap",
      row: 52,
    });
    const twice = [...rows.slice(0, 50), rows[49]!, ...rows.slice(50)];
    expect(issuesOf(["time,load_mw", ...twice].join("\n"))[0]).toMatchObject({
      code: "duplicate_stamp",
      row: 52,
    });
    const leapless = stampedRows(2024, () => "1").filter((row) => !row.startsWith("2024-02-29"));
    const [leap] = issuesOf(["time,load_mw", ...leapless].join("\n"));
    expect(leap!.code).toBe("gap");
  });

  it("refuses other lengths and headers it does not know", () => {
    expect(issuesOf("").map(({ code }) => code)).toEqual(["empty_file"]);
    expect(issuesOf("time,load_mw\n2025-01-01T00:00Z,1")).not.toEqual([]);
    expect(issuesOf(["time,colour", ...stampedRows(2025, () => "1")].join("\n"))[0]!.code).toBe(
      "nothing_known",
    );
    expect(
      issuesOf(["time,load_mw,demand_mw", ...stampedRows(2025, () => "1,1")].join("\n"))[0]!.code,
    ).toBe("duplicate_column");
  });

  it("never crashes and lists few issues", () => {
    const cell = oneof(
      string(),
      constantFrom("time", "load_mw", "2025-01-01T00:00Z", '"', "=1", "-", "1e999"),
    );
    const text = array(
      array(cell, { maxLength: 4 }).map((cells) => cells.join(",")),
      { maxLength: 20 },
    );
    assert(
      property(
        oneof(
          string(),
          text.map((lines) => lines.join("\n")),
        ),
        (input) => {
          const result = readHourly(input);
          expect(result.ok).toBe(false);
          if (!result.ok) expect(result.issues.length).toBeLessThanOrEqual(21);
        },
      ),
    );
    // A last column of time in rows one cell short once had no cell to read.
    expect(issuesOf(",time\n$")).not.toEqual([]);
    const rows = stampedRows(2025, () => "x").join("\n");
    expect(issuesOf(`time,load_mw\n${rows}`)).toHaveLength(21);
  });
});
