/** Checks a plan over time as a whole: its size, its demand, and what can never come in it. */
import { catalogChain, offeredMW } from "../blocks/milestones.ts";
import { stepsInYear } from "../climate/climate.ts";
import { quarterLabel, quarterNumber } from "../units/quarter.ts";
import { Arrivals } from "./arrival.ts";
import type { UnplacedIssue } from "./issue.ts";
import { nearest } from "./issue.ts";
import { technologiesOf } from "./scenario.ts";
import type { BlockEntry, HorizonScenario, Resolution, SiteScenario } from "./scenario.ts";
import { checkStages, stagesOf } from "./stage-check.ts";
import { checkTiming } from "./timing-check.ts";

/** What the checks look at. */
export interface HorizonParts {
  readonly year: number;
  readonly horizon: HorizonScenario | undefined;
  readonly resolution: Resolution;
  readonly workloads: readonly BlockEntry[];
  readonly contracts: readonly BlockEntry[];
  readonly sites: readonly SiteScenario[];
  readonly notices: string[];
}

/** Most hourly numbers of one plan; more do not fit the memory and patience of a desk computer. */
export const MOST_HOURLY_NUMBERS = 6_000_000;
/** Hourly numbers per entry of a site: measured on plans of two to five sites. */
const NUMBERS_PER_ENTRY = 3;
const WEEK = 168;
/** Whole weeks within a quarter. */
const WEEKS_OF_QUARTER = 12;
const START = ["horizon", "start"];

/** Every entry once, with the place whose chains it goes through. */
function placedEntries({ workloads, contracts, sites }: HorizonParts): [BlockEntry, string?][] {
  const seen = new Set<string>();
  return [
    ...[...workloads, ...contracts].map((entry): [BlockEntry] => [entry]),
    ...sites.flatMap((site) =>
      technologiesOf(site).map((entry): [BlockEntry, string] => [entry, site.placeId]),
    ),
  ].filter(([{ path }]) => !seen.has(path) && seen.add(path));
}

/** Hourly numbers of a plan with so many hours in a quarter. */
function hourlyNumbers(horizon: HorizonScenario, sites: readonly SiteScenario[], hours: number) {
  const entries = sites.reduce((sum, site) => sum + technologiesOf(site).length, 0);
  return horizon.quarters * hours * entries * NUMBERS_PER_ENTRY;
}

function checkSize(parts: HorizonParts, horizon: HorizonScenario): UnplacedIssue[] {
  const { resolution, sites, year } = parts;
  const hours =
    resolution.kind === "full"
      ? stepsInYear(year) / 4
      : Math.min(resolution.count, WEEKS_OF_QUARTER) * WEEK;
  const numbers = hourlyNumbers(horizon, sites, hours);
  if (numbers <= MOST_HOURLY_NUMBERS) return [];
  const weeks = Math.floor(MOST_HOURLY_NUMBERS / hourlyNumbers(horizon, sites, WEEK));
  const million = (value: number) => `${(value / 1e6).toFixed(1)} million`;
  return [
    {
      code: "size",
      path: ["resolution"],
      message: `The plan has about ${million(numbers)} hourly numbers; at most ${million(MOST_HOURLY_NUMBERS)} are planned`,
      hint:
        weeks > 0
          ? `Set resolution: weeks:${weeks} or less (that many weeks of every quarter).`
          : "Set fewer horizon.years, or name fewer sites and technologies.",
    },
  ];
}

/** First quarter in which a workload asks for compute; ∞ if none. */
function asksFrom({ timing }: BlockEntry, horizon: HorizonScenario): number {
  const steps = Object.entries(timing.ramp ?? {})
    .map(([word, share]) => ({ quarter: quarterNumber(word)!, share }))
    .sort((a, b) => a.quarter - b.quarter);
  if (steps.length === 0) return horizon.start;
  const now = steps.findLast(({ quarter }) => quarter <= horizon.start);
  if ((now?.share ?? 0) > 0) return horizon.start;
  return (
    steps.find(({ quarter, share }) => quarter > horizon.start && share > 0)?.quarter ?? Infinity
  );
}

function asks({ spec }: BlockEntry): boolean {
  return ["targetEFLOPShPerYear", "peakEFLOPS", "arrivalsEFLOPShPerDay"].some(
    (field) => Number(spec[field] ?? 0) > 0,
  );
}

function checkRamps({ workloads, notices }: HorizonParts, arrivals: Arrivals): UnplacedIssue[] {
  const { horizon, end } = arrivals;
  const last = quarterLabel(end - 1);
  return workloads.flatMap((workload): UnplacedIssue[] => {
    if (!workload.timing.ramp) return [];
    const path = [...workload.path.split("."), "timing", "ramp"];
    const from = asksFrom(workload, horizon);
    if (from === Infinity)
      return [
        {
          code: "contradiction",
          path,
          message: "The ramp never asks for anything",
          hint: "Give one quarter of the plan a share above 0.",
        },
      ];
    if (from >= end)
      return [
        {
          code: "contradiction",
          path: [...path, quarterLabel(from)],
          message: "The ramp begins after the plan ends",
          expected: `${last} or earlier`,
          got: quarterLabel(from),
          beside: START,
          hint: `Set horizon.years to ${Math.ceil((from + 1 - horizon.start) / 4)} or more, or let the ramp begin earlier.`,
          atKey: true,
        },
      ];
    const late = Object.keys(workload.timing.ramp).filter((word) => quarterNumber(word)! >= end);
    if (late.length > 0)
      notices.push(
        `${workload.path}: the plan ends with ${last}, so the ramp's ${late.join(", ")} ${late.length > 1 ? "do" : "does"} not count`,
      );
    return [];
  });
}

