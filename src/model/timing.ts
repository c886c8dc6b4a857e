/**
 * When an asset can come: its lead time, and what the scenario and the catalogue say of its dates.
 *
 *     first interval = quarters of the lead time, not before `from` or the launch
 *     accelerators: on sale from … until …, at a real price of (1 + nominal)/(1 + inflation) a year
 */
import type { SizeStage } from "../blocks/block.ts";
import { readQuarter } from "../blocks/dates.ts";
import { optionalNumberIn } from "../catalog/table.ts";
import { catalog } from "../catalog/catalog.ts";
import { realFrac } from "../finance/present-value.ts";
import { leadTimeOf, stageQuarters } from "../scenario/lead-times.ts";
import type { LeadTime } from "../scenario/lead-times.ts";
import type { BlockEntry } from "../scenario/scenario.ts";
import { quarterNumber, quartersFor } from "../units/quarter.ts";
import type { Campus } from "./campus.ts";

/** Timing of one asset, resolved against the catalogue. */
export interface AssetTiming extends LeadTime {
  /** Quarters as in units/quarter.ts. */
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly retires: number | undefined;
  readonly maxPerQuarter: number | undefined;
  readonly priceChangeFracPerYear: number;
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
function generationOf(
  kind: string,
  inflationFrac: number,
): {
  from: number | undefined;
  until: number | undefined;
  priceChange: number | undefined;
} {
  const entry = catalog("generations").get(kind);
  const nominal = entry && optionalNumberIn(entry, "priceChangeFracPerYear");
  return {
    from: quarterNumber(entry?.get("availableFrom")?.text ?? ""),
    until: quarterNumber(entry?.get("availableUntil")?.text ?? ""),
    // Prices are quoted in money of the day; plans are real.
    priceChange: nominal === undefined ? undefined : realFrac(nominal, inflationFrac),
  };
}

/** In a design year nothing takes time. */
const NONE: LeadTime = {
  chain: undefined,
  unslipped: undefined,
  elapsedMonths: 0,
  leadMonths: 0,
  slipMonths: 0,
};

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
  const { horizon } = campus;
  const lead = horizon ? leadTimeOf(entry, placeId, horizon) : NONE;
  const generation = generationOf(entry.block.kind, campus.portfolio.conditions.inflationFrac);
  return {
    ...lead,
    from: laterOf(readQuarter(timing.from), generation.from),
    until: readQuarter(timing.until) ?? generation.until,
    retires: readQuarter(timing.retires),
    maxPerQuarter: timing.maxPerQuarter,
    priceChangeFracPerYear: timing.priceChangeFracPerYear ?? generation.priceChange ?? 0,
    ramp: rampOf(campus, entry),
  };
}

/** The first interval in which an asset can be in force; at least the number of intervals if never. */
export function firstInterval({ horizon }: Campus, timing: AssetTiming): number {
  const arrives = quartersFor(timing.leadMonths);
  return Math.max(0, arrives, (timing.from ?? -Infinity) - horizon!.start);
}

/**
 * The first interval in which a stage is in force when accepted `later` quarters after the start: work
 * begins with the acceptance, so its date moves along.
 */
export function stageInterval(
  campus: Campus,
  timing: AssetTiming,
  { from }: SizeStage,
  later = 0,
): number {
  return (
    later +
    (from === undefined
      ? firstInterval(campus, timing)
      : stageQuarters(campus.horizon!, timing, from))
  );
}
