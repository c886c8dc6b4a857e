/**
 * Accelerators rented from a cloud, by the hour or reserved.
 *
 *     reserved    [chips] at price·8760 a year for its commitment, then over or signed anew;  on demand: price per chip and hour used
 *     ⟨chips_{w,t}⟩;  Σ_w chips_w ≤ [chips]
 *     compute_w += peak·MFU·availability·chips
 *
 * The provider's emissions and power are not in this plan's books. Prices: data/compute-market.csv.
 */
import { amountWords } from "../../units/money.ts";
import { z } from "zod";
import { catalog } from "../../catalog/catalog.ts";
import { numberIn } from "../../catalog/table.ts";
import { leaseOverNeed } from "../../finance/present-value.ts";
import { defineBlock } from "../block.ts";
import { choice, optional } from "../fields.ts";
import { mostUnits } from "../most-units.ts";
import { serveWorkloads, summed } from "./cloud.ts";
import { settleCloud } from "./settle.ts";
import { sellerFields, sellerOf } from "./terms.ts";

const offered = [...catalog("compute-market").keys()]
  .filter((id) => id.startsWith("on-demand-"))
  .map((id) => id.slice("on-demand-".length));

const schema = z.strictObject({
  accelerator: choice(
    "Accelerator of the catalogue",
    offered as [string, ...string[]],
    "gb200-nvl72",
  ),
  commitment: choice(
    "Reserved for the year, or paid by the hour",
    ["reserved", "on-demand"],
    "reserved",
  ),
  priceUSDPerGPUHour: optional("Price per chip and hour; the catalogue's when left out"),
  commitmentYears: optional("Years that a reservation lasts; the catalogue's when left out", {
    min: 0.25,
  }),
  maxChips: optional("Most that can be had; unlimited when left out"),
  ...sellerFields(),
});

export const rentedCompute = defineBlock<z.output<typeof schema>, null>({
  kind: "rented-compute",
  title: "Rented compute",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const listed = catalog("compute-market").get(`${spec.commitment}-${spec.accelerator}`)!;
    const price = spec.priceUSDPerGPUHour ?? numberIn(listed, "priceUSDPerGPUHour");
    const reserved = spec.commitment === "reserved";
    const termYears = spec.commitmentYears ?? numberIn(listed, "commitmentMonths") / 12;
    const { waccFrac, needYears } = asset.conditions;
    const overNeed = leaseOverNeed(waccFrac, termYears, needYears);
    const chips = asset.size({
      name: "chips",
      unit: "chips",
      ...mostUnits(spec.maxChips),
      category: "rented compute",
      nature: "contract",
      ...(reserved ? { termYears } : {}),
      fixedOMUSDPerUnitYear: reserved ? price * overNeed * 8760 : 0,
      limitField: "maxChips",
    });
    asset.warn("power and emissions of rented compute are the provider's and are not counted");
    const used = serveWorkloads(asset, spec.accelerator, chips);
    if (!reserved)
      asset.periods.forEach((period, p) =>
        used[p]!.forEach((flow) => period.charge("rented compute", flow, price)),
      );
    return {
      account: {
        terms: {
          volume: chips,
          unit: "chips",
          delivery: "compute",
          termYears: reserved ? termYears : 0,
          price: `${amountWords(price, 3)} per chip-hour, ${reserved ? "used or not" : "as used"}`,
          bears: { volume: "provider", shape: reserved ? "buyer" : "provider" },
          clauses: [],
          buyerRating: "none",
          collateralUSDPerUnit: 0,
          terminationUSDPerUnit: 0,
          dueUSDPerUnitYear: reserved ? price * 8760 : 0,
          ...sellerOf(spec),
          yearSpreadFrac: 0,
        },
        settle: (periods) =>
          periods.map((solved, p) => {
            const { weightHours } = solved;
            const index = reserved
              ? solved.signedIndex(chips) * overNeed
              : solved.priceIndex("rented compute");
            return settleCloud(
              { weightHours, spotUSDPerMWh: new Float64Array(weightHours.length) },
              {
                chips: solved.size(chips),
                years: solved.yearFrac,
                reserved,
                priceUSDPerGPUHour: price * index,
                usedChips: summed(
                  used[p]!.map((flow) => solved.values(flow)),
                  weightHours.length,
                ),
              },
            );
          }),
      },
    };
  },
});
