/** The price side of a certificate: reduced costs and the dual objective from the prices of rows alone. */
import { ringsOf } from "./problem.ts";
import type { HourlyVariable, Problem, Sense, Slice } from "./problem.ts";
import { at, weightedSum } from "./series.ts";
import type { Series } from "./series.ts";
import type { Solution, SliceSolution } from "./solution.ts";
import { Tally } from "./tally.ts";

/** The worst violation of one family; relative to 1 + the sizes of what is added up. */
export interface Violation {
  readonly name: string;
  /** Step where it is worst; −1 when the family has no steps. */
  readonly step: number;
  readonly absolute: number;
  readonly relative: number;
}

/** No violation. */
export const NONE: Violation = { name: "", step: -1, absolute: 0, relative: 0 };

/** Keeps the relatively worst violation offered to it. */
export class Worst {
  violation: Violation = NONE;

  offer(name: string, step: number, absolute: number, size: number): void {
    const relative = absolute / (1 + size);
    if (!(relative <= this.violation.relative)) {
      this.violation = { name, step, absolute, relative };
    }
  }

  merge(other: Violation): void {
    if (!(other.relative <= this.violation.relative)) this.violation = other;
  }
}

/** How far the price of a row has the wrong sign: loosening a limit never costs. */
function wrongPrice(sense: Sense, price: number): number {
  if (sense === "<=") return Math.max(0, price);
  return sense === ">=" ? Math.max(0, -price) : 0;
}

/** What a unit left at the end of each step is worth in the step after: retention · price, of the same ring. */
function retainedPrices(slice: Slice, retention: Series, prices: Float64Array): Float64Array {
  const worth = new Float64Array(slice.steps);
  for (const { from, to } of ringsOf(slice))
    for (let t = from; t < to; t++)
      worth[t === from ? to - 1 : t - 1] = at(retention, t) * prices[t]!;
  return worth;
}

/** Everything the prices of one slice say; `designPrices` collects what reaches the sizes. */
export class SlicePrices {
  constant = 0;
  private readonly reduced: Tally[];
  private readonly capacityPrices: Float64Array;

  constructor(
    private readonly slice: Slice,
    private readonly worst: Worst,
  ) {
    this.reduced = slice.variables.map((variable) => {
      const tally = new Tally(slice.steps);
      tally.add(variable.cost, slice.weightHours);
      return tally;
    });
    this.capacityPrices = new Float64Array(slice.capacities.length);
  }

  addRows(solution: SliceSolution): void {
    this.slice.rows.forEach((row, i) => {
      const prices = solution.rowDuals[i]!;
      for (let t = 0; t < this.slice.steps; t++) {
        const price = prices[t]!;
        const rhs = at(row.rhs, t);
        this.worst.offer(row.name, t, wrongPrice(row.sense, price), Math.abs(price));
        if (Number.isFinite(rhs)) this.constant += rhs * price;
      }
      for (const term of row.terms) this.reduced[term.variable]!.add(term.coefficient, prices, -1);
      for (const term of row.capacityTerms)
        this.capacityPrices[term.capacity]! += weightedSum(term.coefficient, prices);
    });
  }

  addStates(solution: SliceSolution): void {
    this.slice.states.forEach((state, i) => {
      const prices = solution.stateDuals[i]!;
      this.constant += weightedSum(state.rhs, prices);
      const level = this.reduced[state.level]!;
      level.add(1, prices, -1);
      level.addSeries(retainedPrices(this.slice, state.retention, prices), 1);
      for (const term of state.terms) this.reduced[term.variable]!.add(term.coefficient, prices);
    });
  }

  addBudget(variable: number, coefficient: Series, price: number): void {
    this.reduced[variable]!.add(coefficient, this.slice.weightHours, -price);
  }

