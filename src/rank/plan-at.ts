/**
 * A plan, or the plan of the earliest date at which the demand can be met.
 *
 * Over a horizon the problem is solved first, which says whether it can be done; where it cannot, the
 * demand moves later by whole quarters until it can. The plan then starts from the solved numbers.
 */
import { laterDemand, mostLater } from "../earliest.ts";
import { assemble } from "../model/assemble.ts";
import { plan } from "../plan.ts";
import type { PlanOptions } from "../plan.ts";
import type { Solution } from "../problem/solution.ts";
import type { Package } from "../report/package.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { solve } from "../solver/solver.ts";
import type { VerifiedSolution } from "../solver/solver.ts";
import { leastWhole } from "../search.ts";

/** Options of a plan that may start from a solution of a similar one. */
export type WarmOptions = PlanOptions & { readonly warmStart?: Solution };

export type PlannedAt =
  | {
      readonly status: "planned";
      readonly pack: Package;
      readonly laterQuarters: number;
      /** Some trial of an earlier date gave no answer. */ readonly undecided: boolean;
    }
  | { readonly status: "infeasible" | "unsolved"; readonly reason: string };

/** Gap of plans that are only compared with one another, far below their differences. */
export const COMPARING_GAP = 1e-4;

/** Plans `scenario`; a plan that fails its own checks is not one. */
export async function verifiedPlan(scenario: Scenario, options: WarmOptions): Promise<PlannedAt> {
  const result = await plan(scenario, options);
  if (result.status === "infeasible")
    return { status: "infeasible", reason: result.shortage.sentence };
  if (result.status === "unsolved") return result;
  const { verified, status, solve: solved } = result.package;
  if (!verified.ok) return { status: "unsolved", reason: "the plan failed its own checks" };
  if (status !== "optimal") return { status: "unsolved", reason: solved.reason ?? status };
  return { status: "planned", pack: result.package, laterQuarters: 0, undecided: false };
}

/** Plans a scenario; over a horizon with its demand as late as it must be. */
export async function planAt(scenario: Scenario, options: WarmOptions): Promise<PlannedAt> {
  if (!scenario.horizon) return verifiedPlan(scenario, options);
  const { onProgress: _, ...quiet } = options;
  let last: VerifiedSolution | undefined;
  const solvable = async (quarters: number) => {
    if (options.signal?.aborted) return true;
    const { problem } = assemble(laterDemand(scenario, quarters));
    const found = await solve(problem, { gap: COMPARING_GAP, ...quiet });
    if (found.status === "optimal") last = found;
    else if (found.status === "infeasible") shortage ??= found.reason;
    else unsolved = found.reason ?? found.status;
    return found.status === "optimal";
  };
  let unsolved: string | undefined;
  let shortage: string | undefined;
  let laterQuarters = 0;
  if (!(await solvable(0))) {
    // A date that could not be decided says nothing of later ones.
    if (unsolved !== undefined) return { status: "unsolved", reason: unsolved };
    const found = await leastWhole(mostLater(scenario), solvable);
    if (found === undefined)
      return unsolved === undefined
        ? {
            status: "infeasible",
            reason: `the demand cannot be met at any date within the horizon (${shortage ?? "what is on offer is too little or too late"})`,
          }
        : { status: "unsolved", reason: unsolved };
    laterQuarters = found;
  }
  const planned = await verifiedPlan(laterDemand(scenario, laterQuarters), {
    gap: COMPARING_GAP,
    ...options,
    ...(last ? { warmStart: last } : {}),
  });
  return planned.status === "planned"
    ? { ...planned, laterQuarters, undecided: unsolved !== undefined }
    : planned;
}
