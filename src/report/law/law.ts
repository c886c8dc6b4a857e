/** The law in the report: every rule that applies or may apply, the plan's figure, its margin, its shadow price. */
import { judge } from "../../law/judge.ts";
import type { Judgement } from "../../law/judge.ts";
import { provisionWords } from "../../law/at-place.ts";
import type { Facts } from "../../law/facts.ts";
import { METRICS } from "../../law/metric.ts";
import type { SiteFigures } from "../../law/metric.ts";
import type { Campus } from "../../model/campus.ts";
import { append } from "../../model/ledgers.ts";
import { commissionedOn } from "../../scenario/commissioning.ts";
import {
  lawAtSites,
  lawDays,
  lawEntries,
  siteFacts,
  sitesUnderLaw,
  taxUSDPerMWh,
} from "../../scenario/law-entries.ts";
import type { LawAtSites } from "../../scenario/law-entries.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { dayLabel } from "../../units/day.ts";
import type { Solved } from "../flows.ts";
import { figuresOf } from "./figures.ts";
import type { CapVariant, DraftReport } from "./drafts.ts";

export interface LawRow extends ReturnType<typeof provisionWords> {
  readonly sites: readonly string[];
  readonly limit: number | null;
  readonly why: string;
  readonly dueFrom: string | null;
  readonly verdict: Judgement["verdict"];
  readonly missing: readonly string[];
  readonly measured: number | null;
  /** Figures of the sites that it is worked out from. */
  readonly measuredFrom: Partial<SiteFigures>;
  readonly margin: number | null;
  readonly natural: Judgement["natural"];
  /** Over a horizon: first quarter in which it holds, where that is not the start, and the last where it ends. */
  readonly since: string | null;
  readonly until: string | null;
  /** Over a horizon: the year of the figures, that with least room; null for a design year. */
  readonly year: string | null;
  /** Whether it is a row of the plan. */
  readonly binds: boolean;
  /** USD a year (PFLOPS·h for most compute) per natural unit of relief; null where it is no row of the plan. */
  readonly worthPerUnit: number | null;
  readonly worthUnit: string | null;
}

export interface LawReport {
  readonly book: Scenario["law"]["choice"]["book"];
  /** Whether linear rules bind in the plan. */
  readonly binds: boolean;
  readonly at: string;
  /** Last day the law is read on, where it is read in every quarter of a horizon. */
  readonly to: string | null;
  /** Day of commissioning, or of each site where they differ. */
  readonly commissioned: string;
  readonly rows: readonly LawRow[];
  /** What drafts would change; empty where they change nothing or none was asked for. */
  readonly drafts: readonly DraftReport[];
  /** What eases a cap on energy that binds; empty where none does. */
  readonly cap: readonly CapVariant[];
}

/** Part of a year a budget row speaks of: less than one where a rule of law begins or ends within a year. */
function yearFracOf({ limits, intervals }: Campus, budget: number): number {
  const limit = limits.find(({ target }) => target.kind === "budget" && target.index === budget);
  const [first, last] = limit?.intervals ?? [0, -1];
  const sum = intervals.slice(first, last + 1).reduce((total, { yearFrac }) => total + yearFrac, 0);
  return limit ? Math.min(1, sum) : 1;
}

/** What one natural unit a year more of room in all rows of an asset is worth: the sum of their prices. */
function priceOf(campus: Campus, solution: Solved["solution"], asset: string): number {
  const own = (name: string) => name.startsWith(`${asset}.`);
  let price = 0;
  campus.problem.budgets.forEach((row, i) => {
    if (own(row.name)) price += Math.abs(solution.budgetDuals[i]!) * yearFracOf(campus, i);
  });
  campus.problem.designRows.forEach((row, i) => {
    if (own(row.name)) price += Math.abs(solution.designRowDuals[i]!);
  });
  campus.problem.slices.forEach((slice, s) => {
    slice.rows.forEach((row, r) => {
      // Rows that only define how short an hour is are priced by the budget of the rule.
      if (own(row.name) && row.name.endsWith(".cover"))
        for (const dual of solution.slices[s]!.rowDuals[r]!) price += Math.abs(dual);
    });
  });
  return price;
}

/** USD per MWh in the unit of a tax. */
const inUnit = (usd: number | null, unit: string) =>
  usd === null ? null : usd / taxUSDPerMWh({ unit }, 1);

/** Intervals in which a rule holds, year by year of the plan. */
function heldYears({ intervals }: Campus, holds: LawAtSites["holds"]): number[][] {
  const years = new Map<number, number[]>();
  intervals.forEach(({ year }, i) => {
    if (!holds || holds[i]) append(years, year, i);
  });
  return [...years.values()];
}

