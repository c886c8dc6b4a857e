/** Accounts of contracts and bills of connections: terms as the report tells them, and how they settle apart from the optimiser. */
import type { Series } from "../problem/series.ts";
import type { Rating } from "./credit.ts";
import type { CostCategory, Flow, Period, Size } from "./block.ts";

/** One period of an asset with what was solved in it. */
export interface SolvedPeriod {
  readonly period: Period;
  /** Part of a year the period stands for. */
  readonly yearFrac: number;
  /** Year of the plan it lies in, from 0. */
  readonly year: number;
  readonly weightHours: Float64Array;
  /** A whole-year series over the steps of the period. */
  cut(series: Series): Float64Array;
  /** Real price of a category of cost against the start of the plan. */
  priceIndex(category: CostCategory): number;
  /** The same of what was signed: contracts keep the price of their signing. */
  signedIndex(size: Size): number;
  /** What of a size is in force. */
  size(size: Size): number;
  values(flow: Flow): Float64Array;
  /** Facility load of the site, MW. */
  load(): Float64Array;
}

/** Power of every step, MW, and what a MWh of it costs or earns. */
export interface Priced {
  readonly mw: Float64Array;
  readonly usdPerMWh: Float64Array;
}

/** What a contract comes to in one period, worked out from its terms and the solved hours alone. */
export interface Settlement {
  /** Power the contract delivers or settles in every step, MW. */
  readonly deliveredMW: Float64Array;
  /** Of a store: power that fills it, MW. */
  readonly takenMW?: Float64Array;
  /** What is paid for in every step and at what price; undefined of tolls and clouds. */
  readonly energy?: Priced | undefined;
  /** Of take or pay: power that is paid for, taken or not, MW. */
  readonly dueMW?: Float64Array;
  /** What fees fall on. */
  readonly fees?: Priced | undefined;
  /** What is sold on or credited, and what it earns. */
  readonly resale?: Priced | undefined;
  /** Market price where the contract settles. */
  readonly spotUSDPerMWh: Float64Array;
  /** Energy of it, MWh. */
  readonly deliveredMWh: number;
  /** Of that, sold on. */
  readonly resoldMWh: number;
  /** Delivered energy at the market's hourly price: what it would have cost without the contract. */
  readonly marketUSD: number;
  /** Energy at the contract's price. */
  readonly energyUSD: number;
  /** Fees on energy, fuel and the like. */
  readonly feesUSD: number;
  /** Paid whatever is used: capacity, rent, security. */
  readonly fixedUSD: number;
  /** Received for what is sold on or credited: negative is income. */
  readonly resaleUSD: number;
}

/** Who stands for a risk of a contract; `none` where there is none. */
export type Bearer =
  | "buyer"
  | "seller"
  | "shared"
  | "utility"
  | "owner"
  | "landlord"
  | "provider"
  | "none";

/** What the report says of a contract beside its size. */
export interface ContractTerms {
  /** The volume signed, as what it is called in. */
  readonly volume: Size;
  readonly unit: "MW" | "MW IT" | "chips" | "share of load";
  /** Power brought to the site, money alone, or compute and space that the market does not price. */
  readonly delivery: "physical" | "cash" | "compute";
  /** Volume behind one unit of the size where that is not 1. */
  readonly perUnit?: number;
  readonly termYears: number;
  /** Price and how it moves, in words. */
  readonly price: string;
  /** Who bears that energy differs from the usual year's, and that it comes in the wrong hours. */
  readonly bears: { readonly volume: Bearer; readonly shape: Bearer };
  /** Clauses that are not the usual ones, in words. */
  readonly clauses: readonly string[];
  readonly buyerRating: string;
  /** Security held per unit of the size. */
  readonly collateralUSDPerUnit: number;
  readonly terminationUSDPerUnit: number;
  /** Payments per unit of the size and year that fall due whether it is used or not. */
  readonly dueUSDPerUnitYear: number;
  /** Lowest rating the seller signs with; that of its kind when left out. */
  readonly minimumRating?: Rating;
  /** Who stands behind it; the contract's own name when left out. */
  readonly provider?: string;
  /** Standard deviation of a year's energy over its mean, borne by the buyer; synthetic. */
  readonly yearSpreadFrac: number;
  /** Place of the plant behind it; undefined: the market or the site itself. */
  readonly place?: string;
  /** Month the plant first ran, such as 2019-05. */
  readonly operatingSince?: string;
}

/** A contract's own account: terms, and its settlement period by period in the order of the asset's. */
export interface ContractAccount {
  readonly terms: ContractTerms;
  readonly settle: (periods: readonly SolvedPeriod[]) => readonly Settlement[];
}

/** What is signed with a connection's tariff. */
export interface BillTerms {
  readonly name: string;
  readonly source: string;
  readonly asOf: string;
  readonly termYears: number;
  readonly exitFeeUSDPerMW: number;
  readonly collateralUSDPerMW: number;
  readonly studyFeeUSD: number;
}

/** One line of a connection's bill, over the whole plan. */
export interface BillLine {
  readonly name: string;
  readonly charge: string;
  readonly usd: number;
  /** Paid for MW that are billed and not used. */
  readonly idleUSD: number;
  /** Of a demand in the first period: MW billed and reached, by month where months are billed alone. */
  readonly billedMW: readonly number[];
  readonly peakMW: readonly number[];
}

/** The bill of a connection: terms, and its lines from the solved periods of the asset. */
export interface BillAccount {
  readonly terms: BillTerms;
  readonly settle: (periods: readonly SolvedPeriod[]) => readonly BillLine[];
  /** Energy bought in the asset's period of that number, and its price; undefined where none is bought. */
  readonly bought: (solved: SolvedPeriod, p: number) => Priced | undefined;
  /** What the tariff charges on every MWh imported then; parts with tiers apart. */
  readonly perMWhUSD: (solved: SolvedPeriod, p: number) => Float64Array;
}
