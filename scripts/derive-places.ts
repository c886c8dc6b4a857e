/**
 * Derives statistics of weather and markets from hourly series and merges them into data/place-statistics.csv.
 *
 * Rows written by hand (published normals, estimates, generation mixes) stay as they are; rows whose note
 * begins with "derive-places" are written anew. Only statistics leave the series: they may be shipped where
 * the hours may not (../shared/data/PROVENANCE.md).
 *
 * Run from the repository: node bin/run scripts/derive-places.ts [folder of the series]
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { numberIn, readTable } from "../src/catalog/table.ts";
import type { Confidence, Entry, Figure, Table } from "../src/catalog/table.ts";
import { localCalendar } from "../src/climate/calendar.ts";
import { CARBON_LEVELS, quantilesOf } from "../src/climate/quantiles.ts";
import { CARBON, EPW_WEATHER, JOINED_WEATHER, PRICED_ZONES } from "./derive-places-sources.ts";
import { priceFigures, renewableCorrelation } from "./derive-places-market.ts";
import {
  readCarbon,
  readEpwWeather,
  readJoinedPrices,
  readJoinedWeather,
  readZonePrices,
} from "./derive-places-series.ts";
import { mean } from "./derive-places-sums.ts";
import { numbersText, weatherFigures } from "./derive-places-weather.ts";
import type { Derived } from "./derive-places-weather.ts";

const MARK = "derive-places";
const HEADER = "id,parameter,value,unit,source,year,confidence,note";
const COMMENT =
  "# Statistics of weather by place and of markets by price zone; scripts/derive-places.ts writes the rows whose note begins with derive-places.";
const JOINED = "via HewlettPackard/sustain-cluster @293fbd1";

/** Order of parameters within an entry; others follow. */
const ORDER =
  `tempMeanC tempDiurnalRangeK tempAnomalySdK tempAnomalyLag1Frac tempQuantilesC dewPointMeanC
  dewPointAnomalySdK dewPointQuantilesC dewPointTempCorrelationFrac windMeanMPS windWeibullK windLag1Frac windDiurnalFrac
  ghiKWhPerM2Day cloudSpread priceShapeOf priceMeanUSDPerMWh priceQuantilesUSDPerMWh priceHourScore
  priceWeekendScore priceDailyShareFrac priceDailyLag1Frac priceLag1Frac priceRenewableCorrelationFrac
  gridCO2MeanKgPerMWh gridCO2QuantilesFrac gridCleanMeanFrac gridWindShareFrac gridSolarShareFrac`.split(
    /\s+/,
  );

function figure(
  id: string,
  { parameter, text, unit }: Derived,
  source: string,
  year: string,
  confidence: Confidence,
  note: string,
): Figure {
  return {
    id,
    parameter,
    text,
    unit,
    source,
    year,
    confidence,
    note: note ? `${MARK}; ${note}` : MARK,
  };
}

/** Where the place lies, for its clock and sun. */
function whereIs(
  places: Table,
  id: string,
): { latitudeDeg: number; longitudeDeg: number; utcOffsetHours: number } {
  const entry = places.get(id);
  if (!entry) throw new Error(`places.csv has no ${id}`);
  return {
    latitudeDeg: numberIn(entry, "latitudeDeg"),
    longitudeDeg: numberIn(entry, "longitudeDeg"),
    utcOffsetHours: numberIn(entry, "utcOffsetHours"),
  };
}

function deriveWeather(folder: string, places: Table): Figure[] {
  const fromJoined = Object.entries(JOINED_WEATHER).flatMap(([id, file]) => {
    const path = join(folder, "hourly", `${file}_2024.csv`);
    const series = readJoinedWeather(path, whereIs(places, id));
    console.log(`read ${file}_2024.csv for ${id}`);
    const source = `Open-Meteo, hourly 2024 (CC BY 4.0), ${JOINED}`;
    return weatherFigures(series).map((one) =>
      figure(id, one, source, "2024", "published", "one year of model reanalysis"),
    );
  });
  const fromEpw = Object.entries(EPW_WEATHER).flatMap(([id, file]) => {
    const series = readEpwWeather(join(folder, "epw", file), whereIs(places, id).utcOffsetHours);
    console.log(`read ${file} for ${id}`);
    const source = `climate.onebuilding.org TMYx 2007-2021, ${file}`;
    return weatherFigures(series).map((one) =>
      figure(id, one, source, "2021", "published", "typical months, NCEI ISD and ERA5"),
    );
  });
  return [...fromJoined, ...fromEpw];
}

