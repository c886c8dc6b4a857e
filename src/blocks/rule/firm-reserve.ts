/**
 * Firm capacity for the critical load in every hour, with a reserve or with the largest unit lost.
 *
 *     Σ credit_i·[C_i] − lossMW ≥ (1 + reserve)·critical·load_t
 *
 * Source: capacity-credit adequacy; N−1 by `lossMW`, the largest single unit or connection.
 */
import { z } from "zod";
import { mapSeries } from "../../problem/series.ts";
import { defineBlock, LOAD_ROLES } from "../block.ts";
import { fraction, number } from "../fields.ts";

const schema = z.strictObject({
  criticalFrac: fraction("Share of load that must be served", 1),
  reserveFrac: number("Reserve over critical load", 0.1, { min: 0, max: 5 }),
  lossMW: number("Largest unit that may be lost (N−1)", 0),
});

export const firmReserve = defineBlock<z.output<typeof schema>, null>({
  kind: "firm-reserve",
  title: "Firm reserve",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const need = spec.criticalFrac * (1 + spec.reserveFrac);
    for (const site of asset.sites)
      for (const period of site.periods) {
        const load = period.posted("electricity", LOAD_ROLES);
        period.row(
          `${site.name}.firm`,
          load.terms.map(({ flow, coefficient }) => ({
            flow,
            coefficient: mapSeries(coefficient, (value) => value * need),
          })),
          ">=",
          spec.lossMW,
          [
            ...site.designTotal("firmMW"),
            ...load.sizes.map(({ size, coefficient }) => ({
              size,
              coefficient: mapSeries(coefficient, (value) => value * need),
            })),
          ],
        );
      }
  },
});
