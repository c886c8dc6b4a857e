/** Reads solved values back through the books: sizes, ledgers hour by hour, money. */
import { LOAD_ROLES } from "../blocks/block.ts";
import type { AssetResult, Role, Size } from "../blocks/block.ts";
import type { Campus, LedgerName, PeriodBooks } from "../model/campus.ts";
import type { Posting } from "../model/ledgers.ts";
import { postingsIn, sumPostings } from "../model/period.ts";
import { weightedSum } from "../problem/series.ts";
import type { Solution } from "../problem/solution.ts";

/** Solved values of a campus. */
export interface Solved {
  readonly campus: Campus;
  readonly solution: Solution;
}

/** Decided plus existing amount of a size. */
export function sizeOf({ solution }: Solved, size: Size): number {
  return (size.request.existing ?? 0) + size.factor * solution.design[size.design]!;
}

function valueOf(solved: Solved, posting: Posting): Float64Array | number {
  return posting.size
    ? sizeOf(solved, posting.size)
    : solved.solution.slices[posting.slice]!.values[posting.index]!;
}

/** Hourly sum of a ledger in one period, only postings that pass `keep`. */
export function ledger(
  solved: Solved,
  period: PeriodBooks,
  name: LedgerName,
  keep: (posting: Posting) => boolean = () => true,
): Float64Array {
  const postings = postingsIn(period, name).filter(keep);
  return sumPostings(postings, period.hours.steps, (posting) => valueOf(solved, posting));
}

const has = (roles: readonly Role[]) => (posting: Posting) =>
  posting.role !== undefined && roles.includes(posting.role);

/** Facility load in MW, hour by hour. */
export function facilityLoad(solved: Solved, period: PeriodBooks): Float64Array {
  return ledger(solved, period, "electricity", has(LOAD_ROLES)).map((value) => -value);
}

/** Power posted by one asset to electricity under one role. */
export function powerOf(
  solved: Solved,
  period: PeriodBooks,
  asset: string,
  role: Role | undefined,
): Float64Array {
  return ledger(
    solved,
    period,
    "electricity",
    (posting) => posting.asset === asset && posting.role === role,
  );
}

/** Σ weight × values. */
export function yearlyOf(period: PeriodBooks, values: Float64Array): number {
  return weightedSum(values, period.hours.weightHours);
}

/** The door through which an asset reads its own solved values. */
export function resultFor(solved: Solved, periods: readonly PeriodBooks[]): AssetResult {
  const weightHours = Float64Array.from(periods.flatMap((period) => [...period.hours.weightHours]));
  const values = (flows: readonly { variable: number }[]) =>
    flows.map((flow, p) => solved.solution.slices[periods[p]!.slice]!.values[flow.variable]!);
  return {
    weightHours,
    size: (size) => sizeOf(solved, size),
    values: (flows) => Float64Array.from(values(flows).flatMap((one) => [...one])),
    sum: (flows) => values(flows).reduce((sum, one, p) => sum + yearlyOf(periods[p]!, one), 0),
  };
}

/** Yearly amount and capital of every charge. */
export function chargesOf(
  solved: Solved,
): { site: string; asset: string; category: string; usdPerYear: number; capexUSD: number }[] {
  const { campus, solution } = solved;
  return campus.charges.map((charge) => {
    const { site, asset, category } = charge;
    if (charge.size) {
      const built = charge.size.factor * solution.design[charge.size.design]!;
      const amount =
        charge.capexUSDPerUnit > 0 ? built : built + (charge.size.request.existing ?? 0);
      return {
        site,
        asset,
        category,
        usdPerYear: Number(charge.usd) * amount,
        capexUSD: charge.capexUSDPerUnit * amount,
      };
    }
    const slice = campus.problem.slices[charge.slice]!;
    const values = solution.slices[charge.slice]!.values[charge.variable]!;
    let usd = 0;
    for (let t = 0; t < slice.steps; t++)
      usd +=
        values[t]! *
        slice.weightHours[t]! *
        (typeof charge.usd === "number" ? charge.usd : charge.usd[t]!);
    return { site, asset, category, usdPerYear: usd, capexUSD: 0 };
  });
}

/** Yearly total of a counted quantity (kg, m3) over all assets that pass `keep`. */
export function countOf(
  solved: Solved,
  total: string,
  keep: (asset: string) => boolean = () => true,
): number {
  const { campus, solution } = solved;
  let sum = 0;
  for (const count of campus.counts) {
    if (count.total !== total || !keep(count.asset)) continue;
    const slice = campus.problem.slices[count.slice]!;
    const values = solution.slices[count.slice]!.values[count.variable]!;
    for (let t = 0; t < slice.steps; t++)
      sum +=
        values[t]! *
        slice.weightHours[t]! *
        (typeof count.perUnitHour === "number" ? count.perUnitHour : count.perUnitHour[t]!);
  }
  return sum;
}
