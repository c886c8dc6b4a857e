/** Tests clear sky, split and transposition against hand-worked and limiting cases. */
import { describe, expect, it } from "vitest";
import { RAD_PER_DEG } from "../units.ts";
import {
  clearSkyGHI,
  erbsDiffuseFrac,
  glassIncidenceModifier,
  perezSkyDiffuse,
  relativeAirMass,
  splitIrradiance,
} from "./irradiance.ts";
import { sunPath } from "./sun.ts";

describe("irradiance", () => {
  it("has Haurwitz's clear sky", () => {
    expect(clearSkyGHI(1)).toBeCloseTo(1098 * Math.exp(-0.059), 9);
    expect(clearSkyGHI(-0.2)).toBe(0);
  });

  it("has Erbs's diffuse share, continuous at its joints", () => {
    expect(erbsDiffuseFrac(0)).toBe(1);
    expect(erbsDiffuseFrac(0.5)).toBeCloseTo(0.6592, 3);
    expect(erbsDiffuseFrac(0.2201)).toBeCloseTo(erbsDiffuseFrac(0.22), 2);
    expect(erbsDiffuseFrac(0.8)).toBeCloseTo(0.165, 2);
  });

  it("splits so that beam and diffuse add up again", () => {
    const sun = sunPath("2025-06-01T00:00:00Z", 48, 48, 8);
    const ghi = sun.cosZenith.map((cos) => clearSkyGHI(cos) * 0.7);
    const { dniWPerM2, dhiWPerM2 } = splitIrradiance(ghi, sun);
    for (let t = 0; t < 48; t++) {
      const cosZenith = Math.max(0, sun.cosZenith[t]!);
      expect(dhiWPerM2[t]! + dniWPerM2[t]! * cosZenith).toBeCloseTo(ghi[t]!, 6);
      expect(Math.min(dniWPerM2[t]!, dhiWPerM2[t]!)).toBeGreaterThanOrEqual(0);
    }
  });

  it("gives a flat plane the horizontal diffuse", () => {
    // With tilt 0 the circumsolar part a/b is 1, the horizon part 0: what is left is DHI.
    for (const zenithDeg of [10, 45, 80])
      expect(
        perezSkyDiffuse(
          600,
          150,
          1361,
          zenithDeg * RAD_PER_DEG,
          Math.cos(zenithDeg * RAD_PER_DEG),
          0,
        ),
      ).toBeCloseTo(150, 6);
  });

  it("has the air mass of the tables", () => {
    expect(relativeAirMass(0)).toBeCloseTo(1, 3);
    expect(relativeAirMass(60 * RAD_PER_DEG)).toBeCloseTo(1.994, 2);
    expect(relativeAirMass(Math.PI / 2)).toBeCloseTo(37.9, 0);
  });

  it("lets glass pass less at grazing angles", () => {
    expect(glassIncidenceModifier(1)).toBeCloseTo(1, 3);
    expect(glassIncidenceModifier(Math.cos(60 * RAD_PER_DEG))).toBeCloseTo(0.949, 2);
    expect(glassIncidenceModifier(0)).toBe(0);
  });
});
