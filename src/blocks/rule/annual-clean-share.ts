/** Clean supply over the year of at least a share of load: Σ counted ≥ share·Σ load (balance-sheet accounting). */
import { z } from "zod";
import { defineBlock, LOAD_ROLES } from "../block.ts";
import { required } from "../fields.ts";
import { countedIn, countsField } from "./counted.ts";
import { addTerms, postedOver, yearlyPosted } from "./yearly.ts";

const schema = z.strictObject({
  minFrac: required("Least clean share over the year", { min: 0, max: 2 }),
  counts: countsField(),
});

export const annualCleanShare = defineBlock<z.output<typeof schema>, null>({
  kind: "annual-clean-share",
  title: "Annual clean share",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const counted = asset.sites
      .flatMap(({ periods }) => periods)
      .map((period) => postedOver(period, countedIn(period, spec.counts), 1));
    const load = yearlyPosted(asset.sites, "electricity", spec.minFrac, LOAD_ROLES);
    asset.budget("share", addTerms(...counted, load), ">=", 0, "minFrac", "MWh");
  },
});
