/** Whole sizes: against HiGHS on random problems and on stages, cuts at their own point, infeasible choices, cancelling. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { campusProblem, makeRandom } from "../../bench/solver/campus.ts";
import type { Problem } from "../../src/problem/problem.ts";
import type { Solution, SolveProgress } from "../../src/problem/solution.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import { solveWithHighs } from "../../src/solver/highs.ts";
import { shortageCut, totalCut, valueCuts } from "../../src/solver/integers/cuts.ts";
import { solveIntegers } from "../../src/solver/integers/integers.ts";
import { tighten } from "../../src/solver/integers/tighten.ts";
import { elasticProblem } from "../../src/solver/chain/doubt.ts";
import { solve } from "../../src/solver/solver.ts";
import { randomWholeProblem } from "./random-whole-problem.ts";

const GAP = 1e-4;

function scaleOf(solution: Solution): number {
  return Math.max(1, Math.abs(solution.objective));
}

/** Why `found` does not agree with the optimum `known`, or undefined. */
function disagreement(found: Solution, known: Solution): string | undefined {
  const say = `${found.status} ${found.objective} bound ${found.bound}, HiGHS ${known.status} ${known.objective}`;
  if (found.status !== known.status) return say;
  if (known.status !== "optimal") return undefined;
  const scale = scaleOf(known);
  if (Math.abs(found.objective - known.objective) > 1.1 * GAP * scale) return say;
  if (found.bound > known.objective + 1e-6 * scale) return `bound too high: ${say}`;
  return found.gap <= GAP ? undefined : `gap ${found.gap}: ${say}`;
}

/** Connection of a campus bought in `count` stages, each accepted or not. */
function stagedCampus(hours: number, count: number, sites = 1): Problem {
  const problem = campusProblem({ hours, sites });
  const random = makeRandom(count);
  const { design, slices } = problem;
  slices.forEach((slice) => {
    const grid = slice.capacities.findIndex(({ name }) => name.endsWith("gridMW"));
    const terms = Array.from({ length: count / sites }, (_, i) => {
      const mw = 2 + Math.round(40 * random()) / 10;
      design.push({
        name: `${slice.name}.stage${i}`,
        lower: 0,
        upper: 1,
        integer: true,
        cost: (mw * hours * (45_000 + 30_000 * random())) / 8760,
      });
      return { design: design.length - 1, coefficient: mw };
    });
    slice.capacities[grid] = { ...slice.capacities[grid]!, constant: 10, terms };
  });
  return problem;
}

