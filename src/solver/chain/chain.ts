/**
 * The chain interior point on a continuous problem, from compact form to solution.
 * Never throws for a problem without a solution; a solve that stalls is settled by `doubt.ts`.
 */
import { certify, DEFAULT_TOLERANCES, findFault } from "../../problem/certificate.ts";
import type { Problem } from "../../problem/problem.ts";
import type { Solution, SolveOptions, SolveStatus } from "../../problem/solution.ts";
import { elasticProblem, nameShortfall, recessionProblem } from "./doubt.ts";
import { extractNumbers, fits } from "./extract.ts";
import type { Numbers } from "./extract.ts";
import { isContradiction } from "./form.ts";
import type { ChainForm } from "./form.ts";
import { RoomTooSmall } from "./kernels/room.ts";
import { CLOSED, runToEnd } from "./loop.ts";
import type { Outcome } from "./loop.ts";
import { buildForm } from "./presolve.ts";
import { makeRunFor } from "./run.ts";
import { startCold } from "./start.ts";
import type { Vectors } from "./state.ts";
import { solveByTeam, teamSize } from "./team/lead.ts";
import { remember, startWarm } from "./warm.ts";

export { makeRunFor } from "./run.ts";

/** What the chain solver understands beyond the common options. */
export interface ChainOptions extends SolveOptions {
  readonly maxIterations?: number;
  /** Give up as soon as the proven bound is above this: for branch and bound. */
  readonly cutoff?: number;
  /** Stop at the gap asked for instead of a hundredth of it. */
  readonly quick?: boolean;
  /** False to start from the numbers of `warmStart` alone, better when limits on sizes have moved. */
  readonly recall?: boolean;
  /** False when a stalled solve need not be settled. */
  readonly settle?: boolean;
  /** True to try once: a solve that stalls is not tried from another start or with shorter steps. */
  readonly once?: boolean;
  /** Shorter steps: what a solve that lost its way is tried again with. */
  readonly careful?: boolean;
}

const EMPTY: Numbers = {
  design: new Float64Array(0),
  slices: [],
  designRowDuals: new Float64Array(0),
  budgetDuals: new Float64Array(0),
};

