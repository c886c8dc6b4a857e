/**
 * When a scenario cannot be done: what is short, how much, when, and the cheapest repairs.
 *
 *     each balanced ledger and each limit gets a priced slack; the least slack shows the shortage.
 *     then each family of limits alone is loosened: what it takes, if it is enough by itself.
 */
import { MONTHS } from "./units/month.ts";
import type { Campus } from "./model/campus.ts";
import type { Problem, Slice } from "./problem/problem.ts";
import { solve } from "./solver/solver.ts";
import { weightedSum } from "./problem/series.ts";
import { threeFigures } from "./report/bottlenecks.ts";
import { ledger } from "./report/flows.ts";
import type { Solved } from "./report/flows.ts";
import { limitWords } from "./report/limit-words.ts";
import { words as nameWords } from "./report/words.ts";

/** One change to the scenario that makes it possible. */
export interface Repair {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly unit: string;
  readonly sentence: string;
  /** Usable with --set. */
  readonly setting: string;
}

export interface Shortage {
  /** Why it cannot be done, and what would be enough. */
  readonly sentence: string;
  /** The same without the repairs, for where they stand in a list. */
  readonly reason: string;
  readonly short: readonly {
    readonly what: string;
    readonly most: number;
    readonly hours: number;
    readonly unit: string;
    readonly when: string;
  }[];
  readonly repairs: readonly Repair[];
}

const SLACK_PRICE = 1e6;

/** A copy of the problem in which only shortage costs; sizes keep a small price so that they stay finite. */
function priceless(problem: Problem): Problem {
  return {
    ...problem,
    constant: 0,
    design: problem.design.map((variable) => ({
      ...variable,
      cost: Math.abs(variable.cost) * 1e-9,
    })),
    designRows: problem.designRows.map((row) => ({ ...row, terms: [...row.terms] })),
    budgets: problem.budgets.map((budget) => ({
      ...budget,
      terms: [...budget.terms],
      designTerms: [...budget.designTerms],
    })),
    slices: problem.slices.map((slice): Slice => ({
      ...slice,
      capacities: [...slice.capacities],
      variables: slice.variables.map((variable) => ({ ...variable, cost: 0 })),
      rows: slice.rows.map((row) => ({
        ...row,
        terms: [...row.terms],
        capacityTerms: [...row.capacityTerms],
      })),
      states: [...slice.states],
    })),
  };
}

/** Adds a slack to every electricity and heat ledger and hourly demand; returns where they stand. */
function addShortages(problem: Problem): { slice: number; variable: number; name: string }[] {
  const added: { slice: number; variable: number; name: string }[] = [];
  problem.slices.forEach((slice, s) => {
    for (const row of slice.rows) {
      const sign = row.name.endsWith("Heat") ? -1 : row.sense === "<=" ? -1 : 1;
      const variable =
        slice.variables.push({
          name: `${row.name}.short`,
          lower: 0,
          upper: { kind: "series", value: Infinity },
          cost: SLACK_PRICE,
        }) - 1;
      row.terms.push({ variable, coefficient: sign });
      added.push({ slice: s, variable, name: row.name });
    }
  });
  return added;
}

/** Adds a slack to every budget; returns the design variable of each. */
function addBudgetSlack(problem: Problem): number[] {
  return problem.budgets.map((budget) => {
    // A row that compares two sums of MWh has no limit to be measured by: a tenth of a TWh stands for it.
    const scale = budget.rhs === 0 ? 1e5 : Math.max(1, Math.abs(budget.rhs));
    const design =
      problem.design.push({
        name: `${budget.name}.short`,
        lower: 0,
        upper: Infinity,
        cost: (SLACK_PRICE * 1e4) / scale,
        integer: false,
      }) - 1;
    budget.designTerms.push({ design, coefficient: budget.sense === "<=" ? -1 : 1 });
    return design;
  });
}

