/** Equations among sizes, closed by hand: room decides who moves, a size at its limit does not. */
import { describe, expect, it } from "vitest";
import type { Problem } from "../../problem/problem.ts";
import { closeDesignRows } from "./design-rows.ts";

function problemOf(upper: number, rhs: number): Problem {
  const size = (name: string, most: number) => ({
    name,
    lower: 0,
    upper: most,
    cost: 1,
    integer: false,
  });
  return {
    name: "two sizes",
    constant: 0,
    design: [size("a", upper), size("b", 100)],
    slices: [],
    budgets: [],
    designRows: [
      {
        name: "sum",
        terms: [
          { design: 0, coefficient: 1 },
          { design: 1, coefficient: 1 },
        ],
        sense: "=",
        rhs,
      },
    ],
  };
}

describe("equations among sizes", () => {
  it("are met to rounding, by sizes that have room", () => {
    const design = Float64Array.of(10, 30 + 4e-9);
    closeDesignRows(problemOf(10, 40), design);
    expect(design[0]).toBe(10);
    expect(design[1]).toBeCloseTo(30, 13);
  });

  it("share what is missing by their room", () => {
    const design = Float64Array.of(1, 3);
    closeDesignRows(problemOf(50, 4 + 6e-9), design);
    // Rooms 1 and 3: a quarter and three quarters.
    expect(design[0]! - 1).toBeCloseTo(1.5e-9, 14);
    expect(design[0]! + design[1]! - 4).toBeCloseTo(6e-9, 14);
  });

  it("are left alone where more than a trace is missing", () => {
    const design = Float64Array.of(1, 3);
    closeDesignRows(problemOf(50, 4.1), design);
    expect(Array.from(design)).toEqual([1, 3]);
  });
});
