/**
 * Which country first? The same package planned alone in every place, and the places put in order.
 *
 *     design year   date: the place's grid chain, from the application; the rest: the plan of the year
 *     horizon       the plan over time gives date, odds and cost; where the demand cannot be met on time,
 *                   it is moved later quarter by quarter to the earliest that can (bisection)
 */
import { findPlace, listPlaces } from "../climate/place.ts";
import type { Place } from "../climate/place.ts";
import type { PlanOptions } from "../plan.ts";
import { currencyNotices } from "../report/currency-notices.ts";
import type { DateReport } from "../report/odds.ts";
import type { Package } from "../report/package.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { converted, currencyOf, moneyUnit, writtenIn } from "../units/money.ts";
import type { Currency } from "../units/money.ts";
import { monthNumber, quarterLabel } from "../units/quarter.ts";
import { atPlace } from "./at-place.ts";
import type { Movable } from "./at-place.ts";
import { gridDateOf } from "./grid-date.ts";
import type { GridDate } from "./grid-date.ts";
import { planAt } from "./plan-at.ts";
import { reasonsOf } from "./reasons.ts";
import type { Trait } from "./reasons.ts";
import { orderOf, paretoBest, rankRanges, scoresOf } from "./score.ts";
import type { Criterion, Values, Weights } from "./score.ts";
import { dateText, shareText } from "./text.ts";

/** Months from the start, of the cases that get there; null where none does. */
export interface Spread {
  readonly p10Months: number | null;
  readonly p50Months: number | null;
  readonly p90Months: number | null;
}

/** What the package is at a place. */
export interface PlacedFigures {
  /** First MW: of the grid for a design year, of the plan over a horizon. */
  readonly first: Spread;
  readonly oddsFrac: number;
  /** Quarters by which demand had to move to be met. */
  readonly laterQuarters: number;
  readonly usdPerEFLOPSh: number | null;
  readonly powerUSDPerMWh: number | null;
  readonly pueAnnual: number | null;
  readonly cleanHourlyFrac: number | null;
  readonly co2TPerYear: number;
  readonly co2KgPerMWh: number | null;
  readonly waterM3PerYear: number;
  readonly wueLPerKWh: number | null;
  readonly itMW: number;
  readonly solveGap: number;
}

interface Candidate {
  readonly place: string;
  readonly name: string;
  readonly country: string;
  readonly grid: GridDate;
}

export interface RankedPlace extends Candidate, PlacedFigures {
  readonly rank: number;
  readonly score: number;
  /** Best and worst rank by score when each weight is doubled in turn. */
  readonly rankRange: { readonly best: number; readonly worst: number };
  readonly paretoBest: boolean;
  readonly reasons: readonly string[];
}

export interface LeftOut extends Candidate {
  /** "nothing built": the best plan has no computing there. */
  readonly status: "infeasible" | "unsolved" | "nothing built";
  readonly reason: string;
}

export interface Ranking {
  readonly name: string;
  readonly firmMW: number;
  readonly nonFirmMW: number;
  /** Start of a horizon, such as 2027-Q1; null for a design year, whose months count from the application. */
  readonly start: string | null;
  readonly resolution: string;
  /** Currency it is written in for people; fields whose name says USD hold USD. */
  readonly money: Currency;
  readonly by: Criterion | "score";
  readonly weights: Weights;
  readonly ranked: readonly RankedPlace[];
  readonly leftOut: readonly LeftOut[];
  /** Places not reached before it was stopped. */
  readonly notReached: readonly string[];
  readonly notices: readonly string[];
}

export interface RankOptions extends PlanOptions {
  readonly by: Criterion | "score";
  readonly weights: Weights;
  readonly resolution: string;
  readonly onPlace?: (done: number, of: number, place: string) => void;
}

/** Draws of each plan over time; enough for a place's odds to one point. */
const DRAWS = 2000;

/** Longest that one solve of one place may take; a place that needs more is listed as not solved. */
const MOST_SECONDS = 30;

/** A plan with less computing than this has none: the solver's zeros. */
const NOTHING_MW = 1e-3;

/** Why a place with nothing in it is not ranked. */
function nothingReason({ p50Months, oddsFrac }: GridDate, start: number | undefined): string {
  const when =
    start === undefined
      ? `its grid takes ${dateText(p50Months, null)} months at P50`
      : `its grid comes in ${dateText(p50Months, quarterLabel(start))} at P50`;
  return `the best plan computes nothing there; ${when}, with odds of ${shareText(oddsFrac)}`;
}