/** The figures that a metric and its unit of nature read. */
function readBy(metric: string, figures: SiteFigures, facts: Facts): Partial<SiteFigures> {
  const read = new Set<string | symbol>();
  const watched = new Proxy(figures, {
    get(of, name) {
      read.add(name);
      return Reflect.get(of, name) as unknown;
    },
  });
  const { measure, natural } = METRICS[metric]!;
  measure(watched, facts);
  natural?.perUnit(watched);
  return Object.fromEntries(Object.entries(figures).filter(([name]) => read.has(name)));
}

const ORDER = { broken: 0, open: 1, kept: 2 } as const;

/** The judgement with least room: broken before open before kept. A year without a figure tells nothing. */
function worstOf<Judged extends Judgement>(all: readonly Judged[], operator: string): Judged {
  const told = all.filter(({ measured }) => measured !== null);
  // Where no limit is stated there is no room either: the year that would ask for most of one.
  const room = ({ margin, measured }: Judgement) =>
    margin ?? (measured === null ? Infinity : operator === "<=" ? -measured : measured);
  return (told.length > 0 ? told : all).reduce((worst, one) => {
    const before = ORDER[one.verdict] - ORDER[worst.verdict];
    return before < 0 || (before === 0 && room(one) < room(worst)) ? one : worst;
  });
}

/** Rows of the law for a solved plan. */
function rowsOf(scenario: Scenario, solved: Solved): LawRow[] {
  const { campus, solution } = solved;
  const sites = sitesUnderLaw(scenario);
  const entries = lawEntries(scenario);
  const known = new Map<string, SiteFigures>();
  const figures = (names: readonly string[], intervals: readonly number[]) => {
    const key = `${names.join()} ${intervals.join()}`;
    const of =
      known.get(key) ??
      figuresOf(
        solved,
        campus.sites.filter(({ name }) => names.includes(name)),
        sites.filter(({ name }) => names.includes(name)),
        intervals,
      );
    known.set(key, of);
    return of;
  };
  const label = (i: number) => campus.intervals[i]!.label;
  return lawAtSites(scenario).map(({ finding, sites: names, holds }) => {
    const { provision, limit } = finding;
    const site = scenario.sites.find(({ name }) => name === names[0])!;
    const facts = siteFacts(scenario, site);
    const taxed = provision.metric === "taxPerMWh" && limit !== undefined;
    const asked = taxed ? { ...finding, limit: taxUSDPerMWh(provision, limit) } : finding;
    const years = heldYears(campus, holds);
    const { year, ...judged } = worstOf(
      years.map((of) => ({
        ...judge(asked, figures(names, of), facts),
        measuredFrom: readBy(provision.metric, figures(names, of), facts),
        year: of[0]!,
      })),
      provision.operator,
    );
    const entry = entries.find(
      (one) => one.provision.id === provision.id && one.sites.join() === names.join(),
    );
    const asset = `${names.length === 1 ? names[0] : "portfolio"}.${provision.id}`;
    const unit = METRICS[provision.metric]!.natural?.unit ?? METRICS[provision.metric]!.unit;
    const [first, last] = [years[0]![0]!, years.at(-1)!.at(-1)!];
    return {
      ...provisionWords(provision),
      sites: names,
      limit: limit ?? null,
      why: finding.why,
      dueFrom: finding.dueFrom === undefined ? null : dayLabel(finding.dueFrom),
      ...judged,
      measured: taxed ? inUnit(judged.measured, provision.unit) : judged.measured,
      margin: taxed ? inUnit(judged.margin, provision.unit) : judged.margin,
      since: first > 0 ? label(first) : null,
      until: last < campus.intervals.length - 1 ? label(last) : null,
      year: campus.horizon ? label(year) : null,
      binds: entry !== undefined,
      worthPerUnit: entry ? priceOf(campus, solution, asset) : null,
      worthUnit: entry ? `per ${unit}` : null,
    };
  });
}

/** Day of commissioning in words: one, or site by site. */
function commissionedWords(scenario: Scenario): string {
  const days = scenario.sites.map((site) => ({
    name: site.name,
    day: dayLabel(commissionedOn(scenario, site)),
  }));
  return days.every(({ day }) => day === days[0]!.day)
    ? days[0]!.day
    : days.map(({ name, day }) => `${day} (${name})`).join(", ");
}

/** The law of a plan; what drafts cost is added by planning again (law-drafts.ts). */
export function lawOf(scenario: Scenario, solved: Solved): LawReport {
  const { choice, binds } = scenario.law;
  const days = lawDays(scenario);
  return {
    book: choice.book,
    binds,
    at: dayLabel(days[0]!),
    to: days.length > 1 ? dayLabel(days.at(-1)!) : null,
    commissioned: commissionedWords(scenario),
    rows: rowsOf(scenario, solved),
    drafts: [],
    cap: [],
  };
}

/** Hard rules that a plan made under the law still breaks: those that are checked after it. */
export function brokenByPlan({ binds, rows }: LawReport): readonly LawRow[] {
  return binds
    ? rows.filter(({ verdict, effect }) => verdict === "broken" && effect === "hard")
    : [];
}
