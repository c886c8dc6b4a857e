/**
 * Planning again when a date slips: what to order now that was not to be ordered, and what to leave.
 *
 *     as planned   the plan before the slip
 *     kept         its orders, with the slip: what it then costs and computes
 *     replanned    the best plan with the slip
 */
import { assemble } from "./model/assemble.ts";
import type { Campus } from "./model/campus.ts";
import type { Order } from "./model/stock.ts";
import type { Problem } from "./problem/problem.ts";
import type { Package } from "./report/package.ts";
import type { Timeline } from "./report/timeline.ts";
import type { Scenario, Slip } from "./scenario/scenario.ts";
import { slipText } from "./slips.ts";
import { solve } from "./solver/solver.ts";
import type { VerifiedSolution } from "./solver/solver.ts";
import { quartersFor } from "./units/quarter.ts";
import { plan } from "./plan.ts";
import type { PlanOptions, PlanResult } from "./plan.ts";

/** An order that differs between two plans. */
export interface OrderChange {
  readonly asset: string;
  readonly size: string;
  readonly unit: string;
  /** In force from, as planned. */
  readonly comes: string;
  readonly decidedMonth: number;
  readonly before: number;
  readonly after: number;
}

/** Part of an order that comes in another quarter than before. */
export interface OrderMove {
  readonly asset: string;
  readonly size: string;
  readonly unit: string;
  readonly amount: number;
  /** In force from, before and now. */
  readonly from: string;
  readonly to: string;
  /** When the earlier of the two must be decided. */
  readonly decidedMonth: number;
}

/** What keeping the old orders costs under the slip, against planning again. */
export interface Replan {
  readonly slips: readonly Slip[];
  readonly before: Package;
  readonly after: Package;
  /** USD of today: the plan as it was, kept under the slip (null when it cannot be kept), planned again. */
  readonly presentUSD: {
    readonly asPlanned: number;
    readonly kept: number | null;
    readonly replanned: number;
  };
  readonly changes: readonly OrderChange[];
}

export type ReplanResult =
  | { readonly status: "replanned"; readonly replan: Replan }
  | { readonly status: "failed"; readonly which: "before" | "after"; readonly result: PlanResult };

/** Orders of a timeline by asset, size and quarter. */
function ordersOf(timeline: Timeline): Map<string, OrderChange> {
  const orders = new Map<string, OrderChange>();
  for (const asset of timeline.assets)
    for (const { amount, comes, decidedMonth } of asset.orders)
      orders.set(`${asset.name}|${asset.size}|${comes}`, {
        asset: asset.name,
        size: asset.size,
        unit: asset.unit,
        comes,
        decidedMonth,
        before: 0,
        after: amount,
      });
  return orders;
}

/** Orders that differ by more than a hundredth, those to be decided first in front. */
export function orderChanges(before: Timeline, after: Timeline): OrderChange[] {
  const old = ordersOf(before);
  const fresh = ordersOf(after);
  const changes: OrderChange[] = [];
  for (const key of new Set([...old.keys(), ...fresh.keys()])) {
    const was = old.get(key);
    const is = fresh.get(key);
    const change = { ...(is ?? was)!, before: was?.after ?? 0, after: is?.after ?? 0 };
    const size = Math.max(change.before, change.after);
    if (Math.abs(change.before - change.after) > 0.01 * size) changes.push(change);
  }
  return changes.sort((a, b) => a.decidedMonth - b.decidedMonth || a.asset.localeCompare(b.asset));
}

/**
 * Changes told apart into what moves to another quarter and what is ordered or given up: of each asset, what falls
 * away is taken as moved to where more is ordered, the first to the first. A rest below a hundredth of the asset's
 * largest change is dust.
 */
