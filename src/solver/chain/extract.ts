/**
 * From the scaled point back to the problem's units: values inside their limits, duals as changes of
 * the objective per unit of a right-hand side; and the way back in, for a warm start.
 */
import type { Problem } from "../../problem/problem.ts";
import { at } from "../../problem/series.ts";
import type { SliceSolution, Solution } from "../../problem/solution.ts";
import { closeDesignRows } from "./design-rows.ts";
import type { ChainForm, SliceForm } from "./form.ts";
import type { SliceVectors, Vectors } from "./state.ts";

/** Numbers of a solution without its verdict. */
export type Numbers = Pick<Solution, "design" | "slices" | "designRowDuals" | "budgetDuals">;

function extractDesign(problem: Problem, form: ChainForm, point: Vectors): Float64Array {
  const design = form.fixed.slice();
  form.designs.forEach((k, live) => {
    const variable = problem.design[k]!;
    const value = point.global.y[live]! * form.designScale[live]!;
    design[k] = Math.min(variable.upper, Math.max(variable.lower, value));
  });
  closeDesignRows(problem, design);
  return design;
}

function extractSlice(
  problem: Problem,
  index: number,
  form: ChainForm,
  vectors: SliceVectors,
  design: Float64Array,
): SliceSolution {
  const slice = problem.slices[index]!;
  const sliceForm = form.slices[index]!;
  const values = slice.variables.map(() => new Float64Array(slice.steps));
  for (const family of sliceForm.families) {
    if (family.variable < 0) continue;
    const target = values[family.variable]!;
    for (let k = 0; k < family.count; k++)
      target[family.steps[k]!] = vectors.x[family.offset + k]! * family.scale;
  }
  const capacities = slice.capacities.map((capacity) =>
    capacity.terms.reduce(
      (sum, term) => sum + term.coefficient * design[term.design]!,
      capacity.constant,
    ),
  );
  slice.variables.forEach((variable, j) => {
    const target = values[j]!;
    const bound = variable.upper;
    for (let t = 0; t < slice.steps; t++) {
      const upper =
        bound.kind === "series"
          ? at(bound.value, t)
          : at(bound.profile, t) * capacities[bound.capacity]!;
      target[t] = Math.max(variable.lower, Math.min(upper, target[t]!));
    }
  });
  const dualOf = (row: number) => {
    const factor = sliceForm.rowScale[row]! / form.objectiveScale;
    const prices = new Float64Array(slice.steps);
    const start = row * slice.steps;
    for (let t = 0; t < slice.steps; t++) prices[t] = vectors.lambda[start + t]! * factor;
    return prices;
  };
  return {
    values,
    rowDuals: slice.rows.map((row, i) => signed(row.sense, dualOf(sliceForm.position[i]!))),
    stateDuals: slice.states.map((_, i) => dualOf(slice.rows.length + i)),
  };
}

/** A limit's price never has the wrong sign; interior points leave a trace of it. */
function signed(sense: string, prices: Float64Array): Float64Array {
  if (sense === "=") return prices;
  for (let t = 0; t < prices.length; t++)
    prices[t] = sense === "<=" ? Math.min(0, prices[t]!) : Math.max(0, prices[t]!);
  return prices;
}

/** Values and duals of `point` in the units of `problem`. */
export function extractNumbers(problem: Problem, form: ChainForm, point: Vectors): Numbers {
  const design = extractDesign(problem, form, point);
  const { budgetCount } = form;
  const duals = point.global.rho.map(
    (price, i) => (price * form.linkScale[i]!) / form.objectiveScale,
  );
  const links = [...problem.budgets, ...problem.designRows];
  links.forEach((link, i) => signed(link.sense, duals.subarray(i, i + 1)));
  return {
    design,
    slices: problem.slices.map((_, s) => extractSlice(problem, s, form, point.slices[s]!, design)),
    budgetDuals: duals.slice(0, budgetCount),
    designRowDuals: duals.slice(budgetCount),
  };
}

function insertSlice(
  slice: SliceForm,
  solution: SliceSolution,
  form: ChainForm,
  vectors: SliceVectors,
): void {
  for (const family of slice.families) {
    const values = solution.values[family.variable];
    if (!values) continue;
    for (let k = 0; k < family.count; k++)
      vectors.x[family.offset + k] = values[family.steps[k]!]! / family.scale;
  }
  const insert = (row: number, prices: Float64Array) => {
    const factor = form.objectiveScale / slice.rowScale[row]!;
    for (let t = 0; t < slice.steps; t++)
      vectors.lambda[row * slice.steps + t] = prices[t]! * factor;
  };
  solution.rowDuals.forEach((prices, i) => insert(slice.position[i]!, prices));
  solution.stateDuals.forEach((prices, i) => insert(slice.locals + i, prices));
}

/** True when `solution` has the shape of `problem`, so that it can be a start. */
export function fits(problem: Problem, solution: Solution): boolean {
  return (
    solution.design.length === problem.design.length &&
    solution.budgetDuals.length === problem.budgets.length &&
    solution.designRowDuals.length === problem.designRows.length &&
    solution.slices.length === problem.slices.length &&
    problem.slices.every((slice, s) => {
      const found = solution.slices[s]!;
      return (
        found.values.length === slice.variables.length &&
        found.rowDuals.length === slice.rows.length &&
        found.stateDuals.length === slice.states.length &&
        [...found.values, ...found.rowDuals, ...found.stateDuals].every(
          (values) => values.length === slice.steps,
        )
      );
    })
  );
}

/** Writes x, λ, y and ρ of a solution into `point`. */
export function insertNumbers(form: ChainForm, solution: Solution, point: Vectors): void {
  form.slices.forEach((slice, s) =>
    insertSlice(slice, solution.slices[s]!, form, point.slices[s]!),
  );
  form.designs.forEach((k, live) => {
    point.global.y[live] = solution.design[k]! / form.designScale[live]!;
  });
  const prices = [...solution.budgetDuals, ...solution.designRowDuals];
  prices.forEach((price, i) => {
    point.global.rho[i] = (price * form.objectiveScale) / form.linkScale[i]!;
  });
}
