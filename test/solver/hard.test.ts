/** Inputs that hurt solvers: answered like HiGHS, or refused with a clear status; never a NaN in an answer. */
import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { campusProblem } from "../../bench/solver/campus.ts";
import { certify } from "../../src/problem/certificate.ts";
import type { Budget, Problem } from "../../src/problem/problem.ts";
import { at, mapSeries } from "../../src/problem/series.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import { solveWithHighs } from "../../src/solver/highs.ts";
import type { HighsOptions } from "../../src/solver/highs.ts";
import { solve } from "../../src/solver/solver.ts";
import type { VerifiedSolution } from "../../src/solver/solver.ts";
import { randomProblem } from "./random-problem.ts";

const WEEK = 168;
const YEAR = 8760;

/** No number of an answer with values is NaN or infinite, and none of the figures that stand for it. */
function expectFinite(solution: VerifiedSolution): void {
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
  if (solution.status === "optimal")
    expect([solution.objective, solution.bound, solution.gap].every(Number.isFinite)).toBe(true);
}

/** Solves by the chain alone: no fall-back to HiGHS is taken for an answer. */
async function solveAndCompare(
  problem: Problem,
  highs: HighsOptions = { method: "ipm" },
): Promise<{ solution: VerifiedSolution; difference: number }> {
  const solution = await solve(problem);
  expectFinite(solution);
  expect(solution).toMatchObject({ status: "optimal", solver: "chain" });
  const expected = await solveWithHighs(problem, highs);
  expect(expected.status).toBe("optimal");
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

/** Smallest and largest size of the non-zero coefficients of rows, stores and budgets. */
function spreadOf(problem: Problem): { least: number; most: number } {
  let [least, most] = [Infinity, 0];
  const count = (coefficient: number) => {
    if (coefficient === 0) return;
    least = Math.min(least, Math.abs(coefficient));
    most = Math.max(most, Math.abs(coefficient));
  };
  for (const slice of problem.slices)
    for (const row of [...slice.rows, ...slice.states])
      for (const { coefficient } of row.terms)
        for (let t = 0; t < slice.steps; t++) count(at(coefficient, t));
  for (const budget of problem.budgets)
    for (const { slice, coefficient } of budget.terms)
      for (let t = 0; t < problem.slices[slice]!.steps; t++) count(at(coefficient, t));
  return { least, most };
}

/** The problem with the left-hand side of a budget as its objective. */
function leastOf(problem: Problem, budget: Budget): Problem {
  return {
    ...problem,
    constant: 0,
    design: problem.design.map((size) => ({ ...size, cost: 0 })),
    budgets: problem.budgets.map((other) => (other === budget ? { ...other, rhs: 1e9 } : other)),
    slices: problem.slices.map((slice, s) => ({
      ...slice,
      variables: slice.variables.map((variable, j) => ({
        ...variable,
        cost:
          budget.terms.find((term) => term.slice === s && term.variable === j)?.coefficient ?? 0,
      })),
    })),
  };
}

describe("hard inputs", () => {
  it("coefficients over eight orders of magnitude", async () => {
    const problem = campusProblem({ hours: WEEK });
    // The engine in 100 W at a ten-thousandth of the unit cost, CO2 in grams.
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
    const scaled = {
      ...problem,
      budgets: [{ ...budget, terms, rhs: budget.rhs * 1e6 }, problem.budgets[1]!],
    };
    const { least, most } = spreadOf(scaled);
    expect(most / least).toBeGreaterThan(1e8);
    const { solution, difference } = await solveAndCompare(scaled);
    expect(difference).toBeLessThan(1e-6);
    const plain = await solve(campusProblem({ hours: WEEK }));
    expect(Math.abs(solution.objective / plain.objective - 1)).toBeLessThan(1e-6);
  });

  it("a year of negative prices", async () => {
    const negative = (hours: number) =>
      withCost(campusProblem({ hours }), "importMW", (price) => -Math.abs(price) - 0.01);
    const problem = negative(YEAR);
    expect(problem.slices[0]!.variables[0]!.cost).toSatisfy((prices: Float64Array) =>
      prices.every((price) => price < 0),
    );
    const solution = await solve(problem);
    expectFinite(solution);
    expect(solution).toMatchObject({ status: "optimal", solver: "chain" });
    // HiGHS takes minutes for the year: its dual bound is recomputed instead, and weeks are compared.
    const certificate = certify(problem, solution);
    expect(certificate.gap).toBeLessThan(1e-6);
    expect(certificate.worstDual.relative).toBeLessThan(1e-6);
    const { difference } = await solveAndCompare(negative(4 * WEEK));
    expect(difference).toBeLessThan(1e-6);
  });

  it("a store of zero size", async () => {
    const problem = campusProblem({ hours: WEEK });
    const design = problem.design.map((size) =>
      size.name.endsWith("batteryMWh") ? { ...size, upper: 0 } : size,
    );
    const { solution, difference } = await solveAndCompare({ ...problem, design });
    expect(difference).toBeLessThan(1e-6);
    const level = problem.slices[0]!.variables.findIndex(({ name }) => name.endsWith("levelMWh"));
    expect(Math.max(...solution.slices[0]!.values[level]!)).toBe(0);
  });

  describe("a budget that is exactly tight", () => {
    /** The campus with solar and wind of at most `renewablesMW` each and no clean share. */
    function limited(renewablesMW: number): Problem {
      const problem = campusProblem({ hours: WEEK });
      return {
        ...problem,
        design: problem.design.map((size) => ({
          ...size,
          upper: Math.min(size.upper, /solar|wind/.test(size.name) ? renewablesMW : 500),
        })),
        budgets: [problem.budgets[0]!, { ...problem.budgets[1]!, rhs: -1e6 }],
      };
    }

    // The set of plans then has no inside, which an interior point needs: the chain may give up, and
    // says so. The answer must stand either way; a hundredth above the least the chain must not give up.
    it.each([0, 100, 1500])("CO2 at the least there is, with %d MW of renewables", async (most) => {
      const problem = limited(most);
      const co2 = problem.budgets[0]!;
      const lowest = leastOf(problem, co2);
      const least = await solveWithHighs(lowest, { method: "simplex" });
      expect(least.status).toBe("optimal");
      const capped = (rhs: number): Problem => ({
        ...problem,
        budgets: [{ ...co2, rhs }, ...problem.budgets.slice(1)],
      });
      const tight = capped(least.objective);
      const solution = await solve(tight);
      expectFinite(solution);
      expect(solution.status).toBe("optimal");
      if (solution.solver !== "chain")
        expect(solution.reason).toContain("chain solver gave no answer");
      const expected = await solveWithHighs(tight, { method: "simplex" });
      expect(Math.abs(solution.objective / expected.objective - 1)).toBeLessThan(1e-6);
      const used = certify(lowest, solution).primalObjective;
      expect(used).toBeLessThanOrEqual(least.objective + 1e-6 * Math.max(1, least.objective));
      const { difference } = await solveAndCompare(capped(1.01 * least.objective + 0.01), {
        method: "simplex",
      });
      expect(difference).toBeLessThan(1e-6);
      if (least.objective < 1) return;
      const below = await solve(capped(0.999 * least.objective));
      expect(below.status).toBe("infeasible");
    });
  });

  it("a site with no supply", async () => {
    const problem = campusProblem({ hours: WEEK });
    const design = problem.design.map((size) => ({ ...size, upper: 0 }));
    const solution = await solve({ ...problem, design });
    expect(solution.status).toBe("infeasible");
    expect(solution.reason).toMatch(/electricity\[\d+\]|Heat\[\d+\]/);
    expectFinite(solution);
  });
});

describe("no NaN leaves the solver", () => {
  /** Costs, limits and right-hand sides of a random problem stretched over many orders of magnitude. */
  function stretched(seed: number, costPower: number, sizePower: number): Problem {
    const problem = randomProblem(seed);
    const [cost, size] = [10 ** costPower, 10 ** sizePower];
    return {
      ...problem,
      design: problem.design.map((one) => ({
        ...one,
        cost: one.cost * cost,
        lower: one.lower * size,
        upper: one.upper * size,
      })),
      slices: problem.slices.map((slice) => ({
        ...slice,
        capacities: slice.capacities.map((one) => ({ ...one, constant: one.constant * size })),
        variables: slice.variables.map((one) => ({
          ...one,
          cost: mapSeries(one.cost, (value) => value * cost),
          upper:
            one.upper.kind === "series"
              ? { kind: "series", value: mapSeries(one.upper.value, (value) => value * size) }
              : one.upper,
        })),
        rows: slice.rows.map((row) => ({
          ...row,
          rhs: mapSeries(row.rhs, (value) => value * size),
        })),
        states: slice.states.map((row) => ({
          ...row,
          rhs: mapSeries(row.rhs, (value) => value * size),
        })),
      })),
    };
  }

  it("whatever the scale, the limit of iterations or the moment it is stopped", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: -6, max: 6 }),
        fc.integer({ min: -5, max: 5 }),
        fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
        async (seed, costPower, sizePower, stopAt) => {
          const problem = stretched(seed, costPower, sizePower);
          const stop = new AbortController();
          const options =
            stopAt === undefined
              ? {}
              : {
                  signal: stop.signal,
                  onProgress: ({ iteration }: { iteration: number }) => {
                    if (iteration >= stopAt) stop.abort();
                  },
                };
          expectFinite(await solveContinuous(problem, { ...options, settle: false }));
          expectFinite(await solve(problem, options));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("nor when the problem itself holds NaN or costs without end", async () => {
    for (const bad of [NaN, Infinity, -Infinity]) {
      const problem = campusProblem({ hours: 24 });
      problem.slices[0]!.variables[0]!.cost = new Float64Array(24).fill(20).with(7, bad);
      const solution = await solve(problem).catch((error: unknown) => {
        if (!(error instanceof Error)) throw error;
        return undefined;
      });
      if (solution === undefined) continue;
      expect(solution.status).not.toBe("optimal");
      expectFinite(solution);
    }
  });

  it("a store whose level is held at zero, so that its rows leave no room: seed 1230", async () => {
    const { difference } = await solveAndCompare(randomProblem(1230));
    expect(difference).toBeLessThan(1e-6);
  });

  it("a limit that a row sets once more, which leaves no room between the two", async () => {
    for (const sense of ["=", ">="] as const) {
      const problem = campusProblem({ hours: WEEK });
      const slice = problem.slices[0]!;
      const wind = slice.variables.findIndex(({ name }) => name.endsWith("windMW"));
      const { upper } = slice.variables[wind]!;
      if (upper.kind !== "capacity") throw new Error("wind is below its size");
      slice.rows.push({
        name: "all wind is taken",
        terms: [{ variable: wind, coefficient: 1 }],
        capacityTerms: [
          { capacity: upper.capacity, coefficient: mapSeries(upper.profile, (frac) => -frac) },
        ],
        sense,
        rhs: 0,
      });
      const { solution, difference } = await solveAndCompare(problem);
      expect(difference).toBeLessThan(1e-6);
      expect(solution.iterations).toBeLessThan(40);
    }
  });
});
