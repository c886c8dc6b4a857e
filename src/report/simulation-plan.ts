/**
 * The fixed plan behind a timeline, as the simulation wants it: every order a resource with its chain.
 *
 *     power in IT MW = MW / (facility over IT in the peak hour of the site)
 *     generation counts with its firm credit; plant that can be called on with what the plan's IT power asks of it in
 *     any quarter, where that is more, up to an IT MW a MW: the plan runs it in full
 *     cooling counts as far as the plan's heat needs it, the first to come first (cooling-need.ts): so many IT MW a
 *     MW of it that what is needed in a quarter carries the IT power of that quarter in all of them
 *     what leaves (ends of lives, retirements) leaves in the order in which it came
 *     what is ordered may come before its planned quarter; chips only where they were ordered at once, since
 *     later orders name their month of delivery
 */
import type { PlannedResource, SimulationPlan } from "../simulation/plan.ts";
import type { Chain } from "../timing/chain.ts";
import { at } from "../problem/series.ts";
import { firstMonth, QUARTER_MONTHS, quarterNumber } from "../units/quarter.ts";
import { HOURS_PER_MONTH } from "./odds.ts";
import { neededOf } from "./cooling-need.ts";
import { plannedReach } from "./power-dates.ts";
import { totalOf } from "./flows.ts";
import type { Solved } from "./flows.ts";
import { LEAST_IT_MW } from "./timeline.ts";
import type { AssetTimeline, OrderReport, SiteTimeline, Timeline } from "./timeline.ts";

const NO_CHAIN: Chain = { milestones: [] };
/** Share of the most in force below which a change is a trace of the solver. */
const DUST_FRAC = 1e-3;
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

