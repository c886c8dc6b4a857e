/**
 * Draws a typical year of weather and market of a place from its statistics.
 *
 * Deterministic: the same place, statistics, year and seed give the same bytes. Series are drawn on
 * the place's own clock (standard time) for the hours of the UTC year, so that the years of several
 * places line up step by step. Leap years have 8784 steps. Places are drawn independently of one
 * another: weather that two nearby places share is not modelled.
 */
import { stepsInYear, yearStartUTC } from "./climate.ts";
import type { Climate, Market, Origin } from "./climate.ts";
import { localCalendar } from "./calendar.ts";
import { splitIrradiance } from "./irradiance.ts";
import type { MarketStatistics, WeatherStatistics } from "./place-statistics.ts";
import { pressureAtElevationPa, wetBulbSeriesC } from "./psychrometrics.ts";
import { sunPath } from "./sun.ts";
import { drawMarket } from "./typical-market.ts";
import { drawWeather } from "./typical-weather.ts";

/** Where a place lies. */
export interface Location {
  readonly placeName: string;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  readonly elevationM: number;
  /** Standard time minus UTC. */
  readonly utcOffsetHours: number;
}

/** Which year to draw. */
export interface TypicalYearOptions {
  readonly year: number;
  readonly seed: number | string;
}

/** Draws a typical year. @throws Error when the year is not between 1950 and 2150. */
export function typicalYear(
  location: Location,
  weather: WeatherStatistics,
  market: MarketStatistics,
  options: TypicalYearOptions,
): { climate: Climate; market: Market } {
  const { year } = options;
  if (!Number.isInteger(year) || year < 1950 || year > 2150)
    throw new Error(`typicalYear: year is ${year}, expected a whole number from 1950 to 2150`);
  const seed = `${location.placeName} ${year} ${options.seed}`;
  const startUTC = yearStartUTC(year);
  const steps = stepsInYear(year);
  const calendar = localCalendar(year, location.utcOffsetHours);
  const sun = sunPath(startUTC, steps, location.latitudeDeg, location.longitudeDeg);
  const drawn = drawWeather(weather, calendar, sun, seed);
  const pressurePa = new Float64Array(steps).fill(pressureAtElevationPa(location.elevationM));
  const climate: Climate = {
    ...location,
    startUTC,
    stepHours: 1,
    steps,
    ...drawn,
    pressurePa,
    ...splitIrradiance(drawn.ghiWPerM2, sun),
    wetBulbC: wetBulbSeriesC(drawn.tempC, drawn.relativeHumidityFrac, pressurePa),
    origins: climateOrigins(weather),
  };
  const series = drawMarket(market, calendar, drawn.windMPS, drawn.ghiWPerM2, seed);
  return { climate, market: { ...series, origins: marketOrigins(market) } };
}

/** The hours are drawn, so no series is better than synthetic; the source says from what. */
function drawnFrom(origins: Readonly<Record<string, Origin>>, parameter: string): Origin {
  const origin = origins[parameter];
  const from = origin ? `${origin.confidence} ${parameter}: ${origin.source}` : parameter;
  return { confidence: "synthetic", source: `typical year drawn from ${from}` };
}

function climateOrigins({ origins }: WeatherStatistics): Record<string, Origin> {
  const sun = drawnFrom(origins, "ghiKWhPerM2Day");
  const humidity = drawnFrom(origins, "dewPointMeanC");
  return {
    tempC: drawnFrom(origins, "tempMeanC"),
    wetBulbC: humidity,
    relativeHumidityFrac: humidity,
    pressurePa: { confidence: "estimated", source: "standard atmosphere at the place's elevation" },
    windMPS: drawnFrom(origins, "windMeanMPS"),
    ghiWPerM2: sun,
    dniWPerM2: sun,
    dhiWPerM2: sun,
  };
}

function marketOrigins({ origins }: MarketStatistics): Record<string, Origin> {
  const price = "priceShapeOf" in origins ? "priceMeanUSDPerMWh" : "priceQuantilesUSDPerMWh";
  return {
    priceUSDPerMWh: drawnFrom(origins, price),
    gridCO2KgPerMWh: drawnFrom(origins, "gridCO2MeanKgPerMWh"),
    gridCleanFrac: drawnFrom(origins, "gridCleanMeanFrac"),
  };
}
