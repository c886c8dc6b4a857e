/** An asset's door to the model: sizes with their money, budgets and credits. */
import type {
  Asset,
  BudgetTerms,
  DesignLedger,
  DesignTerm,
  Size,
  SiteView,
  TotalLedger,
} from "../blocks/block.ts";
import { addBudget, addDesignRow } from "../problem/build.ts";
import type { Campus, SiteBooks } from "./campus.ts";
import { append } from "./ledgers.ts";
import type { Limit } from "./ledgers.ts";
import { flowAt, periodFor } from "./period.ts";
import type { Owner } from "./owner.ts";
import { addSize } from "./size.ts";

/** Yearly total of a ledger at a site, as budget terms; those of the portfolio when asked for it. */
function totalTerms(
  campus: Campus,
  site: SiteBooks,
  { asset, holds }: Pick<Owner, "asset" | "holds">,
  ledger: TotalLedger,
): BudgetTerms {
  const periods = heldPeriods(site, holds).map((period) => ({
    books: period,
    period: periodFor(campus, site.name, asset, period),
  }));
  const prefix = `${site.name}.`;
  return {
    terms: periods.flatMap(({ books, period }) =>
      campus.counts
        .filter(
          (count) =>
            count.total === ledger && count.slice === books.slice && count.asset.startsWith(prefix),
        )
        .map((count) => ({
          period,
          flow: flowAt(campus, count.slice, count.variable),
          coefficient: count.perUnitHour,
        })),
    ),
  };
}

/** Periods in which a rule holds. */
const heldPeriods = ({ periods }: SiteBooks, holds: Owner["holds"]) =>
  holds ? periods.filter(({ interval }) => holds[interval] === true) : periods;

function viewOf(campus: Campus, site: SiteBooks, owner: Owner): SiteView {
  const prefix = `${site.name}.`;
  return {
    name: site.name,
    conditions: site.conditions,
    periods: heldPeriods(site, owner.holds).map((period) =>
      periodFor(campus, site.name, owner.asset, period),
    ),
    total: (ledger) => totalTerms(campus, site, owner, ledger),
    designTotal: (ledger: DesignLedger) =>
      campus.credits
        .filter((credit) => credit.ledger === ledger && credit.asset.startsWith(prefix))
        .map(({ size, coefficient }) => ({ size, coefficient })),
  };
}

/** Everything posted to a workload anywhere, each posting once. */
function computeTerms(campus: Campus, asset: string, workload: string): BudgetTerms {
  const books = [...campus.sites, campus.portfolio].flatMap((site) =>
    site.periods.map((period) => ({ site, period })),
  );
  return {
    terms: books.flatMap(({ site, period }) => {
      const view = periodFor(campus, site.name, asset, period);
      return (period.books.get(`compute:${workload}`) ?? []).map((posting) => ({
        period: view,
        flow: flowAt(campus, posting.slice, posting.index),
        coefficient: posting.coefficient,
      }));
    }),
  };
}

/** A part of a plan that yearly limits are set on: the design year, or four quarters of a horizon. */
interface PlanYear {
  readonly intervals: readonly number[];
  /** Name added to rows of it; empty for the design year. */
  readonly suffix: string;
}

function planYears({ intervals }: Campus, holds: Owner["holds"]): PlanYear[] {
  const years = new Map<number, number[]>();
  intervals.forEach(({ year }, i) => {
    if (!holds || holds[i]) append(years, year, i);
  });
  return [...years.values()].map((of) => ({
    intervals: of,
    suffix: intervals.length === 1 ? "" : `@${intervals[of[0]!]!.label}`,
  }));
}

interface Amount {
  readonly terms: readonly { readonly design: number; readonly coefficient: number }[];
  readonly fixed: number;
}

/** Σ weight × what is in force in the intervals where weight is not zero. */
function inForceTerms(
  sizes: readonly { size: Size; weight: (interval: number) => number }[],
  intervals: readonly number[],
): Amount {
  const terms = new Map<number, number>();
  let fixed = 0;
  for (const { size, weight } of sizes)
    for (const i of intervals) {
      const factor = weight(i);
      const sum = size.inForce[i]!;
      if (factor === 0) continue;
      fixed += factor * sum.constant;
      for (const { design, coefficient } of sum.terms)
        terms.set(design, (terms.get(design) ?? 0) + factor * coefficient);
    }
  return { terms: [...terms].map(([design, coefficient]) => ({ design, coefficient })), fixed };
}

