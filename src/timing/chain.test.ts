/** Tests chains of milestones: order, faults, months against closed forms, chains under way. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chainMonthsAt,
  criticalShares,
  drawChainMonths,
  drawChainOutcomes,
} from "./chain-months.ts";
import { checkChain, compileChain, successFrac, type Chain, type Milestone } from "./chain.ts";
import { drawChains } from "./draw-chains.ts";
import { fitDuration, longerFrac, mean, monthsGivenLonger, quantile } from "./duration.ts";
import { normalQuantile, Z90 } from "./normal.ts";

function milestone(
  name: string,
  points: readonly [number, number, number],
  after: readonly string[] = [],
  exitFrac = 0,
): Milestone {
  const [p10Months, p50Months, p90Months] = points;
  return { name, duration: { p10Months, p50Months, p90Months }, exitFrac, after };
}
const chain = (...milestones: Milestone[]): Chain => ({ milestones });
const average = (values: Float64Array) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("chain", () => {
  it("joins parallel milestones at the later one and adds those in series", () => {
    const join = chain(
      milestone("works", [9, 9, 9]),
      milestone("transformer", [14, 14, 14]),
      milestone("energise", [2, 2, 2], ["works", "transformer"]),
    );
    expect(chainMonthsAt(chain(...join.milestones.slice(0, 2)), 0.5)).toBe(14);
    expect(chainMonthsAt(join, 0.9)).toBe(16);
    expect(chainMonthsAt(chain(), 0.9)).toBe(0);
  });

  it("orders milestones whatever order they are told in", () => {
    const told = chain(
      milestone("c", [1, 1, 1], ["b"]),
      milestone("b", [1, 1, 1], ["a"]),
      milestone("a", [1, 1, 1]),
    );
    expect(compileChain(told).names).toEqual(["a", "b", "c"]);
    expect(chainMonthsAt(told, 0.5)).toBe(3);
  });

  it("names every fault and throws at none", () => {
    const faults = checkChain(
      chain(
        milestone("a", [5, 4, 6]),
        milestone("a", [1, 2, 3], ["nowhere"]),
        milestone("b", [1, 2, 3], [], 1.2),
        milestone("c", [1, 2, 3], [], Number.NaN),
        milestone("d", [1, 9, 3]),
      ),
    );
    expect(faults.map(({ milestone, field }) => `${milestone}.${field}`)).toEqual([
      "a.p10Months",
      "a.name",
      "b.exitFrac",
      "c.exitFrac",
      "d.p90Months",
      "a.after",
    ]);
    expect(() => compileChain(chain(milestone("a", [3, 2, 1])))).toThrow("a, p10Months");
  });

  it("shows a cycle, and not what only waits for it", () => {
    const [fault, ...others] = checkChain(
      chain(
        milestone("later", [1, 2, 3], ["x"]),
        milestone("x", [1, 2, 3], ["y"]),
        milestone("y", [1, 2, 3], ["x"]),
        milestone("free", [1, 2, 3]),
      ),
    );
    expect(others).toEqual([]);
    expect(fault!.field).toBe("after");
    expect(["x → y → x", "y → x → y"].some((cycle) => fault!.message.endsWith(cycle))).toBe(true);
    expect(checkChain(chain(milestone("self", [1, 2, 3], ["self"])))[0]!.message).toContain(
      "self → self",
    );
  });

  it("multiplies the odds of its milestones", () => {
    const risky = chain(milestone("a", [1, 2, 3], [], 0.1), milestone("b", [1, 2, 3], [], 0.2));
    expect(successFrac(risky)).toBeCloseTo(0.72, 12);
    const outcomes = drawChainOutcomes(risky, { draws: 50_000 });
    const done = outcomes.filter((months) => months < Infinity).length / 50_000;
    expect(Math.abs(done - 0.72)).toBeLessThan(4 * Math.sqrt((0.72 * 0.28) / 50_000));
  });
});

describe("months of a chain", () => {
  it("of one milestone are its P10, P50 and P90 exactly", () => {
    const one = chain(milestone("grid", [24, 40, 75], [], 0.3));
    expect(chainMonthsAt(one, 0.1)).toBeCloseTo(24, 10);
    expect(chainMonthsAt(one, 0.5)).toBeCloseTo(40, 10);
    expect(chainMonthsAt(one, 0.9)).toBeCloseTo(75, 10);
  });

  it("of two normals in series are the normal of their sum", () => {
    const series = chain(milestone("a", [36, 40, 44]), milestone("b", [27, 30, 33], ["a"]));
    const sd = Math.hypot(4, 3) / Z90;
    for (const frac of [0.1, 0.5, 0.9])
      expect(chainMonthsAt(series, frac)).toBeCloseTo(70 + sd * normalQuantile(frac), 0);
    const months = drawChainMonths(series);
    expect(average(months)).toBeCloseTo(70, 2);
    expect(average(months.map((x) => (x - 70) ** 2))).toBeCloseTo(sd * sd, 0);
  });

  it("of two parallel milestones have the product of their distributions", () => {
    const a = milestone("a", [10, 15, 30]);
    const b = milestone("b", [12, 14, 20]);
    const draws = drawChainMonths(chain(a, b), { draws: 50_000 });
    for (const month of [13, 16, 22, 30]) {
      const [below, other] = [a, b].map(
        ({ duration }) => 1 - longerFrac(fitDuration(duration), month),
      );
      const share = draws.filter((months) => months <= month).length / draws.length;
      expect(Math.abs(share - below! * other!)).toBeLessThan(0.01);
    }
  });

  it("have a mean far nearer than independent draws would, thanks to the strata", () => {
    const points = [10, 20, 45] as const;
    const series = chain(milestone("a", points), milestone("b", points, ["a"]));
    const expected = 2 * mean(series.milestones[0]!.duration);
    const errors = Array.from({ length: 20 }, (_, i) => {
      const months = drawChainMonths(series, { seed: `s${i}`, draws: 1000 });
      const spread = Math.sqrt(average(months.map((x) => (x - expected) ** 2)) / 1000);
      return (average(months) - expected) / spread;
    });
    const rootMeanSquare = Math.sqrt(errors.reduce((sum, x) => sum + x * x, 0) / errors.length);
    expect(rootMeanSquare).toBeLessThan(0.5);
  });

  it("fall, or stay, when a milestone gets shorter", () => {
    const points = fc.tuple(
      fc.double({ min: 2, max: 30, noNaN: true }),
      fc.double({ min: 0, max: 20, noNaN: true }),
      fc.double({ min: 0, max: 20, noNaN: true }),
    );
    const build = (all: readonly (readonly [number, number, number])[], less: number) =>
      chain(
        ...all.map(([p10, low, high], i) =>
          milestone(
            `m${i}`,
            [
              p10 - (i === 1 ? less : 0),
              p10 + low - (i === 1 ? less : 0),
              p10 + low + high - (i === 1 ? less : 0),
            ],
            i === 3 ? ["m0", "m1"] : i === 2 ? ["m0"] : [],
          ),
        ),
      );
    fc.assert(
      fc.property(fc.array(points, { minLength: 4, maxLength: 4 }), (all) => {
        const base = drawChainMonths(build(all, 0), { draws: 100 });
        const shorter = drawChainMonths(build(all, 1), { draws: 100 });
        base.forEach((months, i) => expect(shorter[i]).toBeLessThanOrEqual(months + 1e-9));
      }),
      { numRuns: 30 },
    );
  });

  it("are shared out among the milestones on the longest path", () => {
    const join = chain(
      milestone("short", [1, 2, 3]),
      milestone("long", [20, 30, 50]),
      milestone("end", [2, 3, 6], ["short", "long"]),
    );
    const shares = criticalShares(join);
    expect(shares.map(({ name, onPathFrac }) => [name, onPathFrac])).toEqual([
      ["short", 0],
      ["long", 1],
      ["end", 1],
    ]);
    const sum = shares.reduce((total, { meanMonths }) => total + meanMonths, 0);
    expect(sum).toBeCloseTo(average(drawChainMonths(join)), 8);
    expect(criticalShares(chain())).toEqual([]);
  });
});

describe("a chain under way", () => {
  it("of one milestone has the conditional distribution", () => {
    const grid = milestone("grid", [24, 40, 75]);
    const months = drawChainMonths(chain(grid), { elapsedMonths: 36 }).sort();
    expect(months[0]).toBeGreaterThanOrEqual(36);
    for (const frac of [0.1, 0.5, 0.9]) {
      const exact = monthsGivenLonger(fitDuration(grid.duration), 36, frac);
      expect(chainMonthsAt(chain(grid), frac, { elapsedMonths: 36 })).toBe(exact);
      expect(months[Math.floor(frac * months.length)]!).toBeCloseTo(exact, 0);
      expect(exact).toBeGreaterThan(quantile(grid.duration, frac));
    }
  });

  it("of several has the distribution of the draws that are not done", () => {
    const series = chain(milestone("a", [8, 12, 24]), milestone("b", [6, 10, 16], ["a"]));
    const elapsedMonths = 24;
    const left = drawChainMonths(series, { draws: 40_000 }).filter((x) => x > elapsedMonths);
    const drawn = drawChainMonths(series, { draws: 40_000, elapsedMonths, seed: "other" });
    expect(Math.min(...drawn)).toBeGreaterThan(elapsedMonths);
    expect(average(drawn) / average(left)).toBeCloseTo(1, 2);
    const later = (values: Float64Array) => values.filter((x) => x > 36).length / values.length;
    expect(Math.abs(later(drawn) - later(left))).toBeLessThan(0.015);
  });

  it("that cannot have taken this long is done now", () => {
    const fixed = chain(milestone("a", [3, 3, 3]), milestone("b", [4, 4, 4], ["a"]));
    expect(new Set(drawChainMonths(fixed, { draws: 100, elapsedMonths: 9 }))).toEqual(new Set([9]));
    const narrow = chain(milestone("a", [3, 4, 5]), milestone("b", [3, 4, 5], ["a"]));
    const months = drawChainMonths(narrow, { draws: 200, elapsedMonths: 60 });
    expect(Math.min(...months)).toBeGreaterThanOrEqual(60);
    expect(Math.max(...months)).toBeLessThan(70);
  });

  it("draws a shared milestone once, for it and for those that share it", () => {
    const running = compileChain(
      chain(milestone("permit", [6, 12, 30]), milestone("own", [1, 2, 3], ["permit"])),
    );
    const waiting = compileChain(chain(milestone("permit", [6, 12, 30])));
    const [first, second] = drawChains(
      [
        { chain: running, keys: ["site/permit", "r/own"], elapsedMonths: 14 },
        { chain: waiting, keys: ["site/permit"], elapsedMonths: 0 },
      ],
      "s",
      2000,
    );
    for (let draw = 0; draw < 2000; draw++)
      expect(second!.months[draw]).toBe(first!.months[2 * draw]);
  });
});
