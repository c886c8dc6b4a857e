/** Tests that sound hourly files are read whatever separators, line ends and units they have. */
import { describe, expect, it } from "vitest";
import { readHourly } from "./hourly.ts";

const HEADER = "hour_utc,price_usd_mwh";
const YEAR = Array.from({ length: 8760 }, (_, t) => {
  const stamp = new Date(Date.UTC(2025, 0, 1) + t * 3_600_000).toISOString().slice(0, 16);
  return `${stamp},40`;
});

function fileOf(lines: readonly string[], header = HEADER): string {
  return [header, ...lines].join("\n");
}

describe("sound hourly files in other dress", () => {
  it.each([
    ["a byte-order mark and CRLF", `\uFEFF${[HEADER, ...YEAR].join("\r\n")}\r\n`, 40],
    [
      "semicolons and decimal commas",
      [HEADER, ...YEAR].join("\n").replaceAll(",", ";").replaceAll(";40", ";40,5"),
      40.5,
    ],
    ["tabs", [HEADER, ...YEAR].join("\n").replaceAll(",", "\t"), 40],
    ["comment lines", `# made by hand\n${fileOf(YEAR)}`, 40],
    ["prices per kWh", fileOf(YEAR, "hour_utc,price_usd_kwh"), 40_000],
  ])("reads %s", (_, text, price) => {
    const result = readHourly(text);
    if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
    expect(
      result.value.columns.get("priceUSDPerMWh")!.values.every((value) => value === price),
    ).toBe(true);
  });

  it("counts rows without stamps from 1 January when year and clock are stated", () => {
    const text = [
      "capacity_factor",
      ...Array.from({ length: 8760 }, (_, t) => String(t / 10_000)),
    ].join("\n");
    const result = readHourly(text, { expectedYear: 2025, utcOffsetHours: -6 });
    if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
    expect(result.value.columns.get("capacityFactorFrac")!.values[6]).toBe(0);
    expect(result.notices.join(" ")).toContain("No time column");
  });

  it("sets sensor noise below zero to zero and says so", () => {
    const result = readHourly(
      fileOf(
        YEAR.map((line) => line.replace(",40", ",-1.5")),
        "hour_utc,ghi",
      ),
    );
    if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
    expect(result.value.columns.get("ghiWPerM2")!.values.every((value) => value === 0)).toBe(true);
    expect(result.notices.join(" ")).toContain("8760 values just outside the physical range");
  });
});
