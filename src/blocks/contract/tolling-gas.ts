/**
 * Gas toll: the owner keeps a plant ready for a yearly payment, the buyer brings the fuel and says when it runs.
 *
 *     ⟨dispatchMW⟩ ≤ availability·[contractMW]
 *     gridEnergy += dispatch − ⟨resoldMW⟩;  resold ≤ dispatch
 *     cost += capacity·[contractMW] + dispatch·(heat rate·fuel + variable) − resale
 *     CO2 += dispatch·heat rate·co2
 */
import { amountWords } from "../../units/money.ts";
import { z } from "zod";
import { HOURS_PER_YEAR } from "../../units.ts";
import { defineBlock } from "../block.ts";
import type { Period } from "../block.ts";
import { fraction, fromCatalog, number } from "../fields.ts";
import { plantChain, plantStatus } from "./plant.ts";
import { checkIndex, indexedUSD, indexFields, indexWords } from "./price.ts";
import { sellOn } from "./resale.ts";
import { resalePrice, settledHours, settleToll } from "./settle.ts";
import {
  checkVolume,
  reportedTerms,
  securityUSDPerYear,
  signedMW,
  termFields,
  volumeFields,
} from "./terms.ts";

const plant = fromCatalog("supply", "ccgt");
const figures = fromCatalog("contracts", "tolling-gas");
const { currency: _, ...index } = indexFields();
const schema = z.strictObject({
  ...volumeFields(),
  ...termFields(10),
  ...index,
  plantStatus: plantStatus("existing"),
  capacityUSDPerMWYear: figures.number("capacityUSDPerMWYear", "Payment per MW and year"),
  availabilityFrac: plant.numberOr("availabilityFrac", 1, "Share of hours available", {
    min: 0,
    max: 1,
  }),
  heatRateMWhPerMWh: number("Fuel heat per MWh of electricity, lower heating value", 1.8, {
    min: 1,
    max: 10,
  }),
  fuelUSDPerMWhThermal: plant.number("fuelUSDPerMWhThermal", "Fuel price per MWh of heat"),
  co2KgPerMWhThermal: plant.numberOr(
    "co2KgPerMWhThermal",
    0,
    "Combustion CO2 per MWh of fuel heat",
  ),
  variableUSDPerMWh: plant.numberOr("variableOMUSDPerMWh", 0, "The owner's charge per MWh run"),
  resaleFrac: fraction("Share of the spot price earned on energy that is sold on", 0.95),
});

type Spec = z.output<typeof schema>;

/** What a year of a MW costs beyond what it earns at the market where it runs whenever that pays, at the prices of a period. */
function lossPerMW(
  spec: Spec,
  capacityAt: (calendarYear?: number) => number,
  spot: Float64Array,
  period: Period,
): number {
  const fuelUSDPerMWh =
    spec.heatRateMWhPerMWh * spec.fuelUSDPerMWhThermal * period.priceIndex("fuel");
  const index = period.priceIndex("energy");
  const earned = spot.reduce(
    (sum, usd) =>
      sum +
      Math.max(
        0,
        resalePrice(usd * index, spec.resaleFrac) - fuelUSDPerMWh - spec.variableUSDPerMWh,
      ),
    0,
  );
  return (
    capacityAt(period.calendarYear) * period.priceIndex("contracts") -
    (spec.availabilityFrac * earned * HOURS_PER_YEAR) / spot.length
  );
}

export const tollingGas = defineBlock<Spec, null>({
  kind: "tolling-gas",
  title: "Gas toll",
  schema,
  chainFor: ({ plantStatus: status }) => plantChain({ plant: "gas", plantStatus: status }),
  check: (spec) => [...checkVolume(spec), ...checkIndex(spec)],
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const { conditions } = asset;
    const spot = conditions.market.priceUSDPerMWh;
    const capacityAt = indexedUSD(spec.capacityUSDPerMWYear, spec, conditions);
    const capacity = capacityAt();
    const security = securityUSDPerYear(spec, capacity);
    const contract = signedMW(asset, spec, {
      usdPerMWYear: (calendarYear) => capacityAt(calendarYear) + security,
      meanFrac: 1,
      lossUSDPerMWYear: lossPerMW(spec, capacityAt, spot, asset.periods.at(-1)!),
    });
    const flows = asset.periods.map((period) => {
      const bounds = { size: contract, profile: spec.availabilityFrac };
      const dispatch = period.flow("dispatchMW", bounds);
      const resold = sellOn(period, dispatch, bounds, { spot, resaleFrac: spec.resaleFrac });
      period.post("gridEnergy", dispatch, 1);
      period.post("gridEnergy", resold, -1);
      period.charge("fuel", dispatch, spec.heatRateMWhPerMWh * spec.fuelUSDPerMWhThermal);
      period.charge("contracts", dispatch, spec.variableUSDPerMWh);
      for (const total of ["co2Kg", "lifecycleCO2Kg"] as const)
        period.count(total, dispatch, spec.heatRateMWhPerMWh * spec.co2KgPerMWhThermal);
      return { dispatch, resold };
    });
    return {
      summarise: (result) => [
        {
          label: "Energy run",
          value: result.sum(flows.map(({ dispatch }) => dispatch)),
          unit: "MWh",
        },
      ],
      account: {
        terms: {
          ...reportedTerms(spec, capacity),
          volume: contract,
          unit: "MW",
          delivery: "physical",
          price: `${amountWords(spec.capacityUSDPerMWYear, 0)} per MW-year, ${indexWords(spec)}, and fuel`,
          bears: { volume: "owner", shape: "buyer" },
          clauses: [],
          yearSpreadFrac: 0,
        },
        settle: (periods) =>
          periods.map((solved, p) =>
            settleToll(settledHours(solved, spot), {
              volumeMW: solved.size(contract),
              years: solved.yearFrac,
              capacityUSDPerMWYear: capacityAt(solved.period.calendarYear),
              securityUSDPerMWYear: security,
              givenMW: solved.values(flows[p]!.dispatch),
              takenMW: new Float64Array(solved.weightHours.length),
              heatRateMWhPerMWh: spec.heatRateMWhPerMWh,
              fuelUSDPerMWhThermal: spec.fuelUSDPerMWhThermal * solved.priceIndex("fuel"),
              variableUSDPerMWh: spec.variableUSDPerMWh,
              resoldMW: solved.values(flows[p]!.resold),
              resaleFrac: spec.resaleFrac,
            }),
          ),
      },
    };
  },
});
