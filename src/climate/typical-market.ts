/**
 * Draws a typical year of the electricity market of a place's price zone.
 *
 * Formulation (normal scores; s_w, s_s wind and solar shares of the zone's generation):
 *   wind of the zone   logistic(−1.2 + 1.1 z), z following the site's wind over six hours by 0.8
 *   solar of the zone  half the site's irradiance, half its course on mean days
 *   clean share        (rest + s_w wind + s_s solar) / load, carbon part scaled to the zone's mean
 *   carbon             carbon part · mean / its mean; where quantiles are known, mapped by rank
 *   price score        shape(month, hour) + weekend(hour) + σ (ρ r + √(1−ρ²) noise), with r the wind
 *                      and solar output about its mean course; σ fills the variance up to 1
 *   price              score mapped to the zone's quantiles by rank: its distribution holds exactly
 * Load: 1 ± 12 % over the day, highest at 18 h, 6 % lower on weekends (estimated).
 */
import type { LocalCalendar } from "./calendar.ts";
import type { MarketStatistics } from "./place-statistics.ts";
import { CARBON_LEVELS, mapToQuantiles, PRICE_LEVELS } from "./quantiles.ts";
import { spreadDaily } from "./calendar.ts";
import { drawAutoregressive, openRandom } from "./random.ts";

/** Market series drawn. */
export interface DrawnMarket {
  readonly priceUSDPerMWh: Float64Array;
  readonly gridCO2KgPerMWh: Float64Array;
  readonly gridCleanFrac: Float64Array;
}

const SITE_WIND_WEIGHT = 0.8;
const LOAD_SWING_FRAC = 0.12;
const WEEKEND_LOAD_DROP_FRAC = 0.06;
/** Least share of the price's variance left to chance, so that ranks never tie. */
const LEAST_CHANCE_VARIANCE = 0.05;

