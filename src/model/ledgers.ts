/** What has been posted while a model is built: the books that rows, rules and the report read. */
import type {
  CostCategory,
  DesignLedger,
  Role,
  Size,
  SizeRequest,
  TotalLedger,
} from "../blocks/block.ts";
import type { Series } from "../problem/series.ts";

/** A posting of an hourly variable or a capacity to an hourly ledger of one slice. */
export interface Posting {
  readonly asset: string;
  readonly role: Role | undefined;
  readonly slice: number;
  /** Index of an hourly variable, or of a capacity when `isCapacity`. */
  readonly index: number;
  readonly isCapacity: boolean;
  readonly size: Size | undefined;
  /** Already cut to the steps of the slice. */
  readonly coefficient: Series;
}

/** Who is charged, for what. */
interface ChargeHead {
  readonly asset: string;
  readonly site: string;
  readonly category: CostCategory;
}

/** Money per unit and hour of a flow of one slice. */
export interface FlowCharge extends ChargeHead {
  readonly on: "flow";
  readonly slice: number;
  readonly variable: number;
  readonly usd: Series;
}

/** Money per unit of a decision (or once, when `design` is −1), USD by interval, not discounted. */
export interface SizeCharge extends ChargeHead {
  readonly on: "size";
  readonly design: number;
  readonly usd: Float64Array;
  /** Capital per unit behind it, at the price when it is ordered; 0 for operating cost. */
  readonly capexUSD: number;
  /** Of capital: years until it is replaced. */
  readonly lifeYears?: number;
  /** Of capital over a horizon: what is left at its end, per unit; already taken off `usd` there. */
  readonly restUSD?: number;
  /** Of capital over a horizon: the interval in which what is paid for comes. */
  readonly comes?: number;
  /** Paid before the thing is in force, beside its bills. */
  readonly beforeService?: boolean;
  /** Due after the end of the plan, booked in its last interval at what it is worth there. */
  readonly afterPlan?: boolean;
}

export type Charge = FlowCharge | SizeCharge;

/** kg or m3 per unit and hour of a flow. */
export interface Count {
  readonly asset: string;
  readonly total: TotalLedger;
  readonly slice: number;
  readonly variable: number;
  readonly perUnitHour: Series;
}

/** A size with the asset that asked for it. */
export interface SizedAsset {
  readonly asset: string;
  readonly path: string;
  readonly site: string;
  readonly size: Size;
  readonly request: SizeRequest;
}

/** A size's part in a ledger of sizes. */
export interface Credit {
  readonly asset: string;
  readonly ledger: DesignLedger;
  readonly size: Size;
  readonly coefficient: number;
}

/** A limit that a scenario field sets, so that it can be priced, reported and repaired. */
export interface Limit {
  readonly asset: string;
  readonly path: string;
  readonly name: string;
  readonly unit: string;
  readonly field: string | undefined;
  readonly target:
    | { readonly kind: "budget"; readonly index: number }
    | { readonly kind: "design"; readonly index: number; readonly factor: number };
  readonly sense: "=" | "<=" | ">=";
  readonly value: number;
  /** What is there already, on top of `value`. */
  readonly existing?: number;
  /** What the field holds, where the row compares two sums and has no limit of its own. */
  readonly stated?: number;
  /** Of a yearly limit that holds for a part of its year: that part, of which `value` is the limit. */
  readonly heldFrac?: number;
  /** First and last interval it speaks of. */
  readonly intervals: readonly [first: number, last: number];
}

/** Hourly ledgers of one site by name; compute ledgers are named `compute:<workload>`. */
export type HourlyBooks = Map<string, Posting[]>;

/** Appends to a list in a map, making the list when needed. */
export function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
