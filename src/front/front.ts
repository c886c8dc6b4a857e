/**
 * Trade-offs: what less carbon, more clean power or an earlier date costs, each point a plan of its own.
 *
 *     co2, clean   the cheapest plan, then a rule tightened in even steps to the tightest that can be done
 *     date         all demand moved by whole quarters, from a year later to the earliest that can be done
 *     marginal     (cost_i − cost_{i−1}) / (x_i − x_{i−1}) between neighbours
 */
import { demandSteps, laterDemand, mostLater } from "../earliest.ts";
import { assemble } from "../model/assemble.ts";
import { ruleBlocks } from "../blocks/rule/index.ts";
import type { PlanOptions } from "../plan.ts";
import type { Solution } from "../problem/solution.ts";
import { currencyNotices } from "../report/currency-notices.ts";
import type { Package } from "../report/package.ts";
import { COMPARING_GAP } from "../rank/plan-at.ts";
import type { WarmOptions } from "../rank/plan-at.ts";
import { boundary, leastWhole } from "../search.ts";
import { plan } from "../plan.ts";
import type { BlockEntry, Scenario } from "../scenario/scenario.ts";
import { solve } from "../solver/solver.ts";
import { currencyOf } from "../units/money.ts";
import type { Currency } from "../units/money.ts";
import { marginals } from "./marginal.ts";

export const AXES = ["co2", "clean", "date"] as const;
export type Axis = (typeof AXES)[number];

/** One plan on the front. */
export interface FrontPoint {
  /** t CO2 a year, clean share hour by hour, or quarters by which demand is later than stated. */
  readonly x: number;
  /** Of the rule that made the point; null for the plan without it. */
  readonly rule: number | null;
  /** USD a year, levelised over a horizon; less what compute earns where it has a value. */
  readonly costUSDPerYear: number;
  /** What all of it costs today; null for a design year. */
  readonly presentUSD: number | null;
  readonly eflopshPerYear: number;
  readonly usdPerEFLOPSh: number | null;
  readonly co2TPerYear: number;
  readonly cleanHourlyFrac: number | null;
  readonly energyMWhPerYear: number;
  readonly firstPower: string | null;
  readonly fullPower: string | null;
  /** From the point before: USD per t avoided, per MWh of unclean power avoided, or of today per month earlier. */
  readonly marginalUSD: number | null;
  readonly gap: number;
  readonly checks: number;
}

export interface Front {
  readonly name: string;
  readonly axis: Axis;
  readonly resolution: string;
  /** Currency it is written in for people; fields whose name says USD hold USD. */
  readonly money: Currency;
  readonly points: readonly FrontPoint[];
  /** What lies beyond the last point. */
  readonly end: string;
  /** Points that could not be planned, with the reason. */
  readonly missing: readonly { readonly rule: number; readonly reason: string }[];
  readonly notices: readonly string[];
  readonly stopped: boolean;
}

export type FrontResult =
  | { readonly status: "done"; readonly front: Front }
  | { readonly status: "infeasible" | "unsolved"; readonly reason: string };

export interface FrontOptions extends PlanOptions {
  readonly points: number;
  readonly onPoint?: (done: number, of: number, what: string) => void;
}

/** The scenario with one more rule over all sites. */
function withRule(scenario: Scenario, kind: "co2-cap" | "hourly-clean-share", value: number) {
  const spec =
    kind === "co2-cap" ? { maxTPerYear: value, accounting: "direct" } : { minFrac: value };
  const name = `front-${kind}`;
  const entry: BlockEntry = {
    name,
    block: ruleBlocks[kind],
    spec,
    path: `rules.${name}`,
    given: new Set(Object.keys(spec)),
    timing: {},
  };
  return { ...scenario, rules: [...scenario.rules, entry] };
}

