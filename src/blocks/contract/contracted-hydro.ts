/**
 * Contracted hydro power through the connection: taken when wanted, within a year's energy.
 *
 *     ⟨takeMW_t⟩ ≤ [contractMW] ≤ offer, ≤ MW contracted at the connection
 *     Σ take ≤ energyFrac·hours·[contractMW]
 *     gridEnergy += take;  clean += take;  cost += price·take
 */
import { z } from "zod";
import { mapSeries } from "../../problem/series.ts";
import { defineBlock } from "../block.ts";
import { fromCatalog } from "../fields.ts";
import { checkPrice, priceAt, priceFields, priceWords } from "./price.ts";
import { settledHours, settleTaken } from "./settle.ts";
import {
  checkVolume,
  operatingSince,
  reportedTerms,
  securityUSDPerYear,
  signedMW,
  termFields,
  volumeFields,
} from "./terms.ts";

const figures = fromCatalog("supply", "contracted-hydro");
const schema = z.strictObject({
  ...volumeFields(),
  ...priceFields(
    figures.number("priceUSDPerMWh", "Price of energy delivered to the zone", { min: -1000 }),
  ),
  ...termFields(15),
  availabilityFrac: figures.numberOr(
    "availabilityFrac",
    1,
    "Share of the year's hours at full MW",
    {
      min: 0,
      max: 1,
    },
  ),
  lifecycleCO2KgPerMWh: figures.numberOr("lifecycleCO2KgPerMWh", 0, "Life-cycle CO2"),
  operatingSince: operatingSince(),
});

type Spec = z.output<typeof schema>;

export const contractedHydro = defineBlock<Spec, null>({
  kind: "contracted-hydro",
  title: "Contracted hydro power",
  schema,
  check: (spec, context) => [...checkVolume(spec), ...checkPrice(spec, context)],
  prepare: () => null,
  contribute(spec, _profile, asset) {
    const { conditions } = asset;
    const spot = conditions.market.priceUSDPerMWh;
    const usual = priceAt(spec, conditions, spec.termYears);
    const payments = usual.usdPerMWh * spec.availabilityFrac * 8760;
    const security = securityUSDPerYear(spec, payments);
    const contract = signedMW(asset, spec, { usdPerMWYear: () => security, meanFrac: 1 });
    const takes = asset.periods.map((period) => {
      const price = priceAt(spec, conditions, spec.termYears, period.calendarYear);
      const take = period.flow("takeMW", { size: contract });
      for (const ledger of ["gridEnergy", "clean"] as const) period.post(ledger, take, 1);
      period.charge("contracts", take, price.usdPerMWh);
      if (price.spotFrac > 0)
        period.charge(
          "energy",
          take,
          mapSeries(spot, (usd) => usd * price.spotFrac),
        );
      period.count("lifecycleCO2Kg", take, spec.lifecycleCO2KgPerMWh);
      return take;
    });
    asset.budget(
      "energy",
      {
        terms: asset.periods.map((period, p) => ({ period, flow: takes[p]!, coefficient: 1 })),
        sizes: [{ size: contract, coefficient: -8760 * spec.availabilityFrac }],
      },
      "<=",
      0,
    );
    return {
      summarise: (result) => [{ label: "Energy taken", value: result.sum(takes), unit: "MWh" }],
      account: {
        terms: {
          ...reportedTerms(spec, payments),
          volume: contract,
          unit: "MW",
          delivery: "physical",
          price: priceWords(spec, conditions),
          // The seller's reservoir carries wet and dry years; the buyer picks the hours.
          bears: { volume: "seller", shape: "seller" },
          clauses: [
            `at most ${(spec.availabilityFrac * 100).toFixed(0)} % of the year's hours at full MW`,
          ],
          yearSpreadFrac: 0,
        },
        settle: (periods) =>
          periods.map((solved, p) => {
            const price = priceAt(spec, conditions, spec.termYears, solved.period.calendarYear);
            return settleTaken(settledHours(solved, spot), {
              takenMW: solved.values(takes[p]!),
              priceUSDPerMWh: price.usdPerMWh,
              spotFrac: price.spotFrac,
              fixedUSD: solved.size(contract) * solved.yearFrac * security,
            });
          }),
      },
    };
  },
});
