/** Power sold to the grid: at a share of the market price, or credited as energy bought while plants are small. */
import { mapSeries } from "../../problem/series.ts";
import type { Series } from "../../problem/series.ts";
import type { Asset, Flow } from "../block.ts";
import { priceIn, retailAdder } from "./tariff-charges.ts";
import type { TariffSpec } from "./tariff-fields.ts";
import type { HourFacts, Part } from "./tariff.ts";

interface ExportTerms {
  readonly exportMW: number;
  readonly exportPriceFrac: number;
  readonly tariff?: TariffSpec | undefined;
}

/** MW of plants, over the limit of net metering, that are surely never built. */
const FAR_BEYOND = 1000;

/** Adds exports; with net metering, those credited at the price of energy bought as well. */
export function addExports(
  spec: ExportTerms,
  profile: { readonly priceUSDPerMWh: Series },
  parts: readonly Part[],
  asset: Asset,
  imports: readonly (readonly Flow[])[],
  facts: readonly HourFacts[],
): void {
  const limit = spec.tariff?.netMeteringMaxMW;
  const { priceUSDPerMWh } = asset.conditions.market;
  const plain = asset.periods.map((period) => {
    const exported = period.flow("exportMW", { series: spec.exportMW });
    period.post("electricity", exported, -1, "export");
    period.charge(
      "export",
      exported,
      mapSeries(priceUSDPerMWh, (price) => -price * spec.exportPriceFrac),
    );
    return exported;
  });
  if (limit === undefined) return;
  const chosen = asset.size({
    name: "netMetered",
    unit: "switch",
    maximum: 1,
    unitSize: 1,
    category: "export",
  });
  const cap = asset.size({
    name: "netMeteringMW",
    unit: "MW",
    existing: limit * (1 + FAR_BEYOND),
    maximum: 0,
    category: "export",
    nature: "measure",
  });
  asset.credit("netMeteringMW", cap, 1);
  asset.credit("netMeteringMW", chosen, -limit * FAR_BEYOND);
  const metered = asset.periods.map((period, p) => {
    const flow = period.flow("meteredMW", { size: chosen, profile: spec.exportMW });
    period.post("electricity", flow, -1, "export");
    const adder = retailAdder(parts, { facts }, asset, p);
    const price = priceIn(period, profile.priceUSDPerMWh);
    period.charge(
      "export",
      flow,
      price.map((usd, t) => -(usd + adder[t]!)),
    );
    period.row(
      "exports",
      [
        { flow, coefficient: 1 },
        { flow: plain[p]!, coefficient: 1 },
      ],
      "<=",
      spec.exportMW,
    );
    return flow;
  });
  asset.budget(
    "netMetering",
    {
      terms: asset.periods.flatMap((period, p) => [
        { period, flow: metered[p]!, coefficient: 1 },
        ...imports[p]!.map((flow) => ({ period, flow, coefficient: -1 })),
      ]),
    },
    "<=",
    0,
  );
}
