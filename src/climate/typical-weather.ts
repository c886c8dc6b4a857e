/**
 * Draws a typical year of weather from a place's statistics.
 *
 * Formulation (d local day, t hour, z standard normal autoregressive series):
 *   temperature  mean course + anomaly sd · z_d + range/2 · clearness of the day · shape(hour),
 *                coldest at 5:30, warmest at 15:00; where quantiles are known, mapped to them by rank
 *   dew point    mean course + sd (ρ z_d + √(1−ρ²) z'_d), mapped likewise where quantiles are known,
 *                never above the temperature
 *   wind         Weibull(k) of Φ(z_t), higher by day, scaled to its monthly mean
 *   irradiance   clear sky · (0.08 + 0.97 logistic(μ_month + spread (z_d + 0.6 z_t))); μ solved so
 *                that each month has its published sum; split into beam and diffuse by Erbs
 * Monthly means of temperature (unless mapped), wind and irradiance therefore hold exactly.
 */
import { HOURS_PER_DAY, W_PER_KW } from "../units.ts";
import { monthlyMeans, smoothMonthly, spreadDaily } from "./calendar.ts";
import type { LocalCalendar } from "./calendar.ts";
import { clearSkyGHI } from "./irradiance.ts";
import type { WeatherStatistics } from "./place-statistics.ts";
import { relativeHumidityFromDewPointFrac } from "./psychrometrics.ts";
import { mapToQuantiles, TEMPERATURE_LEVELS } from "./quantiles.ts";
import { drawAutoregressive, normalCdf, openRandom } from "./random.ts";
import type { SunPath } from "./sun.ts";

/** Weather series drawn, and the clear-sky irradiance they rest on. */
export interface DrawnWeather {
  readonly tempC: Float64Array;
  readonly relativeHumidityFrac: Float64Array;
  readonly windMPS: Float64Array;
  readonly ghiWPerM2: Float64Array;
}

/** Day-to-day persistence of cloudiness; about the autocorrelation of daily clearness in EPW years. */
const CLOUD_DAILY_LAG1 = 0.3;
const CLOUD_HOURLY_LAG1 = 0.8;
const CLOUD_HOURLY_WEIGHT = 0.6;
/** Dimmest and range of the share of clear-sky irradiance. */
const DIMMEST_FRAC = 0.08;
const CLOUD_RANGE_FRAC = 0.97;
const COLDEST_HOUR = 5.5;
const WARMEST_HOUR = 15;

