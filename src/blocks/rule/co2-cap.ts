/** At most so many tonnes of CO2 a year, direct by default: Σ co2 ≤ cap. */
import { z } from "zod";
import { defineBlock } from "../block.ts";
import { choice, required } from "../fields.ts";
import { yearlyTotal } from "./yearly.ts";

const schema = z.strictObject({
  maxTPerYear: required("Most CO2 a year, tonnes"),
  accounting: choice("Direct emissions, or life cycle", ["direct", "lifecycle"], "direct"),
});

export const co2Cap = defineBlock<z.output<typeof schema>, null>({
  kind: "co2-cap",
  title: "CO2 cap",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const ledger = spec.accounting === "direct" ? "co2Kg" : "lifecycleCO2Kg";
    const unknown = asset.sites.filter(
      ({ conditions }) => conditions.market.gridLifeCycleCO2KgPerMWh === undefined,
    );
    if (ledger === "lifecycleCO2Kg" && unknown.length > 0)
      asset.warn(
        `the life cycle of grid power is not known at ${unknown.map(({ name }) => name).join(", ")}: its direct CO2 stands for it, which is less; a market file with a column such as ci_lca_g_kwh has it`,
      );
    asset.budget(
      "co2",
      yearlyTotal(asset.sites, ledger, 0.001),
      "<=",
      spec.maxTPerYear,
      "maxTPerYear",
      "t CO2",
    );
  },
});
