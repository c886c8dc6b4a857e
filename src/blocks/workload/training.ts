/**
 * Training: so much compute a year, at any hour and any site; it may pause.
 *
 *     Σ_sites Σ_t ω_t·compute_t ≥ target;  ≤ most, where stated
 *     revenue value·compute where compute has a price
 */
import { z } from "zod";
import { defineBlock } from "../block.ts";
import { fraction, optional } from "../fields.ts";
import { chargeValue } from "./value.ts";
import { workloadFields } from "./workload-fields.ts";

const schema = z.strictObject({
  ...workloadFields("training"),
  targetEFLOPShPerYear: optional("Effective compute to deliver a year"),
  maxEFLOPShPerYear: optional("Most that is of use a year"),
  homeSite: z
    .string()
    .optional()
    .meta({ description: "Site where the run has its home; needed for splitPenaltyFrac" }),
  splitPenaltyFrac: fraction("Share of its compute that a site other than the home loses", 0),
});

export const training = defineBlock<z.output<typeof schema>, null>({
  kind: "training",
  title: "Training",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const name = asset.name.split(".").at(-1)!;
    const terms = asset.compute(name);
    if (spec.targetEFLOPShPerYear !== undefined)
      asset.budget(
        "target",
        terms,
        ">=",
        spec.targetEFLOPShPerYear * 1000,
        "targetEFLOPShPerYear",
        "PFLOPS·h",
      );
    if (spec.maxEFLOPShPerYear !== undefined)
      asset.budget(
        "most",
        terms,
        "<=",
        spec.maxEFLOPShPerYear * 1000,
        "maxEFLOPShPerYear",
        "PFLOPS·h",
      );
    chargeValue(terms, spec.valueUSDPerEFLOPSh);
  },
});
