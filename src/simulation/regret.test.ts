/** Tests regret, estimates and quantiles on values worked out by hand. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { regretAmong } from "./regret.ts";
import { estimate, quantiles } from "./statistics.ts";

describe("regret", () => {
  it("is the loss against the best of each draw", () => {
    const [first, second] = regretAmong([
      { name: "fast", values: Float64Array.of(10, 4, 7, 7) },
      { name: "safe", values: Float64Array.of(6, 6, 7, 8) },
    ]);
    expect(first).toMatchObject({ name: "fast", p90Regret: 2, bestFrac: 0.375 });
    expect(first!.meanRegret.mean).toBe(0.75);
    expect(second).toMatchObject({ name: "safe", p90Regret: 4, bestFrac: 0.625 });
    expect(second!.meanRegret.mean).toBe(1);
    expect(second!.value.mean).toBe(6.75);
  });

  it("has shares that add to one, and none for a single package", () => {
    const values = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 5 }), (packages) => {
        const regrets = regretAmong(
          packages.map((list, i) => ({ name: `p${i}`, values: Float64Array.from(list) })),
        );
        expect(regrets.reduce((sum, { bestFrac }) => sum + bestFrac, 0)).toBeCloseTo(1, 12);
        for (const { meanRegret } of regrets) expect(meanRegret.mean).toBeGreaterThanOrEqual(0);
        if (packages.length === 1) expect(regrets[0]!.p90Regret).toBe(0);
      }),
    );
  });

  it("refuses packages with different draws", () => {
    const packages = [1, 2].map((n) => ({ name: `${n}`, values: new Float64Array(n) }));
    expect(() => regretAmong(packages)).toThrow("number of draws");
  });
});

describe("statistics", () => {
  it("selects what sorting would", () => {
    const list = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(list, (values) => {
        const sorted = [...values].sort((a, b) => a - b);
        const rank = (frac: number) => sorted[Math.ceil(frac * values.length - 1e-9) - 1];
        expect(quantiles(Float64Array.from(values))).toEqual([0.1, 0.5, 0.9].map(rank));
      }),
    );
  });

  it("estimates the error of independent values", () => {
    const { mean, standardError } = estimate(Float64Array.of(1, 2, 3, 4));
    expect(mean).toBe(2.5);
    expect(standardError).toBeCloseTo(Math.sqrt(5 / 3 / 4), 12);
    expect(estimate(Float64Array.of(3)).standardError).toBe(Infinity);
  });
});
