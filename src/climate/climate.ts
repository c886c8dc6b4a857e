/** The hourly weather and market of one place for one year, on the UTC clock, as plain series. */
import type { Confidence } from "../catalog/table.ts";

/** How a series came to be: shown wherever the series is used. */
export interface Origin {
  readonly confidence: Confidence;
  readonly source: string;
}

/**
 * Mean output of a usual wind farm where such farms are built near a place, MW per MW. They stand on
 * windier ground than the town whose wind the climate holds, or at sea.
 */
export interface WindYield {
  readonly onshoreFrac?: number | undefined;
  readonly offshoreFrac?: number | undefined;
}

/**
 * Weather of one place. Step t covers the hour from `startUTC` + t hours, so that the series of
 * sites in different time zones line up; all series have `steps` values.
 */
export interface Climate {
  readonly placeName: string;
  readonly latitudeDeg: number;
  /** East positive. */
  readonly longitudeDeg: number;
  readonly elevationM: number;
  /** Standard time minus UTC. */
  readonly utcOffsetHours: number;
  /** Start of step 0, ISO 8601 in UTC, for example `2025-01-01T00:00:00Z`. */
  readonly startUTC: string;
  readonly stepHours: 1;
  /** 8760, or 8784 in a leap year. */
  readonly steps: number;
  /** Dry bulb. */
  readonly tempC: Float64Array;
  readonly wetBulbC: Float64Array;
  readonly relativeHumidityFrac: Float64Array;
  readonly pressurePa: Float64Array;
  /** Wind speed 10 m above ground. */
  readonly windMPS: Float64Array;
  /** Left out where the series is a farm's own wind, such as a file of the user. */
  readonly windYield?: WindYield | undefined;
  /** Irradiance on the horizontal. */
  readonly ghiWPerM2: Float64Array;
  /** Beam irradiance on a plane facing the sun. */
  readonly dniWPerM2: Float64Array;
  /** Diffuse irradiance on the horizontal. */
  readonly dhiWPerM2: Float64Array;
  /** By series name. */
  readonly origins: Readonly<Record<string, Origin>>;
}

/** Electricity market of one place; steps as in the climate it came with. */
export interface Market {
  /** Wholesale energy price, before network charges and tax. */
  readonly priceUSDPerMWh: Float64Array;
  /** Average emission of the grid's electricity, direct, location-based. */
  readonly gridCO2KgPerMWh: Float64Array;
  /** The same over the life cycle of plants and fuels; direct emission stands for it where it is not known. */
  readonly gridLifeCycleCO2KgPerMWh?: Float64Array | undefined;
  /** Carbon-free share of the grid's electricity. */
  readonly gridCleanFrac: Float64Array;
  /** By series name. */
  readonly origins: Readonly<Record<string, Origin>>;
}

/** Average emission of the grid's electricity that counts in a total: direct, or life cycle as far as it is known. */
export const gridCO2Of = (market: Market, total: "co2Kg" | "lifecycleCO2Kg"): Float64Array =>
  total === "co2Kg"
    ? market.gridCO2KgPerMWh
    : (market.gridLifeCycleCO2KgPerMWh ?? market.gridCO2KgPerMWh);

/** Hours in a calendar year. */
export function stepsInYear(year: number): number {
  return (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / 3_600_000;
}

/** Start of a calendar year on the UTC clock, without milliseconds. */
export function yearStartUTC(year: number): string {
  return `${String(year).padStart(4, "0")}-01-01T00:00:00Z`;
}
