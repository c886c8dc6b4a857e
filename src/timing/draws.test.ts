/** Tests the random numbers: published values, independence of order, evenness and strata. */
import { describe, expect, it } from "vitest";
import { fillUniforms, keyWords, plainUniform, STRATA, threefryWords, uniform } from "./draws.ts";

const column = (seed: string, key: string, draws: number, stream = 0) => {
  const out = new Float64Array(draws);
  fillUniforms(keyWords(seed, key), stream, out);
  return out;
};
const average = (values: Float64Array) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
function correlation(a: Float64Array, b: Float64Array): number {
  const [x, y] = [average(a), average(b)];
  let [both, first, second] = [0, 0, 0];
  a.forEach((value, i) => {
    both += (value - x) * (b[i]! - y);
    first += (value - x) ** 2;
    second += (b[i]! - y) ** 2;
  });
  return both / Math.sqrt(first * second);
}

describe("draws", () => {
  it("has the published words of Threefry-2x32-20", () => {
    expect(threefryWords([0, 0], [0, 0])).toEqual([0x6b200159, 0x99ba4efe]);
    expect(threefryWords([-1, -1], [-1, -1])).toEqual([0x1cb996fc, 0xbb002be7]);
    expect(threefryWords([0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3])).toEqual([
      0xc4923a9c, 0x483df7a0,
    ]);
  });

  it("gives the same number in any order and however many are drawn", () => {
    const many = column("s", "lulea/grid/works", 1000);
    expect(column("s", "lulea/grid/works", 130)).toEqual(many.slice(0, 130));
    for (const draw of [999, 0, 51, 49, 50])
      expect(uniform("s", "lulea/grid/works", draw)).toBe(many[draw]);
  });

  it("differs by seed, by key, by stream and by where one ends and the other begins", () => {
    const base = column("s", "a/b", 100);
    const others = [column("t", "a/b", 100), column("s", "a/c", 100), column("s", "a/b", 100, 1)];
    for (const other of [...others, column("sa", "/b", 100)]) expect(other).not.toEqual(base);
  });

  it("visits every slice once in a run", () => {
    const values = column("s", "k", 10 * STRATA);
    for (let run = 0; run < 10; run++) {
      const slices = Array.from(values.slice(run * STRATA, (run + 1) * STRATA), (value) =>
        Math.floor(value * STRATA),
      );
      expect(new Set(slices).size).toBe(STRATA);
    }
  });

  it("is even, and keys, streams and neighbours do not go together", () => {
    const n = 40_000;
    const a = column("s", "a", n);
    const plain = new Float64Array(n).map((_, draw) => plainUniform(keyWords("s", "a"), draw, 7));
    // Five standard errors of a correlation of independent columns.
    const limit = 5 / Math.sqrt(n);
    for (const other of [column("s", "b", n), column("s", "a", n, 1), plain])
      expect(Math.abs(correlation(a, other))).toBeLessThan(limit);
    expect(Math.abs(correlation(plain.slice(1), plain.slice(0, -1)))).toBeLessThan(limit);
    expect(Math.abs(average(plain) - 0.5)).toBeLessThan(5 / Math.sqrt(12 * n));
    const tenths = new Float64Array(10);
    for (const value of plain) tenths[Math.floor(value * 10)]! += 10 / n;
    for (const share of tenths) expect(Math.abs(share - 1)).toBeLessThan(0.08);
    expect(Math.min(...a)).toBeGreaterThan(0);
    expect(Math.max(...a)).toBeLessThan(1);
  });
});
