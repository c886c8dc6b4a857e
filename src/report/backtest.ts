/**
 * A plan made with what was known then against what came: MW seen on a day beside the band of the draws.
 *
 *     MW of a draw = powered IT MW (or power, as IT MW) × facility over IT in the peak hour of the plan
 *     odds         = share of draws with at least so many MW by that month
 */
import type { SimulationPlan } from "../simulation/plan.ts";
import { simulate } from "../simulation/simulate.ts";
import type { Estimate } from "../simulation/statistics.ts";
import { monthNumber } from "../units/quarter.ts";
import type { SiteTimeline } from "./timeline.ts";

/** MW of a facility that ran in a month, such as 2026-06. */
export interface Observation {
  readonly month: string;
  readonly facilityMW: number;
}

export interface BacktestRow extends Observation {
  /** MW computing over draws: power, hall, cooling and chips all there. */
  readonly p10MW: number;
  readonly p50MW: number;
  readonly p90MW: number;
  /** MW of power alone. */
  readonly powerP10MW: number;
  readonly powerP90MW: number;
  readonly contained: boolean;
  readonly powerContained: boolean;
  /** Share of draws that compute with at least so much by the end of the month. */
  readonly oddsFrac: Estimate;
}

/** Facility MW per IT MW in the peak hours of the sites. */
export function facilityOverIT(sites: readonly SiteTimeline[]): number {
  const sum = (of: (site: SiteTimeline) => readonly number[]) =>
    sites.reduce((total, site) => total + Math.max(...of(site)), 0);
  return sum((site) => site.facilityPeakMW) / sum((site) => site.itPeakMW);
}

/** Holds observations against the draws of a plan; those outside the plan's months are left out. */
export function backtest(
  plan: SimulationPlan,
  ratio: number,
  observations: readonly Observation[],
  options: { readonly seed: string; readonly draws: number },
): BacktestRow[] {
  const start = plan.startYear * 12 + plan.startMonth - 1;
  const dated = observations.flatMap((one) => {
    const month = monthNumber(one.month)! - start;
    return month >= 0 && month < plan.months ? [{ ...one, index: month }] : [];
  });
  const targets = dated.map(({ month, facilityMW, index }) => ({
    name: month,
    itMW: facilityMW / ratio,
    month: index,
  }));
  const { total, targets: reached } = simulate({ ...plan, targets }, { ...options, delays: false });
  return dated.map(({ month, facilityMW, index }, k) => {
    const { poweredITMW, powerMW } = total;
    const [p10MW, p50MW, p90MW] = [poweredITMW.p10, poweredITMW.p50, poweredITMW.p90].map(
      (band) => band[index]! * ratio,
    ) as [number, number, number];
    const powerP10MW = powerMW.p10[index]! * ratio;
    const powerP90MW = powerMW.p90[index]! * ratio;
    const { mean, standardError } = reached[k]!.missFrac;
    return {
      month,
      facilityMW,
      p10MW,
      p50MW,
      p90MW,
      powerP10MW,
      powerP90MW,
      contained: facilityMW >= p10MW && facilityMW <= p90MW,
      powerContained: facilityMW >= powerP10MW && facilityMW <= powerP90MW,
      oddsFrac: { mean: 1 - mean, standardError },
    };
  });
}