/** The scenario at a value of the axis. */
export function scenarioAt(scenario: Scenario, axis: Axis, value: number): Scenario {
  if (axis === "date") return laterDemand(scenario, value);
  return withRule(scenario, axis === "co2" ? "co2-cap" : "hourly-clean-share", value);
}

function pointOf(pack: Package, axis: Axis, rule: number | null): FrontPoint {
  const { kpis, timeline, costs } = pack;
  const x = { co2: kpis.co2TPerYear, clean: kpis.cfeHourlyFrac ?? 0, date: rule ?? 0 }[axis];
  return {
    x,
    rule,
    costUSDPerYear: costs.reduce((sum, { usdPerYear }) => sum + usdPerYear, 0),
    presentUSD: timeline?.presentUSD ?? null,
    eflopshPerYear: kpis.effectiveEFLOPShPerYear,
    usdPerEFLOPSh: kpis.usdPerEFLOPSh,
    co2TPerYear: kpis.co2TPerYear,
    cleanHourlyFrac: kpis.cfeHourlyFrac,
    energyMWhPerYear: kpis.energyMWhPerYear,
    firstPower: timeline?.firstPower ?? null,
    fullPower: timeline?.fullPower ?? null,
    marginalUSD: null,
    gap: pack.solve.gap,
    checks: pack.verified.checks.length,
  };
}

/** Plans points one after the other, each from the numbers of the one before. */
class Planner {
  last: Solution | undefined;
  failure: { status: "infeasible" | "unsolved"; reason: string } = {
    status: "unsolved",
    reason: "stopped",
  };
  private readonly scenario: Scenario;
  private readonly axis: Axis;
  private readonly options: FrontOptions;

  constructor(scenario: Scenario, axis: Axis, options: FrontOptions) {
    this.scenario = scenario;
    this.axis = axis;
    this.options = options;
  }

  private get stopped(): boolean {
    return this.options.signal?.aborted ?? false;
  }

  private scenarioAt(rule: number | null): Scenario {
    return rule === null ? this.scenario : scenarioAt(this.scenario, this.axis, rule);
  }

  /** Whether there is a plan at this value; remembers its numbers. */
  solvable = async (rule: number): Promise<boolean> => {
    if (this.stopped) return true;
    const { onProgress: _, points: __, onPoint: ___, ...quiet } = this.options;
    const found = await solve(assemble(this.scenarioAt(rule)).problem, {
      gap: COMPARING_GAP,
      ...quiet,
      ...(this.last ? { warmStart: this.last } : {}),
    });
    if (found.status === "optimal") this.last = found;
    return found.status === "optimal";
  };

  async point(rule: number | null): Promise<FrontPoint | undefined> {
    if (this.stopped) return undefined;
    const { points: _, onPoint: __, ...rest } = this.options;
    const warm: WarmOptions = {
      gap: COMPARING_GAP / 10,
      ...rest,
      confirm: 0,
      draws: 1000,
      ...(this.last ? { warmStart: this.last } : {}),
    };
    const result = await plan(this.scenarioAt(rule), warm);
    if (this.stopped) return undefined;
    if (result.status !== "planned") {
      const reason = result.status === "infeasible" ? result.shortage.sentence : result.reason;
      this.failure = { status: result.status, reason };
      return undefined;
    }
    const { package: pack, solution } = result;
    if (!pack.verified.ok || pack.status !== "optimal") {
      const reason = pack.solve.reason ?? "the plan failed its own checks";
      this.failure = { status: "unsolved", reason };
      return undefined;
    }
    this.last = solution;
    return pointOf(pack, this.axis, rule);
  }
}