/** The months that hold most of the short hours; over a horizon, the quarter. */
function monthsOf(campus: Campus, slice: number, values: Float64Array, threshold: number): string {
  const period = [...campus.sites, campus.portfolio]
    .flatMap((site) => site.periods)
    .find((one) => one.slice === slice)!;
  if (campus.intervals.length > 1) return `in ${campus.intervals[period.interval]!.label}`;
  const counts = new Map<string, number>();
  values.forEach((value, t) => {
    if (value <= threshold) return;
    const step = period.hours.picked?.[t] ?? t;
    const month = MONTHS[Math.min(11, Math.floor(step / 730))]!;
    counts.set(month, (counts.get(month) ?? 0) + 1);
  });
  if (counts.size >= 12) return "all year";
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([month]) => month)
    .join(", ");
}

/** What is short of each ledger and limit at the least shortage there can be. */
export async function measureShortage(campus: Campus): Promise<Shortage["short"]> {
  const problem = priceless(campus.problem);
  const hourly = addShortages(problem);
  const budgets = addBudgetSlack(problem);
  const solution = await solve(problem);
  if (solution.slices.length === 0) return [];
  const short = hourly.flatMap(({ slice, variable, name }) => {
    const values = solution.slices[slice]!.values[variable]!;
    const most = values.reduce((best, value) => Math.max(best, value), 0);
    if (most < 1e-3) return [];
    const weights = problem.slices[slice]!.weightHours;
    const hours = values.reduce(
      (sum, value, t) => sum + (value > most * 1e-3 ? weights[t]! : 0),
      0,
    );
    return [
      {
        what: name,
        most,
        hours,
        unit: name.includes("demand") ? "PFLOPS" : "MW",
        when: monthsOf(campus, slice, values, most * 1e-3),
      },
    ];
  });
  const limits = budgets.flatMap((design, b) => {
    const most = solution.design[design]!;
    const budget = campus.problem.budgets[b]!;
    if (most < 1e-5 * Math.max(1, Math.abs(budget.rhs))) return [];
    const limit = campus.limits.find(
      ({ target }) => target.kind === "budget" && target.index === b,
    );
    return [{ what: budget.name, most, hours: 0, unit: limit?.unit ?? "", when: "over the year" }];
  });
  return [...short, ...limits];
}

/** IT energy of a solution at the sites a limit is on, over all its periods. */
function itMWhOf(solved: Solved, path: string): number {
  const within = solved.campus.sites.filter(({ name }) => path.startsWith(`sites.${name}.`));
  return (within.length > 0 ? within : solved.campus.sites)
    .flatMap(({ periods }) => periods)
    .reduce(
      (sum, period) =>
        sum + weightedSum(ledger(solved, period, "itPower"), period.hours.weightHours),
      0,
    );
}

function repairTo(
  { path: entry, field }: Campus["limits"][number],
  from: number,
  to: number,
  unit: string,
): Repair {
  const path = `${entry}.${field}`;
  return {
    path,
    from,
    to,
    unit,
    setting: `${path}=${to}`,
    sentence:
      `${to > from ? "raise" : "lower"} ${path} from ${threeFigures(from)} to ${unit === "" ? to : threeFigures(to)} ${unit}`.trimEnd(),
  };
}

