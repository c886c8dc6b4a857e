/**
 * Columns from which a reader settles contracts, the energy bill and the hourly claim (docs/hourly-file.md).
 *
 *     contract     energyUSD = Σ w·energyMW·energyUSDPerMWh;  take or pay: + last price·max(0, Σ w·dueMW − Σ w·energyMW)
 *                  feesUSD   = Σ w·feesMW·feesUSDPerMWh
 *                  resaleUSD = −Σ w·resaleMW·resaleUSDPerMWh
 *     connection   USD       = Σ w·(boughtMW·boughtUSDPerMWh + gridMW·chargesUSDPerMWh)
 *     claim        countedMW = Σ cleanMW that counts + storesCleanMW + clean part of the grid's mix, where it counts
 *                  matchedMW = min(facilityMW, countedMW) of a site alone in its market
 */
import type { Priced, Settlement } from "../blocks/account.ts";
import { pick } from "../model/campus.ts";
import type { Campus, PeriodBooks, SiteBooks } from "../model/campus.ts";
import { priceIndex } from "../model/money.ts";
import { allSteps } from "../problem/series.ts";
import type { ClaimedHours } from "./claims/basis.ts";
import { settleAll } from "./contracts/contracts.ts";
import type { Settled } from "./contracts/contracts.ts";
import { solvedPeriods } from "./contracts/solved-period.ts";
import type { Solved } from "./flows.ts";

/** A column of the hourly file, one period at a time; undefined where a period has none of it. */
export interface AccountColumn {
  readonly name: string;
  readonly unit: string;
  readonly role: "account";
  readonly of: (period: PeriodBooks) => Float64Array | undefined;
}

const column = (name: string, unit: string, of: AccountColumn["of"]): AccountColumn => ({
  name,
  unit,
  role: "account",
  of,
});

/** Power and its price: two columns of one name. */
function pricedColumns(
  name: string,
  of: (p: number) => Priced | undefined,
): [AccountColumn, AccountColumn] {
  return [
    column(`${name}MW`, "MW", ({ interval }) => of(interval)?.mw),
    column(`${name}USDPerMWh`, "USD per MWh", ({ interval }) => of(interval)?.usdPerMWh),
  ];
}

/** Prices and carbon of the place's grid, as the plan counts them. */
function marketColumns({ horizon, intervals }: Campus, site: SiteBooks): AccountColumn[] {
  const { market } = site.conditions;
  const hourly = (
    name: string,
    unit: string,
    series: Float64Array,
    index: (yearsIn: number) => number = () => 1,
  ) =>
    column(name, unit, ({ hours, interval }) => {
      const by = index(intervals[interval]!.yearsIn);
      return allSteps(pick(hours, series), hours.steps).map((value) => value * by);
    });
  const lifeCycle = market.gridLifeCycleCO2KgPerMWh;
  return [
    hourly("marketUSDPerMWh", "USD per MWh", market.priceUSDPerMWh, (yearsIn) =>
      priceIndex(horizon, "energy", yearsIn),
    ),
    hourly("gridCO2KgPerMWh", "kg per MWh", market.gridCO2KgPerMWh),
    ...(lifeCycle ? [hourly("gridLifeCycleCO2KgPerMWh", "kg per MWh", lifeCycle)] : []),
    hourly("gridCleanFrac", "frac", market.gridCleanFrac),
  ];
}

/** What the hourly claim adds up at a site: `claimed` is `[period][site]`, `s` the site's number. */
function claimColumns(
  site: SiteBooks,
  claimed: readonly (readonly ClaimedHours[])[],
  s: number,
): AccountColumn[] {
  const at = (p: number) => claimed[p]![s]!;
  const sources = new Set(
    site.periods.flatMap(({ interval }) => at(interval).hours.sources.map(({ name }) => name)),
  );
  return [
    column("countedMW", "MW", ({ interval }) => at(interval).countedMW),
    column("gridCleanMW", "MW", ({ interval }) => at(interval).hours.gridCleanMW),
    column("storesCleanMW", "MW", ({ interval }) => at(interval).hours.storesMW),
    ...[...sources].map((source) =>
      column(
        `${source.slice(site.name.length + 1)}.cleanMW`,
        "MW",
        ({ interval }) => at(interval).hours.sources.find(({ name }) => name === source)?.netMW,
      ),
    ),
  ];
}

/** Energy bought at each connection, its price, and what the tariff charges on every MWh. */
function connectionColumns(solved: Solved, site: SiteBooks): AccountColumn[] {
  return solved.campus.assets.flatMap(({ name, site: of, bill }): AccountColumn[] => {
    if (of !== site.name || !bill) return [];
    const periods = solvedPeriods(solved, site, name);
    const own = name.slice(site.name.length + 1);
    return [
      ...pricedColumns(`${own}.bought`, (p) => bill.bought(periods[p]!, p)),
      column(`${own}.chargesUSDPerMWh`, "USD per MWh", ({ interval }) =>
        bill.perMWhUSD(periods[interval]!, interval),
      ),
    ];
  });
}

/** What is delivered under a contract, what of it is paid for at which price, fees and resale. */
function contractColumns({ asset, site, settlements }: Settled): AccountColumn[] {
  const own = asset.name.slice(site.name.length + 1);
  const mw = (name: string, of: (settled: Settlement) => Float64Array | undefined) =>
    column(`${own}.${name}MW`, "MW", ({ interval }) => of(settlements[interval]!));
  return [
    mw("delivered", ({ deliveredMW }) => deliveredMW),
    mw("taken", ({ takenMW }) => takenMW),
    ...pricedColumns(`${own}.energy`, (p) => settlements[p]!.energy),
    mw("due", ({ dueMW }) => dueMW),
    ...pricedColumns(`${own}.fees`, (p) => settlements[p]!.fees),
    ...pricedColumns(`${own}.resale`, (p) => settlements[p]!.resale),
    column(
      `${own}.spotUSDPerMWh`,
      "USD per MWh",
      ({ interval }) => settlements[interval]!.spotUSDPerMWh,
    ),
  ];
}

/** By site: all columns of accounts, those included that no period has. */
export function accountColumns(
  solved: Solved,
  claimed: readonly (readonly ClaimedHours[])[],
): AccountColumn[][] {
  const { campus } = solved;
  const settled = settleAll(solved);
  return campus.sites.map((site, s) => [
    ...marketColumns(campus, site),
    ...claimColumns(site, claimed, s),
    ...connectionColumns(solved, site),
    ...settled.filter((one) => one.site === site).flatMap(contractColumns),
  ]);
}
