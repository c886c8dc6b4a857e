/**
 * Energy as a service behind the meter: another owns the plant on the site, the buyer pays for what it
 * takes and for at least a share of what it could have taken. No network charge falls on it.
 *
 *     ⟨takeMW_t⟩ ≤ profile_t·[contractMW]
 *     [shortMWhPerYear] ≥ takeOrPay·Σ profile·[contractMW] − Σ take            paid, not taken
 *     electricity += take;  clean += take where clean
 *     cost += price·(Σ take + short) + fuel passed on·take
 */
import { z } from "zod";
import { catalog } from "../../catalog/catalog.ts";
import { optionalNumberIn } from "../../catalog/table.ts";
import { weightedSum } from "../../problem/series.ts";
import { defineBlock } from "../block.ts";
import { fraction, fromCatalog, number } from "../fields.ts";
import { isClean, lifecycleCO2, plantChain, plantFields, plantProfile, yearSpread } from "./plant.ts";
import { checkIndex, indexFactor, indexFields } from "./price.ts";
import { settleTakeOrPay } from "./settle.ts";
import { checkVolume, mostMW, operatingSince, securityUSDPerYear, termFields, volumeFields } from "./terms.ts";

const figures = fromCatalog("contracts", "btm-service");
const { currency: _, ...index } = indexFields();
const { maxOfConnectionFrac: __, ...volume } = volumeFields();
const { place: ___, ...plant } = plantFields("gas");
const schema = z.strictObject({
  ...volume,
  ...termFields(12),
  ...index,
  ...plant,
  priceUSDPerMWh: figures.number("priceUSDPerMWh", "Price per MWh, taken or due", { min: 0 }),
  takeOrPayFrac: figures.number("takeOrPayFrac", "Share of what could be taken that is paid anyhow", {
    min: 0,
    max: 1,
  }),
  passedOnUSDPerMWh: number("Passed on per MWh taken beside the price, such as fuel", 0),
  co2KgPerMWh: number("Combustion CO2 per MWh; a gas plant's usual when left at 0", 0),
  firmCreditFrac: fraction("Share of MW that counts as firm capacity", 0),
  operatingSince: operatingSince(),
});

type Spec = z.output<typeof schema>;

/** kg of combustion CO2 per MWh: stated, or that of a gas plant of the catalogue. */
function combustion(spec: Spec): number {
  if (spec.co2KgPerMWh > 0 || isClean(spec)) return spec.co2KgPerMWh;
  const entry = catalog("supply").get("ccgt")!;
  return (
    (optionalNumberIn(entry, "co2KgPerMWhThermal") ?? 0) /
    (optionalNumberIn(entry, "efficiencyFrac") ?? 1)
  );
}

export const btmService = defineBlock<Spec, Float64Array>({
  kind: "btm-service",
  title: "Energy as a service behind the meter",
  schema,
  chainFor: (spec) => (spec.plantStatus === "new" ? plantChain(spec) : undefined),
  check: (spec) => [...checkVolume(spec), ...checkIndex(spec)],
  prepare: plantProfile,
  contribute(spec, profile, asset) {
    const { conditions } = asset;
    const spot = conditions.market.priceUSDPerMWh;
    const price = spec.priceUSDPerMWh * indexFactor(spec, conditions, spec.termYears);
    const yearly = profile.reduce((sum, value) => sum + value, 0);
    const security = securityUSDPerYear(spec, price * spec.takeOrPayFrac * yearly);
    const most = mostMW(spec);
    const contract = asset.size({
      name: "contractMW",
      unit: "MW",
      minimum: spec.minMW,
      ...(most === undefined ? {} : { maximum: most }),
      category: "contracts",
      nature: "contract",
      termYears: spec.termYears,
      fixedOMUSDPerUnitYear: security,
      limitField: "maxMW",
    });
    // Paid in the year as a size of its own: energy due and not taken, in MWh a year.
    const short = asset.size({
      name: "shortMWhPerYear",
      unit: "MWh a year",
      category: "contracts",
      nature: "measure",
      fixedOMUSDPerUnitYear: price,
    });
    asset.credit("firmMW", contract, spec.firmCreditFrac);
    asset.credit("dispatchableMW", contract, isClean(spec) ? 0 : 1);
    const takes = asset.periods.map((period) => {
      const take = period.flow("takeMW", { size: contract, profile });
      period.post("electricity", take, 1, "generation");
      if (isClean(spec)) period.post("clean", take, 1, "generation");
      else period.post("dispatchable", take, 1);
      period.charge("contracts", take, price);
      period.charge("fuel", take, spec.passedOnUSDPerMWh);
      period.count("co2Kg", take, combustion(spec));
      period.count("lifecycleCO2Kg", take, combustion(spec) + lifecycleCO2(spec));
      return take;
    });
    asset.budget(
      "takeOrPay",
      {
        terms: asset.periods.map((period, p) => ({ period, flow: takes[p]!, coefficient: 1 })),
        sizes: [
          { size: short, coefficient: 1 },
          ...asset.periods.map((period) => ({
            size: contract,
            coefficient: -spec.takeOrPayFrac * weightedSum(period.cut(profile), period.weightHours),
            period,
          })),
        ],
      },
      ">=",
      0,
    );
    return {
      summarise: (result) => [{ label: "Energy taken", value: result.sum(takes), unit: "MWh" }],
      account: {
        terms: {
          volume: contract,
          unit: "MW",
          termYears: spec.termYears,
          terminationUSDPerUnit: spec.terminationUSDPerMW,
          yearSpreadFrac: yearSpread(spec),
          ...(spec.operatingSince === undefined ? {} : { operatingSince: spec.operatingSince }),
        },
        // What is due is due over a year of the plan; its quarters share the year's bill by time.
        settle: (periods) => {
          const years = [...new Set(periods.map(({ year }) => year))];
          return years.flatMap((year) => {
            const inYear = periods.flatMap((solved, p) =>
              solved.year === year ? [{ solved, take: takes[p]! }] : [],
            );
            const join = (of: (at: (typeof inYear)[number]) => Float64Array) =>
              Float64Array.from(inYear.flatMap((at) => [...of(at)]));
            const fixedUSD = inYear.map(
              ({ solved }) =>
                solved.size(contract) *
                solved.yearFrac *
                security *
                solved.priceIndex("contracts"),
            );
            const bill = settleTakeOrPay(
              {
                weightHours: join(({ solved }) => solved.weightHours),
                spotUSDPerMWh: join(({ solved }) =>
                  solved.cut(spot).map((usd) => usd * solved.priceIndex("energy")),
                ),
              },
              {
                takenMW: join(({ solved, take }) => solved.values(take)),
                availableMW: join(({ solved }) =>
                  solved.cut(profile).map((frac) => frac * solved.size(contract)),
                ),
                takeOrPayFrac: spec.takeOrPayFrac,
                priceUSDPerMWh: price,
                passedOnUSDPerMWh: spec.passedOnUSDPerMWh,
                fixedUSD: fixedUSD.reduce((sum, usd) => sum + usd, 0),
              },
            );
            return inYear.map(() => ({
              deliveredMWh: bill.deliveredMWh / inYear.length,
              resoldMWh: 0,
              marketUSD: bill.marketUSD / inYear.length,
              energyUSD: bill.energyUSD / inYear.length,
              feesUSD: bill.feesUSD / inYear.length,
              fixedUSD: bill.fixedUSD / inYear.length,
              resaleUSD: 0,
            }));
          });
        },
      },
    };
  },
});
