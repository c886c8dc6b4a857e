/** Solves a problem with whole-number sizes: relaxation, search, and the best plan with its proven gap. */
import type { Problem } from "../../problem/problem.ts";
import type { Solution } from "../../problem/solution.ts";
import { solveContinuous } from "../chain/chain.ts";
import type { ChainOptions } from "../chain/chain.ts";
import { fits } from "../chain/extract.ts";
import { searchBoxes } from "./branch.ts";
import { WholeSearch } from "./search.ts";

/**
 * With more sizes than this beside the whole ones, boxes are searched instead of cuts: a cut on hundreds
 * of sizes over time says little of any one of them.
 */
const MOST_BESIDE = 60;

function withoutPlan(status: Solution["status"], reason: string, bound = NaN): Solution {
  return {
    status,
    solver: "chain",
    seconds: 0,
    iterations: 0,
    objective: NaN,
    bound,
    gap: NaN,
    design: new Float64Array(0),
    slices: [],
    designRowDuals: new Float64Array(0),
    budgetDuals: new Float64Array(0),
    reason,
  };
}

function relax(problem: Problem): Problem {
  return {
    ...problem,
    design: problem.design.map((variable) => ({ ...variable, integer: false })),
  };
}

async function search(
  problem: Problem,
  options: ChainOptions,
  started: number,
  root: Solution,
): Promise<Solution> {
  const { makeMaster, MASTER_OBJECTIVE } = await import("./master.ts");
  const master = await makeMaster(
    problem,
    MASTER_OBJECTIVE / Math.max(1, Math.abs(root.objective)),
  );
  try {
    const { warmStart } = options;
    const centre = warmStart && fits(problem, warmStart) ? warmStart.design : root.design;
    const found = new WholeSearch(problem, options, started, root, master, centre);
    if (!found.learn(root)) return withoutPlan("failed", "the relaxation's prices prove nothing");
    const ending = await found.run();
    await found.polish();
    const { best, iterations } = found;
    const reason = ending.kind === "early" ? ending.reason : undefined;
    if (!best) {
      const none = found.shortfall ?? "no whole-number sizes meet every row";
      const stopped = options.signal?.aborted || reason?.startsWith("reached the time limit");
      const status = reason === undefined ? "infeasible" : stopped ? "stopped" : "failed";
      return {
        ...withoutPlan(status, reason ?? none, reason === undefined ? NaN : found.bound),
        iterations,
      };
    }
    const bound = Math.min(best.objective, found.bound);
    const gap = (best.objective - bound) / Math.max(1, Math.abs(best.objective));
    const status = reason === undefined ? "optimal" : "stopped";
    return { ...best, status, iterations, bound, gap, ...(reason === undefined ? {} : { reason }) };
  } finally {
    master.dispose();
  }
}

/** Solves `problem` with its whole-number sizes to a proven relative gap (default 1e-4). */
export async function solveIntegers(
  problem: Problem,
  options: ChainOptions = {},
): Promise<Solution> {
  const started = performance.now();
  const { onProgress } = options;
  const root = await solveContinuous(relax(problem), {
    ...options,
    gap: Math.max(1e-6, 0.02 * (options.gap ?? 1e-4)),
    ...(onProgress
      ? { onProgress: (progress) => onProgress({ ...progress, stage: "relaxed" }) }
      : {}),
  });
  const found =
    root.status === "optimal" ? await settled(problem, options, started, root) : unfinished(root);
  return { ...found, seconds: (performance.now() - started) / 1000 };
}

/** By cuts where few sizes stand beside the whole ones, by boxes elsewhere or where cuts run dry. */
async function settled(
  problem: Problem,
  options: ChainOptions,
  started: number,
  root: Solution,
): Promise<Solution> {
  const beside = problem.design.filter(({ integer }) => !integer).length;
  if (beside > MOST_BESIDE) return searchBoxes(problem, options, started, root, undefined);
  const found = await search(problem, options, started, root);
  const stopped = options.signal?.aborted || found.reason?.startsWith("reached the time limit");
  if (found.status === "optimal" || found.status === "infeasible" || stopped) return found;
  const known = found.slices.length > 0 ? found : undefined;
  return searchBoxes(problem, options, started, root, known);
}

/** What an unsolved relaxation says about the whole problem; its fractional sizes are no plan. */
function unfinished(root: Solution): Solution {
  if (root.status !== "stopped") return root;
  const { iterations, reason = "stopped" } = root;
  return { ...withoutPlan("stopped", reason), iterations };
}
