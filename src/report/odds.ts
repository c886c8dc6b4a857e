/** The odds of a plan over time, as plain data: bands of MW by month, dates, stranded chips, delay. */
import { simulate } from "../simulation/simulate.ts";
import type { Simulation } from "../simulation/simulate.ts";
import type { SimulationPlan } from "../simulation/plan.ts";
import { heldBy, soonerReports } from "./holders.ts";
import type { HolderReport, SoonerReport } from "./holders.ts";
import { slackCases } from "../simulation/slack.ts";
import type { Bands, MonthOdds, Outcome } from "../simulation/outcome.ts";

/** A mean over draws and its standard error. */
export interface EstimateReport {
  readonly mean: number;
  readonly standardError: number;
}

export interface SpreadReport extends EstimateReport {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** MW by month. */
export interface BandReport {
  readonly p10: readonly number[];
  readonly p50: readonly number[];
  readonly p90: readonly number[];
  readonly mean: readonly number[];
}

/** Months of the plan, such as 2029-07; null where that share of draws does not get there. */
export interface DateReport {
  readonly p10: string | null;
  readonly p50: string | null;
  readonly p90: string | null;
  /** The same of the draws alone that get there; null where none does. */
  readonly ifReached: { readonly p10: string; readonly p50: string; readonly p90: string } | null;
  readonly neverFrac: EstimateReport;
}

export interface OutcomeReport {
  /** Empty for all sites together. */
  readonly site: string;
  readonly fullMW: number;
  readonly powerMW: BandReport;
  readonly hallMW: BandReport;
  readonly chipsMW: BandReport;
  readonly poweredITMW: BandReport;
  readonly firstMW: DateReport;
  readonly fullPower: DateReport;
  /** What is done last of what the first and the full MW need, most often first; the rest of the draws hold rarely. */
  readonly firstHeldBy: readonly HolderReport[];
  readonly fullHeldBy: readonly HolderReport[];
  /** Over the whole plan. */
  readonly eflopsh: SpreadReport;
  readonly strandedGPUMonths: SpreadReport;
  /** Of them, those that wait with everything on its planned date. */
  readonly plannedStrandedGPUMonths: number;
  readonly idlePowerMWMonths: SpreadReport;
}

export interface ResourceReport {
  readonly name: string;
  readonly site: string;
  /** What it is a lot of, as in the timeline. */
  readonly asset: string;
  /** MW of IT that it can carry or use. */
  readonly itMW: number;
  readonly planned: string;
  readonly arrival: DateReport;
  readonly lateFrac: EstimateReport;
  readonly exitFrac: EstimateReport;
}

/** What a month of delay of one milestone costs. */
export interface DelayReport {
  readonly milestone: string;
  readonly resources: readonly string[];
  readonly eflopsh: EstimateReport;
  readonly strandedGPUMonths: EstimateReport;
  readonly usd: EstimateReport | null;
}

/** Odds that everything comes as planned, together. */
export interface WholePlanReport {
  /** Everything is there by its planned month. */
  readonly onTimeFrac: EstimateReport;
  /** Everything comes within the plan. */
  readonly comesFrac: EstimateReport;
  /** Full power is reached by its planned month. */
  readonly fullOnTimeFrac: EstimateReport;
}

/** What ordering so many months before the last moment brings. */
export interface SlackReport {
  readonly months: number;
  readonly fullOnTimeFrac: EstimateReport;
  readonly fullPowerP50: string | null;
  readonly eflopsh: EstimateReport;
  readonly strandedGPUMonths: EstimateReport;
  /** Interest on what is paid earlier, USD of today. */
  readonly interestUSD: number;
}

export interface OddsReport {
  readonly draws: number;
  readonly seed: string;
  /** How far delays of different things move together, from 0 to 1. */
  readonly delaysCorrelation: number;
  readonly months: readonly string[];
  readonly total: OutcomeReport;
  readonly sites: readonly OutcomeReport[];
  readonly targets: readonly { readonly name: string; readonly missFrac: EstimateReport }[];
  readonly wholePlan: WholePlanReport;
  readonly slack: readonly SlackReport[];
  /** What would bring full power sooner: each step with all before it. */
  readonly sooner: readonly SoonerReport[];
  readonly resources: readonly ResourceReport[];
  /** Dearest first. */
  readonly delays: readonly DelayReport[];
}

/** Of a date that so many draws do not get to. */
export const NEVER_WORDS = "not within the plan";

/** Hours of a month in the draws. */
export const HOURS_PER_MONTH = 730;
/** Milestones whose delay is reported. */
const MOST_DELAYS = 30;

function bandOf({ p10, p50, p90, mean }: Bands): BandReport {
  const list = (values: Float64Array) =>
    Array.from(values, (value) => Number(value.toPrecision(6)));
  return { p10: list(p10), p50: list(p50), p90: list(p90), mean: list(mean) };
}

function dateOf(
  { p10, p50, p90, reached, neverFrac }: MonthOdds,
  labels: readonly string[],
): DateReport {
  const label = (month: number) =>
    Number.isFinite(month) ? (labels[Math.floor(month)] ?? null) : null;
  const [early, middle, late] = reached.map(label);
  return {
    p10: label(p10),
    p50: label(p50),
    p90: label(p90),
    ifReached: early && middle && late ? { p10: early, p50: middle, p90: late } : null,
    neverFrac,
  };
}

/** PFLOPS-months as EFLOPS·h. */
function eflopshOf<Kind extends { readonly mean: number }>(value: Kind): Kind {
  const scaled = Object.entries<number>({ ...value }).map(([key, one]) => [
    key,
    (one * HOURS_PER_MONTH) / 1000,
  ]);
  return Object.fromEntries(scaled) as Kind;
}

function outcomeOf(outcome: Outcome, labels: readonly string[]): OutcomeReport {
  return {
    site: outcome.site,
    fullMW: outcome.fullMW,
    powerMW: bandOf(outcome.powerMW),
    hallMW: bandOf(outcome.hallMW),
    chipsMW: bandOf(outcome.chipsMW),
    poweredITMW: bandOf(outcome.poweredITMW),
    firstMW: dateOf(outcome.firstMW, labels),
    fullPower: dateOf(outcome.fullPower, labels),
    firstHeldBy: heldBy(outcome.firstHeldBy),
    fullHeldBy: heldBy(outcome.fullHeldBy),
    eflopsh: eflopshOf(outcome.pflopsMonths),
    strandedGPUMonths: outcome.strandedGPUMonths,
    plannedStrandedGPUMonths: outcome.plannedStrandedGPUMonths,
    idlePowerMWMonths: outcome.idlePowerMWMonths,
  };
}

/** A simulation as plain data. */
function oddsReport(
  found: Simulation,
  delaysCorrelation: number,
  slack: readonly SlackReport[],
  sooner: readonly SoonerReport[],
): OddsReport {
  const labels = found.monthLabels;
  return {
    draws: found.draws,
    seed: found.seed,
    delaysCorrelation,
    months: labels,
    total: outcomeOf(found.total, labels),
    sites: found.sites.map((outcome) => outcomeOf(outcome, labels)),
    targets: found.targets.map(({ name, missFrac }) => ({ name, missFrac })),
    wholePlan: found.wholePlan,
    slack,
    sooner,
    resources: found.resources.map(({ resource, plannedMonth, arrival, lateFrac, exitFrac }) => ({
      name: resource.name,
      site: resource.site,
      asset: resource.asset ?? resource.name,
      itMW: Number(resource.itMW.toPrecision(6)),
      planned: labels[plannedMonth] ?? labels.at(-1)!,
      arrival: dateOf(arrival, labels),
      lateFrac,
      exitFrac,
    })),
    delays: found.delayCosts
      .slice(0, MOST_DELAYS)
      .map(({ milestone, resources, pflopsMonths, strandedGPUMonths, usd }) => ({
        milestone,
        resources,
        eflopsh: eflopshOf(pflopsMonths),
        strandedGPUMonths,
        usd,
      })),
  };
}

/** Draws the slack of a plan, and what would bring it sooner, are judged by: a tenth of the usual would do, the errors stand beside. */
const SLACK_DRAWS = 2000;

/** Slack of a plan, `interestUSD` being what paying so many months earlier costs. */
function slackReports(
  plan: SimulationPlan,
  seed: string,
  draws: number,
  labels: readonly string[],
  interestUSD: (months: number) => number,
): SlackReport[] {
  return slackCases(plan, { seed, draws: Math.min(draws, SLACK_DRAWS) }).map(
    ({ months, wholePlan, fullPower, pflopsMonths, strandedGPUMonths }) => ({
      months,
      fullOnTimeFrac: wholePlan.fullOnTimeFrac,
      fullPowerP50: dateOf(fullPower, labels).p50,
      eflopsh: eflopshOf(errorOf(pflopsMonths)),
      strandedGPUMonths: errorOf(strandedGPUMonths),
      interestUSD: interestUSD(months),
    }),
  );
}

const errorOf = ({ mean, standardError }: EstimateReport): EstimateReport => ({
  mean,
  standardError,
});

/**
 * Draws the dates of a plan: `draws` times, from `seed`; `interestUSD` is what paying for its later orders so
 * many months earlier costs, which is tried where `slack` is.
 */
export function oddsOf(
  plan: SimulationPlan,
  seed: number,
  {
    draws,
    slack,
    interestUSD,
  }: {
    readonly draws: number;
    readonly slack: boolean;
    readonly interestUSD: (months: number) => number;
  },
): OddsReport {
  const found = simulate(plan, { seed: String(seed), draws });
  const correlation = plan.delaysCorrelation ?? 0;
  if (!slack) return oddsReport(found, correlation, [], []);
  const labels = found.monthLabels;
  return oddsReport(
    found,
    correlation,
    slackReports(plan, found.seed, draws, labels, interestUSD),
    soonerReports(plan, { seed: found.seed, draws: Math.min(draws, SLACK_DRAWS) }, labels),
  );
}
