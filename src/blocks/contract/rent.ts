/** What contracts for space and power by the kW of IT share: fields, the lease itself, its account. */
import { amountWords } from "../../units/money.ts";
import { z } from "zod";
import { catalog } from "../../catalog/catalog.ts";
import { numberIn } from "../../catalog/table.ts";
import type { Market } from "../../climate/climate.ts";
import type { ContractAccount, SolvedPeriod } from "../account.ts";
import type { Asset, CostCategory, Flow, Size } from "../block.ts";
import { leaseOverNeed } from "../../finance/present-value.ts";
import { fromCatalog, number, optional } from "../fields.ts";
import { checkIndex, indexedUSD, indexFields, indexWords } from "./price.ts";
import { settleRent } from "./settle.ts";
import {
  checkVolume,
  reportedTerms,
  securityUSDPerYear,
  termFields,
  volumeFields,
} from "./terms.ts";

/** Fields of a lease; `market` is its entry of the compute market. */
export function rentFields(market: string, termYears: number) {
  const figures = fromCatalog("compute-market", market);
  const { currency: _, ...index } = indexFields();
  const { maxOfConnectionFrac: __, plantMW: ___, plantName: ____, ...volume } = volumeFields();
  return {
    ...volume,
    ...termFields(termYears),
    ...index,
    rentUSDPerKWMonth: figures.number("rentUSDPerKWMonth", "Rent per kW of IT power and month"),
    hallMW: optional("Size of the hall behind it: no more can be rented"),
    energyFeeUSDPerMWh: number("Landlord's fee and network charges on metered energy", 20),
  };
}

const rentSchema = z.strictObject(rentFields("colocation-wholesale", 5));
export type Rent = z.output<typeof rentSchema>;

const volumeOf = ({ minMW, maxMW, hallMW }: Rent) => ({ minMW, maxMW, plantMW: hallMW });

/** What is wrong between the fields of a lease. */
export function checkRent(spec: Rent) {
  return [
    ...checkVolume(volumeOf(spec)).map((issue) => ({
      ...issue,
      message: issue.message.replace("the plant", "the hall"),
      beside: "hallMW",
      hint: "Rent what the hall has, or name a larger hall.",
    })),
    ...checkIndex(spec),
  ];
}

/** Fields of a lease that its account reads. */
type RentTerms = Omit<Rent, "rentUSDPerKWMonth" | "hallMW">;

export interface Lease {
  readonly it: Size;
  /** Rent of a year as the lease states it, per MW. */
  readonly dueUSDPerMWYear: number;
  /** Rent over the years of the need, what runs on after it included: levelled over the term, or at a time. */
  readonly rentUSDPerKWMonthAt: (calendarYear?: number) => number;
  readonly securityUSDPerMWYear: number;
}

/**
 * What a MW of IT costs a year, rent and security, and what of the rent lies beyond the usual one, at which
 * the market would take the lease over.
 */
export function leased(
  asset: Asset,
  category: CostCategory,
  { rentUSDPerKWMonthAt, securityUSDPerMWYear }: Omit<Lease, "it" | "dueUSDPerMWYear">,
  usualUSDPerKWMonth: number,
) {
  const rentAt = (calendarYear?: number) => rentUSDPerKWMonthAt(calendarYear) * 12 * 1000;
  const at = (calendarYear?: number) => rentAt(calendarYear) + securityUSDPerMWYear;
  const last = asset.periods.at(-1)!;
  return {
    category,
    fixedOMUSDPerUnitYear: at(),
    usdPerUnitYearAt: at,
    lossUSDPerUnitYear:
      (rentAt(last.calendarYear) - usualUSDPerKWMonth * 12 * 1000) * last.priceIndex(category),
  };
}

