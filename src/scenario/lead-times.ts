/**
 * How long an entry takes to come: its milestone chain with what the scenario and slips change in it.
 *
 *     quarters   ceil(months / 3), a chain of exactly nine months taking three
 *     lead       months of the chain at the percentile − months it has run
 *     stage      a stated date is the middle of its distribution: the chain, from the start of the plan on, is
 *                stretched to meet it at P50; milestones usually done in the months already run cannot fail
 *     odds       where a plant's odds are stated, the exits of its chain are scaled to give just those
 */
import { readMonth, readQuarter } from "../blocks/dates.ts";
import { catalogChain, offeredMW, withMilestones } from "../blocks/milestones.ts";
import { chainMonthsAt } from "../timing/chain-months.ts";
import { successFrac } from "../timing/chain.ts";
import type { Chain, Milestone } from "../timing/chain.ts";
import { firstMonth, QUARTER_MONTHS, quartersFor } from "../units/quarter.ts";
import type { BlockEntry, HorizonScenario } from "./scenario.ts";

/** Lead time of an entry over a horizon. */
export interface LeadTime {
  /** Its milestones, slips included; undefined when it comes as soon as it is ordered. */
  readonly chain: Chain | undefined;
  /** Its milestones without slips: what the promised date of a stage stands on. */
  readonly unslipped: Chain | undefined;
  /** Months before the start of the plan at which the chain was started; 0 when an order starts it. */
  readonly elapsedMonths: number;
  /** Months still to go at the plan's percentile, given that the chain succeeds. */
  readonly leadMonths: number;
  /** Months added by slips. */
  readonly slipMonths: number;
}

/** Words a slip may call an asset by: its name, kind, site.name, or what it does. */
function namesOf({ name, path, block }: BlockEntry): string[] {
  const parts = path.split(".");
  const inSite = parts[0] === "sites";
  const table = inSite ? parts[2]! : parts[0]!;
  return [
    name,
    block.kind,
    table,
    ...(inSite ? [`${parts[1]}.${name}`, parts[1]!] : []),
    ...(table === "connection" || table === "offers" ? ["grid"] : []),
  ];
}

function withDurations(chain: Chain, change: (months: number, of: Milestone) => number): Chain {
  return {
    milestones: chain.milestones.map((milestone) => ({
      ...milestone,
      duration: {
        p10Months: change(milestone.duration.p10Months, milestone),
        p50Months: change(milestone.duration.p50Months, milestone),
        p90Months: change(milestone.duration.p90Months, milestone),
      },
    })),
  };
}

/** The chain stretched so that half of its cases are done `months` after the start. */
export function stretchedChain(chain: Chain, months: number): Chain {
  const usual = chainMonthsAt(chain, 0.5);
  const factor = usual > 0 ? months / usual : 1;
  return withDurations(chain, (value) => value * factor);
}

/** The chain ended by a delay of so many months, or for less than none drawn together by as many. */
function laterChain(chain: Chain | undefined, months: number): Chain | undefined {
  if (months === 0) return chain;
  if (months < 0)
    return chain && stretchedChain(chain, Math.max(0, chainMonthsAt(chain, 0.5) + months));
  const before = chain?.milestones ?? [];
  const duration = { p10Months: months, p50Months: months, p90Months: months };
  const after = before.map(({ name }) => name);
  return { milestones: [...before, { name: "slip", duration, exitFrac: 0, after }] };
}

/** The chain with its exits scaled so that so large a share of the cases ends well. */
function withOdds(chain: Chain, oddsFrac: number): Chain {
  const usual = successFrac(chain);
  // 1 − (1 − exit)^power keeps the proportions of the milestones; a sure chain has none to keep.
  const power = usual < 1 && usual > 0 && oddsFrac > 0 ? Math.log(oddsFrac) / Math.log(usual) : 0;
  if (power > 0 || oddsFrac === 1)
    return {
      milestones: chain.milestones.map((milestone) => ({
        ...milestone,
        exitFrac: 1 - (1 - milestone.exitFrac) ** power,
      })),
    };
  return {
    milestones: chain.milestones.map((milestone, i) => ({
      ...milestone,
      exitFrac: i === 0 ? 1 - oddsFrac : 0,
    })),
  };
}

/** What the catalogue's chain of an entry is found by. */
export const chainKey = (
  { timing, block, spec }: BlockEntry,
  placeId: string | undefined,
): Parameters<typeof catalogChain> => [timing.chain, block.kind, placeId, offeredMW(spec)];

