/**
 * Power sold to the grid: at a share of the market price, or credited as energy bought while plants are small.
 *
 *     cost −= min(share·price_t, price_t, bought_t − 0.01)·⟨exportMW⟩       bought_t: energy, network and tax of a MWh
 *
 * A meter sees the difference of what comes and goes. Were a MWh sold dearer than one bought in the
 * same hour, the plan would buy and sell at once and be paid for power that never flows; to forbid it
 * takes a whole switch an hour. So a sale earns a cent less than a purchase costs, both at the prices of
 * the time, and a negative price counts in full. What a surplus would earn beyond that is left out and told.
 */
import type { Series } from "../../problem/series.ts";
import type { Asset, CostCategory, Flow } from "../block.ts";
import { priceIn, retailAdder } from "./tariff-charges.ts";
import type { TariffSpec } from "./tariff-fields.ts";
import { categoryOf } from "./charge-category.ts";
import type { HourFacts, Part } from "./tariff.ts";

interface ExportTerms {
  readonly energy: "spot" | "fixed" | "time-of-use" | "none";
  readonly exportMW: number;
  readonly exportPriceFrac: number;
  readonly tariff?: TariffSpec | undefined;
}

/** MW of plants, over the limit of net metering, that are surely never built. */
const FAR_BEYOND = 1000;

/** USD per MWh by which a sale earns less than a purchase costs: enough for a plan not to do both. */
const APART = 0.01;

/** What a MWh sold earns in each step of a period, and in how many hours purchases hold it down. */
function earnings(
  spec: ExportTerms,
  market: Float64Array,
  bought: Float64Array | undefined,
  weightHours: Float64Array,
): { readonly usdPerMWh: Float64Array; readonly heldHours: number } {
  let heldHours = 0;
  const usdPerMWh = market.map((price, t) => {
    const paid = Math.min(price, price * spec.exportPriceFrac);
    if (bought === undefined) return paid;
    if (paid > bought[t]!) heldHours += weightHours[t]!;
    return Math.min(paid, bought[t]! - APART);
  });
  return { usdPerMWh, heldHours };
}

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
  let held = 0;
  let modelled = 0;
  const plain = asset.periods.map((period, p) => {
    const exported = period.flow("exportMW", { series: spec.exportMW });
    period.post("electricity", exported, -1, "export");
    const market = priceIn(period, priceUSDPerMWh);
    // As of the start of the plan for one who sells: what a purchase costs moves otherwise than a sale.
    const since = (category: CostCategory) =>
      period.priceIndex(category) / period.priceIndex("export");
    const added = (["energy", "network", "tax"] as const).map((charge) => ({
      usd: retailAdder(parts, { facts }, asset, p, [charge]),
      index: since(categoryOf({ charge })),
    }));
    const bought =
      spec.energy === "none"
        ? undefined
        : priceIn(period, profile.priceUSDPerMWh).map((price, t) =>
            added.reduce((sum, { usd, index }) => sum + usd[t]! * index, price * since("energy")),
          );
    const { usdPerMWh, heldHours } = earnings(spec, market, bought, period.weightHours);
    held += heldHours;
    modelled += period.weightHours.reduce((sum, one) => sum + one, 0);
    period.charge(
      "export",
      exported,
      usdPerMWh.map((usd) => -usd),
    );
    return exported;
  });
  if (held > 0)
    asset.warn(
      `in ${((100 * held) / modelled).toFixed(1)} % of hours the market pays more for exports than power costs here; they earn what power costs, so that nothing is bought and sold at once`,
    );
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
    const adder = retailAdder(parts, { facts }, asset, p, ["energy"]);
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
