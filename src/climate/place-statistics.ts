/** What is known of a place's weather and of a price zone's market: the figures typical years are drawn from. */
import { numberIn, numbersIn, optionalNumberIn } from "../catalog/table.ts";
import type { Entry, Table } from "../catalog/table.ts";
import type { Origin } from "./climate.ts";
import { CARBON_LEVELS, PRICE_LEVELS, TEMPERATURE_LEVELS } from "./quantiles.ts";

/** Weather of a place; arrays of twelve are by month. */
export interface WeatherStatistics {
  readonly tempMeanC: Float64Array;
  /** Mean of daily highs minus mean of daily lows. */
  readonly tempDiurnalRangeK: Float64Array;
  /** Standard deviation of daily means about their monthly course. */
  readonly tempAnomalySdK: Float64Array;
  readonly tempAnomalyLag1Frac: number;
  /** At TEMPERATURE_LEVELS, where a series was at hand. */
  readonly tempQuantilesC: Float64Array | undefined;
  readonly dewPointMeanC: Float64Array;
  readonly dewPointAnomalySdK: Float64Array;
  /** At TEMPERATURE_LEVELS, where a series was at hand. */
  readonly dewPointQuantilesC: Float64Array | undefined;
  /** Correlation by month of daily dew point with daily temperature about their monthly courses. */
  readonly dewPointTempCorrelationFrac: Float64Array;
  /** 10 m above ground. */
  readonly windMeanMPS: Float64Array;
  readonly windWeibullK: number;
  /** From hour to hour. */
  readonly windLag1Frac: number;
  /** Swing over the day about its mean, highest at 14 h. */
  readonly windDiurnalFrac: number;
  readonly ghiKWhPerM2Day: Float64Array;
  /** Spread of cloudiness from day to day, in units of the logistic scale. */
  readonly cloudSpread: number;
  /** By parameter name. */
  readonly origins: Readonly<Record<string, Origin>>;
}

/** Market of a price zone. */
export interface MarketStatistics {
  /** At PRICE_LEVELS. */
  readonly priceQuantilesUSDPerMWh: Float64Array;
  /** Mean normal score by month and hour, month-major, on weekdays. */
  readonly priceHourScore: Float64Array;
  /** Added on weekends, by hour. */
  readonly priceWeekendScore: Float64Array;
  /** Share of the rest's variance that whole days have in common. */
  readonly priceDailyShareFrac: number;
  readonly priceDailyLag1Frac: number;
  readonly priceLag1Frac: number;
  /** Correlation of that rest with wind and solar output; negative. */
  readonly priceRenewableCorrelationFrac: number;
  readonly gridCO2MeanKgPerMWh: number;
  /** Carbon over its mean at CARBON_LEVELS, where a series was at hand. */
  readonly gridCO2QuantilesFrac: Float64Array | undefined;
  readonly gridCleanMeanFrac: number;
  readonly gridWindShareFrac: number;
  readonly gridSolarShareFrac: number;
  readonly origins: Readonly<Record<string, Origin>>;
}

function originsOf(entry: Entry): Record<string, Origin> {
  return Object.fromEntries(
    [...entry.values()].map(({ parameter, confidence, source }) => [
      parameter,
      { confidence, source },
    ]),
  );
}

function readSeries(entry: Entry, parameter: string, length: number): Float64Array {
  const values = numbersIn(entry, parameter);
  if (values.length !== length)
    throw new Error(`Catalogue ${parameter} has ${values.length} numbers, expected ${length}`);
  return values;
}

function optionalSeries(entry: Entry, parameter: string, length: number): Float64Array | undefined {
  return entry.has(parameter) ? readSeries(entry, parameter, length) : undefined;
}

function entryOf(table: Table, id: string): Entry {
  const entry = table.get(id);
  if (!entry) throw new Error(`place-statistics.csv has no entry ${id}`);
  return entry;
}

/** Weather statistics of a place. @throws Error when the catalogue lacks a figure. */
export function weatherStatistics(table: Table, placeId: string): WeatherStatistics {
  const entry = entryOf(table, placeId);
  return {
    tempMeanC: readSeries(entry, "tempMeanC", 12),
    tempDiurnalRangeK: readSeries(entry, "tempDiurnalRangeK", 12),
    tempAnomalySdK: readSeries(entry, "tempAnomalySdK", 12),
    tempAnomalyLag1Frac: numberIn(entry, "tempAnomalyLag1Frac"),
    tempQuantilesC: optionalSeries(entry, "tempQuantilesC", TEMPERATURE_LEVELS.length),
    dewPointMeanC: readSeries(entry, "dewPointMeanC", 12),
    dewPointAnomalySdK: readSeries(entry, "dewPointAnomalySdK", 12),
    dewPointQuantilesC: optionalSeries(entry, "dewPointQuantilesC", TEMPERATURE_LEVELS.length),
    dewPointTempCorrelationFrac: readSeries(entry, "dewPointTempCorrelationFrac", 12),
    windMeanMPS: readSeries(entry, "windMeanMPS", 12),
    windWeibullK: numberIn(entry, "windWeibullK"),
    windLag1Frac: numberIn(entry, "windLag1Frac"),
    windDiurnalFrac: numberIn(entry, "windDiurnalFrac"),
    ghiKWhPerM2Day: readSeries(entry, "ghiKWhPerM2Day", 12),
    cloudSpread: numberIn(entry, "cloudSpread"),
    origins: originsOf(entry),
  };
}

/**
 * Market statistics of a price zone. A zone without its own price series names one whose shape it
 * borrows (`priceShapeOf`); the borrowed prices are scaled to its own mean.
 * @throws Error when the catalogue lacks a figure.
 */
export function marketStatistics(table: Table, zone: string): MarketStatistics {
  const own = entryOf(table, `zone.${zone}`);
  const lender = own.get("priceShapeOf")?.text;
  const shape = lender === undefined ? own : entryOf(table, `zone.${lender}`);
  const scale =
    lender === undefined
      ? 1
      : numberIn(own, "priceMeanUSDPerMWh") / numberIn(shape, "priceMeanUSDPerMWh");
  const quantiles = readSeries(shape, "priceQuantilesUSDPerMWh", PRICE_LEVELS.length);
  const shapeNumber = (parameter: string) =>
    optionalNumberIn(own, parameter) ?? numberIn(shape, parameter);
  return {
    priceQuantilesUSDPerMWh: quantiles.map((price) => price * scale),
    priceHourScore: readSeries(shape, "priceHourScore", 288),
    priceWeekendScore: readSeries(shape, "priceWeekendScore", 24),
    priceDailyShareFrac: shapeNumber("priceDailyShareFrac"),
    priceDailyLag1Frac: shapeNumber("priceDailyLag1Frac"),
    priceLag1Frac: shapeNumber("priceLag1Frac"),
    priceRenewableCorrelationFrac: shapeNumber("priceRenewableCorrelationFrac"),
    gridCO2MeanKgPerMWh: numberIn(own, "gridCO2MeanKgPerMWh"),
    gridCO2QuantilesFrac: optionalSeries(own, "gridCO2QuantilesFrac", CARBON_LEVELS.length),
    gridCleanMeanFrac: numberIn(own, "gridCleanMeanFrac"),
    gridWindShareFrac: numberIn(own, "gridWindShareFrac"),
    gridSolarShareFrac: numberIn(own, "gridSolarShareFrac"),
    origins: originsOf(own),
  };
}
