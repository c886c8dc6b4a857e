/** Clean supply over the year of at least a share of load: Σ clean ≥ share·Σ load (balance-sheet accounting). */
import { z } from "zod";
import { defineBlock, LOAD_ROLES } from "../block.ts";
import { required } from "../fields.ts";
import { addTerms, yearlyPosted } from "./yearly.ts";

const schema = z.strictObject({
  minFrac: required("Least clean share over the year", { min: 0, max: 2 }),
});

export const annualCleanShare = defineBlock<z.output<typeof schema>, null>({
  kind: "annual-clean-share",
  title: "Annual clean share",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const clean = yearlyPosted(asset.sites, "clean", 1);
    const load = yearlyPosted(asset.sites, "electricity", spec.minFrac, LOAD_ROLES);
    asset.budget("share", addTerms(clean, load), ">=", 0, "minFrac", "MWh");
  },
});
