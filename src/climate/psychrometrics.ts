/**
 * Moist air: wet bulb, dew point, humidity and pressure.
 *
 * Formulation (ASHRAE Handbook of Fundamentals 2017, chapter 1; T in °C, p in Pa):
 *   p_ws(T)   saturation pressure over ice (equation 5) or water (equation 6)
 *   W         = 0.621945 p_w / (p − p_w)                                        (equation 20)
 *   W(T, T*)  = ((2501 − 2.326 T*) W_s* − 1.006 (T − T*)) / (2501 + 1.86 T − 4.186 T*)   T* ≥ 0 (33)
 *   W(T, T*)  = ((2830 − 0.24 T*) W_s* − 1.006 (T − T*)) / (2830 + 1.86 T − 2.1 T*)      T* < 0 (35)
 *   the wet bulb T* is where W(T, T*) equals W, found between dew point and dry bulb
 *   dew point: where p_ws equals p_w, closed form (37, 38) refined by Newton steps
 *   p(z)      = 101325 (1 − 2.25577e−5 z)^5.2559                                (equation 3)
 */
import { KELVIN_AT_0C, STANDARD_PRESSURE_PA, WATER_TO_AIR_MASS_RATIO } from "../units.ts";

/** Below this the saturation pressure is that over ice. */
const TRIPLE_POINT_C = 0.01;
const WET_BULB_TOLERANCE_K = 0.002;
/** A humidity ratio below this is taken as this, so that no logarithm meets zero. */
const LEAST_RELATIVE_HUMIDITY_FRAC = 1e-4;

/** Air pressure of the standard atmosphere at an elevation. */
export function pressureAtElevationPa(elevationM: number): number {
  return STANDARD_PRESSURE_PA * (1 - 2.25577e-5 * elevationM) ** 5.2559;
}

/** Saturation pressure of water vapour over ice or water, Pa; valid from −100 to 200 °C. */
export function saturationPressurePa(tempC: number): number {
  const t = tempC + KELVIN_AT_0C;
  if (tempC <= TRIPLE_POINT_C)
    return Math.exp(
      -5.6745359e3 / t +
        6.3925247 -
        9.677843e-3 * t +
        6.2215701e-7 * t * t +
        2.0747825e-9 * t * t * t -
        9.484024e-13 * t * t * t * t +
        4.1635019 * Math.log(t),
    );
  return Math.exp(
    -5.8002206e3 / t +
      1.3914993 -
      4.8640239e-2 * t +
      4.1764768e-5 * t * t -
      1.4452093e-8 * t * t * t +
      6.5459673 * Math.log(t),
  );
}

/** Dew point from vapour pressure. */
export function dewPointFromVapourPressureC(vapourPressurePa: number): number {
  const kPa = vapourPressurePa / 1000;
  const log = Math.log(kPa);
  let dewPointC =
    6.54 + 14.526 * log + 0.7389 * log ** 2 + 0.09486 * log ** 3 + 0.4569 * kPa ** 0.1984;
  if (dewPointC < 0) dewPointC = 6.09 + 12.608 * log + 0.4959 * log ** 2;
  for (let step = 0; step < 3; step++) {
    const slope = saturationLogSlopePerK(dewPointC);
    dewPointC -= (Math.log(saturationPressurePa(dewPointC)) - Math.log(vapourPressurePa)) / slope;
  }
  return dewPointC;
}

/** d ln p_ws / dT by the Clausius–Clapeyron relation; good enough to steer Newton steps. */
function saturationLogSlopePerK(tempC: number): number {
  const t = tempC + KELVIN_AT_0C;
  return (tempC <= TRIPLE_POINT_C ? 6140 : 5420 - 4.7 * tempC) / (t * t);
}

/** Dew point from dry bulb and relative humidity. */
export function dewPointC(tempC: number, relativeHumidityFrac: number): number {
  const humidityFrac = Math.max(relativeHumidityFrac, LEAST_RELATIVE_HUMIDITY_FRAC);
  return dewPointFromVapourPressureC(humidityFrac * saturationPressurePa(tempC));
}

/** Relative humidity from dry bulb and dew point, at most 1. */
export function relativeHumidityFromDewPointFrac(tempC: number, dewPointC: number): number {
  return Math.min(1, saturationPressurePa(dewPointC) / saturationPressurePa(tempC));
}

/** Humidity ratio, kg water per kg dry air. */
export function humidityRatio(vapourPressurePa: number, pressurePa: number): number {
  return (WATER_TO_AIR_MASS_RATIO * vapourPressurePa) / (pressurePa - vapourPressurePa);
}

/** Humidity ratio of air at a dry bulb that has the given wet bulb. */
function humidityRatioFromWetBulb(tempC: number, wetBulbC: number, pressurePa: number): number {
  const saturated = humidityRatio(saturationPressurePa(wetBulbC), pressurePa);
  if (wetBulbC >= 0)
    return (
      ((2501 - 2.326 * wetBulbC) * saturated - 1.006 * (tempC - wetBulbC)) /
      (2501 + 1.86 * tempC - 4.186 * wetBulbC)
    );
  return (
    ((2830 - 0.24 * wetBulbC) * saturated - 1.006 * (tempC - wetBulbC)) /
    (2830 + 1.86 * tempC - 2.1 * wetBulbC)
  );
}

/**
 * Wet bulb from dry bulb, relative humidity and pressure; within 0.01 K of psychrolib from −20 to
 * 45 °C. Regula falsi (Illinois rule), since the jump of the equations at 0 °C upsets Newton.
 */
export function wetBulbC(tempC: number, relativeHumidityFrac: number, pressurePa: number): number {
  const humidityFrac = Math.min(1, Math.max(relativeHumidityFrac, LEAST_RELATIVE_HUMIDITY_FRAC));
  const target = humidityRatio(humidityFrac * saturationPressurePa(tempC), pressurePa);
  let highC = tempC;
  let highMiss = humidityRatioFromWetBulb(tempC, highC, pressurePa) - target;
  if (highMiss <= 0) return tempC;
  let lowC = dewPointC(tempC, humidityFrac);
  let lowMiss = humidityRatioFromWetBulb(tempC, lowC, pressurePa) - target;
  if (lowMiss >= 0) return lowC;
  let lastSide = 0;
  for (let step = 0; step < 60 && highC - lowC > WET_BULB_TOLERANCE_K; step++) {
    // Around 0 °C a wet and an iced wick both fit; halving there picks the one psychrolib picks.
    const halve = lowC < 0 && highC > 0;
    const tryC = halve
      ? (lowC + highC) / 2
      : highC - (highMiss * (highC - lowC)) / (highMiss - lowMiss);
    const miss = humidityRatioFromWetBulb(tempC, tryC, pressurePa) - target;
    if (!halve && Math.abs(miss) < 2e-8) return tryC;
    const side = miss > 0 ? 1 : -1;
    if (side > 0) [highC, highMiss] = [tryC, miss];
    else [lowC, lowMiss] = [tryC, miss];
    if (!halve && side === lastSide) {
      if (side > 0) lowMiss /= 2;
      else highMiss /= 2;
    }
    lastSide = halve ? 0 : side;
  }
  return (highC + lowC) / 2;
}

/** Wet bulb, hour by hour. */
export function wetBulbSeriesC(
  tempC: Float64Array,
  relativeHumidityFrac: Float64Array,
  pressurePa: Float64Array,
): Float64Array {
  return tempC.map((temp, t) => wetBulbC(temp, relativeHumidityFrac[t]!, pressurePa[t]!));
}
