/**
 * At most so much water in every month, as withdrawal permits have it.
 *
 *     Σ over the month's modelled hours of water ≤ cap · those hours / all hours of the month
 */
import { z } from "zod";
import { defineBlock } from "../block.ts";
import { required } from "../fields.ts";
import { eachMonth, monthOfSteps, MONTHS } from "./monthly.ts";
import { timesSeries } from "./yearly.ts";

const schema = z.strictObject({ maxM3PerMonth: required("Most water in a month") });

export const waterMonthCap = defineBlock<z.output<typeof schema>, null>({
  kind: "water-month-cap",
  title: "Monthly water cap",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const months = monthOfSteps(asset.conditions.climate.steps);
    const water = asset.sites.flatMap((site) => site.total("waterM3").terms);
    eachMonth(asset, (month, periods) => {
      const at = MONTHS.indexOf(month as (typeof MONTHS)[number]);
      const hours = months.reduce((sum, of) => sum + (of === at ? 1 : 0), 0);
      // Several sites share the hours of a period; years of a horizon have rows of their own.
      const modelled = [...new Set(periods.map(({ period }) => period.name))].map((name) =>
        periods
          .filter(({ period }) => period.name === name)
          .reduce(
            (sum, { period, within }) =>
              sum + within.reduce((of, one, t) => of + one * period.weightHours[t]!, 0),
            0,
          ),
      );
      const years = Math.max(1, Math.round(periods.length / modelled.length));
      const share = Math.max(...modelled) / years / hours;
      // Sites may share a slice: what is used there counts once.
      const withinOf = new Map(periods.map(({ period, within }) => [period.slice, within]));
      const terms = water.flatMap((term) => {
        const within = withinOf.get(term.period.slice);
        return within ? [{ ...term, coefficient: timesSeries(term.coefficient, within) }] : [];
      });
      if (terms.length === 0) return;
      asset.budget(
        `water.${month}`,
        { terms },
        "<=",
        spec.maxM3PerMonth * share,
        "maxM3PerMonth",
        "m3",
      );
    });
  },
});
