/** The solved hours of a contract's periods, as its own settlement sees them. */
import type { SolvedPeriod } from "../../blocks/account.ts";
import type { Period } from "../../blocks/block.ts";
import { pick } from "../../model/campus.ts";
import type { Campus, PeriodBooks, SiteBooks } from "../../model/campus.ts";
import { priceIndex } from "../../model/money.ts";
import { periodFor } from "../../model/period.ts";
import type { Size } from "../../blocks/block.ts";
import { facilityLoad, inForce } from "../flows.ts";
import type { Solved } from "../flows.ts";

/** Mean price index at the signing of what is in force of a contract with a term; that of now for others. */
function signedIndex({ campus, solution }: Solved, size: Size, interval: number): number {
  const { request } = size;
  const sized = campus.sized.find((one) => one.size === size)!;
  const indexAt = (i: number) =>
    priceIndex(campus.horizon, request.category, campus.intervals[i]!.yearsIn);
  if (request.termYears === undefined || !campus.horizon) return indexAt(interval);
  const quarters = Math.round(4 * request.termYears);
  let units = 0;
  let indexed = 0;
  for (const { asset, name, comes, design, factor } of campus.orders) {
    if (asset !== sized.asset || name !== request.name) continue;
    if (comes > interval || comes + quarters <= interval) continue;
    const signed = factor * solution.design[design]!;
    units += signed;
    indexed += signed * indexAt(comes);
  }
  return Math.abs(units) > 1e-12 ? indexed / units : 1;
}

function solvedPeriod(
  solved: Solved,
  site: SiteBooks,
  asset: string,
  books: PeriodBooks,
): SolvedPeriod {
  const { campus, solution } = solved;
  const interval = campus.intervals[books.interval]!;
  const period: Period = periodFor(campus, site.name, asset, books);
  const { steps } = books.hours;
  return {
    period,
    yearFrac: interval.yearFrac,
    year: interval.year,
    weightHours: books.hours.weightHours,
    cut(series) {
      const values = pick(books.hours, series);
      return typeof values === "number" ? new Float64Array(steps).fill(values) : values;
    },
    priceIndex: (category) => priceIndex(campus.horizon, category, interval.yearsIn),
    signedIndex: (size) => signedIndex(solved, size, books.interval),
    size: (size) => inForce(solved, size, books.interval),
    values: ({ variable }) => solution.slices[books.slice]!.values[variable]!,
    load: () => facilityLoad(solved, books),
  };
}

/** The site (or portfolio) of an asset. */
export function siteOf(campus: Campus, name: string): SiteBooks {
  return campus.sites.find((site) => site.name === name) ?? campus.portfolio;
}

/** Every period of an asset of `site`. */
export function solvedPeriods(solved: Solved, site: SiteBooks, asset: string): SolvedPeriod[] {
  return site.periods.map((books) => solvedPeriod(solved, site, asset, books));
}
