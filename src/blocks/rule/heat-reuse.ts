/** Heat that leaves the site for use, at least a share of facility energy (ERF): Σ reused ≥ share·Σ facility. */
import { z } from "zod";
import { defineBlock, LOAD_ROLES } from "../block.ts";
import { required } from "../fields.ts";
import { addTerms, yearlyPosted } from "./yearly.ts";

const schema = z.strictObject({
  minFrac: required("Least reused share of facility energy", { min: 0, max: 1 }),
});

export const heatReuse = defineBlock<z.output<typeof schema>, null>({
  kind: "heat-reuse",
  title: "Heat reuse",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const reused = yearlyPosted(asset.sites, "reusedHeat", 1);
    const facility = yearlyPosted(asset.sites, "electricity", spec.minFrac, LOAD_ROLES);
    asset.budget("erf", addTerms(reused, facility), ">=", 0, "minFrac", "MWh");
  },
});
