/** What goes into every figure of the draws: the things drawn, what holds the dates, how often; and the milestones behind. */
import { grouped } from "../../units/grouped.ts";
import { onceForSites } from "../assumptions-once.ts";
import { threeFigures } from "../bottlenecks.ts";
import { assetWords } from "../holders.ts";
import type { HolderReport } from "../holders.ts";
import { percent } from "../html/svg.ts";
import { NEVER_WORDS } from "../odds.ts";
import type { DateReport, EstimateReport, OddsReport, ResourceReport } from "../odds.ts";
import type { AssumptionReport, Package } from "../package.ts";
import { withError } from "../with-error.ts";
import { assetsOf } from "./figure-inputs.ts";

/** Holders of a date that are told. */
const MOST_HOLDERS = 4;

export const percentWords = ({ mean, standardError }: EstimateReport): string =>
  `${withError(100 * mean, 100 * standardError)} %`;

const dateWords = ({ p10, p50, p90 }: DateReport) =>
  (
    [
      ["P10", p10],
      ["P50", p50],
      ["P90", p90],
    ] as const
  )
    .map(([name, date]) => `${name} ${date ?? NEVER_WORDS}`)
    .join(", ");

/** One thing that is drawn, with what it carries and when it comes. */
export const resourceLine = (
  pack: Package,
  { site, asset, itMW, planned, arrival, lateFrac, exitFrac, name }: ResourceReport,
): string =>
  `${assetWords(pack.timeline!, { site, asset })}, ${name.replace(/^\S+ /, "")}: ${threeFigures(itMW)} MW of IT, planned ${planned}, drawn ${dateWords(arrival)}; late in ${percent(lateFrac.mean)}, never in ${percent(exitFrac.mean)}`;

/** Everything drawn for a site; for all of them with an empty name. */
export const resourcesOf = ({ resources }: OddsReport, site: string): ResourceReport[] =>
  resources.filter((one) => site === "" || one.site === site);

export const resourceLines = (pack: Package, odds: OddsReport, site: string): string[] =>
  resourcesOf(odds, site).map((one) => resourceLine(pack, one));

export const holderLines = (pack: Package, holders: readonly HolderReport[]): string[] =>
  holders
    .slice(0, MOST_HOLDERS)
    .map(
      (holder) =>
        `held by ${assetWords(pack.timeline!, holder)}: ${percentWords(holder.share)} of the draws`,
    );

/** How often it was drawn; every draw hangs on the seed alone. */
export const drawsLine = ({ draws, seed, delaysCorrelation }: OddsReport): string =>
  `draws: ${grouped(String(draws))}, seed ${seed}${delaysCorrelation > 0 ? `, delays of different things correlated ${delaysCorrelation}` : ""}`;

/** The milestones, and stages, of these assets. */
export function milestonesOfAssets(pack: Package, names: ReadonlySet<string>): AssumptionReport[] {
  const paths = assetsOf(pack)
    .filter(({ name }) => names.has(name))
    .map(({ path }) => path);
  const own = pack.provenance.filter(({ path }) =>
    paths.some(
      (start) => path.startsWith(`${start}.timing.milestones.`) || path === `${start}.stages`,
    ),
  );
  return onceForSites(own, pack.sites.length);
}

/** The milestones of everything drawn for a site, or for all with an empty name. */
export const milestonesBehind = (
  pack: Package,
  odds: OddsReport | null,
  site: string,
): AssumptionReport[] =>
  odds ? milestonesOfAssets(pack, new Set(resourcesOf(odds, site).map(({ asset }) => asset))) : [];
