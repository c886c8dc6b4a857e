/** Limits of what a slice can take of a budget, by hand. */
import { describe, expect, it } from "vitest";
import type { Budget, Problem, Slice } from "../../problem/problem.ts";
import { partLimits } from "./parts.ts";

/** Two hours of 2 and 3 weights: a flow below 5, and one below 0.5 of a size. */
const slice = (name: string, design: number): Slice => ({
  name,
  steps: 2,
  stepHours: 1,
  weightHours: Float64Array.of(2, 3),
  ringStarts: [0],
  capacities: [{ name: "size", constant: 1, terms: [{ design, coefficient: 2 }] }],
  variables: [
    { name: "flow", lower: 0, upper: { kind: "series", value: 5 }, cost: 1 },
    { name: "sized", lower: 0, upper: { kind: "capacity", capacity: 0, profile: 0.5 }, cost: 1 },
  ],
  rows: [],
  states: [],
});

const problem = (upper: number, budget: Omit<Budget, "name">): Problem => ({
  name: "parts",
  constant: 0,
  design: [0, 1].map((k) => ({ name: `y${k}`, lower: 0, upper, cost: 1, integer: true })),
  designRows: [],
  slices: [slice("a", 0), slice("b", 1)],
  budgets: [{ name: "budget", ...budget }],
});

const FLOWS = [0, 1].flatMap((s) => [
  { slice: s, variable: 0, coefficient: 1 },
  { slice: s, variable: 1, coefficient: -1 },
]);

describe("limits of the parts of a budget", () => {
  it("add up the limits of hourly values by weight", () => {
    const terms = FLOWS.filter((term) => term.slice === 0);
    const found = partLimits(problem(4, { terms, designTerms: [], sense: "=", rhs: 3 }));
    // 5 · 5 hours at most; −(2 · 4 + 1) · 0.5 · 5 hours at least; the other has no part and takes nothing.
    expect([...found.lower]).toEqual([3, 0]);
    expect([...found.upper]).toEqual([3, 0]);
  });

  it("take what the other slices leave of the right-hand side", () => {
    const upwards = partLimits(problem(4, { terms: FLOWS, designTerms: [], sense: "<=", rhs: 1 }));
    expect([...upwards.lower]).toEqual([-22.5, -22.5]);
    expect([...upwards.upper]).toEqual([23.5, 23.5]);
    const least = partLimits(problem(4, { terms: FLOWS, designTerms: [], sense: ">=", rhs: 10 }));
    expect([...least.lower]).toEqual([-15, -15]);
    expect([...least.upper]).toEqual([25, 25]);
  });

  it("stay open where nothing limits a size", () => {
    const open = partLimits(
      problem(Infinity, { terms: FLOWS, designTerms: [], sense: "<=", rhs: 1 }),
    );
    expect([...open.lower]).toEqual([-Infinity, -Infinity]);
    expect([...open.upper]).toEqual([25, 25]);
  });

  it("count what sizes take themselves", () => {
    const designTerms = [{ design: 0, coefficient: -10 }];
    const found = partLimits(problem(4, { terms: FLOWS, designTerms, sense: "<=", rhs: -20 }));
    // −20 + 40 of the sizes + 22.5 of the other slice.
    expect([...found.upper]).toEqual([25, 25]);
    expect([
      ...partLimits(problem(1, { terms: FLOWS, designTerms, sense: "<=", rhs: -20 })).upper,
    ]).toEqual([-20 + 10 + 7.5, -20 + 10 + 7.5]);
  });
});
