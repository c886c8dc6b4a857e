/**
 * The problem as the interior point works on it: scaled, with what is fixed taken out.
 *
 *     minimise  c·x + q·y
 *     rows      A·x + H·C = r            A: own entries (same step) and next entries (the step after)
 *     links     F·x + N·y + e·s = b      budgets, then design rows; e = 0, +1 (≤) or −1 (≥), s ≥ 0
 *     limits    x ≥ 0 or free;  x + w = u + p·C,  w ≥ 0  (p only below a capacity)
 *     sizes     C = K·y,  lower ≤ y ≤ upper      (constant parts of capacities are in r and u)
 *
 * A family is one variable over the steps where it can move; a slack of an hour row is a family too.
 * In a step's block the hour rows that touch a store's level come after those that do not, stores last.
 */

/** A number for all of a family's steps, or one per step. */
export interface Coefficient {
  readonly value: number;
  readonly series: Float64Array | null;
}

/** A coefficient in row `row` of the step's block (or in a budget of the slice). */
export interface Entry extends Coefficient {
  readonly row: number;
}

/** How a family is limited from above. */
export const UNLIMITED = 0;
export const SERIES = 1;
export const CAPACITY = 2;

/** One variable (or slack) over the steps where it is not fixed. */
export interface Family {
  /** Index of the hourly variable, or −1 for the slack of an hour row. */
  readonly variable: number;
  /** Steps where it lives, ascending, and for each the step after it in its ring. */
  readonly steps: Int32Array;
  readonly nextSteps: Int32Array;
  /** The same as runs of steps one after the other: the first of each and how many. */
  readonly runs: Int32Array;
  readonly nextRuns: Int32Array;
  /** Its numbers are offset … offset + count of the slice's vectors. */
  readonly offset: number;
  readonly count: number;
  /** False when free below. */
  readonly lower: boolean;
  readonly limit: typeof UNLIMITED | typeof SERIES | typeof CAPACITY;
  /** Index among the slice's live capacities, and p. */
  readonly capacity: number;
  readonly profile: Coefficient;
  readonly own: readonly Entry[];
  readonly next: readonly Entry[];
  readonly budgets: readonly Entry[];
  /** x = scale·x̂. */
  readonly scale: number;
}

/** A capacity in an hour row: H, which is 0 outside the steps from … to. */
export interface CapacityEntry extends Entry {
  readonly capacity: number;
  readonly from: number;
  readonly to: number;
}

/** One slice, ready for the inner loops. Row numbers are positions in a step's block. */
export interface SliceForm {
  readonly steps: number;
  /** Rows per block: `locals` hour rows, then `states` stores; rows ≥ `coupled` touch the next step. */
  readonly rows: number;
  readonly locals: number;
  readonly states: number;
  readonly coupled: number;
  readonly rings: readonly { readonly from: number; readonly to: number }[];
  readonly families: readonly Family[];
  /** Numbers in each of the slice's vectors. */
  readonly columns: number;
  /** Limited numbers: how many complementary pairs the slice has. */
  readonly pairs: number;
  readonly cost: Float64Array;
  /** Constant part of the upper limit. */
  readonly upper: Float64Array;
  /** rows × steps. */
  readonly rhs: Float64Array;
  readonly capacityEntries: readonly CapacityEntry[];
  /** K: for each live capacity its terms over live designs. */
  readonly capacities: readonly (readonly {
    readonly design: number;
    readonly coefficient: number;
  }[])[];
  /** Links (budgets) this slice takes part in. */
  readonly budgets: Int32Array;
  /** Block position of each hour row of the problem, and its factor. */
  readonly position: Int32Array;
  readonly rowScale: Float64Array;
}

/** The whole problem. */
export interface ChainForm {
  readonly slices: readonly SliceForm[];
  /** Live designs: index in the problem, and y = scale·ŷ. */
  readonly designs: Int32Array;
  readonly designScale: Float64Array;
  /** Value of every design of the problem that is fixed; NaN for live ones. */
  readonly fixed: Float64Array;
  readonly designCost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** N: entries of link i are linkStarts[i] … linkStarts[i + 1] − 1, ascending in designs. */
  readonly linkStarts: Int32Array;
  readonly linkDesigns: Int32Array;
  readonly linkValues: Float64Array;
  readonly linkRhs: Float64Array;
  /** e: 0, +1 or −1. */
  readonly linkSlack: Int8Array;
  readonly linkScale: Float64Array;
  readonly budgetCount: number;
  readonly objectiveScale: number;
  /** Part of the (unscaled) objective that does not change. */
  readonly constant: number;
}

/** Found before starting: the problem has no solution, and why. */
export interface Contradiction {
  readonly reason: string;
}

/** True for what `buildForm` gives when there is nothing to solve. */
export function isContradiction(form: ChainForm | Contradiction): form is Contradiction {
  return "reason" in form;
}
