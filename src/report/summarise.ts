/** Folds a solved plan into its package. */
import { currencyOf, writtenIn } from "../units/money.ts";
import type { SizeRequest, SummaryRow } from "../blocks/block.ts";
import type { AddedAsset, Campus, PeriodBooks, SiteBooks } from "../model/campus.ts";
import { presentYears, yearsOf } from "../model/interval.ts";
import { sizeOf as problemSize } from "../problem/problem.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { VerifiedSolution } from "../solver/solver.ts";
import { assumptionsOf } from "./assumptions.ts";
import { buyerOf } from "./buyer/buyer.ts";
import { claimsOf } from "./claims/claims.ts";
import { financeOf } from "./finance/finance.ts";
import { tariffsOf } from "./tariffs/tariffs.ts";
import { contractsOf } from "./contracts/contracts.ts";
import { bottlenecks, threeFigures, usdPerWords, usdWords } from "./bottlenecks.ts";
import {
  chargesOf,
  energyByInterval,
  facilityLoad,
  ledger,
  resultFor,
  peakOf,
  totalOf,
} from "./flows.ts";
import type { Solved } from "./flows.ts";
import { brokenByPlan, lawOf } from "./law/law.ts";
import { freeSizeNotes } from "./free-sizes.ts";
import { givenUpNotes } from "./given-up.ts";
import { kpisOf } from "./kpis.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { OddsReport } from "./odds.ts";
import { PACKAGE_VERSION } from "./package.ts";
import type { AssetReport, BottleneckReport, CostReport, Package, SiteReport } from "./package.ts";
import { reliabilityOf } from "./reliability.ts";
import { ruleRows } from "./rules.ts";
import { withPowerDates } from "./power-dates.ts";
import { plannedResources } from "./simulation-plan.ts";
import { timelineOf } from "./timeline.ts";
import { verify } from "./verify.ts";
import { inSentence } from "./words.ts";

/** Most that is allowed: what is there, and what may be added or all stages of an offer together. */
function mostOf({ maximum, existing = 0, stages }: SizeRequest): number | null {
  if (!stages) return maximum === undefined ? null : existing + maximum;
  return existing + stages.reduce((sum, { amount }) => sum + amount, 0);
}

/** Units of rows that add up over hours. */
const SUMMED: ReadonlySet<string> = new Set(["MWh", "EFLOPS·h"]);

function assetReport(
  solved: Solved,
  asset: AddedAsset,
  periods: readonly PeriodBooks[],
  costs: readonly CostReport[],
): AssetReport {
  const { campus } = solved;
  const totalMWh = energyByInterval(solved, asset.name, periods).reduce((sum, mwh) => sum + mwh, 0);
  // Over a horizon sums are a year's mean, like everything else in the report.
  const years = yearsOf(campus.intervals);
  const yearly = (row: SummaryRow): SummaryRow =>
    campus.horizon && SUMMED.has(row.unit) ? { ...row, value: row.value / years } : row;
  return {
    name: asset.name,
    path: asset.path,
    kind: asset.kind,
    title: asset.title,
    site: asset.site,
    sizes: campus.sized
      .filter((sized) => sized.asset === asset.name && sized.request.nature !== "measure")
      .map(({ size, request }) => ({
        name: request.name,
        value: peakOf(solved, size),
        unit: request.unit,
        maximum: mostOf(request),
      })),
    energyMWh: totalMWh / years,
    usdPerYear: costs
      .filter((cost) => cost.asset === asset.name)
      .reduce((total, cost) => total + cost.usdPerYear, 0),
    rows: (asset.summarise?.(resultFor(solved, periods)) ?? []).map(yearly),
  };
}

function highest(values: Float64Array): number {
  return values.reduce((best, value) => Math.max(best, value), 0);
}

/** IT power below which a site computes nothing: the solver's dust has no PUE. */
const LEAST_MW = 1e-3;
/** Hours within this of the highest load are the same to a solver. */
const SAME_LOAD_FRAC = 1e-6;

function siteReport(
  solved: Solved,
  site: SiteBooks,
  place: string,
  costs: readonly CostReport[],
): SiteReport {
  const { campus } = solved;
  const periods = site.periods;
  const loads = periods.map((period) => facilityLoad(solved, period));
  const its = periods.map((period) => ledger(solved, period, "itPower"));
  const sum = (series: readonly Float64Array[]) =>
    series.reduce((total, one, p) => total + totalOf(periods[p]!, one), 0) /
    yearsOf(solved.campus.intervals);
  const facilityMWh = sum(loads);
  const itMWh = sum(its);
  const itPeakMW = Math.max(...its.map(highest));
  const facilityPeakMW = Math.max(...loads.map(highest));
  // PUE in the hour of highest facility load: the hour that eats connection MW. Of many that fill it, the worst.
  let puePeak: number | null = null;
  loads.forEach((load, p) =>
    load.forEach((mw, t) => {
      if (mw >= facilityPeakMW * (1 - SAME_LOAD_FRAC) && its[p]![t]! > LEAST_MW)
        puePeak = Math.max(puePeak ?? 0, mw / its[p]![t]!);
    }),
  );
  return {
    name: site.name,
    place,
    itPeakMW,
    facilityPeakMW,
    facilityMWh,
    pueAnnual: itMWh > 1 && itPeakMW > LEAST_MW ? facilityMWh / itMWh : null,
    puePeak,
    importMWh: sum(periods.map((period) => ledger(solved, period, "import"))),
    assets: campus.assets
      .filter((asset) => asset.site === site.name && !asset.path.includes(".rules."))
      .map((asset) => assetReport(solved, asset, periods, costs)),
  };
}