  /** Limits of hourly variables, then capacities into `design` (reduced costs of sizes). */
  close(design: Float64Array, designSizes: Float64Array): void {
    this.slice.variables.forEach((variable, j) => {
      const { sums, sizes } = this.reduced[j]!;
      for (let t = 0; t < this.slice.steps; t++)
        if (sums[t] !== 0) this.closeVariable(variable, t, sums[t]!, sizes[t]!);
    });
    this.slice.capacities.forEach((capacity, i) => {
      const price = this.capacityPrices[i]!;
      this.constant -= capacity.constant * price;
      for (const term of capacity.terms) {
        design[term.design]! -= term.coefficient * price;
        designSizes[term.design]! += Math.abs(term.coefficient * price);
      }
    });
  }

  private closeVariable(variable: HourlyVariable, t: number, reduced: number, size: number): void {
    const bound = variable.upper;
    if (reduced > 0 && variable.lower !== 0) {
      if (Number.isFinite(variable.lower)) this.constant += reduced * variable.lower;
      else this.worst.offer(variable.name, t, reduced, size);
    }
    if (reduced >= 0) return;
    if (bound.kind === "capacity") {
      this.capacityPrices[bound.capacity]! -= at(bound.profile, t) * reduced;
      return;
    }
    const upper = at(bound.value, t);
    if (upper === Infinity) this.worst.offer(variable.name, t, -reduced, size);
    else this.constant += reduced * upper;
  }
}

/** Adds the prices of slice `s` to the reduced costs of sizes; gives its constant part of the dual. */
function closeSlice(
  problem: Problem,
  solution: Solution,
  s: number,
  worst: Worst,
  design: Float64Array,
  sizes: Float64Array,
): number {
  const prices = new SlicePrices(problem.slices[s]!, worst);
  prices.addRows(solution.slices[s]!);
  prices.addStates(solution.slices[s]!);
  problem.budgets.forEach((budget, b) => {
    for (const term of budget.terms)
      if (term.slice === s)
        prices.addBudget(term.variable, term.coefficient, solution.budgetDuals[b]!);
  });
  prices.close(design, sizes);
  return prices.constant;
}

/** What the hours of each slice pay for one more unit of every size, before what the unit costs: [slice][size]. */
export function designWorthBySlice(problem: Problem, solution: Solution): Float64Array[] {
  return problem.slices.map((_, s) => {
    const design = new Float64Array(problem.design.length);
    closeSlice(problem, solution, s, new Worst(), design, design.slice());
    return design.map((price) => -price);
  });
}

/**
 * A capacity's price: capacity terms of rows carry +h·λ towards d = q − a·price, and the limits of
 * hourly variables +p·v. Both enter as `price`; its constant part leaves the dual with −constant·price.
 */
export function dualObjective(
  problem: Problem,
  solution: Solution,
  worst: Worst,
): { dual: number; design: Float64Array } {
  let dual = problem.constant;
  const design = Float64Array.from(problem.design, (variable) => variable.cost);
  const sizes = design.map(Math.abs);
  const priceLink = (terms: readonly { design: number; coefficient: number }[], price: number) => {
    for (const term of terms) {
      design[term.design]! -= term.coefficient * price;
      sizes[term.design]! += Math.abs(term.coefficient * price);
    }
  };
  const rows = [
    ...problem.designRows.map((row, i) => ({
      row,
      price: solution.designRowDuals[i]!,
      terms: row.terms,
    })),
    ...problem.budgets.map((row, i) => ({
      row,
      price: solution.budgetDuals[i]!,
      terms: row.designTerms,
    })),
  ];
  for (const { row, price, terms } of rows) {
    worst.offer(row.name, -1, wrongPrice(row.sense, price), Math.abs(price));
    if (Number.isFinite(row.rhs)) dual += row.rhs * price;
    priceLink(terms, price);
  }
  problem.slices.forEach((_, s) => {
    dual += closeSlice(problem, solution, s, worst, design, sizes);
  });
  problem.design.forEach((variable, k) => {
    const reduced = design[k]!;
    const limit = variable.integer
      ? Math.round(solution.design[k]!)
      : reduced > 0
        ? variable.lower
        : variable.upper;
    if (reduced === 0) return;
    if (Number.isFinite(limit)) dual += reduced * limit;
    else worst.offer(variable.name, -1, Math.abs(reduced), sizes[k]!);
  });
  return { dual, design };
}
