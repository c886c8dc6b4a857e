/**
 * Simulates a fixed plan: draws the dates of everything in it and works through its months.
 *
 *     for each draw: arrivals (arrivals.ts) → MW, compute, stranded GPUs of each site and month (site-month.ts)
 *     bands and odds over draws (outcome.ts), cost of a month of delay by milestone (delay.ts),
 *     what holds the dates (holders.ts)
 *
 * Random numbers hang on the seed, the milestone's key and the draw alone: packages simulated with the
 * same seed are compared draw by draw (regret.ts).
 */
import { monthLabel } from "../units/quarter.ts";
import { arrivalTable, doneTable, drawResources, NEVER } from "./arrivals.ts";
import type { ResourceDraws } from "./arrivals.ts";
import { delayCosts, type DelayCost } from "./delay.ts";
import { firstGoal, fullGoal, holdersOf, type Goal } from "./holders.ts";
import {
  addDraw,
  closeMonth,
  closeTally,
  enoughMW,
  monthOdds,
  openTally,
  poweredColumn,
  type MonthOdds,
  type Outcome,
  type Tally,
} from "./outcome.ts";
import { checkPlan, type PlannedResource, type SimulationPlan, type Target } from "./plan.ts";
import {
  COMPUTE,
  plannedMW,
  plannedStranded,
  SITE_FIELDS,
  siteMonth,
  siteTable,
  sumOfSites,
} from "./site-month.ts";
import { estimate, type Estimate } from "./statistics.ts";

export interface SimulationOptions {
  seed?: string;
  draws?: number;
  /** Milestone key → months it takes longer (or, below 0, shorter) in every draw. */
  slipMonths?: Readonly<Record<string, number>>;
  /** Whether to work out the cost of a month of delay by milestone, and what holds the dates; true when left out. */
  delays?: boolean;
}

export interface TargetOdds extends Target {
  /** Share of draws in which it has not been reached by the start of its month. */
  missFrac: Estimate;
}

export interface ResourceOdds {
  resource: PlannedResource;
  plannedMonth: number;
  /** Share of draws in which it arrives after its planned month, or never. */
  lateFrac: Estimate;
  /** Share of draws in which a milestone ends it. */
  exitFrac: Estimate;
  /** Arrival within the plan; its neverFrac holds exits and arrivals beyond the last month. */
  arrival: MonthOdds;
}

/** Odds that everything in the plan comes as planned, together. */
export interface WholePlanOdds {
  /** Share of draws in which everything is there by its planned month. */
  onTimeFrac: Estimate;
  /** Share of draws in which everything comes within the plan. */
  comesFrac: Estimate;
  /** Share of draws in which full MW are reached by the month planned for it. */
  fullOnTimeFrac: Estimate;
}

/** [draw] totals over the plan, for comparing packages draw by draw. */
export interface DrawTotals {
  pflopsMonths: Float64Array;
  /** The same, each month at what it is worth at the start; equal to it where the plan states no discount. */
  presentPFLOPSMonths: Float64Array;
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
  wholePlan: WholePlanOdds;
  resources: ResourceOdds[];
  /** Dearest first; empty when not asked for. */
  delayCosts: DelayCost[];
  perDraw: DrawTotals;
}