/** Yearly cost (levelised over a horizon) and capital, one line per site, asset and category. */
function costLines(solved: Solved): CostReport[] {
  const lines = new Map<string, CostReport>();
  const years = presentYears(solved.campus.intervals);
  for (const { site, asset, category, presentUSD, capexUSD } of chargesOf(solved)) {
    const charge = { site, asset, category, usdPerYear: presentUSD / years, capexUSD };
    const key = `${charge.asset}|${charge.category}`;
    const before = lines.get(key);
    lines.set(
      key,
      before
        ? {
            ...before,
            usdPerYear: before.usdPerYear + charge.usdPerYear,
            capexUSD: before.capexUSD + charge.capexUSD,
          }
        : charge,
    );
  }
  const all = [...lines.values()];
  // Interior-point solutions leave dust on what is not built; it is checked with the rest but not shown.
  const dust = 1e-8 * all.reduce((sum, line) => sum + Math.abs(line.usdPerYear), 0);
  return all
    .filter((line) => Math.abs(line.usdPerYear) > dust)
    .sort((a, b) => b.usdPerYear - a.usdPerYear);
}

/** `a`, `a and b`, `a, b and c`. */
const listed = (names: readonly string[]) =>
  [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" and ");

/** A share in percent without decimals; what is not all is never told as 100. */
const cleanPercent = (frac: number) =>
  frac < 0.9995 && frac >= 0.995
    ? (Math.floor(frac * 1000) / 10).toFixed(1)
    : (frac * 100).toFixed(0);

/** How the sentence of a plan that builds nothing begins. */
const NOTHING = "Nothing is built";

function sentence(
  kpis: Package["kpis"],
  sites: readonly SiteReport[],
  worst: string | undefined,
): string {
  const built = sites.filter((site) => site.itPeakMW > 0.01);
  const unserved =
    kpis.unservedEFLOPSh / Math.max(1e-9, kpis.unservedEFLOPSh + kpis.effectiveEFLOPShPerYear);
  const parts = [
    built.length === 0
      ? kpis.capexUSD > 0.5 || sites.some(({ facilityPeakMW }) => facilityPeakMW > 0.01)
        ? `No IT is built; ${usdWords(kpis.costUSDPerYear)} a year`
        : NOTHING
      : `${threeFigures(kpis.itMW)} MW IT at ${listed(built.map((site) => site.name))}`,
    kpis.usdPerEFLOPSh === null
      ? ""
      : `${usdPerWords(kpis.usdPerEFLOPSh, "EFLOPS·h")}, ${usdWords(kpis.costUSDPerYear)} a year`,
    unserved > 0.0005 ? `${(unserved * 100).toFixed(1)}% of the demand is NOT served` : "",
    kpis.cfeHourlyFrac === null ? "" : `${cleanPercent(kpis.cfeHourlyFrac)}% clean hour by hour`,
    kpis.pueAnnual === null ? "" : `PUE ${kpis.pueAnnual.toFixed(3)}`,
  ].filter(Boolean);
  return `${parts.join("; ")}.${worst ? ` The bottleneck: ${inSentence(worst)}` : ""}`;
}

/** The package with its bottlenecks as confirmed by planning again. */
export function withBottlenecks(pack: Package, found: readonly BottleneckReport[]): Package {
  const worst = found.find((limit) => !limit.path.startsWith("demand"));
  return {
    ...pack,
    bottlenecks: found,
    sentence: writtenIn(pack.money, () => sentence(pack.kpis, pack.sites, worst?.sentence)),
  };
}

/** The package of a plan that builds nothing with why that is, as found by planning again. */
export function withReason(pack: Package, reason: string | undefined): Package {
  if (reason === undefined) return pack;
  return { ...pack, sentence: pack.sentence.replace(`${NOTHING}.`, `${NOTHING}: ${reason}.`) };
}

/** The package with what drafts and a cap on energy change, as found by planning again. */
export function withLaw(pack: Package, found: Pick<Package["law"], "drafts" | "cap">): Package {
  return { ...pack, law: { ...pack.law, ...found } };
}

