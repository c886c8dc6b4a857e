import { describe, expect, it } from "vitest";
import type { Problem } from "../problem/problem.ts";
import { solveWithHighs } from "./highs.ts";

/**
 * Two hours, load 10 MW. Grid costs 50 then 200 USD/MWh, a store of price 30 USD per MWh of size
 * without loss. By hand: store 10 MWh (cost 300) charged in hour 1 at 50 (500) serves hour 2;
 * total 500 + 500 + 300 = 1300 against 2500 from the grid alone.
 */
function storeProblem(): Problem {
  return {
    name: "store",
    constant: 0,
    design: [{ name: "energyMWh", lower: 0, upper: Infinity, cost: 30, integer: false }],
    designRows: [],
    budgets: [],
    slices: [
      {
        name: "site",
        steps: 2,
        stepHours: 1,
        weightHours: Float64Array.of(1, 1),
        ringStarts: [0],
        capacities: [{ name: "store", constant: 0, terms: [{ design: 0, coefficient: 1 }] }],
        variables: [
          {
            name: "gridMW",
            lower: 0,
            upper: { kind: "series", value: Infinity },
            cost: Float64Array.of(50, 200),
          },
          { name: "chargeMW", lower: 0, upper: { kind: "series", value: Infinity }, cost: 0 },
          { name: "dischargeMW", lower: 0, upper: { kind: "series", value: Infinity }, cost: 0 },
          {
            name: "levelMWh",
            lower: 0,
            upper: { kind: "capacity", capacity: 0, profile: 1 },
            cost: 0,
          },
        ],
        rows: [
          {
            name: "electricity",
            terms: [
              { variable: 0, coefficient: 1 },
              { variable: 1, coefficient: -1 },
              { variable: 2, coefficient: 1 },
            ],
            capacityTerms: [],
            sense: "=",
            rhs: 10,
          },
        ],
        states: [
          {
            name: "store",
            level: 3,
            retention: 1,
            terms: [
              { variable: 1, coefficient: 1 },
              { variable: 2, coefficient: -1 },
            ],
            rhs: 0,
          },
        ],
      },
    ],
  };
}

describe("HiGHS on the compact form", () => {
  it("finds the hand-solved store and its prices", async () => {
    const solution = await solveWithHighs(storeProblem());
    expect(solution.status).toBe("optimal");
    expect(solution.objective).toBeCloseTo(1300, 6);
    expect(solution.design[0]).toBeCloseTo(10, 6);
    // One more MW in hour 2 costs 50 to buy and 30 to store.
    expect([...solution.slices[0]!.rowDuals[0]!]).toEqual([50, 80]);
  });

  it("tells infeasible from unbounded", async () => {
    const short = storeProblem();
    const capped = {
      ...short,
      slices: short.slices.map((slice) => ({
        ...slice,
        variables: slice.variables.map((variable, j) =>
          j === 0 ? { ...variable, upper: { kind: "series" as const, value: 4 } } : variable,
        ),
      })),
    };
    expect((await solveWithHighs(capped)).status).toBe("infeasible");
    const paid = storeProblem();
    paid.design[0]!.cost = -1;
    expect((await solveWithHighs(paid)).status).toBe("unbounded");
  });
});
