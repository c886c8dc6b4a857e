/**
 * The same scenario planned on several percentiles of its milestone chains: what differs, why, and which plan
 * one regrets least when the dates fall as they fall.
 *
 *     value of a draw = worth · (present compute of the draw + present compute from elsewhere) − present cost
 *     regret of a draw = best value among the plans − its own          (simulation/regret.ts)
 *
 * All plans meet the same draws. Costs are those of the plan; what is saved or lost by late deliveries beside
 * compute is left out.
 */
import { plan } from "./plan.ts";
import type { PlanOptions, PlanResult } from "./plan.ts";
import { priceIndex } from "./model/money.ts";
import { WORTH } from "./report/categories.ts";
import { presentCostUSD } from "./report/flows.ts";
import { elsewhereByInterval } from "./report/kpis.ts";
import { HOURS_PER_MONTH } from "./report/odds.ts";
import type { Package } from "./report/package.ts";
import { percentileReasons } from "./report/percentile-reasons.ts";
import { simulationPlanOf } from "./report/simulation-plan.ts";
import type { Scenario } from "./scenario/scenario.ts";
import { regretAmong } from "./simulation/regret.ts";
import type { Regret } from "./simulation/regret.ts";
import { simulate } from "./simulation/simulate.ts";

/** Draws on which the plans are compared. */
const DRAWS = 10_000;

type Planned = Extract<PlanResult, { status: "planned" }>;

export interface PercentilePlan {
  readonly percentile: number;
  /** Null when nothing can be planned on it; the reason then says why. */
  readonly package: Package | null;
  readonly reason: string | null;
  /** Cost of today over the plan, what compute is worth left out. */
  readonly costUSD: number | null;
}

export interface PercentileComparison {
  readonly plans: readonly PercentilePlan[];
  /** Least regret first. */
  readonly regrets: readonly Regret[];
  /** What an EFLOPS·h counts in the regrets. */
  readonly worthUSDPerEFLOPSh: number;
  readonly draws: number;
  /** What differs between the first plan and each other, and why. */
  readonly reasons: readonly string[];
}

/** Value of a plan in every draw, USD of today. */
function valuesOf(planned: Planned, seed: number, draws: number, worth: number): Float64Array {
  const { campus, solution } = planned;
  const index = campus.intervals.map(
    ({ discount, yearsIn }) => discount * priceIndex(campus.horizon, WORTH, yearsIn),
  );
  const timeline = { ...planned.package.timeline!, discount: index };
  const { perDraw } = simulate(simulationPlanOf({ campus, solution }, timeline, undefined), {
    seed: String(seed),
    draws,
    delays: false,
  });
  const elsewhere = elsewhereByInterval({ campus, solution }).reduce(
    (sum, eflopsh, i) => sum + eflopsh * index[i]!,
    0,
  );
  const cost = presentCostUSD({ campus, solution });
  return perDraw.presentPFLOPSMonths.map(
    (pflopsMonths) => worth * ((pflopsMonths * HOURS_PER_MONTH) / 1000 + elsewhere) - cost,
  );
}

/** Plans a scenario over a horizon on each of these percentiles (in percent). */
export async function planAtPercentiles(
  scenario: Scenario,
  percentiles: readonly number[],
  options: PlanOptions = {},
): Promise<PercentileComparison> {
  const found: { percentile: number; result: PlanResult }[] = [];
  for (const percentile of percentiles) {
    if (options.signal?.aborted) break;
    const horizon = { ...scenario.horizon!, percentile: percentile / 100 };
    found.push({
      percentile,
      result: await plan({ ...scenario, horizon }, { ...options, confirm: 0 }),
    });
  }
  const planned = found.flatMap(({ percentile, result }) =>
    result.status === "planned" && result.package.timeline ? [{ percentile, result }] : [],
  );
  const { objective } = scenario;
  const worth =
    (objective.kind === "mostValue" ? objective.usdPerEFLOPSh : undefined) ??
    planned[0]?.result.package.kpis.usdPerEFLOPSh ??
    0;
  const draws = options.draws ?? DRAWS;
  return {
    plans: found.map(({ percentile, result }) => ({
      percentile,
      package: result.status === "planned" ? result.package : null,
      reason:
        result.status === "infeasible"
          ? result.shortage.sentence
          : result.status === "unsolved"
            ? result.reason
            : null,
      costUSD: result.status === "planned" ? presentCostUSD(result) : null,
    })),
    regrets: regretAmong(
      planned.map(({ percentile, result }) => ({
        name: `P${percentile}`,
        values: valuesOf(result, scenario.seed, draws, worth),
      })),
    ),
    worthUSDPerEFLOPSh: worth,
    draws,
    reasons: percentileReasons(
      planned.map(({ percentile, result }) => ({
        percentile,
        timeline: result.package.timeline!,
        elsewhereEFLOPSh: [...elsewhereByInterval(result)],
      })),
    ),
  };
}
