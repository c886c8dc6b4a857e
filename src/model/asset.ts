/** An asset's door to the model: sizes with their money, budgets and credits. */
import type {
  Asset,
  BudgetTerms,
  DesignLedger,
  Size,
  SizeRequest,
  SiteView,
  TotalLedger,
} from "../blocks/block.ts";
import { addBudget, addDesign, addDesignRow } from "../problem/build.ts";
import type { Campus, SiteBooks } from "./campus.ts";
import { annuityFrac } from "./finance.ts";
import type { Limit } from "./ledgers.ts";
import { flowAt, periodFor } from "./period.ts";

/** Yearly cost per unit of a size, category by category. */
function costsOf(request: SizeRequest, waccFrac: number) {
  const {
    category,
    capexUSDPerUnit = 0,
    lifeYears = NaN,
    fixedOMUSDPerUnitYear = 0,
    also = [],
  } = request;
  return [{ category, capexUSDPerUnit, lifeYears, fixedOMUSDPerUnitYear }, ...also].map((cost) => ({
    category: cost.category,
    capexUSDPerUnit: cost.capexUSDPerUnit,
    capitalUSD:
      cost.capexUSDPerUnit === 0 ? 0 : cost.capexUSDPerUnit * annuityFrac(waccFrac, cost.lifeYears),
    upkeepUSD: cost.fixedOMUSDPerUnitYear,
  }));
}

function addSize(
  campus: Campus,
  site: SiteBooks,
  asset: string,
  path: string,
  request: SizeRequest,
): Size {
  const factor = request.unitSize ?? 1;
  const maximum = request.maximum ?? Infinity;
  const costs = costsOf(request, site.conditions.waccFrac);
  const upkeep = costs.reduce((sum, cost) => sum + cost.upkeepUSD, 0);
  const design = addDesign(campus.problem, {
    name: `${asset}.${request.name}`,
    lower: (request.minimum ?? 0) / factor,
    upper: request.unitSize === undefined ? maximum : Math.floor(maximum / factor + 1e-9),
    cost: costs.reduce((sum, cost) => sum + cost.capitalUSD + cost.upkeepUSD, 0) * factor,
    integer: request.unitSize !== undefined,
  });
  const size: Size = { design, factor, request };
  campus.problem.constant += upkeep * (request.existing ?? 0);
  campus.sized.push({ asset, path, site: site.name, size, request });
  for (const { category, capitalUSD, upkeepUSD, capexUSDPerUnit } of costs) {
    const common = { asset, site: site.name, category, slice: -1, variable: -1, size };
    if (capitalUSD !== 0) campus.charges.push({ ...common, usd: capitalUSD, capexUSDPerUnit });
    if (upkeepUSD !== 0) campus.charges.push({ ...common, usd: upkeepUSD, capexUSDPerUnit: 0 });
  }
  if (Number.isFinite(maximum))
    campus.limits.push({
      asset,
      path,
      name: request.name,
      unit: request.unit,
      field: request.limitField,
      target: { kind: "design", index: design, factor },
      sense: "<=",
      value: maximum,
    });
  return size;
}

/** Yearly total of a ledger at a site, as budget terms; those of the portfolio when asked for it. */
function totalTerms(
  campus: Campus,
  site: SiteBooks,
  asset: string,
  ledger: TotalLedger,
): BudgetTerms {
  const periods = site.periods.map((period) => ({
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
  campus: Campus,
  site: SiteBooks,
  name: string,
  path: string,
  scope: readonly SiteBooks[],
): Asset {
  const sliceOf = new Map<string, number>();
  for (const books of [...campus.sites, campus.portfolio])
    for (const period of books.periods) sliceOf.set(period.name, period.slice);
  const limitOn = (
    target: Limit["target"],
    rowName: string,
    sense: Limit["sense"],
    value: number,
    field?: string,
    unit = "",
  ) => campus.limits.push({ asset: name, path, name: rowName, unit, field, target, sense, value });
  return {
    name,
    path,
    conditions: site.conditions,
    periods: site.periods.map((period) => periodFor(campus, site.name, name, period)),
    sites: scope.map((books) => viewOf(campus, books, name)),
    compute: (workload) => computeTerms(campus, name, workload),
    size: (request) => addSize(campus, site, name, path, request),
    credit: (ledger, size, coefficient) =>
      campus.credits.push({ asset: name, ledger, size, coefficient }),
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
      addDesignRow(campus.problem, {
        name: `${name}.${rowName}`,
        terms: design.terms,
        sense,
        rhs: limit - design.fixed,
      });
    },
    warn: (message) => campus.warnings.push(`${path}: ${message}`),
  };
}
