/** Reads solved values back through the books: sizes, ledgers hour by hour, money. */
import { LOAD_ROLES } from "../blocks/block.ts";
import type { AssetResult, Role, Size } from "../blocks/block.ts";
import type { Campus, LedgerName, PeriodBooks } from "../model/campus.ts";
import type { Posting } from "../model/ledgers.ts";
import { postingsIn, sumPostings } from "../model/period.ts";
import { presentValue } from "../model/money.ts";
import { yearsOf } from "../model/interval.ts";
import { WORTH } from "./categories.ts";
import { at, joined, weightedSum } from "../problem/series.ts";
import type { Solution } from "../problem/solution.ts";

/** Solved values of a campus. */
export interface Solved {
  readonly campus: Campus;
  readonly solution: Solution;
}

/** What of a size is in force in one interval. */
export function inForce({ solution }: Solved, size: Size, interval: number): number {
  const { constant, terms } = size.inForce[interval]!;
  return terms.reduce(
    (sum, { design, coefficient }) => sum + coefficient * solution.design[design]!,
    constant,
  );
}

/** The most of a size that is in force at any time of the plan. */
export function peakOf(solved: Solved, size: Size): number {
  return size.inForce.reduce((most, _, i) => Math.max(most, inForce(solved, size, i)), 0);
}

/** What of a size is in force on average over the plan. */
export function averageOf(solved: Solved, size: Size): number {
  const { intervals } = solved.campus;
  const sum = intervals.reduce(
    (total, { yearFrac }, i) => total + yearFrac * inForce(solved, size, i),
    0,
  );
  return sum / yearsOf(intervals);
}

function valueOf(solved: Solved, posting: Posting): Float64Array | number {
  return posting.size
    ? inForce(solved, posting.size, solved.campus.intervalOfSlice[posting.slice]!)
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

/** Σ weight × values: over the year, or the quarter. */
export function totalOf(period: PeriodBooks, values: Float64Array): number {
  return weightedSum(values, period.hours.weightHours);
}

/** MWh that an asset posts to electricity by interval, what goes through stores apart. */
export function energyByInterval(
  solved: Solved,
  asset: string,
  periods: readonly PeriodBooks[],
): number[] {
  const energy = solved.campus.intervals.map(() => 0);
  for (const period of periods)
    energy[period.interval]! += totalOf(
      period,
      ledger(
        solved,
        period,
        "electricity",
        (posting) => posting.asset === asset && posting.role !== "storage",
      ),
    );
  return energy;
}

/** The door through which an asset reads its own solved values. */
export function resultFor(solved: Solved, periods: readonly PeriodBooks[]): AssetResult {
  const weightHours = joined(periods.map((period) => period.hours.weightHours));
  const values = (flows: readonly { variable: number }[]) =>
    flows.map((flow, p) => solved.solution.slices[periods[p]!.slice]!.values[flow.variable]!);
  return {
    weightHours,
    size: (size) => averageOf(solved, size),
    values: (flows) => joined(values(flows)),
    sum: (flows) => values(flows).reduce((sum, one, p) => sum + totalOf(periods[p]!, one), 0),
  };
}

/** One charge of a solved plan. */
export interface Paid {
  readonly site: string;
  readonly asset: string;
  readonly category: string;
  /** USD by interval, not discounted; revenue is negative. */
  readonly usd: Float64Array;
  readonly presentUSD: number;
  readonly capexUSD: number;
  /** Due after the end of the plan and held against it. */
  readonly afterPlan: boolean;
}

/** What every charge comes to. */
export function chargesOf(solved: Solved): Paid[] {
  const { campus, solution } = solved;
  const { intervals } = campus;
  return campus.charges.map((charge) => {
    const { site, asset, category } = charge;
    let usd: Float64Array;
    let capexUSD = 0;
    const afterPlan = charge.on === "size" && charge.afterPlan === true;
    if (charge.on === "size") {
      const amount = charge.design < 0 ? 1 : solution.design[charge.design]!;
      usd = charge.usd.map((value) => value * amount);
      capexUSD = charge.capexUSD * amount;
    } else {
      usd = new Float64Array(intervals.length);
      const slice = campus.problem.slices[charge.slice]!;
      const values = solution.slices[charge.slice]!.values[charge.variable]!;
      let sum = 0;
      for (let t = 0; t < slice.steps; t++)
        sum += values[t]! * slice.weightHours[t]! * at(charge.usd, t);
      usd[campus.intervalOfSlice[charge.slice]!] = sum;
    }
    const presentUSD = presentValue(intervals, usd);
    return { site, asset, category, usd, presentUSD, capexUSD, afterPlan };
  });
}

/** Present USD of all charges but what compute is worth. */
export function presentCostUSD(solved: Solved): number {
  return chargesOf(solved)
    .filter(({ category }) => category !== WORTH)
    .reduce((sum, { presentUSD }) => sum + presentUSD, 0);
}

/** Total over the plan of a counted quantity (kg, m3) over all assets that pass `keep`. */
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
      sum += values[t]! * slice.weightHours[t]! * at(count.perUnitHour, t);
  }
  return sum;
}