/** What the order looks at. */
export function valuesOf(figures: PlacedFigures): Values {
  return {
    date: figures.first.p50Months,
    cost: figures.usdPerEFLOPSh,
    clean: figures.cleanHourlyFrac,
    odds: figures.oddsFrac,
  };
}

/** Of the draws that get there, as a grid's date is: odds are a criterion of their own. */
function spreadOf({ ifReached }: DateReport, start: number): Spread {
  const months = (label?: string) => (label === undefined ? null : monthNumber(label)! - start * 3);
  return {
    p10Months: months(ifReached?.p10),
    p50Months: months(ifReached?.p50),
    p90Months: months(ifReached?.p90),
  };
}

function figuresOf(
  pack: Package,
  grid: GridDate,
  start: number | undefined,
  laterQuarters: number,
): PlacedFigures {
  const { kpis, odds } = pack;
  return {
    first: odds && start !== undefined ? spreadOf(odds.total.firstMW, start) : grid,
    oddsFrac: odds ? 1 - odds.total.fullPower.neverFrac.mean : grid.oddsFrac,
    laterQuarters,
    usdPerEFLOPSh: kpis.usdPerEFLOPSh,
    powerUSDPerMWh: kpis.powerUSDPerMWh,
    pueAnnual: kpis.pueAnnual,
    cleanHourlyFrac: kpis.cfeHourlyFrac,
    co2TPerYear: kpis.co2TPerYear,
    co2KgPerMWh:
      kpis.energyMWhPerYear > 1 ? (kpis.co2TPerYear * 1000) / kpis.energyMWhPerYear : null,
    waterM3PerYear: kpis.waterM3PerYear,
    wueLPerKWh: kpis.wueLPerKWh,
    itMW: kpis.itMW,
    solveGap: pack.solve.gap,
  };
}

function traitsOf({ grid, ...figures }: PlacedFigures & Candidate): Trait[] {
  const digits = (count: number, unit: string) => (value: number) =>
    `${value.toFixed(count)}${unit}`;
  return [
    { label: "connection", value: grid.p50Months, text: digits(0, " months") },
    { label: "odds of the connection", value: grid.oddsFrac, text: shareText },
    {
      label: "power",
      value: figures.powerUSDPerMWh,
      text: (usd) => `${converted(usd).toFixed(0)} ${moneyUnit("USD/MWh")}`,
    },
    { label: "PUE", value: figures.pueAnnual, text: digits(2, "") },
    { label: "clean hour by hour", value: figures.cleanHourlyFrac, text: shareText },
  ];
}

/** What rests on estimates, counted in the catalogue. */
function estimateNotices(places: readonly Candidate[]): string[] {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const priors = mean(places.map(({ grid }) => grid.estimatedFrac));
  const figures = places.flatMap(({ place }) =>
    ["taxUSDPerMWh", "networkUSDPerMWh", "gasUSDPerMWhThermal", "gridCO2MeanKgPerMWh"].flatMap(
      (parameter) => findPlace(place)?.figures.get(parameter) ?? [],
    ),
  );
  const estimated = figures.filter(({ confidence }) => confidence === "estimated").length;
  return [
    "Weather, price and carbon of every place are synthetic typical years drawn from statistics: good for comparing, not for a bill.",
    `Dates and odds stand on milestone chains whose figures are estimates (${shareText(priors)} of them in the catalogue).`,
    `Of ${figures.length} figures of these places for tax, network, gas and carbon, ${estimated} are estimates, the others published.`,
  ];
}

interface Done {
  readonly candidate: Candidate;
  readonly figures: PlacedFigures;
}

function inOrder(
  done: readonly Done[],
  { by, weights }: Pick<RankOptions, "by" | "weights">,
  money: Currency,
): RankedPlace[] {
  const values = done.map(({ figures }) => valuesOf(figures));
  const scores = scoresOf(values, weights);
  const pareto = paretoBest(values, weights);
  const ranges = rankRanges(values, weights);
  const reasons = writtenIn(money, () =>
    reasonsOf(done.map(({ candidate, figures }) => traitsOf({ ...candidate, ...figures }))),
  );
  return orderOf(values, by, weights).map((i, position) => ({
    ...done[i]!.candidate,
    ...done[i]!.figures,
    rank: position + 1,
    score: scores[i]!,
    rankRange: ranges[i]!,
    paretoBest: pareto[i]!,
    reasons: reasons[i]!,
  }));
}