/** Even steps from `from` to `to`, both included. */
export function evenly(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

/** Shares of the first value to which the tightest rule is found. */
const TOLERANCE = 0.01;

const endWords = (axis: "co2" | "clean", tightest: number, base: FrontPoint): string =>
  axis === "co2"
    ? tightest === 0
      ? "A plan without any CO2 is possible."
      : `Below ${tightest.toFixed(0)} t a year no plan was found (to ${(TOLERANCE * base.x).toFixed(0)} t).`
    : tightest === 1
      ? "Every hour can be clean."
      : `Above a clean share of ${(100 * tightest).toFixed(2)} % no plan was found (to ${(100 * TOLERANCE * (1 - base.x)).toFixed(2)} points).`;

/** Values of the rule after the first point, and what lies beyond them. */
async function ruledValues(
  planner: Planner,
  axis: "co2" | "clean",
  base: FrontPoint,
  count: number,
): Promise<{ values: number[]; end: string }> {
  const ideal = axis === "co2" ? 0 : 1;
  const span = Math.abs(base.x - ideal);
  // Sums over the hours leave dust: a plan this close to the ideal has nothing to trade.
  if (span <= (axis === "co2" ? 1e-6 * Math.max(1, base.energyMWhPerYear) : 1e-6))
    return { values: [], end: "The cheapest plan is already there: nothing to trade." };
  const first = planner.last;
  const tightest = await boundary(ideal, base.x, TOLERANCE * span, planner.solvable);
  planner.last = first;
  return {
    values: evenly(base.x, tightest, count).slice(1),
    end: endWords(axis, tightest, base),
  };
}

/** Quarters later (below 0: earlier) of all points, the latest first. */
async function datedValues(
  planner: Planner,
  scenario: Scenario,
  count: number,
): Promise<{ values: number[]; end: string } | undefined> {
  const { start } = scenario.horizon!;
  // Before this all demand would begin before the plan does.
  const soonest = Math.min(0, start - Math.min(...demandSteps(scenario)));
  const most = mostLater(scenario);
  const found = (await planner.solvable(soonest))
    ? 0
    : await leastWhole(most - soonest, (steps) => planner.solvable(soonest + steps));
  if (found === undefined) return undefined;
  const earliest = soonest + found;
  const latest = Math.min(most, Math.max(0, earliest) + 4);
  const values = [...new Set(evenly(latest, earliest, count).map(Math.round))];
  const end =
    found === 0
      ? "Demand from the first quarter of the plan can be met."
      : "A quarter earlier than the last line no plan was found.";
  return { values, end };
}

/** The front of a scenario along an axis. */
export async function findFront(
  scenario: Scenario,
  axis: Axis,
  options: FrontOptions,
): Promise<FrontResult> {
  const planner = new Planner(scenario, axis, options);
  const points: FrontPoint[] = [];
  const missing: { rule: number; reason: string }[] = [];
  let todo: { values: number[]; end: string } | undefined;
  options.onPoint?.(0, options.points, "the cheapest plan");
  if (axis === "date") todo = await datedValues(planner, scenario, options.points);
  else {
    const base = await planner.point(null);
    if (!base) return planner.failure;
    points.push(base);
    options.onPoint?.(1, options.points, "the tightest rule that can be met");
    todo = await ruledValues(planner, axis, base, options.points);
  }
  if (!todo)
    return {
      status: "infeasible",
      reason: "the demand cannot be met at any date within the horizon",
    };
  for (const rule of todo.values) {
    if (options.signal?.aborted) break;
    options.onPoint?.(points.length, options.points, `${axis} ${rule.toPrecision(4)}`);
    const point = await planner.point(rule);
    if (point) points.push(point);
    else if (!options.signal?.aborted) missing.push({ rule, reason: planner.failure.reason });
  }
  if (points.length === 0) return planner.failure;
  const { resolution, money } = scenario;
  return {
    status: "done",
    front: {
      name: scenario.name,
      axis,
      resolution: resolution.kind === "full" ? "full" : `weeks:${resolution.count}`,
      money: currencyOf(money),
      points: marginals(points, axis),
      end: todo.end,
      missing,
      notices: currencyNotices(scenario),
      stopped: options.signal?.aborted ?? false,
    },
  };
}
