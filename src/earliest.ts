/**
 * When a plan over time cannot be done: the earliest date at which it can, and what would make that
 * earlier. Demand may go unserved at a price far above any cost; what still goes unserved cannot be
 * served. It is moved later quarter by quarter (bisection). Whole stages may be taken in part here, so the
 * date is a lower bound.
 */
import { assemble } from "./model/assemble.ts";
import type { Campus } from "./model/campus.ts";
import { addDesign } from "./problem/build.ts";
import { measureShortage } from "./repairs.ts";
import type { Repair, Shortage } from "./repairs.ts";
import { leastWhole } from "./search.ts";
import { solve } from "./solver/solver.ts";
import { threeFigures } from "./report/bottlenecks.ts";
import type { BlockEntry, Scenario } from "./scenario/scenario.ts";
import { quarterLabel, quarterNumber } from "./units/quarter.ts";

/** What is shortened to see whether it brings the date forward, and by how much. */
const EARLIER_MONTHS = 6;
/** How many of the slowest things are tried. */
const MOST_TRIED = 6;
/** Price of what is not served, USD per PFLOPS·h; renting costs about 1. */
const UNSERVED_USD = 100;
/** Share of a year's demand below which nothing counts as short. */
const SHORT_FRAC = 1e-4;

/** The scenario with all demand so many quarters later. */
export function laterDemand(scenario: Scenario, quarters: number): Scenario {
  const { horizon } = scenario;
  if (!horizon || quarters === 0) return scenario;
  const moved = (entry: BlockEntry): BlockEntry => {
    const ramp = entry.timing.ramp ?? { [quarterLabel(horizon.start)]: 1 };
    const later = Object.entries(ramp).map(([quarter, share]) => [
      quarterLabel(quarterNumber(quarter)! + quarters),
      share,
    ]);
    return {
      ...entry,
      timing: { ...entry.timing, ramp: Object.fromEntries(later) as Record<string, number> },
    };
  };
  return { ...scenario, workloads: scenario.workloads.map(moved) };
}

/** What demand goes unserved. */
interface ShortYears {
  readonly short: Shortage["short"];
  /** First and last interval of the first year that is short, when all that is asked before it can be met. */
  readonly begins: readonly [number, number] | undefined;
}

/** Years whose demand cannot be met; undefined when more than demand stands in the way. */
async function shortYears(scenario: Scenario): Promise<ShortYears | undefined> {
  const { problem, limits, intervals } = assemble(scenario);
  const added = limits.flatMap((limit) => {
    if (limit.target.kind !== "budget" || limit.sense !== ">=") return [];
    if (!limit.path.startsWith("demand.")) return [];
    const budget = problem.budgets[limit.target.index]!;
    const cost = UNSERVED_USD * intervals[limit.intervals[0]]!.discount;
    const design = addDesign(problem, { name: `${budget.name}.short`, cost });
    budget.designTerms.push({ design, coefficient: 1 });
    return [{ limit, design }];
  });
  const relaxed = problem.design.map((variable) => ({ ...variable, integer: false }));
  const solution = await solve({ ...problem, design: relaxed }, { gap: 1e-5 });
  if (solution.status !== "optimal") return undefined;
  const largest = Math.max(...added.map(({ limit }) => limit.value));
  const unserved = added.filter(({ design }) => solution.design[design]! > SHORT_FRAC * largest);
  const short = unserved.map(({ limit, design }) => {
    const [first, last] = limit.intervals;
    const when = `from ${intervals[first]!.label} to ${intervals[last]!.label}`;
    return { what: limit.asset, most: solution.design[design]!, hours: 0, unit: limit.unit, when };
  });
  const firstOf = (of: typeof added) =>
    of.map(({ limit }) => limit.intervals).sort(([a], [b]) => a - b)[0];
  const begins = firstOf(unserved);
  return { short, begins: begins && begins[0] > firstOf(added)![0] ? begins : undefined };
}

/** Quarters of a horizon's demand steps. */
export function demandSteps({ workloads, horizon }: Scenario): number[] {
  return workloads.flatMap(({ timing }) => {
    const steps = Object.keys(timing.ramp ?? {}).map((step) => quarterNumber(step)!);
    return steps.length > 0 ? steps : [horizon!.start];
  });
}

/** Most quarters by which demand may move later with its last step still within the horizon. */
export function mostLater(scenario: Scenario): number {
  const { start, quarters } = scenario.horizon!;
  return Math.max(0, start + quarters - 1 - Math.max(...demandSteps(scenario)));
}

async function canBeDone(scenario: Scenario): Promise<boolean> {
  return (await shortYears(scenario))?.short.length === 0;
}

/** Fewest quarters by which demand must move; undefined when no date within the horizon will do. */
export async function fewestQuarters(
  scenario: Scenario,
  signal?: AbortSignal,
): Promise<number | undefined> {
  // A date that was not tried because someone said stop counts as one that works: the search then ends.
  return leastWhole(mostLater(scenario), async (quarters) =>
    signal?.aborted ? true : canBeDone(laterDemand(scenario, quarters)),
  );
}

/** Things of the scenario by how long they take, the slowest first. */
function slowest(scenario: Scenario): { name: string; months: number }[] {
  const campus = assemble(scenario);
  return (
    campus.assets
      // Slips call a thing of a site site.name, which is what the asset is called.
      .map(({ name, timing }) => ({ name, months: timing.leadMonths }))
      .filter(({ months }) => months > 0)
      .sort((a, b) => b.months - a.months)
      .slice(0, MOST_TRIED)
  );
}

