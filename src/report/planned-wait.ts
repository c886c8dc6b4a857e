/**
 * Why chips wait for power with everything on its planned date.
 *
 *     A fleet waits where its orders come in a quarter in which its site cannot power all chips it then has, and
 *     later can: it is no longer sold by then, or no more of it comes in a quarter.
 */
import { threeFigures } from "./bottlenecks.ts";
import { titleWords } from "./holders.ts";
import type { OddsReport } from "./odds.ts";
import type { AssetTimeline, Timeline } from "./timeline.ts";

/** Share of a site's chips that must wait for a quarter to count, and share of an order limit that meets it. */
const WORTH_A_WORD = 0.01;
const AT_LIMIT = 0.999;

/** Orders of a fleet that come before the power they are bought for. */
function early(timeline: Timeline, fleet: AssetTimeline): AssetTimeline["orders"] {
  const site = timeline.sites.find(({ name }) => name === fleet.site);
  if (!site) return [];
  return fleet.orders.filter(({ comes, amount }) => {
    const i = timeline.quarters.indexOf(comes);
    const later = Math.max(...site.itPeakMW.slice(i + 1), 0);
    return (
      i >= 0 &&
      amount > WORTH_A_WORD * Math.max(...fleet.inForce) &&
      site.chipsMW[i]! > (1 + WORTH_A_WORD) * site.itPeakMW[i]! &&
      later > (1 + WORTH_A_WORD) * site.itPeakMW[i]!
    );
  });
}

function reasons(timeline: Timeline): string[] {
  const found = new Map<string, string>();
  for (const fleet of timeline.assets) {
    if (fleet.layer !== "chips") continue;
    const { lastSale, maxPerQuarter } = fleet;
    const title = titleWords(timeline, { site: fleet.site, asset: fleet.name });
    for (const { comes, amount } of early(timeline, fleet))
      if (comes === lastSale)
        found.set(
          `${title} sold`,
          `${title} is sold until ${lastSale}, before the power for it comes (add a later accelerator, or state timing.until)`,
        );
      else if (maxPerQuarter !== null && amount > AT_LIMIT * maxPerQuarter)
        found.set(
          `${title} limit`,
          `no more than ${threeFigures(maxPerQuarter)} of ${title} come in a quarter, so they are taken ahead (timing.maxPerQuarter)`,
        );
  }
  return [...found.values()];
}

/** A sentence on the chips that wait in the plan itself; empty where hardly any do. */
export function plannedWaitWords(timeline: Timeline, odds: OddsReport): string {
  const { plannedStrandedGPUMonths: planned, strandedGPUMonths } = odds.total;
  if (planned <= WORTH_A_WORD * strandedGPUMonths.mean || planned < 1) return "";
  const why = reasons(timeline);
  return `${threeFigures(planned)} GPU-months wait in the plan itself, with nothing late${why.length > 0 ? `: ${why.join("; ")}` : ""}.`;
}
