/**
 * Load added to a site to measure what it could still carry.
 *
 *     [loadMW] ≤ mostMW, the same in every hour;  electricity −= load;  revenue worth·[loadMW]
 *     itPower += load/PUE       so that the campus's PUE stays what it is, and rules on it too
 *
 * The worth is above what any sensible option costs, so the optimum carries all that options dearer than
 * that are not needed for; the revenue is taken off again when costs are told.
 */
import { z } from "zod";
import { defineBlock } from "../blocks/block.ts";

const schema = z.strictObject({
  mostMW: z.number().min(0),
  worthUSDPerMWYear: z.number().min(0),
  itShareFrac: z.number().min(0).max(1),
});

/** Name of the entry at every site. */
export const ADDED_LOAD = "added-load";

export const addedLoad = defineBlock<z.output<typeof schema>, null>({
  kind: ADDED_LOAD,
  title: "Added load",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const load = asset.size({
      name: "loadMW",
      unit: "MW",
      maximum: spec.mostMW,
      category: "compute value",
      fixedOMUSDPerUnitYear: -spec.worthUSDPerMWYear,
    });
    for (const period of asset.periods) {
      period.postSize("electricity", load, -1, "it");
      period.postSize("itPower", load, spec.itShareFrac);
    }
  },
});
