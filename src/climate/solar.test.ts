/** Tests the PVWatts chain against pvlib's annual yields and against limits that must hold. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readEPW } from "./readers/epw.ts";
import { solarCapacityFactors, usualPvSystem } from "./solar.ts";
import type { Climate } from "./climate.ts";

const FOLDER = "../shared/data/epw";
const absent = !existsSync(FOLDER);
const reason = absent ? ` (skipped: ${FOLDER} is absent)` : "";

/** kWh per kW DC and year by pvlib 0.11.2, `bench/physics/pvwatts.py` of 2026-11-24. */
const PVLIB_YIELDS = [
  ["USA_AZ_Phoenix-Sky.Harbor.epw", 1829.09, 2151.3],
  ["USA_TX_Dallas-Fort.Worth.epw", 1519.48, 1784.86],
  ["USA_VA_Leesburg.Exec.epw", 1420.25, 1579.06],
] as const;

function loadClimate(file: string): Climate {
  const result = readEPW(readFileSync(`${FOLDER}/${file}`, "utf8"), { year: 2025 });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
}

function annualYield(climate: Climate, mount: "fixed" | "tracker"): number {
  const system = usualPvSystem(mount, climate.latitudeDeg);
  const hours = solarCapacityFactors(climate, system).reduce((sum, value) => sum + value, 0);
  return hours / system.dcPerACFrac;
}

describe("solar", () => {
  it.skipIf(absent).each(PVLIB_YIELDS)(
    `yields within 2 %% of pvlib at %s${reason}`,
    (file, fixed, tracker) => {
      const climate = loadClimate(file);
      expect(annualYield(climate, "fixed") / fixed).toBeCloseTo(1, 2);
      expect(Math.abs(annualYield(climate, "fixed") / fixed - 1)).toBeLessThan(0.02);
      expect(Math.abs(annualYield(climate, "tracker") / tracker - 1)).toBeLessThan(0.02);
    },
  );

  it("stays between nothing and the inverter's rating, and rests at night", () => {
    const day = 24;
    const climate = clearDay();
    for (const mount of ["fixed", "tracker"] as const) {
      const output = solarCapacityFactors(climate, usualPvSystem(mount, climate.latitudeDeg));
      expect(output).toHaveLength(day);
      expect(Math.min(...output)).toBe(0);
      expect(Math.max(...output)).toBeLessThanOrEqual(1);
      expect(Math.max(...output)).toBeGreaterThan(0.8);
    }
  });

  it("loses output when the cells are hotter", () => {
    const cool = clearDay();
    const hot = { ...cool, tempC: cool.tempC.map((temp) => temp + 20) };
    const system = { ...usualPvSystem("fixed", cool.latitudeDeg), dcPerACFrac: 0.8 };
    const total = (climate: Climate) =>
      solarCapacityFactors(climate, system).reduce((sum, value) => sum + value, 0);
    expect(total(hot) / total(cool)).toBeGreaterThan(0.91);
    expect(total(hot) / total(cool)).toBeLessThan(0.94);
  });
});

/** A clear June day at 35° north, 0° east. */
function clearDay(): Climate {
  const steps = 24;
  const hours = Float64Array.from({ length: steps }, (_, t) => t + 0.5);
  const height = hours.map((hour) => Math.max(0, Math.sin((Math.PI * (hour - 5)) / 14)));
  const constant = (value: number) => new Float64Array(steps).fill(value);
  return {
    placeName: "test",
    latitudeDeg: 35,
    longitudeDeg: 0,
    elevationM: 0,
    utcOffsetHours: 0,
    stepHours: 1,
    steps,
    startUTC: "2025-06-15T00:00:00Z",
    tempC: constant(20),
    wetBulbC: constant(15),
    relativeHumidityFrac: constant(0.5),
    pressurePa: constant(101_325),
    windMPS: constant(3),
    ghiWPerM2: height.map((h) => 980 * h),
    dniWPerM2: height.map((h) => (h > 0 ? 850 : 0)),
    dhiWPerM2: height.map((h) => 110 * h),
    origins: {},
  };
}
