/** The law in the report: every rule that applies or may apply, the plan's figure, its margin, its shadow price. */
import { judge } from "../../law/judge.ts";
import type { Judgement } from "../../law/judge.ts";
import { provisionWords } from "../../law/at-place.ts";
import { METRICS } from "../../law/metric.ts";
import type { SiteFigures } from "../../law/metric.ts";
import type { Campus } from "../../model/campus.ts";
import {
  lawAtSites,
  lawEntries,
  siteFacts,
  sitesUnderLaw,
  taxUSDPerMWh,
} from "../../scenario/law-entries.ts";
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
  readonly margin: number | null;
  readonly natural: Judgement["natural"];
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
  readonly commissioned: string;
  readonly rows: readonly LawRow[];
  /** What drafts would change; empty where they change nothing or none was asked for. */
  readonly drafts: readonly DraftReport[];
  /** What eases a cap on energy that binds; empty where none does. */
  readonly cap: readonly CapVariant[];
}

/** What one natural unit more of room in all rows of an asset is worth: the sum of their prices. */
function priceOf(campus: Campus, solution: Solved["solution"], asset: string): number {
  const own = (name: string) => name.startsWith(`${asset}.`);
  let price = 0;
  campus.problem.budgets.forEach((row, i) => {
    if (own(row.name)) price += Math.abs(solution.budgetDuals[i]!);
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

/** Rows of the law for a solved plan. */
function rowsOf(scenario: Scenario, solved: Solved): LawRow[] {
  const { campus, solution } = solved;
  const sites = sitesUnderLaw(scenario);
  const entries = lawEntries(scenario);
  const known = new Map<string, SiteFigures>();
  const figures = (names: readonly string[]) => {
    const key = names.join();
    const of =
      known.get(key) ??
      figuresOf(
        solved,
        campus.sites.filter(({ name }) => names.includes(name)),
        sites.filter(({ name }) => names.includes(name)),
      );
    known.set(key, of);
    return of;
  };
  return lawAtSites(scenario).map(({ finding, sites: names }) => {
    const { provision, limit } = finding;
    const site = scenario.sites.find(({ name }) => name === names[0])!;
    const of = figures(names);
    const facts = siteFacts(scenario, site);
    const taxed = provision.metric === "taxPerMWh" && limit !== undefined;
    const judged = judge(
      taxed ? { ...finding, limit: taxUSDPerMWh(provision, limit) } : finding,
      of,
      facts,
    );
    const entry = entries.find(
      (one) => one.provision.id === provision.id && one.sites.join() === names.join(),
    );
    const asset = `${names.length === 1 ? names[0] : "portfolio"}.${provision.id}`;
    const unit = METRICS[provision.metric]!.natural?.unit ?? METRICS[provision.metric]!.unit;
    return {
      ...provisionWords(provision),
      sites: names,
      limit: limit ?? null,
      why: finding.why,
      dueFrom: finding.dueFrom === undefined ? null : dayLabel(finding.dueFrom),
      ...judged,
      measured: taxed ? inUnit(judged.measured, provision.unit) : judged.measured,
      margin: taxed ? inUnit(judged.margin, provision.unit) : judged.margin,
      binds: entry !== undefined,
      worthPerUnit: entry ? priceOf(campus, solution, asset) : null,
      worthUnit: entry ? `per ${unit}` : null,
    };
  });
}

/** The law of a plan; what drafts cost is added by planning again (law-drafts.ts). */
export function lawOf(scenario: Scenario, solved: Solved): LawReport {
  const { choice, binds, at, commissioned } = scenario.law;
  return {
    book: choice.book,
    binds,
    at: dayLabel(at),
    commissioned: dayLabel(commissioned),
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
