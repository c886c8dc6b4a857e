/** At most so much facility energy a year: Σ load ≤ cap. */
import { z } from "zod";
import { defineBlock, LOAD_ROLES } from "../block.ts";
import { required } from "../fields.ts";
import { yearlyPosted } from "./yearly.ts";

const schema = z.strictObject({ maxGWhPerYear: required("Most facility energy a year") });

export const energyCap = defineBlock<z.output<typeof schema>, null>({
  kind: "energy-cap",
  title: "Energy cap",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const load = yearlyPosted(asset.sites, "electricity", -0.001, LOAD_ROLES);
    asset.budget("energy", load, "<=", spec.maxGWhPerYear, "maxGWhPerYear", "GWh");
  },
});