/** IT MW that one unit of an asset other than cooling carries or uses. */
function itPerUnit(solved: Solved, asset: AssetTimeline, site: SiteTimeline): number {
  const it = Math.max(...site.itPeakMW);
  const facility = Math.max(...site.facilityPeakMW);
  const ratio = it > 0 ? facility / it : 1;
  if (asset.layer === "grid") return 1 / ratio;
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

/** A lot of an asset and the IT MW it carries or uses. */
interface ITLot {
  readonly asset: AssetTimeline;
  /** Number among the lots of its asset. */
  readonly k: number;
  readonly lot: Lot;
  readonly itMW: number;
}

/** Lots of cooling with the IT MW that the plan needs them for; those it can do without are left out. */
function neededCooling(
  solved: Solved,
  site: SiteTimeline,
  lots: readonly Omit<ITLot, "itMW">[],
): ITLot[] {
  const books = solved.campus.sites.find(({ name }) => name === site.name)!;
  const needed = neededOf(
    solved,
    books,
    lots.map(({ asset, lot }) => ({ ...lot, asset: asset.name })),
  );
  const itPerMW = site.itPeakMW.map((itMW, i) => {
    const inForce = lots.reduce(
      (sum, { lot }, l) =>
        lot.comes <= i && i < (lot.leaves ?? Infinity) ? sum + needed[l]! : sum,
      0,
    );
    return inForce > LEAST_IT_MW ? itMW / inForce : 0;
  });
  const most = Math.max(...itPerMW);
  return lots.flatMap((one, l) =>
    needed[l]! > DUST_FRAC * one.lot.amount ? [{ ...one, itMW: needed[l]! * most }] : [],
  );
}

/** Lots of power, with those of plant that can be called on raised until the plan's IT power is carried by them. */
function carryingPower(
  { campus }: Solved,
  site: SiteTimeline,
  lots: readonly ITLot[],
): readonly ITLot[] {
  const dispatchable = new Set(
    campus.credits.flatMap(({ ledger, asset }) => (ledger === "dispatchableMW" ? [asset] : [])),
  );
  const onCall = ({ asset }: ITLot) => dispatchable.has(asset.name);
  const isPower = ({ asset }: ITLot) => asset.layer === "grid" || asset.layer === "generation";
  const sum = (i: number, of: (one: ITLot) => boolean) =>
    lots.reduce(
      (mw, one) =>
        of(one) && one.lot.comes <= i && i < (one.lot.leaves ?? Infinity) ? mw + one.itMW : mw,
      0,
    );
  const raised = Math.max(
    1,
    ...site.itPeakMW.map((itMW, i) => {
      const called = sum(i, onCall);
      return called > LEAST_IT_MW ? 1 + (itMW - sum(i, isPower)) / called : 1;
    }),
  );
  return lots.map((one) =>
    onCall(one) ? { ...one, itMW: Math.min(one.lot.amount, raised * one.itMW) } : one,
  );
}

/** Everything at a site that carries or uses IT power, lot by lot. */
function itLotsOf(solved: Solved, timeline: Timeline, site: SiteTimeline): ITLot[] {
  const lots = timeline.assets
    .filter((asset) => asset.site === site.name && SIMULATED[asset.layer])
    .flatMap((asset) => lotsOf(asset, timeline.quarters).map((lot, k) => ({ asset, k, lot })));
  const cools = ({ asset }: { readonly asset: AssetTimeline }) => asset.layer === "cooling";
  const others = lots
    .filter((one) => !cools(one))
    .map((one) => ({ ...one, itMW: one.lot.amount * itPerUnit(solved, one.asset, site) }))
    .filter(({ itMW }) => itMW > 0);
  return [
    ...carryingPower(solved, site, others),
    ...neededCooling(solved, site, lots.filter(cools)),
  ];
}

function resourcesOf(solved: Solved, timeline: Timeline, site: SiteTimeline): PlannedResource[] {
  const lots = itLotsOf(solved, timeline, site);
  const fleets = new Set(
    lots.flatMap(({ asset }) => (SIMULATED[asset.layer] === "chips" ? [asset.name] : [])),
  );
  const pflops = new Map([...fleets].map((fleet) => [fleet, pflopsPerMW(solved, fleet)]));
  return lots.map(({ asset, k, lot, itMW }): PlannedResource => {
    const layer = SIMULATED[asset.layer]!;
    return {
      name: `${asset.name.slice(site.name.length + 1)}${asset.size === "nonFirmMW" ? " flexible" : ""} ${timeline.quarters[lot.comes]!}${k > 0 ? ` #${k + 1}` : ""}`,
      asset: asset.name,
      site: site.name,
      layer,
      itMW,
      chips: layer === "chips" ? lot.amount : 0,
      pflopsPerMW: pflops.get(asset.name) ?? 0,
      orderMonth: lot.order?.decidedMonth ?? 0,
      notBeforeMonth: firstMonth(lot.comes),
      early: lot.order !== undefined && (layer !== "chips" || lot.order.decidedMonth <= 0),
      retireMonth: lot.leaves === undefined ? null : firstMonth(lot.leaves),
      chain: lot.order?.chain ?? NO_CHAIN,
      ...(layer === "chips" ? {} : { sharedKeys: keysOf(asset.name, lot.order?.chain) }),
    };
  });
}

/** Dates at which the IT power steps up that is there when everything comes as planned, as targets to be met. */
function targetsOf(
  timeline: Timeline,
  resources: readonly PlannedResource[],
): SimulationPlan["targets"][number][] {
  let reached = 0;
  return plannedReach(resources, timeline.quarters.length).flatMap((mw, i) => {
    if (mw < 1.05 * reached || mw < 0.1) return [];
    reached = mw;
    const name = `${Math.round(mw)} MW IT by ${timeline.quarters[i]!}`;
    const itMW = 0.98 * mw;
    const late = firstMonth(i) + GRACE_MONTHS;
    return [
      { name, itMW, month: firstMonth(i) },
      ...(late < firstMonth(timeline.quarters.length)
        ? [{ name: `${name}, or within ${GRACE_MONTHS} months`, itMW, month: late }]
        : []),
    ];
  });
}

/** Every order of the plan as a resource; halls and coolers that stand where nothing is planned power nothing. */
export function plannedResources(solved: Solved, timeline: Timeline): PlannedResource[] {
  return timeline.sites
    .filter(({ itPeakMW }) => Math.max(...itPeakMW) > LEAST_IT_MW)
    .flatMap((site) => resourcesOf(solved, timeline, site));
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
  const resources = plannedResources(solved, timeline);
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
