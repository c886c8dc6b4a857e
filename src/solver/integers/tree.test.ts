/** The tree of the master problem against every choice of whole numbers counted out. */
import loadHighs from "highs";
import { describe, expect, it } from "vitest";
import { makeRandom } from "../../../bench/solver/weather.ts";
import { searchTree } from "./tree.ts";

const SIZES = 4;
const MOST = 3;

/** Every point of {0 … MOST}^SIZES. */
function allPoints(): number[][] {
  let points: number[][] = [[]];
  for (let i = 0; i < SIZES; i++)
    points = points.flatMap((point) =>
      Array.from({ length: MOST + 1 }, (_, value) => [...point, value]),
    );
  return points;
}

interface Small {
  readonly costs: number[];
  readonly rows: { readonly values: number[]; readonly least: number }[];
}

function randomSmall(seed: number): Small {
  const random = makeRandom(seed);
  const draw = (count: number) =>
    Array.from({ length: count }, () => 1 + Math.round(20 * random()));
  return {
    costs: draw(SIZES),
    rows: [1, 2].map(() => ({ values: draw(SIZES), least: 20 + Math.round(70 * random()) })),
  };
}

/** Least cost of all choices that meet every row, or Infinity. */
function leastOf({ costs, rows }: Small): number {
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  return allPoints()
    .filter((point) => rows.every(({ values, least }) => dot(values, point) >= least))
    .reduce((low, point) => Math.min(low, dot(costs, point)), Infinity);
}

describe("the tree of the master problem", () => {
  it("finds whole numbers near the least, and proves where there are none below a value", async () => {
    const highs = await loadHighs();
    const whole = Int32Array.from({ length: SIZES }, (_, i) => i);
    const box = () => ({
      lower: new Float64Array(SIZES),
      upper: new Float64Array(SIZES).fill(MOST),
    });
    let met = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const small = randomSmall(seed);
      const least = leastOf(small);
      const model = highs.createModel({
        numCols: SIZES,
        numRows: small.rows.length,
        colCost: Float64Array.from(small.costs),
        colLower: box().lower,
        colUpper: box().upper,
        rowLower: Float64Array.from(small.rows, (row) => row.least),
        rowUpper: new Float64Array(small.rows.length).fill(Infinity),
        matrix: {
          format: "csr",
          numRows: small.rows.length,
          numCols: SIZES,
          starts: Int32Array.from([0, SIZES, 2 * SIZES]),
          indices: Int32Array.from([...whole, ...whole]),
          values: Float64Array.from(small.rows.flatMap(({ values }) => values)),
        },
      });
      model.options.set({ output_flag: false, presolve: "off", solver: "simplex" });
      const search = (most: number) => searchTree(highs, model, whole, box(), most, () => false);
      const found = await search(seed % 2 === 0 ? 1e6 : Infinity);
      expect(found.complete).toBe(true);
      if (least === Infinity) expect(found.columns).toBeUndefined();
      else {
        met++;
        const values = [...found.columns!].map((value) => Math.round(value));
        const cost = values.reduce((sum, value, i) => sum + value * small.costs[i]!, 0);
        expect([...found.columns!].every((value, i) => Math.abs(value - values[i]!) < 1e-6)).toBe(
          true,
        );
        expect(cost).toBeGreaterThanOrEqual(least);
        expect(cost * 0.7).toBeLessThanOrEqual(least + 1e-6);
        const below = await search(least - 0.5);
        expect(below).toEqual({ complete: true, columns: undefined });
      }
      model.dispose();
    }
    expect(met).toBeGreaterThan(20);
    expect(met).toBeLessThan(60);
  });

  it("says that it is not complete when it is told to end", async () => {
    const highs = await loadHighs();
    const model = highs.createModel({
      numCols: 1,
      numRows: 0,
      colCost: Float64Array.of(1),
      colLower: Float64Array.of(0),
      colUpper: Float64Array.of(1),
      rowLower: new Float64Array(0),
      rowUpper: new Float64Array(0),
      matrix: {
        format: "csr",
        numRows: 0,
        numCols: 1,
        starts: Int32Array.of(0),
        indices: new Int32Array(0),
        values: new Float64Array(0),
      },
    });
    const box = { lower: Float64Array.of(0), upper: Float64Array.of(1) };
    const found = await searchTree(highs, model, Int32Array.of(0), box, 10, () => true);
    expect(found).toEqual({ complete: false, columns: undefined });
    model.dispose();
  });
});
