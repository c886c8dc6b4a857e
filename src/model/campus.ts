/** The model while blocks add themselves to it: one compact problem and the books beside it. */
import type { Currency } from "../units/money.ts";
import type { BillAccount, ContractAccount } from "../blocks/account.ts";
import type {
  BalancedLedger,
  Conditions,
  OpenLedger,
  PlantUnits,
  Summarise,
} from "../blocks/block.ts";
import type { HorizonScenario } from "../scenario/scenario.ts";
import { addCapacity, addSlice, createProblem } from "../problem/build.ts";
import type { Problem } from "../problem/problem.ts";
import type { Series } from "../problem/series.ts";
import type { Size } from "../blocks/block.ts";
import type { Hours, Interval } from "./interval.ts";
import type { Charge, Count, Credit, HourlyBooks, Limit, SizedAsset } from "./ledgers.ts";
import type { GivenUp } from "./given-up.ts";
import type { Order, StockRows } from "./stock.ts";
import type { AssetTiming } from "./timing.ts";

/** One site (or the portfolio) in one interval, with its hourly ledgers. */
export interface PeriodBooks {
  readonly name: string;
  /** Number of its interval among those of the campus. */
  readonly interval: number;
  readonly slice: number;
  readonly hours: Hours;
  readonly books: HourlyBooks;
  /** For the portfolio: the periods of all sites in the same slice. */
  readonly members: readonly PeriodBooks[];
}

export interface SiteBooks {
  readonly name: string;
  readonly path: string;
  readonly conditions: Conditions;
  readonly periods: readonly PeriodBooks[];
}

/** An asset as added, for the report. */
export interface AddedAsset {
  readonly name: string;
  readonly path: string;
  readonly kind: string;
  readonly title: string;
  readonly site: string;
  readonly timing: AssetTiming;
  readonly summarise: Summarise | undefined;
  /** Of a contract: its terms and how it settles. */
  readonly account: ContractAccount | undefined;
  /** Of a connection: its bill. */
  readonly bill: BillAccount | undefined;
  /** Of power bought at the site: the units behind it. */
  readonly units: PlantUnits | undefined;
}

export interface Campus {
  readonly problem: Problem;
  /** One for the design year, else the quarters of the plan. */
  readonly intervals: readonly Interval[];
  readonly horizon: HorizonScenario | undefined;
  readonly waccFrac: number;
  /** Currency its words are written in. */
  readonly money: Currency;
  /** Years for which a design year's compute is needed, and what a sale then brings of the straight-line rest. */
  readonly need: { readonly years: number; readonly resaleFrac: number } | undefined;
  readonly sites: readonly SiteBooks[];
  readonly portfolio: SiteBooks;
  readonly assets: AddedAsset[];
  readonly sized: SizedAsset[];
  readonly charges: Charge[];
  readonly counts: Count[];
  readonly credits: Credit[];
  readonly limits: Limit[];
  /** Over a horizon: what may be ordered, and the rows of what is in force. */
  readonly orders: Order[];
  readonly stocks: StockRows[];
  /** What may be given up of contracts. */
  readonly givenUp: GivenUp[];
  readonly warnings: string[];
  readonly intervalOfSlice: readonly number[];
  /** Capacity index of each size in each slice. */
  readonly capacities: Map<Size, number>[];
}

/** Ledgers that close in every hour. */
export const BALANCED: readonly BalancedLedger[] = [
  "electricity",
  "gridEnergy",
  "airHeat",
  "liquidHeat",
];

/** Name of a ledger in the books. */
export type LedgerName = BalancedLedger | OpenLedger | `compute:${string}`;

/** Cuts a whole-year series to the modelled hours; one step standing for a year takes the mean. */
export function pick(hours: Hours, series: Series): Series {
  if (typeof series === "number") return series;
  if (hours.averaged) {
    const [from, to] = hours.averaged;
    let sum = 0;
    for (let t = from; t < to; t++) sum += series[t]!;
    return sum / (to - from);
  }
  if (!hours.picked) return series;
  const out = new Float64Array(hours.steps);
  for (let t = 0; t < hours.steps; t++) out[t] = series[hours.picked[t]!]!;
  return out;
}

/** Index of the capacity of `size` in `slice`, made on first use. */
export function capacityOf(campus: Campus, slice: number, size: Size): number {
  const known = campus.capacities[slice]!.get(size);
  if (known !== undefined) return known;
  const index = addCapacity(campus.problem.slices[slice]!, {
    name: size.request.name,
    ...size.inForce[campus.intervalOfSlice[slice]!]!,
  });
  campus.capacities[slice]!.set(size, index);
  return index;
}

/** What an empty campus is made from. */
export interface CampusFrame {
  readonly name: string;
  readonly sites: readonly { readonly name: string; readonly conditions: Conditions }[];
  /** All workloads; a site's own conditions hold those it may serve. */
  readonly workloads: Conditions["workloads"];
  readonly intervals: readonly Interval[];
  readonly horizon: HorizonScenario | undefined;
  readonly waccFrac: number;
  readonly money: Currency;
  readonly need: Campus["need"];
  /** Some workload is shared hour by hour, so that all sites stand in one slice. */
  readonly shareHours: boolean;
}

/**
 * An empty campus. Sites share one slice per interval when some workload is shared hour by hour, else
 * each has its own; the portfolio then stands in a slice of a single step for the whole interval.
 */
export function createCampus(frame: CampusFrame): Campus {
  const { name, sites, intervals } = frame;
  const problem = createProblem(name);
  const intervalOfSlice: number[] = [];
  const slice = (sliceName: string, i: number, { steps, weightHours, ringStarts }: Hours) => {
    intervalOfSlice.push(i);
    const label = intervals.length === 1 ? sliceName : `${sliceName}@${intervals[i]!.label}`;
    return addSlice(problem, { name: label, steps, weightHours, ringStarts });
  };
  const together = frame.shareHours || sites.length === 1;
  const common = intervals.map(({ hours }, i) =>
    together ? slice(sites.length === 1 ? sites[0]!.name : "portfolio", i, hours) : -1,
  );
  const books: SiteBooks[] = sites.map((site) => ({
    name: site.name,
    path: `sites.${site.name}`,
    conditions: site.conditions,
    periods: intervals.map(({ hours }, i) => ({
      name: site.name,
      interval: i,
      slice: together ? common[i]! : slice(site.name, i, hours),
      hours,
      books: new Map(),
      members: [],
    })),
  }));
  const portfolio: SiteBooks = {
    name: "portfolio",
    path: "",
    conditions: { ...sites[0]!.conditions, siteName: "portfolio", workloads: frame.workloads },
    periods: intervals.map(({ hours, total }, i) => ({
      name: "portfolio",
      interval: i,
      slice: together ? common[i]! : slice("portfolio", i, total),
      hours: together ? hours : total,
      books: new Map(),
      members: together ? books.map((site) => site.periods[i]!) : [],
    })),
  };
  return {
    problem,
    intervals,
    horizon: frame.horizon,
    waccFrac: frame.waccFrac,
    money: frame.money,
    need: frame.need,
    sites: books,
    portfolio,
    assets: [],
    sized: [],
    charges: [],
    counts: [],
    credits: [],
    limits: [],
    orders: [],
    givenUp: [],
    stocks: [],
    warnings: [],
    intervalOfSlice,
    capacities: problem.slices.map(() => new Map<Size, number>()),
  };
}
