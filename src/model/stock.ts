/**
 * A size over a horizon: orders that come quarter by quarter, and what of them is in force.
 *
 *     stock_q ≤ stock_{q−1} + order_q                  may leave early; "=" where leaving saves nothing
 *     stock_q ≤ Σ orders of the last `life` quarters    where a life ends within the plan
 *     order_q ≤ maxPerQuarter;  stock_q ≤ maximum;  Σ order ≥ minimum
 *     stage: see stages.ts
 *     contract with a term: stock_q = Σ orders of its last quarters, paid at the price of the signing; what it
 *         obliges to after the plan: see after-plan.ts
 *     objective += Σ_q PV(order)·order_q + Σ_q discount_q·upkeep·stock_q
 */
import type { SizeRequest, SizeStage, Sum } from "../blocks/block.ts";
import { holdIdle, holdPrices, orderLeast } from "./after-plan.ts";
import { addDesign, addDesignRow } from "../problem/build.ts";
import type { HorizonScenario } from "../scenario/scenario.ts";
import { bookCapital, bookTerms, bookUpkeep } from "./booking.ts";
import type { Campus } from "./campus.ts";
import { limitDesign, unitCosts } from "./owner.ts";
import type { Owner } from "./owner.ts";
import { stagedSums } from "./stages.ts";
import { firstInterval } from "./timing.ts";

/** An order that a plan may place: which decision, and when it comes. */
export interface Order {
  readonly asset: string;
  readonly name: string;
  readonly comes: number;
  readonly design: number;
  /** Units of the size per unit of the decision. */
  readonly factor: number;
  readonly stage: SizeStage | undefined;
  /** Quarters after the start of the plan at which a stage is accepted. */
  readonly later: number;
}

/** Rows of one size's stock, so that units may move between sites. */
export interface StockRows {
  readonly owner: Owner;
  readonly request: SizeRequest;
  /** Design row of each interval; −1 where nothing can be in force. */
  readonly balance: readonly number[];
  readonly life: readonly number[];
  readonly lifeQuarters: number;
}

/** A billed peak or the like: found anew in every interval. */
function measuredSums(
  campus: Campus,
  owner: Owner,
  request: SizeRequest,
  existing: (interval: number) => number,
): Sum[] {
  const costs = unitCosts(request);
  return campus.intervals.map(({ label }, i) => {
    const design = addDesign(campus.problem, {
      name: `${owner.asset}.${request.name}@${label}`,
      ...(request.maximum === undefined ? {} : { upper: request.maximum }),
    });
    campus.problem.design[design]!.cost = bookUpkeep(campus, owner, costs, design, (k) =>
      k === i ? 1 : 0,
    );
    if (request.maximum !== undefined && request.limitField !== undefined)
      limitDesign(campus, owner, request, {
        design,
        factor: 1,
        value: request.maximum,
        existing: existing(i),
        intervals: [i, i],
      });
    return { constant: existing(i), terms: [{ design, coefficient: 1 }] };
  });
}

function addOrders(
  campus: Campus,
  horizon: HorizonScenario,
  owner: Owner,
  request: SizeRequest,
): Order[] {
  const { timing } = owner;
  const { intervals, problem } = campus;
  const first = firstInterval(campus, timing);
  const last =
    timing.until === undefined
      ? intervals.length - 1
      : Math.min(intervals.length - 1, timing.until - horizon.start);
  const factor = request.unitSize ?? 1;
  const most = Math.min(request.maximum ?? Infinity, timing.maxPerQuarter ?? Infinity);
  const order = { asset: owner.asset, name: request.name, stage: undefined, later: 0 };
  const perQuarter = {
    ...request,
    name: `${request.name}PerQuarter`,
    limitField: "timing.maxPerQuarter",
  };
  const orders: Order[] = [];
  for (let comes = first; comes <= last; comes += horizon.orderEveryQuarters) {
    const design = addDesign(problem, {
      name: `${owner.asset}.${request.name}.order@${intervals[comes]!.label}`,
      upper: request.unitSize === undefined ? most : Math.floor(most / factor + 1e-9),
      integer: request.unitSize !== undefined,
    });
    const at = { design, factor, comes };
    problem.design[design]!.cost = bookCapital(campus, horizon, owner, unitCosts(request), at);
    if (timing.maxPerQuarter !== undefined && timing.maxPerQuarter <= most)
      limitDesign(campus, owner, perQuarter, {
        design,
        factor,
        value: most,
        intervals: [comes, comes],
      });
    orders.push({ ...order, ...at });
  }
  campus.orders.push(...orders);
  return orders;
}