/** Loosens one limit at a price and sees whether that alone is enough. */
async function tryRepair(
  campus: Campus,
  limit: Campus["limits"][number],
): Promise<Repair | undefined> {
  if (limit.field === undefined) return undefined;
  const { stated } = limit;
  // The row of a share or ratio compares two sums: how much less of it is enough cannot be read off the row.
  // A least share of nothing can be tried; of highest ratios only a PUE, by the IT energy of the plan found.
  const ofShare = limit.target.kind === "budget" && limit.value === 0;
  const ofPUE = ofShare && limit.field === "maxPUE" && stated !== undefined;
  const ofLeastShare = limit.sense === ">=" && stated !== undefined && stated > 0 && stated <= 1;
  if (ofShare && !ofPUE && !ofLeastShare) return undefined;
  const problem = priceless(campus.problem);
  const scale = Math.max(1, Math.abs(limit.value));
  const slack =
    problem.design.push({
      name: "loosened",
      lower: 0,
      upper: Infinity,
      cost: SLACK_PRICE / scale,
      integer: false,
    }) - 1;
  if (limit.target.kind === "budget")
    problem.budgets[limit.target.index]!.designTerms.push({
      design: slack,
      coefficient: limit.sense === "<=" ? -1 : 1,
    });
  else {
    const { index, factor } = limit.target;
    problem.design[index] = { ...problem.design[index]!, upper: Infinity, integer: false };
    problem.designRows.push({
      name: "loosened",
      terms: [
        { design: index, coefficient: factor },
        { design: slack, coefficient: -1 },
      ],
      sense: "<=",
      rhs: limit.value,
    });
  }
  const solution = await solve(problem);
  if (solution.status !== "optimal") return undefined;
  const step = solution.design[slack]! * 1.0001;
  if (step < 1e-6 * scale) return undefined;
  if (ofPUE) {
    const raised = stated + step / itMWhOf({ campus, solution }, limit.path);
    return repairTo(limit, stated, Math.ceil(raised * 1e3) / 1e3, "");
  }
  if (ofShare && stated !== undefined) {
    const repair = repairTo(limit, stated, 0, "");
    return {
      ...repair,
      sentence: `lower ${repair.path} from ${threeFigures(stated)}; 0 is enough`,
    };
  }
  const raw = limit.sense === "<=" ? limit.value + step : Math.max(0, limit.value - step);
  const inFile = limit.unit === "PFLOPS·h" ? 1000 : 1;
  const to =
    Number(
      (limit.sense === "<=" ? Math.ceil(raw * 1e3) / 1e3 : Math.floor(raw * 1e3) / 1e3).toPrecision(
        8,
      ),
    ) / inFile;
  const from = limit.value / inFile;
  return repairTo(limit, from, to, inFile === 1 ? limit.unit : "EFLOPS·h");
}

/** What is short in words: "electricity at lulea", "training, target". */
function shortWords({ sites, assets }: Campus, row: string): string {
  const [name] = row.split("@") as [string];
  const site = sites.find((one) => name.startsWith(`${one.name}.`));
  const rest = site ? name.slice(site.name.length + 1) : "";
  return site && !rest.includes(".")
    ? `${nameWords(rest)} at ${site.name}`
    : limitWords(name, assets);
}

/** An amount in its unit; compute as the scenario states it. */
const computeWords = (amount: number, unit: string) =>
  unit.startsWith("PFLOPS")
    ? `${threeFigures(amount / 1000)} ${unit.replace("PFLOPS", "EFLOPS")}`
    : `${threeFigures(amount)} ${unit}`;

/** What is short and what would mend it; repairs ordered by relative size of the change. */
export async function findRepairs(campus: Campus): Promise<Shortage> {
  const short = await measureShortage(campus);
  const repairs: Repair[] = [];
  for (const limit of campus.limits) {
    const repair = await tryRepair(campus, limit);
    if (repair) repairs.push(repair);
  }
  const change = ({ from, to }: Repair) => Math.abs(to - from) / Math.max(1e-9, Math.abs(from));
  repairs.sort((a, b) => change(a) - change(b));
  const words = short.map(({ what, most, hours, unit, when }) => {
    const thing = shortWords(campus, what);
    return hours > 0
      ? `${thing} is short by up to ${computeWords(most, unit)} in ${threeFigures(hours)} hours (${when})`
      : `${thing} is missed by ${computeWords(most, unit)}`;
  });
  const laws = campus.assets.filter(
    ({ name, path }) =>
      path.startsWith("law.") && short.some(({ what }) => what.startsWith(`${name}.`)),
  );
  const ofLaw =
    laws.length === 0
      ? ""
      : ` The law stands in the way: ${laws.map(({ name }) => name).join(", ")}; law: { binds: false } plans without it and tells how far it is missed, law.waive leaves rules out.`;
  const means =
    repairs.length === 0
      ? "No single limit is enough by itself."
      : `Enough by itself: ${repairs.map((repair) => repair.sentence).join("; or ")}.`;
  const reason = `This cannot be done: ${words.join("; ") || "the limits contradict one another"}.`;
  return {
    short,
    repairs,
    reason: `${reason}${repairs.length === 0 ? ` ${means}` : ""}${ofLaw}`,
    sentence: `${reason} ${means}${ofLaw}`,
  };
}
