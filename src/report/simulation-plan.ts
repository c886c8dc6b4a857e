/**
 * The fixed plan behind a timeline, as the simulation wants it: every order a resource with its chain.
 *
 *     power in IT MW = MW / (facility over IT in the peak hour of the site)
 *     generation counts with its firm credit; cooling so that it just carries the plan's highest IT power
 *     what leaves (ends of lives, retirements) leaves in the order in which it came
 *     what is ordered may come before its planned quarter; chips only where they were ordered at once, since
 *     later orders name their month of delivery
 */
import type { PlannedResource, SimulationPlan } from "../simulation/plan.ts";
import { plannedMW, siteTable, sumOfSites } from "../simulation/site-month.ts";
import type { Chain } from "../timing/chain.ts";
import { at } from "../problem/series.ts";
import { firstMonth, QUARTER_MONTHS, quarterNumber } from "../units/quarter.ts";
import { HOURS_PER_MONTH } from "./odds.ts";
import { totalOf } from "./flows.ts";
import type { Solved } from "./flows.ts";
import type { AssetTimeline, OrderReport, SiteTimeline, Timeline } from "./timeline.ts";

const NO_CHAIN: Chain = { milestones: [] };
/** Share of the most in force below which a change is a trace of the solver. */
const DUST_FRAC = 1e-3;
/** Highest IT power below which a site computes nothing. */
const LEAST_IT_MW = 0.01;
/** Months after the planned date at which it is asked once more whether it has been reached. */
const GRACE_MONTHS = 6;
const SIMULATED: Readonly<Record<string, PlannedResource["layer"]>> = {
  grid: "grid",
  generation: "generation",
  cooling: "cooling",
  hall: "hall",
  chips: "chips",
};

/** A lot that came together: how much, from which interval, until which (excluded). */
interface Lot {
  readonly amount: number;
  readonly comes: number;
  leaves: number | undefined;
  readonly order: OrderReport | undefined;
}

/** Lots of an asset, first in first out; what came without an order (already there, moved in) has no chain. */
function lotsOf(asset: AssetTimeline, quarters: readonly string[]): Lot[] {
  const lots: Lot[] = [];
  const largest = Math.max(...asset.inForce);
  let before = 0;
  asset.inForce.forEach((amount, i) => {
    const orders = asset.orders.filter(({ comes }) => comes === quarters[i]);
    let come = 0;
    for (const order of orders) {
      lots.push({ amount: order.amount, comes: i, leaves: undefined, order });
      come += order.amount;
    }
    const change = amount - before - come;
    const dust = DUST_FRAC * largest;
    if (change > dust) lots.push({ amount: change, comes: i, leaves: undefined, order: undefined });
    let leaving = -change;
    for (const lot of lots) {
      if (leaving <= dust) break;
      if (lot.leaves !== undefined || lot.comes === i) continue;
      if (lot.amount <= leaving + dust) {
        lot.leaves = i;
        leaving -= lot.amount;
      } else {
        // Part of a lot leaves: split it.
        lots.push({ ...lot, amount: leaving, leaves: i });
        lots.push({ ...lot, amount: lot.amount - leaving });
        lot.leaves = lot.comes;
        leaving = 0;
      }
    }
    before = amount;
  });
  return lots.filter(
    ({ comes, leaves, amount }) => leaves !== comes && amount > DUST_FRAC * largest,
  );
}

/** IT MW that one unit of an asset carries or uses. */
function itPerUnit(
  solved: Solved,
  asset: AssetTimeline,
  site: SiteTimeline,
  coolingMW: number,
): number {
  const it = Math.max(...site.itPeakMW);
  const facility = Math.max(...site.facilityPeakMW);
  const ratio = it > 0 ? facility / it : 1;
  if (asset.layer === "grid") return 1 / ratio;
  if (asset.layer === "cooling") return coolingMW > 0 ? it / coolingMW : 0;
  if (asset.layer === "hall") return 1;
  const { credits, sized } = solved.campus;
  const one = sized.find((of) => of.asset === asset.name && of.request.name === asset.size)!;
  if (asset.layer === "chips") return one.request.itMWPerUnit ?? 0;
  const firm = credits.find(({ ledger, size }) => ledger === "firmMW" && size === one.size);
  // The draws decide whether it exists: its credit must not be weighed with its odds once more.
  return (firm?.coefficient ?? 0) / (one.request.oddsFrac ?? 1) / ratio;
}

/** Compute per IT MW of a fleet: as the plan runs it, or at full power where it does not run. */
function pflopsPerMW({ campus, solution }: Solved, fleet: string): number {
  let pflopsh = 0;
  let mwh = 0;
  let full = 0;
  for (const { periods } of campus.sites)
    for (const period of periods)
      for (const [ledger, postings] of period.books) {
        if (!ledger.startsWith("compute:")) continue;
        for (const { asset, slice, index, coefficient } of postings) {
          if (asset !== fleet) continue;
          const values = solution.slices[slice]!.values[index]!;
          pflopsh += totalOf(
            period,
            values.map((value, t) => value * at(coefficient, t)),
          );
          mwh += totalOf(period, values);
          full = Math.max(full, at(coefficient, 0));
        }
      }
  return mwh > 1 ? pflopsh / mwh : full;
}