/** Whether, and from when, anything can serve what is asked for. */
function checkServed(parts: HorizonParts, arrivals: Arrivals): UnplacedIssue[] {
  const { workloads, contracts, sites, notices } = parts;
  const { horizon, end } = arrivals;
  const asking = workloads.filter(asks);
  if (asking.length === 0) return [];
  const found = [
    ...sites.map((site) => ({ name: site.name, quarter: arrivals.site(site) })),
    ...contracts.map((entry) => ({ name: entry.name, quarter: arrivals.first(entry, undefined) })),
  ].sort((a, b) => a.quarter - b.quarter);
  const [first] = found;
  if (!first) return [];
  const label = Number.isFinite(first.quarter) ? quarterLabel(first.quarter) : undefined;
  if (first.quarter >= end) {
    const years = Math.ceil((first.quarter + 1 - horizon.start) / 4);
    return [
      {
        code: "contradiction",
        path: ["horizon"],
        message: `Nothing that computes can be in force before the plan ends with ${quarterLabel(end - 1)}`,
        atKey: true,
        hint: label
          ? `The first is ${first.name} in ${label}: set horizon.years to ${years}${years > 20 ? " (20 at most)" : " or more"}, name what is there already, or rent compute.`
          : "Look at the last dates of stages and accelerators, or rent compute.",
      },
    ];
  }
  for (const workload of asking) {
    const from = asksFrom(workload, horizon);
    if (from < first.quarter)
      notices.push(
        `${workload.path} asks for compute from ${quarterLabel(from)}; the first that can be in force is ${first.name} in ${label}`,
      );
  }
  return [];
}

/** Entries that never come in the plan, told in one notice for each reason. */
function noteNever(parts: HorizonParts, arrivals: Arrivals): void {
  const late: string[] = [];
  const closed: string[] = [];
  for (const [entry, placeId] of placedEntries(parts)) {
    if (parts.workloads.includes(entry)) continue;
    const stages = stagesOf(entry);
    const dated = stages.flatMap((stage, i) =>
      arrivals.stage(entry, stage, placeId) < arrivals.end
        ? []
        : [`${entry.path} stage ${i + 1}${stage.date ? ` (${stage.date})` : ""}`],
    );
    late.push(...dated);
    if (stages.length > 0 || arrivals.first(entry, placeId) <= arrivals.horizon.start) continue;
    const ordered = arrivals.ordered(entry, placeId);
    const last = arrivals.last(entry);
    if (ordered > last)
      closed.push(`${entry.path} (from ${quarterLabel(ordered)}, until ${quarterLabel(last)})`);
    else if (ordered >= arrivals.end) late.push(`${entry.path} (${quarterLabel(ordered)})`);
  }
  const percentile = `P${Math.round(arrivals.horizon.percentile * 100)}`;
  if (late.length > 0)
    parts.notices.push(`Not before the plan ends, at ${percentile}: ${late.join(", ")}`);
  if (closed.length > 0)
    parts.notices.push(`Never to be had, at ${percentile}: ${closed.join(", ")}`);
}

/** Milestones that look like a slip of the pen, or end every case. */
function noteMilestones(parts: HorizonParts): void {
  for (const [entry, placeId] of placedEntries(parts)) {
    const chain = catalogChain(
      entry.timing.chain,
      entry.block.kind,
      placeId,
      offeredMW(entry.spec),
    );
    const names = chain?.milestones.map(({ name }) => name) ?? [];
    for (const [name, { exitFrac }] of Object.entries(entry.timing.milestones ?? {})) {
      const meant = names.includes(name) ? undefined : nearest(name, names);
      if (meant)
        parts.notices.push(
          `${entry.path}: ${name} is added to the chain, which has a milestone ${meant} already`,
        );
      if (exitFrac === 1)
        parts.notices.push(`${entry.path}: ${name} ends every case, so it never comes in the odds`);
    }
  }
}

/** In a design year, what is said about time is not used. */
function noteDesignYear(parts: HorizonParts): void {
  const { notices, year } = parts;
  const ignored: string[] = [];
  for (const [entry] of placedEntries(parts)) {
    // The chain that goes with a block is its default, stated by nobody.
    const { chain, ...stated } = entry.timing;
    if (Object.keys(stated).length > 0 || chain !== entry.block.chainFor(entry.spec))
      ignored.push(entry.path);
    stagesOf(entry).forEach(({ date, until }, i) => {
      const [from, to] = [quarterNumber(date ?? ""), quarterNumber(until ?? "")];
      if ((from ?? 0) >= year * 4 + 4 || (to ?? Infinity) <= year * 4)
        notices.push(
          `${entry.path}: stage ${i + 1} does not count in the design year ${year} (${[date && `from ${date}`, until && `until ${until}`].filter(Boolean).join(", ")})`,
        );
    });
  }
  if (ignored.length > 0) notices.push(`timing is not used without horizon: ${ignored.join(", ")}`);
}

/** All issues of time; what is only worth knowing goes to `notices`. */
export function checkHorizon(parts: HorizonParts, broken: boolean): UnplacedIssue[] {
  const { horizon } = parts;
  const issues = placedEntries(parts).flatMap(([entry, placeId]) => [
    ...checkTiming(entry, placeId, horizon),
    ...checkStages(entry, horizon),
  ]);
  if (!horizon) {
    noteDesignYear(parts);
    return issues;
  }
  const arrivals = new Arrivals(horizon);
  issues.push(...checkRamps(parts, arrivals));
  if (broken || issues.length > 0) return issues;
  const whole = [...checkSize(parts, horizon), ...checkServed(parts, arrivals)];
  noteMilestones(parts);
  noteNever(parts, arrivals);
  return whole;
}
