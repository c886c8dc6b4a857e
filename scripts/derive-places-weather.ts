/** Statistics of a year of weather, as typical years are drawn from them. */
import { monthlyMeans, smoothMonthly } from "../src/climate/calendar.ts";
import { quantilesOf, TEMPERATURE_LEVELS } from "../src/climate/quantiles.ts";
import { HOURS_PER_DAY, W_PER_KW } from "../src/units.ts";
import type { WeatherSeries } from "./derive-places-series.ts";
import { correlation, lag1, mean, normalScores, standardDeviation } from "./derive-places-sums.ts";

/** One derived figure: numbers as text, with a unit. */
export interface Derived {
  readonly parameter: string;
  readonly text: string;
  readonly unit: string;
}

/** Numbers with at most `digits` decimals, parted by spaces. */
export function numbersText(values: Iterable<number>, digits: number): string {
  return [...values].map((value) => String(Number(value.toFixed(digits)) + 0)).join(" ");
}

/** Whole local days: the step each starts with. */
function wholeDays({ calendar }: WeatherSeries): number[] {
  const starts: number[] = [];
  for (let t = 0; t + HOURS_PER_DAY <= calendar.steps; t++)
    if (calendar.hour[t] === 0) starts.push(t);
  return starts;
}

function dailyMeans(values: Float64Array, starts: readonly number[]): Float64Array {
  return Float64Array.from(starts, (start) => mean(values.subarray(start, start + HOURS_PER_DAY)));
}

/** Means of a daily series over the days of each month. */
function byMonth(
  daily: Float64Array,
  months: readonly number[],
  gather: (values: Float64Array) => number,
): Float64Array {
  return Float64Array.from({ length: 12 }, (_, month) =>
    gather(daily.filter((_value, day) => months[day] === month)),
  );
}

/** Statistics of temperature and dew point. */
function heatAndMoisture(series: WeatherSeries): Derived[] {
  const { calendar, tempC, dewPointC } = series;
  const starts = wholeDays(series);
  const months = starts.map((start) => calendar.month[start]!);
  const tempMeanC = monthlyMeans(tempC, calendar.month);
  const dewMeanC = monthlyMeans(dewPointC, calendar.month);
  const tempCourse = dailyMeans(smoothMonthly(tempMeanC, calendar), starts);
  const dewCourse = dailyMeans(smoothMonthly(dewMeanC, calendar), starts);
  const tempAnomalyK = dailyMeans(tempC, starts).map((temp, day) => temp - tempCourse[day]!);
  const dewAnomalyK = dailyMeans(dewPointC, starts).map((dew, day) => dew - dewCourse[day]!);
  const anomalySdK = byMonth(tempAnomalyK, months, standardDeviation);
  const scaled = tempAnomalyK.map((anomaly, day) => anomaly / anomalySdK[months[day]!]!);
  const together = Float64Array.from({ length: 12 }, (_, month) => {
    const within = (values: Float64Array) => values.filter((_value, day) => months[day] === month);
    return correlation(within(tempAnomalyK), within(dewAnomalyK));
  });
  const rangeK = Float64Array.from(starts, (start) => {
    const hours = tempC.subarray(start, start + HOURS_PER_DAY);
    return Math.max(...hours) - Math.min(...hours);
  });
  return [
    { parameter: "tempMeanC", text: numbersText(tempMeanC, 2), unit: "°C by month" },
    {
      parameter: "tempDiurnalRangeK",
      text: numbersText(byMonth(rangeK, months, mean), 1),
      unit: "K by month",
    },
    { parameter: "tempAnomalySdK", text: numbersText(anomalySdK, 2), unit: "K by month" },
    { parameter: "tempAnomalyLag1Frac", text: numbersText([lag1(scaled)], 2), unit: "1" },
    {
      parameter: "tempQuantilesC",
      text: numbersText(quantilesOf(tempC, TEMPERATURE_LEVELS), 1),
      unit: "°C by level",
    },
    { parameter: "dewPointMeanC", text: numbersText(dewMeanC, 2), unit: "°C by month" },
    {
      parameter: "dewPointAnomalySdK",
      text: numbersText(byMonth(dewAnomalyK, months, standardDeviation), 2),
      unit: "K by month",
    },
    {
      parameter: "dewPointQuantilesC",
      text: numbersText(quantilesOf(dewPointC, TEMPERATURE_LEVELS), 1),
      unit: "°C by level",
    },
    {
      parameter: "dewPointTempCorrelationFrac",
      text: numbersText(together, 2),
      unit: "1 by month",
    },
  ];
}

/** Statistics of wind 10 m above ground. */
function wind({ calendar, windMPS }: WeatherSeries): Derived[] {
  const meanMPS = monthlyMeans(windMPS, calendar.month);
  const relative = windMPS.map((speed, t) => speed / meanMPS[calendar.month[t]!]!);
  const angle = (t: number) => (Math.PI * (calendar.hourOfDay[t]! - 14)) / 12;
  const swing = 2 * mean(relative.map((speed, t) => speed * Math.cos(angle(t))));
  const diurnalFrac = Math.min(0.6, Math.max(0, swing));
  const level = relative.map((speed, t) => speed / (1 + diurnalFrac * Math.cos(angle(t))));
  // Justus et al., J. Applied Meteorology 17, 1978: k from the coefficient of variation.
  const weibullK = (standardDeviation(level) / mean(level)) ** -1.086;
  return [
    { parameter: "windMeanMPS", text: numbersText(meanMPS, 2), unit: "m/s by month" },
    { parameter: "windWeibullK", text: numbersText([weibullK], 2), unit: "1" },
    { parameter: "windLag1Frac", text: numbersText([lag1(normalScores(level))], 3), unit: "1" },
    { parameter: "windDiurnalFrac", text: numbersText([diurnalFrac], 2), unit: "1" },
  ];
}

/** All statistics of a year of weather; irradiance only where it was in the series. */
export function weatherFigures(series: WeatherSeries): Derived[] {
  const figures = [...heatAndMoisture(series), ...wind(series)];
  if (!series.hasIrradiance) return figures;
  const meanW = monthlyMeans(series.ghiWPerM2, series.calendar.month);
  const daily = meanW.map((power) => (power * HOURS_PER_DAY) / W_PER_KW);
  return [
    ...figures,
    { parameter: "ghiKWhPerM2Day", text: numbersText(daily, 2), unit: "kWh/m² and day by month" },
  ];
}