describe("whole sizes", () => {
  it("agree with HiGHS on random problems", async () => {
    let solved = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 100_000 }), async (seed) => {
        const problem = randomWholeProblem(seed);
        // Without a relaxed plan the search never starts; random.test.ts covers those.
        fc.pre((await solveContinuous(problem)).status === "optimal");
        const known = await solveWithHighs(problem, { gap: 1e-7 });
        if (known.status === "optimal") solved++;
        const found = await solve(problem, { gap: GAP });
        expect(found.solver).toBe("chain");
        expect(disagreement(found, known)).toBeUndefined();
      }),
      { numRuns: 130, seed: 11 },
    );
    expect(solved).toBeGreaterThanOrEqual(100);
  });

  it("accept or refuse thirty stages, on one site and across sites that share budgets", async () => {
    for (const sites of [1, 3]) {
      const problem = stagedCampus(48, 30, sites);
      const known = await solveWithHighs(problem, { gap: 2e-5, timeLimitSeconds: 60 });
      const found = await solveIntegers(problem, { gap: GAP });
      expect(found.status).toBe("optimal");
      expect(found.gap).toBeLessThanOrEqual(GAP);
      // HiGHS may run out of time: its bound and its plan hold all the same.
      expect(found.objective).toBeGreaterThanOrEqual(known.bound - 1e-6 * scaleOf(known));
      expect(found.bound).toBeLessThanOrEqual(known.objective + 1e-6 * scaleOf(known));
    }
  });

  it("bound every other choice from one choice's prices", async () => {
    const problem = campusProblem({ hours: 48, sites: 2, integers: 8 });
    const whole = problem.design.flatMap((variable, k) => (variable.integer ? [k] : []));
    const at = (values: readonly number[]): Problem => ({
      ...problem,
      design: problem.design.map((variable, k) => {
        const i = whole.indexOf(k);
        return i < 0
          ? variable
          : { ...variable, integer: false, lower: values[i]!, upper: values[i]! };
      }),
    });
    const random = makeRandom(4);
    const choices = Array.from({ length: 5 }, () =>
      whole.map(() => 12 + Math.floor(random() * 12)),
    );
    const found: Solution[] = [];
    for (const values of choices) found.push(await solveContinuous(at(values)));
    for (const solution of found) {
      expect(solution.status).toBe("optimal");
      const cuts = valueCuts(problem, solution);
      expect(cuts).toHaveLength(2);
      const total = totalCut(problem, solution, cuts);
      const valueAt = (other: Solution) =>
        total.slopes.reduce((sum, slope, k) => sum + slope * other.design[k]!, total.constant);
      for (const other of found) {
        const slack = (other.objective - valueAt(other)) / scaleOf(other);
        expect(slack).toBeGreaterThan(-1e-6);
        if (other === solution) expect(slack).toBeLessThan(1e-6);
      }
    }
  });

  it("say when no whole number will do, and cut a choice without a plan off", async () => {
    const problem = campusProblem({ hours: 24, integers: 8 });
    const grid = problem.design[0]!;
    problem.design[0] = { ...grid, lower: 3.2, upper: 3.8 };
    expect((await solve(problem)).status).toBe("infeasible");
    problem.design[0] = grid;
    // Three times a whole number is never 25, though 25/3 chillers would do.
    problem.designRows.push({
      name: "between",
      terms: [{ design: 6, coefficient: 3 }],
      sense: "=",
      rhs: 25,
    });
    expect((await solve(problem)).status).toBe("infeasible");
    problem.designRows.pop();
    const none = {
      ...problem,
      design: problem.design.map((v) => ({ ...v, lower: 0, upper: 0, integer: false })),
    };
    const elastic = elasticProblem(none);
    const short = await solveContinuous(elastic);
    const cut = shortageCut(elastic, short, problem.design.length)!;
    const best = await solveIntegers(problem);
    const sum = cut.slopes.reduce((total, slope, k) => total + slope * best.design[k]!, 0);
    expect(cut.constant).toBeGreaterThan(0);
    expect(cut.constant + sum).toBeLessThanOrEqual(1e-6);
  });

  it("start where rounding has no plan", async () => {
    const problem = campusProblem({ hours: 48, integers: 8 });
    problem.budgets[0] = { ...problem.budgets[0]!, rhs: 0.35 * problem.budgets[0]!.rhs };
    const known = await solveWithHighs(problem, { gap: 1e-6 });
    const found = await solve(problem, { gap: GAP });
    expect(found.solver).toBe("chain");
    expect(disagreement(found, known)).toBeUndefined();
  });

  it("narrow sizes by what they would cost", () => {
    const limits = { lower: Float64Array.of(0, 0, 0), upper: Float64Array.of(9, 9, Infinity) };
    const slopes = Float64Array.of(2, -1, 0);
    tighten([{ constant: 10, slopes }], 6, [0, 1], limits);
    expect([...limits.upper]).toEqual([2, 9, Infinity]);
    expect([...limits.lower]).toEqual([0, 4, 0]);
  });

  it("report bound and gap, and stop when asked with the best so far", async () => {
    const problem = campusProblem({ hours: 168, sites: 3, integers: 8 });
    const stop = new AbortController();
    const seen: SolveProgress[] = [];
    const found = await solve(problem, {
      signal: stop.signal,
      onProgress: (progress) => {
        seen.push(progress);
        if (progress.stage === "whole sizes" && progress.iteration === 4) stop.abort();
      },
    });
    const whole = seen.filter(({ stage }) => stage === "whole sizes");
    expect(whole.length).toBeGreaterThanOrEqual(3);
    for (const { bound, objective } of whole.slice(1)) expect(bound).toBeLessThanOrEqual(objective);
    expect(whole.at(-1)!.iteration).toBeLessThanOrEqual(4);
    expect(found.status).toBe("stopped");
    expect(found.reason).toContain("stopped by the caller");
    expect(found.certificate!.integrality).toBeLessThan(1e-9);
    expect(found.gap).toBeGreaterThan(GAP);
    expect(found.gap).toBeLessThan(0.05);
    const late = await solve(problem, { timeLimitSeconds: 0 });
    expect(late.status).toBe("stopped");
  });

  it("need few solves for thirty sizes", async () => {
    const problem = campusProblem({ hours: 96, sites: 3, integers: 10 });
    const relaxed = await solveContinuous(problem);
    const found = await solve(problem, { gap: GAP });
    expect(found.status).toBe("optimal");
    expect(found.iterations).toBeLessThan(20 * relaxed.iterations);
  });
});
