/** Tests the EPW reader on a made-up file: clock, calendar, missing values, defects, and that nothing crashes it. */
import { assert, nat, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { readEPW } from "./epw.ts";
import type { EpwOptions } from "./epw.ts";

/** A whole EPW year whose temperature is the local hour, 1 to 24. */
function epwLines(timeZone: number): string[] {
  const lines = [
    `LOCATION,Test,-,XXX,SRC,0,50.0,8.0,${timeZone},100`,
    ...Array.from({ length: 7 }, () => "HEADER"),
  ];
  for (let t = 0; t < 8760; t++) {
    const date = new Date(Date.UTC(2025, 0, 1) + t * 3_600_000);
    const hour = date.getUTCHours() + 1;
    const cells = Array.from({ length: 35 }, () => "0");
    cells.splice(
      0,
      5,
      "2023",
      String(date.getUTCMonth() + 1),
      String(date.getUTCDate()),
      String(hour),
      "0",
    );
    cells.splice(6, 4, String(hour), "5", "50", "100000");
    cells.splice(13, 3, "300", "200", "150");
    cells[21] = "4";
    lines.push(cells.join(","));
  }
  return lines;
}

function withCell(lines: readonly string[], hour: number, column: number, text: string): string[] {
  return lines.map((line, i) => {
    if (i !== 8 + hour) return line;
    const cells = line.split(",");
    cells[column] = text;
    return cells.join(",");
  });
}

function read(lines: readonly string[], options?: EpwOptions) {
  const result = readEPW(lines.join("\n"), options);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result;
}

const LINES = epwLines(-6);

describe("readEPW", () => {
  it("turns local standard time to UTC", () => {
    const { value } = read(LINES);
    expect(value).toMatchObject({
      placeName: "Test",
      latitudeDeg: 50,
      elevationM: 100,
      steps: 8760,
    });
    expect(value.startUTC).toBe("2023-01-01T00:00:00Z");
    // Local hour 1 (midnight to one) is 06:00 to 07:00 UTC.
    expect(value.tempC[6]).toBe(1);
    expect(value.tempC[0]).toBe(19);
    expect(value.relativeHumidityFrac[0]).toBe(0.5);
    expect(value.wetBulbC[0]).toBeLessThan(19);
  });

  it("meets half-hour zones between the hours", () => {
    const { value } = read(epwLines(5.5));
    expect(value.tempC[0]).toBe(6.5);
  });

  it("lays the file on a leap year and says so", () => {
    const { value, notices } = read(LINES, { year: 2024 });
    expect(value.steps).toBe(8784);
    expect(value.tempC).toHaveLength(8784);
    expect(notices.join()).toContain("29 February");
  });

  it("fills short gaps and says where", () => {
    const { value, notices } = read(withCell(LINES, 10, 6, "99.9"));
    expect(value.tempC[16]).toBe(11);
    expect(notices.join()).toContain("rows 19");
  });

  it("fills a morning without beam from the days around and says so", () => {
    let lines = LINES;
    for (let hour = 0; hour < 8; hour++) lines = withCell(lines, hour + 10, 14, "9999");
    const { value, notices } = read(lines);
    expect(value.dniWPerM2.every((dni) => dni === 200)).toBe(true);
    expect(notices.join()).toContain("direct normal irradiance");
  });

  it.each([
    ["out_of_range", withCell(LINES, 3, 6, "85")],
    ["not_a_number", withCell(LINES, 3, 6, "abc")],
    ["out_of_order", withCell(LINES, 3, 2, "9")],
    ["wrong_length", LINES.slice(0, -1)],
    ["epw_location", ["nothing", ...LINES.slice(1)]],
    ["short_row", LINES.map((line, i) => (i === 11 ? "2023,1,1,4,0" : line))],
  ])("names a defect: %s", (code, lines) => {
    const result = readEPW(lines.join("\n"));
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.issues[0]).toMatchObject({ code });
  });

  it("never crashes", () => {
    assert(property(string(), (text) => !readEPW(text).ok));
    const damage = record({ hour: nat(8759), column: nat(34), text: string() });
    assert(
      property(damage, ({ hour, column, text }) => {
        expect(() => readEPW(withCell(LINES, hour, column, text).join("\n"))).not.toThrow();
      }),
      { numRuns: 25 },
    );
  });
});
