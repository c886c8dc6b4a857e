/** Yearly sums of what sites have posted, as terms for rules. */
import { mapSeries, weightedSum } from "../../problem/series.ts";
import type { BalancedLedger, BudgetTerms, OpenLedger, Role, SiteView } from "../block.ts";

/** factor × Σ over the year of the postings to a ledger of these sites. */
export function yearlyPosted(
  sites: readonly SiteView[],
  ledger: BalancedLedger | OpenLedger,
  factor: number,
  roles?: readonly Role[],
): BudgetTerms {
  const terms: BudgetTerms["terms"][number][] = [];
  const sizes: NonNullable<BudgetTerms["sizes"]>[number][] = [];
  for (const period of sites.flatMap((site) => site.periods)) {
    const posted = period.posted(ledger, roles);
    for (const { flow, coefficient } of posted.terms)
      terms.push({ period, flow, coefficient: mapSeries(coefficient, (value) => value * factor) });
    for (const { size, coefficient } of posted.sizes)
      sizes.push({
        size,
        coefficient: factor * weightedSum(coefficient, period.weightHours),
        period,
      });
  }
  return { terms, sizes };
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
