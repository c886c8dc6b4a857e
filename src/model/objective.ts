/**
 * The objective "most compute": cost becomes a budget, compute becomes what is striven for.
 *
 *     minimise −Σ compute + ε·cost,  Σ cost ≤ budget where stated
 *
 * ε breaks ties among plans of equal compute towards the cheaper one, and holds what is only paid (a billed peak)
 * to what is used: a PFLOPS·h more is given up where it costs more than 2,000 USD, a thousand times the usual.
 */
import { addBudget } from "../problem/build.ts";
import { addSeries, mapSeries } from "../problem/series.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Campus } from "./campus.ts";
import { presentYears } from "./interval.ts";

/** ε, PFLOPS·h per USD. */
export const TIE_PFLOPSH_PER_USD = 5e-4;

/** Turns the least-cost problem of `campus` into a most-compute one, in place. */
export function maximiseCompute(campus: Campus, scenario: Scenario): void {
  const { problem } = campus;
  const budgetUSD =
    scenario.objective.kind === "mostCompute" ? scenario.objective.budgetUSDPerYear : undefined;
  if (budgetUSD !== undefined) {
    const index = addBudget(problem, {
      name: "portfolio.budget",
      terms: problem.slices.flatMap((slice, s) =>
        slice.variables.flatMap(({ cost }, variable) =>
          cost === 0 ? [] : [{ slice: s, variable, coefficient: cost }],
        ),
      ),
      designTerms: problem.design.flatMap(({ cost }, design) =>
        cost === 0 ? [] : [{ design, coefficient: cost }],
      ),
      sense: "<=",
      rhs: budgetUSD * presentYears(campus.intervals) - problem.constant,
    });
    campus.limits.push({
      asset: "portfolio.budget",
      path: "objective.mostCompute",
      name: "budget",
      unit: "USD",
      field: "budgetUSDPerYear",
      target: { kind: "budget", index },
      sense: "<=",
      value: budgetUSD,
      intervals: [0, campus.intervals.length - 1],
    });
  }
  problem.constant *= TIE_PFLOPSH_PER_USD;
  for (const variable of problem.design) variable.cost *= TIE_PFLOPSH_PER_USD;
  for (const slice of problem.slices)
    for (const variable of slice.variables)
      variable.cost = mapSeries(variable.cost, (cost) => cost * TIE_PFLOPSH_PER_USD);
  for (const site of [...campus.sites, campus.portfolio])
    for (const period of site.periods)
      for (const [ledger, postings] of period.books) {
        if (!ledger.startsWith("compute:")) continue;
        for (const posting of postings) {
          const variable = problem.slices[posting.slice]!.variables[posting.index]!;
          const before = variable.cost;
          const { discount } = campus.intervals[period.interval]!;
          variable.cost = mapSeries(posting.coefficient, (pflops) => -pflops * discount);
          if (before !== 0) variable.cost = addSeries(variable.cost, before);
        }
      }
}
