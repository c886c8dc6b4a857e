/**
 * What contracts with a term still oblige to after the end of the plan, held against it in its last quarter:
 *
 *     all               signed price − price of the same contract at the end of the plan
 *     [idle]            units in force in the last quarter − their mean over the last year, of the year's
 *                       signings: the whole price of the rest of their first year. Targets are by the year:
 *                       four times the chips in the last quarter would serve one
 *     [must]            units of `minimum`: what they lose at the market: energy sold on, a toll run whenever
 *                       that pays, a lease taken over at the usual rent
 *     held = Σ_{quarters beyond the end} discount·max(0, net) / discount of the last quarter
 *
 * What runs on by choice is taken to be worth its price, as what is owned is worth its straight-line rest; no
 * gain is counted. What loses costs the least of meeting its terms, as IAS 37 asks of onerous contracts.
 */
import { addDesign, addDesignRow } from "../problem/build.ts";
import type { SizeRequest, Sum } from "../blocks/block.ts";
import { book, upkeepIn } from "./booking.ts";
import type { Campus } from "./campus.ts";
import { discountOf } from "./interval.ts";
import { priceIndex } from "./money.ts";
import type { Owner, UnitCost } from "./owner.ts";
import type { Order } from "./stock.ts";

const YEAR_QUARTERS = 4;

/** Quarters of a contract that lie beyond the end of the plan, by number from its start. */
function quartersAfter({ intervals }: Campus, comes: number, termQuarters: number): number[] {
  const first = Math.max(intervals.length, comes);
  const count = Math.max(0, comes + termQuarters - first);
  return Array.from({ length: count }, (_, k) => first + k);
}

/** Books what is due in quarters after the plan per unit of a decision, in its last interval; adds it to the cost of the decision. */
function hold(
  campus: Campus,
  owner: Owner,
  cost: Pick<UnitCost, "category" | "lifeYears">,
  design: number,
  quarters: readonly number[],
  dueUSD: (quarter: number) => number,
): void {
  const worth = quarters.reduce(
    (sum, quarter) => sum + discountOf(campus.waccFrac, quarter) * Math.max(0, dueUSD(quarter)),
    0,
  );
  if (worth === 0) return;
  const usd = new Float64Array(campus.intervals.length);
  usd[usd.length - 1] = worth / campus.intervals.at(-1)!.discount;
  campus.problem.design[design]!.cost += book(campus, owner, cost, design, usd, {
    capexUSD: 0,
    afterPlan: true,
  });
}

/** Units of an order, at most all of it, as a decision of their own. */
function partOf(
  { problem, intervals }: Campus,
  { comes, design, factor }: Order,
  name: string,
): number {
  const at = `${name}@${intervals[comes]!.label}`;
  const units = addDesign(problem, { name: at });
  addDesignRow(problem, {
    name: at,
    terms: [
      { design: units, coefficient: 1 },
      { design, coefficient: -factor },
    ],
    sense: "<=",
    rhs: 0,
  });
  return units;
}

/** What a unit ordered costs in a quarter from the start of the plan, at the prices of its signing and of the plan's end. */
function quarterlyUSD(campus: Campus, cost: UnitCost, { comes, factor }: Order) {
  const { intervals, horizon } = campus;
  const index = (i: number) => priceIndex(horizon, cost.category, intervals[i]!.yearsIn);
  const [signed, last] = [index(comes), index(intervals.length - 1)];
  return (quarter: number) => {
    const at = { quarter: intervals[0]!.quarter + quarter, yearFrac: 1 / YEAR_QUARTERS };
    const usd = factor * upkeepIn(campus, at, cost);
    return { signed: usd * signed, last: usd * last };
  };
}

/** Holds against the plan what contracts are paid beyond its end over the price of then, signing by signing. */
export function holdPrices(
  campus: Campus,
  owner: Owner,
  costs: readonly UnitCost[],
  orders: readonly Order[],
  termQuarters: number,
): void {
  for (const order of orders)
    for (const cost of costs) {
      const usd = quarterlyUSD(campus, cost, order);
      const quarters = quartersAfter(campus, order.comes, termQuarters);
      hold(campus, owner, cost, order.design, quarters, (quarter) => {
        const { signed, last } = usd(quarter);
        return signed - last;
      });
    }
}

/** Holds the rest of a first year of units that stand at the end beyond their mean over the last year. */
export function holdIdle(
  campus: Campus,
  owner: Owner,
  name: string,
  costs: readonly UnitCost[],
  orders: readonly Order[],
  stock: readonly Sum[],
  termQuarters: number,
): void {
  const { problem, intervals } = campus;
  const base = `${owner.asset}.${name}.idle`;
  const first = Math.max(0, intervals.length - YEAR_QUARTERS);
  const late = orders.filter(({ comes }) => comes > first);
  if (late.length === 0 || costs.every(({ upkeepUSDPerYear }) => upkeepUSDPerYear <= 0)) return;
  const idle = late.map((order) => {
    const units = partOf(campus, order, base);
    const quarters = quartersAfter(campus, order.comes, Math.min(YEAR_QUARTERS, termQuarters));
    for (const cost of costs) {
      const usd = quarterlyUSD(campus, cost, { ...order, factor: 1 });
      hold(campus, owner, cost, units, quarters, (quarter) => {
        const { signed, last } = usd(quarter);
        return Math.min(signed, last);
      });
    }
    return { design: units, coefficient: 1 };
  });
  const year = stock.slice(first);
  const weighed = (sum: Sum, weight: number) =>
    sum.terms.map(({ design, coefficient }) => ({ design, coefficient: weight * coefficient }));
  addDesignRow(problem, {
    name: base,
    terms: [
      ...idle,
      ...year.slice(0, -1).flatMap((sum) => weighed(sum, 1 / year.length)),
      ...weighed(year.at(-1)!, 1 / year.length - 1),
    ],
    sense: ">=",
    rhs: 0,
  });
}

/**
 * Orders the least that must be: Σ ordered ≥ minimum. Of a contract that loses, Σ must ≥ minimum and must ≤
 * ordered, and what `must` loses beyond the end of the plan is held against it.
 */
export function orderLeast(
  campus: Campus,
  owner: Owner,
  { name, category, minimum = 0, lossUSDPerUnitYear = 0 }: SizeRequest,
  orders: readonly Order[],
  termQuarters: number,
): void {
  const base = `${owner.asset}.${name}`;
  const loses = lossUSDPerUnitYear > 0 && Number.isFinite(termQuarters);
  const cost = { category, lifeYears: NaN };
  const terms = orders.map((order) => {
    if (!loses) return { design: order.design, coefficient: order.factor };
    const must = partOf(campus, order, `${base}.must`);
    hold(
      campus,
      owner,
      cost,
      must,
      quartersAfter(campus, order.comes, termQuarters),
      () => lossUSDPerUnitYear / YEAR_QUARTERS,
    );
    return { design: must, coefficient: 1 };
  });
  addDesignRow(campus.problem, { name: `${base}.minimum`, terms, sense: ">=", rhs: minimum });
}
