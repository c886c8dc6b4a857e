/**
 * A total loss of what normally supplies the campus, for a given time from a given hour: what is unserved and what it costs.
 *
 *     unserved MWh = Σ over the outage of (load − remaining supply − stores)⁺, past the year's end into its start
 *     expected cost = present worth factor · USD per MWh · mean over starts of Σ_d P(d) · unserved(start, d)
 *     worst cost of a duration = present worth factor · USD per MWh · most unserved over starts
 *
 * The forms are those of the outage cost in REopt (NREL). Nothing fails here: supply is what is given.
 */
import type { StoreInput } from "./input.ts";
import { chargeStores, deliveredMW, dischargeStretch, openStores, usableStores } from "./stores.ts";

export interface OutageInput {
  /** [hours] load to be carried through an outage. */
  readonly loadMW: Float64Array;
  /** [hours] what still supplies it; nothing where absent. */
  readonly supplyMW?: Float64Array;
  readonly stores?: readonly StoreInput[];
}

/** [outageHours] unserved MWh of each hour of an outage that starts in hour `start` (0-based). */
export function outageUnservedMWh(
  input: OutageInput,
  start: number,
  outageHours: number,
): Float64Array {
  const stores = openStores(usableStores(input.stores ?? []));
  const length = input.loadMW.length;
  const unserved = new Float64Array(outageHours);
  for (let hour = 0; hour < outageHours; hour++) {
    const t = (start + hour) % length;
    const shortMW = input.loadMW[t]! - (input.supplyMW?.[t] ?? 0);
    if (shortMW <= 0) {
      chargeStores(stores, -shortMW, 1);
      continue;
    }
    let left = 1;
    while (left > 0) {
      const step = dischargeStretch(stores, shortMW, left);
      unserved[hour]! += Math.max(0, shortMW - deliveredMW(stores)) * step;
      left = left - step < 1e-12 ? 0 : left - step;
    }
  }
  return unserved;
}

export interface OutageDuration {
  readonly hours: number;
  readonly probability: number;
}

export interface OutageCost {
  readonly expectedUSD: number;
  /** By duration, in the order given. */
  readonly durations: readonly {
    readonly hours: number;
    /** [starts] unserved MWh. */
    readonly unservedMWh: Float64Array;
    readonly worstUSD: number;
  }[];
}

/** Cost of outages of several durations at several starts, all starts alike. */
export function outageCost(
  input: OutageInput,
  starts: readonly number[],
  durations: readonly OutageDuration[],
  usdPerMWh: number,
  presentWorthFactor: number,
): OutageCost {
  const worth = usdPerMWh * presentWorthFactor;
  let expectedUSD = 0;
  const results = durations.map(({ hours, probability }) => {
    const unservedMWh = Float64Array.from(starts, (start) =>
      outageUnservedMWh(input, start, hours).reduce((sum, value) => sum + value, 0),
    );
    const mean = unservedMWh.reduce((sum, value) => sum + value, 0) / starts.length;
    expectedUSD += worth * probability * mean;
    return {
      hours,
      unservedMWh,
      worstUSD: worth * unservedMWh.reduce((most, value) => Math.max(most, value), 0),
    };
  });
  return { expectedUSD, durations: results };
}
