/**
 * The compact form of a planning problem: whole series instead of one object per hour.
 *
 *     minimise   constant + Σ_k costₖ·y_k + Σ_slices Σ_t ω_t Σ_j c_jt·x_jt
 *     design     lower ≤ y ≤ upper, some integer;  design rows link y
 *     capacity   C_i = constant_i + Σ_k a_ik·y_k                 (per slice, linear in y)
 *     hourly     0 ≤ x_jt ≤ upper_jt     or   x_jt ≤ profile_jt·C_i     or   free
 *     hour rows  Σ_j a_jt·x_jt + Σ_i h_it·C_i  {=,≤,≥}  r_t
 *     stores     s_t − ρ_t·s_{t−1} − Σ_j a_jt·x_jt = r_t;  s is an hourly variable
 *                and every ring of steps closes on itself (s before its first step = s at its last)
 *     budgets    Σ_t ω_t Σ_j f_jt·x_jt (over any slices) + Σ_k h_k·y_k  {=,≤,≥}  r
 *
 * ω_t (weightHours) is how many hours of the year a step stands for; stepHours is its own length.
 * Costs and budgets are weighted with ω; stores are not. It knows no power, cooling or money.
 */
import type { Series } from "./series.ts";

export type Sense = "=" | "<=" | ">=";

/** A decision of size, one number for the whole problem. */
export interface DesignVariable {
  readonly name: string;
  readonly lower: number;
  readonly upper: number;
  /** Added to the objective per unit. */
  cost: number;
  readonly integer: boolean;
}

/** A size inside one slice: constant + Σ coefficient × design variable. Never negative. */
export interface Capacity {
  readonly name: string;
  readonly constant: number;
  readonly terms: readonly { readonly design: number; readonly coefficient: number }[];
}

/** The most an hourly variable may be: a series, or profile × capacity. */
export type UpperBound =
  | { readonly kind: "series"; readonly value: Series }
  | { readonly kind: "capacity"; readonly capacity: number; readonly profile: Series };

/** A flow or level decided for every step. */
export interface HourlyVariable {
  readonly name: string;
  /** 0, or −Infinity for a free variable. */
  readonly lower: number;
  readonly upper: UpperBound;
  /** Added to the objective per unit and hour. */
  cost: Series;
}

export interface HourlyTerm {
  readonly variable: number;
  readonly coefficient: Series;
}

export interface CapacityTerm {
  readonly capacity: number;
  readonly coefficient: Series;
}

/** The same row in every step of a slice. */
export interface HourlyRow {
  readonly name: string;
  readonly terms: HourlyTerm[];
  readonly capacityTerms: CapacityTerm[];
  readonly sense: Sense;
  readonly rhs: Series;
}

/** s_t − retention·s_{t−1} − Σ terms = rhs, closing on itself in every ring. */
export interface StateRow {
  readonly name: string;
  /** The hourly variable that holds the level at the end of a step. */
  readonly level: number;
  readonly retention: Series;
  readonly terms: HourlyTerm[];
  readonly rhs: Series;
}

/** A set of steps whose hours touch one another: one site, or several that share a load hour by hour. */
export interface Slice {
  readonly name: string;
  readonly steps: number;
  readonly stepHours: number;
  /** Hours of the year each step stands for; length `steps`. */
  readonly weightHours: Float64Array;
  /** First step of each ring, ascending, starting with 0; a store closes on itself within a ring. */
  readonly ringStarts: readonly number[];
  readonly capacities: Capacity[];
  readonly variables: HourlyVariable[];
  readonly rows: HourlyRow[];
  readonly states: StateRow[];
}

export interface DesignRow {
  readonly name: string;
  readonly terms: { readonly design: number; readonly coefficient: number }[];
  readonly sense: Sense;
  readonly rhs: number;
}

export interface Budget {
  readonly name: string;
  readonly terms: {
    readonly slice: number;
    readonly variable: number;
    readonly coefficient: Series;
  }[];
  readonly designTerms: { readonly design: number; readonly coefficient: number }[];
  readonly sense: Sense;
  readonly rhs: number;
}

export interface Problem {
  readonly name: string;
  /** Fixed part of the objective. */
  constant: number;
  readonly design: DesignVariable[];
  readonly designRows: DesignRow[];
  readonly slices: Slice[];
  readonly budgets: Budget[];
}

/** Half-open step range [from, to) of each ring of `slice`. */
export function ringsOf(slice: Slice): { from: number; to: number }[] {
  return slice.ringStarts.map((from, i) => ({
    from,
    to: slice.ringStarts[i + 1] ?? slice.steps,
  }));
}

/** Counts of columns and rows of the expanded problem, for reports and benchmarks. */
export function sizeOf(problem: Problem): { columns: number; rows: number } {
  let columns = problem.design.length;
  let rows = problem.designRows.length + problem.budgets.length;
  for (const slice of problem.slices) {
    columns += slice.variables.length * slice.steps;
    rows += (slice.rows.length + slice.states.length) * slice.steps;
  }
  return { columns, rows };
}
