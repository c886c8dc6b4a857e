/** What the claims of a plan are counted from: the hours of every site, its market, and which sources count. */
import type { ContractTerms } from "../../blocks/account.ts";
import { readMonth } from "../../blocks/dates.ts";
import type { Campus } from "../../model/campus.ts";
import { yearsOf } from "../../model/interval.ts";
import { append } from "../../model/ledgers.ts";
import type { ClaimRules, Origin } from "../../scenario/claims.ts";
import { locationOfPlace } from "../../scenario/claims.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { firstMonth } from "../../units/quarter.ts";
import type { Solved } from "../flows.ts";
import { hourlyClaim } from "./arithmetic.ts";
import type { Counting, HourlyClaim, SiteHours, SourceHours } from "./arithmetic.ts";
import { marketOf, refusalOf } from "./eligibility.ts";
import type { Candidate, Refusal } from "./eligibility.ts";
import { campusSiteHours, ownAssets } from "./hours.ts";

/** Sites whose load lies in one market, by number. */
export function pools(places: readonly string[], { boundary }: ClaimRules): number[][] {
  const markets = new Map<string, number[]>();
  places.forEach((place, s) => {
    // A site whose market is not known stands alone.
    const market = marketOf(boundary, locationOfPlace(place)) ?? `site ${s}`;
    append(markets, market, s);
  });
  return [...markets.values()];
}

export const startMonth = ({ horizon, year }: Scenario) =>
  horizon ? firstMonth(horizon.start) : year * 12;

/** Where and since when the plant behind a contract runs, as its own terms say. */
function originOf(terms: ContractTerms | undefined): Origin | undefined {
  return terms?.place === undefined && terms?.operatingSince === undefined
    ? undefined
    : {
        location: terms.place === undefined ? undefined : locationOfPlace(terms.place),
        operatingSince: readMonth(terms.operatingSince),
      };
}

function candidateOf(scenario: Scenario, campus: Campus, source: string, site: number): Candidate {
  const plain = source.slice(campus.sites[site]!.name.length + 1);
  const own = campus.sites[site]!.periods.some((period) => ownAssets(period).has(source));
  const existing = campus.sized.some(
    ({ asset, request }) => asset === source && (request.existing ?? 0) > 0,
  );
  return {
    origin: Object.hasOwn(scenario.claims.plants, plain)
      ? scenario.claims.plants[plain]
      : originOf(campus.assets.find(({ name }) => name === source)?.account?.terms),
    builtHere: own && !existing,
    sitePlace: scenario.sites[site]!.placeId,
  };
}

/** Everything a claim is counted from. */
export interface Basis {
  readonly scenario: Scenario;
  readonly hours: readonly (readonly SiteHours[])[];
  readonly places: readonly string[];
  readonly years: number;
  readonly refusals: {
    readonly hourly: ReadonlyMap<string, Refusal>;
    readonly annual: ReadonlyMap<string, Refusal>;
  };
}

function refusalsOf(
  scenario: Scenario,
  campus: Campus,
  hours: readonly (readonly SiteHours[])[],
  rules: ClaimRules,
): Map<string, Refusal> {
  const refusals = new Map<string, Refusal>();
  for (const sites of hours)
    sites.forEach(({ sources }, s) => {
      for (const { name } of sources)
        if (!refusals.has(name))
          refusals.set(
            name,
            refusalOf(
              candidateOf(scenario, campus, name, s),
              rules,
              scenario.sites[s]!.placeId,
              startMonth(scenario),
            ),
          );
    });
  return refusals;
}

export function basisOf(scenario: Scenario, campus: Campus, solved: Solved): Basis {
  const hours = campusSiteHours(campus, solved);
  const { claims } = scenario;
  return {
    scenario,
    hours,
    places: scenario.sites.map(({ placeId }) => placeId),
    years: yearsOf(campus.intervals),
    refusals: {
      hourly: refusalsOf(scenario, campus, hours, claims.hourly),
      annual: refusalsOf(scenario, campus, hours, claims.annual),
    },
  };
}

export function countingOf({ scenario, refusals }: Basis, method: "hourly" | "annual"): Counting {
  return {
    counts: ({ name }: SourceHours) => refusals[method].get(name) === null,
    gridCleanCounts: scenario.claims[method].gridCleanCounts,
  };
}

/** Hourly claims of every market in every period: `[period][market]`, with the sites of each market. */
export function hourlyClaims(basis: Basis): { sites: number[]; claim: HourlyClaim }[][] {
  const counting = countingOf(basis, "hourly");
  const markets = pools(basis.places, basis.scenario.claims.hourly);
  return basis.hours.map((period) =>
    markets.map((sites) => ({
      sites,
      claim: hourlyClaim(
        sites.map((s) => period[s]!),
        counting,
      ),
    })),
  );
}

/** One site in one period as the hourly claim counts it. */
export interface ClaimedHours {
  readonly hours: SiteHours;
  /** Clean power that counts, before it is held to the load; below zero where stores take more than is clean. */
  readonly countedMW: Float64Array;
  /** What of the load is matched. */
  readonly matchedMW: Float64Array;
}

/** Every site's hours as the hourly claim counts them: `[period][site]`. */
export function claimedHours(scenario: Scenario, campus: Campus, solved: Solved): ClaimedHours[][] {
  const basis = basisOf(scenario, campus, solved);
  return hourlyClaims(basis).map((markets, p) => {
    const bySite: ClaimedHours[] = [];
    for (const { sites, claim } of markets)
      sites.forEach((s, k) => {
        bySite[s] = {
          hours: basis.hours[p]![s]!,
          countedMW: claim.countedMW[k]!,
          matchedMW: claim.matchedMW[k]!,
        };
      });
    return bySite;
  });
}
