/** Tests the compressor-free hours of 2024 against the published table, computed with Stull's wet bulb. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compressorFreeFrac } from "./free-cooling.ts";
import { STANDARD_PRESSURE_PA } from "../units.ts";
import { pressureAtElevationPa, wetBulbSeriesC } from "./psychrometrics.ts";

const FOLDER = "../shared/data/hourly";
const absent = !existsSync(FOLDER);
const reason = absent ? ` (skipped: ${FOLDER} is absent)` : "";

/** Percent of hours: dry cooler at 27, 32, 40, 45 °C supply; tower at 24, 27, 32 °C; elevation in m. */
const TABLE = [
  ["AU-NSW", [58.0, 88.8, 99.5, 100.0, 86.5, 98.4, 100.0], 20],
  ["BR-SP", [37.4, 75.8, 98.9, 100.0, 75.7, 98.3, 100.0], 760],
  ["DE-LU", [80.9, 94.0, 99.9, 100.0, 96.6, 99.9, 100.0], 110],
  ["IN-WE", [1.2, 16.0, 89.4, 99.6, 21.2, 39.3, 99.1], 10],
  ["JP-TK", [56.0, 73.8, 97.6, 100.0, 69.0, 77.5, 99.8], 10],
  ["SG", [0.0, 1.5, 98.5, 100.0, 0.0, 1.1, 100.0], 10],
  ["US-CAL-CISO", [74.6, 88.3, 98.5, 99.7, 99.6, 100.0, 100.0], 10],
  ["US-MIDA-PJM", [65.1, 81.9, 98.1, 100.0, 85.3, 94.5, 100.0], 20],
  ["US-TEX-ERCO", [39.9, 61.0, 91.3, 99.0, 59.6, 81.1, 100.0], 130],
  ["ZA", [64.1, 86.6, 99.8, 100.0, 100.0, 100.0, 100.0], 1700],
] as const;

function readColumns(zone: string): {
  tempC: Float64Array;
  humidity: Float64Array;
  stullC: Float64Array;
} {
  const rows = readFileSync(`${FOLDER}/${zone}_2024.csv`, "utf8").trim().split("\n").slice(1);
  const column = (k: number) => Float64Array.from(rows, (row) => Number(row.split(",")[k]));
  return {
    tempC: column(1),
    humidity: column(2).map((percent) => percent / 100),
    stullC: column(3),
  };
}

function percents(tempC: Float64Array, wetBulbC: Float64Array): number[] {
  return [
    ...[27, 32, 40, 45].map((supply) => 100 * compressorFreeFrac(tempC, 8, supply)),
    ...[24, 27, 32].map((supply) => 100 * compressorFreeFrac(wetBulbC, 4, supply)),
  ];
}

function worst(got: number[], expected: readonly number[]): number {
  return Math.max(...got.map((value, i) => Math.abs(value - expected[i]!)));
}

describe("free cooling", () => {
  it("counts an hour at the limit as free", () => {
    expect(compressorFreeFrac(Float64Array.of(10, 19, 20), 8, 27)).toBeCloseTo(2 / 3, 9);
  });

  it.skipIf(absent).each(TABLE)(
    `has the published hours at %s${reason}`,
    (zone, expected, elevationM) => {
      const { tempC, humidity, stullC } = readColumns(zone);
      expect(worst(percents(tempC, stullC), expected)).toBeLessThan(0.1);
      // Stull's formula is off by up to 1.05 K, which moves hours across a steep limit: 1.3 points at
      // most at US-TEX-ERCO, below one elsewhere; at the site's own pressure 1.5 and 1.0 (BR-SP).
      for (const pressurePa of [STANDARD_PRESSURE_PA, pressureAtElevationPa(elevationM)]) {
        const pressures = new Float64Array(tempC.length).fill(pressurePa);
        const own = percents(tempC, wetBulbSeriesC(tempC, humidity, pressures));
        expect(worst(own, expected)).toBeLessThan(zone === "US-TEX-ERCO" ? 1.5 : 1.05);
      }
    },
  );
});
