/**
 * Waste heat sold to a heat network, lifted by a heat pump where the network is warmer than the loop.
 *
 *     ⟨takenMW_t⟩ ≤ [capacityMW];  delivered = taken·COP/(COP − 1) ≤ demand_t
 *     liquidHeat −= taken;  electricity −= taken/(COP − 1);  revenue price·delivered
 *     COP = 0.5·T_network/(T_network − T_loop) in kelvin, none needed when the loop is warm enough
 *     demand_t = maxMW·(16 °C − T_t)/(16 °C − coldest), never negative     (degree-hour shape)
 *
 * Source: Carnot fraction 0.5 for large heat pumps (common in Danish Energy Agency data; recalled).
 */
import { z } from "zod";
import { KELVIN_AT_0C } from "../../units.ts";
import { defineBlock } from "../block.ts";
import { number, optional, required } from "../fields.ts";
import { mostUnits } from "../most-units.ts";

const schema = z.strictObject({
  maxMW: required("Peak heat demand of the network that can be served"),
  priceUSDPerMWhHeat: number("Price of heat delivered", 25),
  networkC: number("Supply temperature of the network", 70, { min: 20, max: 130 }),
  baseloadFrac: number("Share of the peak demanded all year (hot water)", 0.15, { min: 0, max: 1 }),
  capexUSDPerMW: number("Exchanger, pump and heat pump per MW delivered (estimate)", 700_000),
  lifeYears: number("Economic life", 20, { min: 1 }),
  capacityMaxMW: optional("Most to build; unlimited when left out"),
});
type Spec = z.output<typeof schema>;

interface Profile {
  readonly demandMW: Float64Array;
  /** Heat delivered and electricity used per MW taken. */
  readonly deliveredPerTaken: number;
  readonly electricityPerTaken: number;
}

export const heatSale = defineBlock<Spec, Profile>({
  kind: "heat-sale",
  title: "Heat sale",
  schema,
  prepare(spec, { climate, liquidSupplyC }) {
    const loopC = liquidSupplyC + 10;
    const cop = (0.5 * (spec.networkC + KELVIN_AT_0C)) / Math.max(1, spec.networkC - loopC);
    const lifts = loopC < spec.networkC;
    const coldest = climate.tempC.reduce((least, temp) => Math.min(least, temp), 15);
    return {
      demandMW: climate.tempC.map(
        (temp) => spec.maxMW * Math.max(spec.baseloadFrac, Math.max(0, 16 - temp) / (16 - coldest)),
      ),
      deliveredPerTaken: lifts ? cop / (cop - 1) : 1,
      electricityPerTaken: lifts ? 1 / (cop - 1) : 0,
    };
  },
  contribute(spec, profile, asset) {
    const capacity = asset.size({
      name: "capacityMW",
      unit: "MW heat",
      ...mostUnits(spec.capacityMaxMW),
      category: "cooling",
      capexUSDPerUnit: spec.capexUSDPerMW,
      lifeYears: spec.lifeYears,
      limitField: "capacityMaxMW",
    });
    const flows = asset.periods.map((period) => {
      const taken = period.flow("takenMW", { size: capacity });
      period.row(
        "demand",
        [{ flow: taken, coefficient: profile.deliveredPerTaken }],
        "<=",
        profile.demandMW,
      );
      period.post("liquidHeat", taken, -1);
      period.post("electricity", taken, -profile.electricityPerTaken, "heat");
      period.post("reusedHeat", taken, 1);
      period.charge("heat sale", taken, -spec.priceUSDPerMWhHeat * profile.deliveredPerTaken);
      return taken;
    });
    return (result) => [
      {
        label: "Heat delivered",
        value: result.sum(flows) * profile.deliveredPerTaken,
        unit: "MWh",
      },
    ];
  },
});
