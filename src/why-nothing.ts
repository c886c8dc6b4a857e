/**
 * Why a plan builds nothing, found by planning again.
 *
 *     possible   the most that could be computed, cost aside; if none: what comes too late, or what would be enough
 *     worth it   the least f at which a plan is worth its cost, f* = min cost(x) / worth(x) over all plans x:
 *                x ← argmin cost − (1 − ε)·f·worth;  f ← cost(x)/worth(x);  until x is nothing (Dinkelbach 1967)
 *                At f itself nothing and something cost the same, which is hard to solve: hence ε.
 *
 * Costs and worth are present values, cost beyond what is paid for nothing.
 */
import { converted, moneyUnit, writtenIn } from "./units/money.ts";
import { assemble } from "./model/assemble.ts";
import { presentValue } from "./model/money.ts";
import { findEarliest } from "./earliest.ts";
import { findRepairs } from "./repairs.ts";
import { threeFigures, usdWords } from "./report/bottlenecks.ts";
import { ledger, peakOf, presentCostUSD, totalOf } from "./report/flows.ts";
import type { Solved } from "./report/flows.ts";
import { computeByInterval } from "./report/kpis.ts";
import { Arrivals } from "./scenario/arrival.ts";
import { withFields } from "./scenario/change.ts";
import type { BlockEntry, Scenario } from "./scenario/scenario.ts";
import { solve } from "./solver/solver.ts";
import type { SolverOptions, VerifiedSolution } from "./solver/solver.ts";
import { quarterLabel } from "./units/quarter.ts";

/** Compute below this, EFLOPS·h over a plan, is dust of the solution. */
const LEAST_EFLOPSH = 1;
/** A little compute, to see what stands in its way. */
const LITTLE_EFLOPSH_PER_YEAR = 1000;
/** ε: f is found to within this share. */
const WITHIN_FRAC = 2e-3;
/** A handful is the rule. */
const MOST_STEPS = 20;

interface Tried extends Solved {
  readonly solution: VerifiedSolution;
}

/** USD an EFLOPS·h of each workload is worth, times a factor. */
type Prices = ReadonlyMap<string, number>;

async function planned(scenario: Scenario, options: SolverOptions): Promise<Tried | string> {
  const campus = assemble(scenario);
  const { onProgress: _, warmStart: __, ...quiet } = options;
  const solution = await solve(campus.problem, quiet);
  return solution.status === "optimal" ? { campus, solution } : solution.status;
}

const sum = (values: Iterable<number>) => [...values].reduce((total, one) => total + one, 0);
const computed = (solved: Solved) => sum(computeByInterval(solved));

/** Present USD of all that is computed. */
function worthOf(solved: Solved, prices: Prices): number {
  const { campus } = solved;
  const usd = new Float64Array(campus.intervals.length);
  for (const site of [...campus.sites, campus.portfolio])
    for (const period of site.periods)
      for (const [workload, price] of prices) {
        const pflops = ledger(solved, { ...period, members: [] }, `compute:${workload}`);
        usd[period.interval]! += (price * totalOf(period, pflops)) / 1000;
      }
  return presentValue(campus.intervals, usd);
}

/** What compute is worth in the plan; 1 USD where as much of it as possible is wanted. */
function pricesOf({ objective, workloads }: Scenario): Prices {
  const price = ({ spec }: BlockEntry) => {
    if (objective.kind === "mostCompute") return 1;
    if (objective.kind !== "mostValue") return 0;
    const own = spec["valueUSDPerEFLOPSh"] ?? objective.usdPerEFLOPSh;
    return typeof own === "number" ? own : 0;
  };
  return new Map(workloads.map((entry) => [entry.name, price(entry)]));
}

/** The scenario with compute worth so many times as much. */
const worthTimes = (scenario: Scenario, prices: Prices, factor: number): Scenario => ({
  ...scenario,
  objective: { kind: "mostValue", usdPerEFLOPSh: undefined },
  workloads: scenario.workloads.map((entry) =>
    withFields(entry, { valueUSDPerEFLOPSh: factor * (prices.get(entry.name) ?? 0) }),
  ),
});

/** A little of what is asked for, at least cost; undefined where no workload has a target. */
function aLittle(scenario: Scenario): Scenario | undefined {
  const has = ({ block }: BlockEntry) => block.kind === "training";
  if (!scenario.workloads.some(has)) return undefined;
  return {
    ...scenario,
    objective: { kind: "leastCost" },
    workloads: scenario.workloads
      .filter(has)
      .slice(0, 1)
      .map((entry) => withFields(entry, { targetEFLOPShPerYear: LITTLE_EFLOPSH_PER_YEAR })),
  };
}

interface BreakEven {
  /** What compute would have to be worth, as a multiple of what it is. */
  readonly factor: number;
  /** Where it would be had first. */
  readonly sites: readonly string[];
}

/** Sites that compute in a plan. */
const sitesOf = ({ campus, solution }: Tried) =>
  campus.sites
    .filter(({ name }) =>
      campus.sized.some(
        ({ asset, size, request }) =>
          asset.startsWith(`${name}.`) &&
          request.unit === "chips" &&
          peakOf({ campus, solution }, size) > 0.5,
      ),
    )
    .map(({ name }) => name);

