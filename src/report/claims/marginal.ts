/**
 * Average against marginal emissions of what is bought: the average is known, the margin is not.
 *
 *     average in the hours of purchase = Σ purchased·k / Σ purchased;  over the year = mean k
 *     if gas were at the margin in every hour: purchased × (co2 of gas / efficiency of a combined cycle)
 */
import type { SiteHours } from "./arithmetic.ts";

export interface MarginalReport {
  readonly purchasedMWhPerYear: number;
  /** Weighted by what is bought; null when nothing is. */
  readonly averageBoughtKgPerMWh: number | null;
  /** Mean of the grid over the year, weighted by what each site buys. */
  readonly averageYearKgPerMWh: number | null;
  /** No series of marginal emissions is at hand. */
  readonly marginalKgPerMWh: null;
  readonly gasKgPerMWh: number;
  /** What the purchases would cause if a gas plant were at the margin in every hour. */
  readonly ifGasT: number;
  readonly note: string;
}

/** Compares averages, and says what is not known of the margin. */
export function marginalNote(
  hours: readonly SiteHours[],
  years: number,
  gasKgPerMWh: number,
): MarginalReport {
  let [bought, kg, yearKg] = [0, 0, 0];
  for (const { weightHours, purchasedMW, gridCO2KgPerMWh } of hours) {
    let [mwh, mean, all] = [0, 0, 0];
    for (let t = 0; t < weightHours.length; t++) {
      mwh += weightHours[t]! * purchasedMW[t]!;
      kg += weightHours[t]! * purchasedMW[t]! * gridCO2KgPerMWh[t]!;
      mean += weightHours[t]! * gridCO2KgPerMWh[t]!;
      all += weightHours[t]!;
    }
    bought += mwh;
    yearKg += all > 0 ? (mwh * mean) / all : 0;
  }
  const some = bought > 1e-3;
  return {
    purchasedMWhPerYear: bought / years,
    averageBoughtKgPerMWh: some ? kg / bought : null,
    averageYearKgPerMWh: some ? yearKg / bought : null,
    marginalKgPerMWh: null,
    gasKgPerMWh,
    ifGasT: (bought * gasKgPerMWh) / 1000 / years,
    note: "All three claims use average emissions. What a new load causes depends on the plant that runs more because of it, and no series of marginal emissions is at hand, so none is shown. For scale only: the figure if a combined-cycle gas plant were that plant in every hour.",
  };
}
