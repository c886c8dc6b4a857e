/**
 * A list of sites, as CSV or GeoJSON, as scenario settings. Each site takes the weather and prices of a
 * catalogue place: the one it names, or the nearest, whose distance is said.
 */
import { numberInCell, readRows, separatorOf } from "../climate/readers/cells.ts";
import { listPlaces } from "../climate/place.ts";
import type { Place } from "../climate/place.ts";

/** A site of the list. */
export interface ListedSite {
  readonly name: string;
  readonly place: string;
  /** From the site to the place whose weather and prices it takes, km; 0 for a place that was named. */
  readonly distanceKm: number;
  /** Firm MW of its grid connection; null when the list has none. */
  readonly firmMW: number | null;
}

/** Something wrong with a list; `line` from 1, 0 where the whole is meant. */
export interface ListIssue {
  readonly line: number;
  readonly message: string;
  readonly hint: string;
}

export type SiteList =
  | { readonly ok: true; readonly sites: readonly ListedSite[] }
  | { readonly ok: false; readonly issues: readonly ListIssue[] };

const EARTH_RADIUS_KM = 6371;
const MOST_SITES = 50;
/** Farther than this, another place's weather and prices are no guide. */
const FARTHEST_KM = 1500;

const NAMES: Readonly<Record<"name" | "place" | "latitude" | "longitude" | "mw", RegExp>> = {
  name: /^(name|site|id|title)$/i,
  place: /^place$/i,
  latitude: /^(lat|latitude|latitudeDeg|y)$/i,
  longitude: /^(lon|lng|long|longitude|longitudeDeg|x)$/i,
  mw: /^(mw|firmMW|firm_mw|capacity_mw|powerMW|connectionMW)$/i,
};

/** One site as the list has it, before it is checked. */
interface Draft {
  readonly line: number;
  readonly name: string;
  readonly place: string;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  readonly firmMW: number | null;
}

/** Great-circle distance by the haversine formula, km. */
export function distanceKm(
  a: { latitudeDeg: number; longitudeDeg: number },
  b: { latitudeDeg: number; longitudeDeg: number },
): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (x: number, y: number) => Math.sin(radians(x - y) / 2) ** 2;
  const h =
    half(a.latitudeDeg, b.latitudeDeg) +
    Math.cos(radians(a.latitudeDeg)) *
      Math.cos(radians(b.latitudeDeg)) *
      half(a.longitudeDeg, b.longitudeDeg);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

function nearestPlace(draft: Draft): { place: Place; km: number } {
  return listPlaces()
    .map((place) => ({ place, km: distanceKm(draft, place) }))
    .reduce((best, one) => (one.km < best.km ? one : best));
}

/** A name that can stand as a key of `sites:`. */
const keyOf = (name: string) =>
  name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 40);

function fromCSV(text: string, issues: ListIssue[]): Draft[] {
  const [head, ...rows] = readRows(text, separatorOf(text.split(/\r?\n/, 1)[0] ?? ""));
  const columnOf = (kind: keyof typeof NAMES) =>
    head?.cells.findIndex((cell) => NAMES[kind].test(cell)) ?? -1;
  const [name, place, latitude, longitude, mw] = (
    ["name", "place", "latitude", "longitude", "mw"] as const
  ).map(columnOf) as [number, number, number, number, number];
  if (name < 0 || (place < 0 && (latitude < 0 || longitude < 0))) {
    issues.push({
      line: 1,
      message: "The first line names no column for name, and place or latitude and longitude",
      hint: "Head the columns name, latitude, longitude, MW; or name, place, MW.",
    });
    return [];
  }
  const number = (cells: readonly string[], at: number) =>
    at < 0 || (cells[at] ?? "") === "" ? NaN : numberInCell(cells[at]!);
  return rows
    .filter(({ cells }) => cells.some((cell) => cell !== ""))
    .map(({ line, cells }) => {
      const firmMW = number(cells, mw);
      if (mw >= 0 && (cells[mw] ?? "") !== "" && Number.isNaN(firmMW))
        issues.push({
          line,
          message: `Line ${line}: ${JSON.stringify(cells[mw]!.slice(0, 40))} is no number of megawatts`,
          hint: "Write the number alone, such as 120.",
        });
      return {
        line,
        name: cells[name] ?? "",
        place: place < 0 ? "" : (cells[place] ?? ""),
        latitudeDeg: number(cells, latitude),
        longitudeDeg: number(cells, longitude),
        firmMW: Number.isNaN(firmMW) ? null : firmMW,
      };
    });
}

