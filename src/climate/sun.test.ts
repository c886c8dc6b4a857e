/** Tests the sun's position against NREL's SPA as computed by pvlib 0.11.2 (bench/physics/pvwatts.py --sun). */
import { describe, expect, it } from "vitest";
import { RAD_PER_DEG } from "../units.ts";
import { extraterrestrialWPerM2, sunAt, sunPath } from "./sun.ts";

/** Moment, latitude, longitude, zenith with refraction, azimuth (degrees). */
const POSITIONS: readonly (readonly [string, number, number, number, number])[] = [
  ["2025-01-15T03:30Z", 65.6, 22.1, 116.4335, 82.9277],
  ["2025-04-02T12:30Z", 65.6, 22.1, 63.7134, 212.2675],
  ["2025-06-21T18:30Z", 65.6, 22.1, 79.6751, 305.4626],
  ["2024-02-29T23:30Z", 65.6, 22.1, 121.3372, 13.4096],
  ["2025-10-09T05:30Z", 65.6, 22.1, 88.2782, 108.8019],
  ["2025-01-15T03:30Z", 33.43, -112, 124.4538, 265.987],
  ["2025-04-02T12:30Z", 33.43, -112, 99.8435, 77.0878],
  ["2025-06-21T18:30Z", 33.43, -112, 16.4977, 123.3976],
  ["2024-02-29T23:30Z", 33.43, -112, 68.018, 244.2561],
  ["2025-01-15T03:30Z", 1.35, 103.9, 33.8592, 132.9175],
  ["2024-02-29T23:30Z", 1.35, 103.9, 86.6618, 97.5782],
  ["2025-10-09T05:30Z", 1.35, 103.9, 12.2859, 231.007],
  ["2025-01-15T03:30Z", -33.9, 151.2, 22.7866, 298.6912],
  ["2025-06-21T18:30Z", -33.9, 151.2, 120.2929, 80.6516],
  ["2024-02-29T23:30Z", -33.9, 151.2, 44.8444, 63.0888],
  ["2025-10-09T05:30Z", -33.9, 151.2, 59.1412, 284.2135],
];

describe("sun", () => {
  it.each(POSITIONS)("stands right at %s, %d %d", (stamp, latitude, longitude, zenith, azimuth) => {
    const sun = sunAt(Date.parse(stamp.replace("Z", ":00Z")), latitude, longitude);
    expect(Math.abs(sun.zenithRad / RAD_PER_DEG - zenith)).toBeLessThan(0.03);
    expect(Math.abs(sun.azimuthRad / RAD_PER_DEG - azimuth)).toBeLessThan(0.06);
  });

  it("is nearest in January and averages the solar constant", () => {
    const january = extraterrestrialWPerM2(Date.UTC(2025, 0, 4));
    const july = extraterrestrialWPerM2(Date.UTC(2025, 6, 4));
    expect(january / july).toBeCloseTo(1.069, 2);
  });

  it("culminates near noon by the sun", () => {
    const { cosZenith } = sunPath("2025-04-15T00:00:00Z", 24, 50, 8.65);
    // Longitude 8.65° puts solar noon at 11:25 UTC, which lies in step 11.
    expect(cosZenith.indexOf(Math.max(...cosZenith))).toBe(11);
  });
});
