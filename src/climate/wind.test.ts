/** Tests wind output against the power curves and hand-worked points. */
import { describe, expect, it } from "vitest";
import type { Climate } from "./climate.ts";
import { listPlaces, placeYear } from "./place.ts";
import {
  airDensityKgPerM3,
  usualWindSystem,
  windCapacityFactors,
  windFarmFactors,
} from "./wind.ts";

const mean = (series: Float64Array) =>
  series.reduce((sum, value) => sum + value, 0) / series.length;

function climateOf(windMPS: number[], tempC = 15, pressurePa = 101_325): Climate {
  const steps = windMPS.length;
  const constant = (value: number) => new Float64Array(steps).fill(value);
  return {
    placeName: "test",
    latitudeDeg: 50,
    longitudeDeg: 0,
    elevationM: 0,
    utcOffsetHours: 0,
    stepHours: 1,
    steps,
    startUTC: "2025-01-01T00:00:00Z",
    tempC: constant(tempC),
    wetBulbC: constant(10),
    relativeHumidityFrac: constant(0.5),
    pressurePa: constant(pressurePa),
    windMPS: Float64Array.from(windMPS),
    ghiWPerM2: constant(0),
    dniWPerM2: constant(0),
    dhiWPerM2: constant(0),
    origins: {},
  };
}

describe("wind", () => {
  it("has standard air at sea level", () => {
    expect(airDensityKgPerM3(101_325, 15, 0)).toBeCloseTo(1.225, 3);
    expect(airDensityKgPerM3(101_325, 15, 120)).toBeCloseTo(1.211, 2);
  });

  it("rests in calm and storm, and is full between", () => {
    const system = usualWindSystem("onshore");
    const [calm, full, storm] = windCapacityFactors(climateOf([1, 12, 22]), system);
    expect(calm).toBe(0);
    expect(full).toBeCloseTo(0.9 * 0.95, 6);
    expect(storm).toBe(0);
  });

  it("reads the curve at the hub's wind", () => {
    const system = { ...usualWindSystem("onshore"), wakeLossFrac: 0, availabilityFrac: 1 };
    // 8 m/s at 120 m is 8 / 12^(1/7) = 5.61 m/s at 10 m; thinner hub air lowers it by 0.4 %.
    const [output] = windCapacityFactors(climateOf([8 / 12 ** (1 / 7)]), system);
    expect(output).toBeGreaterThan(0.53);
    expect(output).toBeLessThan(2990 / 5500);
  });

  it("yields less in thin air and more in stronger wind", () => {
    const system = usualWindSystem("offshore");
    const [sea] = windCapacityFactors(climateOf([6]), system);
    const [mountain] = windCapacityFactors(climateOf([6], 15, 80_000), system);
    const [stronger] = windCapacityFactors(climateOf([6.5]), system);
    expect(mountain).toBeLessThan(sea!);
    expect(stronger).toBeGreaterThan(sea!);
  });

  it("blows where farms are built: each place gives the yield it states, not its town's wind", () => {
    for (const { id, figures } of listPlaces()) {
      const { climate } = placeYear(id, { year: 2025, seed: 1 });
      for (const site of ["onshore", "offshore"] as const) {
        const stated = figures.get(`${site}WindFrac`)?.text;
        if (stated) expect(mean(windFarmFactors(climate, site)), id).toBeCloseTo(Number(stated), 2);
      }
    }
    const { climate } = placeYear("frankfurt", { year: 2025, seed: 1 });
    expect(mean(windCapacityFactors(climate, usualWindSystem("onshore")))).toBeLessThan(0.13);
  });

  it("keeps calm hours calm when the wind is raised, and reaches any stated mean", () => {
    const climate = climateOf([0, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    for (const meanFrac of [0.1, 0.3, 0.6])
      expect(mean(windFarmFactors(climate, "onshore", { meanFrac }))).toBeCloseTo(meanFrac, 9);
    expect(windFarmFactors(climate, "onshore", { meanFrac: 0.6 })[0]).toBe(0);
    expect(windFarmFactors(climate, "onshore")).toEqual(
      windCapacityFactors(climate, usualWindSystem("onshore")),
    );
  });
});
