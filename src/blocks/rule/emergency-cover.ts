/**
 * Own plant that carries at least a share of load in every hour, for grid emergencies in which the rest is shed.
 *
 *     Σ derated dispatchable MW ≥ share·load_t        site by site
 *
 * Source: Texas SB6: the operator may order backup on or load off.
 */
import { z } from "zod";
import { mapSeries } from "../../problem/series.ts";
import { defineBlock, LOAD_ROLES } from "../block.ts";
import { required } from "../fields.ts";

const schema = z.strictObject({
  minFrac: required("Share of load that cannot be shed", { min: 0, max: 1 }),
});

export const emergencyCover = defineBlock<z.output<typeof schema>, null>({
  kind: "emergency-cover",
  title: "Cover in a grid emergency",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    if (spec.minFrac === 0) return;
    for (const site of asset.sites)
      for (const period of site.periods) {
        const load = period.posted("electricity", LOAD_ROLES);
        // Load is posted below 0.
        const needed = <Term extends { readonly coefficient: Parameters<typeof mapSeries>[0] }>(
          term: Term,
        ): Term => ({
          ...term,
          coefficient: mapSeries(term.coefficient, (value) => value * spec.minFrac),
        });
        period.row(`${site.name}.cover`, load.terms.map(needed), ">=", 0, [
          ...site.designTotal("dispatchableMW"),
          ...load.sizes.map(needed),
        ]);
      }
  },
});
