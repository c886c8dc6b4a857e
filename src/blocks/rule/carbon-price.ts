/** A price on every tonne of direct CO2: cost += price·co2. */
import { z } from "zod";
import { mapSeries } from "../../problem/series.ts";
import { defineBlock } from "../block.ts";
import { required } from "../fields.ts";

const schema = z.strictObject({ priceUSDPerT: required("Price of a tonne of CO2") });

export const carbonPrice = defineBlock<z.output<typeof schema>, null>({
  kind: "carbon-price",
  title: "Carbon price",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    for (const site of asset.sites)
      for (const { period, flow, coefficient } of site.total("co2Kg").terms)
        period.charge(
          "carbon",
          flow,
          mapSeries(coefficient, (kg) => (kg * spec.priceUSDPerT) / 1000),
        );
  },
});
