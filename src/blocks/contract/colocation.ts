/**
 * Space, power and cooling rented from a landlord, per kW of IT and month plus metered energy.
 *
 *     [itMW]  at rent·12 a year;  ⟨powerMW_t⟩ ≤ [itMW]
 *     hall += [itMW];  electricity += power/η            the landlord's busbar feeds the chips
 *     airHeat −= air, liquidHeat −= liquid;  air + liquid ≤ power
 *     cost += spot·PUE billed·power;  CO2 of the grid likewise
 *
 * Source of rents: published wholesale rates in data/compute-market.csv.
 */
import { z } from "zod";
import { mapSeries } from "../../problem/series.ts";
import { defineBlock } from "../block.ts";
import { fromCatalog, number, optional } from "../fields.ts";

const figures = fromCatalog("compute-market", "colocation-wholesale");
const schema = z.strictObject({
  maxMW: optional("Most IT power on offer; unlimited when left out"),
  rentUSDPerKWMonth: figures.number("rentUSDPerKWMonth", "Rent per kW of IT power and month"),
  pueBilled: figures.number("pueBilled", "Facility energy billed per unit of IT energy", {
    min: 1,
    max: 3,
  }),
  energyFeeUSDPerMWh: number("Landlord's fee and network charges on metered energy", 20),
});

export const colocation = defineBlock<z.output<typeof schema>, null>({
  kind: "colocation",
  title: "Colocation",
  schema,
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const { market, electricalEfficiencyFrac } = asset.conditions;
    const it = asset.size({
      name: "itMW",
      unit: "MW IT",
      ...(spec.maxMW === undefined ? {} : { maximum: spec.maxMW }),
      category: "colocation",
      nature: "contract",
      fixedOMUSDPerUnitYear: spec.rentUSDPerKWMonth * 12 * 1000,
      limitField: "maxMW",
    });
    for (const period of asset.periods) {
      const power = period.flow("powerMW", { size: it });
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
      period.postSize("hall", it, 1);
      period.post("electricity", power, 1 / electricalEfficiencyFrac, "colocation");
      period.post("airHeat", air, -1);
      period.post("liquidHeat", liquid, -1);
      period.post(
        "clean",
        power,
        mapSeries(market.gridCleanFrac, (share) => share / electricalEfficiencyFrac),
        "colocation",
      );
      period.charge(
        "colocation",
        power,
        mapSeries(
          market.priceUSDPerMWh,
          (price) => (price + spec.energyFeeUSDPerMWh) * spec.pueBilled,
        ),
      );
      for (const total of ["co2Kg", "lifecycleCO2Kg"] as const)
        period.count(
          total,
          power,
          mapSeries(market.gridCO2KgPerMWh, (kg) => kg * spec.pueBilled),
        );
    }
  },
});
