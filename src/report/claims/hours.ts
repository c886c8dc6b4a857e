/** Reads the hours of a solved plan as the claims count them: load, purchases, stores and every source. */
import type { Role } from "../../blocks/block.ts";
import { pick } from "../../model/campus.ts";
import type { Campus, PeriodBooks, SiteBooks } from "../../model/campus.ts";
import type { Posting } from "../../model/ledgers.ts";
import { postingsIn, sumPostings } from "../../model/period.ts";
import { allSteps, at } from "../../problem/series.ts";
import { facilityLoad, ledger } from "../flows.ts";
import type { Solved } from "../flows.ts";
import type { SiteHours, SourceHours } from "./arithmetic.ts";

const GRID: ReadonlySet<Role | undefined> = new Set(["grid", "colocation"]);

const isGrid = ({ role }: Posting) => GRID.has(role);

/** Assets that deliver the grid's mix to a site. */
function mixAssets(period: PeriodBooks): Set<string> {
  return new Set(
    postingsIn(period, "clean")
      .filter(isGrid)
      .map(({ asset }) => asset),
  );
}

/** Assets that generate at a site. */
export function ownAssets(period: PeriodBooks): Set<string> {
  return new Set(
    postingsIn(period, "electricity")
      .filter(({ role }) => role === "generation")
      .map(({ asset }) => asset),
  );
}

/** Assets that deliver power through the grid under a contract. */
function deliverers(period: PeriodBooks, mix: ReadonlySet<string>): Set<string> {
  return new Set(
    postingsIn(period, "gridEnergy")
      .filter(({ asset, coefficient }) => !mix.has(asset) && at(coefficient, 0) > 0)
      .map(({ asset }) => asset),
  );
}

function sourcesOf(
  solved: Solved,
  period: PeriodBooks,
  delivering: ReadonlySet<string>,
): SourceHours[] {
  const own = ownAssets(period);
  const names = new Set(
    postingsIn(period, "clean")
      .filter((posting) => !isGrid(posting) && posting.role !== "storage")
      .map(({ asset }) => asset),
  );
  return [...names].map((name): SourceHours => {
    const of = (keep: (posting: Posting) => boolean) =>
      ledger(
        solved,
        period,
        "clean",
        (posting) => posting.asset === name && posting.role !== "storage" && keep(posting),
      );
    const net = of(() => true);
    const bought = of(
      ({ coefficient, isCapacity }) =>
        isCapacity || typeof coefficient !== "number" || coefficient > 0,
    );
    return {
      name,
      kind: own.has(name) ? "own" : delivering.has(name) ? "contract" : "virtual",
      netMW: net,
      soldMW: bought.map((mw, t) => Math.max(0, mw - net[t]!)),
    };
  });
}

/** kg an hour of one counted total, over the assets that pass `keep`. */
export function countedPerHour(
  { campus, solution }: Solved,
  period: PeriodBooks,
  keep: (asset: string) => boolean,
): Float64Array {
  const kg = new Float64Array(period.hours.steps);
  for (const count of campus.counts) {
    if (count.total !== "co2Kg" || count.slice !== period.slice || !keep(count.asset)) continue;
    const values = solution.slices[count.slice]!.values[count.variable]!;
    for (let t = 0; t < kg.length; t++) kg[t]! += values[t]! * at(count.perUnitHour, t);
  }
  return kg;
}

/** One site over one period, as `arithmetic.ts` counts it. */
export function siteHours(solved: Solved, site: SiteBooks, period: PeriodBooks): SiteHours {
  const { market } = site.conditions;
  const { steps } = period.hours;
  const role = (wanted: readonly Role[]) =>
    ledger(
      solved,
      period,
      "electricity",
      (posting) => posting.role !== undefined && wanted.includes(posting.role),
    );
  const mix = mixAssets(period);
  const delivering = deliverers(period, mix);
  const sources = sourcesOf(solved, period, delivering);
  const clean = new Set(sources.map(({ name }) => name));
  return {
    site: site.name,
    weightHours: period.hours.weightHours,
    loadMW: facilityLoad(solved, period),
    purchasedMW: role(["grid", "colocation"]),
    exportedMW: role(["export"]).map((mw) => -mw),
    otherContractsMW: ledger(
      solved,
      period,
      "gridEnergy",
      ({ asset }) => delivering.has(asset) && !clean.has(asset),
    ),
    storesMW: ledger(solved, period, "clean", (posting) => posting.role === "storage"),
    gridCleanMW: sumPostings(
      postingsIn(period, "clean").filter(isGrid),
      steps,
      (posting) => solved.solution.slices[posting.slice]!.values[posting.index]!,
    ),
    gridKgPerHour: countedPerHour(solved, period, (asset) => mix.has(asset)),
    gridCleanFrac: allSteps(pick(period.hours, market.gridCleanFrac), steps),
    gridCO2KgPerMWh: allSteps(pick(period.hours, market.gridCO2KgPerMWh), steps),
    sources,
  };
}

/** Hours of every site, period by period: `[period][site]`. */
export function campusSiteHours(campus: Campus, solved: Solved): SiteHours[][] {
  return campus.sites[0]!.periods.map((_, p) =>
    campus.sites.map((site) => siteHours(solved, site, site.periods[p]!)),
  );
}
