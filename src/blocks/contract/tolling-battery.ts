/**
 * Storage toll: a store elsewhere on the grid, dispatched by the buyer for a yearly payment.
 *
 *     ⟨chargeMW⟩, ⟨dischargeMW⟩ ≤ [contractMW];  ⟨levelMWh⟩ ≤ hours·[contractMW]
 *     level_t = (1 − selfDischarge)·level_{t−1} + η_c·charge − discharge/η_d       closing on itself
 *     gridEnergy += discharge − charge − ⟨resoldMW⟩;  clean likewise;  resold ≤ discharge
 *     cost += capacity·[contractMW] + variable·discharge − resale
 */
import { amountWords } from "../../units/money.ts";
import { z } from "zod";
import { catalog } from "../../catalog/catalog.ts";
import { numberIn, optionalNumberIn } from "../../catalog/table.ts";
import { defineBlock } from "../block.ts";
import { choice, fraction, fromCatalog, number, optional } from "../fields.ts";
import { arbitrageUSD } from "../patterns/arbitrage.ts";
import { plantStatus, SIGNATURE_CHAIN } from "./plant.ts";
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

const figures = fromCatalog("contracts", "tolling-battery");
const { currency: _, ...index } = indexFields();
const share = { min: 0.01, max: 1 };
const schema = z.strictObject({
  ...volumeFields(),
  ...termFields(10),
  ...index,
  plantStatus: plantStatus("existing"),
  store: choice(
    "Kind of store, for its losses",
    ["lithium-battery", "iron-air", "pumped-hydro"],
    "lithium-battery",
  ),
  durationHours: number("Hours at full MW", 4, { min: 0.25, max: 1000 }),
  capacityUSDPerMWYear: figures.number("capacityUSDPerMWYear", "Payment per MW and year"),
  variableUSDPerMWh: number("The owner's charge per MWh discharged", 0),
  chargeEfficiencyFrac: optional("Efficiency into the store; its kind's when left out", share),
  dischargeEfficiencyFrac: optional("Efficiency out of the store; its kind's when left out", share),
  resaleFrac: fraction("Share of the spot price earned on energy that is sold on", 0.95),
});

type Spec = z.output<typeof schema>;

export const tollingBattery = defineBlock<Spec, null>({
  kind: "tolling-battery",
  title: "Storage toll",
  schema,
  chainFor: ({ store, plantStatus: status }) => (status === "new" ? store : SIGNATURE_CHAIN),
  check: (spec) => [...checkVolume(spec), ...checkIndex(spec)],
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const { conditions } = asset;
    const spot = conditions.market.priceUSDPerMWh;
    const entry = catalog("storage").get(spec.store)!;
    const into = spec.chargeEfficiencyFrac ?? numberIn(entry, "chargeEfficiencyFrac");
    const outOf = spec.dischargeEfficiencyFrac ?? numberIn(entry, "dischargeEfficiencyFrac");
    const leak = optionalNumberIn(entry, "selfDischargeFracPerHour") ?? 0;
    const capacityAt = indexedUSD(spec.capacityUSDPerMWYear, spec, conditions);
    const capacity = capacityAt();
    const security = securityUSDPerYear(spec, capacity);
    const last = asset.periods.at(-1)!;
    const index = last.priceIndex("energy");
    const contract = signedMW(asset, spec, {
      usdPerMWYear: (calendarYear) => capacityAt(calendarYear) + security,
      meanFrac: 1,
      // What must be signed of it costs this beyond what it earns between the hours of the market.
      ...(spec.minMW > 0 && last.calendarYear !== undefined
        ? {
            lossUSDPerMWYear:
              capacityAt(last.calendarYear) * last.priceIndex("contracts") -
              arbitrageUSD(
                spot.map((usd) => usd * index),
                spot.map(
                  (usd) => resalePrice(usd * index, spec.resaleFrac) - spec.variableUSDPerMWh,
                ),
                {
                  durationHours: spec.durationHours,
                  chargeEfficiencyFrac: into,
                  dischargeEfficiencyFrac: outOf,
                  selfDischargeFracPerHour: leak,
                },
              ),
          }
        : {}),
    });
    const flows = asset.periods.map((period) => {
      const charge = period.flow("chargeMW", { size: contract });
      const discharge = period.flow("dischargeMW", { size: contract });
      const level = period.flow("levelMWh", { size: contract, profile: spec.durationHours });
      period.store("level", level, 1 - leak, [
        { flow: charge, coefficient: into },
        { flow: discharge, coefficient: -1 / outOf },
      ]);
      const resold = sellOn(
        period,
        discharge,
        { size: contract },
        { spot, resaleFrac: spec.resaleFrac },
      );
      for (const [flow, sign] of [
        [discharge, 1],
        [charge, -1],
        [resold, -1],
      ] as const) {
        period.post("gridEnergy", flow, sign);
        period.post("clean", flow, sign, "storage");
      }
      period.charge("contracts", discharge, spec.variableUSDPerMWh);
      return { charge, discharge, resold };
    });
    return {
      summarise: (result) => [
        {
          label: "Energy discharged",
          value: result.sum(flows.map(({ discharge }) => discharge)),
          unit: "MWh",
        },
      ],
      account: {
        terms: {
          ...reportedTerms(spec, capacity),
          volume: contract,
          unit: "MW",
          delivery: "physical",
          price: `${amountWords(spec.capacityUSDPerMWYear, 0)} per MW-year, ${indexWords(spec)}`,
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
              givenMW: solved.values(flows[p]!.discharge),
              takenMW: solved.values(flows[p]!.charge),
              heatRateMWhPerMWh: 0,
              fuelUSDPerMWhThermal: 0,
              variableUSDPerMWh: spec.variableUSDPerMWh,
              resoldMW: solved.values(flows[p]!.resold),
              resaleFrac: spec.resaleFrac,
            }),
          ),
      },
    };
  },
});
