/**
 * Where the sun stands, hour by hour.
 *
 * Formulation (J. Michalsky, Solar Energy 40(3), 1988, from the Astronomical Almanac; good to 0.01°
 * from 1950 to 2050). With n days since 2000-01-01 12:00 UTC:
 *   mean longitude L = 280.460 + 0.9856474 n,  mean anomaly g = 357.528 + 0.9856003 n     (degrees)
 *   ecliptic longitude λ = L + 1.915 sin g + 0.020 sin 2g,  obliquity ε = 23.439 − 4e−7 n
 *   right ascension = atan2(cos ε sin λ, cos λ),  sin(declination) = sin ε sin λ
 *   sidereal time (hours) = 6.697375 + 0.0657098242 n + UTC hours + longitude / 15
 *   hour angle = sidereal time − right ascension
 *   sin(elevation) = sin δ sin φ + cos δ cos φ cos(hour angle)
 * Refraction as in NREL's SPA (Reda and Andreas, NREL/TP-560-34302, 2008) for a standard atmosphere.
 * Irradiance outside the atmosphere by J. Spencer, Search 2(5), 1971.
 */
import { HOURS_PER_DAY, MS_PER_HOUR, RAD_PER_DEG, SOLAR_CONSTANT_W_PER_M2 } from "../units.ts";

/** The sun's path over the steps of a series, all in radians. */
export interface SunPath {
  /** Zenith angle with refraction. */
  readonly zenithRad: Float64Array;
  readonly cosZenith: Float64Array;
  /** Clockwise from north. */
  readonly azimuthRad: Float64Array;
  /** Irradiance on a plane facing the sun outside the atmosphere. */
  readonly extraterrestrialWPerM2: Float64Array;
}

const EPOCH_MS = Date.UTC(2000, 0, 1, 12);

/** Zenith (with refraction) and azimuth of the sun at one moment, radians. */
export function sunAt(
  timeMs: number,
  latitudeDeg: number,
  longitudeDeg: number,
): { zenithRad: number; azimuthRad: number } {
  const days = (timeMs - EPOCH_MS) / (HOURS_PER_DAY * MS_PER_HOUR);
  const hourUTC = (timeMs / MS_PER_HOUR) % HOURS_PER_DAY;
  const anomaly = (357.528 + 0.9856003 * days) * RAD_PER_DEG;
  const longitude =
    (280.46 + 0.9856474 * days + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) *
    RAD_PER_DEG;
  const obliquity = (23.439 - 4e-7 * days) * RAD_PER_DEG;
  const ascension = Math.atan2(Math.cos(obliquity) * Math.sin(longitude), Math.cos(longitude));
  const sinDeclination = Math.sin(obliquity) * Math.sin(longitude);
  const cosDeclination = Math.sqrt(1 - sinDeclination * sinDeclination);
  const siderealHours = 6.697375 + 0.0657098242 * days + hourUTC + longitudeDeg / 15;
  const hourAngle = siderealHours * 15 * RAD_PER_DEG - ascension;
  const latitude = latitudeDeg * RAD_PER_DEG;
  const sinElevation =
    sinDeclination * Math.sin(latitude) + cosDeclination * Math.cos(latitude) * Math.cos(hourAngle);
  const east = -cosDeclination * Math.sin(hourAngle);
  const north =
    sinDeclination * Math.cos(latitude) - cosDeclination * Math.sin(latitude) * Math.cos(hourAngle);
  const azimuth = Math.atan2(east, north);
  const elevation = Math.asin(Math.min(1, Math.max(-1, sinElevation)));
  return {
    zenithRad: Math.PI / 2 - elevation - refractionRad(elevation),
    azimuthRad: azimuth < 0 ? azimuth + 2 * Math.PI : azimuth,
  };
}

/** Lift of the sun's image by the air at 1010 hPa and 10 °C; none once the disc is set. */
function refractionRad(elevationRad: number): number {
  const elevationDeg = elevationRad / RAD_PER_DEG;
  if (elevationDeg < -0.8333) return 0;
  return (
    (1.02 / 60 / Math.tan((elevationDeg + 10.3 / (elevationDeg + 5.11)) * RAD_PER_DEG)) *
    RAD_PER_DEG
  );
}

/** Irradiance outside the atmosphere on a plane facing the sun. */
export function extraterrestrialWPerM2(timeMs: number): number {
  const yearStartMs = Date.UTC(new Date(timeMs).getUTCFullYear(), 0, 1);
  const angle = (2 * Math.PI * (timeMs - yearStartMs)) / (365 * HOURS_PER_DAY * MS_PER_HOUR);
  const distanceFactor =
    1.00011 +
    0.034221 * Math.cos(angle) +
    0.00128 * Math.sin(angle) +
    0.000719 * Math.cos(2 * angle) +
    0.000077 * Math.sin(2 * angle);
  return SOLAR_CONSTANT_W_PER_M2 * distanceFactor;
}

/** The sun's path over `steps` hours, taken at the middle of each hour. */
export function sunPath(
  startUTC: string,
  steps: number,
  latitudeDeg: number,
  longitudeDeg: number,
): SunPath {
  const startMs = Date.parse(startUTC);
  const zenithRad = new Float64Array(steps);
  const cosZenith = new Float64Array(steps);
  const azimuthRad = new Float64Array(steps);
  const outside = new Float64Array(steps);
  for (let t = 0; t < steps; t++) {
    const timeMs = startMs + (t + 0.5) * MS_PER_HOUR;
    const sun = sunAt(timeMs, latitudeDeg, longitudeDeg);
    zenithRad[t] = sun.zenithRad;
    cosZenith[t] = Math.cos(sun.zenithRad);
    azimuthRad[t] = sun.azimuthRad;
    outside[t] = t % HOURS_PER_DAY === 0 ? extraterrestrialWPerM2(timeMs) : outside[t - 1]!;
  }
  return { zenithRad, cosZenith, azimuthRad, extraterrestrialWPerM2: outside };
}
