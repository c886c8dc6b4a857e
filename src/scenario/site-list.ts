/**
 * A list of sites, as CSV or GeoJSON, as scenario settings. Each site takes the weather and prices of a
 * catalogue place: the one it names, or the nearest, whose distance is said.
 */
import { numberInCellOf } from "../climate/readers/cells.ts";
import { listPlaces } from "../climate/place.ts";
import type { Place } from "../climate/place.ts";
import { draftsOfCSV, draftsOfGeoJSON } from "./site-drafts.ts";
import type { Draft, Field, ListIssue } from "./site-drafts.ts";

/** A site of the list. */
export interface ListedSite {
  readonly name: string;
  readonly place: string;
  /** From the site to the place whose weather and prices it takes, km; 0 for a place that was named. */
  readonly distanceKm: number;
  /** Firm MW of its grid connection; null when the list has none. */
  readonly firmMW: number | null;
}

export type SiteList =
  | { readonly ok: true; readonly sites: readonly ListedSite[] }
  | { readonly ok: false; readonly issues: readonly ListIssue[] };

const EARTH_RADIUS_KM = 6371;
const MOST_SITES = 50;
/** Farther than this, another place's weather and prices are no guide. */
const FARTHEST_KM = 1500;

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

function nearestPlace(draft: { latitudeDeg: number; longitudeDeg: number }): {
  place: Place;
  km: number;
} {
  return listPlaces()
    .map((place) => ({ place, km: distanceKm(draft, place) }))
    .reduce((best, one) => (one.km < best.km ? one : best));
}

/** A name that can stand as a key of `sites:`: its letters and digits, a dash for anything else. */
const keyOf = (name: string) =>
  name
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 40);

/** A number of a draft: null where it states none, NaN where what it states is no number. */
function numberOf({ raw, separator }: Draft, field: Field): number | null {
  const value = raw[field];
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "string") return numberInCellOf(separator, value.trim());
  return typeof value === "number" ? value : NaN;
}

/** The site of a draft, and everything that is wrong with it. */
function checked(draft: Draft, taken: Set<string>, issues: ListIssue[]): ListedSite | undefined {
  const before = issues.length;
  const say = (field: Field, message: string, hint: string) => {
    issues.push({ ...draft.at(field), message: `${draft.label}: ${message}`, hint });
  };
  const name = keyOf(textIn(draft.raw.name));
  if (name === "") say("name", "it has no name", "Give every site a name of its own.");
  else if (taken.has(name.toLowerCase()))
    say("name", `there are two called ${name}`, "Give each its own name.");
  taken.add(name.toLowerCase());
  const firmMW = numberOf(draft, "mw");
  if (Number.isNaN(firmMW))
    say(
      "mw",
      `${quoted(draft.raw.mw)} is no number of megawatts`,
      "Write the number alone, such as 120 or 120.5.",
    );
  else if (firmMW !== null && !(firmMW > 0 && firmMW <= 20_000))
    say("mw", `${firmMW} MW cannot be`, "Write between 0 and 20,000 MW.");
  const found = placeOf(draft, say);
  return found && issues.length === before ? { name, ...found, firmMW } : undefined;
}

/** The place whose weather and prices a draft takes. */
function placeOf(
  draft: Draft,
  say: (field: Field, message: string, hint: string) => void,
): Pick<ListedSite, "place" | "distanceKm"> | undefined {
  const named = textIn(draft.raw.place);
  if (named !== "") {
    const known = listPlaces().find(({ id }) => id === named);
    if (known) return { place: known.id, distanceKm: 0 };
    say("place", `no place is called ${named.slice(0, 40)}`, "`firmwatt places` lists them.");
    return undefined;
  }
  if (draft.shape !== undefined) {
    say("shape", `its shape is ${draft.shape}`, "Give a Point, or a place in its properties.");
    return undefined;
  }
  const degrees = (field: "latitude" | "longitude", most: number): number => {
    const value = numberOf(draft, field);
    if (value !== null && Math.abs(value) <= most) return value;
    say(
      field,
      `its ${field} is ${value === null ? "missing" : `not within −${most} to ${most}: ${quoted(draft.raw[field])}`}`,
      "Latitude is degrees north, longitude degrees east; GeoJSON has longitude first.",
    );
    return NaN;
  };
  const [latitudeDeg, longitudeDeg] = [degrees("latitude", 90), degrees("longitude", 180)];
  if (Number.isNaN(latitudeDeg + longitudeDeg)) return undefined;
  const { place, km } = nearestPlace({ latitudeDeg, longitudeDeg });
  if (km <= FARTHEST_KM) return { place: place.id, distanceKm: km };
  say(
    "latitude",
    `the nearest place with weather and prices, ${place.name}, is ${Math.round(km)} km away`,
    "Name a place, or give the site its own weather and market files.",
  );
  return undefined;
}

const quoted = (value: unknown) => JSON.stringify(value).slice(0, 40);
const textIn = (value: unknown) =>
  typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";

/** Reads a list of sites; all issues at once when it cannot be used. */
export function readSiteList(text: string): SiteList {
  const issues: ListIssue[] = [];
  const drafts = /^\s*\{/.test(text) ? draftsOfGeoJSON(text, issues) : draftsOfCSV(text, issues);
  if (drafts.length > MOST_SITES)
    return {
      ok: false,
      issues: [
        {
          line: 0,
          cell: 0,
          message: `The list has ${drafts.length} sites`,
          hint: `Split it: at most ${MOST_SITES} at a time.`,
        },
      ],
    };
  const taken = new Set<string>();
  const sites = drafts.flatMap((draft) => checked(draft, taken, issues) ?? []);
  if (issues.length === 0 && sites.length === 0)
    issues.push({
      line: 0,
      cell: 0,
      message: "The list has no sites",
      hint: "Write one site a line.",
    });
  return issues.length > 0 ? { ok: false, issues } : { ok: true, sites };
}

/** Settings that add the sites to a scenario, air-cooled and with the connection the list gives. */
export const siteSettings = (sites: readonly ListedSite[]): string[] =>
  sites.map(
    ({ name, place, firmMW }) =>
      `sites.${name}={place: ${place}, ${firmMW === null ? "" : `connection: {firmMW: ${firmMW}}, `}cooling: {air-economiser: {}, cold-plate-dry-cooler: {}}}`,
  );
