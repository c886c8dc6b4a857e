import { describe, expect, it } from "vitest";
import { certify, findFault } from "./certificate.ts";
import type { Problem } from "./problem.ts";
import type { Solution } from "./solution.ts";

/**
 * Two hours, load 10 MW; grid at 50 and 200 USD/MWh; a store at 30 USD per MWh, no loss. By hand: buy
 * 20 in hour 1, store 10. Price of electricity 50, then 80 (buy at 50, store at 30); energy given to the
 * store lowers cost by 50, then by 80; its limit binds at the end of hour 1 with v = 30.
 */
function storeProblem(): Problem {
  const open = { kind: "series", value: Infinity } as const;
  return {
    name: "store",
    constant: 7,
    designRows: [],
    budgets: [],
    design: [{ name: "energyMWh", lower: 0, upper: Infinity, cost: 30, integer: false }],
    slices: [
      {
        name: "site",
        steps: 2,
        stepHours: 1,
        weightHours: Float64Array.of(1, 1),
        ringStarts: [0],
        capacities: [{ name: "store", constant: 0, terms: [{ design: 0, coefficient: 1 }] }],
        variables: [
          { name: "gridMW", lower: 0, upper: open, cost: Float64Array.of(50, 200) },
          { name: "chargeMW", lower: 0, upper: open, cost: 0 },
          { name: "dischargeMW", lower: 0, upper: open, cost: 0 },
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
            capacityTerms: [],
            sense: "=",
            rhs: 10,
            terms: [
              { variable: 0, coefficient: 1 },
              { variable: 1, coefficient: -1 },
              { variable: 2, coefficient: 1 },
            ],
          },
        ],
        states: [
          {
            name: "store",
            level: 3,
            retention: 1,
            rhs: 0,
            terms: [
              { variable: 1, coefficient: 1 },
              { variable: 2, coefficient: -1 },
            ],
          },
        ],
      },
    ],
  };
}

function handSolution(): Solution {
  return {
    status: "optimal",
    solver: "hand",
    seconds: 0,
    iterations: 0,
    objective: 1307,
    bound: 1307,
    gap: 0,
    design: Float64Array.of(10),
    slices: [
      {
        values: [
          Float64Array.of(20, 0),
          Float64Array.of(10, 0),
          Float64Array.of(0, 10),
          Float64Array.of(10, 0),
        ],
        rowDuals: [Float64Array.of(50, 80)],
        stateDuals: [Float64Array.of(-50, -80)],
      },
    ],
    designRowDuals: new Float64Array(0),
    budgetDuals: new Float64Array(0),
  };
}

describe("certificate", () => {
  it("confirms a hand-solved store, prices included", () => {
    const certificate = certify(storeProblem(), handSolution());
    // 20·50 + 10·30 + 7, and 10·50 + 10·80 + 7.
    expect(certificate.primalObjective).toBeCloseTo(1307, 9);
    expect(certificate.dualObjective).toBeCloseTo(1307, 9);
    expect(findFault(certificate)).toBeUndefined();
  });

  it("names the row and step that does not close", () => {
    const solution = handSolution();
    solution.slices[0]!.values[2]![1] = 9;
    const certificate = certify(storeProblem(), solution);
    expect(certificate.worstRow).toMatchObject({ step: 1, absolute: 1 });
    expect(findFault(certificate)).toMatch(/row (electricity|store)\[1\]/);
  });

  it("sees a value above its capacity and a negative one", () => {
    const above = handSolution();
    above.design[0] = 9;
    expect(findFault(certify(storeProblem(), above))).toContain("limit of levelMWh[0]");
    const below = handSolution();
    below.slices[0]!.values[0]![1] = -1;
    below.slices[0]!.values[2]![1] = 11;
    expect(certify(storeProblem(), below).worstBound.absolute).toBeGreaterThanOrEqual(1);
  });

  it("sees prices that are too high, and prices that are too low as a gap", () => {
    const high = handSolution();
    high.slices[0]!.rowDuals[0]!.set([50, 90]);
    high.slices[0]!.stateDuals[0]!.set([-50, -90]);
    expect(findFault(certify(storeProblem(), high))).toContain("price of energyMWh");
    const low = handSolution();
    low.slices[0]!.rowDuals[0]!.set([50, 70]);
    low.slices[0]!.stateDuals[0]!.set([-50, -70]);
    expect(findFault(certify(storeProblem(), low))).toMatch(/primal 1307 and dual 1207/);
  });

  it("never lets a number through that is not finite, nor a missing array", () => {
    const lost = handSolution();
    lost.slices[0]!.values[1]![0] = NaN;
    expect(findFault(certify(storeProblem(), lost))).toContain("not finite");
    const short = { ...handSolution(), design: new Float64Array(0) };
    expect(certify(storeProblem(), short).finite).toBe(false);
  });

  it("checks budgets, design rows, whole numbers and the sign of limits' prices", () => {
    const base = storeProblem();
    const problem: Problem = {
      ...base,
      design: [{ ...base.design[0]!, integer: true }],
      designRows: [
        { name: "atMost", terms: [{ design: 0, coefficient: 1 }], sense: "<=", rhs: 12 },
      ],
      budgets: [
        {
          name: "boughtMWh",
          terms: [{ slice: 0, variable: 0, coefficient: 1 }],
          designTerms: [],
          sense: "<=",
          rhs: 20,
        },
      ],
    };
    const prices = { designRowDuals: new Float64Array(1), budgetDuals: new Float64Array(1) };
    const solution = { ...handSolution(), ...prices };
    expect(findFault(certify(problem, solution))).toBeUndefined();
    expect(
      findFault(certify({ ...problem, budgets: [{ ...problem.budgets[0]!, rhs: 19 }] }, solution)),
    ).toContain("boughtMWh");
    expect(
      findFault(
        certify({ ...problem, designRows: [{ ...problem.designRows[0]!, rhs: 9 }] }, solution),
      ),
    ).toContain("atMost");
    const wrong = certify(problem, { ...solution, budgetDuals: Float64Array.of(5) });
    expect(wrong.worstDual).toMatchObject({ name: "boughtMWh", absolute: 5 });
    const partial = handSolution();
    partial.design[0] = 10.4;
    expect(findFault(certify(problem, { ...partial, ...prices }))).toContain("whole number");
  });
});