function answer(
  status: SolveStatus,
  started: number,
  iterations: number,
  reason: string | undefined,
  numbers: Numbers = EMPTY,
  objective = NaN,
  bound = NaN,
): Solution {
  const gap = Number.isNaN(objective)
    ? NaN
    : Math.max(0, objective - bound) / Math.max(1, Math.abs(objective));
  return {
    status,
    solver: "chain",
    seconds: (performance.now() - started) / 1000,
    iterations,
    objective,
    bound,
    gap,
    ...numbers,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Costs of a recession direction this far below zero prove that the problem is unbounded. */
const FALLING = -1e-6;
/** Rows within this are exact enough for every check that is made of a plan, whatever it compares them with. */
const EXACT = 4e-7;
/** Scaled shortfall above this proves that the problem is infeasible. */
const SHORT = 1e-6;

function isSound(problem: Problem, solution: Solution, rows = DEFAULT_TOLERANCES.rows): boolean {
  const certificate = certify(problem, solution);
  return findFault(certificate, { ...DEFAULT_TOLERANCES, gap: 1e-5, rows }) === undefined;
}

/** Infeasible, unbounded, or undefined when both side problems say that a solution exists. */
async function settle(
  problem: Problem,
  options: ChainOptions,
): Promise<{ status: SolveStatus; reason: string } | undefined> {
  const limits: ChainOptions = {
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.timeLimitSeconds === undefined
      ? {}
      : { timeLimitSeconds: options.timeLimitSeconds }),
    settle: false,
    gap: 1e-7,
  };
  const elastic = elasticProblem(problem);
  const short = await solveContinuous(elastic, limits);
  if (short.status === "optimal" && short.bound > SHORT && isSound(elastic, short))
    return { status: "infeasible", reason: nameShortfall(problem, elastic, short) };
  const recession = recessionProblem(problem);
  const falling = await solveContinuous(recession, limits);
  if (falling.status === "optimal" && falling.objective < FALLING && isSound(recession, falling))
    return { status: "unbounded", reason: "cost can fall without limit" };
  return undefined;
}

function objectiveOf(form: ChainForm, scaled: number): number {
  return scaled / form.objectiveScale + form.constant;
}

/** A solve that stalled or left rows open, from its start with shorter steps; iterations and time of both. */
async function again(
  problem: Problem,
  options: ChainOptions,
  before: Outcome,
  started: number,
): Promise<Solution> {
  const { warmStart: _, ...rest } = options;
  const found = await solveContinuous(problem, { ...rest, careful: true, settle: false });
  return {
    ...found,
    seconds: (performance.now() - started) / 1000,
    iterations: found.iterations + before.iterations,
  };
}

async function finish(
  problem: Problem,
  form: ChainForm,
  point: Vectors,
  outcome: Outcome,
  options: ChainOptions,
  started: number,
): Promise<Solution> {
  const { iterations, measure } = outcome;
  if (outcome.kind === "stalled") {
    const settled = options.settle === false ? undefined : await settle(problem, options);
    if (settled) return answer(settled.status, started, iterations, settled.reason);
    if (!options.careful && !options.once && !options.signal?.aborted)
      return again(problem, options, outcome, started);
    const reason = options.signal?.aborted ? "stopped by the caller" : outcome.reason;
    return answer(options.signal?.aborted ? "stopped" : "failed", started, iterations, reason);
  }
  const numbers = extractNumbers(problem, form, point);
  if (outcome.midways.length > 0) remember(numbers.design, form, outcome.midways);
  const objective = objectiveOf(form, measure.primal);
  const bound = objectiveOf(form, measure.dual);
  const status = outcome.kind === "converged" ? "optimal" : "stopped";
  const found = answer(status, started, iterations, outcome.reason, numbers, objective, bound);
  const doubtful = status === "optimal" && measure.rowError > CLOSED && !options.careful;
  if (!doubtful || isSound(problem, found, EXACT)) return found;
  const exact = await again(problem, options, outcome, started);
  return exact.status === "optimal" ? exact : found;
}

/** Solves on this thread, from `warmStart` when there is one that fits. */
async function solveAlone(
  problem: Problem,
  form: ChainForm,
  options: ChainOptions,
  started: number,
): Promise<{ outcome: Outcome; point: Vectors; release?: () => void }> {
  const { run, release } = makeRunFor(form);
  const { warmStart } = options;
  const warm = warmStart !== undefined && fits(problem, warmStart);
  const spent = warm ? startWarm(run, warmStart, options.recall !== false) : 0;
  if (!warm) startCold(run);
  let outcome = await runToEnd(run, options, started);
  outcome = { ...outcome, iterations: outcome.iterations + spent };
  if (warm && outcome.kind === "stalled" && !options.once) {
    const before = outcome.iterations;
    startCold(run);
    outcome = await runToEnd(run, options, started);
    outcome = { ...outcome, iterations: outcome.iterations + before };
  }
  return { outcome, point: run.point, release };
}

/** Solves `problem` with integrality ignored. */
export async function solveContinuous(
  problem: Problem,
  options: ChainOptions = {},
): Promise<Solution> {
  const started = performance.now();
  const form = buildForm(problem);
  if (isContradiction(form)) return answer("infeasible", started, 0, form.reason);
  const { threads = 1 } = options;
  const most = typeof threads === "function" ? threads() : threads;
  const members = options.warmStart ? 1 : teamSize(form, most);
  try {
    const { outcome, point, release } =
      (members > 1 ? await solveByTeam(form, members, options, started) : undefined) ??
      (await solveAlone(problem, form, options, started));
    const found = await finish(problem, form, point, outcome, options, started);
    release?.();
    return found;
  } catch (error) {
    if (error instanceof RoomTooSmall) return answer("failed", started, 0, error.message);
    throw error;
  }
}