/** Draws the market of a year around the wind and sun of the site. */
export function drawMarket(
  statistics: MarketStatistics,
  calendar: LocalCalendar,
  windMPS: Float64Array,
  ghiWPerM2: Float64Array,
  seed: string,
): DrawnMarket {
  const renewable = drawRenewables(statistics, calendar, windMPS, ghiWPerM2, seed);
  const clean = cleanShare(statistics, calendar, renewable);
  return {
    priceUSDPerMWh: drawPrice(statistics, calendar, renewable, seed),
    gridCO2KgPerMWh: carbon(statistics, clean),
    gridCleanFrac: clean,
  };
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Shifts and stretches to mean 0 and variance 1; a constant series becomes 0. */
function standardise(values: Float64Array): Float64Array {
  const centre = mean(values);
  let squares = 0;
  for (const value of values) squares += (value - centre) ** 2;
  const sd = Math.sqrt(squares / values.length);
  return values.map((value) => (sd > 1e-12 ? (value - centre) / sd : 0));
}

/** Mean over the `width` steps up to each step. */
function runningMean(values: Float64Array, width: number): Float64Array {
  let sum = 0;
  return values.map((value, t) => {
    sum += value - (t >= width ? values[t - width]! : 0);
    return sum / Math.min(width, t + 1);
  });
}

/** Means by month and hour of day, given back to every step. */
function meanCourse(values: Float64Array, calendar: LocalCalendar): Float64Array {
  const sums = new Float64Array(288);
  const counts = new Float64Array(288);
  const slot = (t: number) => calendar.month[t]! * 24 + calendar.hour[t]!;
  for (let t = 0; t < values.length; t++) {
    sums[slot(t)]! += values[t]!;
    counts[slot(t)]! += 1;
  }
  return values.map((_, t) => sums[slot(t)]! / counts[slot(t)]!);
}

/** Wind and solar output of the zone over its mean generation. */
function drawRenewables(
  statistics: MarketStatistics,
  calendar: LocalCalendar,
  windMPS: Float64Array,
  ghiWPerM2: Float64Array,
  seed: string,
): Float64Array {
  const site = standardise(runningMean(windMPS, 6));
  const elsewhere = drawAutoregressive(openRandom(`${seed} zone wind`), calendar.steps, 0.97);
  const own = Math.sqrt(1 - SITE_WIND_WEIGHT ** 2);
  const wind = site.map(
    (z, t) => 1 / (1 + Math.exp(1.2 - 1.1 * (SITE_WIND_WEIGHT * z + own * elsewhere[t]!))),
  );
  const windMean = mean(wind);
  const sunCourse = meanCourse(ghiWPerM2, calendar);
  const sunMean = Math.max(1e-9, mean(ghiWPerM2));
  return wind.map(
    (output, t) =>
      (statistics.gridWindShareFrac * output) / windMean +
      (statistics.gridSolarShareFrac * (ghiWPerM2[t]! + sunCourse[t]!)) / (2 * sunMean),
  );
}

function cleanShare(
  statistics: MarketStatistics,
  calendar: LocalCalendar,
  renewable: Float64Array,
): Float64Array {
  const { gridCleanMeanFrac, gridWindShareFrac, gridSolarShareFrac } = statistics;
  const steady = Math.max(0, gridCleanMeanFrac - gridWindShareFrac - gridSolarShareFrac);
  const carbonPart = renewable.map((output, t) => {
    const swing = LOAD_SWING_FRAC * Math.cos((Math.PI * (calendar.hourOfDay[t]! - 18)) / 12);
    const load = (1 + swing) * (1 - WEEKEND_LOAD_DROP_FRAC * calendar.weekend[t]!);
    return Math.max(0.02 * (1 - gridCleanMeanFrac), 1 - (steady + output) / load);
  });
  // The floor and the load lift the mean; two rounds of scaling bring it back.
  let scaled = carbonPart;
  for (let round = 0; round < 2; round++) {
    const factor = (1 - gridCleanMeanFrac) / Math.max(1e-12, mean(scaled));
    scaled = scaled.map((part) => Math.min(1, part * factor));
  }
  return scaled.map((part) => 1 - part);
}

function carbon(statistics: MarketStatistics, clean: Float64Array): Float64Array {
  const part = clean.map((frac) => 1 - frac);
  const level = statistics.gridCO2MeanKgPerMWh;
  if (!statistics.gridCO2QuantilesFrac) {
    const partMean = Math.max(1e-12, mean(part));
    return part.map((frac) => (frac / partMean) * level);
  }
  const mapped = mapToQuantiles(part, statistics.gridCO2QuantilesFrac, CARBON_LEVELS);
  const factor = level / mean(mapped);
  return mapped.map((frac) => frac * factor);
}

function drawPrice(
  statistics: MarketStatistics,
  calendar: LocalCalendar,
  renewable: Float64Array,
  seed: string,
): Float64Array {
  const { priceHourScore, priceWeekendScore, priceDailyShareFrac } = statistics;
  const shape = Float64Array.from({ length: calendar.steps }, (_, t) => {
    const weekend = calendar.weekend[t]! * priceWeekendScore[calendar.hour[t]!]!;
    return priceHourScore[calendar.month[t]! * 24 + calendar.hour[t]!]! + weekend;
  });
  const centre = mean(shape);
  const explained = mean(shape.map((score) => (score - centre) ** 2));
  const sigma = Math.sqrt(Math.max(LEAST_CHANCE_VARIANCE, 1 - explained));
  const course = meanCourse(renewable, calendar);
  const weather = standardise(renewable.map((output, t) => output - course[t]!));
  const days = spreadDaily(
    drawAutoregressive(
      openRandom(`${seed} price days`),
      calendar.days,
      statistics.priceDailyLag1Frac,
    ),
    calendar,
  );
  const hours = drawAutoregressive(
    openRandom(`${seed} price hours`),
    calendar.steps,
    statistics.priceLag1Frac,
  );
  const correlation = statistics.priceRenewableCorrelationFrac;
  const rest = Math.sqrt(1 - correlation ** 2);
  const daily = Math.sqrt(priceDailyShareFrac);
  const hourly = Math.sqrt(1 - priceDailyShareFrac);
  const scores = shape.map((score, t) => {
    const noise = daily * days[t]! + hourly * hours[t]!;
    return score + sigma * (correlation * weather[t]! + rest * noise);
  });
  return mapToQuantiles(scores, statistics.priceQuantilesUSDPerMWh, PRICE_LEVELS);
}