interface Feature {
  readonly geometry?: { readonly type?: unknown; readonly coordinates?: unknown } | null;
  readonly properties?: Readonly<Record<string, unknown>> | null;
}

function fromGeoJSON(text: string, issues: ListIssue[]): Draft[] {
  let features: unknown;
  try {
    features = (JSON.parse(text) as { features?: unknown }).features;
  } catch {
    features = undefined;
  }
  if (!Array.isArray(features)) {
    issues.push({
      line: 0,
      message: "This is no GeoJSON FeatureCollection",
      hint: "Save the points as a FeatureCollection with a name in the properties of each.",
    });
    return [];
  }
  return features.map((feature: Feature | null, i): Draft => {
    const properties = feature?.properties ?? {};
    const of = (kind: keyof typeof NAMES) =>
      Object.entries(properties).find(([key]) => NAMES[kind].test(key))?.[1];
    const point = feature?.geometry?.type === "Point" ? feature.geometry.coordinates : undefined;
    const [longitude, latitude] = Array.isArray(point) ? (point as unknown[]) : [];
    const name = of("name");
    const place = of("place");
    return {
      line: i + 1,
      name: typeof name === "string" ? name : "",
      place: typeof place === "string" ? place : "",
      latitudeDeg: typeof latitude === "number" ? latitude : NaN,
      longitudeDeg: typeof longitude === "number" ? longitude : NaN,
      firmMW: typeof of("mw") === "number" ? (of("mw") as number) : null,
    };
  });
}

function checked(draft: Draft, taken: Set<string>, issues: ListIssue[]): ListedSite | undefined {
  const where = `Site ${draft.line}`;
  const say = (message: string, hint: string) => {
    issues.push({ line: draft.line, message: `${where}: ${message}`, hint });
    return undefined;
  };
  const name = keyOf(draft.name);
  if (name === "") return say("it has no name", "Give every site a name of its own.");
  if (taken.has(name)) return say(`there are two called ${name}`, "Give each a name of its own.");
  taken.add(name);
  if (draft.firmMW !== null && !(draft.firmMW > 0 && draft.firmMW <= 20_000))
    return say(`${draft.firmMW} MW cannot be`, "Write between 0 and 20,000 MW.");
  if (draft.place !== "") {
    const known = listPlaces().find(({ id }) => id === draft.place);
    return known
      ? { name, place: known.id, distanceKm: 0, firmMW: draft.firmMW }
      : say(`no place is called ${draft.place.slice(0, 40)}`, "`firmwatt places` lists them.");
  }
  const { latitudeDeg: lat, longitudeDeg: lon } = draft;
  if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180))
    return say(
      "its latitude and longitude are not degrees north and east",
      "Latitude is −90 to 90, longitude −180 to 180; GeoJSON has longitude first.",
    );
  const { place, km } = nearestPlace(draft);
  return km <= FARTHEST_KM
    ? { name, place: place.id, distanceKm: km, firmMW: draft.firmMW }
    : say(
        `the nearest place with weather and prices, ${place.name}, is ${Math.round(km)} km away`,
        "Name a place, or give the site its own weather and market files.",
      );
}

/** Reads a list of sites; all issues at once when it cannot be used. */
export function readSiteList(text: string): SiteList {
  const issues: ListIssue[] = [];
  const drafts = /^\s*\{/.test(text) ? fromGeoJSON(text, issues) : fromCSV(text, issues);
  if (drafts.length > MOST_SITES)
    return {
      ok: false,
      issues: [
        {
          line: 0,
          message: `The list has ${drafts.length} sites`,
          hint: `Split it: at most ${MOST_SITES} at a time.`,
        },
      ],
    };
  const taken = new Set<string>();
  const sites = drafts.flatMap((draft) => checked(draft, taken, issues) ?? []);
  if (issues.length === 0 && sites.length === 0)
    issues.push({ line: 0, message: "The list has no sites", hint: "Write one site a line." });
  return issues.length > 0 ? { ok: false, issues } : { ok: true, sites };
}

/** Settings that add the sites to a scenario, air-cooled and with the connection the list gives. */
export const siteSettings = (sites: readonly ListedSite[]): string[] =>
  sites.map(
    ({ name, place, firmMW }) =>
      `sites.${name}={place: ${place}, ${firmMW === null ? "" : `connection: {firmMW: ${firmMW}}, `}cooling: {air-economiser: {}, cold-plate-dry-cooler: {}}}`,
  );
