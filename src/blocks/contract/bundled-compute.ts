/**
 * Bundled compute: a landlord's chips, hall, power and cooling in one, per kW of IT and month plus metered energy.
 *
 *     [itMW] at rent·12 a year;  ⟨chips_{w,t}⟩;  Σ_w chips_w ≤ [itMW]/(IT power of a chip)
 *     compute_w += peak·MFU·availability·chips
 *     cost += (spot + fee)·PUE billed·IT power of the chips in use
 *
 * For buyers without the credit to build. Hall and power are the landlord's; energy and its carbon are
 * billed at the market of the place named, else of the first site.
 */
import { z } from "zod";
import { catalog } from "../../catalog/catalog.ts";
import { numberIn } from "../../catalog/table.ts";
import type { Market } from "../../climate/climate.ts";
import { leaseOverNeed } from "../../finance/present-value.ts";
import { defineBlock } from "../block.ts";
import { choice, fromCatalog, number } from "../fields.ts";
import { mostUnits } from "../most-units.ts";
import { serveWorkloads, summed } from "./cloud.ts";
import { chargeMetered } from "./metered.ts";
import { plantPlace, whereOf } from "./plant.ts";
import { checkIndex, indexedUSD, indexFields } from "./price.ts";
import { leased, rentAccount } from "./rent.ts";
import { checkVolume, securityUSDPerYear, termFields, volumeFields } from "./terms.ts";

const figures = fromCatalog("contracts", "bundled-compute");
const { maxOfConnectionFrac: _, plantMW: __, plantName: ____, ...volume } = volumeFields();
const { currency: ___, ...index } = indexFields();
const schema = z.strictObject({
  ...volume,
  ...termFields(4),
  ...index,
  accelerator: choice(
    "Accelerator of the catalogue",
    [...catalog("accelerators").keys()] as [string, ...string[]],
    "gb200-nvl72",
  ),
  place: plantPlace("Place of the catalogue whose market prices its energy"),
  priceUSDPerKWMonth: figures.number("priceUSDPerKWMonth", "Price per kW of IT and month"),
  pueBilled: number("Facility energy billed per unit of IT energy", 1.2, { min: 1, max: 3 }),
  energyFeeUSDPerMWh: number("Landlord's fee and network charges on metered energy", 20),
});

export const bundledCompute = defineBlock<z.output<typeof schema>, Market>({
  kind: "bundled-compute",
  title: "Bundled compute",
  schema,
  check: (spec) => [...checkVolume(spec), ...checkIndex(spec)],
  prepare: (spec, conditions) => whereOf(spec, conditions).market,
  contribute(spec, market, asset) {
    const { waccFrac, needYears } = asset.conditions;
    const statedAt = indexedUSD(spec.priceUSDPerKWMonth, spec, asset.conditions);
    const due = statedAt() * 12 * 1000;
    const overNeed = leaseOverNeed(waccFrac, spec.termYears, needYears);
    const rentAt = (calendarYear?: number) => statedAt(calendarYear) * overNeed;
    const security = securityUSDPerYear(spec, due);
    const mwPerChip =
      numberIn(catalog("accelerators").get(spec.accelerator)!, "itKWPerChip") / 1000;
    const it = asset.size({
      name: "itMW",
      unit: "MW IT",
      minimum: spec.minMW,
      ...mostUnits(spec.maxMW),
      nature: "contract",
      termYears: spec.termYears,
      ...leased(
        asset,
        "rented compute",
        { rentUSDPerKWMonthAt: rentAt, securityUSDPerMWYear: security },
        numberIn(catalog("contracts").get("bundled-compute")!, "priceUSDPerKWMonth"),
      ),
      limitField: "maxMW",
    });
    const used = serveWorkloads(asset, spec.accelerator, it, 1 / mwPerChip);
    const billed = mwPerChip * spec.pueBilled;
    asset.periods.forEach((period, p) => {
      for (const flow of used[p]!)
        chargeMetered(period, flow, market, billed, spec.energyFeeUSDPerMWh, "rented compute");
    });
    const lease = {
      it,
      dueUSDPerMWYear: due,
      rentUSDPerKWMonthAt: rentAt,
      securityUSDPerMWYear: security,
    };
    return {
      account: rentAccount(spec, spec.priceUSDPerKWMonth, lease, {
        category: "rented compute",
        market,
        meteredMW: (solved, p) =>
          summed(
            used[p]!.map((flow) => solved.values(flow)),
            solved.weightHours.length,
          ).map((chips) => chips * billed),
      }),
    };
  },
});
