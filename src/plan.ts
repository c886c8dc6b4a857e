/**
 * Plans a campus: scenario → model → solution → checks → package.
 *
 *     1 assemble   every block adds itself to one compact problem
 *     2 solve      the optimum with its proof
 *     3 explain    when it cannot be done: what is short and what would mend it
 *     4 report     the package, verified by code that shares nothing with the solver
 *     5 confirm    what relieving each bottleneck is worth, or why nothing is built, by planning again
 *     6 law        what drafts would change and what eases a cap on energy, by planning again
 *     7 draw       over a horizon: the dates, many times, from the milestone chains
 */
import { assemble } from "./model/assemble.ts";
import type { Campus } from "./model/campus.ts";
import { DEFAULT_TOLERANCES, findFault } from "./problem/certificate.ts";
import type { Solution, SolveProgress } from "./problem/solution.ts";
import type { HourlyReport, Package } from "./report/package.ts";
import { hourlyOf } from "./report/hourly.ts";
import { packageOf, withBottlenecks, withLaw, withReason, withTime } from "./report/summarise.ts";
import type { Scenario } from "./scenario/scenario.ts";
import { solve } from "./solver/solver.ts";
import type { SolverName, VerifiedSolution } from "./solver/solver.ts";
import { oddsOf } from "./report/odds.ts";
import { orderInterest } from "./report/order-interest.ts";
import { reliabilityOf } from "./report/reliability.ts";
import { simulationPlanOf } from "./report/simulation-plan.ts";
import { confirmBottlenecks } from "./relief.ts";
import { ledgerOverTime, MOST_ENTRIES } from "./relief-over-time.ts";
import { findEarliest } from "./earliest.ts";
import { planCapVariants, planDrafts } from "./law-variants.ts";
import { findRepairs } from "./repairs.ts";
import type { Shortage } from "./repairs.ts";
import { whyNothing } from "./why-nothing.ts";

/** How much is drawn: dates of a plan over time, and years of outages. */
const DRAWN = { draws: 10_000, outageYears: 300 } as const;
const DRAWN_QUICKLY = { draws: 1000, outageYears: 30 } as const;

export interface PlanOptions {
  readonly solver?: SolverName;
  readonly gap?: number;
  /** How many bottlenecks to confirm by planning again with each relieved; default 5, over a horizon 12. With 0 drafts of law are not planned either. */
  readonly confirm?: number;
  /** How often the dates of a plan over time are drawn. */
  readonly draws?: number;
  /** The verified package at once: nothing confirmed, a tenth of the draws, no slack tried. Default false. */
  readonly quick?: boolean;
  readonly timeLimitSeconds?: number;
  /** Most threads to use, for problems of several slices, or who says so as each solve begins; default 1. The answer does not depend on it. */
  readonly threads?: number | (() => number);
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SolveProgress) => void;
  /** The solution of a similar plan to start from: faster, same answer. */
  readonly warmStart?: Solution;
  /** The solution of this very plan, where it is known: it is not solved again. */
  readonly known?: VerifiedSolution;
  /** Told the verified package of a single year before anything is confirmed by planning again; its outages are drawn over fewer years. */
  readonly onVerified?: (result: Planned) => void;
}

/** A plan that was made. */
export type Planned = Extract<PlanResult, { readonly status: "planned" }>;

export type PlanResult =
  | {
      readonly status: "planned";
      readonly package: Package;
      readonly hourly: readonly HourlyReport[];
      readonly campus: Campus;
      readonly solution: VerifiedSolution;
    }
  | { readonly status: "infeasible"; readonly shortage: Shortage; readonly campus: Campus }
  | { readonly status: "unsolved"; readonly reason: string; readonly campus: Campus };

/** SHA-256 of the text, as hex. */
export async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Everything that sets one plan apart from another, as text: the file, the hours modelled, the slips. */
export function identityOf({ text, resolution, horizon }: Scenario): string {
  const hours = resolution.kind === "full" ? "full" : `weeks:${resolution.count}`;
  const slips = horizon?.slips.map(({ what, months }) => `${what}=${months}`) ?? [];
  return [text, hours, ...slips].join("\n");
}

