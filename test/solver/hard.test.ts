/** Inputs that hurt solvers: answered, or refused with a clear status; never a NaN in an answer. */
import { describe, expect, it } from "vitest";
import { campusProblem } from "../../bench/solver/campus.ts";
import type { Problem } from "../../src/problem/problem.ts";
import { mapSeries } from "../../src/problem/series.ts";
import { solve } from "../../src/solver/solver.ts";
import type { VerifiedSolution } from "../../src/solver/solver.ts";
import { solveWithHighs } from "../../src/solver/highs.ts";

const WEEK = 168;

function expectWhole(solution: VerifiedSolution): void {
  const arrays = [
    solution.design,
    solution.budgetDuals,
    solution.designRowDuals,
    ...solution.slices.flatMap((slice) => [
      ...slice.values,
      ...slice.rowDuals,
      ...slice.stateDuals,
    ]),
  ];
  expect(arrays.every((values) => values.every(Number.isFinite))).toBe(true);
}

async function solveAndCompare(
  problem: Problem,
): Promise<{ solution: VerifiedSolution; difference: number }> {
  const solution = await solve(problem);
  expectWhole(solution);
  expect(solution.status).toBe("optimal");
  expect(solution.solver).toBe("chain");
  const expected = await solveWithHighs(problem, { method: "ipm" });
  const difference =
    Math.abs(solution.objective - expected.objective) / Math.max(1, Math.abs(expected.objective));
  return { solution, difference };
}

/** The campus with one hourly variable's cost changed. */
function withCost(problem: Problem, name: string, change: (cost: number) => number): Problem {
  for (const slice of problem.slices)
    for (const variable of slice.variables)
      if (variable.name.endsWith(name)) variable.cost = mapSeries(variable.cost, change);
  return problem;
}

describe("hard inputs", () => {
  it("coefficients over eight orders of magnitude", async () => {
    const problem = campusProblem({ hours: WEEK });
    // The engine in kW at a ten-thousandth of the unit cost, CO2 in grams.
    const slice = problem.slices[0]!;
    const engine = slice.variables.findIndex((variable) => variable.name.endsWith("engineMW"));
    slice.variables[engine]!.cost = mapSeries(slice.variables[engine]!.cost, (cost) => cost / 1e4);
    for (const term of slice.rows[0]!.terms)
      if (term.variable === engine) Object.assign(term, { coefficient: 1e-4 });
    const design = problem.design.findIndex((size) => size.name.endsWith("engineMW"));
    problem.design[design]!.cost /= 1e4;
    const budget = problem.budgets[0]!;
    const terms = budget.terms.map((term) => ({
      ...term,
      coefficient: mapSeries(
        term.coefficient,
        (value) => value * (term.variable === engine ? 1e2 : 1e6),
      ),
    }));
    const { difference } = await solveAndCompare({
      ...problem,
      budgets: [{ ...budget, terms, rhs: budget.rhs * 1e6 }, problem.budgets[1]!],
    });
    expect(difference).toBeLessThan(1e-6);
  });

  it("a stretch of negative prices", async () => {
    const { difference } = await solveAndCompare(
      withCost(campusProblem({ hours: WEEK }), "importMW", (price) => -Math.abs(price)),
    );
    expect(difference).toBeLessThan(1e-6);
  });

  it("a store of zero size", async () => {
    const problem = campusProblem({ hours: WEEK });
    const design = problem.design.map((size) =>
      size.name.endsWith("batteryMWh") ? { ...size, upper: 0 } : size,
    );
    const { solution, difference } = await solveAndCompare({ ...problem, design });
    expect(difference).toBeLessThan(1e-6);
    expect(Math.max(...solution.slices[0]!.values[7]!)).toBe(0);
  });

  it("a budget that is exactly tight", async () => {
    const problem = campusProblem({ hours: WEEK });
    const open = {
      ...problem,
      budgets: [{ ...problem.budgets[0]!, rhs: Infinity }, problem.budgets[1]!],
    };
    const least: Problem = {
      ...open,
      design: problem.design.map((size) => ({ ...size, cost: 0 })),
      slices: problem.slices.map((slice) => ({
        ...slice,
        variables: slice.variables.map((variable) => ({
          ...variable,
          cost: variable.name.endsWith("importMW")
            ? 0.38
            : variable.name.endsWith("engineMW")
              ? 0.45
              : 0,
        })),
      })),
    };
    const floor = (
      await solveWithHighs({
        ...least,
        design: least.design.map((size) => ({ ...size, upper: Math.min(size.upper, 150) })),
      })
    ).objective;
    const design = problem.design.map((size) => ({ ...size, upper: Math.min(size.upper, 150) }));
    const solution = await solve({
      ...problem,
      design,
      budgets: [
        { ...problem.budgets[0]!, rhs: floor },
        { ...problem.budgets[1]!, rhs: 0 },
      ],
    });
    expectWhole(solution);
    expect(["optimal", "infeasible"]).toContain(solution.status);
  });

  it("a site with no supply", async () => {
    const problem = campusProblem({ hours: WEEK });
    const design = problem.design.map((size) => ({ ...size, upper: 0 }));
    const solution = await solve({ ...problem, design });
    expect(solution.status).toBe("infeasible");
    expect(solution.reason).toMatch(/electricity\[\d+\]|Heat\[\d+\]/);
    expectWhole(solution);
  });
});
