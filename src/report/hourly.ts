/** Hour by hour: what every asset of a site does. Of a plan over a horizon, the year shown (shown-year.ts). */
import type { Campus, PeriodBooks, SiteBooks } from "../model/campus.ts";
import { joined } from "../problem/series.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { VerifiedSolution } from "../solver/solver.ts";
import { claimedHours } from "./claims/basis.ts";
import { facilityLoad, ledger, powerOf, totalOf } from "./flows.ts";
import type { Solved } from "./flows.ts";
import { accountColumns } from "./hourly-accounts.ts";
import type { AccountColumn } from "./hourly-accounts.ts";
import type { HourlyReport } from "./package.ts";
import { shownYear } from "./shown-year.ts";
import type { ShownYear } from "./shown-year.ts";

function findShown(solved: Solved): ShownYear {
  const energyMWh = solved.campus.intervals.map(() => 0);
  for (const { periods } of solved.campus.sites)
    for (const period of periods)
      energyMWh[period.interval]! += totalOf(period, facilityLoad(solved, period));
  return shownYear(energyMWh);
}

/** Found once for all sites and things of a plan: it reads every hour. */
const shownOf = new WeakMap<Solved, ShownYear>();

/** The intervals whose hours are shown: the design year, or the last year in which the campus runs. */
export function shownIntervals(solved: Solved): ShownYear {
  const shown = shownOf.get(solved) ?? findShown(solved);
  shownOf.set(solved, shown);
  return shown;
}

/** The periods of those intervals at a site. */
export function shownPeriods(solved: Solved, site: SiteBooks): readonly PeriodBooks[] {
  const { from, to } = shownIntervals(solved);
  return site.periods.filter(({ interval }) => interval >= from && interval < to);
}

/** What one more MWh would save in every step, per MWh as of the step's own time. */
function marginalValue({ campus, solution }: Solved, site: string, period: PeriodBooks) {
  const slice = campus.problem.slices[period.slice]!;
  const row = slice.rows.findIndex(({ name }) => name === `${site}.electricity`);
  const { discount } = campus.intervals[period.interval]!;
  return solution.slices[period.slice]!.rowDuals[row]!.map(
    (dual, t) => Math.abs(dual) / slice.weightHours[t]! / discount,
  );
}

/** A column over the periods shown, 0 in those that have none of it; no column where none has any. */
function shownAccount({ of, ...named }: AccountColumn, periods: readonly PeriodBooks[]) {
  const parts = periods.map(of);
  if (parts.every((part) => part === undefined)) return [];
  const values = parts.map((part, k) => part ?? new Float64Array(periods[k]!.hours.steps));
  return [{ ...named, values: joined(values) }];
}

/** Hourly series of every site: asset by asset, and the accounts a reader settles from them. */
export function hourlyOf(
  scenario: Scenario,
  campus: Campus,
  solution: VerifiedSolution,
): HourlyReport[] {
  const solved = { campus, solution };
  const claimed = claimedHours(scenario, campus, solved);
  const accounts = accountColumns(solved, claimed);
  return campus.sites.map((site, s) => {
    const periods = shownPeriods(solved, site);
    const pairs = [
      ...new Map(
        periods
          .flatMap(({ books }) => books.get("electricity") ?? [])
          .map((posting) => [`${posting.asset}|${posting.role}`, posting]),
      ).values(),
    ];
    const over = (of: (period: PeriodBooks) => Float64Array) => joined(periods.map(of));
    const steps = periods.flatMap(({ hours }) => [
      ...(hours.picked ?? Array.from({ length: hours.steps }, (_, t) => t)),
    ]);
    const total = (name: string, of: (period: PeriodBooks) => Float64Array) => ({
      name,
      unit: "MW",
      role: "total",
      values: over(of),
    });
    return {
      site: site.name,
      stepOfYear: Int32Array.from(steps),
      weightHours: over(({ hours }) => hours.weightHours),
      columns: [
        total("itMW", (period) => ledger(solved, period, "itPower")),
        total("facilityMW", (period) => facilityLoad(solved, period)),
        total("cleanMW", (period) => ledger(solved, period, "clean")),
        total("matchedMW", ({ interval }) => claimed[interval]![s]!.matchedMW),
        {
          name: "marginalValue",
          unit: "per MWh",
          role: "price",
          values: over((period) => marginalValue(solved, site.name, period)),
        },
        ...pairs.map(({ asset, role }) => ({
          name: `${asset.slice(site.name.length + 1)}.${role ?? "other"}MW`,
          unit: "MW",
          role: role ?? "other",
          values: over((period) => powerOf(solved, period, asset, role)),
        })),
        ...accounts[s]!.flatMap((account) => shownAccount(account, periods)),
      ],
    };
  });
}
