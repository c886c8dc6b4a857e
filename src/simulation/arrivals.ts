/**
 * When each resource of a plan arrives in each draw.
 *
 * Resources that share milestones, directly or through others, are drawn together; a chain under way
 * is drawn given that it is not done at month 0 (timing/draw-chains.ts). An exit means never. Others are drawn
 * independently, or with a common factor (couple.ts).
 */
import { compileChain, completeMonths, type CompiledChain } from "../timing/chain.ts";
import { drawChains, type DrawnChain } from "../timing/draw-chains.ts";
import { commonFactor, coupleGroup } from "./couple.ts";
import { milestoneKey, type PlannedResource } from "./plan.ts";

/** Arrival month of what never comes: beyond any plan, and still a 32-bit integer. */
export const NEVER = 0x3fffffff;

export interface ResourceDraws {
  resource: PlannedResource;
  chain: CompiledChain;
  /** One a milestone, in the order of chain.names. */
  keys: readonly string[];
  drawn: DrawnChain;
}

/** A chain may end a hair above a whole month by rounding alone. */
const ROUNDING_MONTHS = 1e-9;

/** When a resource is done whose chain takes `chainMonths`, and may be in force; not rounded up. */
export function doneMonth(resource: PlannedResource, chainMonths: number): number {
  const earliest = resource.early ? 0 : Math.max(0, resource.notBeforeMonth);
  const done = Math.max(resource.orderMonth + chainMonths, earliest);
  return Math.max(0, done - (resource.soonerMonths ?? 0));
}

/** First whole month in which what is done at a moment is in force. */
const wholeMonth = (done: number) => Math.max(0, Math.ceil(done - ROUNDING_MONTHS));

/** First whole month a resource is in force when its chain takes `chainMonths`. */
export function arrivalMonth(resource: PlannedResource, chainMonths: number): number {
  return wholeMonth(doneMonth(resource, chainMonths));
}

export interface DrawOptions {
  seed: string;
  draws: number;
  /** Milestone key → months it takes longer, in all draws alike. */
  slipMonths: Readonly<Record<string, number>>;
  /** From 0 to 1: how far delays of things that share no milestone move together. */
  correlation: number;
}

/** Draws the milestones of all resources. */
export function drawResources(
  resources: readonly PlannedResource[],
  { seed, draws, slipMonths, correlation }: DrawOptions,
): ResourceDraws[] {
  const members = resources.map((resource) => {
    const chain = compileChain(resource.chain);
    const keys = chain.names.map((name) => milestoneKey(resource, name));
    return { resource, chain, keys, elapsedMonths: Math.max(0, -resource.orderMonth) };
  });
  const result: ResourceDraws[] = [];
  const factor = correlation > 0 ? commonFactor(seed, draws) : undefined;
  for (const group of groupBySharedKeys(members.map((member) => member.keys))) {
    const chains = group.map((i) => members[i]!);
    const all = drawChains(chains, seed, draws);
    const key = chains[0]!.keys[0];
    if (factor && key !== undefined)
      coupleGroup(
        chains.map(({ chain }, k) => ({ chain, drawn: all[k]! })),
        factor,
        correlation,
        seed,
        key,
      );
    all.forEach((drawn, k) => {
      const { resource, chain, keys } = chains[k]!;
      slip(drawn, keys, slipMonths);
      result[group[k]!] = { resource, chain, keys, drawn };
    });
  }
  return result;
}

function slip(
  { months }: DrawnChain,
  keys: readonly string[],
  slipMonths: Readonly<Record<string, number>>,
): void {
  keys.forEach((key, i) => {
    const more = slipMonths[key] ?? 0;
    if (more === 0) return;
    for (let at = i; at < months.length; at += keys.length)
      months[at] = Math.max(0, months[at]! + more);
  });
}

/** Indices grouped so that lists with a key in common stand together. */
function groupBySharedKeys(lists: readonly (readonly string[])[]): number[][] {
  const parent = lists.map((_, i) => i);
  const root = (i: number): number => (parent[i] === i ? i : root(parent[i]!));
  const firstOf = new Map<string, number>();
  lists.forEach((keys, i) => {
    for (const key of keys) {
      const first = firstOf.get(key);
      if (first === undefined) firstOf.set(key, i);
      else parent[root(i)] = root(first);
    }
  });
  const groups = new Map<number, number[]>();
  lists.forEach((_, i) => groups.set(root(i), [...(groups.get(root(i)) ?? []), i]));
  return [...groups.values()];
}

/** [draw × resource] months at which everything is done, not rounded up; Infinity after an exit. */
export function doneTable(resources: readonly ResourceDraws[], draws: number): Float64Array {
  const count = resources.length;
  const done = new Float64Array(draws * count);
  resources.forEach(({ resource, chain, drawn }, r) => {
    const step = chain.names.length;
    const finish = new Float64Array(step);
    for (let draw = 0; draw < draws; draw++) {
      const months = completeMonths(chain, drawn.months, draw * step, finish);
      done[draw * count + r] = drawn.exits[draw] ? Infinity : doneMonth(resource, months);
    }
  });
  return done;
}

/** [draw × resource] arrival months of a table of moments; NEVER after an exit. */
export function arrivalTable(done: Float64Array): Int32Array {
  const arrival = new Int32Array(done.length);
  for (let i = 0; i < done.length; i++)
    arrival[i] = done[i] === Infinity ? NEVER : wholeMonth(done[i]!);
  return arrival;
}
