/** Axes as people write them, and the grid they span. */
import { expect, it } from "vitest";
import { gridOf, gridSize, readAxis } from "./sweep-grid.ts";

it("reads lists, ranges, and commas inside brackets", () => {
  expect(readAxis("a.b=1, 2,x")).toEqual({ path: "a.b", values: ["1", "2", "x"] });
  expect(readAxis("seed=3..5")).toEqual({ path: "seed", values: ["3", "4", "5"] });
  expect(readAxis("a=-1..1").values).toEqual(["-1", "0", "1"]);
  expect(readAxis("a={ x: 1, y: 2 },[3,4]").values).toEqual(["{ x: 1, y: 2 }", "[3,4]"]);
  for (const text of ["a", "=1", "a=", "a=1,,2", "a=5..3", "a=1..99999999"])
    expect(() => readAxis(text), text).toThrow(/expected|missing/);
});

it("spans the grid with the first axis slowest", () => {
  const axes = [readAxis("a=1,2"), readAxis("b=x,y,z")];
  expect(gridSize(axes)).toBe(6);
  expect(gridOf(axes)[1]).toEqual(["a=1", "b=y"]);
  expect(gridOf(axes)).toHaveLength(6);
});
