/** What a draft would change, as plain data. */

/** A figure or size that moves. */
export interface DraftMove {
  readonly what: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
}

/** The plan with a draft as law beside the plan under current law. */
export interface DraftReport {
  /** The rule, or `all` for every draft at once. */
  readonly law: string;
  readonly title: string;
  readonly source: string;
  /** Change of cost by the draft, USD a year (or of compute, PFLOPS·h); below 0 it saves. Null where it cannot be met. */
  readonly change: number | null;
  readonly changeUnit: "USD a year" | "PFLOPS·h a year";
  readonly moves: readonly DraftMove[];
  readonly sentence: string;
}