/** Whether a solve was stopped before its numbers were a plan: rows or limits are open. */
const isUnfinished = ({ status, certificate }: VerifiedSolution): boolean =>
  status === "stopped" &&
  certificate !== undefined &&
  findFault(certificate, { ...DEFAULT_TOLERANCES, gap: Infinity, duals: Infinity }) !== undefined;

/** Plans a scenario. Infeasible and unsolved are results, not exceptions. */
export async function plan(scenario: Scenario, options: PlanOptions = {}): Promise<PlanResult> {
  const campus = assemble(scenario);
  const units = campus.problem.design.some((variable) => variable.integer);
  const gap = options.gap ?? (campus.horizon ? (units ? 1e-3 : 1e-5) : units ? 1e-4 : 1e-6);
  const solution = options.known ?? (await solve(campus.problem, { ...options, gap }));
  if (solution.status === "infeasible")
    return {
      status: "infeasible",
      shortage: campus.horizon
        ? await findEarliest(scenario, options.signal)
        : await findRepairs(campus),
      campus,
    };
  if (solution.status === "unbounded")
    return {
      status: "unsolved",
      reason:
        "cost can fall without limit: compute is worth more than it costs and nothing limits it; set a limit such as connection.firmMW or accelerators' maxChips",
      campus,
    };
  if (solution.slices.length === 0 || isUnfinished(solution))
    return { status: "unsolved", reason: solution.reason ?? solution.status, campus };
  const hash = await hashOf(identityOf(scenario));
  const confirm = options.confirm ?? (options.quick ? 0 : campus.horizon ? MOST_ENTRIES : 5);
  const { draws, outageYears } = options.quick ? DRAWN_QUICKLY : DRAWN;
  const told = campus.horizon || confirm === 0 ? undefined : options.onVerified;
  const firstYears = told ? DRAWN_QUICKLY.outageYears : outageYears;
  const draft = packageOf(scenario, campus, solution, { hash, gap, outageYears: firstYears });
  const hourly = hourlyOf(scenario, campus, solution);
  const planned = (result: Package): Planned => ({
    status: "planned",
    package: result,
    hourly,
    campus,
    solution,
  });
  told?.(planned(draft));
  const lawVariants = async () => ({
    drafts: await planDrafts(scenario, { campus, solution }, { ...options, gap }),
    cap: await planCapVariants(scenario, { campus, solution }, { ...options, gap }),
  });
  const reasoned = async (pack: Package) =>
    withReason(pack, await whyNothing(scenario, { campus, solution }, { ...options, gap }));
  if (draft.timeline) {
    const worth =
      scenario.objective.kind === "mostValue" ? scenario.objective.usdPerEFLOPSh : undefined;
    const simulated = simulationPlanOf(
      { campus, solution },
      draft.timeline,
      worth ?? draft.kpis.usdPerEFLOPSh ?? undefined,
    );
    const costObjective = scenario.objective.kind !== "mostCompute";
    const interest = orderInterest({ campus, solution }, draft.timeline);
    const odds = oddsOf(simulated, scenario.seed, {
      draws: options.draws ?? draws,
      slack: options.quick !== true,
      interestUSD: interest,
    });
    const ledger = await ledgerOverTime(campus, solution, costObjective, confirm, options);
    const timed = withTime(draft, odds, ledger);
    return planned(confirm === 0 ? timed : withLaw(await reasoned(timed), await lawVariants()));
  }
  const whole = told
    ? {
        ...draft,
        reliability: reliabilityOf(campus, { campus, solution }, scenario.seed, outageYears),
      }
    : draft;
  const found = await confirmBottlenecks(
    scenario,
    campus,
    solution,
    draft.bottlenecks,
    { ...options, gap },
    confirm,
  );
  const confirmed = withBottlenecks(whole, found);
  if (confirm === 0) return planned(confirmed);
  return planned(withLaw(await reasoned(confirmed), await lawVariants()));
}