/** The chain of an entry as the catalogue and the scenario have it, slips apart. */
export function chainOf(entry: BlockEntry, placeId: string | undefined): Chain | undefined {
  const { timing, spec, given } = entry;
  const chain = withMilestones(catalogChain(...chainKey(entry, placeId)), timing.milestones);
  return chain && given.has("oddsFrac") ? withOdds(chain, Number(spec["oddsFrac"])) : chain;
}

/** The chain of something promised for so many months from now; what has none comes on the day. */
function promisedChain(own: Chain | undefined, months: number, runMonths: number): Chain {
  if (own) return offered(stretchedChain(own, months), own, runMonths);
  const duration = { p10Months: months, p50Months: months, p90Months: months };
  return { milestones: [{ name: "promise", duration, exitFrac: 0, after: [] }] };
}

/** The lead time of an entry of a plan over time. */
export function leadTimeOf(
  entry: BlockEntry,
  placeId: string | undefined,
  horizon: HorizonScenario,
): LeadTime {
  const own = chainOf(entry, placeId);
  const start = firstMonth(horizon.start);
  const ordered = readMonth(entry.timing.ordered);
  const runMonths = ordered === undefined ? 0 : Math.max(0, start - ordered);
  const promised = readQuarter(entry.timing.promised);
  const usual =
    promised === undefined
      ? own
      : promisedChain(own, (promised - horizon.start) * QUARTER_MONTHS, runMonths);
  const elapsedMonths = promised === undefined ? runMonths : 0;
  const monthsOf = (names: readonly string[]) =>
    horizon.slips
      .filter(({ what }) => names.includes(what))
      .reduce((sum, { months }) => sum + months, 0);
  const assetMonths = monthsOf(namesOf(entry));
  const moved =
    usual && withDurations(usual, (months, { name }) => Math.max(0, months + monthsOf([name])));
  const chain = laterChain(moved, assetMonths);
  return {
    chain,
    unslipped: usual,
    elapsedMonths,
    leadMonths: chain
      ? chainMonthsAt(chain, horizon.percentile, { elapsedMonths }) - elapsedMonths
      : 0,
    slipMonths: assetMonths + monthsOf(usual?.milestones.map(({ name }) => name) ?? []),
  };
}

/** Months from the order after which each milestone is usually done: the middle of each, one after another. */
function usualFinish({ milestones }: Chain): Map<string, number> {
  const done = new Map<string, number>();
  const finish = (name: string): number => {
    const known = done.get(name);
    if (known !== undefined) return known;
    const { after, duration } = milestones.find((one) => one.name === name)!;
    const months = Math.max(0, ...after.map(finish)) + duration.p50Months;
    done.set(name, months);
    return months;
  };
  milestones.forEach(({ name }) => finish(name));
  return done;
}

/**
 * An offer with a date has passed its application: nothing is lost there any more, nor in what is usually
 * done so long after a chain was started.
 */
function offered(chain: Chain, usual: Chain, elapsedMonths: number): Chain {
  const finish = usualFinish(usual);
  return {
    milestones: chain.milestones.map((milestone) =>
      milestone.after.length === 0 || finish.get(milestone.name)! <= elapsedMonths
        ? { ...milestone, exitFrac: 0 }
        : milestone,
    ),
  };
}

/**
 * The chain of a stage promised for quarter `from`: that of its offer, stretched to meet the date at P50;
 * slips come on top of the promise. It counts from the start of the plan, where the promise is as it was told then.
 */
export function stageChain(
  horizon: HorizonScenario,
  { chain, unslipped, slipMonths, elapsedMonths }: Omit<LeadTime, "leadMonths">,
  from: number | undefined,
): Chain | undefined {
  if (!unslipped || from === undefined) return chain;
  const months = (from - horizon.start) * QUARTER_MONTHS;
  const promised =
    months <= 0 ? undefined : offered(stretchedChain(unslipped, months), unslipped, elapsedMonths);
  return laterChain(promised, slipMonths);
}

/** Quarters from the start of the plan until a stage accepted at once is in force; `from` is its date. */
export function stageQuarters(
  horizon: HorizonScenario,
  lead: Omit<LeadTime, "leadMonths">,
  from: number,
): number {
  const chain = stageChain(horizon, lead, from);
  const months = chain ? chainMonthsAt(chain, horizon.percentile) : 0;
  return Math.max(0, chain ? quartersFor(months) : from - horizon.start);
}
