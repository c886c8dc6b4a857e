/**
 * The bottleneck ledger over time: what one more unit of each limit is worth, quarter by quarter.
 *
 *     worth of a unit in force in quarter q = shadow price of the limit there, as of today
 *     a decision for several quarters (a stage): its worth, net of what it costs, shared out among them as
 *     the hours of each quarter pay for it
 *     a stage of firm and flexible MW is one limit, of the MW of both
 *     a yearly limit that holds for a part of its year is told as that of a year, and a unit more of it is worth
 *     that part of one more in force
 *     a limit with room left is worth nothing; a stage that is refused is not scarce
 *     a limit is what may be added and what is there already; where both are nothing it is a ban, and worth nothing
 */
import type { Campus } from "../model/campus.ts";
import { append } from "../model/ledgers.ts";
import type { Limit } from "../model/ledgers.ts";
import { certify } from "../problem/certificate.ts";
import { designWorthBySlice } from "../problem/certificate-prices.ts";
import type { VerifiedSolution } from "../solver/solver.ts";

/** One limit over the quarters of a plan. */
export interface LedgerEntry {
  readonly path: string;
  readonly name: string;
  readonly unit: string;
  /** In force at most, by quarter; 0 where it does not yet exist. */
  readonly limit: readonly number[];
  /** USD of today (or PFLOPS·h for most compute) per unit more in that quarter. */
  readonly worthPerUnit: readonly number[];
  /** One percent more in all its quarters, planned again with the accepted stages kept; null when not tried. */
  readonly confirmed: { readonly step: number; readonly worth: number } | null;
  readonly sentence: string;
}

/** A limit with what is there already. */
export const limitOf = ({ value, existing = 0 }: Pick<Limit, "value" | "existing">): number =>
  value + existing;

/** How much a limit allows: what may be added, and what is there already. */
export const allowed = (limit: Limit): number =>
  limitOf({ ...limit, value: Math.abs(limit.value) });

/** What a limit is worth per unit, given its price. */
export function limitWorth(
  campus: Campus,
  solution: VerifiedSolution,
  reduced: Float64Array,
  limit: Limit,
): number {
  if (limit.target.kind === "budget") {
    const price = solution.budgetDuals[limit.target.index]!;
    return Math.max(0, limit.sense === ">=" ? price : -price);
  }
  const { index, factor } = limit.target;
  const { upper } = campus.problem.design[index]!;
  const room = upper - solution.design[index]!;
  return allowed(limit) <= 0 || room > 1e-6 * Math.max(1, upper)
    ? 0
    : Math.max(0, -reduced[index]! / factor);
}

/** Limits of one name, over all quarters. */
export interface LimitGroup {
  readonly name: string;
  readonly path: string;
  readonly unit: string;
  readonly limits: readonly Limit[];
  readonly worthPerUnit: Float64Array;
  readonly limit: Float64Array;
  /** Σ worth × limit: what the whole of it is worth, for ranking. */
  readonly stake: number;
}

/** Limits of one decision as one: a stage brings firm and flexible MW together. */
function joined(limits: readonly Limit[]): Limit[] {
  const byDecision = new Map<string, Limit>();
  for (const limit of limits) {
    const { target } = limit;
    const key = `${limit.asset} ${target.kind} ${target.index}`;
    const known = byDecision.get(key);
    if (!known || known.target.kind !== "design" || target.kind !== "design") {
      byDecision.set(known ? `${key} ${byDecision.size}` : key, limit);
      continue;
    }
    byDecision.set(key, {
      ...known,
      name: `${known.name} and ${limit.name}`,
      target: { ...known.target, factor: known.target.factor + target.factor },
      value: known.value + limit.value,
      existing: (known.existing ?? 0) + (limit.existing ?? 0),
    });
  }
  return [...byDecision.values()];
}

/** How the worth of a limit is shared out among its quarters; sums to 1. */
function sharesOf(campus: Campus, { target, intervals }: Limit, bySlice: Float64Array[]): number[] {
  const [first, last] = intervals;
  const paid = Array.from({ length: last - first + 1 }, () => 0);
  if (target.kind === "design" && last > first)
    campus.intervalOfSlice.forEach((interval, s) => {
      if (interval >= first && interval <= last)
        paid[interval - first]! += Math.max(0, bySlice[s]![target.index]!);
    });
  const all = paid.reduce((sum, one) => sum + one, 0);
  return paid.map((one) => (all > 0 ? one / all : 1 / paid.length));
}

/** Limits grouped by what they limit, those worth most first; those worth nothing left out. */
export function limitGroups(campus: Campus, solution: VerifiedSolution): LimitGroup[] {
  const { designReducedCosts } = solution.certificate ?? certify(campus.problem, solution);
  const bySlice = designWorthBySlice(campus.problem, solution);
  const groups = new Map<string, Limit[]>();
  for (const limit of joined(campus.limits)) {
    const key = `${limit.asset}.${limit.name}`;
    append(groups, key, limit);
  }
  const count = campus.intervals.length;
  return [...groups]
    .map(([name, limits]): LimitGroup => {
      const worthPerUnit = new Float64Array(count);
      const most = new Float64Array(count);
      let stake = 0;
      for (const limit of limits) {
        const worth = limitWorth(campus, solution, designReducedCosts, limit);
        stake += worth * allowed(limit);
        const { heldFrac = 1, intervals } = limit;
        sharesOf(campus, limit, bySlice).forEach((share, i) => {
          worthPerUnit[intervals[0] + i]! += worth * heldFrac * share;
          most[intervals[0] + i]! += limitOf(limit) / heldFrac;
        });
      }
      const { path, field, unit } = limits[0]!;
      return {
        name,
        path: field ? `${path}.${field}` : path,
        unit,
        limits,
        worthPerUnit,
        limit: most,
        stake,
      };
    })
    .filter(({ stake }) => stake > 0)
    .sort((a, b) => b.stake - a.stake);
}
