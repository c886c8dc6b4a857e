/** Warm starts, whole numbers, cancelling and falling back, on campus problems. */
import { describe, expect, it } from "vitest";
import { campusProblem } from "../../bench/solver/campus.ts";
import type { SolveProgress } from "../../src/problem/solution.ts";
import { mapSeries } from "../../src/problem/series.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import { solveWithHighs } from "../../src/solver/highs.ts";
import { solve } from "../../src/solver/solver.ts";

describe("solve", () => {
  it("re-plans after a price change in at most half the iterations", async () => {
    for (const hours of [168, 672]) {
      const first = await solve(campusProblem({ hours }));
      const changed = campusProblem({ hours });
      const imported = changed.slices[0]!.variables[0]!;
      imported.cost = mapSeries(imported.cost, (price) => 1.05 * price);
      const cold = await solve(changed);
      const warm = await solve(changed, { warmStart: first });
      expect(warm.status).toBe("optimal");
      expect(Math.abs(warm.objective - cold.objective) / cold.objective).toBeLessThan(1e-6);
      expect(warm.iterations).toBeLessThanOrEqual(cold.iterations / 2);
    }
  });

  it("starts from any solver's solution, and ignores one that does not fit", async () => {
    const problem = campusProblem({ hours: 168 });
    const known = await solveWithHighs(problem);
    const warm = await solve(problem, { warmStart: known });
    expect(warm.objective / known.objective).toBeCloseTo(1, 6);
    const other = await solve(campusProblem({ hours: 24 }), { warmStart: known });
    expect(other.status).toBe("optimal");
  });

  it("chooses whole sizes to a proven gap, like HiGHS", async () => {
    const problem = campusProblem({ hours: 96, integers: 8 });
    const found = await solve(problem, { gap: 1e-4 });
    const known = await solveWithHighs(problem, { gap: 1e-4 });
    expect(found).toMatchObject({ status: "optimal", solver: "chain" });
    expect(found.gap).toBeLessThanOrEqual(1e-4);
    expect(found.certificate!.integrality).toBeLessThan(1e-9);
    expect(found.bound).toBeLessThanOrEqual(known.objective * (1 + 1e-9));
    expect(Math.abs(found.objective - known.objective) / known.objective).toBeLessThan(2e-4);
  });

  it("stops at once when asked, with the best so far and without NaN", async () => {
    const stop = new AbortController();
    const seen: SolveProgress[] = [];
    const solution = await solve(campusProblem({ hours: 1344 }), {
      signal: stop.signal,
      onProgress: (progress) => {
        seen.push(progress);
        if (progress.iteration === 12) stop.abort();
      },
    });
    expect(solution.status).toBe("stopped");
    expect(solution.reason).toContain("stopped by the caller");
    expect(seen.at(-1)!.iteration).toBeLessThanOrEqual(13);
    expect(
      solution.slices.every((slice) =>
        slice.values.every((values) => values.every(Number.isFinite)),
      ),
    ).toBe(true);
    const late = await solveContinuous(campusProblem({ hours: 1344 }), { timeLimitSeconds: 0 });
    expect(late.status).toBe("stopped");
  });

  it("asks HiGHS when told to, and certifies its answer too", async () => {
    const problem = campusProblem({ hours: 48 });
    const solution = await solve(problem, { solver: "highs" });
    expect(solution).toMatchObject({ status: "optimal", solver: "highs" });
    expect(solution.certificate!.gap).toBeLessThan(1e-6);
  });
});