export function orderMoves(changes: readonly OrderChange[]): {
  moves: OrderMove[];
  rest: OrderChange[];
} {
  const moves: OrderMove[] = [];
  const rest: OrderChange[] = [];
  const keys = new Set(changes.map(({ asset, size }) => `${asset}|${size}`));
  for (const key of keys) {
    const own = changes
      .filter(({ asset, size }) => `${asset}|${size}` === key)
      .sort((a, b) => a.comes.localeCompare(b.comes))
      .map((change) => ({ change, left: change.after - change.before }));
    const dust = 0.01 * Math.max(...own.map(({ left }) => Math.abs(left)));
    const more = own.filter(({ left }) => left > 0);
    for (const less of own.filter(({ left }) => left < 0))
      for (const taker of more) {
        const amount = Math.min(-less.left, taker.left);
        if (amount <= 0) continue;
        less.left += amount;
        taker.left -= amount;
        if (amount <= dust) continue;
        const { asset, size, unit } = less.change;
        moves.push({
          asset,
          size,
          unit,
          amount,
          from: less.change.comes,
          to: taker.change.comes,
          decidedMonth: Math.min(less.change.decidedMonth, taker.change.decidedMonth),
        });
      }
    for (const { change, left } of own)
      if (Math.abs(left) > dust)
        rest.push(
          left > 0
            ? { ...change, before: change.after - left }
            : { ...change, after: change.before + left },
        );
  }
  return { moves, rest };
}

/** Quarters by which the orders of an asset come later when its lead time has grown. */
function laterQuarters(before: Campus, slipped: Campus, asset: string): number {
  const leadOf = ({ assets }: Campus) =>
    assets.find(({ name }) => name === asset)?.timing.leadMonths ?? 0;
  return quartersFor(Math.max(0, leadOf(slipped) - leadOf(before)));
}

/**
 * What may be ordered at most when the old orders are kept on their dates: a stage as it was accepted, other
 * orders as much later as their lead time has grown, in the next quarter in which orders come.
 */
function keptOrders(
  before: Campus,
  solution: VerifiedSolution,
  slipped: Campus,
): Map<Order, number> {
  const kept = new Map<Order, number>();
  for (const order of slipped.orders) {
    const same = before.orders.filter(
      ({ asset, name, stage, later }) =>
        asset === order.asset &&
        name === order.name &&
        stage?.label === order.stage?.label &&
        later === order.later,
    );
    const shift = order.stage ? 0 : laterQuarters(before, slipped, order.asset);
    const previous = Math.max(
      -1,
      ...slipped.orders.flatMap(({ asset, name, comes }) =>
        asset === order.asset && name === order.name && comes < order.comes ? [comes] : [],
      ),
    );
    const meant = order.stage
      ? same
      : same.filter(({ comes }) => comes + shift > previous && comes + shift <= order.comes);
    kept.set(
      order,
      meant.reduce((sum, { design }) => sum + solution.design[design]!, 0),
    );
  }
  return kept;
}

/** The slipped problem with the old orders: less may be ordered, since a delay can make an order useless. */
function heldTo({ problem }: Campus, kept: ReadonlyMap<Order, number>): Problem {
  const design = [...problem.design];
  for (const [{ design: index }, amount] of kept) {
    const variable = design[index]!;
    const most = Math.min(variable.upper, amount * (1 + 1e-6) + 1e-6);
    design[index] = { ...variable, upper: Math.max(variable.lower, most), integer: false };
  }
  return { ...problem, design };
}

/** `scenario` with these slips added, and told where the plan tells what it assumes. */
export function withSlips(scenario: Scenario, slips: readonly Slip[]): Scenario {
  return scenario.horizon
    ? {
        ...scenario,
        horizon: { ...scenario.horizon, slips: [...scenario.horizon.slips, ...slips] },
        notices: [...scenario.notices, ...slips.map((slip) => `planned with ${slipText(slip)}`)],
      }
    : scenario;
}

/** Plans a scenario as it stands and with slips, and says what to change. */
export async function replan(
  scenario: Scenario,
  slips: readonly Slip[],
  options: PlanOptions = {},
): Promise<ReplanResult> {
  const before = await plan(scenario, { ...options, confirm: 0 });
  if (before.status !== "planned" || !before.package.timeline)
    return { status: "failed", which: "before", result: before };
  const after = await plan(withSlips(scenario, slips), { ...options, confirm: 0 });
  if (after.status !== "planned" || !after.package.timeline)
    return { status: "failed", which: "after", result: after };
  const slipped = assemble(withSlips(scenario, slips));
  const orders = keptOrders(before.campus, before.solution, slipped);
  const kept = await solve(heldTo(slipped, orders), { gap: 1e-4 });
  return {
    status: "replanned",
    replan: {
      slips,
      before: before.package,
      after: after.package,
      presentUSD: {
        asPlanned: before.solution.objective,
        kept: kept.status === "optimal" ? kept.objective : null,
        replanned: after.solution.objective,
      },
      changes: orderChanges(before.package.timeline, after.package.timeline),
    },
  };
}
