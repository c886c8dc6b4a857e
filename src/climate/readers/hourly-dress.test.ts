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

  it("reads an export of SMARD: local German stamps with summer time, a price named by its unit", () => {
    const written = (ms: number) => {
      const [date, time] = new Date(ms).toISOString().split("T") as [string, string];
      return `${date.split("-").toReversed().join(".")} ${time.slice(0, 5)}`;
    };
    const [spring, autumn] = [Date.UTC(2025, 2, 30, 1), Date.UTC(2025, 9, 26, 1)];
    const rows = Array.from({ length: 8760 }, (_, t) => {
      const utcMs = Date.UTC(2024, 11, 31, 23) + t * 3_600_000;
      const wallMs = utcMs + (utcMs >= spring && utcMs < autumn ? 2 : 1) * 3_600_000;
      return `${written(wallMs)};${written(wallMs + 3_600_000)};${t % 24},5`;
    });
    const header = "Datum von;Datum bis;Deutschland/Luxemburg [€/MWh] Originalauflösungen";
    const result = readHourly(`\uFEFF${[header, ...rows].join("\r\n")}\r\n`);
    if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
    const price = result.value.columns.get("priceEURPerMWh")!.values;
    // Hour 0 of UTC is the second row; one row stands turned round the year's end.
    expect([price[0], price[4000], price[8759]]).toEqual([1.5, (4001 % 24) + 0.5, 0.5]);
    expect(result.notices.join(" ")).toContain("that of central Europe");
    const gap = readHourly([header, ...rows.filter((_, t) => t !== 4000)].join("\n"));
    expect(gap.ok ? [] : gap.issues.map(({ code, row }) => [code, row])).toEqual([["gap", 4002]]);
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

  it("takes a column that counts the rows for no time: one question, not a mistake in every row", () => {
    for (const first of [0, 1]) {
      const rows = Array.from({ length: 8760 }, (_, t) => `${t + first},${t % 24}`);
      const text = ["hour,price_usd_mwh", ...rows].join("\n");
      const asked = readHourly(text);
      expect(asked.ok ? [] : asked.issues.map(({ code }) => code)).toEqual(["time_missing"]);
      const result = readHourly(text, { expectedYear: 2025, utcOffsetHours: 0 });
      if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
      expect(result.value.columns.get("priceUSDPerMWh")!.values[30]).toBe(6);
      expect(result.notices.join(" ")).toContain('Column 1 "hour" counts the rows');
      const broken = readHourly(text.replace("\n500,", "\n5O0,"));
      expect(broken.ok ? [] : broken.issues.map(({ code }) => code)).toContain("bad_stamp");
    }
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