/** The least worth at which something is built, from a plan that computes; undefined where it cannot be told. */
async function breakEven(
  scenario: Scenario,
  prices: Prices,
  from: Tried,
  paidForNothing: number,
  options: SolverOptions,
): Promise<BreakEven | undefined> {
  const ratio = (tried: Tried) => (presentCostUSD(tried) - paidForNothing) / worthOf(tried, prices);
  let best = { factor: ratio(from), sites: sitesOf(from) };
  for (let step = 0; step < MOST_STEPS && !options.signal?.aborted; step++) {
    const below = best.factor * (1 - WITHIN_FRAC);
    const tried = await planned(worthTimes(scenario, prices, below), options);
    if (typeof tried === "string") return undefined;
    if (computed(tried) < LEAST_EFLOPSH) return best;
    best = { factor: ratio(tried), sites: sitesOf(tried) };
  }
  return undefined;
}

/** What is there last at the site that is ready first, when that is after the plan; undefined when it is not. */
function tooLate({ horizon, sites }: Scenario): string | undefined {
  if (!horizon) return undefined;
  const arrivals = new Arrivals(horizon);
  const first = sites
    .map((site) => ({ site, quarter: arrivals.site(site) }))
    .sort((a, b) => a.quarter - b.quarter)[0];
  if (!first || first.quarter < arrivals.end) return undefined;
  const end = `the plan ends with ${quarterLabel(arrivals.end - 1)}`;
  if (!Number.isFinite(first.quarter)) {
    const never = arrivals.parts(first.site).find(({ quarter }) => !Number.isFinite(quarter));
    return `no ${never!.what} can be had at ${first.site.name}`;
  }
  const last = arrivals.parts(first.site).find(({ quarter }) => quarter === first.quarter)!;
  return `nothing computes before ${quarterLabel(first.quarter)} at P${Math.round(100 * horizon.percentile)}, when ${first.site.name} can have ${last.what}, and ${end}`;
}

/** What stands in the way of a little compute, and what would be enough. */
async function inTheWay(scenario: Scenario, signal?: AbortSignal): Promise<string> {
  const late = tooLate(scenario);
  if (late !== undefined) return late;
  const little = aLittle(scenario);
  const nothing = `not even ${threeFigures(LITTLE_EFLOPSH_PER_YEAR)} EFLOPS·h a year can be computed`;
  if (!little) return "nothing can be computed";
  const { repairs: all, reason } = scenario.horizon
    ? await findEarliest(little, signal)
    : await findRepairs(assemble(little));
  const repairs = all.filter(({ path }) => !path.startsWith("demand."));
  return repairs.length === 0
    ? `${nothing}. ${reason.replace(/\.$/, "")}`
    : `${nothing}; enough for that by itself: ${repairs
        .slice(0, 3)
        .map(({ sentence }) => sentence)
        .join("; or ")}`;
}

/** What compute would have to be worth, in words. */
function priceWords(scenario: Scenario, prices: Prices, { factor, sites }: BreakEven): string {
  const where = sites.length === 0 ? "" : `, at ${sites.join(" and ")}`;
  const [price, ...others] = new Set([...prices.values()].filter((one) => one > 0));
  const { objective, money } = scenario;
  const written = (usd: number, of: (usd: number) => string) => writtenIn(money, () => of(usd));
  const plain = (usd: number) => `${threeFigures(converted(usd))} ${moneyUnit("USD")}`;
  const least = `${written(factor * price!, plain)} at the least${where}`;
  if (objective.kind === "mostCompute")
    return objective.budgetUSDPerYear === undefined
      ? `an EFLOPS·h costs ${least}`
      : `the budget of ${written(objective.budgetUSDPerYear, usdWords)} a year buys none; an EFLOPS·h costs ${least}`;
  return others.length === 0
    ? `an EFLOPS·h is worth ${written(price!, plain)} and costs ${least}, ${threeFigures(100 * (factor - 1))} % more`
    : `compute costs ${threeFigures(factor)} times what it is worth at the least${where}`;
}

/** The reason, without a full stop; undefined where something is computed or no reason was found. */
export async function whyNothing(
  scenario: Scenario,
  base: Solved,
  options: SolverOptions,
): Promise<string | undefined> {
  if (computed(base) >= LEAST_EFLOPSH) return undefined;
  const prices = pricesOf(scenario);
  if (![...prices.values()].some((price) => price > 0)) return "no compute is asked for";
  const most = await planned(
    { ...scenario, objective: { kind: "mostCompute", budgetUSDPerYear: undefined } },
    options,
  );
  if (options.signal?.aborted) return undefined;
  if (typeof most !== "string" && computed(most) < LEAST_EFLOPSH)
    return inTheWay(scenario, options.signal);
  const little = typeof most === "string" ? aLittle(scenario) : undefined;
  const from = little ? await planned(little, options) : most;
  if (typeof from === "string") return undefined;
  const found = await breakEven(scenario, prices, from, presentCostUSD(base), options);
  return found && found.factor > 1 ? priceWords(scenario, prices, found) : undefined;
}
