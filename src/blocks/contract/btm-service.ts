/**
 * Energy as a service behind the meter: another owns the plant on the site, the buyer pays for what it
 * takes and for at least a share of what it could have taken. No network charge falls on it.
 *
 *     ⟨takeMW_t⟩ ≤ profile_t·[contractMW]
 *     [shortMWhPerYear] ≥ takeOrPay·Σ profile·[contractMW] − Σ take            paid, not taken
 *     electricity += take;  clean += take where clean
 *     cost += price·(Σ take + short) + fuel passed on·take
 *
 * Over a horizon energy taken has its quarter's price; what is short in a year of the plan that of its last quarter.
 */
import { amountWords } from "../../units/money.ts";
import { z } from "zod";
import { catalog } from "../../catalog/catalog.ts";
import { optionalNumberIn } from "../../catalog/table.ts";
import { weightedSum } from "../../problem/series.ts";
import { defineBlock } from "../block.ts";
import type { Settlement, SolvedPeriod } from "../account.ts";
import type { Period } from "../block.ts";
import { fraction, fromCatalog, number } from "../fields.ts";
import { mostUnits } from "../most-units.ts";
import {
  isClean,
  isWeatherDriven,
  lifecycleCO2,
  plantChain,
  plantFields,
  plantProfile,
  plantStatus,
  unitFields,
  unitsBehind,
  yearSpread,
} from "./plant.ts";
import { checkIndex, indexedUSD, indexFields, indexWords } from "./price.ts";
import { settledHours, settleTakeOrPay } from "./settle.ts";
import {
  checkVolume,
  mostMW,
  operatingSince,
  reportedTerms,
  securityUSDPerYear,
  termFields,
  volumeFields,
} from "./terms.ts";

const figures = fromCatalog("contracts", "btm-service");
const { currency: _, ...index } = indexFields();
const { maxOfConnectionFrac: __, ...volume } = volumeFields();
const { place: ___, ...plant } = plantFields("gas");
const schema = z.strictObject({
  ...volume,
  ...termFields(12),
  ...index,
  ...plant,
  plantStatus: plantStatus("new"),
  ...unitFields,
  priceUSDPerMWh: figures.number("priceUSDPerMWh", "Price per MWh, taken or due", { min: 0 }),
  takeOrPayFrac: figures.number(
    "takeOrPayFrac",
    "Share of what could be taken that is paid anyhow",
    {
      min: 0,
      max: 1,
    },
  ),
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
  gives: ["power"],
  chainFor: plantChain,
  check: (spec) => [...checkVolume(spec), ...checkIndex(spec)],
  prepare: plantProfile,
  contribute(spec, profile, asset) {
    const { conditions } = asset;
    const spot = conditions.market.priceUSDPerMWh;
    const priceAt = indexedUSD(spec.priceUSDPerMWh, spec, conditions);
    const yearly = profile.reduce((sum, value) => sum + value, 0);
    const payments = priceAt() * spec.takeOrPayFrac * yearly;
    const security = securityUSDPerYear(spec, payments);
    const most = mostMW(spec);
    const contract = asset.size({
      name: "contractMW",
      unit: "MW",
      minimum: spec.minMW,
      ...mostUnits(most),
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
      fixedOMUSDPerUnitYear: priceAt(),
      usdPerUnitYearAt: (calendarYear) => priceAt(yearEnd(asset.periods, calendarYear)),
    });
    asset.credit("firmMW", contract, spec.firmCreditFrac);
    asset.credit("dispatchableMW", contract, isWeatherDriven(spec) ? 0 : 1);
    asset.credit(
      "deratedMW",
      contract,
      profile.reduce((least, value) => Math.min(least, value), 1),
    );
    const takes = asset.periods.map((period) => {
      const take = period.flow("takeMW", { size: contract, profile });
      period.post("electricity", take, 1, "generation");
      if (isClean(spec)) period.post("clean", take, 1, "generation");
      else period.post("dispatchable", take, 1);
      if (spec.plant === "nuclear") period.post("nuclear", take, 1, "generation");
      period.charge("contracts", take, priceAt(period.calendarYear));
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
      units: unitsBehind(spec, contract, profile),
      summarise: (result) => [{ label: "Energy taken", value: result.sum(takes), unit: "MWh" }],
      account: {
        terms: {
          ...reportedTerms(spec, payments),
          volume: contract,
          unit: "MW",
          delivery: "physical",
          price: `${amountWords(spec.priceUSDPerMWh)} per MWh, ${indexWords(spec)}`,
          bears: { volume: isClean(spec) ? "buyer" : "owner", shape: "buyer" },
          clauses: [
            `pays for ${(spec.takeOrPayFrac * 100).toFixed(0)} % of what it could take, taken or not`,
          ],
          yearSpreadFrac: isClean(spec) ? yearSpread(spec) : 0,
        },
        settle: (periods) => settleYears(periods),
      },
    };

    /** What is due is due over a year of the plan; what of it is not taken is billed with its last quarter. */
    function settleYears(periods: readonly SolvedPeriod[]): Settlement[] {
      const own = periods.map((solved, p) =>
        settleTakeOrPay(settledHours(solved, spot), {
          takenMW: solved.values(takes[p]!),
          availableMW: solved.cut(profile).map((frac) => frac * solved.size(contract)),
          takeOrPayFrac: spec.takeOrPayFrac,
          priceUSDPerMWh: priceAt(solved.period.calendarYear),
          passedOnUSDPerMWh: spec.passedOnUSDPerMWh * solved.priceIndex("fuel"),
          fixedUSD: solved.size(contract) * solved.yearFrac * security,
        }),
      );
      return own.map((settled, p) => {
        const { year, period } = periods[p]!;
        const price = priceAt(period.calendarYear);
        const takenUSD = price * settled.deliveredMWh;
        if (periods[p + 1]?.year === year) return { ...settled, energyUSD: takenUSD };
        const shortMWh = periods.reduce((sum, solved, k) => {
          if (solved.year !== year) return sum;
          const { dueMW, deliveredMWh } = own[k]!;
          return sum + weightedSum(dueMW!, solved.weightHours) - deliveredMWh;
        }, 0);
        return { ...settled, energyUSD: takenUSD + price * Math.max(0, shortMWh) };
      });
    }
  },
});

/** The last quarter of the plan's year in which a quarter lies, both by their middle in calendar years. */
function yearEnd(periods: readonly Period[], calendarYear: number): number | undefined {
  const yearOf = ({ interval }: Period) => Math.floor(interval / 4);
  const own = periods.find((period) => period.calendarYear === calendarYear)!;
  return periods.findLast((period) => yearOf(period) === yearOf(own))!.calendarYear;
}
