/** Names of figures that pictures and tables show and families explain: one place, so that both mean the same. */
import type { DelayReport } from "../odds.ts";

export type PowerDate = "firstMW" | "fullPower";
/** What is told of a date: as planned, by share of the draws, and the share that never gets there. */
export type DatePart = "planned" | "p10" | "p50" | "p90" | "never";

/** Dates of a site; of all together with an empty name. */
export const dateName = (site: string, date: PowerDate, part: DatePart): string =>
  `${site === "" ? "" : `${site}.`}${date}.${part}`;

export const wholePlanName = (part: "onTime" | "withinPlan" | "fullOnTime"): string =>
  `odds.${part}`;
export const targetName = (target: string): string => `odds.missed.${target}`;
export const holderName = (date: PowerDate, asset: string): string => `odds.${date}.held.${asset}`;

export type SlackPart = "fullOnTime" | "fullPower" | "stranded" | "interest";
export const slackName = (months: number, part: SlackPart): string =>
  `odds.earlier.${months}.${part}`;

export type SoonerPart = "gainMonths" | "firstMW" | "fullPower" | "withinPlan" | "worth";
export const soonerName = (asset: string, part: SoonerPart): string =>
  `odds.sooner.${asset}.${part}`;

export type DelayPart = "usd" | "eflopsh" | "stranded";
export const delayName = (
  { milestone, resources }: Pick<DelayReport, "milestone" | "resources">,
  part: DelayPart,
): string => `delay.${milestone}.${resources[0] ?? ""}.${part}`;

export type OrderPart = "decideBy" | "amount" | "comes" | "leadMonths" | "late" | "never";
export const orderName = (
  {
    asset,
    size,
    comes,
    stage,
  }: {
    readonly asset: string;
    readonly size: string;
    readonly comes: string;
    readonly stage: string | null;
  },
  part: OrderPart,
): string => `order.${asset}.${size}.${comes}${stage === null ? "" : `.${stage}`}.${part}`;

/** MW of IT in a month: as planned, and what the draws have of it. */
export const monthName = (month: string, curve: string): string => `month.${month}.${curve}`;
/** What is in force, drawn or computed in a quarter; `of` is an asset's size, a site's figure or a figure of all. */
export const quarterName = (quarter: string, of: string): string => `quarter.${quarter}.${of}`;

export type BottleneckPart = "limit" | "perUnit" | "percent";
export const bottleneckName = (limit: string, part: BottleneckPart): string =>
  `bottleneck.${limit}.${part}`;
export const capPieceName = (asset: string, workload: string, piece: number): string =>
  `${asset}.powerCap.${workload === "" ? "" : `${workload}.`}${piece}`;
