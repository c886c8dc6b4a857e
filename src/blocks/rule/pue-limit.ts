/** Annual power usage effectiveness at most a limit: Σ facility ≤ limit·Σ IT. */
import { z } from "zod";
import { defineBlock, LOAD_ROLES } from "../block.ts";
import { required } from "../fields.ts";
import { addTerms, yearlyPosted } from "./yearly.ts";

const schema = z.strictObject({ maxPUE: required("Highest annual PUE", { min: 1, max: 5 }) });

export const pueLimit = defineBlock<z.output<typeof schema>, null>({
  kind: "pue-limit",
  title: "PUE limit",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const facility = yearlyPosted(asset.sites, "electricity", -1, LOAD_ROLES);
    const it = yearlyPosted(asset.sites, "itPower", -spec.maxPUE);
    asset.budget("pue", addTerms(facility, it), "<=", 0, "maxPUE", "MWh");
  },
});
