/**
 * The megawatt supply curve: what could bring more MW to a plan, by cost and by month.
 *
 *     base      the plan itself, with its compute held: the cheapest way to do just that
 *     width     the most constant load a site could carry beside it, every size held where the plan has it
 *               but those of one option: at most a step for supply, what it frees for a lever
 *     cost      (cost with the load − cost without) / (12·width): USD per MW-month, energy included
 *     compute   width × EFLOPS·h a year per MW of facility, as in the plan (or with the lever)
 *     worth     what the plan as a whole gets cheaper with a lever, when all may be chosen anew
 *
 * What sizes at hand can carry without any option is an entry of its own, and taken off every other.
 */
import type { Scenario } from "../scenario/scenario.ts";
import { solve } from "../solver/solver.ts";
import type { SolverOptions } from "../solver/solver.ts";
import { currencyOf } from "../units/money.ts";
import type { Currency } from "../units/money.ts";
import { currencyNotices } from "../report/currency-notices.ts";
import { basePlan, designYear } from "./base.ts";
import type { Solve } from "./base.ts";
import { CEILING_USD_PER_MW_YEAR } from "./frozen.ts";
import { Measuring } from "./measure.ts";
import type { CurveEntry } from "./measure.ts";
import { optionsOf } from "./options.ts";

/** The curve of one scenario. */
export interface Curve {
  readonly name: string;
  readonly resolution: string;
  /** Currency it is written in for people; fields whose name says USD hold USD. */
  readonly money: Currency;
  readonly facilityMW: number;
  readonly stepMW: number;
  readonly ceilingUSDPerMWMonth: number;
  readonly eflopshPerMWYear: number;
  readonly costUSDPerYear: number;
  /** From the cheapest to the dearest; those that bring nothing last. */
  readonly entries: readonly CurveEntry[];
  readonly missing: readonly { readonly title: string; readonly reason: string }[];
  readonly notices: readonly string[];
  readonly plans: number;
  readonly stopped: boolean;
}

export type CurveResult =
  | { readonly status: "done"; readonly curve: Curve }
  | { readonly status: "infeasible" | "unsolved"; readonly reason: string };

export interface CurveOptions extends SolverOptions {
  /** Most MW asked of each supply option; a tenth of the facility's peak when left out. */
  readonly stepMW?: number;
  readonly onEntry?: (done: number, of: number, what: string) => void;
}

/** Costs are differences of large sums: a gap well below them. */
const GAP = 1e-7;
/** From the cheapest to the dearest; what brings nothing last. */
function ranked(entries: readonly CurveEntry[]): CurveEntry[] {
  const height = ({ usdPerMWMonth }: CurveEntry) => usdPerMWMonth ?? Infinity;
  return entries.toSorted((a, b) =>
    height(a) === height(b) ? a.id.localeCompare(b.id) : height(a) - height(b),
  );
}

/** The megawatt supply curve of a scenario. */
export async function findCurve(stated: Scenario, options: CurveOptions): Promise<CurveResult> {
  const { stepMW: asked, onEntry, onProgress: _, ...quiet } = options;
  const { scenario, notices } = designYear(stated);
  const solveOne: Solve = (campus, warm) =>
    solve(campus.problem, {
      gap: campus.problem.design.some(({ integer }) => integer) ? 1e-5 : GAP,
      ...quiet,
      ...(warm ? { warmStart: warm } : {}),
    });
  onEntry?.(0, 1, "the plan");
  const base = await basePlan(scenario, solveOne);
  if ("reason" in base) return base;
  const stepMW = asked ?? Number((base.facilityMW / 10).toPrecision(2));
  const measuring = new Measuring(base, stepMW, solveOne);
  const list = optionsOf(base.campus, base.scenario, base.itMW, stated.horizon);
  const tasks = [
    ...base.scenario.sites.map(({ name }) => ({
      title: "Room in the plan as it is",
      run: () => measuring.atHand(name),
    })),
    ...list.map((option) => ({ title: option.title, run: () => measuring.of(option) })),
  ];
  const idle = base.scenario.sites.filter(({ name }) => !base.itMW.has(name));
  const idleNotices = idle.map(
    ({ name }) =>
      `The plan computes nothing at ${name}: levers of efficiency and power caps are not measured there.`,
  );
  const entries: CurveEntry[] = [];
  const missing: { title: string; reason: string }[] = [];
  for (const [i, { title, run }] of tasks.entries()) {
    if (options.signal?.aborted) break;
    onEntry?.(i, tasks.length, title);
    const entry = await run();
    if (options.signal?.aborted) break;
    if (typeof entry === "string") missing.push({ title, reason: entry });
    else if (entry.group !== "at hand" || entry.widthMW > 0) entries.push(entry);
  }
  const { resolution, money } = scenario;
  return {
    status: "done",
    curve: {
      name: scenario.name,
      resolution: resolution.kind === "full" ? "full" : `weeks:${resolution.count}`,
      money: currencyOf(money),
      facilityMW: base.facilityMW,
      stepMW,
      ceilingUSDPerMWMonth: CEILING_USD_PER_MW_YEAR / 12,
      eflopshPerMWYear: base.facilityMW > 0 ? base.compute / base.facilityMW : 0,
      costUSDPerYear: base.solution.objective,
      entries: ranked(entries),
      missing,
      notices: [...notices, ...idleNotices, ...currencyNotices(scenario)],
      plans: measuring.plans + 1,
      stopped: options.signal?.aborted ?? false,
    },
  };
}
