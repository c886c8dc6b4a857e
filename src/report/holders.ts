/** What holds the dates of first and full power, and what would bring them sooner: plain data and words. */
import type { Holder } from "../simulation/holders.ts";
import type { SimulationPlan } from "../simulation/plan.ts";
import { SOONER_MONTHS, soonerSteps } from "../simulation/sooner.ts";
import type { EstimateReport } from "./odds.ts";
import type { Timeline } from "./timeline.ts";

/** What is done last in some share of the draws. */
export interface HolderReport {
  readonly site: string;
  /** Name of the asset, as in the timeline. */
  readonly asset: string;
  readonly share: EstimateReport;
  /** Share of draws in which it holds the date because it never comes. */
  readonly exitFrac: number;
  /** Share of draws in which only the date planned for it holds it back. */
  readonly plannedFrac: number;
  /** The milestones that make it long, longest first: mean months in the draws in which its chain holds the date. */
  readonly milestones: readonly { readonly name: string; readonly meanMonths: number }[];
}

/** What it brings to have one more thing so many months sooner. */
export interface SoonerReport {
  readonly site: string;
  readonly asset: string;
  readonly months: number;
  /** Months by which full power comes sooner on average; never counts as the plan's end. */
  readonly gainMonths: number;
  readonly firstMWP50: string | null;
  readonly fullPowerP50: string | null;
  /** Share of draws that reach full power within the plan. */
  readonly withinPlanFrac: EstimateReport;
  /** Worth today of the compute gained by this step and those before: the most to pay for them. Null where unknown. */
  readonly worthUSD: EstimateReport | null;
}

/** Holders in fewer draws than this are left out. */
const LEAST_HELD_FRAC = 0.005;

export const heldBy = (holders: readonly Holder[]): HolderReport[] =>
  holders.filter(({ share }) => share.mean >= LEAST_HELD_FRAC);

/** Steps towards earlier full power as plain data; `labels` are the months of the plan. */
export function soonerReports(
  plan: SimulationPlan,
  options: { readonly seed: string; readonly draws: number },
  labels: readonly string[],
): SoonerReport[] {
  const worth = plan.valueUSDPerPFLOPSMonth;
  const label = (month: number) => labels[month] ?? null;
  return soonerSteps(plan, options).map(
    ({
      site,
      asset,
      firstMW,
      fullPower,
      gainMonths,
      gainPFLOPSMonths: { mean, standardError },
    }) => ({
      site,
      asset,
      months: SOONER_MONTHS,
      gainMonths,
      firstMWP50: label(firstMW.p50),
      fullPowerP50: label(fullPower.p50),
      withinPlanFrac: {
        mean: 1 - fullPower.neverFrac.mean,
        standardError: fullPower.neverFrac.standardError,
      },
      worthUSD:
        worth === undefined ? null : { mean: worth * mean, standardError: worth * standardError },
    }),
  );
}

/** A thing of a plan as reports name it. */
export interface NamedAsset {
  readonly name: string;
  readonly site: string;
  readonly title: string;
}

/** Title of an asset; with its name in the scenario where its site has several of that title among `all`. */
export function titleAmong({ name, site, title }: NamedAsset, all: readonly NamedAsset[]): string {
  const alike = all.filter((one) => one.site === site && one.title === title);
  const several = new Set(alike.map((one) => one.name)).size > 1;
  return `${title}${several ? ` (${name.slice(site.length + 1)})` : ""}`;
}

/** An asset of a timeline in words. */
export function titleWords(
  { assets }: Timeline,
  { site, asset }: Pick<HolderReport, "site" | "asset">,
): string {
  const title = assets.find(({ name }) => name === asset)?.title ?? asset;
  return titleAmong({ name: asset, site, title }, assets);
}

/** An asset and its site in words. */
export function assetWords(
  timeline: Timeline,
  holder: Pick<HolderReport, "site" | "asset">,
): string {
  return `${titleWords(timeline, holder)} at ${holder.site}`;
}

const share = (frac: number) => `${Math.round(100 * frac)}%`;

/** What makes a holder hold the date: its longest milestone, the odds that it never comes, its planned date. */
export function holderReason({
  share: { mean },
  exitFrac,
  plannedFrac,
  milestones,
}: HolderReport): string {
  const months = milestones.reduce((sum, one) => sum + one.meanMonths, 0);
  const [longest] = milestones;
  return [
    ...(longest
      ? [
          milestones.length > 1
            ? `${longest.name.replaceAll("-", " ")} ${Math.round(longest.meanMonths)} of its ${Math.round(months)} months`
            : `${Math.round(months)} months`,
        ]
      : []),
    ...(exitFrac >= LEAST_HELD_FRAC ? [`never comes in ${share(exitFrac)}`] : []),
    ...(plannedFrac >= LEAST_HELD_FRAC
      ? [
          plannedFrac >= mean - 1e-9
            ? "comes when it was planned to"
            : `as planned in ${share(plannedFrac)}`,
        ]
      : []),
  ].join("; ");
}
