/** Which sources of clean power count in a claim: within the market boundary, and new enough. */
import { locationOfPlace } from "../../scenario/claims.ts";
import type { Boundary, ClaimRules, Location, Origin } from "../../scenario/claims.ts";

/** Why a source does not count; null when it does. */
export type Refusal = string | null;

/** The part of a location a boundary looks at. */
export function marketOf(boundary: Boundary, location: Location): string | undefined {
  if (boundary === "zone") return location.zone;
  return boundary === "country" ? location.country : location.synchronousArea;
}

const WORDS: Readonly<Record<Boundary, string>> = {
  zone: "price zone",
  country: "country",
  "synchronous-area": "synchronous area",
};

/** A source as the rules see it. */
export interface Candidate {
  /** Stated in `claims`; undefined when nothing is. */
  readonly origin: Origin | undefined;
  /** Built by this plan, so that it is as old as the campus. */
  readonly builtHere: boolean;
  /** Place of the site it supplies; undefined for a certificate. */
  readonly sitePlace: string | undefined;
}

/** Where a source lies: as stated, else with its site, to whose zone it is delivered. */
export function locationOf({ origin, sitePlace }: Candidate): Location {
  return (
    origin?.location ??
    (sitePlace === undefined
      ? { zone: undefined, country: undefined, synchronousArea: undefined }
      : locationOfPlace(sitePlace))
  );
}

/**
 * Why a source does not count for load at `loadPlace`, or null. `startMonth` is the first month of the
 * campus (units/quarter.ts). What is not known does not count.
 */
export function refusalOf(
  candidate: Candidate,
  rules: ClaimRules,
  loadPlace: string,
  startMonth: number,
): Refusal {
  const market = marketOf(rules.boundary, locationOf(candidate));
  const own = marketOf(rules.boundary, locationOfPlace(loadPlace));
  if (market === undefined || own === undefined) return `its ${WORDS[rules.boundary]} is not known`;
  if (market !== own) return `outside the ${WORDS[rules.boundary]} ${own}`;
  if (rules.newPlantMonths === undefined || candidate.builtHere) return null;
  const since = candidate.origin?.operatingSince;
  if (since === undefined) return "since when it runs is not stated";
  const months = startMonth - since;
  return months > rules.newPlantMonths
    ? `it runs ${months} months before the campus, at most ${rules.newPlantMonths} count`
    : null;
}