function stockSums(
  campus: Campus,
  horizon: HorizonScenario,
  owner: Owner,
  request: SizeRequest,
  existing: (interval: number) => number,
): Sum[] {
  const { intervals, problem } = campus;
  const costs = unitCosts(request);
  const none = (i: number): Sum => ({ constant: existing(i), terms: [] });
  if (request.maximum === 0) return intervals.map((_, i) => none(i));
  const orders = addOrders(campus, horizon, owner, request);
  const contract = request.nature === "contract";
  const lives = contract
    ? [request.termYears ?? Infinity]
    : costs.flatMap(({ capexUSDPerUnit, lifeYears }) => (capexUSDPerUnit > 0 ? [lifeYears] : []));
  const lifeQuarters = Math.round(4 * Math.min(Infinity, ...lives));
  if (request.minimum) orderLeast(campus, owner, request, orders, lifeQuarters);
  if (orders.length === 0) return intervals.map((_, i) => none(i));
  const first = orders[0]!.comes;
  const ends = first + lifeQuarters < intervals.length;
  const saves = costs.some(({ upkeepUSDPerYear }) => upkeepUSDPerYear > 0);
  const mayLeave = !contract && (saves || ends);
  const termed = contract && request.termYears !== undefined;
  if (termed) {
    bookTerms(campus, owner, costs, orders, lifeQuarters);
    holdPrices(campus, owner, costs, orders, lifeQuarters);
  }
  const balance: number[] = [];
  const life: number[] = [];
  let before = -1;
  const sums = intervals.map(({ label }, i) => {
    if (i < first) {
      balance.push(-1);
      life.push(-1);
      return none(i);
    }
    const stock = addDesign(problem, {
      name: `${owner.asset}.${request.name}@${label}`,
      upper: request.maximum ?? Infinity,
    });
    if (!termed)
      problem.design[stock]!.cost = bookUpkeep(campus, owner, costs, stock, (k) =>
        k === i ? 1 : 0,
      );
    const come = orders.filter(({ comes }) => comes === i);
    balance.push(
      addDesignRow(problem, {
        name: `${owner.asset}.${request.name}.stock@${label}`,
        terms: [
          { design: stock, coefficient: 1 },
          ...(before < 0 ? [] : [{ design: before, coefficient: -1 }]),
          ...come.map(({ design, factor }) => ({ design, coefficient: -factor })),
        ],
        sense: mayLeave || (ends && i >= first + lifeQuarters) ? "<=" : "=",
        rhs: 0,
      }),
    );
    const living = orders.filter(({ comes }) => comes <= i && comes > i - lifeQuarters);
    life.push(
      i < first + lifeQuarters || !ends
        ? -1
        : addDesignRow(problem, {
            name: `${owner.asset}.${request.name}.life@${label}`,
            terms: [
              { design: stock, coefficient: 1 },
              ...living.map(({ design, factor }) => ({ design, coefficient: -factor })),
            ],
            sense: contract ? "=" : "<=",
            rhs: 0,
          }),
    );
    if (request.maximum !== undefined)
      limitDesign(campus, owner, request, {
        design: stock,
        factor: 1,
        value: request.maximum,
        existing: existing(i),
        intervals: [i, i],
      });
    before = stock;
    return { constant: existing(i), terms: [{ design: stock, coefficient: 1 }] };
  });
  if (termed) holdIdle(campus, owner, request.name, costs, orders, sums, lifeQuarters);
  campus.stocks.push({ owner, request, balance, life, lifeQuarters });
  return sums;
}

/**
 * What is there already is a limit too: in the quarters in which nothing can be added to it, or stages alone
 * can, one more unit of it is a decision that stays at 0 and has a price.
 */
function withLimitOfExisting(
  campus: Campus,
  owner: Owner,
  request: SizeRequest,
  existing: (interval: number) => number,
  sums: readonly Sum[],
): Sum[] {
  const { limitField, maximum, stages } = request;
  const limits = (i: number) =>
    existing(i) > 0 && (stages !== undefined || sums[i]!.terms.length === 0);
  const first = sums.findIndex((_, i) => limits(i));
  if (limitField === undefined || (maximum === undefined && !stages) || first < 0) return [...sums];
  const design = addDesign(campus.problem, {
    name: `${owner.asset}.${request.name}.existing`,
    upper: 0,
  });
  campus.problem.design[design]!.cost = bookUpkeep(campus, owner, unitCosts(request), design, (i) =>
    limits(i) ? 1 : 0,
  );
  limitDesign(campus, owner, request, {
    design,
    factor: 1,
    value: 0,
    existing: existing(first),
    intervals: [first, sums.findLastIndex((_, i) => limits(i))],
  });
  return sums.map((sum, i) =>
    limits(i) ? { ...sum, terms: [...sum.terms, { design, coefficient: 1 }] } : sum,
  );
}

/** What of a size is in force in every quarter of the horizon. */
export function sizeOverHorizon(
  campus: Campus,
  horizon: HorizonScenario,
  owner: Owner,
  request: SizeRequest,
): Sum[] {
  const { retires } = owner.timing;
  const existing = (i: number) =>
    retires !== undefined && horizon.start + i >= retires ? 0 : (request.existing ?? 0);
  if (request.existing)
    campus.problem.constant += bookUpkeep(campus, owner, unitCosts(request), -1, existing);
  if (request.nature === "measure" && !request.stages)
    return measuredSums(campus, owner, request, existing);
  const sums = request.stages
    ? stagedSums(campus, horizon, owner, request, existing)
    : stockSums(campus, horizon, owner, request, existing);
  return withLimitOfExisting(campus, owner, request, existing, sums);
}
