/**
 * At most so much water in every month, as withdrawal permits have it.
 *
 *     Σ over the month's modelled hours of water ≤ cap · those hours / all hours of the month
 */
import { z } from "zod";
import { siteCalendar } from "../../climate/calendar.ts";
import { weightedSum } from "../../problem/series.ts";
import { defineBlock } from "../block.ts";
import { required } from "../fields.ts";
import { MONTHS } from "../../units/month.ts";
import { eachMonth } from "./monthly.ts";
import { timesSeries } from "./yearly.ts";

const schema = z.strictObject({ maxM3PerMonth: required("Most water in a month") });

export const waterMonthCap = defineBlock<z.output<typeof schema>, null>({
  kind: "water-month-cap",
  title: "Monthly water cap",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    // A month has as many hours in every zone.
    const months = siteCalendar(asset.conditions.climate).month;
    const water = new Map(asset.sites.map((site) => [site, site.total("waterM3").terms]));
    eachMonth(asset, (month, periods) => {
      const hours = months.reduce((sum, of) => sum + (of === month ? 1 : 0), 0);
      // By interval: of the cap what its hours are of the month's, on average over sites in different zones.
      const caps = new Map<number, number>();
      for (const { period, within } of periods) {
        const share = weightedSum(within, period.weightHours) / hours / asset.sites.length;
        caps.set(period.interval, (caps.get(period.interval) ?? 0) + spec.maxM3PerMonth * share);
      }
      const terms = periods.flatMap(({ site, period, within }) =>
        water
          .get(site)!
          .filter((term) => term.period.slice === period.slice)
          .map((term) => ({ ...term, coefficient: timesSeries(term.coefficient, within) })),
      );
      if (terms.length === 0) return;
      asset.budget(`water.${MONTHS[month]}`, { terms }, "<=", caps, "maxM3PerMonth", "m3");
    });
  },
});
