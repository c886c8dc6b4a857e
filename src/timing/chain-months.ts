/**
 * Months of one chain: drawn, at a percentile to plan on, and which milestones decide them.
 *
 *     plan month at percentile p = the p-quantile of max finish_i, given that nothing ends the chain
 *                                  and, for a chain under way, that it is not done yet
 */
import {
  compileChain,
  completeMonths,
  lastBefore,
  lastMilestone,
  type Chain,
  type CompiledChain,
} from "./chain.ts";
import { drawChains, type DrawnChain } from "./draw-chains.ts";
import { monthsGivenLonger } from "./duration.ts";

export interface ChainDrawOptions {
  seed?: string;
  /** Stands before the milestone's name in its key, such as "lulea/grid". */
  key?: string;
  draws?: number;
  /** Months the chain has run already without being done. */
  elapsedMonths?: number;
}

export interface CriticalShare {
  name: string;
  /** Share of draws in which the milestone lies on the longest path. */
  onPathFrac: number;
  /** Mean months it adds to the longest path: its months where it lies on it, else 0. The sum is the chain's mean. */
  meanMonths: number;
}

const DRAWS = 20_000;
/** Percentiles worked out already: a plan asks for the same few chains over and over. */
const known = new Map<string, number>();
const MOST_KNOWN = 5_000;

function draw(
  chain: Chain,
  { seed = "firmwatt", key = "chain", draws = DRAWS, elapsedMonths = 0 }: ChainDrawOptions,
): { compiled: CompiledChain; drawn: DrawnChain; draws: number } {
  const compiled = compileChain(chain);
  const keys = compiled.names.map((name) => `${key}/${name}`);
  const [drawn] = drawChains([{ chain: compiled, keys, elapsedMonths }], seed, draws);
  return { compiled, drawn: drawn!, draws };
}

/** Months from the order to the end of the chain if nothing ends it, one a draw. */
export function drawChainMonths(chain: Chain, options: ChainDrawOptions = {}): Float64Array {
  const { compiled, drawn, draws } = draw(chain, options);
  return totals(compiled, drawn, draws);
}

function totals(compiled: CompiledChain, { months }: DrawnChain, draws: number): Float64Array {
  const count = compiled.names.length;
  const finish = new Float64Array(count);
  const total = new Float64Array(draws);
  for (let i = 0; i < draws; i++) total[i] = completeMonths(compiled, months, i * count, finish);
  return total;
}

/** Months from the order to the end of the chain, one a draw; ∞ where a milestone ends it. */
export function drawChainOutcomes(chain: Chain, options: ChainDrawOptions = {}): Float64Array {
  const { compiled, drawn, draws } = draw(chain, options);
  return totals(compiled, drawn, draws).map((months, i) => (drawn.exits[i] ? Infinity : months));
}

/**
 * Months from the order that a share `percentileFrac` of the successful cases does not exceed.
 * A chain of one milestone is exact; others are read from the draws, straight lines between ranks.
 */
export function chainMonthsAt(
  chain: Chain,
  percentileFrac: number,
  options: ChainDrawOptions = {},
): number {
  if (chain.milestones.length === 0) return 0;
  if (chain.milestones.length === 1)
    return monthsGivenLonger(
      compileChain(chain).fits[0]!,
      options.elapsedMonths ?? 0,
      percentileFrac,
    );
  const key = JSON.stringify([chain, percentileFrac, options]);
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const found = quantileOf(drawChainMonths(chain, options).sort(), percentileFrac);
  known.set(key, found);
  return found;
}

function quantileOf(sorted: Float64Array, percentileFrac: number): number {
  const position = Math.min(sorted.length - 1, Math.max(0, percentileFrac * sorted.length - 0.5));
  const from = Math.floor(position);
  const upper = sorted[Math.min(sorted.length - 1, from + 1)]!;
  return sorted[from]! + (position - from) * (upper - sorted[from]!);
}

/** How often, and with how many months, each milestone decides the chain; in the order it is worked off. */
export function criticalShares(chain: Chain, options: ChainDrawOptions = {}): CriticalShare[] {
  const { compiled, drawn, draws } = draw(chain, options);
  const count = compiled.names.length;
  const finish = new Float64Array(count);
  const onPath = new Float64Array(count);
  const monthsOnPath = new Float64Array(count);
  for (let i = 0; i < draws; i++) {
    completeMonths(compiled, drawn.months, i * count, finish);
    for (let at = lastMilestone(finish); at >= 0; at = lastBefore(compiled, finish, at)) {
      onPath[at]!++;
      monthsOnPath[at]! += drawn.months[i * count + at]!;
    }
  }
  return compiled.names.map((name, i) => ({
    name,
    onPathFrac: onPath[i]! / draws,
    meanMonths: monthsOnPath[i]! / draws,
  }));
}
