/** What a MWh costs under a tariff that was read from a table, hour by hour. */
import type { ListedPart } from "./tariff-table.ts";
import { holds } from "./tariff-window.ts";

const MONTHS = 12;
const HOURS = 24;
const PER_MWH = new Set(["energy", "network", "tax"]);

/** What a MWh costs on a weekday and at a weekend, month by month and hour by hour: 2 × 12 × 24 values. */
export interface EnergyPrices {
  /** Energy, network and tax together, in the table's currency per MWh. */
  readonly perMWh: Float64Array;
  /** How many of the cells have no rate for energy itself. */
  readonly withoutEnergy: number;
}

/** Where a cell of `EnergyPrices` lies; `month` from 1. */
export const cellOf = (isWeekday: boolean, month: number, hour: number): number =>
  ((isWeekday ? 0 : 1) * MONTHS + month - 1) * HOURS + hour;

/** Adds up the rates that hold in each hour. */
export function energyPrices(parts: readonly ListedPart[]): EnergyPrices {
  const perMWh = new Float64Array(2 * MONTHS * HOURS);
  const has = new Uint8Array(perMWh.length);
  for (const part of parts.filter(({ charge }) => PER_MWH.has(charge)))
    for (const isWeekday of [true, false])
      for (let month = 1; month <= MONTHS; month++)
        for (let hour = 0; hour < HOURS; hour++) {
          if (!holds(part, month, hour, isWeekday)) continue;
          const cell = cellOf(isWeekday, month, hour);
          perMWh[cell]! += part.rate;
          if (part.charge === "energy") has[cell] = 1;
        }
  return { perMWh, withoutEnergy: has.reduce((sum, one) => sum + 1 - one, 0) };
}
