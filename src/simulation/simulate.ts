/**
 * Simulates a fixed plan: draws the dates of everything in it and works through its months.
 *
 *     for each draw: arrivals (arrivals.ts) → MW, compute, stranded GPUs of each site and month (site-month.ts)
 *     bands and odds over draws (outcome.ts), cost of a month of delay by milestone (delay.ts)
 *
 * Random numbers hang on the seed, the milestone's key and the draw alone: packages simulated with the
 * same seed are compared draw by draw (regret.ts).
 */
import { monthLabel } from "../units/quarter.ts";
import { arrivalTable, drawResources, NEVER } from "./arrivals.ts";
import { delayCosts, type DelayCost } from "./delay.ts";
import {
  addDraw,
  closeMonth,
  closeTally,
  monthOdds,
  openTally,
  poweredColumn,
  type MonthOdds,
  type Outcome,
} from "./outcome.ts";
import { checkPlan, type SimulationPlan, type Target } from "./plan.ts";
import { plannedMW, SITE_FIELDS, siteMonth, siteTable } from "./site-month.ts";
import { estimate, type Estimate } from "./statistics.ts";

export interface SimulationOptions {
  seed?: string;
  draws?: number;
  /** Milestone key → months it takes longer (or, below 0, shorter) in every draw. */
  slipMonths?: Readonly<Record<string, number>>;
  /** Whether to work out the cost of a month of delay by milestone; true when left out. */
  delays?: boolean;
}

export interface TargetOdds extends Target {
  /** Share of draws in which it has not been reached by the start of its month. */
  missFrac: Estimate;
}

export interface ResourceOdds {
  name: string;
  site: string;
  plannedMonth: number;
  /** Share of draws in which it arrives after its planned month, or never. */
  lateFrac: Estimate;
  /** Share of draws in which a milestone ends it. */
  exitFrac: Estimate;
  /** Arrival within the plan; its neverFrac holds exits and arrivals beyond the last month. */
  arrival: MonthOdds;
}

/** [draw] totals over the plan, for comparing packages draw by draw. */
export interface DrawTotals {
  pflopsMonths: Float64Array;
  strandedGPUMonths: Float64Array;
  idlePowerMWMonths: Float64Array;
  /** Months of the first and of the full MW of all sites; Infinity where never. */
  firstMonth: Float64Array;
  fullMonth: Float64Array;
}

export interface Simulation {
  seed: string;
  draws: number;
  /** [month] such as "2027-01". */
  monthLabels: string[];
  sites: Outcome[];
  total: Outcome;
  targets: TargetOdds[];
  resources: ResourceOdds[];
  /** Dearest first; empty when not asked for. */
  delayCosts: DelayCost[];
  perDraw: DrawTotals;
}

/**
 * Simulates a plan that has passed checkPlan.
 * @throws Error when checkPlan finds a fault: callers show those first.
 */
export function simulate(plan: SimulationPlan, options: SimulationOptions = {}): Simulation {
  const { seed = "firmwatt", draws = 10_000, slipMonths = {}, delays = true } = options;
  const [fault] = checkPlan(plan);
  if (fault) throw new Error(`simulate: ${fault.name}, ${fault.field}: ${fault.message}`);
  const { months, valueUSDPerPFLOPSMonth } = plan;
  const table = siteTable(plan.resources, months);
  const drawn = drawResources(table.resources, seed, draws, slipMonths);
  const arrival = arrivalTable(drawn, draws);
  const count = drawn.length;

  const tallies = table.sites.map((_, site) => openTally(table.fullMW[site]!, months, draws));
  const planned = plannedMW(table, months);
  const totalMW = new Float64Array(months).map((_, month) =>
    planned.reduce((sum, monthly) => sum + monthly[month]!, 0),
  );
  const total = openTally(Math.max(...totalMW), months, draws);
  const missed = plan.targets.map(() => new Float64Array(draws).fill(1));
  const poweredOfAll = poweredColumn(total);
  const out = new Float64Array(SITE_FIELDS);
  for (let month = 0; month < months; month++) {
    tallies.forEach((tally, site) => {
      for (let draw = 0; draw < draws; draw++) {
        siteMonth(table, site, arrival, draw * count, month, out);
        addDraw(tally, draw, out);
        addDraw(total, draw, out);
      }
      closeMonth(tally, month);
    });
    plan.targets.forEach((target, i) => {
      if (month > target.month) return;
      const enoughMW = target.itMW * (1 - 1e-9);
      for (let draw = 0; draw < draws; draw++)
        if (poweredOfAll[draw]! >= enoughMW) missed[i]![draw] = 0;
    });
    closeMonth(total, month);
  }

  const start = plan.startYear * 12 + plan.startMonth - 1;
  return {
    seed,
    draws,
    monthLabels: Array.from({ length: months }, (_, month) => monthLabel(start + month)),
    sites: table.sites.map((site, s) => closeTally(site, tallies[s]!, months)),
    total: closeTally("", total, months),
    targets: plan.targets.map((target, i) => ({ ...target, missFrac: estimate(missed[i]!) })),
    resources: drawn.map(({ resource }, r): ResourceOdds => {
      const column = new Float64Array(draws).map((_, draw) => arrival[draw * count + r]!);
      const plannedMonth = Math.max(0, resource.notBeforeMonth);
      return {
        name: resource.name,
        site: resource.site,
        plannedMonth,
        lateFrac: estimate(column.map((month) => (month > plannedMonth ? 1 : 0))),
        exitFrac: estimate(column.map((month) => (month === NEVER ? 1 : 0))),
        arrival: monthOdds(
          column.map((month) => (month < months ? month : Infinity)),
          months,
        ),
      };
    }),
    delayCosts: delays
      ? delayCosts(table, drawn, arrival, months, draws, valueUSDPerPFLOPSMonth)
      : [],
    perDraw: {
      pflopsMonths: total.pflopsMonths,
      strandedGPUMonths: total.strandedGPUMonths,
      idlePowerMWMonths: total.idlePowerMWMonths,
      firstMonth: total.firstMonth,
      fullMonth: total.fullMonth,
    },
  };
}
