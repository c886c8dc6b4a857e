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

/** What each of several is called: its name, numbered from the second of that name on. */
export const calledOnce = (names: readonly string[]): string[] =>
  names.map((name, i) => {
    const before = names.slice(0, i).filter((one) => one === name).length;
    return before === 0 ? name : `${name} #${before + 1}`;
  });

/** The rows of a rule of the scenario, each called by its label and the first quarter it is of. */
export const ruleRowNames = ({
  name,
  rows,
}: {
  readonly name: string;
  readonly rows: readonly { readonly label: string }[];
}): string[] =>
  calledOnce(
    rows.map(
      ({ label }) =>
        `rule.${name}.${label
          .replaceAll(/ to .*$|,/g, "")
          .replaceAll(" ", "-")
          .toLowerCase()}`,
    ),
  );

export type LawPart = "measured" | "room" | "worth" | "limit";
export const lawName = (
  { id, sites }: { readonly id: string; readonly sites: readonly string[] },
  part: LawPart,
): string => `law.${sites.join("+")}.${id}.${part}`;
/** What moves with a draft, and what eases the cap on energy; counted from 1 as they are told. */
export const draftName = (law: string, move: number, part: "now" | "draft"): string =>
  `law.draft.${law}.${move}.${part}`;
export type CapPart = "gain" | "energy" | "compute" | "pue";
export const capName = (variant: number, part: CapPart): string => `law.cap.${variant}.${part}`;

export type ServedPart = "served" | "nines" | "unservedMWh" | "lossHours";
export const servedName = (site: string, part: ServedPart): string => `reliability.${site}.${part}`;
export const causeName = (site: string, cause: string): string =>
  `reliability.${site}.unserved.${cause}`;
export type LossPart = "lostMW" | "marginMW" | "hoursOnStores";
/** What is lost, by its words in the report: "the grid", "one unit of gas engine". */
export const lossName = (site: string, what: string, part: LossPart): string =>
  `reliability.${site}.loss.${what}.${part}`;

export type ClaimPart = "share" | "co2T" | "co2KgPerMWh";
export const claimName = (method: string, part: ClaimPart): string => `claims.${method}.${part}`;
export const claimMonthName = (month: number): string => `claims.month.${month + 1}`;
/** Energy of a plant, contract or certificate that may count. */
export const claimSourceName = (source: string): string => `claims.source.${source}.MWh`;
export type MarginalKind = "bought" | "year" | "gas";
export const marginalName = (kind: MarginalKind, part: "kgPerMWh" | "t"): string =>
  `claims.average.${kind}.${part}`;

/** Prefix of the hours of one site; empty for all together. */
const ofSite = (site: string) => (site === "" ? "" : `${site}.`);

/** A modelled hour: `what` is facilityMW, worth, or a flow's column such as `solar.generationMW`. */
export const hourName = (site: string, stepOfYear: number, what: string): string =>
  `${ofSite(site)}hour.${stepOfYear}.${what}`;
/** A modelled day, 1 January being day 1: mean MW. */
export const dayName = (site: string, dayOfYear: number, what: string): string =>
  `${ofSite(site)}day.${dayOfYear + 1}.${what}`;
export type HourOfDayPart = "mean" | "lowest" | "highest";
/** All modelled hours at one hour of the day, UTC; `what` as of an hour, import or clean. */
export const hourOfDayName = (
  site: string,
  hour: number,
  what: string,
  part: HourOfDayPart,
): string => `${ofSite(site)}hourOfDay.${hour}.${what}.${part}`;
/** Energy a year of what flows into or out of the campus, and its share. */
export const flowName = (
  site: string,
  way: "in" | "out",
  what: string,
  part: "MWh" | "share",
): string => `${ofSite(site)}flow.${way}.${what}.${part}`;
/** PUE exceeded in a share of the hours, in percent; 0 is the highest hour, 100 the lowest. */
export const pueName = (site: string, percent: number): string => `${ofSite(site)}pue.${percent}`;