/** Draws the weather of a year; the same seed gives the same weather. */
export function drawWeather(
  statistics: WeatherStatistics,
  calendar: LocalCalendar,
  sun: SunPath,
  seed: string,
): DrawnWeather {
  const cloudDaily = drawAutoregressive(
    openRandom(`${seed} cloud`),
    calendar.days,
    CLOUD_DAILY_LAG1,
  );
  const anomalies = drawAutoregressive(
    openRandom(`${seed} temperature`),
    calendar.days,
    statistics.tempAnomalyLag1Frac,
  );
  const tempC = drawTemperature(statistics, calendar, anomalies, cloudDaily);
  return {
    tempC,
    relativeHumidityFrac: drawHumidity(statistics, calendar, anomalies, tempC, seed),
    windMPS: drawWind(statistics, calendar, seed),
    ghiWPerM2: drawIrradiance(statistics, calendar, sun, cloudDaily, seed),
  };
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Course of the temperature over the day, −1 at the coldest hour, 1 at the warmest, mean 0. */
export function diurnalShape(hourOfDay: number): number {
  const rise = WARMEST_HOUR - COLDEST_HOUR;
  const sinceColdest = (hourOfDay - COLDEST_HOUR + 24) % 24;
  if (sinceColdest < rise) return -Math.cos((Math.PI * sinceColdest) / rise);
  return Math.cos((Math.PI * (sinceColdest - rise)) / (24 - rise));
}

function drawTemperature(
  statistics: WeatherStatistics,
  calendar: LocalCalendar,
  anomalies: Float64Array,
  cloudDaily: Float64Array,
): Float64Array {
  const mean = smoothMonthly(statistics.tempMeanC, calendar);
  const anomaly = spreadDaily(anomalies, calendar);
  const series = mean.map((base, t) => {
    const month = calendar.month[t]!;
    const swing = 0.7 + 0.6 * logistic(1.5 * cloudDaily[calendar.day[t]!]!);
    const half = (statistics.tempDiurnalRangeK[month]! / 2) * swing;
    return (
      base +
      statistics.tempAnomalySdK[month]! * anomaly[t]! +
      half * diurnalShape(calendar.hourOfDay[t]!)
    );
  });
  if (statistics.tempQuantilesC)
    return mapToQuantiles(series, statistics.tempQuantilesC, TEMPERATURE_LEVELS);
  const got = monthlyMeans(series, calendar.month);
  return series.map((temp, t) => {
    const month = calendar.month[t]!;
    return temp + statistics.tempMeanC[month]! - got[month]!;
  });
}

function drawHumidity(
  statistics: WeatherStatistics,
  calendar: LocalCalendar,
  anomalies: Float64Array,
  tempC: Float64Array,
  seed: string,
): Float64Array {
  const { dewPointTempCorrelationFrac, dewPointAnomalySdK } = statistics;
  const own = drawAutoregressive(openRandom(`${seed} dew point`), calendar.days, 0.6);
  const ownHourly = spreadDaily(own, calendar);
  const mean = smoothMonthly(statistics.dewPointMeanC, calendar);
  const drawn = spreadDaily(anomalies, calendar).map((anomaly, t) => {
    const month = calendar.month[t]!;
    const correlation = dewPointTempCorrelationFrac[month]!;
    const score = correlation * anomaly + Math.sqrt(1 - correlation ** 2) * ownHourly[t]!;
    return mean[t]! + dewPointAnomalySdK[month]! * score;
  });
  const dewPointC = statistics.dewPointQuantilesC
    ? mapToQuantiles(drawn, statistics.dewPointQuantilesC, TEMPERATURE_LEVELS)
    : drawn;
  return dewPointC.map((dewPoint, t) =>
    relativeHumidityFromDewPointFrac(tempC[t]!, Math.min(tempC[t]! - 0.1, dewPoint)),
  );
}

function drawWind(
  statistics: WeatherStatistics,
  calendar: LocalCalendar,
  seed: string,
): Float64Array {
  const scores = drawAutoregressive(
    openRandom(`${seed} wind`),
    calendar.steps,
    statistics.windLag1Frac,
  );
  const speeds = scores.map((score, t) => {
    const below = Math.min(1 - 1e-9, normalCdf(score));
    const weibull = (-Math.log(1 - below)) ** (1 / statistics.windWeibullK);
    const swing =
      statistics.windDiurnalFrac * Math.cos((Math.PI * (calendar.hourOfDay[t]! - 14)) / 12);
    return weibull * (1 + swing);
  });
  const got = monthlyMeans(speeds, calendar.month);
  return speeds.map((speed, t) => {
    const month = calendar.month[t]!;
    return (speed * statistics.windMeanMPS[month]!) / got[month]!;
  });
}

function drawIrradiance(
  statistics: WeatherStatistics,
  calendar: LocalCalendar,
  sun: SunPath,
  cloudDaily: Float64Array,
  seed: string,
): Float64Array {
  const hourly = drawAutoregressive(
    openRandom(`${seed} cloud hours`),
    calendar.steps,
    CLOUD_HOURLY_LAG1,
  );
  const daily = spreadDaily(cloudDaily, calendar);
  const clear = sun.cosZenith.map(clearSkyGHI);
  const scores = daily.map(
    (value, t) => statistics.cloudSpread * (value + CLOUD_HOURLY_WEIGHT * hourly[t]!),
  );
  const ghi = new Float64Array(calendar.steps);
  for (let month = 0; month < 12; month++) {
    const steps: number[] = [];
    let hours = 0;
    for (let t = 0; t < calendar.steps; t++) {
      if (calendar.month[t] !== month) continue;
      hours++;
      if (clear[t]! > 0) steps.push(t);
    }
    const targetWh = (statistics.ghiKWhPerM2Day[month]! * W_PER_KW * hours) / HOURS_PER_DAY;
    const level = solveCloudLevel(steps, clear, scores, targetWh);
    for (const t of steps) ghi[t] = clear[t]! * clearShare(level + scores[t]!);
  }
  return ghi;
}

function clearShare(score: number): number {
  return DIMMEST_FRAC + CLOUD_RANGE_FRAC * logistic(score);
}

/** The level μ at which a month's irradiance sums to the target; at its end where it cannot. */
function solveCloudLevel(
  steps: readonly number[],
  clear: Float64Array,
  scores: Float64Array,
  targetWh: number,
): number {
  let low = -9;
  let high = 9;
  for (let round = 0; round < 22; round++) {
    const level = (low + high) / 2;
    let sumWh = 0;
    for (const t of steps) sumWh += clear[t]! * clearShare(level + scores[t]!);
    if (sumWh < targetWh) low = level;
    else high = level;
  }
  return (low + high) / 2;
}
