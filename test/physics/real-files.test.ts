/** Tests the readers on files as their publishers wrote them: prices, hourly weather and typical years. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readEPW } from "../../src/climate/readers/epw.ts";
import { readHourly } from "../../src/climate/readers/hourly.ts";

const FOLDER = "../shared/data";
const absent = !existsSync(FOLDER);
const reason = absent ? ` (skipped: ${FOLDER} is absent)` : "";

function read(file: string) {
  const result = readHourly(readFileSync(`${FOLDER}/${file}`, "utf8"));
  if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
  return result;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe.skipIf(absent)(`files as published${reason}`, () => {
  it("reads weather, carbon and price of a zone", () => {
    const { value, notices } = read("hourly/US-TEX-ERCO_2024.csv");
    expect(value).toMatchObject({ startUTC: "2024-01-01T00:00:00Z", steps: 8784 });
    const firsts = [...value.columns.values()].map(({ name, values }) => [name, values[0]]);
    expect(Object.fromEntries(firsts)).toEqual({
      tempC: 11.2,
      relativeHumidityFrac: 0.69,
      wetBulbC: 7.98,
      windMPS: 9.5 / 3.6,
      gridCO2KgPerMWh: 342.95,
      gridLifeCycleCO2KgPerMWh: 401.96,
      priceUSDPerMWh: 16.62,
    });
    expect(notices).toEqual([
      'Column 6 "cloud_pct" is not used: its name is not known.',
      'Column 10 "weather_filled" is not used: its name is not known.',
    ]);
  });

  it("takes the UTC column where a local one stands beside it", () => {
    const { value, notices } = read("prices/FR_2024.csv");
    expect(value.columns.get("priceUSDPerMWh")!.values[0]).toBe(0.0592702);
    expect(mean(value.columns.get("priceUSDPerMWh")!.values)).toBeCloseTo(62.52, 2);
    expect(notices).toEqual(['Column 2 "Datetime (Local)" is not used: its name is not known.']);
  });

  it("reads ranges on the clock of central Europe, with both jumps", () => {
    const { value, notices } = read("prices/entsoe_SE3_2023.csv");
    expect(value).toMatchObject({ startUTC: "2023-01-01T00:00:00Z", steps: 8760 });
    const prices = value.columns.get("priceEURPerMWh")!.values;
    const at = (stamp: string) =>
      prices[(Date.parse(stamp) - Date.parse(value.startUTC)) / 3_600_000];
    // 01:00 CET of 1 January; the hours around the jump of March; 02:00 CEST and 02:00 CET of October.
    expect(at("2023-01-01T00:00Z")).toBe(1.38);
    expect([at("2023-03-26T00:00Z"), at("2023-03-26T01:00Z")]).toEqual([39.23, 40.12]);
    expect([at("2023-10-29T00:00Z"), at("2023-10-29T01:00Z"), at("2023-10-29T02:00Z")]).toEqual([
      25.34, 22.35, 21.15,
    ]);
    // The hour before the year of UTC ends is that of midnight, 1 January 2023, turned round.
    expect(at("2023-12-31T23:00Z")).toBe(2.01);
    expect(notices.join(" ")).toContain("is in EUR: where no other is in USD, a plan takes it at");
    expect(notices.join(" ")).toContain("1 h turned round the year's end");
  });

  it.each([
    ["USA_AZ_Phoenix-Sky.Harbor.epw", -7, "722780"],
    ["USA_TX_Dallas-Fort.Worth.epw", -6, "722590"],
    ["USA_VA_Leesburg.Exec.epw", -5, "724055"],
  ])("reads the typical year of %s", (file, zone, station) => {
    const text = readFileSync(`${FOLDER}/epw/${file}`, "utf8");
    const result = readEPW(text);
    if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
    const { steps, startUTC, tempC, origins } = result.value;
    expect([steps, startUTC]).toEqual([8760, "2025-01-01T00:00:00Z"]);
    expect(origins["tempC"]!.confidence).toBe("measured");
    expect(origins["tempC"]!.source).toContain(
      `typical year (TMYx) of 2007-2021, station ${station}`,
    );
    const first = Number(text.split("\n")[8]!.split(",")[6]);
    expect(tempC[-zone]).toBe(first);
  });
});
