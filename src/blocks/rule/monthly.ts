/** Months of a plan's hours, for rules that hold in every month: those of each site's standard time. */
import { MONTHS } from "../../units/month.ts";
import { siteCalendar } from "../../climate/calendar.ts";
import type { Asset, Period, SiteView } from "../block.ts";

/** A period of a site with 1 in its steps of one month and 0 elsewhere. */
export interface Within {
  readonly site: SiteView;
  readonly period: Period;
  readonly within: Float64Array;
}

/** Calls back for every month that has modelled hours, with the periods of all sites that have some. */
export function eachMonth(
  { sites }: Asset,
  add: (month: number, periods: readonly Within[]) => void,
): void {
  const months = sites.map((site) => siteCalendar(site.conditions.climate).month);
  MONTHS.forEach((_, month) => {
    const periods = sites.flatMap((site, s) => {
      const mask = Float64Array.from(months[s]!, (of) => (of === month ? 1 : 0));
      return site.periods
        .map((period) => ({ site, period, within: period.cut(mask) as Float64Array }))
        .filter(({ within }) => within.some((one) => one > 0));
    });
    if (periods.length > 0) add(month, periods);
  });
}
