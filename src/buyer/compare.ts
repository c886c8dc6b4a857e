/** Own, colocate or rent: the three ways side by side for a buyer, size by size, with what would tip the choice. */
import type { Rating } from "../blocks/credit.ts";
import type { SolveOptions } from "../problem/solution.ts";
import { currencyNotices } from "../report/currency-notices.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { currencyOf, writtenIn } from "../units/money.ts";
import type { Currency } from "../units/money.ts";
import { adviceOf } from "./advice.ts";
import type { Advice } from "./advice.ts";
import { needBreakEven } from "./need-years.ts";
import type { NeedBreakEven } from "./need-years.ts";
import { poolOf } from "./pool.ts";
import type { PoolReport } from "./pool.ts";
import { costLinesOf, utilisationBreakEven } from "./utilisation.ts";
import type { CostLines, UtilisationBreakEven } from "./utilisation.ts";
import { tryWay } from "./way-plan.ts";
import type { WayPlan, WayReport } from "./way-plan.ts";
import { chipsOf, needOf, WAYS } from "./ways.ts";
import type { Need, Way } from "./ways.ts";

/** Sizes looked at where none are asked for, MW. */
export const USUAL_SIZES_MW = [1, 10, 100, 1000] as const;

export interface SizeComparison {
  readonly sizeMW: number;
  readonly chips: number;
  readonly advice: Advice;
  readonly ways: readonly WayReport[];
  /** Cost a year at any use, of the ways that could be planned. */
  readonly lines: readonly { readonly way: Way; readonly lines: CostLines }[];
  readonly utilisation: readonly UtilisationBreakEven[];
  readonly need: readonly NeedBreakEven[];
}

export interface BuyerComparison {
  readonly name: string;
  readonly chip: string;
  readonly rating: string;
  readonly waccFrac: number;
  readonly maxUpfrontUSD: number;
  readonly maxCommittedUSD: number;
  readonly maxTermYears: number;
  readonly resolution: string;
  /** Currency it is written in for people; fields whose name says USD hold USD. */
  readonly money: Currency;
  /** What the scenario itself asks for; null where it asks hour by hour. */
  readonly ownMW: number | null;
  /** The size that the advice speaks of first. */
  readonly headMW: number;
  readonly sizes: readonly SizeComparison[];
  readonly pool: PoolReport | null;
  readonly notices: readonly string[];
  readonly stopped: boolean;
}

export interface CompareOptions extends SolveOptions {
  /** MW of IT; those usual and the scenario's own when left out. */
  readonly sizesMW?: readonly number[];
  /** Buyers that pool their power; not looked at when left out. */
  readonly pool?: { readonly buyers: number; readonly rating?: Rating };
  readonly onStep?: (done: number, of: number, what: string) => void;
}

async function compareAt(
  need: Need,
  sizeMW: number,
  options: SolveOptions,
  step: (what: string) => void,
): Promise<SizeComparison> {
  const ways: WayReport[] = [];
  const plans: { planned: WayPlan; lines: CostLines }[] = [];
  for (const way of WAYS) {
    step(`${way} at ${sizeMW} MW`);
    const { report, plan } = await tryWay(need, way, sizeMW, options);
    ways.push(report);
    if (plan) plans.push({ planned: plan, lines: await costLinesOf(need, plan, options) });
  }
  step(`break-even at ${sizeMW} MW`);
  const rent = plans.find(({ planned }) => planned.way === "rent");
  const utilisation: UtilisationBreakEven[] = [];
  const years: NeedBreakEven[] = [];
  if (rent)
    for (const one of plans) {
      if (one === rent) continue;
      utilisation.push(await utilisationBreakEven(one, rent, options));
      years.push(await needBreakEven(need, one.planned, rent.planned, options));
    }
  const { buyer, money } = need.scenario;
  return {
    sizeMW,
    chips: chipsOf(need, sizeMW),
    advice: writtenIn(money, () =>
      adviceOf(sizeMW, ways, {
        upfrontUSD: buyer.maxUpfrontUSD,
        committedUSD: buyer.maxCommittedUSD,
      }),
    ),
    ways,
    lines: plans.map(({ planned, lines }) => ({ way: planned.way, lines })),
    utilisation,
    need: years,
  };
}

/** Sizes to look at, the scenario's own first where it is not among those asked for. */
function sizesOf({ ownMW }: Need, asked: readonly number[] | undefined): number[] {
  if (asked) return [...asked];
  const usual = [...USUAL_SIZES_MW];
  if (ownMW === null) return usual;
  const own = Number(ownMW.toPrecision(6));
  return [...usual.filter((size) => Math.abs(size - own) > 1e-3 * own), own].sort((a, b) => a - b);
}

/** Compares the ways; a reason in words where that cannot be asked of the scenario. */
export async function compareWays(
  scenario: Scenario,
  { sizesMW, pool, onStep, ...options }: CompareOptions = {},
): Promise<BuyerComparison | string> {
  const need = needOf(scenario);
  if (typeof need === "string") return need;
  const sizes = sizesOf(need, sizesMW);
  const headMW = sizesMW?.[0] ?? Number((need.ownMW ?? sizes[0]!).toPrecision(6));
  const of = sizes.length * (WAYS.length + 1) + (pool ? 1 : 0);
  let done = 0;
  const step = (what: string) => onStep?.(done++, of, what);
  const compared: SizeComparison[] = [];
  for (const sizeMW of sizes) {
    if (options.signal?.aborted) break;
    const found = await compareAt(need, sizeMW, options, step);
    // A comparison cut short is none.
    if (!options.signal?.aborted) compared.push(found);
  }
  const notices = [...need.notices, ...currencyNotices(scenario)];
  let pooled: PoolReport | null = null;
  if (pool && !options.signal?.aborted) {
    step(`a pool of ${pool.buyers}`);
    const found = await poolOf(need, headMW, pool, options);
    if (typeof found === "string") notices.push(`Pooling: ${found}.`);
    else pooled = found;
  }
  const { buyer, money, resolution } = need.scenario;
  return {
    name: scenario.name,
    chip: need.chip,
    rating: buyer.rating,
    waccFrac: money.waccFrac,
    maxUpfrontUSD: buyer.maxUpfrontUSD,
    maxCommittedUSD: buyer.maxCommittedUSD,
    maxTermYears: buyer.maxTermYears,
    resolution: resolution.kind === "full" ? "full" : `weeks:${resolution.count}`,
    money: currencyOf(money),
    ownMW: need.ownMW,
    headMW,
    sizes: compared,
    pool: pooled,
    notices,
    stopped: options.signal?.aborted ?? false,
  };
}
