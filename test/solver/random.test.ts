/**
 * The chain solver against HiGHS on random problems: same status, same objective, certified. The last
 * test counts what the problems hold, so that a change of the generator cannot empty the others.
 */
import { describe, expect, it } from "vitest";
import { certify, findFault } from "../../src/problem/certificate.ts";
import type { Problem } from "../../src/problem/problem.ts";
import type { Solution } from "../../src/problem/solution.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import { solveWithHighs } from "../../src/solver/highs.ts";
import { randomProblem } from "./random-problem.ts";

const PROBLEMS = 760;
const BATCH = 100;

const seen = new Map<string, number>();

function count(what: string): void {
  seen.set(what, (seen.get(what) ?? 0) + 1);
}

function mostOf(problem: Problem, part: "rows" | "states"): number {
  return Math.max(...problem.slices.map((slice) => slice[part].length));
}

function countKinds(problem: Problem, solution: Solution): void {
  count(solution.status);
  if (solution.status !== "optimal") return;
  count(`${mostOf(problem, "states")} stores`);
  count(`${mostOf(problem, "rows")} rows`);
  if (solution.budgetDuals.some((dual) => Math.abs(dual) > 1e-7)) count("tight budget");
  if (solution.budgetDuals.some((dual) => Math.abs(dual) <= 1e-7)) count("slack budget");
  const costs = problem.slices.flatMap((slice) => slice.variables.map(({ cost }) => cost));
  if (costs.includes(0)) count("zero costs");
  if (costs.some((cost) => cost instanceof Float64Array && new Set(cost).size < cost.length))
    count("repeated prices");
  const names = problem.slices.flatMap((slice) => slice.variables.map(({ name }) => name));
  if (names.some((name) => name.endsWith(".twin"))) count("twins");
}

describe("random compact problems", () => {
  for (let first = 1; first <= PROBLEMS; first += BATCH)
    it(`${first} to ${first + BATCH - 1} agree with HiGHS`, async () => {
      const differing: string[] = [];
      for (let seed = first; seed < first + BATCH; seed++) {
        const problem = randomProblem(seed);
        const expected = await solveWithHighs(problem, { method: "simplex" });
        countKinds(problem, expected);
        const found = await solveContinuous(problem);
        const distance =
          Math.abs(found.objective - expected.objective) /
          Math.max(1, Math.abs(expected.objective));
        const fault = found.status === "optimal" ? findFault(certify(problem, found)) : undefined;
        if (found.status !== expected.status || distance > 1e-6 || fault !== undefined)
          differing.push(
            `${seed}: ${expected.status} ${expected.objective}, ${found.status} ${found.objective} ${fault ?? ""}`,
          );
      }
      expect(differing).toEqual([]);
    });

  it("are of every kind, and 300 of them have an optimum", () => {
    expect(seen.get("optimal") ?? 0).toBeGreaterThanOrEqual(300);
    for (const kind of [
      "infeasible",
      "unbounded",
      ...[1, 2, 3].map((stores) => `${stores} stores`),
      ...[1, 2, 3, 4].map((rows) => `${rows} rows`),
      "tight budget",
      "slack budget",
      "zero costs",
      "repeated prices",
      "twins",
    ])
      expect([kind, (seen.get(kind) ?? 0) >= 20]).toEqual([kind, true]);
  });
});
