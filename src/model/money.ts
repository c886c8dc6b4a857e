/**
 * Money of sizes: annuities of a design year, cash flows of orders over a horizon. All real.
 *
 *     design year   capital a year = capex·wacc / (1 − (1 + wacc)^−life)
 *     horizon       −capex·index, spread evenly over the quarters before it comes;
 *                   + capex·index·(rest of life) in the last quarter, where residual value counts and it is
 *                   in force at the end
 */
import type { CostCategory } from "../blocks/block.ts";
import { QUARTER_MONTHS } from "../units/quarter.ts";
import type { HorizonScenario } from "../scenario/scenario.ts";
import type { Interval } from "./interval.ts";
import type { AssetTiming } from "./timing.ts";

/** Real price of a category relative to the start of the plan. */
export function priceIndex(
  horizon: HorizonScenario | undefined,
  category: CostCategory,
  yearsIn: number,
): number {
  const change = horizon?.priceChangeFracPerYear[category] ?? 0;
  return change === 0 ? 1 : (1 + change) ** yearsIn;
}

/** Price of a unit bought so many years into the plan. */
export function priceAt(
  horizon: HorizonScenario,
  { priceChangeFracPerYear }: Pick<AssetTiming, "priceChangeFracPerYear">,
  { category, capexUSDPerUnit }: { category: CostCategory; capexUSDPerUnit: number },
  years: number,
): number {
  return (
    capexUSDPerUnit * (1 + priceChangeFracPerYear) ** years * priceIndex(horizon, category, years)
  );
}

/** When something is decided, comes and is gone again, in intervals. */
export interface Span {
  /** The start of the plan when left out. */
  readonly decided?: number;
  readonly comes: number;
  /** First interval without it; never when left out. */
  readonly ends?: number;
}

/** Quarters over which the capital of something is spent before it comes, none before it is decided. */
function spendQuarters(
  horizon: HorizonScenario,
  timing: AssetTiming,
  servers: boolean,
  { decided = 0, comes }: Span,
): number {
  // Chips are paid on delivery.
  if (servers) return 0;
  const months = Math.min(horizon.spendMonths, timing.leadMonths);
  return Math.min(Math.round(months / QUARTER_MONTHS), comes - decided);
}

/**
 * USD by interval, costs positive, of one unit, what is paid for it, and what of it is left at the end of the
 * plan (already taken off the last interval): nothing where it ends before.
 */
export function orderFlow(
  intervals: readonly Interval[],
  horizon: HorizonScenario,
  timing: AssetTiming,
  cost: { category: CostCategory; capexUSDPerUnit: number; lifeYears: number },
  span: Span,
): { flow: Float64Array; paidUSD: number; restUSD: number } {
  const flow = new Float64Array(intervals.length);
  const { comes, ends = intervals.length } = span;
  const paidUSD = priceAt(horizon, timing, cost, comes / 4);
  const spread = spendQuarters(horizon, timing, cost.category === "servers", span);
  if (spread === 0) flow[comes]! += paidUSD;
  for (let k = 1; k <= spread; k++) flow[comes - k]! += paidUSD / spread;
  const used = (intervals.length - comes) / 4;
  const leftFrac = ends < intervals.length ? 0 : Math.max(0, 1 - used / cost.lifeYears);
  const restUSD = horizon.residualValue ? paidUSD * leftFrac : 0;
  flow[intervals.length - 1]! -= restUSD;
  return { flow, paidUSD, restUSD };
}

/** What a flow of money is worth at the start of the plan. */
export function presentValue(intervals: readonly Interval[], flow: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < flow.length; i++) sum += flow[i]! * intervals[i]!.discount;
  return sum;
}