/** Shares of draws in which every resource is there by its planned month, and within the plan. */
function togetherOdds(
  drawn: readonly ResourceDraws[],
  arrival: Int32Array,
  months: number,
  draws: number,
): Pick<WholePlanOdds, "onTimeFrac" | "comesFrac"> {
  const onTime = new Float64Array(draws).fill(1);
  const comes = new Float64Array(draws).fill(1);
  const count = drawn.length;
  drawn.forEach(({ resource }, r) => {
    const planned = Math.max(0, resource.notBeforeMonth);
    for (let draw = 0; draw < draws; draw++) {
      const month = arrival[draw * count + r]!;
      if (month > planned) onTime[draw] = 0;
      if (month >= months) comes[draw] = 0;
    }
  });
  return { onTimeFrac: estimate(onTime), comesFrac: estimate(comes) };
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
  const correlation = plan.delaysCorrelation ?? 0;
  const drawn = drawResources(table.resources, { seed, draws, slipMonths, correlation });
  const done = doneTable(drawn, draws);
  const arrival = arrivalTable(done);
  const count = drawn.length;

  const tallies = table.sites.map((_, site) => openTally(table.fullMW[site]!, months, draws));
  const planned = plannedMW(table, months);
  const totalMW = sumOfSites(planned, months);
  const waiting = plannedStranded(table, months);
  const total = openTally(Math.max(...totalMW), months, draws);
  const missed = plan.targets.map(() => new Float64Array(draws).fill(1));
  const poweredOfAll = poweredColumn(total);
  const out = new Float64Array(SITE_FIELDS);
  const present = new Float64Array(draws);
  for (let month = 0; month < months; month++) {
    const worth = plan.discount?.[month] ?? 1;
    tallies.forEach((tally, site) => {
      for (let draw = 0; draw < draws; draw++) {
        siteMonth(table, site, arrival, draw * count, month, out);
        addDraw(tally, draw, out);
        addDraw(total, draw, out);
        present[draw]! += worth * out[COMPUTE]!;
      }
      closeMonth(tally, month);
    });
    plan.targets.forEach((target, i) => {
      if (month > target.month) return;
      const enough = enoughMW(target.itMW);
      for (let draw = 0; draw < draws; draw++)
        if (poweredOfAll[draw]! >= enough) missed[i]![draw] = 0;
    });
    closeMonth(total, month);
  }

  const plannedFull = totalMW.findIndex((mw) => mw >= enoughMW(total.fullMW));
  const held = (tally: Tally, sites: readonly number[], mw: Float64Array) => {
    const plannedStrandedGPUMonths = sites.reduce((sum, site) => sum + waiting[site]!, 0);
    if (!delays || !(tally.fullMW > 0))
      return { firstHeldBy: [], fullHeldBy: [], plannedStrandedGPUMonths };
    const holders = (goal: Goal, reached: Float64Array) =>
      holdersOf(table, drawn, done, goal, reached);
    const [first, full] = [firstGoal(sites, mw), fullGoal(sites, tally.fullMW, mw)];
    return {
      firstHeldBy: holders(first, tally.firstMonth),
      fullHeldBy: holders(full, tally.fullMonth),
      plannedStrandedGPUMonths,
    };
  };
  const start = plan.startYear * 12 + plan.startMonth - 1;
  return {
    seed,
    draws,
    monthLabels: Array.from({ length: months }, (_, month) => monthLabel(start + month)),
    sites: table.sites.map((site, s) =>
      closeTally(site, tallies[s]!, months, held(tallies[s]!, [s], planned[s]!)),
    ),
    total: closeTally(
      "",
      total,
      months,
      held(
        total,
        table.sites.map((_, s) => s),
        totalMW,
      ),
    ),
    targets: plan.targets.map((target, i) => ({ ...target, missFrac: estimate(missed[i]!) })),
    wholePlan: {
      ...togetherOdds(drawn, arrival, months, draws),
      fullOnTimeFrac: estimate(total.fullMonth.map((month) => (month <= plannedFull ? 1 : 0))),
    },
    resources: drawn.map(({ resource }, r): ResourceOdds => {
      const column = new Float64Array(draws).map((_, draw) => arrival[draw * count + r]!);
      const plannedMonth = Math.max(0, resource.notBeforeMonth);
      return {
        resource,
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
      presentPFLOPSMonths: present,
      strandedGPUMonths: total.strandedGPUMonths,
      idlePowerMWMonths: total.idlePowerMWMonths,
      firstMonth: total.firstMonth,
      fullMonth: total.fullMonth,
    },
  };
}