/** Plans the package in each place and ranks the places; stopped early it ranks those that are done. */
export async function rankPlaces(
  scenario: Scenario,
  packed: Movable,
  placeIds: readonly string[],
  options: RankOptions,
): Promise<Ranking> {
  const done: Done[] = [];
  const leftOut: LeftOut[] = [];
  const notices = new Set([...packed.notices, ...currencyNotices(scenario)]);
  const places = placeIds.map((id) => findPlace(id)!);
  const candidates = places.map(({ id, name, country }: Place) => ({
    place: id,
    name,
    country,
    grid: gridDateOf(id, packed.firmMW + packed.nonFirmMW),
  }));
  let next = 0;
  let start: number | undefined;
  let resolution = options.resolution;
  for (; next < candidates.length && !options.signal?.aborted; next++) {
    const candidate = candidates[next]!;
    options.onPlace?.(next, candidates.length, candidate.place);
    const loaded = await atPlace(packed, candidate.place, options.resolution);
    if (!loaded.ok) {
      const reason = loaded.issues[0]!.message;
      leftOut.push({ ...candidate, status: "infeasible", reason });
      continue;
    }
    start = loaded.scenario.horizon?.start;
    const { kind } = loaded.scenario.resolution;
    resolution = kind === "full" ? kind : `weeks:${loaded.scenario.resolution.count}`;
    const { by: _, weights: __, resolution: ___, onPlace: ____, ...rest } = options;
    const found = await planAt(loaded.scenario, {
      timeLimitSeconds: MOST_SECONDS,
      ...rest,
      confirm: 0,
      draws: DRAWS,
    });
    // A plan cut short is no plan: the place counts as not reached.
    if (options.signal?.aborted) break;
    if (found.status !== "planned") leftOut.push({ ...candidate, ...found });
    else if (found.pack.kpis.itMW < NOTHING_MW)
      leftOut.push({
        ...candidate,
        status: "nothing built",
        reason: nothingReason(candidate.grid, start),
      });
    else {
      const figures = figuresOf(found.pack, candidate.grid, start, found.laterQuarters);
      done.push({ candidate, figures });
      if (found.undecided)
        notices.add(
          `${candidate.place}: a date in between could not be decided, so an earlier one may be possible.`,
        );
      if (found.laterQuarters > 0)
        notices.add("Where demand cannot be met on time it is moved to the earliest that can.");
    }
  }
  for (const notice of estimateNotices(candidates.slice(0, next))) notices.add(notice);
  const money = currencyOf(scenario.money);
  return {
    name: scenario.name,
    firmMW: packed.firmMW,
    nonFirmMW: packed.nonFirmMW,
    start: start === undefined ? null : quarterLabel(start),
    resolution,
    money,
    by: options.by,
    weights: options.weights,
    ranked: inOrder(done, options, money),
    leftOut,
    notReached: placeIds.slice(next),
    notices: [...notices],
  };
}

/** The places of a ranking that were planned. */
const placesOf = ({ ranked, leftOut }: Ranking): Candidate[] => [...ranked, ...leftOut];

/**
 * One ranking of places that were ranked apart, as by several workers; `notReached` are those not among them.
 * The order depends on all places at once, so it is made anew. `parts` holds at least one.
 */
export function joinRankings(
  parts: readonly Ranking[],
  order: Pick<RankOptions, "by" | "weights">,
  notReached: readonly string[],
): Ranking {
  const done = parts.flatMap(({ ranked }) =>
    ranked.map((place): Done => ({ candidate: place, figures: place })),
  );
  // What each part says of its own estimates is said once of all places.
  const ofParts = new Set(parts.flatMap((part) => estimateNotices(placesOf(part))));
  const others = parts.flatMap(({ notices }) => notices).filter((notice) => !ofParts.has(notice));
  return {
    ...parts[0]!,
    ...order,
    ranked: inOrder(done, order, parts[0]!.money),
    leftOut: parts.flatMap(({ leftOut }) => leftOut),
    notReached: [...notReached, ...parts.flatMap((part) => part.notReached)],
    notices: [...new Set([...others, ...estimateNotices(parts.flatMap(placesOf))])],
  };
}

/** Every place of the catalogue. */
export const allPlaces = (): string[] => listPlaces().map(({ id }) => id);
