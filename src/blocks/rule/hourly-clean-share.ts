/**
 * Load matched by clean supply hour by hour and site by site, at least a share of it over the year.
 *
 *     ⟨shortMW_t⟩ ≥ load_t − clean_t,  ≥ 0        clean: own plants, contracts, the grid's clean part,
 *     −Σ short ≥ −(1 − share)·Σ load               plus discharge less charge of stores
 *
 * Matched = load − short. Charging with power that is not clean makes clean_t smaller, even
 * negative, so that storing it never makes it clean.
 * Source: hourly matching of the GHG Protocol Scope 2 revision and the 24/7 studies.
 */
import { z } from "zod";
import { defineBlock, LOAD_ROLES } from "../block.ts";
import { required } from "../fields.ts";
import { countedIn, countsField } from "./counted.ts";
import { addTerms, yearlyPosted } from "./yearly.ts";

const schema = z.strictObject({
  minFrac: required("Least share matched hour by hour", { min: 0, max: 1 }),
  counts: countsField(),
});

export const hourlyCleanShare = defineBlock<z.output<typeof schema>, null>({
  kind: "hourly-clean-share",
  title: "Hourly clean share",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const short = asset.sites.flatMap((site) =>
      site.periods.map((period) => {
        const flow = period.flow(`${site.name}.shortMW`);
        const clean = countedIn(period, spec.counts);
        const load = period.posted("electricity", LOAD_ROLES);
        period.row(
          `${site.name}.match`,
          [{ flow, coefficient: 1 }, ...clean.terms, ...load.terms],
          ">=",
          0,
          [...clean.sizes, ...load.sizes],
        );
        return { period, flow, coefficient: -1 };
      }),
    );
    // Written as "at least", as the field is, so that relief asks for less of it.
    const allowed = yearlyPosted(asset.sites, "electricity", spec.minFrac - 1, LOAD_ROLES);
    asset.budget("share", addTerms({ terms: short }, allowed), ">=", 0, "minFrac", "MWh");
  },
});
