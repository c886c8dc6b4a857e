/**
 * When an asset can come: its milestone chain, and what the scenario says of it.
 *
 *     first interval = ceil(remaining months of the chain at the percentile / 3), not before `from`
 *     accelerators: on sale from … until …, at a real price of (1 + nominal)/(1 + inflation) a year
 *     a stated date of a stage is the middle of its distribution: the chain is stretched to meet it at P50
 */
import type { SizeStage } from "../blocks/block.ts";
import { readMonth, readQuarter } from "../blocks/dates.ts";
import { catalogChain, withMilestones } from "../blocks/milestones.ts";
import { numberIn, optionalNumberIn } from "../catalog/table.ts";
import { catalog } from "../catalog/catalog.ts";
import type { BlockEntry, HorizonScenario } from "../scenario/scenario.ts";
import { chainMonthsAt } from "../timing/chain-months.ts";
import type { Chain } from "../timing/chain.ts";
import { quarterNumber } from "../units/quarter.ts";
import type { Campus } from "./campus.ts";

/** Timing of one asset, resolved against the catalogue. */
export interface AssetTiming {
  /** Its milestones; undefined when it comes as soon as it is ordered. */
  readonly chain: Chain | undefined;
  /** Months still to go at the plan's percentile, given that the chain succeeds. */
  readonly leadMonths: number;
  /** Months before the start of the plan at which the chain was started; 0 when an order starts it. */
  readonly elapsedMonths: number;
  /** Quarters as in units/quarter.ts. */
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly retires: number | undefined;
  readonly maxPerQuarter: number | undefined;
  readonly priceChangeFracPerYear: number;
  /** Months added by slips to what has a stated date. */
  readonly slipMonths: number;
  /** Share of the demand in force in each interval; 1 for what is not demand. */
  readonly ramp: Float64Array;
}

/** Share of demand in every interval: the last step that has begun, 0 before the first. */
function rampOf(campus: Campus, entry: BlockEntry): Float64Array {
  const steps = Object.entries(entry.timing.ramp ?? {})
    .map(([word, share]) => ({ quarter: quarterNumber(word)!, share }))
    .sort((a, b) => a.quarter - b.quarter);
  return Float64Array.from(campus.intervals, ({ quarter }) =>
    steps.length === 0 || !campus.horizon
      ? 1
      : (steps.findLast((step) => step.quarter <= quarter)?.share ?? 0),
  );
}

/** When an accelerator is on sale and how its real price moves, where the catalogue knows. */
function generationOf(kind: string): {
  from: number | undefined;
  until: number | undefined;
  priceChange: number | undefined;
} {
  const entry = catalog("generations").get(kind);
  const nominal = entry && optionalNumberIn(entry, "priceChangeFracPerYear");
  const inflation = numberIn(catalog("tax").get("escalation-default")!, "inflationFracPerYear");
  return {
    from: quarterNumber(entry?.get("availableFrom")?.text ?? ""),
    until: quarterNumber(entry?.get("availableUntil")?.text ?? ""),
    // Prices are quoted in money of the day; plans are real.
    priceChange: nominal === undefined ? undefined : (1 + nominal) / (1 + inflation) - 1,
  };
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
    ...(block.kind === "grid-connection" ? ["grid"] : []),
  ];
}

/** The chain with its milestones moved by slips that name them. */
function slippedChain(chain: Chain | undefined, horizon: HorizonScenario): Chain | undefined {
  if (!chain || horizon.slips.length === 0) return chain;
  return {
    milestones: chain.milestones.map((milestone) => {
      const months = horizon.slips
        .filter(({ what }) => what === milestone.name)
        .reduce((sum, slip) => sum + slip.months, 0);
      const later = (value: number) => Math.max(0, value + months);
      const { p10Months, p50Months, p90Months } = milestone.duration;
      return months === 0
        ? milestone
        : {
            ...milestone,
            duration: {
              p10Months: later(p10Months),
              p50Months: later(p50Months),
              p90Months: later(p90Months),
            },
          };
    }),
  };
}

