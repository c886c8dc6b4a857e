/** The places that come with the planner: where they lie, what is known of them, and their typical years. */
import placesText from "../../data/places.csv";
import statisticsText from "../../data/place-statistics.csv";
import { numberIn, optionalNumberIn, readTable } from "../catalog/table.ts";
import type { Entry, Table } from "../catalog/table.ts";
import type { Climate, Market, Origin, WindYield } from "./climate.ts";
import { marketStatistics, weatherStatistics } from "./place-statistics.ts";
import { typicalYear } from "./typical-year.ts";
import type { TypicalYearOptions } from "./typical-year.ts";

/** A place of the catalogue. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  readonly elevationM: number;
  /** IANA name, for showing local time. */
  readonly timeZone: string;
  /** Standard time minus UTC. */
  readonly utcOffsetHours: number;
  readonly priceZone: string;
  /** Every figure of the place with its source, these above included. */
  readonly figures: Entry;
}

let places: readonly Place[] | undefined;
let statistics: Table | undefined;

function wordIn(entry: Entry, id: string, parameter: string): string {
  const word = entry.get(parameter)?.text;
  if (!word) throw new Error(`places.csv: ${id} has no ${parameter}`);
  return word;
}

function readPlace(id: string, figures: Entry): Place {
  return {
    id,
    name: wordIn(figures, id, "name"),
    country: wordIn(figures, id, "country"),
    latitudeDeg: numberIn(figures, "latitudeDeg"),
    longitudeDeg: numberIn(figures, "longitudeDeg"),
    elevationM: numberIn(figures, "elevationM"),
    timeZone: wordIn(figures, id, "timeZone"),
    utcOffsetHours: numberIn(figures, "utcOffsetHours"),
    priceZone: wordIn(figures, id, "priceZone"),
    figures,
  };
}

/** All places, in catalogue order. */
export function listPlaces(): readonly Place[] {
  places ??= [...readTable(placesText)].map(([id, figures]) => readPlace(id, figures));
  return places;
}

/** The place with an id, or undefined. */
export function findPlace(id: string): Place | undefined {
  return listPlaces().find((place) => place.id === id);
}

interface PlaceYear {
  readonly climate: Climate;
  readonly market: Market;
}

/** Years kept, 0.8 MB each: sweeps, what-ifs and searches plan the same ones again and again. */
const MOST_KEPT = 12;
/** By place, year and seed, the one used last at the end. */
const kept = new Map<string, PlaceYear>();

/**
 * A typical year of a place, drawn from its statistics. Callers share its series: they never change them.
 * @throws Error when there is no such place; check user input with `findPlace` first.
 */
export function placeYear(id: string, options: TypicalYearOptions): PlaceYear {
  const key = JSON.stringify([id, options.year, options.seed]);
  const drawn = kept.get(key) ?? drawPlaceYear(id, options);
  kept.delete(key);
  kept.set(key, drawn);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
  return drawn;
}

function drawPlaceYear(id: string, options: TypicalYearOptions): PlaceYear {
  const place = findPlace(id);
  if (!place)
    throw new Error(
      `No place "${id}"; there are ${listPlaces()
        .map((p) => p.id)
        .join(", ")}`,
    );
  statistics ??= readTable(statisticsText);
  const weather = weatherStatistics(statistics, id);
  const market = marketStatistics(statistics, place.priceZone);
  const { latitudeDeg, longitudeDeg, elevationM, utcOffsetHours } = place;
  const location = { placeName: place.name, latitudeDeg, longitudeDeg, elevationM, utcOffsetHours };
  const drawn = typicalYear(location, weather, market, options);
  const { windYield, origins } = windYieldOf(place.figures);
  const climate = {
    ...drawn.climate,
    windYield,
    origins: { ...drawn.climate.origins, ...origins },
  };
  return { climate, market: drawn.market };
}

/** What wind farms near a place give, with where that is from. */
function windYieldOf(figures: Entry): { windYield: WindYield; origins: Record<string, Origin> } {
  const origins: Record<string, Origin> = {};
  for (const name of ["onshoreWindFrac", "offshoreWindFrac"]) {
    const figure = figures.get(name);
    if (figure)
      origins[name] = {
        confidence: figure.confidence,
        source: `${figure.text} of its MW: ${figure.source}`,
      };
  }
  const windYield = {
    onshoreFrac: optionalNumberIn(figures, "onshoreWindFrac"),
    offshoreFrac: optionalNumberIn(figures, "offshoreWindFrac"),
  };
  return { windYield, origins };
}
