/**
 * Planning again when a date slips: what to order now that was not to be ordered, and what to leave.
 *
 *     as planned   the plan before the slip
 *     kept         its orders, with the slip: what it then costs and computes
 *     replanned    the best plan with the slip
 */
import { assemble } from "./model/assemble.ts";
import type { Campus } from "./model/campus.ts";
import type { Problem } from "./problem/problem.ts";
import type { Package } from "./report/package.ts";
import type { Timeline } from "./report/timeline.ts";
import type { Scenario, Slip } from "./scenario/scenario.ts";
import { solve } from "./solver/solver.ts";
import type { VerifiedSolution } from "./solver/solver.ts";
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

/** Names of the decisions of a problem that are orders or stages, with their values. */
function decisions(campus: Campus, solution: VerifiedSolution): Map<string, number> {
  return new Map(
    campus.orders.map(({ design }) => [
      campus.problem.design[design]!.name,
      solution.design[design]!,
    ]),
  );
}

/**
 * The slipped problem with the old orders: nothing more may be ordered than was. What slips comes later
 * or not at all; less may be ordered, since a delay can make an order useless.
 */
function heldTo(campus: Campus, old: ReadonlyMap<string, number>): Problem {
  const { problem } = campus;
  const design = [...problem.design];
  for (const { design: index } of campus.orders) {
    const variable = design[index]!;
    const most = Math.min(variable.upper, (old.get(variable.name) ?? 0) * (1 + 1e-6) + 1e-6);
    design[index] = { ...variable, upper: Math.max(variable.lower, most), integer: false };
  }
  return { ...problem, design };
}

/** `scenario` with these slips added. */
export function withSlips(scenario: Scenario, slips: readonly Slip[]): Scenario {
  return scenario.horizon
    ? {
        ...scenario,
        horizon: { ...scenario.horizon, slips: [...scenario.horizon.slips, ...slips] },
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
  const old = decisions(before.campus, before.solution);
  const kept = await solve(heldTo(slipped, old), { gap: 1e-4 });
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
