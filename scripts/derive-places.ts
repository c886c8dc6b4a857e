/**
 * Derives statistics of weather and markets from hourly files and writes them into data/place-statistics.csv.
 *
 * Run `node bin/run scripts/derive-places.ts [FOLDER]`; FOLDER (default ../shared/data) holds hourly/,
 * prices/, epw/ and carbon-by-fuel/ as described in its PROVENANCE.md. Rows whose note starts with
 * "derive-places" are written anew, all others are kept as they stand. All files are on UTC; local
 * hours are taken in standard time. Only statistics are written, never hours.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCells } from "../src/catalog/table.ts";
import { localCalendar, monthlyMeans, smoothMonthly } from "../src/climate/calendar.ts";
import type { LocalCalendar } from "../src/climate/calendar.ts";
import { findPlace } from "../src/climate/place.ts";
import { dewPointC } from "../src/climate/psychrometrics.ts";
import { CARBON_LEVELS, PRICE_LEVELS, quantilesOf, TEMPERATURE_LEVELS } from "../src/climate/quantiles.ts";
import { readEpw } from "../src/climate/readers/epw.ts";
import { fracFromPercent, metresPerSecondFromKmPerHour } from "../src/units.ts";
import {
  correlation, dailyMeans, dailyRanges, firstHarmonicFrac, lag1, mean, normalScores, sd, weibullK,
} from "./series-statistics.ts";

const FOLDER = process.argv[2] ?? "../shared/data";
const TARGET = "data/place-statistics.csv";
const MARK = "derive-places";
const OPEN_METEO = "Open-Meteo.com weather of 2024 (CC BY 4.0)";

/** Place, hourly file, price zone of that file. */
const HOURLY = [
  ["frankfurt", "DE-LU", "DE-LU"], ["santa-clara", "US-CAL-CISO", "CAISO"], ["singapore", "SG", "SG"],
  ["tokyo", "JP-TK", "JP-TK"], ["mumbai", "IN-WE", "IN-WE"], ["johannesburg", "ZA", "ZA"],
  ["sao-paulo", "BR-SP", "BR-SP"], ["sydney", "AU-NSW", "AU-NSW"], ["leesburg", "US-MIDA-PJM", "PJM"],
  ["dallas", "US-TEX-ERCO", "ERCOT"],
] as const;
const EPWS = [
  ["leesburg", "USA_VA_Leesburg.Exec.epw"], ["dallas", "USA_TX_Dallas-Fort.Worth.epw"],
  ["phoenix", "USA_AZ_Phoenix-Sky.Harbor.epw"],
] as const;
const PRICES = [["zaragoza", "ES"], ["dunkirk", "FR"], ["eemshaven", "NL"]] as const;
const CARBON = [["PJM", "PJM_NG_avgCI.csv"], ["ERCOT", "ERCO_NG_avgCI.csv"]] as const;
/** Who publishes the prices of a zone. */
const MARKETS: Readonly<Record<string, string>> = {
  "DE-LU": "ENTSO-E day-ahead", FR: "ENTSO-E day-ahead", NL: "ENTSO-E day-ahead", ES: "OMIE day-ahead",
  PJM: "PJM day-ahead", ERCOT: "ERCOT", CAISO: "CAISO day-ahead", SG: "EMC (USEP)", "JP-TK": "JEPX",
  "IN-WE": "Indian day-ahead market", ZA: "Eskom time-of-use tariff, not a market",
  "BR-SP": "CCEE (PLD)", "AU-NSW": "AEMO",
};

type Row = [string, string, string, string, string, string, string, string];
const derived: Row[] = [];

function put(id: string, parameter: string, values: Iterable<number>, unit: string, origin: Row): void {
  const text = [...values].map((value) => String(Number(value.toPrecision(4)))).join(" ");
  derived.push([id, parameter, text, unit, origin[4], origin[5], origin[6], origin[7]]);
}

function originOf(source: string, year: string, note: string): Row {
  return ["", "", "", "", source, year, "measured", `${MARK}; ${note}`];
}

interface Weather {
  readonly tempC: Float64Array;
  readonly dewPointC: Float64Array;
  readonly windMPS: Float64Array;
}

