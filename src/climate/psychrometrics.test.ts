/** Tests moist air against psychrolib, the reference implementation of the ASHRAE equations. */
import psychrolib from "psychrolib";
import { describe, expect, it } from "vitest";
import {
  dewPointC,
  pressureAtElevationPa,
  relativeHumidityFromDewPointFrac,
  wetBulbC,
} from "./psychrometrics.ts";

interface Psychrolib {
  SI: unknown;
  SetUnitSystem(units: unknown): void;
  GetTWetBulbFromRelHum(tempC: number, humidityFrac: number, pressurePa: number): number;
  GetTDewPointFromRelHum(tempC: number, humidityFrac: number): number;
  GetStandardAtmPressure(elevationM: number): number;
}
const reference = psychrolib as Psychrolib;
reference.SetUnitSystem(reference.SI);

function worstDeviation(deviationK: (tempC: number, humidityFrac: number) => number): number {
  let worst = 0;
  for (let tempC = -20; tempC <= 45; tempC += 1.5)
    for (let percent = 5; percent <= 100; percent += 5)
      worst = Math.max(worst, Math.abs(deviationK(tempC, percent / 100)));
  return worst;
}

describe("psychrometrics", () => {
  it.each([101_325, 95_000, 84_000, 70_000])("has psychrolib's wet bulb at %d Pa", (pressurePa) => {
    const worstK = worstDeviation(
      (tempC, humidityFrac) =>
        wetBulbC(tempC, humidityFrac, pressurePa) -
        reference.GetTWetBulbFromRelHum(tempC, humidityFrac, pressurePa),
    );
    expect(worstK).toBeLessThan(0.02);
  });

  it("has psychrolib's dew point", () => {
    const worstK = worstDeviation(
      (tempC, humidityFrac) =>
        dewPointC(tempC, humidityFrac) - reference.GetTDewPointFromRelHum(tempC, humidityFrac),
    );
    expect(worstK).toBeLessThan(0.01);
  });

  it("has the standard atmosphere", () => {
    for (const elevationM of [-50, 0, 300, 1700, 4000])
      expect(pressureAtElevationPa(elevationM)).toBeCloseTo(
        reference.GetStandardAtmPressure(elevationM),
        3,
      );
  });

  it("goes from humidity to dew point and back", () => {
    for (const tempC of [-15, 0, 12, 38])
      for (const humidityFrac of [0.1, 0.5, 0.95])
        expect(relativeHumidityFromDewPointFrac(tempC, dewPointC(tempC, humidityFrac))).toBeCloseTo(
          humidityFrac,
          4,
        );
  });

  it("keeps the wet bulb between dew point and dry bulb", () => {
    for (const tempC of [-30, -0.5, 0.5, 20, 50])
      for (const humidityFrac of [0, 0.01, 0.4, 1, 1.2]) {
        const wetBulb = wetBulbC(tempC, humidityFrac, 101_325);
        expect(wetBulb).toBeLessThanOrEqual(tempC);
        expect(wetBulb).toBeGreaterThanOrEqual(tempC - 60);
      }
  });
});
