/** Times a solver on a problem, and the objective it found, recomputed from its numbers. */
import { certify } from "../../src/problem/certificate.ts";
import type { Problem } from "../../src/problem/problem.ts";
import type { Solution } from "../../src/problem/solution.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import { solveWithHighs } from "../../src/solver/highs.ts";
import { median } from "../table.ts";

/** Several runs of one solver on one problem. */
export interface Timed {
  readonly status: string;
  readonly runs: number;
  /** Median wall clock. */
  readonly seconds: number;
  /** Median processor time of this process: unlike wall clock, hardly moved by other work on the machine. */
  readonly cpuSeconds: number;
  readonly iterations: number;
  readonly objective: number;
}

export type SolveOnce = (problem: Problem) => Promise<Solution>;

export const solveByChain: SolveOnce = (problem) => solveContinuous(problem);

/** `ipx` is HiGHS's interior point with crossover, `ipm` without. */
export function solveByHighs(method: string, limitSeconds: number): SolveOnce {
  return (problem) =>
    solveWithHighs(problem, {
      method: method === "simplex" ? "simplex" : "ipm",
      crossover: method !== "ipm",
      timeLimitSeconds: limitSeconds,
    });
}

/** One run: its solution, and the processor time it took. */
interface Run<Found extends Solution = Solution> {
  readonly solution: Found;
  readonly cpuSeconds: number;
}

export async function runOnce<Found extends Solution>(
  problem: Problem,
  solve: (problem: Problem) => Promise<Found>,
): Promise<Run<Found>> {
  const before = process.cpuUsage();
  const solution = await solve(problem);
  const { user, system } = process.cpuUsage(before);
  return { solution, cpuSeconds: (user + system) / 1e6 };
}

function timedOf(problem: Problem, runs: readonly Run[]): Timed {
  const last = runs.at(-1)!.solution;
  return {
    status: last.status,
    runs: runs.length,
    seconds: median(runs.map(({ solution }) => solution.seconds)),
    cpuSeconds: median(runs.map(({ cpuSeconds }) => cpuSeconds)),
    iterations: last.iterations,
    objective: last.slices.length > 0 ? certify(problem, last).primalObjective : NaN,
  };
}

/**
 * Runs the solvers in turn, `repeat` times each, so that all meet the same load of the machine. The
 * first solver runs once more beforehand, which warms the compiler up; one that has taken more than
 * `patience` seconds is not run again.
 */
export async function timeInTurn(
  problem: Problem,
  solvers: readonly SolveOnce[],
  repeat: number,
  patience: number,
): Promise<Timed[]> {
  await solvers[0]!(problem);
  const runs: Run[][] = solvers.map(() => []);
  for (let round = 0; round < repeat; round++)
    for (const [i, solve] of solvers.entries()) {
      const spent = runs[i]!.reduce((sum, { solution }) => sum + solution.seconds, 0);
      if (round === 0 || spent < patience) runs[i]!.push(await runOnce(problem, solve));
    }
  return runs.map((of) => timedOf(problem, of));
}