/** Adds a limit for every year of the plan; over a horizon, demand follows its ramp. */
function addYearlyBudget(
  campus: Campus,
  owner: Owner,
  name: string,
  { terms, sizes = [] }: BudgetTerms,
  sense: Limit["sense"],
  limit: number | ReadonlyMap<number, number>,
  field: string | undefined,
  unit: string,
): void {
  for (const year of planYears(campus, owner.holds)) {
    // What is computed before demand begins, or after it ends, does not serve it.
    const inYear = new Set(year.intervals.filter((i) => owner.timing.ramp[i]! > 0));
    const { terms: designTerms, fixed } = inForceTerms(
      sizes.map(({ size, coefficient, period }) => ({
        size,
        weight: (i) =>
          period === undefined
            ? coefficient * campus.intervals[i]!.yearFrac
            : period.interval === i
              ? coefficient
              : 0,
      })),
      year.intervals,
    );
    const limitIn = (i: number) =>
      typeof limit === "number" ? limit * campus.intervals[i]!.yearFrac : (limit.get(i) ?? 0);
    const value = year.intervals.reduce((sum, i) => sum + owner.timing.ramp[i]! * limitIn(i), 0);
    const held = year.intervals.reduce((sum, i) => sum + campus.intervals[i]!.yearFrac, 0);
    const heldFrac = typeof limit === "number" && held < 1 ? held : undefined;
    const ofYear = terms.filter(({ period }) => inYear.has(period.interval));
    if (ofYear.length === 0 && designTerms.length === 0 && value === fixed) continue;
    const index = addBudget(campus.problem, {
      name: `${owner.asset}.${name}${year.suffix}`,
      terms: ofYear.map(({ period, flow, coefficient }) => ({
        slice: period.slice,
        variable: flow.variable,
        coefficient,
      })),
      designTerms: [...designTerms],
      sense,
      rhs: value - fixed,
    });
    campus.limits.push({
      asset: owner.asset,
      path: owner.limitAs?.path ?? owner.path,
      name,
      unit,
      field: owner.limitAs?.field ?? field,
      target: { kind: "budget", index },
      sense,
      value,
      ...(heldFrac === undefined ? {} : { heldFrac }),
      intervals: [year.intervals[0]!, year.intervals.at(-1)!],
    });
  }
}

/** The door of `owner`; `scope` is the sites it concerns. */
export function assetFor(campus: Campus, owner: Owner, scope: readonly SiteBooks[]): Asset {
  const { site, asset: name, path } = owner;
  return {
    name,
    path,
    conditions: site.conditions,
    periods: site.periods.map((period) => periodFor(campus, site.name, name, period, owner.timing)),
    sites: scope.map((books) => viewOf(campus, books, owner)),
    compute: (workload) => computeTerms(campus, name, workload),
    size: (request) => addSize(campus, owner, request),
    credit: (ledger, size, coefficient) =>
      campus.credits.push({ asset: name, ledger, size, coefficient }),
    budget(rowName, terms, sense, limit, limitField, unit = "") {
      addYearlyBudget(campus, owner, rowName, terms, sense, limit, limitField, unit);
    },
    designRow(rowName, sizes, sense, limit) {
      addDesignRows(campus, `${name}.${rowName}`, sizes, sense, limit, owner.holds);
    },
    warn: (message) => campus.warnings.push(`${path}: ${message}`),
  };
}

/**
 * A limit over sizes alone, in every interval where some decision is part of it; left out where a term
 * of another interval is none there or lies outside the plan.
 */
export function addDesignRows(
  campus: Campus,
  name: string,
  sizes: readonly DesignTerm[],
  sense: Limit["sense"],
  limit: number,
  holds?: Owner["holds"],
): void {
  const seen = new Set<string>();
  campus.intervals.forEach(({ label, year, quarter }, i) => {
    if (holds && !holds[i]) return;
    const at = { year, quarter: quarter % 4 };
    const weighed = sizes.map(({ size, coefficient, lag = 0 }) => ({
      size,
      lag,
      factor: typeof coefficient === "number" ? coefficient : coefficient(at),
    }));
    if (
      weighed.some(({ lag, factor }) => lag !== 0 && (factor === 0 || !campus.intervals[i + lag]))
    )
      return;
    const { terms, fixed } = inForceTerms(
      weighed.map(({ size, lag, factor }) => ({
        size,
        weight: (interval) => (interval === i + lag ? factor : 0),
      })),
      [...new Set(weighed.map(({ lag }) => i + lag))],
    );
    // Stages make the same row many times over: once is enough.
    const key = JSON.stringify([terms, fixed]);
    if (terms.length === 0 || seen.has(key)) return;
    seen.add(key);
    addDesignRow(campus.problem, {
      name: campus.intervals.length === 1 ? name : `${name}@${label}`,
      terms: [...terms],
      sense,
      rhs: limit - fixed,
    });
  });
}
