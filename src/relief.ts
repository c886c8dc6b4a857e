/** What relieving a limit is worth, measured: loosen one scenario field a little, plan again, compare. */
import { writtenIn } from "./units/money.ts";
import { assemble } from "./model/assemble.ts";
import type { Campus } from "./model/campus.ts";
import type { Limit } from "./model/ledgers.ts";
import { TIE_PFLOPSH_PER_USD } from "./model/objective.ts";
import type { Solution } from "./problem/solution.ts";
import { threeFigures, usdWords } from "./report/bottlenecks.ts";
import { chargesOf } from "./report/flows.ts";
import { limitOf } from "./report/ledger.ts";
import { limitParts, oneUnit } from "./report/limit-words.ts";
import type { BottleneckReport } from "./report/package.ts";
import { capital } from "./report/words.ts";
import { underLaw } from "./scenario/law-entries.ts";
import { entriesOf } from "./scenario/scenario.ts";
import { withField } from "./scenario/change.ts";
import type { Scenario } from "./scenario/scenario.ts";
import { unitOf } from "./scenario/validate.ts";
import { solve } from "./solver/solver.ts";
import type { SolverOptions, VerifiedSolution } from "./solver/solver.ts";

/** Step of relief: one percent of the limit with what is there already, or one point of a share. */
const STEP_FRAC = 0.01;

/** The scenario with one field of one block changed, or a limit of the law, or its budget. */
function loosened(scenario: Scenario, path: string, field: string, value: number): Scenario {
  if (path === "law.limits")
    return underLaw(scenario, { limits: { ...scenario.law.choice.limits, [field]: value } });
  if (path === "buyer" && scenario.buyer)
    return { ...scenario, buyer: { ...scenario.buyer, [field]: value } };
  return path === "objective.mostCompute"
    ? { ...scenario, objective: { kind: "mostCompute", budgetUSDPerYear: value } }
    : withField(scenario, path, field, value);
}

function fieldValue(scenario: Scenario, limit: Limit): number | undefined {
  if (limit.field === undefined) return undefined;
  if (limit.path === "objective.mostCompute") return limit.value;
  if (limit.path === "law.limits" || limit.path === "buyer") return limit.stated ?? limit.value;
  const value = entriesOf(scenario).find(({ path }) => path === limit.path)?.spec[limit.field];
  return typeof value === "number" ? value : undefined;
}

/** A limit whose row compares two sums is a share or ratio, whatever its field is called. */
const isShare = (limit: Limit) =>
  limit.field!.endsWith("Frac") ||
  limit.field === "maxPUE" ||
  (limit.path === "law.limits" && limit.value === 0);

function stepOf(limit: Limit, value: number): number {
  const share = isShare(limit);
  const size = share ? STEP_FRAC : (Math.abs(value) + (limit.existing ?? 0)) * STEP_FRAC;
  return limit.sense === ">=" ? -Math.min(size, value) : size;
}

/** Unit of the field that was loosened, where the row counts in another: a target is stated in EFLOPS·h. */
function fieldUnit(limit: Limit, ofRow: string): string {
  const unit = unitOf(limit.field!);
  const same = unit === "" || ofRow.startsWith(unit) || isShare(limit);
  return same || limit.path === "law.limits" ? ofRow : unit;
}

/** One sentence: what a step of relief brings, per unit of the field. */
function sentenceOf(
  { assets, money }: Campus,
  limit: Limit,
  field: string,
  step: number,
  gain: number,
  costObjective: boolean,
): string {
  const ofLaw = limit.path === "law.limits";
  const share = field.endsWith("Frac") || (ofLaw && (limit.stated ?? 2) <= 1);
  const whom = ofLaw ? limit.asset.slice(0, -field.length - 1) : limit.asset;
  const per = share ? gain : gain / Math.abs(step);
  const unit = share
    ? "point"
    : field === "maxPUE" || (ofLaw && limit.value === 0)
      ? "unit"
      : ofLaw
        ? limit.unit
        : unitOf(field);
  const worth = costObjective
    ? `${writtenIn(money, () => usdWords(per))} a year`
    : `${threeFigures(per / 1000)} EFLOPS·h a year`;
  const { thing, field: what } = ofLaw
    ? { thing: whom, field }
    : limitParts(`${whom}.${field}`, assets);
  return `${capital(thing)}: ${oneUnit(step < 0, unit, what)} is worth ${worth}.`;
}

/** What a plan strives for, least cost or (below 0) most compute, without the money that breaks ties among the latter. */
export function strivenFor(campus: Campus, solution: Solution, isCost: boolean): number {
  if (isCost) return solution.objective;
  const usd = chargesOf({ campus, solution }).reduce((sum, { presentUSD }) => sum + presentUSD, 0);
  return solution.objective - TIE_PFLOPSH_PER_USD * usd;
}

/**
 * Measures the first `most` bottlenecks by planning again with each loosened a step; those that bring
 * nothing fall out. Ordered by gain per relative step.
 */
export async function confirmBottlenecks(
  scenario: Scenario,
  campus: Campus,
  base: VerifiedSolution,
  candidates: readonly BottleneckReport[],
  options: SolverOptions,
  most: number,
): Promise<BottleneckReport[]> {
  const confirmed: { report: BottleneckReport; gain: number }[] = [];
  const isCost = scenario.objective.kind !== "mostCompute";
  // A field that binds in several months is one limit: it is loosened for all of them at once.
  const once = candidates.filter(
    ({ path }, i) => candidates.findIndex((o) => o.path === path) === i,
  );
  for (const report of once.slice(0, most)) {
    if (options.signal?.aborted) break;
    const limit = campus.limits.find(({ asset, name }) => `${asset}.${name}` === report.name);
    const value = limit && fieldValue(scenario, limit);
    if (!limit || value === undefined) continue;
    const step = stepOf(limit, value);
    if (step === 0) continue;
    const changed = assemble(loosened(scenario, limit.path, limit.field!, value + step));
    const { onProgress: _, ...quiet } = options;
    const solution = await solve(changed.problem, { ...quiet, warmStart: base });
    if (solution.status !== "optimal") continue;
    const gain = strivenFor(campus, base, isCost) - strivenFor(changed, solution, isCost);
    const noise = 4 * Math.max(base.gap, solution.gap, 1e-9) * Math.abs(base.objective);
    if (gain <= noise) continue;
    confirmed.push({
      gain,
      report: {
        ...report,
        unit: fieldUnit(limit, report.unit),
        limit: limitOf({ ...limit, value }),
        worthPerUnit: gain / Math.abs(step),
        confirmed: { step, gain },
        sentence: sentenceOf(campus, limit, limit.field!, step, gain, isCost),
      },
    });
  }
  return confirmed.sort((a, b) => b.gain - a.gain).map(({ report }) => report);
}
