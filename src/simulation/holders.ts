/**
 * What holds the date of the first and of the full MW: in each draw what is done last of what they need.
 *
 *     resources are added in the order in which they are done; the one with which the MW are reached holds the date
 *     what is in force no longer: as in the month the MW are reached, or were planned to be where they never are
 *
 * A draw in which they are not reached within the plan is held by what would come after it, and last by what an
 * exit ended. Of a chain that holds the date, the milestones on its longest path are what made it long.
 */
import { completeMonths, lastBefore, lastMilestone } from "../timing/chain.ts";
import { doneMonth, NEVER, type ResourceDraws } from "./arrivals.ts";
import { enoughMW } from "./outcome.ts";
import type { PlannedResource } from "./plan.ts";
import { POWERED, SITE_FIELDS, siteMonth, type SiteTable } from "./site-month.ts";
import { estimate, type Estimate } from "./statistics.ts";

export interface Holder {
  site: string;
  /** What it is part of: lots of one asset count together. */
  asset: string;
  /** Share of draws in which it is done last of what the MW need. */
  share: Estimate;
  /** Share of draws in which it holds the date because a milestone ended it. */
  exitFrac: number;
  /** Share of draws in which it was done before, and only its planned month holds it back. */
  plannedFrac: number;
  /** Mean months on its longest path in the draws in which its chain holds the date, longest first. */
  milestones: readonly { name: string; meanMonths: number }[];
}

/** Powered IT from which MW count as the first: above what rounding leaves. */
const ANY_MW = 1e-9;

/** What MW of which sites, and when they are planned. */
export interface Goal {
  /** Indices of sites; all of them count together. */
  sites: readonly number[];
  itMW: number;
  plannedMonth: number;
}

const goalOf = (sites: readonly number[], itMW: number, planned: Float64Array): Goal => ({
  sites,
  itMW,
  plannedMonth: Math.max(
    0,
    planned.findIndex((mw) => mw >= itMW),
  ),
});

/** The first MW of these sites; `planned` is their MW by month when nothing is late. */
export function firstGoal(sites: readonly number[], planned: Float64Array): Goal {
  return goalOf(sites, ANY_MW, planned);
}

/** Their full MW. */
export function fullGoal(sites: readonly number[], itMW: number, planned: Float64Array): Goal {
  return goalOf(sites, enoughMW(itMW), planned);
}

/**
 * Finds the resource that holds a goal in a draw, −1 where it is not reached with all of them.
 * `done` is read at row …; `month` says which resources are in force no longer.
 */
export function holderFinder(
  table: SiteTable,
  { sites, itMW }: Pick<Goal, "sites" | "itMW">,
): (done: Float64Array, row: number, month: number) => number {
  const members = sites.flatMap((site) =>
    Array.from({ length: table.from[site + 1]! - table.from[site]! }, (_, k) => ({
      r: table.from[site]! + k,
      site,
    })),
  );
  const siteOf = new Int32Array(table.resources.length);
  for (const { r, site } of members) siteOf[r] = site;
  const sequence = Int32Array.from(members, ({ r }) => r);
  const there = new Int32Array(table.resources.length);
  const powered = new Float64Array(table.sites.length);
  const out = new Float64Array(SITE_FIELDS);
  return (done, row, month) => {
    // The last draw's order is nearly this one's: insertion would do, and so does the engine's sort.
    sequence.sort((a, b) => done[row + a]! - done[row + b]! || a - b);
    there.fill(NEVER);
    powered.fill(0);
    let total = 0;
    for (const r of sequence) {
      if (month >= table.retire[r]!) continue;
      there[r] = 0;
      const site = siteOf[r]!;
      siteMonth(table, site, there, 0, month, out);
      total += out[POWERED]! - powered[site]!;
      powered[site] = out[POWERED]!;
      if (total >= itMW) return r;
    }
    return -1;
  };
}

interface Count {
  site: string;
  asset: string;
  held: Float64Array;
  exits: number;
  planned: number;
  /** Draws in which its chain holds the date. */
  chains: number;
  months: Map<string, number>;
}

/** Adds the months of the milestones on the longest path of a resource's chain, done as `finish` says. */
function addPath(
  { chain, drawn }: ResourceDraws,
  draw: number,
  finish: Float64Array,
  months: Map<string, number>,
): void {
  const count = chain.names.length;
  for (let at = lastMilestone(finish); at >= 0; at = lastBefore(chain, finish, at)) {
    const name = chain.names[at]!;
    months.set(name, (months.get(name) ?? 0) + drawn.months[draw * count + at]!);
  }
}

/** What holds a goal, most often first; `reached` is its month by draw, Infinity where never. */
export function holdersOf(
  table: SiteTable,
  resources: readonly ResourceDraws[],
  done: Float64Array,
  goal: Goal,
  reached: Float64Array,
): Holder[] {
  const draws = reached.length;
  const find = holderFinder(table, goal);
  const counts = new Map<string, Count>();
  for (let draw = 0; draw < draws; draw++) {
    const row = draw * resources.length;
    const month = reached[draw]! < Infinity ? reached[draw]! : goal.plannedMonth;
    const r = find(done, row, month);
    if (r < 0) continue;
    const of = resources[r]!;
    const { site, name, asset = name } = of.resource;
    const key = `${site}/${asset}`;
    let count = counts.get(key);
    if (!count) {
      const held = new Float64Array(draws);
      count = { site, asset, held, exits: 0, planned: 0, chains: 0, months: new Map() };
      counts.set(key, count);
    }
    count.held[draw] = 1;
    if (done[row + r] === Infinity) {
      count.exits++;
      continue;
    }
    const finish = new Float64Array(of.chain.names.length);
    const months = completeMonths(of.chain, of.drawn.months, draw * finish.length, finish);
    if (isHeldByPlan(of.resource, months)) count.planned++;
    else {
      count.chains++;
      addPath(of, draw, finish, count.months);
    }
  }
  return [...counts.values()]
    .map(({ site, asset, held, exits, planned, chains, months }): Holder => ({
      site,
      asset,
      share: estimate(held),
      exitFrac: exits / draws,
      plannedFrac: planned / draws,
      milestones: [...months]
        .map(([name, sum]) => ({ name, meanMonths: sum / chains }))
        .sort((a, b) => b.meanMonths - a.meanMonths),
    }))
    .sort((a, b) => b.share.mean - a.share.mean);
}

/** Whether the planned month, and not its chain of `months`, says when a resource is there. */
function isHeldByPlan(resource: PlannedResource, months: number): boolean {
  return doneMonth(resource, months) > doneMonth({ ...resource, early: true }, months);
}