/** When full power comes in the draws; a date that a tenth of them or more do not reach is none. */
function spreadWords({ p10, p90, neverFrac }: OddsReport["total"]["fullPower"]): string {
  if (p10 === null) return "in nine cases of ten full power does not come within the plan";
  if (p90 === null)
    return `in nine cases of ten full power comes after ${p10}, in ${Math.round(100 * neverFrac.mean)}% not within the plan`;
  return `in eight cases of ten full power comes ${p10 === p90 ? `in ${p10}` : `between ${p10} and ${p90}`}`;
}

/** The package of a plan over time with its odds and what binds when; its sentence says when power comes. */
export function withTime(pack: Package, odds: OddsReport, ledger: readonly LedgerEntry[]): Package {
  const { firstPower, fullPower } = pack.timeline!;
  const stranded = odds.total.strandedGPUMonths.mean;
  const when =
    firstPower === null
      ? "No power comes."
      : `First power ${firstPower}, full power ${fullPower} as planned; ${spreadWords(odds.total.fullPower)}${stranded > 0.5 ? `, and chips wait ${threeFigures(stranded)} GPU-months for it on average` : ""}.`;
  const worst = ledger.find(({ path }) => !path.startsWith("demand"));
  return {
    ...pack,
    odds,
    ledger,
    sentence: `${when} ${writtenIn(pack.money, () => sentence(pack.kpis, pack.sites, worst?.sentence))}`,
  };
}

/** The package of a solved plan, verified; its bottlenecks are shadow prices, not yet confirmed. */
export const packageOf = (...from: Parameters<typeof packaged>): Package =>
  writtenIn(from[0].money, () => packaged(...from));

function packaged(
  scenario: Scenario,
  campus: Campus,
  solution: VerifiedSolution,
  made: { readonly hash: string; readonly gap: number; readonly outageYears: number },
): Package {
  const solved = { campus, solution };
  const costObjective = scenario.objective.kind !== "mostCompute";
  const costs = costLines(solved);
  const sites = campus.sites.map((site, s) =>
    siteReport(solved, site, scenario.sites[s]!.placeId, costs),
  );
  const kpis = kpisOf(solved, sites, costs);
  const law = lawOf(scenario, solved);
  const limits = bottlenecks(campus, solution, costObjective);
  const asRun = timelineOf(solved);
  const timeline = asRun && withPowerDates(asRun, plannedResources(solved, asRun));
  const finance = financeOf(scenario, solved, kpis, sites, timeline);
  const checks = [...verify(campus, solution, made.gap, costObjective), ...finance.checks];
  const isRule = (asset: AddedAsset) => asset.path.includes("rules.");
  const portfolio = campus.assets.filter((asset) => asset.site === "portfolio");
  const report = (asset: AddedAsset) => assetReport(solved, asset, campus.portfolio.periods, costs);
  const { columns, rows } = problemSize(campus.problem);
  return {
    money: currencyOf(scenario.money),
    version: PACKAGE_VERSION,
    status: solution.status,
    name: scenario.name,
    sentence: sentence(
      kpis,
      sites,
      limits.find((limit) => !limit.path.startsWith("demand"))?.sentence,
    ),
    scenarioHash: made.hash,
    seed: scenario.seed,
    year: scenario.year,
    resolution: scenario.resolution.kind === "full" ? "full" : `weeks:${scenario.resolution.count}`,
    modelledHours: campus.sites[0]!.periods.reduce((steps, { hours }) => steps + hours.steps, 0),
    objective: scenario.objective.kind,
    solve: {
      solver: solution.solver,
      seconds: solution.seconds,
      iterations: solution.iterations,
      gap: solution.gap,
      objective: solution.objective,
      bound: solution.bound,
      columns,
      rows,
      reason: solution.reason ?? null,
    },
    verified: { ok: checks.every((check) => check.ok), checks },
    sites,
    portfolio: portfolio.filter((asset) => !isRule(asset)).map(report),
    kpis,
    costs,
    bottlenecks: limits,
    rules: campus.assets
      .filter((asset) => isRule(asset) && !asset.path.startsWith("law."))
      .map((asset) => ({ ...report(asset), rows: ruleRows(solved, asset) })),
    claims: claimsOf(scenario, campus, solved),
    law,
    contracts: contractsOf(solved),
    buyer: buyerOf(scenario.buyer, solved, costObjective),
    tariffs: tariffsOf(solved),
    finance: finance.report,
    timeline: timeline ?? null,
    odds: null,
    reliability: reliabilityOf(campus, solved, scenario.seed, made.outageYears),
    ledger: null,
    warnings: [
      ...new Set([
        ...scenario.notices,
        ...campus.warnings,
        ...givenUpNotes(solved),
        ...freeSizeNotes(solved),
        ...finance.warnings,
        ...brokenByPlan(law).map(
          ({ id, title, sites: where }) =>
            `law: ${where.join(" and ")} breaks ${id} (${title}); the plan cannot mend it`,
        ),
      ]),
    ],
    provenance: assumptionsOf(scenario),
  };
}
