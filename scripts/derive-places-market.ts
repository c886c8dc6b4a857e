/** Statistics of a year of prices, as typical years are drawn from them. */
import type { LocalCalendar } from "../src/climate/calendar.ts";
import { HOURS_PER_DAY } from "../src/units.ts";
import { mapToQuantiles, PRICE_LEVELS, quantilesOf } from "../src/climate/quantiles.ts";
import type { WeatherSeries } from "./derive-places-series.ts";
import { correlation, lag1, mean, normalScores, standardDeviation } from "./derive-places-sums.ts";
import { numbersText } from "./derive-places-weather.ts";
import type { Derived } from "./derive-places-weather.ts";

/** What prices follow by season, hour and weekend, and what remains, all in normal scores. */
interface Shape {
  /** Month-major. */
  readonly hourScore: Float64Array;
  readonly weekendScore: Float64Array;
  readonly rest: Float64Array;
}

function shapeOf(prices: Float64Array, calendar: LocalCalendar): Shape {
  const scores = normalScores(prices);
  const slot = (t: number) => calendar.month[t]! * HOURS_PER_DAY + calendar.hour[t]!;
  const hourScore = meanBySlot(scores, slot, 288, (t) => calendar.weekend[t] === 0);
  const aboutHour = scores.map((score, t) => score - hourScore[slot(t)]!);
  const hour = (t: number) => calendar.hour[t]!;
  const weekendScore = meanBySlot(aboutHour, hour, HOURS_PER_DAY, (t) => calendar.weekend[t] === 1);
  const rest = aboutHour.map((score, t) => score - calendar.weekend[t]! * weekendScore[hour(t)]!);
  return { hourScore, weekendScore, rest };
}

function meanBySlot(
  values: Float64Array,
  slot: (t: number) => number,
  slots: number,
  counts: (t: number) => boolean,
): Float64Array {
  const sums = new Float64Array(slots);
  const hours = new Float64Array(slots);
  for (let t = 0; t < values.length; t++) {
    if (!counts(t)) continue;
    sums[slot(t)]! += values[t]!;
    hours[slot(t)]! += 1;
  }
  return sums.map((sum, i) => (hours[i]! > 0 ? sum / hours[i]! : 0));
}

/** Mean of the rest over each whole local day, and the rest about it. */
function splitByDay(
  rest: Float64Array,
  calendar: LocalCalendar,
): { daily: Float64Array; within: Float64Array } {
  const day = (t: number) => calendar.day[t]!;
  const daily = meanBySlot(rest, day, calendar.days, () => true);
  return { daily, within: rest.map((score, t) => score - daily[day(t)]!) };
}

/**
 * Quantiles that give the series' mean back when prices are drawn from them: levels far apart in a
 * long tail would shift it, so the upper half is stretched about the median until the mean holds.
 */
function meanKeepingQuantiles(prices: Float64Array): Float64Array {
  const quantiles = quantilesOf(prices, PRICE_LEVELS);
  const median = quantiles[PRICE_LEVELS.indexOf(50)]!;
  const ranks = prices.map((_, rank) => rank);
  const target = mean(prices);
  let stretched = quantiles;
  let factor = 1;
  for (let round = 0; round < 8; round++) {
    const drawn = mapToQuantiles(ranks, stretched, PRICE_LEVELS);
    const above = drawn.reduce((sum, price) => sum + Math.max(0, price - median), 0) / drawn.length;
    factor *= 1 + (target - mean(drawn)) / Math.max(1e-9, above);
    stretched = quantiles.map((price) =>
      price > median ? median + (price - median) * factor : price,
    );
  }
  return stretched;
}

/** Statistics of prices of 2024. */
export function priceFigures(prices: Float64Array, calendar: LocalCalendar): Derived[] {
  const { hourScore, weekendScore, rest } = shapeOf(prices, calendar);
  const { daily, within } = splitByDay(rest, calendar);
  const share = standardDeviation(daily) ** 2 / Math.max(1e-9, standardDeviation(rest) ** 2);
  return [
    { parameter: "priceMeanUSDPerMWh", text: numbersText([mean(prices)], 2), unit: "USD/MWh" },
    {
      parameter: "priceQuantilesUSDPerMWh",
      text: numbersText(meanKeepingQuantiles(prices), 2),
      unit: "USD/MWh by level",
    },
    {
      parameter: "priceHourScore",
      text: numbersText(hourScore, 2),
      unit: "normal score by month and hour",
    },
    {
      parameter: "priceWeekendScore",
      text: numbersText(weekendScore, 2),
      unit: "normal score by hour",
    },
    { parameter: "priceDailyShareFrac", text: numbersText([share], 2), unit: "1" },
    {
      parameter: "priceDailyLag1Frac",
      text: numbersText([Math.max(0, lag1(daily))], 2),
      unit: "1",
    },
    { parameter: "priceLag1Frac", text: numbersText([Math.max(0, lag1(within))], 2), unit: "1" },
  ];
}

/** Mean of the six hours up to each, as the generator lets wind reach a zone. */
function sixHourMean(values: Float64Array): Float64Array {
  return values.map((_, t) => mean(values.subarray(Math.max(0, t - 5), t + 1)));
}

/** Correlation of prices, about their shape, with wind and solar output of one site for its zone; at most 0. */
export function renewableCorrelation(
  prices: Float64Array,
  weather: WeatherSeries,
  shares: { wind: number; solar: number },
): Derived {
  const { calendar, windMPS, ghiWPerM2 } = weather;
  const slow = sixHourMean(windMPS);
  const [centre, spread] = [mean(slow), standardDeviation(slow)];
  const wind = slow.map((speed) => 1 / (1 + Math.exp(1.2 - (1.1 * (speed - centre)) / spread)));
  const [windMean, sunMean] = [mean(wind), mean(ghiWPerM2)];
  const output = wind.map(
    (frac, t) => (shares.wind * frac) / windMean + (shares.solar * ghiWPerM2[t]!) / sunMean,
  );
  const slot = (t: number) => calendar.month[t]! * HOURS_PER_DAY + calendar.hour[t]!;
  const course = meanBySlot(output, slot, 288, () => true);
  const about = output.map((value, t) => value - course[slot(t)]!);
  const found = correlation(shapeOf(prices, calendar).rest, about);
  return {
    parameter: "priceRenewableCorrelationFrac",
    text: numbersText([Math.min(0, Math.max(-0.8, found))], 2),
    unit: "1",
  };
}