function laterOf(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.max(a, b);
}

/** The timing of an entry of the scenario; `placeId` is the place of its site. */
export function timingOf(
  campus: Campus,
  entry: BlockEntry,
  placeId: string | undefined,
): AssetTiming {
  const { timing } = entry;
  const horizon = campus.horizon;
  const usual = horizon
    ? withMilestones(catalogChain(timing.chain, entry.block.kind, placeId), timing.milestones)
    : undefined;
  const slips = horizon?.slips ?? [];
  const monthsOf = (names: readonly string[]) =>
    slips.filter(({ what }) => names.includes(what)).reduce((sum, { months }) => sum + months, 0);
  const assetMonths = monthsOf(namesOf(entry));
  const milestones = usual?.milestones.map(({ name }) => name) ?? [];
  const chain = horizon && laterChain(slippedChain(usual, horizon), assetMonths);
  const slipMonths = assetMonths + monthsOf(milestones);
  const ordered = readMonth(timing.ordered);
  const elapsedMonths =
    horizon && ordered !== undefined ? Math.max(0, horizon.start * 3 - ordered) : 0;
  const generation = generationOf(entry.block.kind);
  return {
    chain,
    leadMonths:
      horizon && chain
        ? chainMonthsAt(chain, horizon.percentile, { elapsedMonths }) - elapsedMonths
        : 0,
    slipMonths,
    elapsedMonths,
    from: laterOf(readQuarter(timing.from), generation.from),
    until: readQuarter(timing.until) ?? generation.until,
    retires: readQuarter(timing.retires),
    maxPerQuarter: timing.maxPerQuarter,
    priceChangeFracPerYear: timing.priceChangeFracPerYear ?? generation.priceChange ?? 0,
    ramp: rampOf(campus, entry),
  };
}

/** Months are cut a little short so that a chain of exactly nine months takes three quarters. */
const NEARLY = 1e-6;

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

/** The first interval in which an asset can be in force; at least the number of intervals if never. */
export function firstInterval({ horizon }: Campus, timing: AssetTiming): number {
  const arrives = Math.ceil(timing.leadMonths / 3 - NEARLY);
  return Math.max(0, arrives, (timing.from ?? -Infinity) - horizon!.start);
}

/** The chain stretched so that half of its cases are done `months` after the start. */
export function stretchedChain(chain: Chain, months: number): Chain {
  const usual = chainMonthsAt(chain, 0.5);
  const factor = usual > 0 ? months / usual : 1;
  return {
    milestones: chain.milestones.map((milestone) => ({
      ...milestone,
      duration: {
        p10Months: milestone.duration.p10Months * factor,
        p50Months: milestone.duration.p50Months * factor,
        p90Months: milestone.duration.p90Months * factor,
      },
    })),
  };
}

/** An offer with a date has passed its application: nothing is lost there any more. */
function offered(chain: Chain): Chain {
  return {
    milestones: chain.milestones.map((milestone) =>
      milestone.after.length === 0 ? { ...milestone, exitFrac: 0 } : milestone,
    ),
  };
}

/** The chain of a stage: that of its offer, stretched to the stage's stated date. */
export function stageChain(
  horizon: HorizonScenario,
  timing: AssetTiming,
  stage: SizeStage,
): Chain | undefined {
  if (!timing.chain || stage.from === undefined) return timing.chain;
  const months = (stage.from - horizon.start) * 3;
  const promised = months <= 0 ? undefined : offered(stretchedChain(timing.chain, months));
  return laterChain(promised, timing.slipMonths);
}

/** The first interval in which a stage is in force. */
export function stageInterval(campus: Campus, timing: AssetTiming, stage: SizeStage): number {
  const horizon = campus.horizon!;
  if (stage.from === undefined) return firstInterval(campus, timing);
  const chain = stageChain(horizon, timing, stage);
  const months = chain ? chainMonthsAt(chain, horizon.percentile) : 0;
  const planned = chain ? months : (stage.from - horizon.start) * 3;
  return Math.max(0, Math.ceil(planned / 3 - NEARLY));
}