function deriveWeather(id: string, weather: Weather, calendar: LocalCalendar, origin: Row): void {
  const { tempC, windMPS } = weather;
  const anomalyOf = (values: Float64Array) => {
    const course = smoothMonthly(monthlyMeans(values, calendar.month), calendar);
    return dailyMeans(values.map((value, t) => value - course[t]!), calendar);
  };
  const temp = anomalyOf(tempC);
  const dew = anomalyOf(weather.dewPointC);
  const monthOfDay = dailyMeans(Float64Array.from(calendar.month), calendar).map(Math.floor);
  const spread = Float64Array.from({ length: 12 }, (_, month) => sd(temp.filter((_value, day) => monthOfDay[day] === month)));
  put(id, "tempMeanC", monthlyMeans(tempC, calendar.month), "°C by month", origin);
  put(id, "tempDiurnalRangeK", dailyRanges(tempC, calendar), "K by month", origin);
  put(id, "tempAnomalySdK", spread, "K by month", origin);
  put(id, "tempAnomalyLag1Frac", [lag1(temp)], "1", origin);
  put(id, "tempQuantilesC", quantilesOf(tempC, TEMPERATURE_LEVELS), "°C at TEMPERATURE_LEVELS", origin);
  put(id, "dewPointMeanC", monthlyMeans(weather.dewPointC, calendar.month), "°C by month", origin);
  put(id, "dewPointAnomalySdK", [sd(dew)], "K", origin);
  put(id, "dewPointTempCorrelationFrac", [correlation(dew, temp)], "1", origin);
  put(id, "windMeanMPS", monthlyMeans(windMPS, calendar.month), "m/s by month", origin);
  put(id, "windWeibullK", [weibullK(windMPS)], "1", origin);
  put(id, "windLag1Frac", [lag1(windMPS)], "1", origin);
  put(id, "windDiurnalFrac", [firstHarmonicFrac(windMPS, calendar, 14)], "1", origin);
}

function deriveMarket(
  zone: string,
  prices: Float64Array,
  windMPS: Float64Array | undefined,
  calendar: LocalCalendar,
): void {
  const id = `zone.${zone}`;
  const origin = originOf(`${MARKETS[zone]!}, hours of 2024`, "2024", "USD at fixed exchange rates");
  const scores = normalScores(prices);
  const { shape, weekend } = hourScores(scores, calendar);
  const rest = scores.map(
    (score, t) =>
      score - shape[calendar.month[t]! * 24 + calendar.hour[t]!]! -
      calendar.weekend[t]! * weekend[calendar.hour[t]!]!,
  );
  const days = dailyMeans(rest, calendar);
  const within = rest.map((value, t) => value - days[calendar.day[t]!]!);
  put(id, "priceMeanUSDPerMWh", [mean(prices)], "USD/MWh", origin);
  put(id, "priceQuantilesUSDPerMWh", quantilesOf(prices, PRICE_LEVELS), "USD/MWh at PRICE_LEVELS", origin);
  put(id, "priceHourScore", shape.map(twoDigits), "normal score by month and hour", origin);
  put(id, "priceWeekendScore", weekend.map(twoDigits), "normal score by hour", origin);
  put(id, "priceDailyShareFrac", [Math.min(0.95, sd(days) ** 2 / sd(rest) ** 2)], "1", origin);
  put(id, "priceDailyLag1Frac", [Math.max(0, lag1(days))], "1", origin);
  put(id, "priceLag1Frac", [Math.max(0, lag1(within))], "1", origin);
  if (!windMPS) return;
  const wind = dailyMeans(normalScores(windMPS), calendar);
  const own = Math.max(-0.8, Math.min(0, correlation(days, wind)));
  put(id, "priceRenewableCorrelationFrac", [own], "1",
    originOf(`${MARKETS[zone]!} and ${OPEN_METEO}`, "2024", "daily price score against the site's wind, at most 0"));
}

