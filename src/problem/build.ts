/** Functions that add parts to a compact problem and hand back their indices. */
import type {
  Budget,
  Capacity,
  CapacityTerm,
  DesignRow,
  DesignVariable,
  HourlyRow,
  HourlyTerm,
  HourlyVariable,
  Problem,
  Slice,
  StateRow,
  UpperBound,
} from "./problem.ts";

/** An empty problem. */
export function createProblem(name: string): Problem {
  return { name, constant: 0, design: [], designRows: [], slices: [], budgets: [] };
}

/** Adds a design variable; returns its index. */
export function addDesign(
  problem: Problem,
  variable: Pick<DesignVariable, "name"> & Partial<DesignVariable>,
): number {
  const { name, lower = 0, upper = Infinity, cost = 0, integer = false } = variable;
  return problem.design.push({ name, lower, upper, cost, integer }) - 1;
}

/** Adds an empty slice; returns its index. Weights default to the step length, rings to one. */
export function addSlice(
  problem: Problem,
  slice: {
    name: string;
    steps: number;
    stepHours?: number;
    weightHours?: Float64Array;
    ringStarts?: readonly number[];
  },
): number {
  const { name, steps, stepHours = 1, ringStarts = [0] } = slice;
  const weightHours = slice.weightHours ?? new Float64Array(steps).fill(stepHours);
  if (weightHours.length !== steps)
    throw new Error(`Slice ${name}: ${weightHours.length} weights for ${steps} steps`);
  return (
    problem.slices.push({
      name,
      steps,
      stepHours,
      weightHours,
      ringStarts,
      capacities: [],
      variables: [],
      rows: [],
      states: [],
    }) - 1
  );
}

/** Adds a capacity to a slice; returns its index. */
export function addCapacity(slice: Slice, capacity: Capacity): number {
  return slice.capacities.push(capacity) - 1;
}

function checkLength(slice: Slice, name: string, series: unknown): void {
  if (series instanceof Float64Array && series.length !== slice.steps)
    throw new Error(
      `${name}: series has ${series.length} values, slice ${slice.name} has ${slice.steps} steps`,
    );
}

function checkTerms(slice: Slice, name: string, terms: readonly HourlyTerm[]): void {
  for (const term of terms) {
    checkLength(slice, name, term.coefficient);
    if (slice.variables[term.variable] === undefined)
      throw new Error(`${name}: no hourly variable ${term.variable} in slice ${slice.name}`);
  }
}

/** Adds an hourly variable; returns its index. */
export function addHourly(
  slice: Slice,
  variable: { name: string; lower?: number; upper?: UpperBound; cost?: HourlyVariable["cost"] },
): number {
  const { name, lower = 0, upper = { kind: "series", value: Infinity }, cost = 0 } = variable;
  checkLength(slice, name, upper.kind === "series" ? upper.value : upper.profile);
  checkLength(slice, name, cost);
  return slice.variables.push({ name, lower, upper, cost }) - 1;
}

/** Adds a row that holds in every step; returns its index. */
export function addRow(
  slice: Slice,
  row: Pick<HourlyRow, "name" | "sense" | "rhs" | "terms"> & { capacityTerms?: CapacityTerm[] },
): number {
  checkTerms(slice, row.name, row.terms);
  for (const term of row.capacityTerms ?? []) checkLength(slice, row.name, term.coefficient);
  checkLength(slice, row.name, row.rhs);
  return slice.rows.push({ ...row, capacityTerms: row.capacityTerms ?? [] }) - 1;
}

/** Adds a store recursion; returns its index. */
export function addState(slice: Slice, state: StateRow): number {
  checkTerms(slice, state.name, state.terms);
  checkLength(slice, state.name, state.retention);
  checkLength(slice, state.name, state.rhs);
  return slice.states.push(state) - 1;
}

/** Adds a row over design variables; returns its index. */
export function addDesignRow(problem: Problem, row: DesignRow): number {
  return problem.designRows.push(row) - 1;
}

/** Adds a budget over hours of any slices and design variables; returns its index. */
export function addBudget(problem: Problem, budget: Budget): number {
  for (const term of budget.terms)
    checkLength(problem.slices[term.slice]!, budget.name, term.coefficient);
  return problem.budgets.push(budget) - 1;
}
