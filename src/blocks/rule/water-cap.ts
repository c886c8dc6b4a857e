/** At most so much water a year: Σ water ≤ cap. */
import { z } from "zod";
import { defineBlock } from "../block.ts";
import { required } from "../fields.ts";
import { yearlyTotal } from "./yearly.ts";

const schema = z.strictObject({ maxM3PerYear: required("Most water a year") });

export const waterCap = defineBlock<z.output<typeof schema>, null>({
  kind: "water-cap",
  title: "Water cap",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    asset.budget(
      "water",
      yearlyTotal(asset.sites, "waterM3", 1),
      "<=",
      spec.maxM3PerYear,
      "maxM3PerYear",
      "m3",
    );
  },
});
