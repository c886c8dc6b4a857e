/**
 * Electricity bills: what a load pays under a tariff, month by month, and the calendar they need.
 *
 *     energy       Σ_t rate_t·load_t, or by monthly tiers of energy
 *     demand       Σ_m rate_m·billed_m, billed by tiers of the month's peak
 *     ratchet      billed_m = max(peak_m, share·max of the look-back peaks)
 *     coincident   Σ_k rate_k·max load over the hours of group k
 *
 * The look-back is every month of the year, chosen months, or the last N months wrapping round the
 * year end. Source: the tariff forms of NREL REopt (test cases 01), restated.
 */
import { monthOfSteps } from "./calendar.ts";

/** One step of a price that changes with quantity; the last tier has no limit. */
export interface Tier {
  readonly upTo?: number;
  readonly usdPerUnit: number;
}

/** Which months' peaks a ratchet looks back on (0 = January). */
export type Lookback =
  | { readonly kind: "months"; readonly months: readonly number[] }
  | { readonly kind: "last"; readonly count: number };

/** A tariff in USD, MW and MWh. Leave out what it does not have. */
export interface Tariff {
  readonly energyUSDPerMWh?: number | Float64Array;
  readonly energyTiers?: readonly Tier[];
  /** 12 rates, or one for all months. */
  readonly demandUSDPerMWMonth?: number | readonly number[];
  readonly demandTiers?: readonly Tier[];
  readonly ratchet?: { readonly frac: number; readonly lookback: Lookback };
  readonly coincident?: readonly { readonly steps: readonly number[]; readonly usdPerMW: number }[];
}

/** A year's bill. */
export interface Bill {
  readonly energyUSD: number;
  readonly demandUSD: number;
  readonly coincidentUSD: number;
  readonly totalUSD: number;
  readonly peakMW: Float64Array;
  readonly billedMW: Float64Array;
}

/** Cost of `quantity` through tiers in ascending order. */
export function tieredCost(tiers: readonly Tier[], quantity: number): number {
  let cost = 0;
  let from = 0;
  for (const tier of tiers) {
    const upTo = tier.upTo ?? Infinity;
    cost += Math.max(0, Math.min(quantity, upTo) - from) * tier.usdPerUnit;
    from = upTo;
  }
  return cost;
}

/** Billed MW of each month under a ratchet. */
export function billedDemandMW(peakMW: Float64Array, ratchet: Tariff["ratchet"]): Float64Array {
  if (!ratchet) return peakMW.slice();
  return peakMW.map((peak, month) => {
    const { lookback } = ratchet;
    const months =
      lookback.kind === "months"
        ? lookback.months
        : Array.from({ length: lookback.count }, (_, back) => (month - 1 - back + 24) % 12);
    const floor = Math.max(0, ...months.map((other) => peakMW[other]!)) * ratchet.frac;
    return Math.max(peak, floor);
  });
}

function rateOf(rates: number | readonly number[] | undefined, month: number): number {
  if (rates === undefined) return 0;
  return typeof rates === "number" ? rates : rates[month]!;
}

/**
 * The bill of an hourly load over a year of 8,760 or 8,784 hours from 1 January.
 * `loadMW` and any hourly rate have the same length.
 */
export function billFor(loadMW: Float64Array, tariff: Tariff): Bill {
  const months = monthOfSteps(loadMW.length);
  const peakMW = new Float64Array(12);
  const energyMWh = new Float64Array(12);
  let energyUSD = 0;
  for (let t = 0; t < loadMW.length; t++) {
    const load = loadMW[t]!;
    const month = months[t]!;
    peakMW[month] = Math.max(peakMW[month]!, load);
    energyMWh[month]! += load;
    const rate = tariff.energyUSDPerMWh ?? 0;
    energyUSD += load * (typeof rate === "number" ? rate : rate[t]!);
  }
  const billedMW = billedDemandMW(peakMW, tariff.ratchet);
  let demandUSD = 0;
  for (let month = 0; month < 12; month++) {
    demandUSD += rateOf(tariff.demandUSDPerMWMonth, month) * billedMW[month]!;
    if (tariff.demandTiers) demandUSD += tieredCost(tariff.demandTiers, billedMW[month]!);
    if (tariff.energyTiers) energyUSD += tieredCost(tariff.energyTiers, energyMWh[month]!);
  }
  const coincidentUSD = (tariff.coincident ?? []).reduce(
    (sum, group) => sum + group.usdPerMW * Math.max(0, ...group.steps.map((step) => loadMW[step]!)),
    0,
  );
  return {
    energyUSD,
    demandUSD,
    coincidentUSD,
    totalUSD: energyUSD + demandUSD + coincidentUSD,
    peakMW,
    billedMW,
  };
}
