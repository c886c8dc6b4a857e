/** The chain solver against HiGHS on random problems: same status, same objective, certified. */
import { describe, expect, it } from "vitest";
import { certify, findFault } from "../../src/problem/certificate.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import { solveWithHighs } from "../../src/solver/highs.ts";
import { randomProblem } from "./random-problem.ts";

const PROBLEMS = 400;
const BATCH = 50;

describe("random compact problems", () => {
  for (let first = 1; first <= PROBLEMS; first += BATCH)
    it(`${first} to ${first + BATCH - 1} agree with HiGHS`, async () => {
      const differing: string[] = [];
      for (let seed = first; seed < first + BATCH; seed++) {
        const problem = randomProblem(seed);
        const expected = await solveWithHighs(problem, { method: "simplex" });
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
});
