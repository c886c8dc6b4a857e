/**
 * Checks a solution against its compact problem from the numbers alone: no factorisation, no solver.
 *
 *     primal   cost of the values; every row, bound and whole number tested
 *     reduced  d = c − Aᵀλ − Fᵀρ   for hourly variables
 *              where d < 0 below a capacity limit, v = −d pushes p·v into that capacity's price
 *              dₖ = qₖ − Σ aᵢₖ·priceᵢ − h·ρ − g·η   for design variables
 *     dual     constant + r·λ + Σ upper·min(0, d) + Σ lower·max(0, d);  any λ gives a lower bound
 *              as long as no d pulls a variable towards an infinite limit (dual violation)
 * Whole-number sizes are held at their values in the dual: it prices the plan, it does not bound the search.
 */
import { dualObjective, NONE, Worst } from "./certificate-prices.ts";
import type { Violation } from "./certificate-prices.ts";
import type { Problem, Sense, Slice } from "./problem.ts";
import { ringsOf } from "./problem.ts";
import { at } from "./series.ts";
import type { Solution, SliceSolution } from "./solution.ts";
import { Tally } from "./tally.ts";

export type { Violation } from "./certificate-prices.ts";

/** What was recomputed. */
export interface Certificate {
  readonly primalObjective: number;
  readonly dualObjective: number;
  /** |primal − dual| / max(1, |primal|). */
  readonly gap: number;
  /** Every row family: hour rows, stores, budgets, design rows. */
  readonly rows: readonly Violation[];
  readonly worstRow: Violation;
  /** Values outside their limits, sizes included. */
  readonly worstBound: Violation;
  /** Reduced costs and row prices of the wrong sign. */
  readonly worstDual: Violation;
  /** Largest distance of a whole-number size from a whole number. */
  readonly integrality: number;
  /** Change of the objective per unit of each design variable at the prices given. */
  readonly designReducedCosts: Float64Array;
  /** False when any number is NaN or infinite, or an array is missing or short. */
  readonly finite: boolean;
}

function excess(sense: Sense, residual: number): number {
  if (sense === "<=") return Math.max(0, residual);
  return sense === ">=" ? Math.max(0, -residual) : Math.abs(residual);
}

function capacityValues(slice: Slice, design: Float64Array): Float64Array {
  return Float64Array.from(slice.capacities, (capacity) =>
    capacity.terms.reduce(
      (sum, term) => sum + term.coefficient * design[term.design]!,
      capacity.constant,
    ),
  );
}

function checkHourRows(
  slice: Slice,
  values: SliceSolution["values"],
  capacities: Float64Array,
  rows: Violation[],
): void {
  for (const row of slice.rows) {
    const worst = new Worst();
    const left = new Tally(slice.steps);
    left.addSeries(row.rhs, -1);
    for (const term of row.terms) left.add(term.coefficient, values[term.variable]!);
    for (const term of row.capacityTerms)
      left.addSeries(term.coefficient, capacities[term.capacity]!);
    for (let t = 0; t < slice.steps; t++)
      if (Number.isFinite(at(row.rhs, t)))
        worst.offer(row.name, t, excess(row.sense, left.sums[t]!), left.sizes[t]!);
    rows.push({ ...worst.violation, name: row.name });
  }
}

/** Values of the step before, the last of its ring before the first. */
function stepBefore(slice: Slice, values: Float64Array): Float64Array {
  const before = new Float64Array(slice.steps);
  for (const { from, to } of ringsOf(slice)) {
    before.set(values.subarray(from, to - 1), from + 1);
    before[from] = values[to - 1]!;
  }
  return before;
}

function checkStates(slice: Slice, values: SliceSolution["values"], rows: Violation[]): void {
  for (const state of slice.states) {
    const worst = new Worst();
    const left = new Tally(slice.steps);
    const level = values[state.level]!;
    left.add(1, level);
    left.add(state.retention, stepBefore(slice, level), -1);
    left.addSeries(state.rhs, -1);
    for (const term of state.terms) left.add(term.coefficient, values[term.variable]!, -1);
    for (let t = 0; t < slice.steps; t++)
      worst.offer(state.name, t, Math.abs(left.sums[t]!), left.sizes[t]!);
    rows.push({ ...worst.violation, name: state.name });
  }
}

function checkLinks(problem: Problem, solution: Solution, rows: Violation[]): void {
  const sumDesign = (terms: readonly { design: number; coefficient: number }[], rhs: number) => {
    let sum = -rhs;
    let size = Math.abs(rhs);
    for (const term of terms) {
      const part = term.coefficient * solution.design[term.design]!;
      sum += part;
      size += Math.abs(part);
    }
    return { sum, size };
  };
  for (const row of problem.designRows) {
    const { sum, size } = sumDesign(row.terms, row.rhs);
    const worst = new Worst();
    if (Number.isFinite(row.rhs)) worst.offer(row.name, -1, excess(row.sense, sum), size);
    rows.push({ ...worst.violation, name: row.name });
  }
  for (const budget of problem.budgets) {
    let { sum, size } = sumDesign(budget.designTerms, budget.rhs);
    for (const term of budget.terms) {
      const slice = problem.slices[term.slice]!;
      const values = solution.slices[term.slice]!.values[term.variable]!;
      for (let t = 0; t < slice.steps; t++) {
        const part = at(term.coefficient, t) * slice.weightHours[t]! * values[t]!;
        sum += part;
        size += Math.abs(part);
      }
    }
    const worst = new Worst();
    if (Number.isFinite(budget.rhs)) worst.offer(budget.name, -1, excess(budget.sense, sum), size);
    rows.push({ ...worst.violation, name: budget.name });
  }
}

