/**
 * What each step along a front costs.
 *
 *     co2    USD per t avoided          = Δ USD a year / −Δ t a year
 *     clean  USD per MWh of unclean power avoided = Δ USD a year / −Δ ((1 − share) · MWh a year)
 *     date   USD of today per month earlier = Δ present USD / (−3 · Δ quarters)
 */
import type { Axis, FrontPoint } from "./front.ts";

/** Share of a plan's cost below which a difference is the solver's dust. */
const DUST_FRAC = 1e-6;

function stepUSD(from: FrontPoint, to: FrontPoint, axis: Axis): number | null {
  const costOf = (point: FrontPoint) =>
    axis === "date" ? (point.presentUSD ?? 0) : point.costUSDPerYear;
  const difference = costOf(to) - costOf(from);
  const cost = Math.abs(difference) > DUST_FRAC * Math.abs(costOf(from)) ? difference : 0;
  const unclean = (point: FrontPoint) =>
    (1 - (point.cleanHourlyFrac ?? 0)) * point.energyMWhPerYear;
  const gain = {
    co2: from.co2TPerYear - to.co2TPerYear,
    clean: unclean(from) - unclean(to),
    date: 3 * (from.x - to.x),
  }[axis];
  // A step that gains nothing has no price.
  return gain > 1e-9 ? cost / gain : null;
}

/** The points, each with what the step to it from the one before costs. */
export function marginals(points: readonly FrontPoint[], axis: Axis): FrontPoint[] {
  return points.map((point, i) => ({
    ...point,
    marginalUSD: i === 0 ? null : stepUSD(points[i - 1]!, point, axis),
  }));
}
