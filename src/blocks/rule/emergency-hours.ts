/**
 * Emergency sets run few hours a year outside emergencies, those of the halls included.
 *
 *     Σ generation of emergency sets ≤ maxHoursPerYear · Σ their MW
 *
 * Source: US RICE NESHAP and NSPS, 100 h a year of non-emergency running (facts on rules). A cut that the
 * contract allows is no emergency, so halls that live through cuts on their standby sets meet this limit.
 */
import { z } from "zod";
import { defineBlock } from "../block.ts";
import { number } from "../fields.ts";
import { yearlyTotal } from "./yearly.ts";

const schema = z.strictObject({
  maxHoursPerYear: number("Most full-load hours a year of emergency sets", 100, {
    min: 0,
    max: 8784,
  }),
});

export const emergencyHours = defineBlock<z.output<typeof schema>, null>({
  kind: "emergency-hours",
  title: "Emergency hours",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const sizes = asset.sites
      .flatMap((site) => site.designTotal("emergencyMW"))
      .map(({ size, coefficient }) => ({
        size,
        coefficient: -spec.maxHoursPerYear * coefficient,
      }));
    if (sizes.length === 0) return;
    asset.budget(
      "emergencyHours",
      { ...yearlyTotal(asset.sites, "emergencyMWh", 1), sizes },
      "<=",
      0,
      undefined,
      "MWh",
    );
  },
});
