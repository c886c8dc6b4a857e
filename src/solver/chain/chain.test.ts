import { describe, expect, it } from "vitest";
import { certify, findFault } from "../../problem/certificate.ts";
import type { HourlyRow, HourlyVariable, Problem, Slice } from "../../problem/problem.ts";
import { solveContinuous } from "./chain.ts";

const OPEN: HourlyVariable["upper"] = { kind: "series", value: Infinity };

function makeSlice(steps: number, parts: Partial<Slice>): Slice {
  return {
    name: "site",
    steps,
    stepHours: 1,
    weightHours: new Float64Array(steps).fill(1),
    ringStarts: [0],
    capacities: [],
    variables: [],
    rows: [],
    states: [],
    ...parts,
  };
}

function makeProblem(parts: Partial<Problem>): Problem {
  return {
    name: "test",
    constant: 0,
    design: [],
    designRows: [],
    slices: [],
    budgets: [],
    ...parts,
  };
}

function variable(
  name: string,
  cost: HourlyVariable["cost"],
  upper: HourlyVariable["upper"] = OPEN,
): HourlyVariable {
  return { name, lower: 0, upper, cost };
}

function row(
  name: string,
  terms: HourlyRow["terms"],
  rhs: HourlyRow["rhs"],
  sense: HourlyRow["sense"] = "=",
): HourlyRow {
  return { name, terms, capacityTerms: [], sense, rhs };
}

const term = (index: number, coefficient: number | Float64Array) => ({
  variable: index,
  coefficient,
});

/** Load 10 MW in every hour; a cheap source limited to 6 MW and a dear one. */
function meritOrder(hours: number): Problem {
  return makeProblem({
    slices: [
      makeSlice(hours, {
        variables: [variable("cheap", 20, { kind: "series", value: 6 }), variable("dear", 50)],
        rows: [row("load", [term(0, 1), term(1, 1)], 10)],
      }),
    ],
  });
}

describe("chain interior point, by hand", () => {
  it("dispatches in order of cost, with the marginal price", async () => {
    const problem = meritOrder(3);
    const solution = await solveContinuous(problem);
    expect(solution.status).toBe("optimal");
    expect(solution.objective).toBeCloseTo(3 * (6 * 20 + 4 * 50), 4);
    expect(solution.slices[0]!.rowDuals[0]![1]).toBeCloseTo(50, 4);
    expect(findFault(certify(problem, solution))).toBeUndefined();
  });

  it("sizes a plant: 100 USD per MW against shortage at 30 USD/MWh in 4 of 5 hours", async () => {
    const problem = makeProblem({
      design: [{ name: "plantMW", lower: 0, upper: Infinity, cost: 100, integer: false }],
      slices: [
        makeSlice(5, {
          capacities: [{ name: "plant", constant: 1, terms: [{ design: 0, coefficient: 1 }] }],
          variables: [
            variable("plant", 2, { kind: "capacity", capacity: 0, profile: 1 }),
            variable("shortage", 30),
          ],
          rows: [row("load", [term(0, 1), term(1, 1)], Float64Array.of(8, 8, 8, 8, 3))],
        }),
      ],
    });
    const solution = await solveContinuous(problem);
    // 28 USD saved in each of 4 hours above 3 MW pays 100; every MW up to 8 does. One MW is free.
    expect(solution.design[0]).toBeCloseTo(7, 5);
    expect(solution.objective).toBeCloseTo(700 + 2 * 35, 4);
  });

  it("keeps each ring of a store to itself", async () => {
    const problem = makeProblem({
      slices: [
        makeSlice(4, {
          ringStarts: [0, 2],
          variables: [
            variable("grid", Float64Array.of(10, 50, 100, 30)),
            variable("charge", 0),
            variable("discharge", 0),
            variable("level", 0, { kind: "series", value: 5 }),
          ],
          rows: [row("load", [term(0, 1), term(1, -1), term(2, 1)], 8)],
          states: [
            { name: "store", level: 3, retention: 1, terms: [term(1, 1), term(2, -1)], rhs: 0 },
          ],
        }),
      ],
    });
    const solution = await solveContinuous(problem);
    // Ring 1: 5 MWh from 10 to 50. Ring 2: 5 MWh charged at 30 after the dear hour, carried round.
    expect(solution.objective).toBeCloseTo(8 * (10 + 50 + 100 + 30) - 5 * 40 - 5 * 70, 4);
    expect(findFault(certify(problem, solution))).toBeUndefined();
  });

  it("prices a budget over two slices and a free variable", async () => {
    const base = meritOrder(2);
    const problem: Problem = {
      ...base,
      slices: [base.slices[0]!, { ...base.slices[0]!, name: "other" }],
      budgets: [
        {
          name: "cheapMWh",
          designTerms: [],
          sense: "<=",
          rhs: 10,
          terms: [0, 1].map((slice) => ({ slice, variable: 0, coefficient: 1 })),
        },
      ],
    };
    const solution = await solveContinuous(problem);
    expect(solution.objective).toBeCloseTo(40 * 50 - 10 * 30, 4);
    expect(solution.budgetDuals[0]).toBeCloseTo(-30, 4);
    const free = makeProblem({
      slices: [
        makeSlice(2, {
          variables: [
            { ...variable("position", 0), lower: -Infinity },
            variable("up", 1),
            variable("down", 3),
          ],
          rows: [
            row("split", [term(0, 1), term(1, -1), term(2, 1)], 0),
            row("fix", [term(0, 1)], Float64Array.of(4, -5)),
          ],
        }),
      ],
    });
    expect((await solveContinuous(free)).objective).toBeCloseTo(4 + 15, 5);
  });

  it("answers problems with nothing in them", async () => {
    expect(await solveContinuous(makeProblem({ constant: 3 }))).toMatchObject({
      status: "optimal",
      objective: 3,
    });
    const empty = makeProblem({ slices: [makeSlice(4, {})] });
    expect((await solveContinuous(empty)).status).toBe("optimal");
    const idle = makeProblem({ slices: [makeSlice(4, { rows: [row("nothing", [], 0)] })] });
    expect((await solveContinuous(idle)).status).toBe("optimal");
  });

  it("says infeasible and why, and unbounded", async () => {
    const short = meritOrder(2);
    short.slices[0]!.variables[1] = variable("dear", 50, { kind: "series", value: 3 });
    const infeasible = await solveContinuous(short);
    expect(infeasible.status).toBe("infeasible");
    expect(infeasible.reason).toContain("load[0] needs 10 and can reach at most 9");
    const budget = {
      ...meritOrder(2),
      budgets: [
        {
          name: "allMWh",
          designTerms: [],
          sense: "<=" as const,
          rhs: 15,
          terms: [0, 1].map((v) => ({ slice: 0, variable: v, coefficient: 1 })),
        },
      ],
    };
    const tight = await solveContinuous(budget);
    expect(tight.status).toBe("infeasible");
    expect(tight.reason).toContain("short by at least");
    const paid = meritOrder(2);
    paid.slices[0]!.variables.push(variable("paid", -1));
    expect((await solveContinuous(paid)).status).toBe("unbounded");
  });
});
