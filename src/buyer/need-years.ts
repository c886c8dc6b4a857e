/**
 * For how many years the compute must be needed before owning pays.
 *
 *     cost(T)   capital paid back in T years less what a sale then brings; leases to their end
 *     break-even T: cost_a(T) = cost_b(T), sizes as planned; both planned again with that need
 */
import { rootBetween } from "../finance/present-value.ts";
import type { SolveOptions } from "../problem/solution.ts";
import { costOfNeed, solveWay } from "./way-plan.ts";
import type { WayPlan } from "./way-plan.ts";
import type { Need, Way } from "./ways.ts";

export interface NeedBreakEven {
  readonly a: Way;
  readonly b: Way;
  /** Years from which on `a` is cheaper; 0: always, null: never within the longest need looked at. */
  readonly years: number | null;
  /** Cost of `a` over that of `b`, both planned again with a need of so many years, less one. */
  readonly offByFrac: number | null;
}

/** Shortest and longest need looked at, years. */
export const NEED_YEARS = { least: 0.25, most: 30 } as const;

/** Years from which on `a` is no dearer than `b`, by their costs of a need; 0: always, null: never. */
export function needCrossing(
  a: (years: number) => number,
  b: (years: number) => number,
): number | null {
  const dearer = (years: number) => a(years) - b(years);
  const steps = 120;
  const yearsAt = (step: number) =>
    NEED_YEARS.least * (NEED_YEARS.most / NEED_YEARS.least) ** (step / steps);
  if (dearer(NEED_YEARS.most) > 0) return null;
  // The last change of sign: from there on it stays cheaper.
  for (let step = steps - 1; step >= 0; step--)
    if (dearer(yearsAt(step)) > 0) return rootBetween(dearer, yearsAt(step), yearsAt(step + 1));
  return 0;
}

async function againAt(
  need: Need,
  { way, sizeMW, scenario, solution }: WayPlan,
  needYears: number,
  options: SolveOptions,
): Promise<number> {
  const { buyer } = scenario;
  if (!buyer) return NaN;
  const again = await solveWay(
    need,
    way,
    sizeMW,
    { ...scenario, buyer: { ...buyer, needYears } },
    { ...options, warmStart: solution },
  );
  return "figures" in again ? again.figures.usdPerYear : NaN;
}

/** Break-even need of one planned way against another, both planned again there. */
export async function needBreakEven(
  need: Need,
  a: WayPlan,
  b: WayPlan,
  options: SolveOptions,
): Promise<NeedBreakEven> {
  const names = { a: a.way, b: b.way };
  const years = needCrossing(
    (at) => costOfNeed(a, at),
    (at) => costOfNeed(b, at),
  );
  if (years === null || years === 0) return { ...names, years, offByFrac: null };
  const [costA, costB] = [
    await againAt(need, a, years, options),
    await againAt(need, b, years, options),
  ];
  return { ...names, years, offByFrac: costA / costB - 1 };
}
