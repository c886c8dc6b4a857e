/**
 * Plants and stores that can be called on, de-rated as capacity markets do, at least a share of the MW
 * contracted from the grid (Ireland CRU/2025236: share 1): Σ de-rated MW ≥ share·contracted MW, site by site.
 */
import { z } from "zod";
import { defineBlock } from "../block.ts";
import { number } from "../fields.ts";

const schema = z.strictObject({
  minFrac: number("De-rated dispatchable MW over contracted MW", 1, { min: 0, max: 2 }),
});

export const onSiteDispatchable = defineBlock<z.output<typeof schema>, null>({
  kind: "on-site-dispatchable",
  title: "On-site dispatchable plant or storage",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    for (const site of asset.sites) {
      const plant = site.designTotal("deratedMW");
      const grid = site
        .designTotal("contractedMW")
        .map(({ size, coefficient }) => ({ size, coefficient: -spec.minFrac * coefficient }));
      if (grid.length > 0) asset.designRow(`${site.name}.cover`, [...plant, ...grid], ">=", 0);
    }
  },
});
