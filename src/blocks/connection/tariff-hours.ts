/** The hours, months and dates of a tariff's parts, as a site's periods have them. */
import { siteCalendar } from "../../climate/calendar.ts";
import type { Asset, Flow, Period, Size } from "../block.ts";
import { readMonth } from "../dates.ts";
import { monthsAfter, windowMask } from "./tariff.ts";
import type { HourFacts, Part } from "./tariff.ts";

/** A load under a tariff: its flows, what is contracted for it, its hours. */
export interface Load {
  /** Flows into the site, period by period. */
  readonly imports: readonly (readonly Flow[])[];
  readonly contracted: readonly Size[];
  readonly facts: readonly HourFacts[];
}

/** Facts of the hours of each period of an asset. */
export function factsOf({ conditions, periods }: Asset): HourFacts[] {
  const { climate, market } = conditions;
  const calendar = siteCalendar(climate);
  const year = {
    month: Float64Array.from(calendar.month),
    hour: Float64Array.from(calendar.hour),
    weekend: Float64Array.from(calendar.weekend),
    stress: market.priceUSDPerMWh,
    stepOfYear: Float64Array.from({ length: climate.steps }, (_, t) => t),
  };
  return periods.map((period) => {
    const cut = (series: Float64Array) => period.cut(series) as Float64Array;
    return {
      month: cut(year.month),
      hour: cut(year.hour),
      weekend: cut(year.weekend),
      stress: cut(year.stress),
      stepOfYear: cut(year.stepOfYear),
    };
  });
}

/** Months a period stands for, 0…11: all of a design year, three of a quarter. */
export function monthsOf({ calendarYear }: Period): number[] {
  if (calendarYear === undefined) return Array.from({ length: 12 }, (_, month) => month);
  return [0, 1, 2].map((month) => 3 * quarterOfYear(calendarYear) + month);
}

/** Quarter of the year, 0…3, of a time in calendar years. */
export const quarterOfYear = (calendarYear: number): number => Math.floor((calendarYear % 1) * 4);

/** 1 in the hours in which a part with dates is in force, else 0. */
export function inForce(
  part: Pick<Part, "from" | "until">,
  period: Period,
  facts: HourFacts,
  firstYear: number,
): Float64Array {
  const from = readMonth(part.from) ?? -Infinity;
  const until = readMonth(part.until) ?? Infinity;
  const year = period.calendarYear === undefined ? firstYear : Math.floor(period.calendarYear);
  const months = monthsOf(period);
  return facts.month.map((month) => {
    const now = year * 12 + months[0]! + monthsAfter(months, month);
    return now >= from && now < until ? 1 : 0;
  });
}

/** 1 in the hours in which a part is charged in a period: its window and its dates. */
export function maskIn(part: Part, load: Load, asset: Asset, p: number): Float64Array {
  const facts = load.facts[p]!;
  const dates = inForce(part, asset.periods[p]!, facts, asset.conditions.firstYear);
  return windowMask(part, facts).map((on, t) => on * dates[t]!);
}
