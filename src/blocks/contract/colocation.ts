/**
 * Space, power and cooling rented from a landlord, per kW of IT and month plus metered energy.
 *
 *     [itMW]  at rent·12 a year;  ⟨powerMW_t⟩ ≤ [itMW]
 *     hall += [itMW];  electricity += power/η            the landlord's busbar feeds the chips
 *     airHeat −= air, liquidHeat −= liquid;  air + liquid ≤ power
 *     cost += (spot + fee)·PUE billed·power;  CO2 of the grid likewise
 *
 * Source of rents: published wholesale rates in data/compute-market.csv.
 */
import { z } from "zod";
import { mapSeries } from "../../problem/series.ts";
import { defineBlock } from "../block.ts";
import { fromCatalog } from "../fields.ts";
import { chargeMetered } from "./metered.ts";
import { checkRent, rentFields, signRent, spaceAccount } from "./rent.ts";

const MARKET = "colocation-wholesale";
const schema = z.strictObject({
  ...rentFields(MARKET, 5),
  pueBilled: fromCatalog("compute-market", MARKET).number(
    "pueBilled",
    "Facility energy billed per unit of IT energy",
    { min: 1, max: 3 },
  ),
});

export const colocation = defineBlock<z.output<typeof schema>, null>({
  kind: "colocation",
  title: "Colocation",
  schema,
  removes: ["airHeat", "liquidHeat"],
  gives: ["power", "hall"],
  check: checkRent,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const { market, electricalEfficiencyFrac } = asset.conditions;
    const lease = signRent(MARKET, spec, asset);
    const powers = asset.periods.map((period) => {
      const power = period.flow("powerMW", { size: lease.it });
      const air = period.flow("airHeatMW");
      const liquid = period.flow("liquidHeatMW");
      period.row(
        "heat",
        [
          { flow: air, coefficient: 1 },
          { flow: liquid, coefficient: 1 },
          { flow: power, coefficient: -1 },
        ],
        "<=",
        0,
      );
      period.postSize("hall", lease.it, 1);
      period.post("electricity", power, 1 / electricalEfficiencyFrac, "colocation");
      period.post("airHeat", air, -1);
      period.post("liquidHeat", liquid, -1);
      period.post(
        "clean",
        power,
        mapSeries(market.gridCleanFrac, (share) => share / electricalEfficiencyFrac),
        "colocation",
      );
      chargeMetered(period, power, market, spec.pueBilled, spec.energyFeeUSDPerMWh);
      return power;
    });
    return { account: spaceAccount(spec, lease, asset, powers, spec.pueBilled) };
  },
});
