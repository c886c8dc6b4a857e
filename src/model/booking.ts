/** Cash flows of decisions over a horizon: booked for the pro forma, and their present value for the objective. */
import type { HorizonScenario } from "../scenario/scenario.ts";
import type { Campus } from "./campus.ts";
import { middleOf } from "./interval.ts";
import type { Interval } from "./interval.ts";
import type { SizeCharge } from "./ledgers.ts";
import { orderFlow, presentValue, priceIndex } from "./money.ts";
import type { Span } from "./money.ts";
import type { Owner, UnitCost } from "./owner.ts";
import type { Order } from "./stock.ts";

/** Books a cash flow per unit of a decision; gives its present value. */
export function book(
  campus: Campus,
  owner: Owner,
  cost: Pick<UnitCost, "category" | "lifeYears">,
  design: number,
  usd: Float64Array,
  {
    capexUSD,
    ...about
  }: Pick<SizeCharge, "capexUSD" | "restUSD" | "comes" | "beforeService" | "afterPlan">,
): number {
  const { category } = cost;
  campus.charges.push({
    on: "size",
    asset: owner.asset,
    site: owner.site.name,
    category,
    design,
    usd,
    capexUSD,
    ...(capexUSD === 0 ? {} : { lifeYears: cost.lifeYears }),
    ...about,
  });
  return presentValue(campus.intervals, usd);
}

/** Books the capital of what comes in an interval, per unit of its decision; gives its present value. */
export function bookCapital(
  campus: Campus,
  horizon: HorizonScenario,
  owner: Owner,
  costs: readonly UnitCost[],
  at: Span & { design: number; factor: number },
): number {
  return costs.reduce((sum, cost) => {
    if (cost.capexUSDPerUnit === 0) return sum;
    const { flow, paidUSD, restUSD } = orderFlow(campus.intervals, horizon, owner.timing, cost, at);
    const usd = flow.map((value) => value * at.factor);
    const capital = {
      capexUSD: paidUSD * at.factor,
      restUSD: restUSD * at.factor,
      comes: at.comes,
    };
    return sum + book(campus, owner, cost, at.design, usd, capital);
  }, 0);
}

/** Upkeep of a unit in an interval, before price changes of its category. */
export function upkeepIn(
  { horizon }: Campus,
  interval: Pick<Interval, "quarter" | "yearFrac">,
  { upkeepUSDPerYear, upkeepUSDPerYearAt }: UnitCost,
): number {
  const yearly =
    horizon && upkeepUSDPerYearAt ? upkeepUSDPerYearAt(middleOf(interval)) : upkeepUSDPerYear;
  return yearly * interval.yearFrac;
}

/** Books the upkeep of `factor` units in the intervals where `inForce` says so. */
export function bookUpkeep(
  campus: Campus,
  owner: Owner,
  costs: readonly UnitCost[],
  design: number,
  factorAt: (interval: number) => number,
  beforeService = false,
): number {
  return costs.reduce((sum, cost) => {
    const usd = Float64Array.from(
      campus.intervals,
      (interval, i) =>
        factorAt(i) *
        upkeepIn(campus, interval, cost) *
        priceIndex(campus.horizon, cost.category, interval.yearsIn),
    );
    if (usd.every((value) => value === 0)) return sum;
    return (
      sum +
      book(campus, owner, cost, design, usd, {
        capexUSD: 0,
        ...(beforeService ? { beforeService } : {}),
      })
    );
  }, 0);
}

/** Books what is paid for contracts with a term: at the prices of their first quarter and their own index, until they end. */
export function bookTerms(
  campus: Campus,
  owner: Owner,
  costs: readonly UnitCost[],
  orders: readonly Order[],
  termQuarters: number,
): void {
  for (const { comes, design, factor } of orders)
    for (const cost of costs) {
      const index = priceIndex(campus.horizon, cost.category, campus.intervals[comes]!.yearsIn);
      const usd = Float64Array.from(campus.intervals, (interval, i) =>
        i >= comes && i < comes + termQuarters
          ? factor * upkeepIn(campus, interval, cost) * index
          : 0,
      );
      if (usd.every((value) => value === 0)) continue;
      campus.problem.design[design]!.cost += book(campus, owner, cost, design, usd, {
        capexUSD: 0,
      });
    }
}