/** Signs a lease of IT power; `market` is its entry of the compute market, `fitOutUSDPerMW` is what the tenant adds, over `fitOutYears`. */
export function signRent(
  market: string,
  spec: Rent,
  asset: Asset,
  fitOut?: { readonly usdPerMW: number; readonly years: number },
): Lease {
  const { waccFrac, needYears } = asset.conditions;
  const statedAt = indexedUSD(spec.rentUSDPerKWMonth, spec, asset.conditions);
  const dueUSDPerMWYear = statedAt() * 12 * 1000;
  const overNeed = leaseOverNeed(waccFrac, spec.termYears, needYears);
  const rentUSDPerKWMonthAt = (calendarYear?: number) => statedAt(calendarYear) * overNeed;
  const securityUSDPerMWYear = securityUSDPerYear(spec, dueUSDPerMWYear);
  const most = Math.min(spec.maxMW ?? Infinity, spec.hallMW ?? Infinity);
  const it = asset.size({
    name: "itMW",
    unit: "MW IT",
    minimum: spec.minMW,
    ...(Number.isFinite(most) ? { maximum: most } : {}),
    nature: "contract",
    termYears: spec.termYears,
    ...leased(
      asset,
      "colocation",
      { rentUSDPerKWMonthAt, securityUSDPerMWYear },
      numberIn(catalog("compute-market").get(market)!, "rentUSDPerKWMonth"),
    ),
    limitField: spec.maxMW === undefined && spec.hallMW !== undefined ? "hallMW" : "maxMW",
    ...(fitOut
      ? {
          also: [
            {
              category: "electrical" as const,
              capexUSDPerUnit: fitOut.usdPerMW,
              lifeYears: fitOut.years,
              fixedOMUSDPerUnitYear: 0,
            },
          ],
        }
      : {}),
  });
  return { it, dueUSDPerMWYear, rentUSDPerKWMonthAt, securityUSDPerMWYear };
}

/** Energy metered beside a lease: what it is billed as, at which market, how much of it. */
interface Metered {
  readonly category: CostCategory;
  readonly market: Market;
  readonly meteredMW: (solved: SolvedPeriod, p: number) => Float64Array;
}

/** Account of a lease; `statedUSDPerKWMonth` is the rent before its index. */
export function rentAccount(
  spec: RentTerms,
  statedUSDPerKWMonth: number,
  lease: Lease,
  { category, market, meteredMW }: Metered,
): ContractAccount {
  return {
    terms: {
      ...reportedTerms(spec, lease.dueUSDPerMWYear),
      volume: lease.it,
      unit: "MW IT",
      delivery: "compute",
      price: `${amountWords(statedUSDPerKWMonth)} per kW-month, ${indexWords(spec)}, and metered energy`,
      bears: { volume: "landlord", shape: "buyer" },
      clauses: [],
      yearSpreadFrac: 0,
    },
    settle: (periods) =>
      periods.map((solved, p) => {
        const index = solved.priceIndex(category);
        const signed = solved.signedIndex(lease.it);
        return settleRent(
          {
            weightHours: solved.weightHours,
            spotUSDPerMWh: solved.cut(market.priceUSDPerMWh).map((usd) => usd * index),
          },
          {
            itMW: solved.size(lease.it),
            years: solved.yearFrac,
            rentUSDPerKWMonth: lease.rentUSDPerKWMonthAt(solved.period.calendarYear) * signed,
            securityUSDPerMWYear: lease.securityUSDPerMWYear * signed,
            meteredMW: meteredMW(solved, p),
            energyFeeUSDPerMWh: spec.energyFeeUSDPerMWh * index,
          },
        );
      }),
  };
}

/** The account of space and power, whose meters read `billedFrac` of each period's flow. */
export function spaceAccount(
  spec: Rent,
  lease: Lease,
  asset: Asset,
  powers: readonly Flow[],
  billedFrac: number,
): ContractAccount {
  return rentAccount(spec, spec.rentUSDPerKWMonth, lease, {
    category: "colocation",
    market: asset.conditions.market,
    meteredMW: (solved, p) => solved.values(powers[p]!).map((mw) => mw * billedFrac),
  });
}
