/**
 * When the plan's IT power comes, counted as the draws count it, so that planned and drawn dates can be compared:
 * grid and plant that can be called on carry it, wind and sun with their firm credit, stores not. What these carry in
 * their best hours comes sooner, and is told apart.
 */
import type { PlannedResource } from "../simulation/plan.ts";
import { enoughMW } from "../simulation/outcome.ts";
import { plannedMW, siteTable, sumOfSites } from "../simulation/site-month.ts";
import { firstMonth } from "../units/quarter.ts";
import { LEAST_IT_MW } from "./timeline.ts";
import type { Timeline } from "./timeline.ts";

/** IT MW that everything carries in each quarter when it comes as planned. */
export function plannedReach(resources: readonly PlannedResource[], quarters: number): number[] {
  const months = firstMonth(quarters);
  const monthly = sumOfSites(plannedMW(siteTable(resources, months), months), months);
  return Array.from({ length: quarters }, (_, i) => monthly[firstMonth(i)]!);
}

/** `timeline` with its first and full power as `resources` carry it; as it runs where they carry nothing. */
export function withPowerDates(
  timeline: Timeline,
  resources: readonly PlannedResource[],
): Timeline {
  const { quarters } = timeline;
  const reach = plannedReach(resources, quarters.length);
  const most = Math.max(...reach);
  if (most <= LEAST_IT_MW) return timeline;
  const quarterOf = (enough: (mw: number) => boolean) => quarters[reach.findIndex(enough)]!;
  return {
    ...timeline,
    plannedITMW: reach,
    firstPower: quarterOf((mw) => mw > LEAST_IT_MW),
    fullPower: quarterOf((mw) => mw >= enoughMW(most)),
  };
}
