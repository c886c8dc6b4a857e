/** Milestones and resources of the tests of simulation. */
import type { Milestone } from "../timing/chain.ts";
import type { Layer, PlannedResource } from "./plan.ts";

export type Points = readonly [number, number, number];

/** A milestone of P10, P50 and P90 months. */
export function milestone(
  name: string,
  [p10Months, p50Months, p90Months]: Points,
  after: readonly string[] = [],
  exitFrac = 0,
): Milestone {
  return { name, duration: { p10Months, p50Months, p90Months }, exitFrac, after };
}

/** 100 MW of a layer at one site, named like it, that may come early. */
export function resource(
  layer: Layer,
  milestones: readonly Milestone[],
  more: Partial<PlannedResource> = {},
): PlannedResource {
  return {
    name: layer,
    site: "lulea",
    layer,
    itMW: 100,
    chips: layer === "chips" ? 50_000 : 0,
    pflopsPerMW: layer === "chips" ? 20 : 0,
    orderMonth: 0,
    notBeforeMonth: 20,
    early: true,
    retireMonth: null,
    chain: { milestones },
    ...more,
  };
}