function deriveMarket(folder: string, statistics: Table): Figure[] {
  return Object.entries(PRICED_ZONES).flatMap(([name, zone]) => {
    const id = `zone.${name}`;
    const path = join(folder, zone.file);
    const prices = zone.joined ? readJoinedPrices(path) : readZonePrices(path);
    console.log(`read ${zone.file} for ${id}: ${prices.length} hours`);
    const source = `${zone.market}, hourly 2024, ${JOINED}, fixed exchange rates`;
    const rows = priceFigures(prices, localCalendar(2024, zone.utcOffsetHours)).map((one) =>
      figure(id, one, source, "2024", "measured", zone.note ?? ""),
    );
    if (!zone.joined) return rows;
    const own = statistics.get(id);
    if (!own) throw new Error(`place-statistics.csv has no ${id}`);
    const shares = {
      wind: numberIn(own, "gridWindShareFrac"),
      solar: numberIn(own, "gridSolarShareFrac"),
    };
    const link = renewableCorrelation(prices, readJoinedWeather(path, zone), shares);
    return [
      ...rows,
      figure(id, link, source, "2024", "estimated", "one site's weather stands for the zone"),
    ];
  });
}

function deriveCarbon(folder: string): Figure[] {
  return Object.entries(CARBON).map(([name, file]) => {
    const carbon = readCarbon(join(folder, "carbon-by-fuel", file));
    console.log(`read ${file} for zone.${name}: ${carbon.length} hours`);
    const centre = mean(carbon);
    const text = numbersText(
      quantilesOf(carbon, CARBON_LEVELS).map((value) => value / centre),
      3,
    );
    const derived = { parameter: "gridCO2QuantilesFrac", text, unit: "1 of mean by level" };
    return figure(
      `zone.${name}`,
      derived,
      "EIA-930 hourly generation by fuel, 2022 (public domain)",
      "2022",
      "measured",
      "",
    );
  });
}

/** A row of the table; cells with commas or quotes in quotes. */
function rowText({ id, parameter, text, unit, source, year, confidence, note }: Figure): string {
  return [id, parameter, text, unit, source, year, confidence, note]
    .map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(",");
}

function inOrder(entry: Entry | undefined, derived: readonly Figure[]): Figure[] {
  const kept = [...(entry?.values() ?? [])].filter((row) => !row.note.startsWith(MARK));
  const fresh = new Map([...kept, ...derived].map((row) => [row.parameter, row]));
  const rank = (row: Figure) =>
    (ORDER.indexOf(row.parameter) + ORDER.length + 1) % (ORDER.length + 1);
  return [...fresh.values()].sort((a, b) => rank(a) - rank(b));
}

function main(): void {
  const folder = process.argv[2] ?? "../shared/data";
  const places = readTable(readFileSync("data/places.csv", "utf8"));
  const path = "data/place-statistics.csv";
  const statistics = readTable(readFileSync(path, "utf8"));
  const derived = [
    ...deriveWeather(folder, places),
    ...deriveMarket(folder, statistics),
    ...deriveCarbon(folder),
  ];
  const zones = [...statistics.keys()].filter((id) => id.startsWith("zone."));
  const rows = [...places.keys(), ...zones].flatMap((id) =>
    inOrder(
      statistics.get(id),
      derived.filter((row) => row.id === id),
    ),
  );
  writeFileSync(path, [COMMENT, HEADER, ...rows.map(rowText), ""].join("\n"));
  console.log(`wrote ${path}: ${rows.length} rows, ${derived.length} of them derived`);
}

main();
