/** At most so many tonnes of NOx a year, as air permits have it: Σ NOx ≤ cap. */
import { z } from "zod";
import { defineBlock } from "../block.ts";
import { required } from "../fields.ts";
import { yearlyTotal } from "./yearly.ts";

const schema = z.strictObject({
  maxTPerYear: required("Most NOx a year, tonnes, from everything burnt at the sites concerned"),
});

export const noxCap = defineBlock<z.output<typeof schema>, null>({
  kind: "nox-cap",
  title: "NOx cap",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    asset.budget(
      "nox",
      yearlyTotal(asset.sites, "noxKg", 0.001),
      "<=",
      spec.maxTPerYear,
      "maxTPerYear",
      "t NOx",
    );
  },
});
