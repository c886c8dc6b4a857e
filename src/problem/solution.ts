/** What a solver gives back for a compact problem: numbers, prices, and how sure it is. */

export type SolveStatus =
  | "optimal"
  | "infeasible"
  | "unbounded"
  /** Stopped by a limit or by the user; the values are the best so far, or empty when there are none. */
  | "stopped"
  | "failed";

/** Hourly values and prices of one slice. */
export interface SliceSolution {
  /** One array of `steps` values per hourly variable. */
  readonly values: Float64Array[];
  /** Dual of each hour row: change of objective per unit of that step's right-hand side. Divide by weightHours for a price per unit and hour. */
  readonly rowDuals: Float64Array[];
  /** Dual of each store row, same convention. */
  readonly stateDuals: Float64Array[];
}

export interface Solution {
  readonly status: SolveStatus;
  readonly solver: string;
  readonly seconds: number;
  readonly iterations: number;
  /** Objective of the values returned, constant included. */
  readonly objective: number;
  /** Proven lower bound on the objective (minimisation). */
  readonly bound: number;
  /** (objective − bound) / max(1, |objective|). */
  readonly gap: number;
  readonly design: Float64Array;
  readonly slices: readonly SliceSolution[];
  readonly designRowDuals: Float64Array;
  readonly budgetDuals: Float64Array;
  /** Why it stopped or failed, in a sentence, when it is not optimal. */
  readonly reason?: string;
}

/** Reported while a solver works. */
export interface SolveProgress {
  readonly stage: string;
  readonly iteration: number;
  readonly objective: number;
  readonly bound: number;
  readonly gap: number;
  readonly seconds: number;
}

/** Limits and hooks of one solve. */
export interface SolveOptions {
  /** Relative gap to prove; default 1e-6 for continuous problems, 1e-4 with integers. */
  readonly gap?: number;
  readonly timeLimitSeconds?: number;
  /** Most threads to use, or who says so as each solve begins; default 1. */
  readonly threads?: number | (() => number);
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SolveProgress) => void;
  /** A solution of a similar problem to start from. */
  readonly warmStart?: Solution;
}
