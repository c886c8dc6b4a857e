/**
 * Clean supply of at least a share of load in every month.
 *
 *     Σ over the month's modelled hours of counted ≥ share·Σ load      12 rows a year
 *
 * With representative weeks a month is those of its hours that are modelled. Source: RFNBO 2023/1184.
 */
import { z } from "zod";
import { defineBlock, LOAD_ROLES } from "../block.ts";
import { required } from "../fields.ts";
import { countedIn, countsField } from "./counted.ts";
import { MONTHS } from "../../units/month.ts";
import { eachMonth } from "./monthly.ts";
import { addTerms, postedOver, timesSeries } from "./yearly.ts";

const schema = z.strictObject({
  minFrac: required("Least clean share in every month", { min: 0, max: 2 }),
  counts: countsField(),
});

export const monthlyCleanShare = defineBlock<z.output<typeof schema>, null>({
  kind: "monthly-clean-share",
  title: "Monthly clean share",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    eachMonth(asset, (month, periods) => {
      const terms = periods.flatMap(({ period, within }) => [
        postedOver(period, countedIn(period, spec.counts), within),
        postedOver(
          period,
          period.posted("electricity", LOAD_ROLES),
          timesSeries(within, spec.minFrac),
        ),
      ]);
      asset.budget(`share.${MONTHS[month]}`, addTerms(...terms), ">=", 0, "minFrac", "MWh");
    });
  },
});