/** Cost of the hourly values of one slice, and its values outside their limits. */
function checkValues(
  slice: Slice,
  values: SliceSolution["values"],
  capacities: Float64Array,
  worst: Worst,
): number {
  let cost = 0;
  slice.variables.forEach(({ name, lower, cost: costs, upper: bound }, j) => {
    const flows = values[j]!;
    const limits = bound.kind === "series" ? bound.value : bound.profile;
    const factor = bound.kind === "series" ? 1 : capacities[bound.capacity]!;
    for (let t = 0; t < slice.steps; t++) {
      const value = flows[t]!;
      cost += at(costs, t) * slice.weightHours[t]! * value;
      const upper = at(limits, t) * factor;
      const outside = Math.max(lower - value, upper === Infinity ? 0 : value - upper, 0);
      if (!(outside <= 0))
        worst.offer(name, t, outside, Number.isFinite(upper) ? Math.abs(upper) : 0);
    }
  });
  return cost;
}

/** True when every expected array is there, long enough, and holds finite numbers. */
function isComplete(problem: Problem, solution: Solution): boolean {
  const full = (values: Float64Array | undefined, length: number) =>
    values !== undefined && values.length === length && values.every(Number.isFinite);
  const all = (arrays: readonly Float64Array[], count: number, steps: number) =>
    arrays.length === count && arrays.every((values) => full(values, steps));
  return (
    full(solution.design, problem.design.length) &&
    full(solution.designRowDuals, problem.designRows.length) &&
    full(solution.budgetDuals, problem.budgets.length) &&
    solution.slices.length === problem.slices.length &&
    problem.slices.every((slice, s) => {
      const found = solution.slices[s]!;
      return (
        all(found.values, slice.variables.length, slice.steps) &&
        all(found.rowDuals, slice.rows.length, slice.steps) &&
        all(found.stateDuals, slice.states.length, slice.steps)
      );
    })
  );
}

/** Recomputes what `solution` claims. Incomplete solutions come back with `finite` false. */
export function certify(problem: Problem, solution: Solution): Certificate {
  const rows: Violation[] = [];
  if (!isComplete(problem, solution)) {
    const lost = {
      primalObjective: NaN,
      dualObjective: -Infinity,
      gap: Infinity,
      integrality: Infinity,
      designReducedCosts: new Float64Array(problem.design.length),
    };
    return { ...lost, rows, worstRow: NONE, worstBound: NONE, worstDual: NONE, finite: false };
  }
  const bounds = new Worst();
  let primal = problem.constant;
  let integrality = 0;
  problem.design.forEach((variable, k) => {
    const value = solution.design[k]!;
    primal += variable.cost * value;
    bounds.offer(
      variable.name,
      -1,
      Math.max(0, variable.lower - value, value - variable.upper),
      Math.abs(value),
    );
    if (variable.integer) integrality = Math.max(integrality, Math.abs(value - Math.round(value)));
  });
  problem.slices.forEach((slice, s) => {
    const values = solution.slices[s]!.values;
    const capacities = capacityValues(slice, solution.design);
    checkHourRows(slice, values, capacities, rows);
    checkStates(slice, values, rows);
    primal += checkValues(slice, values, capacities, bounds);
  });
  checkLinks(problem, solution, rows);
  const worst = new Worst();
  for (const row of rows) worst.merge(row);
  const duals = new Worst();
  const { dual, design: designReducedCosts } = dualObjective(problem, solution, duals);
  return {
    primalObjective: primal,
    dualObjective: dual,
    gap: Math.abs(primal - dual) / Math.max(1, Math.abs(primal)),
    rows,
    worstRow: worst.violation,
    worstBound: bounds.violation,
    worstDual: duals.violation,
    integrality,
    designReducedCosts,
    finite: true,
  };
}

/** What a certificate must show. All relative; see `Violation`. */
export interface Tolerances {
  readonly gap: number;
  readonly rows: number;
  readonly bounds: number;
  readonly duals: number;
  readonly integrality: number;
}

/** What is asked of every answer unless said otherwise. */
export const DEFAULT_TOLERANCES: Tolerances = {
  gap: 1e-6,
  rows: 1e-6,
  bounds: 1e-6,
  duals: 1e-6,
  integrality: 1e-6,
};

/** Why the certificate is not good enough, in a sentence; undefined when it is. */
export function findFault(
  certificate: Certificate,
  tolerances: Tolerances = DEFAULT_TOLERANCES,
): string | undefined {
  const say = (what: string, violation: Violation) =>
    `${what} ${violation.name}[${violation.step}] is off by ${violation.absolute.toPrecision(3)} (${violation.relative.toExponential(1)} relative)`;
  if (!certificate.finite) return "the solution is incomplete or holds numbers that are not finite";
  if (!(certificate.worstRow.relative <= tolerances.rows)) return say("row", certificate.worstRow);
  if (!(certificate.worstBound.relative <= tolerances.bounds))
    return say("limit of", certificate.worstBound);
  if (!(certificate.integrality <= tolerances.integrality))
    return `a whole-number size is ${certificate.integrality.toPrecision(3)} away from a whole number`;
  if (!(certificate.worstDual.relative <= tolerances.duals))
    return say("price of", certificate.worstDual);
  if (!(certificate.gap <= tolerances.gap))
    return `primal ${certificate.primalObjective} and dual ${certificate.dualObjective} differ by ${certificate.gap.toExponential(1)}`;
  return undefined;
}
