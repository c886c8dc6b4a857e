/**
 * Irradiance: clear sky, split into beam and diffuse, and what falls on a tilted plane.
 *
 * Formulation (z zenith, W/m²):
 *   clear sky   GHI = 1098 cos z · exp(−0.059 / cos z)          (B. Haurwitz, J. Meteorology 2, 1945)
 *   split       k_t = GHI / (E0 cos z); diffuse share d(k_t)    (D. Erbs et al., Solar Energy 28, 1982)
 *               DHI = d · GHI,  DNI = (GHI − DHI) / cos z
 *   tilted      beam = DNI · max(cos aoi, 0)
 *               sky  = DHI [ (1 − F1)(1 + cos β)/2 + F1 a/b + F2 sin β ],  F(ε, Δ, z) from eight classes
 *                      of sky clearness                         (R. Perez et al., Solar Energy 44, 1990)
 *               ground = GHI · albedo · (1 − cos β)/2
 *   air mass    m = 1 / (cos z + 0.50572 (96.07995 − z)^−1.6364)   (F. Kasten, A. Young, Appl. Opt. 28, 1989)
 *   glass       share let through by a flat cover: Fresnel and Bouguer, n 1.526, K 4 /m, 2 mm
 *                                              (W. De Soto et al., Solar Energy 80, 2006)
 */
import { RAD_PER_DEG } from "../units.ts";
import type { SunPath } from "./sun.ts";

/** Below this cosine (87° zenith) the split GHI → DNI is set to all diffuse, as noise would blow up. */
const LEAST_COS_ZENITH = Math.cos(87 * RAD_PER_DEG);

/** Irradiance on the horizontal under a cloudless sky. */
export function clearSkyGHI(cosZenith: number): number {
  return cosZenith > 0.001 ? 1098 * cosZenith * Math.exp(-0.059 / cosZenith) : 0;
}

/** Share of diffuse in GHI by clearness index. */
export function erbsDiffuseFrac(clearnessFrac: number): number {
  const k = clearnessFrac;
  if (k <= 0.22) return 1 - 0.09 * k;
  if (k > 0.8) return 0.165;
  return 0.9511 - 0.1604 * k + 4.388 * k ** 2 - 16.638 * k ** 3 + 12.336 * k ** 4;
}

/** Splits GHI into beam (on a plane facing the sun) and diffuse (on the horizontal). */
export function splitIrradiance(
  ghiWPerM2: Float64Array,
  sun: SunPath,
): { dniWPerM2: Float64Array; dhiWPerM2: Float64Array } {
  const dniWPerM2 = new Float64Array(ghiWPerM2.length);
  const dhiWPerM2 = new Float64Array(ghiWPerM2.length);
  for (let t = 0; t < ghiWPerM2.length; t++) {
    const ghi = ghiWPerM2[t]!;
    const cosZenith = sun.cosZenith[t]!;
    if (ghi <= 0) continue;
    if (cosZenith < LEAST_COS_ZENITH) {
      dhiWPerM2[t] = ghi;
      continue;
    }
    const outside = sun.extraterrestrialWPerM2[t]!;
    const dhi = ghi * erbsDiffuseFrac(ghi / (outside * cosZenith));
    dniWPerM2[t] = Math.min((ghi - dhi) / cosZenith, outside);
    dhiWPerM2[t] = ghi - dniWPerM2[t]! * cosZenith;
  }
  return { dniWPerM2, dhiWPerM2 };
}

/** Path of the beam through the air in units of the path at zenith; the sun must be up. */
export function relativeAirMass(zenithRad: number): number {
  const zenithDeg = zenithRad / RAD_PER_DEG;
  return 1 / (Math.cos(zenithRad) + 0.50572 * (96.07995 - zenithDeg) ** -1.6364);
}

/** Upper bounds of the first seven classes of sky clearness ε (Perez et al. 1990, table 1). */
const CLEARNESS_BOUNDS = [1.065, 1.23, 1.5, 1.95, 2.8, 4.5, 6.2];
/** F11 F12 F13 F21 F22 F23 by class of clearness (Perez et al. 1990, table 6, all sites). */
const PEREZ = [
  [-0.008, 0.588, -0.062, -0.06, 0.072, -0.022],
  [0.13, 0.683, -0.151, -0.019, 0.066, -0.029],
  [0.33, 0.487, -0.221, 0.055, -0.064, -0.026],
  [0.568, 0.187, -0.295, 0.109, -0.152, -0.014],
  [0.873, -0.392, -0.362, 0.226, -0.462, 0.001],
  [1.132, -1.237, -0.412, 0.288, -0.823, 0.056],
  [1.06, -1.6, -0.359, 0.264, -1.127, 0.131],
  [0.678, -0.327, -0.25, 0.156, -1.377, 0.251],
] as const;

/** Sky-diffuse irradiance on a tilted plane by Perez 1990; zero when the sun is down. */
export function perezSkyDiffuse(
  dniWPerM2: number,
  dhiWPerM2: number,
  extraterrestrialWPerM2: number,
  zenithRad: number,
  cosIncidence: number,
  tiltRad: number,
): number {
  if (dhiWPerM2 <= 0 || zenithRad >= Math.PI / 2) return 0;
  const brightness = (dhiWPerM2 * relativeAirMass(zenithRad)) / extraterrestrialWPerM2;
  const kappa = 1.041 * zenithRad ** 3;
  const clearness = ((dhiWPerM2 + dniWPerM2) / dhiWPerM2 + kappa) / (1 + kappa);
  let kind = 0;
  while (kind < 7 && clearness >= CLEARNESS_BOUNDS[kind]!) kind++;
  const [f11, f12, f13, f21, f22, f23] = PEREZ[kind]!;
  const circumsolar = Math.max(0, f11 + f12 * brightness + f13 * zenithRad);
  const horizon = f21 + f22 * brightness + f23 * zenithRad;
  const a = Math.max(0, cosIncidence);
  const b = Math.max(Math.cos(85 * RAD_PER_DEG), Math.cos(zenithRad));
  const factor =
    ((1 - circumsolar) * (1 + Math.cos(tiltRad))) / 2 +
    (circumsolar * a) / b +
    horizon * Math.sin(tiltRad);
  return Math.max(0, dhiWPerM2 * factor);
}

const GLASS_INDEX = 1.526;
const GLASS_EXTINCTION_PER_M = 4;
const GLASS_THICKNESS_M = 0.002;

/** Share of beam irradiance a flat glass cover lets through, relative to normal incidence. */
export function glassIncidenceModifier(cosIncidence: number): number {
  if (cosIncidence <= 1e-6) return 0;
  const cosRefracted = Math.sqrt(1 - (1 - cosIncidence ** 2) / GLASS_INDEX ** 2);
  const across =
    (cosIncidence - GLASS_INDEX * cosRefracted) / (cosIncidence + GLASS_INDEX * cosRefracted);
  const along =
    (cosRefracted - GLASS_INDEX * cosIncidence) / (cosRefracted + GLASS_INDEX * cosIncidence);
  const reflected = (across ** 2 + along ** 2) / 2;
  const normalReflected = ((GLASS_INDEX - 1) / (GLASS_INDEX + 1)) ** 2;
  const path = GLASS_EXTINCTION_PER_M * GLASS_THICKNESS_M;
  return (
    ((1 - reflected) * Math.exp(-path / cosRefracted)) / ((1 - normalReflected) * Math.exp(-path))
  );
}
