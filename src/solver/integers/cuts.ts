/**
 * Cuts: what the prices of any solve say about the cost of every other choice of sizes.
 *
 *     value      θ_s ≥ constant + slopes·y + prices·b_s      per slice; b_s is its part of each budget
 *     shortage   0 ≥ constant + slopes·y                     from the prices of least shortfall
 *
 * Both hold for all sizes y: prices that are dual feasible bound the slice's linear problem from below
 * whatever the sizes, and a slice knows the others through budgets alone.
 */
import { dualObjective, SlicePrices, Worst } from "../../problem/certificate-prices.ts";
import type { Problem } from "../../problem/problem.ts";
import type { Solution } from "../../problem/solution.ts";

/** Lower bound on the cost of one slice. */
export interface ValueCut {
  readonly slice: number;
  readonly constant: number;
  /** Per design variable. */
  readonly slopes: Float64Array;
  /** Per budget of the problem: price of its share. */
  readonly prices: Float64Array;
}

/** Σ slopes·y must stay at or below −constant. */
export interface ShortageCut {
  readonly constant: number;
  readonly slopes: Float64Array;
}

/** Lower bound on the whole objective: constant + slopes·y. */
export interface TotalCut {
  readonly constant: number;
  readonly slopes: Float64Array;
}

/** What the cuts of one solve say together, with the prices of its budgets and design rows. */
export function totalCut(
  problem: Problem,
  solution: Solution,
  cuts: readonly ValueCut[],
): TotalCut {
  let { constant } = problem;
  const slopes = Float64Array.from(problem.design, (variable) => variable.cost);
  for (const cut of cuts) {
    constant += cut.constant;
    cut.slopes.forEach((slope, k) => {
      slopes[k]! += slope;
    });
  }
  const priced = [
    ...problem.budgets.map((budget, b) => ({
      rhs: budget.rhs,
      terms: budget.designTerms,
      price: solution.budgetDuals[b]!,
    })),
    ...problem.designRows.map((row, i) => ({ ...row, price: solution.designRowDuals[i]! })),
  ];
  for (const { rhs, terms, price } of priced) {
    if (!Number.isFinite(rhs)) continue;
    constant += price * rhs;
    for (const term of terms) slopes[term.design]! -= price * term.coefficient;
  }
  return { constant, slopes };
}

/** Relative dual violation up to which prices count as feasible, as in the certificate. */
const TRUSTED = 1e-6;

/** One cut per slice from the prices of `solution`; none when the prices are not dual feasible. */
export function valueCuts(problem: Problem, solution: Solution): ValueCut[] {
  const worst = new Worst();
  const prices = problem.budgets.map((budget, b) =>
    Number.isFinite(budget.rhs) ? solution.budgetDuals[b]! : 0,
  );
  const cuts = problem.slices.map((slice, s): ValueCut => {
    const found = new SlicePrices(slice, worst);
    found.addRows(solution.slices[s]!);
    found.addStates(solution.slices[s]!);
    problem.budgets.forEach((budget, b) => {
      for (const term of budget.terms)
        if (term.slice === s) found.addBudget(term.variable, term.coefficient, prices[b]!);
    });
    const slopes = new Float64Array(problem.design.length);
    found.close(slopes, new Float64Array(problem.design.length));
    const own = prices.map((price, b) =>
      problem.budgets[b]!.terms.some((term) => term.slice === s) ? price : 0,
    );
    return { slice: s, constant: found.constant, slopes, prices: Float64Array.from(own) };
  });
  return worst.violation.relative <= TRUSTED ? cuts : [];
}

/** The cut that the prices of least shortfall give; `elastic` starts with the designs of the problem. */
export function shortageCut(
  elastic: Problem,
  solution: Solution,
  designs: number,
): ShortageCut | undefined {
  const worst = new Worst();
  const { dual, design } = dualObjective(elastic, solution, worst);
  if (worst.violation.relative > TRUSTED) return undefined;
  let constant = dual;
  for (let k = 0; k < designs; k++) {
    const { lower, upper } = elastic.design[k]!;
    const limit = design[k]! > 0 ? lower : upper;
    if (design[k] !== 0 && Number.isFinite(limit)) constant -= design[k]! * limit;
  }
  return { constant, slopes: design.slice(0, designs) };
}
