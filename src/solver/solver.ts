/**
 * Solves a compact problem and checks the answer from the numbers alone before giving it back.
 * The chain solver does the work; when it cannot, or its answer does not stand the check, HiGHS does,
 * and the result says so.
 */
import { certify, DEFAULT_TOLERANCES, findFault } from "../problem/certificate.ts";
import type { Certificate } from "../problem/certificate.ts";
import type { Problem } from "../problem/problem.ts";
import type { Solution, SolveOptions } from "../problem/solution.ts";
import { solveIntegers } from "./integers/integers.ts";
import { solveContinuous } from "./chain/chain.ts";

/** Which solver is asked first. */
export type SolverName = "chain" | "highs";

export interface SolverOptions extends SolveOptions {
  readonly solver?: SolverName;
}

/** A solution and the certificate it was accepted on; none when there are no values. */
export interface VerifiedSolution extends Solution {
  readonly certificate?: Certificate;
}

function isWhole(problem: Problem): boolean {
  return problem.design.some((variable) => variable.integer);
}

/** Objective and bound as recomputed; the bound of a search over whole numbers stays the search's. */
function restate(problem: Problem, solution: Solution, certificate: Certificate): VerifiedSolution {
  const objective = certificate.primalObjective;
  const trusted = certificate.worstDual.relative <= DEFAULT_TOLERANCES.duals;
  const proven = isWhole(problem)
    ? solution.bound
    : trusted
      ? certificate.dualObjective
      : -Infinity;
  const bound = Math.min(objective, proven);
  return {
    ...solution,
    objective,
    bound,
    gap: (objective - bound) / Math.max(1, Math.abs(objective)),
    certificate,
  };
}

/** The solution restated from its certificate, or why it cannot be accepted. */
function verify(
  problem: Problem,
  solution: Solution,
  options: SolverOptions,
): VerifiedSolution | string {
  if (solution.status === "failed") return solution.reason ?? "the solver failed without a reason";
  if (solution.status === "infeasible" || solution.status === "unbounded") return solution;
  if (solution.slices.length === 0 && problem.slices.length > 0) return solution;
  const certificate = certify(problem, solution);
  if (!certificate.finite)
    return solution.status === "stopped"
      ? { ...solution, ...noValues() }
      : "numbers that are not finite";
  const restated = restate(problem, solution, certificate);
  const gap = isWhole(problem) ? 1e-5 : Math.max(DEFAULT_TOLERANCES.gap, options.gap ?? 0);
  const fault = findFault(certificate, { ...DEFAULT_TOLERANCES, gap });
  if (solution.status === "optimal") return fault ?? restated;
  if (fault === undefined) return restated;
  return { ...restated, reason: `${solution.reason ?? "stopped"}; not yet a plan: ${fault}` };
}

/** The numbers of a solution that has none. */
function noValues() {
  const none = new Float64Array(0);
  return {
    objective: NaN,
    bound: NaN,
    gap: NaN,
    design: none,
    slices: [],
    designRowDuals: none,
    budgetDuals: none,
  };
}

async function askHighs(problem: Problem, options: SolverOptions): Promise<Solution | string> {
  const { solveWithHighs } = await import("./highs.ts");
  try {
    return await solveWithHighs(problem, options);
  } catch (error) {
    return `HiGHS ended with an error: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`;
  }
}

function failed(seconds: number, reason: string): Solution {
  return { status: "failed", solver: "highs", seconds, iterations: 0, ...noValues(), reason };
}

/** Asks HiGHS; `before` says why the chain solver's answer was not taken. */
async function solveByHighs(
  problem: Problem,
  options: SolverOptions,
  started: number,
  before: string | undefined,
): Promise<VerifiedSolution> {
  const found = await askHighs(problem, options);
  const verified = typeof found === "string" ? found : verify(problem, found, options);
  const seconds = (performance.now() - started) / 1000;
  const because =
    before === undefined ? "" : `the chain solver gave no answer that stands the check (${before})`;
  if (typeof verified === "string")
    return failed(
      seconds,
      [because, `HiGHS: ${verified}`].filter((part) => part !== "").join("; "),
    );
  const reason = [because, verified.reason ?? ""].filter((part) => part !== "").join("; ");
  return { ...verified, seconds, ...(reason === "" ? {} : { reason }) };
}

/**
 * Solves `problem`. The result is verified: status "optimal" means that rows, limits, prices and gap were
 * recomputed and hold (relative 1e-6). Never throws for a problem without a solution.
 */
export async function solve(
  problem: Problem,
  options: SolverOptions = {},
): Promise<VerifiedSolution> {
  const started = performance.now();
  if (options.solver === "highs") return solveByHighs(problem, options, started, undefined);
  const found = isWhole(problem)
    ? await solveIntegers(problem, options)
    : await solveContinuous(problem, options);
  const verified = verify(problem, found, options);
  if (typeof verified !== "string")
    return { ...verified, seconds: (performance.now() - started) / 1000 };
  return solveByHighs(problem, options, started, verified);
}
