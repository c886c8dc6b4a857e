/**
 * The orders of a plan over time, each with its odds: what to decide by when.
 *
 *     lead = month in force from − month it must be decided
 */
import { firstMonth, monthLabel, quarterNumber } from "../units/quarter.ts";
import { titleWords } from "./holders.ts";
import type { DelayReport, OddsReport, ResourceReport } from "./odds.ts";
import type { AssetTimeline, Layer, Timeline } from "./timeline.ts";
import type { Milestone } from "../timing/chain.ts";
import { grouped } from "../units/grouped.ts";
import { inSentence, words } from "./words.ts";

export interface PlannedOrder {
  /** Asset and size as in the timeline. */
  readonly asset: string;
  readonly size: string;
  readonly title: string;
  readonly site: string;
  readonly layer: Layer;
  readonly stage: string | null;
  readonly amount: number;
  readonly unit: string;
  /** Months from the start of the plan; decided below 0: already under way. */
  readonly decidedMonth: number;
  readonly comesMonth: number;
  /** As dates: 2027-10 and 2029-Q1. */
  readonly decideBy: string;
  readonly comes: string;
  readonly leadMonths: number;
  /** What it waits for; empty for what comes when it is ordered. */
  readonly milestones: readonly Milestone[];
  /** Null where the dates of such things are not drawn. */
  readonly odds: ResourceReport | null;
}

/** Orders below this share of the most ever in force are the solver's dust. */
const LEAST_FRAC = 0.005;

/** The date of a month of the plan. */
export function monthWords(timeline: Timeline, month: number): string {
  return monthLabel(firstMonth(quarterNumber(timeline.start)!) + Math.floor(month));
}

/** What waits for a milestone, given the names of its draws: "stick-built hall at ohio, 6 orders". */
export function waitingWords(timeline: Timeline, resources: readonly string[]): string {
  const [first = ""] = resources;
  const [site = "", name = ""] = first.split("/");
  const asset = timeline.assets.find(
    (one) => one.site === site && name.startsWith(`${one.name.slice(site.length + 1)} `),
  );
  if (!asset) return resources.join(", ");
  const title = inSentence(titleWords(timeline, { site, asset: asset.name }));
  const [quarter] = /\d{4}-Q\d/.exec(name) ?? [];
  const which = resources.length > 1 ? `${resources.length} orders` : (quarter ?? "");
  return `${title} at ${site}${which ? `, ${which}` : ""}`;
}

/** A milestone and what waits for it. */
export function delayWords(timeline: Timeline, { milestone, resources }: DelayReport): string {
  return `${words(milestone)} (${waitingWords(timeline, resources)})`;
}

/** Resources drawn for an order: named by asset and quarter, and numbered when there are several. */
function drawnFor(odds: OddsReport | null, asset: AssetTimeline, comes: string): ResourceReport[] {
  const block = asset.name.slice(asset.site.length + 1);
  const name = `${block}${asset.size === "nonFirmMW" ? " flexible" : ""} ${comes}`;
  return (odds?.resources ?? []).filter(
    (one) => one.site === asset.site && (one.name === name || one.name.startsWith(`${name} #`)),
  );
}

/** Orders by the date they must be decided. */
export function plannedOrders(timeline: Timeline, odds: OddsReport | null): PlannedOrder[] {
  const found = timeline.assets.flatMap((asset) => {
    const least = LEAST_FRAC * Math.max(...asset.inForce, 0);
    return asset.orders.flatMap((order, k): PlannedOrder[] => {
      if (order.amount < least) return [];
      const drawn = drawnFor(odds, asset, order.comes);
      const before = asset.orders.slice(0, k).filter(({ comes }) => comes === order.comes).length;
      const comesMonth = firstMonth(Math.max(0, timeline.quarters.indexOf(order.comes)));
      return [
        {
          asset: asset.name,
          size: asset.size,
          title: titleWords(timeline, { site: asset.site, asset: asset.name }),
          site: asset.site,
          layer: asset.layer,
          stage: order.stage,
          amount: order.amount,
          unit: asset.size === "nonFirmMW" ? "MW non-firm" : asset.unit,
          decidedMonth: order.decidedMonth,
          comesMonth,
          decideBy: monthWords(timeline, order.decidedMonth),
          comes: order.comes,
          leadMonths: comesMonth - order.decidedMonth,
          milestones: order.chain?.milestones ?? [],
          odds: drawn[before] ?? drawn[0] ?? null,
        },
      ];
    });
  });
  return found.sort((a, b) => a.decidedMonth - b.decidedMonth || a.comesMonth - b.comesMonth);
}

/** What is ordered, in words. */
export function orderWords({ title, stage }: Pick<PlannedOrder, "title" | "stage">): string {
  return stage ? `${title}, ${stage.replace(/^stage(\d)/, "stage $1")}` : title;
}

/** Where the dates of a simulation come from. */
export function drawnWords({ draws, seed, delaysCorrelation }: OddsReport): string {
  const together =
    delaysCorrelation > 0 ? `, delays of different things correlated (${delaysCorrelation})` : "";
  return `Simulated, ${grouped(String(draws))} draws, seed ${seed}${together}; milestone durations are estimates from the catalogue unless stated.`;
}
