/** Why the three claims of a plan differ, in one sentence made from its figures. */
import { threeFigures } from "../bottlenecks.ts";
import type { ClaimsReport } from "./claims.ts";

const gwh = (mwh: number) => `${threeFigures(mwh / 1000)} GWh`;
export const sharePercent = (share: number | null) =>
  share === null ? "–" : `${threeFigures(100 * share)} %`;

/** Shares of load closer than this read alike. */
const ALIKE = 0.005;

/** The sentence: every reason that moves a claim by half a point of load or more. */
export function differenceSentence(claims: Omit<ClaimsReport, "why">): string {
  const { hourly, annual, location, loadMWhPerYear: load, options, sources } = claims;
  const shares = [hourly.shareFrac, annual.shareFrac, location.shareFrac];
  if (shares.some((share) => share === null)) return "There is no load, so there is no claim.";
  const matters = (mwh: number) => mwh > ALIKE * load;
  const some = shares as number[];
  if (Math.max(...some) - Math.min(...some) < ALIKE)
    return "The three ways of counting agree to half a point.";
  const total = (of: (source: (typeof sources)[number]) => boolean) =>
    sources.filter(of).reduce((sum, { MWhPerYear }) => sum + MWhPerYear, 0);
  const contracts = total(
    ({ kind, hourlyRefusal, annualRefusal }) =>
      kind === "contract" && (hourlyRefusal === null || annualRefusal === null),
  );
  const refused = total(
    ({ hourlyRefusal, annualRefusal }) => (hourlyRefusal === null) !== (annualRefusal === null),
  );
  const mixOnce = options.hourly.gridCleanCounts !== options.annual.gridCleanCounts;
  const reasons = [
    mixOnce && matters(claims.gridMixCleanMWh)
      ? `the clean part of the grid's mix (${gwh(claims.gridMixCleanMWh)} a year) counts in the ${options.hourly.gridCleanCounts ? "hourly" : "annual"} claim and not in the ${options.hourly.gridCleanCounts ? "annual" : "hourly"} one`
      : "",
    matters(contracts)
      ? `location-based counting sees the grid's mix instead of the contracts (${gwh(contracts)})`
      : "",
    matters(annual.certificatesMWh)
      ? `certificates of ${gwh(annual.certificatesMWh)} count in the annual claim alone`
      : "",
    matters(annual.keptMWh)
      ? `${gwh(annual.keptMWh)} sold on or exported stay in the annual claim with their certificates`
      : "",
    matters(refused)
      ? `${gwh(refused)} lie outside the boundary or age limit of one of the claims`
      : "",
  ].filter((reason) => reason !== "");
  if (Math.abs(claims.hourly.co2T - annual.co2T) > 0.02 * Math.max(claims.hourly.co2T, annual.co2T))
    reasons.push(
      "the annual claim counts what is bought at the year's mean intensity, the others at that of its hour",
    );
  return reasons.length === 0
    ? "They differ because a year's clean energy is set against a year's load in one and hour by hour in the others."
    : `They differ because ${reasons.join("; ")}.`;
}
