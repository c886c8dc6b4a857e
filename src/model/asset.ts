/** An asset's door to the model: sizes with their money, budgets and credits. */
import type { Asset, BudgetTerms, DesignLedger, Size, SizeRequest, SiteView, TotalLedger } from "../blocks/block.ts";
import { addBudget, addDesign, addDesignRow } from "../problem/build.ts";
import { weightedSum } from "../problem/series.ts";
import type { Campus, SiteBooks } from "./campus.ts";
import { annuityFrac } from "./finance.ts";
import type { Limit } from "./ledgers.ts";
import { flowAt, periodFor } from "./period.ts";

function addSize(campus: Campus, site: SiteBooks, asset: string, path: string, request: SizeRequest): Size {
  const factor = request.unitSize ?? 1;
  const maximum = request.maximum ?? Infinity;
  const capital =
    (request.capexUSDPerUnit ?? 0) === 0
      ? 0
      : request.capexUSDPerUnit! * annuityFrac(site.conditions.waccFrac, request.lifeYears ?? NaN);
  const upkeep = request.fixedOMUSDPerUnitYear ?? 0;
  const design = addDesign(campus.problem, {
    name: `${asset}.${request.name}`,
    lower: (request.minimum ?? 0) / factor,
    upper: request.unitSize === undefined ? maximum : Math.floor(maximum / factor + 1e-9),
    cost: (capital + upkeep) * factor,
    integer: request.unitSize !== undefined,
  });
  const size: Size = { design, factor, request };
  campus.problem.constant += upkeep * (request.existing ?? 0);
  campus.sized.push({ asset, path, site: site.name, size, request });
  const charge = (usd: number, capexUSDPerUnit: number) =>
    campus.charges.push({
      asset, site: site.name, category: request.category, slice: -1, variable: -1, size, usd, capexUSDPerUnit,
    });
  if (capital !== 0) charge(capital, request.capexUSDPerUnit!);
  if (upkeep !== 0) charge(upkeep, 0);
  if (Number.isFinite(maximum))
    campus.limits.push({
      asset, path, name: request.name, unit: request.unit, field: request.limitField,
      target: { kind: "design", index: design, factor }, sense: "<=", value: maximum,
    });
  return size;
}

/** Yearly total of a ledger at a site, as budget terms; those of the portfolio when asked for it. */
function totalTerms(campus: Campus, site: SiteBooks, asset: string, ledger: TotalLedger): BudgetTerms {
  const periods = site.periods.map((period) => ({ books: period, period: periodFor(campus, site.name, asset, period) }));
  const prefix = `${site.name}.`;
  return {
    terms: periods.flatMap(({ books, period }) =>
      campus.counts
        .filter((count) => count.total === ledger && count.slice === books.slice && count.asset.startsWith(prefix))
        .map((count) => ({
          period,
          flow: flowAt(campus, count.slice, count.variable),
          coefficient: count.perUnitHour,
        }))),
  };
}

function viewOf(campus: Campus, site: SiteBooks, asset: string): SiteView {
  const prefix = `${site.name}.`;
  return {
    name: site.name,
    conditions: site.conditions,
    periods: site.periods.map((period) => periodFor(campus, site.name, asset, period)),
    total: (ledger) => totalTerms(campus, site, asset, ledger),
    designTotal: (ledger: DesignLedger) =>
      campus.credits
        .filter((credit) => credit.ledger === ledger && credit.asset.startsWith(prefix))
        .map(({ size, coefficient }) => ({ size, coefficient })),
  };
}

/** Rewrites sizes as terms on design variables, and the part of them that is fixed. */
function designTerms(sizes: readonly { size: Size; coefficient: number }[]) {
  let fixed = 0;
  const terms = sizes.map(({ size, coefficient }) => {
    fixed += coefficient * (size.request.existing ?? 0);
    return { design: size.design, coefficient: coefficient * size.factor };
  });
  return { terms, fixed };
}

/** The door of the asset called `name` at `site`; `scope` is the sites it concerns. */
export function assetFor(
  campus: Campus, site: SiteBooks, name: string, path: string, scope: readonly SiteBooks[],
): Asset {
  const sliceOf = new Map<string, number>();
  for (const books of [...campus.sites, campus.portfolio])
    for (const period of books.periods) sliceOf.set(period.name, period.slice);
  const limitOn = (
    target: Limit["target"], rowName: string, sense: Limit["sense"], value: number, field?: string, unit = "",
  ) => campus.limits.push({ asset: name, path, name: rowName, unit, field, target, sense, value });
  return {
    name,
    path,
    conditions: site.conditions,
    periods: site.periods.map((period) => periodFor(campus, site.name, name, period)),
    sites: scope.map((books) => viewOf(campus, books, name)),
    size: (request) => addSize(campus, site, name, path, request),
    credit: (ledger, size, coefficient) => campus.credits.push({ asset: name, ledger, size, coefficient }),
    budget(rowName, { terms, sizes = [] }, sense, limit, limitField, unit) {
      const design = designTerms(sizes);
      const index = addBudget(campus.problem, {
        name: `${name}.${rowName}`,
        terms: terms.map(({ period, flow, coefficient }) => ({
          slice: sliceOf.get(period.name)!,
          variable: flow.variable,
          coefficient,
        })),
        designTerms: design.terms,
        sense,
        rhs: limit - design.fixed,
      });
      limitOn({ kind: "budget", index }, rowName, sense, limit, limitField, unit);
    },
    designRow(rowName, sizes, sense, limit) {
      const design = designTerms(sizes);
      addDesignRow(campus.problem, { name: `${name}.${rowName}`, terms: design.terms, sense, rhs: limit - design.fixed });
    },
    warn: (message) => campus.warnings.push(`${path}: ${message}`),
  };
}

/** Σ weight × values of one slice. */
export function yearly(campus: Campus, slice: number, values: Float64Array): number {
  return weightedSum(values, campus.problem.slices[slice]!.weightHours);
}
