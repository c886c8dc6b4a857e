/**
 * What would bring the full MW sooner: things made to come earlier one after the other, on the same draws.
 *
 *     each step adds the thing with which the full MW are reached soonest on average over the draws
 *     gain = compute of the plan with them sooner − compute of the plan as it is, draw by draw
 *
 * By what means they come sooner (an earlier order, an expedited works, another route, engines for a line) is not
 * said: the worth of the compute gained is the most that is worth paying for it.
 */
import { doneTable, drawResources } from "./arrivals.ts";
import { fullGoal, holderFinder } from "./holders.ts";
import type { MonthOdds } from "./outcome.ts";
import type { PlannedResource, SimulationPlan } from "./plan.ts";
import { simulate } from "./simulate.ts";
import { plannedMW, siteTable, sumOfSites } from "./site-month.ts";
import { estimate, type Estimate } from "./statistics.ts";

/** Months by which a thing is made to come sooner. */
export const SOONER_MONTHS = 12;
/** Steps that are tried, and things that are tried in each. */
const [MOST_STEPS, MOST_TRIED] = [4, 8];
/** Share of draws in which a thing must hold the date to be tried. */
const LEAST_SHARE = 0.02;
/** Months of the mean date that a step must bring. */
const LEAST_GAIN_MONTHS = 0.25;

export interface SoonerStep {
  site: string;
  /** What comes sooner, beside that of the steps before. */
  asset: string;
  firstMW: MonthOdds;
  fullPower: MonthOdds;
  /** Months by which the full MW come sooner on average than in the plan as it is; never counts as its end. */
  gainMonths: number;
  /** Compute gained against the plan as it is, each month at what it is worth at the start. */
  gainPFLOPSMonths: Estimate;
}

interface SoonerOptions {
  seed: string;
  draws: number;
}

interface Thing {
  site: string;
  asset: string;
}

const isOf = ({ site, name, asset = name }: PlannedResource, thing: Thing) =>
  thing.site === site && thing.asset === asset;

/** A resource so many months sooner if it is of one of the things. */
const soonerOf = (resource: PlannedResource, things: readonly Thing[], soonerMonths: number) =>
  things.some((thing) => isOf(resource, thing)) ? { ...resource, soonerMonths } : resource;

/** The plan with these things coming so many months sooner. */
export function withSooner(
  plan: SimulationPlan,
  things: readonly Thing[],
  months: number,
): SimulationPlan {
  return {
    ...plan,
    resources: plan.resources.map((resource) => soonerOf(resource, things, months)),
  };
}

interface Held {
  /** Mean month of the full MW over the draws; the plan's end where they are not reached by then. */
  meanMonth: number;
  /** What is done last of what they need, in draws. */
  draws: Map<Thing, number>;
}

/** When, and by what held, the full MW come with some things sooner. */
function heldWith(
  plan: SimulationPlan,
  things: readonly Thing[],
  { seed, draws }: SoonerOptions,
): (sooner: readonly Thing[]) => Held {
  const table = siteTable(plan.resources, plan.months);
  const correlation = plan.delaysCorrelation ?? 0;
  const drawn = drawResources(table.resources, { seed, draws, slipMonths: {}, correlation });
  const totalMW = sumOfSites(plannedMW(table, plan.months), plan.months);
  const sites = table.sites.map((_, site) => site);
  const goal = fullGoal(sites, Math.max(...totalMW), totalMW);
  const find = holderFinder(table, goal);
  const thingOf = table.resources.map((resource) => things.find((one) => isOf(resource, one))!);
  return (sooner) => {
    const moved = drawn.map(({ resource, ...rest }) => ({
      ...rest,
      resource: soonerOf(resource, sooner, SOONER_MONTHS),
    }));
    const done = doneTable(moved, draws);
    const held = new Map<Thing, number>();
    let sum = 0;
    for (let draw = 0; draw < draws; draw++) {
      const row = draw * moved.length;
      const r = find(done, row, goal.plannedMonth);
      sum += r < 0 ? plan.months : Math.min(plan.months, done[row + r]!);
      if (r >= 0) held.set(thingOf[r]!, (held.get(thingOf[r]!) ?? 0) + 1);
    }
    return { meanMonth: sum / draws, draws: held };
  };
}

/** Steps towards earlier full MW, each with all before it. */
export function soonerSteps(plan: SimulationPlan, options: SoonerOptions): SoonerStep[] {
  const { draws } = options;
  const things = [
    ...new Map(
      plan.resources.map(({ site, name, asset = name }) => [`${site}/${asset}`, { site, asset }]),
    ).values(),
  ];
  if (things.length === 0) return [];
  const heldBy = heldWith(plan, things, options);
  const base = simulate(plan, { ...options, delays: false });
  const taken: Thing[] = [];
  const steps: SoonerStep[] = [];
  const asPlanned = heldBy([]);
  let now = asPlanned;
  while (steps.length < MOST_STEPS) {
    const tried = [...now.draws]
      .filter(([thing, count]) => count >= LEAST_SHARE * draws && !taken.includes(thing))
      .sort((a, b) => b[1] - a[1])
      .slice(0, MOST_TRIED)
      .map(([thing]) => ({ thing, held: heldBy([...taken, thing]) }));
    const best = tried.reduce<(typeof tried)[number] | undefined>(
      (least, one) => (!least || one.held.meanMonth < least.held.meanMonth ? one : least),
      undefined,
    );
    if (!best || now.meanMonth - best.held.meanMonth < LEAST_GAIN_MONTHS) break;
    now = best.held;
    taken.push(best.thing);
    const found = simulate(withSooner(plan, taken, SOONER_MONTHS), { ...options, delays: false });
    const gain = found.perDraw.presentPFLOPSMonths.map(
      (value, draw) => value - base.perDraw.presentPFLOPSMonths[draw]!,
    );
    steps.push({
      ...best.thing,
      firstMW: found.total.firstMW,
      fullPower: found.total.fullPower,
      gainMonths: asPlanned.meanMonth - now.meanMonth,
      gainPFLOPSMonths: estimate(gain),
    });
  }
  return steps;
}
