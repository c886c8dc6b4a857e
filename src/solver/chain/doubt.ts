/**
 * Settles what a solve that does not converge means, with two problems that always have a solution.
 *
 *     elastic    minimise the scaled shortfall of all rows: above zero, the problem is infeasible
 *     recession  minimise the cost of a direction (all limits that are finite set to zero, the others
 *                to one): below zero, cost can fall for ever
 */
import type {
  Capacity,
  DesignVariable,
  HourlyVariable,
  Problem,
  Sense,
  Slice,
} from "../../problem/problem.ts";
import { at, mapSeries } from "../../problem/series.ts";
import type { Series } from "../../problem/series.ts";
import { scaleProblem } from "./scale.ts";
import type { Scale } from "./scale.ts";

const OPEN: HourlyVariable["upper"] = { kind: "series", value: Infinity };

function signsOf(sense: Sense): number[] {
  if (sense === "=") return [1, -1];
  return sense === "<=" ? [-1] : [1];
}

function elasticSlice(
  slice: Slice,
  factors: Scale["slices"][number],
  capacities: Capacity[],
): Slice {
  const variables = slice.variables.map((variable): HourlyVariable => ({ ...variable, cost: 0 }));
  // Costs are weighted by hours: undo it, so that every step's shortfall counts alike.
  const add = (name: string, cost: number) => {
    const unweighted = slice.weightHours.map((weight) => (weight > 0 ? cost / weight : 0));
    variables.push({ name, lower: 0, upper: OPEN, cost: unweighted });
    return variables.length - 1;
  };
  const rows = slice.rows.map((row, i) => ({
    ...row,
    terms: [
      ...row.terms,
      ...signsOf(row.sense).map((sign) => ({
        variable: add(row.name, factors.row[i]!),
        coefficient: sign,
      })),
    ],
  }));
  const states = slice.states.map((state, i) => ({
    ...state,
    terms: [
      ...state.terms,
      ...[1, -1].map((sign) => ({
        variable: add(state.name, factors.row[slice.rows.length + i]!),
        coefficient: sign,
      })),
    ],
  }));
  return { ...slice, capacities, variables, rows, states };
}

/** The problem of least shortfall; always feasible, its objective is at least zero. */
export function elasticProblem(problem: Problem): Problem {
  const scale = scaleProblem(problem);
  const design = problem.design.map((variable): DesignVariable => ({
    ...variable,
    cost: 0,
    integer: false,
  }));
  const add = (name: string, cost: number) => {
    design.push({ name, lower: 0, upper: Infinity, cost, integer: false });
    return design.length - 1;
  };
  const elastic = (link: { name: string; sense: Sense }, i: number) =>
    signsOf(link.sense).map((sign) => ({
      design: add(link.name, scale.link[i]!),
      coefficient: sign,
    }));
  const slices = problem.slices.map((slice, s) => {
    const factors = scale.slices[s]!;
    const capacities = slice.capacities.map((capacity, i): Capacity => ({
      ...capacity,
      terms: [
        ...capacity.terms,
        { design: add(capacity.name, 1 / factors.capacity[i]!), coefficient: 1 },
      ],
    }));
    return elasticSlice(slice, factors, capacities);
  });
  return {
    name: problem.name,
    constant: 0,
    design,
    slices,
    budgets: problem.budgets.map((budget, i) => ({
      ...budget,
      designTerms: [...budget.designTerms, ...elastic(budget, i)],
    })),
    designRows: problem.designRows.map((row, i) => ({
      ...row,
      terms: [...row.terms, ...elastic(row, problem.budgets.length + i)],
    })),
  };
}

function closeFinite(series: Series, open: number): Series {
  return mapSeries(series, (value) => (Number.isFinite(value) ? 0 : open));
}

function homogeneous(rhs: Series): Series {
  return mapSeries(rhs, (value) => (Number.isFinite(value) ? 0 : value));
}

function recessionSlice(slice: Slice, factors: Scale["slices"][number], costScale: number): Slice {
  const rows = slice.rows.map((row) => ({ ...row, rhs: homogeneous(row.rhs) }));
  const variables = slice.variables.map((variable, j): HourlyVariable => {
    const { upper } = variable;
    const room = factors.column[j]!;
    if (variable.lower < 0)
      rows.push({
        name: variable.name,
        terms: [{ variable: j, coefficient: 1 }],
        capacityTerms: [],
        sense: ">=",
        rhs: -room,
      });
    return {
      ...variable,
      cost: mapSeries(variable.cost, (cost) => cost * costScale),
      upper:
        upper.kind === "series" ? { kind: "series", value: closeFinite(upper.value, room) } : upper,
    };
  });
  return {
    ...slice,
    rows,
    variables,
    capacities: slice.capacities.map((capacity) => ({ ...capacity, constant: 0 })),
    states: slice.states.map((state) => ({ ...state, rhs: 0 })),
  };
}

/** The problem of the direction in which cost falls fastest; zero is always feasible. */
export function recessionProblem(problem: Problem): Problem {
  const scale = scaleProblem(problem);
  return {
    name: problem.name,
    constant: 0,
    design: problem.design.map((variable, k): DesignVariable => ({
      ...variable,
      cost: variable.cost * scale.objective,
      lower: Number.isFinite(variable.lower) ? 0 : -scale.design[k]!,
      upper: Number.isFinite(variable.upper) ? 0 : scale.design[k]!,
      integer: false,
    })),
    designRows: problem.designRows.map((row) => ({
      ...row,
      rhs: Number.isFinite(row.rhs) ? 0 : row.rhs,
    })),
    budgets: problem.budgets.map((budget) => ({
      ...budget,
      rhs: Number.isFinite(budget.rhs) ? 0 : budget.rhs,
    })),
    slices: problem.slices.map((slice, s) =>
      recessionSlice(slice, scale.slices[s]!, scale.objective),
    ),
  };
}

/** The row with the largest part in the shortfall of a solved elastic problem, in a sentence. */
export function nameShortfall(
  problem: Problem,
  elastic: Problem,
  values: {
    readonly design: Float64Array;
    readonly slices: readonly { readonly values: readonly Float64Array[] }[];
  },
): string {
  let worst = { name: "rows", cost: 0, amount: 0 };
  const offer = (name: string, cost: number, amount: number) => {
    if (cost > worst.cost) worst = { name, cost, amount };
  };
  elastic.design.slice(problem.design.length).forEach((variable, i) => {
    const amount = values.design[problem.design.length + i]!;
    offer(variable.name, variable.cost * amount, amount);
  });
  elastic.slices.forEach((slice, s) => {
    for (let j = problem.slices[s]!.variables.length; j < slice.variables.length; j++) {
      const variable = slice.variables[j]!;
      for (let t = 0; t < slice.steps; t++) {
        const amount = values.slices[s]!.values[j]![t]!;
        offer(
          `${variable.name}[${t}]`,
          at(variable.cost, t) * slice.weightHours[t]! * amount,
          amount,
        );
      }
    }
  });
  return `no plan meets every row: ${worst.name} is short by at least ${worst.amount.toPrecision(4)}`;
}
