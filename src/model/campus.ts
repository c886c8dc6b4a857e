/** The model while blocks add themselves to it: one compact problem and the books beside it. */
import type { BalancedLedger, Conditions, OpenLedger, Summarise } from "../blocks/block.ts";
import { addCapacity, addSlice, createProblem } from "../problem/build.ts";
import type { Problem } from "../problem/problem.ts";
import type { Series } from "../problem/series.ts";
import type { Size } from "../blocks/block.ts";
import type { Charge, Count, Credit, HourlyBooks, Limit, SizedAsset } from "./ledgers.ts";

/** The hours of a year that are modelled, and how many hours each stands for. */
export interface Hours {
  /** Step of the year behind each modelled step; undefined when every step is modelled. */
  readonly picked: Int32Array | undefined;
  readonly steps: number;
  readonly weightHours: Float64Array;
  readonly ringStarts: readonly number[];
}

/** One site (or the portfolio) in one slice, with its hourly ledgers. */
export interface PeriodBooks {
  readonly name: string;
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
  summarise: Summarise | undefined;
}

export interface Campus {
  readonly problem: Problem;
  readonly sites: readonly SiteBooks[];
  readonly portfolio: SiteBooks;
  readonly assets: AddedAsset[];
  readonly sized: SizedAsset[];
  readonly charges: Charge[];
  readonly counts: Count[];
  readonly credits: Credit[];
  readonly limits: Limit[];
  readonly warnings: string[];
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
  if (hours.steps === 1) return series.reduce((sum, value) => sum + value, 0) / series.length;
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
    name: campus.problem.design[size.design]!.name,
    constant: size.request.existing ?? 0,
    terms: [{ design: size.design, coefficient: size.factor }],
  });
  campus.capacities[slice]!.set(size, index);
  return index;
}

/**
 * An empty campus. Sites share one slice when some workload is shared hour by hour, else each has
 * its own; the portfolio then stands in a slice of a single step for the whole year.
 */
export function createCampus(
  name: string,
  sites: readonly { name: string; conditions: Conditions }[],
  hours: Hours,
  shareHours: boolean,
): Campus {
  const problem = createProblem(name);
  const slice = (sliceName: string, of: Hours) =>
    addSlice(problem, {
      name: sliceName,
      steps: of.steps,
      weightHours: of.weightHours,
      ringStarts: of.ringStarts,
    });
  const together = shareHours || sites.length === 1;
  const common = together ? slice(sites.length === 1 ? sites[0]!.name : "portfolio", hours) : -1;
  const books: SiteBooks[] = sites.map(({ name: siteName, conditions }) => ({
    name: siteName,
    path: `sites.${siteName}`,
    conditions,
    periods: [
      {
        name: siteName,
        slice: together ? common : slice(siteName, hours),
        hours,
        books: new Map(),
        members: [],
      },
    ],
  }));
  const totalHours = hours.weightHours.reduce((sum, weight) => sum + weight, 0);
  const year: Hours = {
    picked: undefined,
    steps: 1,
    weightHours: Float64Array.of(totalHours),
    ringStarts: [0],
  };
  const portfolio: SiteBooks = {
    name: "portfolio",
    path: "",
    conditions: { ...sites[0]!.conditions, siteName: "portfolio" },
    periods: [
      {
        name: "portfolio",
        slice: together ? common : slice("portfolio", year),
        hours: together ? hours : year,
        books: new Map(),
        members: together ? books.map((site) => site.periods[0]!) : [],
      },
    ],
  };
  return {
    problem,
    sites: books,
    portfolio,
    assets: [],
    sized: [],
    charges: [],
    counts: [],
    credits: [],
    limits: [],
    warnings: [],
    capacities: problem.slices.map(() => new Map<Size, number>()),
  };
}
