/**
 * What it brings to order earlier than at the last moment: the same draws with every later order moved up.
 *
 *     orderMonth' = max(0, orderMonth − months);  what is ordered at once or under way stays
 *     things then come earlier and wait, so that a late milestone no longer makes the plan late
 */
import type { SimulationPlan } from "./plan.ts";
import { simulate } from "./simulate.ts";
import type { SimulationOptions, WholePlanOdds } from "./simulate.ts";
import type { MonthOdds } from "./outcome.ts";
import type { Estimate } from "./statistics.ts";

/** Months of slack that are tried. */
export const SLACK_MONTHS: readonly number[] = [0, 3, 6, 12];

export interface SlackCase {
  readonly months: number;
  readonly wholePlan: WholePlanOdds;
  readonly fullPower: MonthOdds;
  readonly pflopsMonths: Estimate;
  readonly strandedGPUMonths: Estimate;
}

/** The plan with every order so many months earlier, where it is not placed at once already. */
export function orderedEarlier(plan: SimulationPlan, months: number): SimulationPlan {
  return {
    ...plan,
    resources: plan.resources.map((resource) =>
      resource.orderMonth > 0
        ? { ...resource, orderMonth: Math.max(0, resource.orderMonth - months) }
        : resource,
    ),
  };
}

/** Simulates the plan with each of these months of slack, on the same draws. */
export function slackCases(
  plan: SimulationPlan,
  options: Pick<SimulationOptions, "seed" | "draws">,
  slack: readonly number[] = SLACK_MONTHS,
): SlackCase[] {
  return slack.map((months) => {
    const { wholePlan, total } = simulate(orderedEarlier(plan, months), {
      ...options,
      delays: false,
    });
    return {
      months,
      wholePlan,
      fullPower: total.fullPower,
      pflopsMonths: total.pflopsMonths,
      strandedGPUMonths: total.strandedGPUMonths,
    };
  });
}