function twoDigits(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Mean score of weekdays by month and hour, and what weekends add by hour. */
function hourScores(scores: Float64Array, calendar: LocalCalendar): { shape: Float64Array; weekend: Float64Array } {
  const sums = new Float64Array(288);
  const counts = new Float64Array(288);
  const slot = (t: number) => calendar.month[t]! * 24 + calendar.hour[t]!;
  for (let t = 0; t < scores.length; t++) {
    if (calendar.weekend[t]) continue;
    sums[slot(t)]! += scores[t]!;
    counts[slot(t)]! += 1;
  }
  const shape = sums.map((sum, k) => sum / Math.max(1, counts[k]!));
  const added = new Float64Array(24);
  const hours = new Float64Array(24);
  for (let t = 0; t < scores.length; t++) {
    if (!calendar.weekend[t]) continue;
    added[calendar.hour[t]!]! += scores[t]! - shape[slot(t)]!;
    hours[calendar.hour[t]!]! += 1;
  }
  return { shape, weekend: added.map((sum, hour) => sum / hours[hour]!) };
}

function readColumns(file: string, names: readonly string[]): Float64Array[] {
  const [header, ...rows] = readCells(readFileSync(file, "utf8"));
  console.log(`read ${file}: ${rows.length} rows`);
  return names.map((name) => {
    const column = header!.indexOf(name);
    if (column < 0) throw new Error(`${file} has no column "${name}"`);
    const values = Float64Array.from(rows, (cells) => Number(cells[column]));
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw new Error(`${file}, data row ${bad + 1}, ${name}: not a number`);
    return values;
  });
}

function calendarOf(placeId: string, year: number): LocalCalendar {
  return localCalendar(year, findPlace(placeId)!.utcOffsetHours);
}

function deriveHourly(): void {
  for (const [placeId, file, zone] of HOURLY) {
    const [tempC, humidity, windKmPerHour, prices] = readColumns(
      join(FOLDER, "hourly", `${file}_2024.csv`), ["temp_c", "rh_pct", "wind_kmh", "price_usd_mwh"],
    ) as [Float64Array, Float64Array, Float64Array, Float64Array];
    const calendar = calendarOf(placeId, 2024);
    const windMPS = windKmPerHour.map(metresPerSecondFromKmPerHour);
    deriveMarket(zone, prices, windMPS, calendar);
    if (EPWS.some(([id]) => id === placeId)) continue;
    const dewPoints = tempC.map((temp, t) => dewPointC(temp, fracFromPercent(humidity[t]!)));
    const origin = originOf(OPEN_METEO, "2024", "one year, not a normal; joined hourly on UTC");
    deriveWeather(placeId, { tempC, windMPS, dewPointC: dewPoints }, calendar, origin);
  }
}

function deriveEpw(): void {
  for (const [placeId, file] of EPWS) {
    const path = join(FOLDER, "epw", file);
    const result = readEpw(readFileSync(path, "utf8"), { year: 2025 });
    if (!result.ok) throw new Error(`${path}: ${JSON.stringify(result.issues)}`);
    console.log(`read ${path}: ${result.value.steps} hours; ${result.notices.join(" ")}`);
    const { tempC, relativeHumidityFrac, windMPS, ghiWPerM2 } = result.value;
    const calendar = calendarOf(placeId, 2025);
    const dewPoints = tempC.map((temp, t) => dewPointC(temp, relativeHumidityFrac[t]!));
    const origin = originOf("TMYx of climate.onebuilding.org, 2007-2021", "2007-2021", "typical meteorological year");
    deriveWeather(placeId, { tempC, windMPS, dewPointC: dewPoints }, calendar, origin);
    const daily = monthlyMeans(ghiWPerM2, calendar.month).map((watts) => (watts * 24) / 1000);
    put(placeId, "ghiKWhPerM2Day", daily, "kWh/m² and day by month", origin);
  }
}

function derivePrices(): void {
  for (const [placeId, zone] of PRICES) {
    const [prices] = readColumns(join(FOLDER, "prices", `${zone}_2024.csv`), ["Price (USD/MWh)"]);
    deriveMarket(zone, prices!, undefined, calendarOf(placeId, 2024));
  }
}

function deriveCarbon(): void {
  for (const [zone, file] of CARBON) {
    const [carbon] = readColumns(join(FOLDER, "carbon-by-fuel", file), ["avg_CI"]);
    const centre = mean(carbon!);
    const fracs = quantilesOf(carbon!, CARBON_LEVELS).map((value) => value / centre);
    put(`zone.${zone}`, "gridCO2QuantilesFrac", fracs, "1 of the mean at CARBON_LEVELS",
      originOf("EIA-930 generation by fuel of 2022 (US public domain)", "2022", "distribution only; the level is gridCO2MeanKgPerMWh"));
  }
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function writeTable(): void {
  const text = readFileSync(TARGET, "utf8");
  const comment = text.split("\n").filter((line) => line.startsWith("#")).join("\n");
  const [header, ...rows] = readCells(text);
  const fresh = new Set(derived.map(([id, parameter]) => `${id}.${parameter}`));
  const kept = rows.filter((cells) => !cells[7]!.startsWith(MARK) && !fresh.has(`${cells[0]!}.${cells[1]!}`));
  const all = [...kept, ...derived].toSorted((a, b) => (a[0]! < b[0]! ? -1 : a[0]! > b[0]! ? 1 : 0));
  const lines = [header!, ...all].map((cells) => cells.map(cell).join(","));
  writeFileSync(TARGET, `${comment}\n${lines.join("\n")}\n`);
  console.log(`wrote ${TARGET}: ${kept.length} rows kept, ${derived.length} derived`);
}

if (!existsSync(FOLDER)) throw new Error(`${FOLDER} is absent: give the folder of hourly files as argument`);
deriveHourly();
deriveEpw();
derivePrices();
deriveCarbon();
writeTable();
