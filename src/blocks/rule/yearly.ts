/** Yearly sums of what sites have posted, as terms for rules. */
import { mapSeries, weightedSum } from "../../problem/series.ts";
import type { Series } from "../../problem/series.ts";
import type {
  BalancedLedger,
  BudgetTerms,
  OpenLedger,
  Period,
  Posted,
  Role,
  SiteView,
} from "../block.ts";

/** factor × Σ over the year of the postings to a ledger of these sites. */
export function yearlyPosted(
  sites: readonly SiteView[],
  ledger: BalancedLedger | OpenLedger,
  factor: number,
  roles?: readonly Role[],
): BudgetTerms {
  return addTerms(
    ...sites
      .flatMap((site) => site.periods)
      .map((period) => postedOver(period, period.posted(ledger, roles), factor)),
  );
}

/** factor × Σ over the hours of a period of what is posted; a factor by step of the period may stand for one. */
export function postedOver(period: Period, posted: Posted, factor: Series): BudgetTerms {
  return {
    terms: posted.terms.map(({ flow, coefficient }) => ({
      period,
      flow,
      coefficient: timesSeries(coefficient, factor),
    })),
    sizes: posted.sizes.map(({ size, coefficient }) => ({
      size,
      coefficient: weightedSum(timesSeries(coefficient, factor), period.weightHours),
      period,
    })),
  };
}

/** The product of two series, step by step. */
export function timesSeries(a: Series, b: Series): Series {
  if (typeof a === "number") return mapSeries(b, (value) => a * value);
  if (typeof b === "number") return mapSeries(a, (value) => value * b);
  return a.map((value, t) => value * b[t]!);
}

/** Several sums as one. */
export function addTerms(...parts: readonly BudgetTerms[]): BudgetTerms {
  return {
    terms: parts.flatMap((part) => part.terms),
    sizes: parts.flatMap((part) => part.sizes ?? []),
  };
}

/** factor × a yearly total (kg, m3) of these sites. */
export function yearlyTotal(
  sites: readonly SiteView[],
  ledger: Parameters<SiteView["total"]>[0],
  factor: number,
): BudgetTerms {
  return {
    terms: sites.flatMap((site) =>
      site.total(ledger).terms.map((term) => ({
        ...term,
        coefficient: mapSeries(term.coefficient, (value) => value * factor),
      })),
    ),
  };
}
