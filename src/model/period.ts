/** The hours of one slice as one asset sees them: makes flows and rows, posts to ledgers. */
import type { Flow, FlowLimit, Period, Posted, SizeTerm, Term } from "../blocks/block.ts";
import { addHourly, addRow, addState } from "../problem/build.ts";
import type { HourlyTerm, UpperBound } from "../problem/problem.ts";
import { addSeries, at, mapSeries } from "../problem/series.ts";
import type { Series } from "../problem/series.ts";
import { capacityOf, pick } from "./campus.ts";
import type { Campus, LedgerName, PeriodBooks } from "./campus.ts";
import { append } from "./ledgers.ts";
import type { Posting } from "./ledgers.ts";
import { middleOf } from "./interval.ts";
import { priceIndex } from "./money.ts";
import type { AssetTiming } from "./timing.ts";

/** Adds up terms on the same variable, so that a row names each variable once. */
export function mergeTerms(terms: readonly HourlyTerm[]): HourlyTerm[] {
  const merged = new Map<number, Series>();
  for (const term of terms) {
    const before = merged.get(term.variable);
    merged.set(
      term.variable,
      before === undefined ? term.coefficient : addSeries(before, term.coefficient),
    );
  }
  return [...merged].map(([variable, coefficient]) => ({ variable, coefficient }));
}

function scaleSeries(series: Series, factor: number): Series {
  return factor === 1 ? series : mapSeries(series, (value) => value * factor);
}

/** Postings of a ledger in one period, those of its members included. */
export function postingsIn(period: PeriodBooks, ledger: LedgerName): Posting[] {
  return [
    ...(period.books.get(ledger) ?? []),
    ...period.members.flatMap((member) => postingsIn(member, ledger)),
  ];
}

/**
 * A period scoped to the asset called `asset` of `site`.
 * Coefficients already cut to the slice (those of `posted`) may be passed back in: a series is cut
 * only when its length is not the slice's.
 */
export function periodFor(
  campus: Campus,
  site: string,
  asset: string,
  period: PeriodBooks,
  timing?: AssetTiming,
): Period {
  const slice = campus.problem.slices[period.slice]!;
  const interval = campus.intervals[period.interval]!;
  const ramp = timing?.ramp[period.interval] ?? 1;
  /** What a demand asks for follows its ramp; everything else has a ramp of 1. */
  const ramped = (series: Series): Series =>
    ramp === 1 ? cut(series) : mapSeries(cut(series), (value) => value * ramp);
  const cut = (series: Series): Series =>
    typeof series !== "number" && series.length === slice.steps
      ? series
      : pick(period.hours, series);
  const full = (name: string) => `${asset}.${name}`;
  const upperOf = (limit: FlowLimit): UpperBound => {
    if (!limit) return { kind: "series", value: Infinity };
    if ("series" in limit) return { kind: "series", value: ramped(limit.series) };
    return {
      kind: "capacity",
      capacity: capacityOf(campus, period.slice, limit.size),
      profile: cut(limit.profile ?? 1),
    };
  };
  const termsOf = (terms: readonly Term[]) =>
    mergeTerms(
      terms.map((term) => ({ variable: term.flow.variable, coefficient: cut(term.coefficient) })),
    );
  const capacityTerms = (sizes: readonly SizeTerm[]) =>
    sizes.map(({ size, coefficient }) => ({
      capacity: capacityOf(campus, period.slice, size),
      coefficient: cut(coefficient),
    }));
  const postedAs = (postings: readonly Posting[]): Posted => ({
    terms: postings.flatMap((posting) =>
      posting.isCapacity
        ? []
        : [
            {
              flow: { variable: posting.index, name: slice.variables[posting.index]!.name },
              coefficient: posting.coefficient,
            },
          ],
    ),
    sizes: postings.flatMap((posting) =>
      posting.size ? [{ size: posting.size, coefficient: posting.coefficient }] : [],
    ),
  });
  return {
    name: period.name,
    interval: period.interval,
    calendarYear: campus.horizon ? middleOf(interval) : undefined,
    slice: period.slice,
    weightHours: slice.weightHours,
    cut,
    meanOf: (series) => Number(pick(interval.total, series)),
    flow: (name, limit) => ({
      variable: addHourly(slice, { name: full(name), upper: upperOf(limit) }),
      name: full(name),
    }),
    freeFlow: (name) => ({
      variable: addHourly(slice, { name: full(name), lower: -Infinity }),
      name: full(name),
    }),
    row(name, terms, sense, rhs, sizes = []) {
      addRow(slice, {
        name: full(name),
        terms: termsOf(terms),
        sense,
        rhs: ramped(rhs),
        capacityTerms: capacityTerms(sizes),
      });
    },
    store(name, level, retention, terms, inflow = 0) {
      addState(slice, {
        name: full(name),
        level: level.variable,
        retention: cut(retention),
        terms: termsOf(terms),
        rhs: ramped(inflow),
      });
    },
    post(ledger, flow, coefficient, role) {
      append<string, Posting>(period.books, ledger, {
        asset,
        role,
        slice: period.slice,
        index: flow.variable,
        isCapacity: false,
        size: undefined,
        coefficient: cut(coefficient),
      });
    },
    postSize(ledger, size, coefficient, role) {
      append<string, Posting>(period.books, ledger, {
        asset,
        role,
        slice: period.slice,
        index: capacityOf(campus, period.slice, size),
        isCapacity: true,
        size,
        coefficient: cut(coefficient),
      });
    },
    compute(workload, flow, pflopsPerUnit) {
      append<string, Posting>(period.books, `compute:${workload}`, {
        asset,
        role: undefined,
        slice: period.slice,
        index: flow.variable,
        isCapacity: false,
        size: undefined,
        coefficient: cut(pflopsPerUnit),
      });
    },
    priceIndex: (category) => priceIndex(campus.horizon, category, interval.yearsIn),
    charge(category, flow, usdPerUnitHour) {
      if (usdPerUnitHour === 0) return;
      const index = priceIndex(campus.horizon, category, interval.yearsIn);
      const usd = scaleSeries(cut(usdPerUnitHour), index);
      const variable = slice.variables[flow.variable]!;
      variable.cost = addSeries(variable.cost, scaleSeries(usd, interval.discount));
      campus.charges.push({
        on: "flow",
        asset,
        site,
        category,
        slice: period.slice,
        variable: flow.variable,
        usd,
      });
    },
    count(total, flow, perUnitHour) {
      if (perUnitHour === 0) return;
      campus.counts.push({
        asset,
        total,
        slice: period.slice,
        variable: flow.variable,
        perUnitHour: cut(perUnitHour),
      });
    },
    posted: (ledger, roles) =>
      postedAs(
        postingsIn(period, ledger).filter(
          (posting) => !roles || (posting.role && roles.includes(posting.role)),
        ),
      ),
    postedCompute: (workload) => postedAs(postingsIn(period, `compute:${workload}`)),
  };
}

/** Σ coefficient × value over the postings of one period, step by step. */
export function sumPostings(
  postings: readonly Posting[],
  steps: number,
  valueOf: (posting: Posting) => Float64Array | number,
): Float64Array {
  const sum = new Float64Array(steps);
  for (const posting of postings) {
    const value = valueOf(posting);
    for (let t = 0; t < steps; t++) sum[t]! += at(posting.coefficient, t) * at(value, t);
  }
  return sum;
}

/** Flow handle of an hourly variable that is already in the slice. */
export function flowAt(campus: Campus, slice: number, variable: number): Flow {
  return { variable, name: campus.problem.slices[slice]!.variables[variable]!.name };
}