/** What is short of a ledger in several quarters, as one line: the most, and from when to when. */
function byLedger(short: Shortage["short"]): Shortage["short"] {
  return [...new Set(short.map(({ what }) => what))].map((what) => {
    const of = short.filter((one) => one.what === what);
    const quarters = of.map(({ when }) => when.replace(/^in /, ""));
    return {
      ...of[0]!,
      most: Math.max(...of.map(({ most }) => most)),
      hours: of.reduce((sum, { hours }) => sum + hours, 0),
      when: of.length === 1 ? of[0]!.when : `from ${quarters[0]!} to ${quarters.at(-1)!}`,
    };
  });
}

/** What has had its day by an interval: nothing of it is in force, or none comes any more that could be ordered. */
function pastBy({ stocks, orders, problem, intervals }: Campus, at: number): string[] {
  return stocks.flatMap(({ owner: { asset }, balance, life }) => {
    const comes = orders.filter((order) => order.asset === asset).map((order) => order.comes);
    const last = Math.max(...comes);
    if (last >= at) return [];
    const until = `none comes after ${intervals[last]!.label}`;
    // The row of a life names the stock itself and the orders that still live.
    const gone = balance.findIndex(
      (_, i) => i > last && life[i]! >= 0 && problem.designRows[life[i]!]!.terms.length === 1,
    );
    return gone >= 0 && gone <= at
      ? [`${asset} (${until}, the last is gone by ${intervals[gone]!.label})`]
      : [`${asset} (${until})`];
  });
}

/** Why no later date helps: too little throughout, or too little once something has had its day. */
function noDateWords(scenario: Scenario, begins: readonly [number, number] | undefined): string {
  const none = "No later date within the horizon can be met either:";
  if (begins === undefined) return `${none} what is on offer is too little.`;
  const campus = assemble(scenario);
  const [from, to] = begins.map((at) => campus.intervals[at]!.label);
  const past = pastBy(campus, begins[1]);
  const why =
    past.length === 0
      ? "What is on offer then is too little."
      : `By ${to!} these have had their day: ${past.join(", ")}.`;
  return `${none} all that is asked before ${from!} can be met, what is asked from then on cannot. ${why} Offer what comes after, or let the demand end before ${from!}.`;
}

/** What is short over a horizon, the earliest date that can be met, and what would make it earlier. */
export async function findEarliest(scenario: Scenario, signal?: AbortSignal): Promise<Shortage> {
  const found = await shortYears(scenario);
  // More than demand stands in the way: then no date of demand mends it, and what is short must be told.
  const short = found?.short ?? byLedger(await measureShortage(assemble(scenario)));
  const words = short
    .slice(0, 3)
    .map(
      ({ what, most, unit, when }) => `${what} is short of ${threeFigures(most)} ${unit} ${when}`,
    );
  const quarters = await fewestQuarters(scenario, signal);
  const opening = `This cannot be done: ${words.join("; ") || "the limits contradict one another"}.`;
  if (quarters === undefined) {
    const sentence = `${opening} ${noDateWords(scenario, found?.begins)}`;
    return { short, repairs: [], reason: sentence, sentence };
  }
  const helps: string[] = [];
  const sooner = laterDemand(scenario, quarters - 1);
  for (const { name, months } of slowest(scenario)) {
    if (signal?.aborted) break;
    const slips = [{ what: name, months: -Math.min(EARLIER_MONTHS, months) }];
    const shorter = { ...sooner, horizon: { ...sooner.horizon!, slips } };
    if (await canBeDone(shorter)) helps.push(name);
  }
  const repairs: Repair[] = scenario.workloads.map((entry) => {
    const first = Object.keys(entry.timing.ramp ?? {})
      .map((quarter) => quarterNumber(quarter)!)
      .sort((a, b) => a - b)[0];
    const from = first ?? scenario.horizon!.start;
    return {
      path: `demand.${entry.name}.timing.ramp`,
      from,
      to: from + quarters,
      unit: "quarter",
      sentence: `let ${entry.name} start in ${quarterLabel(from + quarters)} instead of ${quarterLabel(from)}`,
      setting: `demand.${entry.name}.timing.ramp=${rampText(entry, scenario, quarters)}`,
    };
  });
  const met = `The earliest that can be met is ${quarters} quarter${quarters === 1 ? "" : "s"} later`;
  const means = `${met}: ${repairs.map(({ sentence }) => sentence).join(", ")}.`;
  const earlier =
    helps.length > 0
      ? ` Each of these, ${EARLIER_MONTHS} months sooner, would bring it forward: ${helps.join(", ")}.`
      : ` Nothing alone that comes ${EARLIER_MONTHS} months sooner brings it forward.`;
  return {
    short,
    repairs,
    reason: `${opening} ${met}.${earlier}`,
    sentence: `${opening} ${means}${earlier}`,
  };
}

function rampText(entry: BlockEntry, scenario: Scenario, quarters: number): string {
  const moved = laterDemand({ ...scenario, workloads: [entry] }, quarters).workloads[0]!;
  const steps = Object.entries(moved.timing.ramp!).map(
    ([quarter, share]) => `${quarter}: ${share}`,
  );
  return `{ ${steps.join(", ")} }`;
}
