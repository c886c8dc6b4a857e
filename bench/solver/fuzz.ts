/**
 * Random compact problems, chain against HiGHS, for any range of seeds; prints those that differ.
 *
 *     node bin/run bench/solver/fuzz.ts [first] [last]
 */
import { certify, findFault } from "../../src/problem/certificate.ts";
import type { Problem } from "../../src/problem/problem.ts";
import type { Solution } from "../../src/problem/solution.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import { solveWithHighs } from "../../src/solver/highs.ts";
import { randomProblem } from "../../test/solver/random-problem.ts";

async function ask(problem: Problem): Promise<Solution | undefined> {
  try {
    return await solveWithHighs(problem, { method: "simplex" });
  } catch {
    return undefined;
  }
}

const [first = 1, last = 300] = process.argv.slice(2).map(Number);
const tally: Record<string, number> = {};
let differing = 0;
for (let seed = first; seed <= last; seed++) {
  const problem = randomProblem(seed);
  const expected = await ask(problem);
  const found = await solveContinuous(problem);
  const status = expected?.status ?? "HiGHS gave up";
  tally[status] = (tally[status] ?? 0) + 1;
  if (!expected) continue;
  const scale = Math.max(1, Math.abs(expected.objective));
  const distance = Math.abs(expected.objective - found.objective) / scale;
  const fault = found.status === "optimal" ? findFault(certify(problem, found)) : undefined;
  if (found.status === expected.status && !(distance > 1e-6) && fault === undefined) continue;
  differing++;
  console.log(
    seed,
    expected.status,
    expected.objective,
    found.status,
    found.objective,
    found.reason ?? "",
    fault ?? "",
  );
}
console.log(`${differing} differ of ${last - first + 1}`, tally);