/** Lots of one asset go through the same hands: a refused permit or a late maker meets all of them. */
function keysOf(asset: string, chain: Chain | null | undefined): Record<string, string> {
  const names = chain?.milestones.map(({ name }) => name) ?? [];
  return Object.fromEntries(names.map((name) => [name, `${asset}/${name}`]));
}

function resourcesOf(solved: Solved, timeline: Timeline, site: SiteTimeline): PlannedResource[] {
  const assets = timeline.assets.filter((asset) => asset.site === site.name);
  const coolingMW = assets
    .filter(({ layer, unit }) => layer === "cooling" && unit.startsWith("MW"))
    .reduce((sum, asset) => sum + Math.max(...asset.inForce), 0);
  return assets.flatMap((asset): PlannedResource[] => {
    const layer = SIMULATED[asset.layer];
    const per = layer && itPerUnit(solved, asset, site, coolingMW);
    if (!layer || !per) return [];
    return lotsOf(asset, timeline.quarters).map((lot, k): PlannedResource => {
      const planned = firstMonth(lot.comes);
      return {
        name: `${asset.name.slice(site.name.length + 1)}${asset.size === "nonFirmMW" ? " flexible" : ""} ${timeline.quarters[lot.comes]!}${k > 0 ? ` #${k + 1}` : ""}`,
        asset: asset.name,
        site: site.name,
        layer,
        itMW: lot.amount * per,
        chips: layer === "chips" ? lot.amount : 0,
        pflopsPerMW: layer === "chips" ? pflopsPerMW(solved, asset.name) : 0,
        orderMonth: lot.order?.decidedMonth ?? 0,
        notBeforeMonth: planned,
        early: lot.order !== undefined && (layer !== "chips" || lot.order.decidedMonth <= 0),
        retireMonth: lot.leaves === undefined ? null : firstMonth(lot.leaves),
        chain: lot.order?.chain ?? NO_CHAIN,
        ...(layer === "chips" ? {} : { sharedKeys: keysOf(asset.name, lot.order?.chain) }),
      };
    });
  });
}

/**
 * Dates at which the plan's IT power steps up, as targets to be met. Generation counts with its firm credit in the
 * draws: no more is asked than they reach by then when everything comes as planned.
 */
function targetsOf(
  timeline: Timeline,
  resources: readonly PlannedResource[],
): SimulationPlan["targets"][number][] {
  const months = firstMonth(timeline.quarters.length);
  const table = siteTable(resources, months);
  const reach = sumOfSites(plannedMW(table, months), months);
  const it = timeline.quarters.map((_, i) =>
    timeline.sites.reduce((sum, site) => sum + site.itPeakMW[i]!, 0),
  );
  let reached = 0;
  return it.flatMap((mw, i) => {
    if (mw < 1.05 * reached || mw < 0.1) return [];
    reached = mw;
    const name = `${Math.round(mw)} MW IT by ${timeline.quarters[i]!}`;
    const itMW = 0.98 * Math.min(mw, Math.max(...reach.subarray(0, firstMonth(i) + 1)));
    const late = firstMonth(i) + GRACE_MONTHS;
    return [
      { name, itMW, month: firstMonth(i) },
      ...(late < firstMonth(timeline.quarters.length)
        ? [{ name: `${name}, or within ${GRACE_MONTHS} months`, itMW, month: late }]
        : []),
    ];
  });
}

/**
 * The plan to simulate.
 * `usdPerEFLOPSh` is what an EFLOPS·h is worth, for the cost of delay.
 */
export function simulationPlanOf(
  solved: Solved,
  timeline: Timeline,
  usdPerEFLOPSh: number | undefined,
): SimulationPlan {
  const start = quarterNumber(timeline.start)!;
  // Halls and coolers that stand where nothing is planned power nothing.
  const resources = timeline.sites
    .filter(({ itPeakMW }) => Math.max(...itPeakMW) > LEAST_IT_MW)
    .flatMap((site) => resourcesOf(solved, timeline, site));
  return {
    startYear: Math.floor(start / 4),
    startMonth: firstMonth(start % 4) + 1,
    months: firstMonth(timeline.quarters.length),
    resources,
    targets: targetsOf(timeline, resources),
    delaysCorrelation: solved.campus.horizon?.delaysCorrelation ?? 0,
    discount: timeline.discount.flatMap((worth) => Array<number>(QUARTER_MONTHS).fill(worth)),
    ...(usdPerEFLOPSh === undefined
      ? {}
      : { valueUSDPerPFLOPSMonth: (usdPerEFLOPSh * HOURS_PER_MONTH) / 1000 }),
  };
}
