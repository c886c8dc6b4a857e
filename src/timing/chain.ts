/**
 * Milestones on the way to a thing: they run in parallel as far as `after` allows, and join.
 *
 *     finish_i = max(finish_j for j in after_i, or 0) + months_i
 *     months of the chain = max finish_i;  odds that it ends well = Π (1 − exitFrac_i)
 */
import { checkDuration, fitDuration, type Duration, type FittedDuration } from "./duration.ts";

export interface Milestone {
  name: string;
  duration: Duration;
  /** Share of cases that end here: the thing never comes. */
  exitFrac: number;
  /** Milestones that must be done first; none starts at the order. */
  after: readonly string[];
}

/** Complete when all milestones are; no milestone is complete at the order. */
export interface Chain {
  milestones: readonly Milestone[];
}

export interface ChainFault {
  milestone: string;
  field: string;
  message: string;
}

/** A chain with its milestones in an order in which each follows those it waits for. */
export interface CompiledChain {
  names: readonly string[];
  fits: readonly FittedDuration[];
  exitFrac: Float64Array;
  /** after[afterFrom[i] … afterFrom[i + 1]) are the milestones i waits for. */
  afterFrom: Int32Array;
  after: Int32Array;
}

/** Milestone indices in an order that respects `after`; those on or behind a cycle are left out. */
function order(milestones: readonly Milestone[]): number[] {
  const indexOf = new Map(milestones.map((milestone, i) => [milestone.name, i]));
  const done = new Set<number>();
  for (let before = -1; before < done.size;) {
    before = done.size;
    milestones.forEach(({ after }, i) => {
      if (after.every((name) => done.has(indexOf.get(name)!))) done.add(i);
    });
  }
  return [...done];
}

/** The names on a cycle met when walking back from milestones that cannot be ordered. */
function findCycle(milestones: readonly Milestone[], stuck: ReadonlySet<string>): string[] {
  const byName = new Map(milestones.map((milestone) => [milestone.name, milestone]));
  const path: string[] = [];
  let name = [...stuck][0]!;
  while (!path.includes(name)) {
    path.push(name);
    name = byName.get(name)!.after.find((other) => stuck.has(other))!;
  }
  return [...path.slice(path.indexOf(name)), name].reverse();
}

/** Everything wrong with a chain; empty when it can be compiled. */
export function checkChain({ milestones }: Chain): ChainFault[] {
  const faults: ChainFault[] = [];
  const names = new Set<string>();
  for (const { name, duration, exitFrac } of milestones) {
    if (names.has(name)) faults.push({ milestone: name, field: "name", message: "named twice" });
    names.add(name);
    for (const fault of checkDuration(duration)) faults.push({ milestone: name, ...fault });
    if (!(exitFrac >= 0 && exitFrac <= 1))
      faults.push({
        milestone: name,
        field: "exitFrac",
        message: `${exitFrac}; must be from 0 to 1`,
      });
  }
  const unknown = milestones.flatMap(({ name, after }) =>
    after
      .filter((other) => !names.has(other))
      .map((other) => ({
        milestone: name,
        field: "after",
        message: `no milestone is named "${other}"`,
      })),
  );
  faults.push(...unknown);
  if (unknown.length > 0 || names.size < milestones.length) return faults;
  const ordered = new Set(order(milestones).map((i) => milestones[i]!.name));
  const stuck = new Set([...names].filter((name) => !ordered.has(name)));
  if (stuck.size > 0) {
    const cycle = findCycle(milestones, stuck);
    const message = `waits for itself: ${cycle.join(" → ")}`;
    faults.push({ milestone: cycle[0]!, field: "after", message });
  }
  return faults;
}

/**
 * Prepares a chain for drawing.
 * @throws Error when checkChain finds a fault: callers show those first.
 */
export function compileChain(chain: Chain): CompiledChain {
  const [fault] = checkChain(chain);
  if (fault) throw new Error(`compileChain: ${fault.milestone}, ${fault.field}: ${fault.message}`);
  const milestones = order(chain.milestones).map((i) => chain.milestones[i]!);
  const indexOf = new Map(milestones.map((milestone, i) => [milestone.name, i]));
  const afterFrom = new Int32Array(milestones.length + 1);
  milestones.forEach(({ after }, i) => (afterFrom[i + 1] = afterFrom[i]! + after.length));
  return {
    names: milestones.map(({ name }) => name),
    fits: milestones.map(({ duration }) => fitDuration(duration)),
    exitFrac: Float64Array.from(milestones, ({ exitFrac }) => exitFrac),
    afterFrom,
    after: Int32Array.from(
      milestones.flatMap(({ after }) => after.map((name) => indexOf.get(name)!)),
    ),
  };
}

/**
 * Months of the chain in one draw; `finish` (one entry a milestone) receives when each is done.
 * `months` holds the milestones' durations from index `from` on.
 */
export function completeMonths(
  chain: CompiledChain,
  months: Float64Array,
  from: number,
  finish: Float64Array,
): number {
  const { after, afterFrom } = chain;
  const count = chain.names.length;
  let last = 0;
  for (let i = 0; i < count; i++) {
    let start = 0;
    for (let k = afterFrom[i]!; k < afterFrom[i + 1]!; k++) {
      const done = finish[after[k]!]!;
      if (done > start) start = done;
    }
    const done = start + months[from + i]!;
    finish[i] = done;
    if (done > last) last = done;
  }
  return last;
}

/** Index of the milestone that ends the chain; of several the first; −1 for an empty chain. */
export function lastMilestone(finish: Float64Array): number {
  let last = finish.length === 0 ? -1 : 0;
  for (let i = 1; i < finish.length; i++) if (finish[i]! > finish[last]!) last = i;
  return last;
}

/** Of the milestones that i waits for, the one done last (the first of several); −1 where i waits for none. */
export function lastBefore(chain: CompiledChain, finish: Float64Array, i: number): number {
  let last = -1;
  for (let k = chain.afterFrom[i]!; k < chain.afterFrom[i + 1]!; k++) {
    const j = chain.after[k]!;
    if (last < 0 || finish[j]! > finish[last]!) last = j;
  }
  return last;
}

/** Odds that no milestone ends the chain. */
export function successFrac(chain: Chain): number {
  return chain.milestones.reduce((odds, { exitFrac }) => odds * (1 - exitFrac), 1);
}
