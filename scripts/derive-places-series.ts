/** Reads the series behind the statistics of places: weather and prices joined on UTC, EPW years, carbon by fuel. */
import { readFileSync } from "node:fs";
import { readCells } from "../src/catalog/table.ts";
import { localCalendar } from "../src/climate/calendar.ts";
import type { LocalCalendar } from "../src/climate/calendar.ts";
import { dewPointC } from "../src/climate/psychrometrics.ts";
import { readEPW } from "../src/climate/readers/epw.ts";
import { sunPath } from "../src/climate/sun.ts";
import { clearSkyGHI } from "../src/climate/irradiance.ts";

/** Weather of one year on the UTC clock. */
export interface WeatherSeries {
  readonly calendar: LocalCalendar;
  readonly tempC: Float64Array;
  readonly dewPointC: Float64Array;
  readonly windMPS: Float64Array;
  readonly ghiWPerM2: Float64Array;
  /** False where the irradiance is only clear sky dimmed by cloud cover: good for timing, not for sums. */
  readonly hasIrradiance: boolean;
}

const JOINED_YEAR = 2024;
/** An EPW year joins months of several years; any common year carries it. */
const EPW_YEAR = 2023;

/** Columns of a file by name. @throws Error when a column is missing. */
function readColumns(path: string, names: readonly string[]): Float64Array[] {
  const [header, ...rows] = readCells(readFileSync(path, "utf8"));
  return names.map((name) => {
    const column = header?.indexOf(name) ?? -1;
    if (column < 0) throw new Error(`${path} has no column ${name}`);
    const values = Float64Array.from(rows, (cells) => Number(cells[column]));
    if (values.some((value) => !Number.isFinite(value)))
      throw new Error(`${path}: column ${name} holds something that is not a number`);
    return values;
  });
}

/** Share of clear-sky irradiance under a cloud cover (F. Kasten and G. Czeplak, Solar Energy 24, 1980). */
function cloudTransmission(coverFrac: number): number {
  return 1 - 0.75 * coverFrac ** 3.4;
}

/** Weather of a joined file; `where` gives latitude, longitude and the offset of standard time. */
export function readJoinedWeather(
  path: string,
  where: { latitudeDeg: number; longitudeDeg: number; utcOffsetHours: number },
): WeatherSeries {
  const [tempC, rhPercent, windKMH, cloudPercent] = readColumns(path, [
    "temp_c",
    "rh_pct",
    "wind_kmh",
    "cloud_pct",
  ]) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const calendar = localCalendar(JOINED_YEAR, where.utcOffsetHours);
  const sun = sunPath(
    `${JOINED_YEAR}-01-01T00:00:00Z`,
    tempC.length,
    where.latitudeDeg,
    where.longitudeDeg,
  );
  return {
    calendar,
    tempC,
    dewPointC: tempC.map((temp, t) => dewPointC(temp, Math.max(0.02, rhPercent[t]! / 100))),
    windMPS: windKMH.map((speed) => speed / 3.6),
    ghiWPerM2: cloudPercent.map(
      (cover, t) => clearSkyGHI(sun.cosZenith[t]!) * cloudTransmission(cover / 100),
    ),
    hasIrradiance: false,
  };
}

/** Weather of an EPW file. @throws Error naming the first issue. */
export function readEpwWeather(path: string, utcOffsetHours: number): WeatherSeries {
  const result = readEPW(readFileSync(path, "latin1"), { year: EPW_YEAR });
  if (!result.ok) throw new Error(`${path}: ${result.issues[0]?.message ?? "cannot be read"}`);
  const { tempC, relativeHumidityFrac, windMPS, ghiWPerM2 } = result.value;
  return {
    calendar: localCalendar(EPW_YEAR, utcOffsetHours),
    tempC,
    dewPointC: tempC.map((temp, t) => dewPointC(temp, Math.max(0.02, relativeHumidityFrac[t]!))),
    windMPS,
    ghiWPerM2,
    hasIrradiance: true,
  };
}

/** Prices of a joined file, of 2024 on the UTC clock. */
export function readJoinedPrices(path: string): Float64Array {
  return readColumns(path, ["price_usd_mwh"])[0]!;
}

/** Prices of a file of one zone, of 2024 on the UTC clock. */
export function readZonePrices(path: string): Float64Array {
  return readColumns(path, ["Price (USD/MWh)"])[0]!;
}

/** Average carbon intensity of a balancing area, g/kWh. */
export function readCarbon(path: string): Float64Array {
  return readColumns(path, ["avg_CI"])[0]!;
}
