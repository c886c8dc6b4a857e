/**
 * The bottleneck ledger of a plan over time, every entry confirmed: one percent more of a limit in all its
 * quarters, planned again. Accepted stages and whole units stay as they are: what they would be
 * instead is a question for another plan.
 */
import { writtenIn } from "./units/money.ts";
import type { Campus } from "./model/campus.ts";
import type { Limit } from "./model/ledgers.ts";
import type { Problem } from "./problem/problem.ts";
import { limitInSentence } from "./report/limit-words.ts";
import { allowed, limitGroups } from "./report/ledger.ts";
import type { LedgerEntry, LimitGroup } from "./report/ledger.ts";
import { threeFigures, usdWords } from "./report/bottlenecks.ts";
import { strivenFor } from "./relief.ts";
import { solve } from "./solver/solver.ts";
import type { SolverOptions, VerifiedSolution } from "./solver/solver.ts";

/** Step of relief: one percent of the limit. */
const STEP_FRAC = 0.01;
/** Entries of the ledger at most, each planned again. */
export const MOST_ENTRIES = 12;

/** The problem with whole sizes held at the solution. */
function heldWhole(problem: Problem, solution: VerifiedSolution): Problem {
  return {
    ...problem,
    design: problem.design.map((variable, k) => {
      if (!variable.integer) return variable;
      const value = Math.round(solution.design[k]!);
      return { ...variable, integer: false, lower: value, upper: value };
    }),
  };
}

/** The problem with each of these limits loosened by a hundredth, and with it the orders that may fill it at once. */
function loosened({ problem, orders }: Campus, limits: readonly Limit[]): Problem {
  const design = [...problem.design];
  const budgets = [...problem.budgets];
  for (const limit of limits) {
    const { target, sense } = limit;
    const step = STEP_FRAC * allowed(limit) * (sense === ">=" ? -1 : 1);
    if (target.kind === "budget") {
      const budget = budgets[target.index]!;
      budgets[target.index] = { ...budget, rhs: budget.rhs + step };
    } else {
      const variable = design[target.index]!;
      if (!Number.isFinite(variable.upper)) continue;
      const upper = variable.upper + step / target.factor;
      // What is held at its limit may go on to the new one, what is held below it may not.
      design[target.index] = { ...variable, upper };
      for (const order of orders)
        if (order.asset === limit.asset && order.name === limit.name && !order.stage) {
          const ordered = problem.design[order.design]!;
          if (ordered.upper * order.factor >= limit.value)
            design[order.design] = { ...ordered, upper: ordered.upper + step / order.factor };
        }
    }
  }
  return { ...problem, design, budgets };
}

function sentenceOf(
  campus: Campus,
  group: LimitGroup,
  worth: number,
  costObjective: boolean,
): string {
  const unitWorth = costObjective
    ? (usd: number) => writtenIn(campus.money, () => usdWords(usd))
    : (value: number) => `${threeFigures(value / 1000)} EFLOPS·h`;
  // What a limit of nothing is worth in a quarter is no news, however high its price.
  const stakes = group.worthPerUnit.map((value, i) => value * Math.abs(group.limit[i]!));
  const most = Math.max(...stakes);
  const first = stakes.findIndex((stake) => stake > 1e-6 * most);
  const last = stakes.findLastIndex((stake) => stake > 1e-6 * most);
  const dearest = stakes.indexOf(most);
  const label = (i: number) => campus.intervals[i]!.label;
  const span = first === last ? `in ${label(first)}` : `from ${label(first)} to ${label(last)}`;
  const less = group.limits[0]!.sense === ">=" ? "less" : "more";
  const step = STEP_FRAC * Math.max(...group.limit);
  // Demand is stated in EFLOPS·h a year.
  const inEFLOPS = group.unit.startsWith("PFLOPS·h");
  const unit = inEFLOPS ? "EFLOPS·h a year" : group.unit || "units";
  const amount = inEFLOPS ? step / 1000 : step;
  const per = step > 0 ? `, ${unitWorth(worth / amount)} for each ${unit.replace(/s$/, "")}` : "";
  return `One percent ${less} of ${limitInSentence(group.name, campus.assets)} (${threeFigures(amount)} ${unit}) ${span} is worth ${unitWorth(worth)} today${per}${first === last ? "" : `; most in ${label(dearest)}`}.`;
}

/**
 * The ledger of a solved plan: its first `confirm` entries, each planned again, and those that bring nothing
 * left out; with `confirm` 0 the shadow prices of all, and marked so. Stops early when the signal says so.
 */
export async function ledgerOverTime(
  campus: Campus,
  solution: VerifiedSolution,
  costObjective: boolean,
  confirm: number,
  options: SolverOptions,
): Promise<LedgerEntry[]> {
  const whole = campus.problem.design.some(({ integer }) => integer);
  const { onProgress: _, ...quiet } = options;
  const held = whole ? heldWhole(campus.problem, solution) : campus.problem;
  // Differences are measured to a hundred thousandth, finer than whole sizes are searched.
  const finer = whole && confirm > 0;
  const base = finer ? await solve(held, { ...quiet, gap: 1e-5, warmStart: solution }) : solution;
  if (finer && base.status !== "optimal") return [];
  const fixed = { ...campus, problem: held };
  const entries: LedgerEntry[] = [];
  for (const group of limitGroups(fixed, base)) {
    if (entries.length >= (confirm || MOST_ENTRIES) || options.signal?.aborted) break;
    const { name, path, unit } = group;
    const entry = {
      name,
      path,
      unit,
      limit: [...group.limit],
      worthPerUnit: [...group.worthPerUnit],
    };
    if (confirm === 0) {
      const worth = STEP_FRAC * group.stake;
      entries.push({
        ...entry,
        confirmed: null,
        sentence: `${sentenceOf(campus, group, worth, costObjective)} (Shadow price, not planned again.)`,
      });
      continue;
    }
    const found = await solve(loosened(fixed, group.limits), {
      ...quiet,
      gap: 1e-5,
      warmStart: base,
    });
    if (found.status !== "optimal") continue;
    const worth =
      strivenFor(campus, base, costObjective) - strivenFor(campus, found, costObjective);
    const noise = 4 * Math.max(base.gap, found.gap, 1e-9) * Math.abs(base.objective);
    if (worth <= noise) continue;
    entries.push({
      ...entry,
      confirmed: { step: STEP_FRAC * Math.max(...group.limit), worth },
      sentence: sentenceOf(campus, group, worth, costObjective),
    });
  }
  return entries.sort((a, b) => (b.confirmed?.worth ?? 0) - (a.confirmed?.worth ?? 0));
}
