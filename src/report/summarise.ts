/** Folds a solved plan into its package. */
import type { AddedAsset, Campus, PeriodBooks, SiteBooks } from "../model/campus.ts";
import { sizeOf as problemSize } from "../problem/problem.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { VerifiedSolution } from "../solver/solver.ts";
import { assumptionsOf } from "./assumptions.ts";
import { bottlenecks, threeFigures, usdWords } from "./bottlenecks.ts";
import {
  chargesOf,
  countOf,
  facilityLoad,
  ledger,
  powerOf,
  resultFor,
  sizeOf,
  yearlyOf,
} from "./flows.ts";
import type { Solved } from "./flows.ts";
import { PACKAGE_VERSION } from "./package.ts";
import type {
  AssetReport,
  BottleneckReport,
  CostReport,
  HourlyReport,
  Kpis,
  Package,
  SiteReport,
} from "./package.ts";
import { ruleRows } from "./rules.ts";
import { verify } from "./verify.ts";

const SECONDS_PER_HOUR = 3600;

function assetReport(
  solved: Solved,
  asset: AddedAsset,
  periods: readonly PeriodBooks[],
  costs: readonly CostReport[],
): AssetReport {
  const { campus } = solved;
  const energyMWh = periods.reduce(
    (sum, period) =>
      sum +
      yearlyOf(
        period,
        ledger(
          solved,
          period,
          "electricity",
          (posting) => posting.asset === asset.name && posting.role !== "storage",
        ),
      ),
    0,
  );
  return {
    name: asset.name,
    path: asset.path,
    kind: asset.kind,
    title: asset.title,
    site: asset.site,
    sizes: campus.sized
      .filter((sized) => sized.asset === asset.name && !sized.request.unit.endsWith("billed"))
      .map(({ size, request }) => ({
        name: request.name,
        value: sizeOf(solved, size),
        unit: request.unit,
        maximum: request.maximum ?? null,
      })),
    energyMWh,
    usdPerYear: costs
      .filter((cost) => cost.asset === asset.name)
      .reduce((sum, cost) => sum + cost.usdPerYear, 0),
    rows: asset.summarise?.(resultFor(solved, periods)) ?? [],
  };
}

function highest(values: Float64Array): number {
  return values.reduce((best, value) => Math.max(best, value), 0);
}

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
    series.reduce((total, one, p) => total + yearlyOf(periods[p]!, one), 0);
  const facilityMWh = sum(loads);
  const itMWh = sum(its);
  const itPeakMW = Math.max(...its.map(highest));
  const facilityPeakMW = Math.max(...loads.map(highest));
  // PUE in the hour of highest facility load: the hour that eats connection MW.
  let puePeak: number | null = null;
  loads.forEach((load, p) =>
    load.forEach((mw, t) => {
      if (mw === facilityPeakMW && its[p]![t]! > 0) puePeak = mw / its[p]![t]!;
    }),
  );
  return {
    name: site.name,
    place,
    itPeakMW,
    facilityPeakMW,
    facilityMWh,
    pueAnnual: itMWh > 1 ? facilityMWh / itMWh : null,
    puePeak,
    importMWh: sum(periods.map((period) => ledger(solved, period, "import"))),
    assets: campus.assets
      .filter((asset) => asset.site === site.name && !asset.path.includes(".rules."))
      .map((asset) => assetReport(solved, asset, periods, costs)),
  };
}

/** Share of load matched by clean supply, hour by hour and over the year; storage nets out of clean. */
function cleanShares(solved: Solved): { hourly: number | null; annual: number | null } {
  let matched = 0;
  let clean = 0;
  let load = 0;
  for (const period of solved.campus.sites.flatMap((site) => site.periods)) {
    const loads = facilityLoad(solved, period);
    const cleans = ledger(solved, period, "clean");
    load += yearlyOf(period, loads);
    clean += yearlyOf(period, cleans);
    matched += yearlyOf(
      period,
      cleans.map((value, t) => Math.min(value, loads[t]!)),
    );
  }
  return load > 1
    ? { hourly: matched / load, annual: clean / load }
    : { hourly: null, annual: null };
}

/** Effective EFLOPS·h a year over all workloads. */
function computeDelivered(solved: Solved): number {
  const { campus } = solved;
  let pflopsh = 0;
  for (const site of [...campus.sites, campus.portfolio])
    for (const period of site.periods)
      for (const name of period.books.keys())
        if (name.startsWith("compute:"))
          pflopsh += yearlyOf(
            period,
            ledger(solved, { ...period, members: [] }, name as `compute:${string}`),
          );
  return pflopsh / 1000;
}

/** Demand that the plan leaves unserved, EFLOPS·h a year. */
function unservedOf({ campus, solution }: Solved): number {
  const unserved = campus.charges.filter(
    ({ category, variable }) => category === "unserved" && variable >= 0,
  );
  return unserved.reduce((sum, { slice, variable }) => {
    const values = solution.slices[slice]!.values[variable]!;
    const weights = campus.problem.slices[slice]!.weightHours;
    return sum + values.reduce((total, value, t) => total + value * weights[t]!, 0) / 1000;
  }, 0);
}

const POWER_CATEGORIES = new Set([
  "supply",
  "storage",
  "connection",
  "energy",
  "fuel",
  "tax",
  "operations",
  "carbon",
  "export",
]);

function kpisOf(solved: Solved, sites: readonly SiteReport[], costs: readonly CostReport[]): Kpis {
  const cost = costs
    .filter(({ category }) => category !== "compute value")
    .reduce((sum, one) => sum + one.usdPerYear, 0);
  const facility = sites.reduce((sum, site) => sum + site.facilityMWh, 0);
  const itMWh = sites.reduce(
    (sum, site) => sum + (site.pueAnnual ? site.facilityMWh / site.pueAnnual : 0),
    0,
  );
  const compute = computeDelivered(solved);
  const clean = cleanShares(solved);
  const water = countOf(solved, "waterM3");
  const chips = solved.campus.sized
    .filter(({ request }) => request.unit === "chips" && request.category === "servers")
    .reduce((sum, { size }) => sum + sizeOf(solved, size), 0);
  const power = costs
    .filter(({ category }) => POWER_CATEGORIES.has(category))
    .reduce((sum, one) => sum + one.usdPerYear, 0);
  return {
    itMW: sites.reduce((sum, site) => sum + site.itPeakMW, 0),
    peakFacilityMW: sites.reduce((sum, site) => sum + site.facilityPeakMW, 0),
    pueAnnual: itMWh > 1 ? facility / itMWh : null,
    puePeak: sites.length === 1 ? sites[0]!.puePeak : null,
    wueLPerKWh: itMWh > 1 ? water / itMWh : null,
    tflopPerMWh: facility > 1 ? (compute * 1e6 * SECONDS_PER_HOUR) / facility : null,
    effectiveEFLOPShPerYear: compute,
    usdPerEFLOPSh: compute > 0 ? cost / compute : null,
    usdPerGPUh: chips > 0.5 ? cost / (chips * 8760) : null,
    chips,
    unservedEFLOPSh: unservedOf(solved),
    costUSDPerYear: cost,
    capexUSD: costs.reduce((sum, one) => sum + one.capexUSD, 0),
    co2TPerYear: countOf(solved, "co2Kg") / 1000,
    waterM3PerYear: water,
    cfeHourlyFrac: clean.hourly,
    cfeAnnualFrac: clean.annual,
    energyMWhPerYear: facility,
    powerUSDPerMWh: facility > 1 ? power / facility : null,
  };
}

/** Yearly cost and capital, one line per site, asset and category. */
function costLines(solved: Solved): CostReport[] {
  const lines = new Map<string, CostReport>();
  for (const charge of chargesOf(solved)) {
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

function sentence(kpis: Kpis, sites: readonly SiteReport[], worst: string | undefined): string {
  const built = sites.filter((site) => site.itPeakMW > 0.01);
  const unserved =
    kpis.unservedEFLOPSh / Math.max(1e-9, kpis.unservedEFLOPSh + kpis.effectiveEFLOPShPerYear);
  const parts = [
    built.length === 0
      ? "Nothing is built"
      : `${threeFigures(kpis.itMW)} MW IT at ${built.map((site) => site.name).join(" and ")}`,
    kpis.usdPerEFLOPSh === null
      ? ""
      : `${threeFigures(kpis.usdPerEFLOPSh)} USD per EFLOPS·h, ${usdWords(kpis.costUSDPerYear)} a year`,
    unserved > 0.0005 ? `${(unserved * 100).toFixed(1)}% of the demand is NOT served` : "",
    kpis.cfeHourlyFrac === null
      ? ""
      : `${Math.round(kpis.cfeHourlyFrac * 100)}% clean hour by hour`,
    kpis.pueAnnual === null ? "" : `PUE ${kpis.pueAnnual.toFixed(3)}`,
  ].filter(Boolean);
  return `${parts.join("; ")}.${worst ? ` The bottleneck: ${worst}` : ""}`;
}

/** The package with its bottlenecks as confirmed by planning again. */
export function withBottlenecks(pack: Package, found: readonly BottleneckReport[]): Package {
  const worst = found.find((limit) => !limit.path.startsWith("demand"));
  return {
    ...pack,
    bottlenecks: found,
    sentence: sentence(pack.kpis, pack.sites, worst?.sentence),
  };
}

/** The package of a solved plan, verified; its bottlenecks are shadow prices, not yet confirmed. */
export function packageOf(
  scenario: Scenario,
  campus: Campus,
  solution: VerifiedSolution,
  scenarioHash: string,
  gapAsked: number,
): Package {
  const solved = { campus, solution };
  const costObjective = scenario.objective.kind !== "mostCompute";
  const costs = costLines(solved);
  const sites = campus.sites.map((site, s) =>
    siteReport(solved, site, scenario.sites[s]!.placeId, costs),
  );
  const kpis = kpisOf(solved, sites, costs);
  const limits = bottlenecks(campus, solution, costObjective);
  const checks = verify(campus, solution, gapAsked, costObjective);
  const isRule = (asset: AddedAsset) => asset.path.includes("rules.");
  const portfolio = campus.assets.filter((asset) => asset.site === "portfolio");
  const report = (asset: AddedAsset) => assetReport(solved, asset, campus.portfolio.periods, costs);
  const { columns, rows } = problemSize(campus.problem);
  return {
    version: PACKAGE_VERSION,
    status: solution.status,
    name: scenario.name,
    sentence: sentence(
      kpis,
      sites,
      limits.find((limit) => !limit.path.startsWith("demand"))?.sentence,
    ),
    scenarioHash,
    seed: scenario.seed,
    year: scenario.year,
    resolution: scenario.resolution.kind === "full" ? "full" : `weeks:${scenario.resolution.count}`,
    modelledHours: campus.sites[0]!.periods[0]!.hours.steps,
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
      .filter(isRule)
      .map((asset) => ({ ...report(asset), rows: ruleRows(solved, asset) })),
    warnings: [...scenario.notices, ...campus.warnings],
    provenance: assumptionsOf(scenario),
  };
}

/** Hourly series of every site, asset by asset. */
export function hourlyOf(campus: Campus, solution: VerifiedSolution): HourlyReport[] {
  const solved = { campus, solution };
  return campus.sites.map((site) => {
    const period = site.periods[0]!;
    const postings = period.books.get("electricity") ?? [];
    const pairs = [
      ...new Map(postings.map((posting) => [`${posting.asset}|${posting.role}`, posting])).values(),
    ];
    const slice = campus.problem.slices[period.slice]!;
    const row = slice.rows.findIndex(({ name }) => name === `${site.name}.electricity`);
    const price = solution.slices[period.slice]!.rowDuals[row]!.map(
      (dual, t) => Math.abs(dual) / slice.weightHours[t]!,
    );
    return {
      site: site.name,
      stepOfYear:
        period.hours.picked ?? Int32Array.from({ length: period.hours.steps }, (_, t) => t),
      weightHours: period.hours.weightHours,
      columns: [
        { name: "itMW", unit: "MW", role: "total", values: ledger(solved, period, "itPower") },
        { name: "facilityMW", unit: "MW", role: "total", values: facilityLoad(solved, period) },
        { name: "cleanMW", unit: "MW", role: "total", values: ledger(solved, period, "clean") },
        { name: "marginalValue", unit: "per MWh", role: "price", values: price },
        ...pairs.map(({ asset, role }) => ({
          name: `${asset.slice(site.name.length + 1)}.${role ?? "other"}MW`,
          unit: "MW",
          role: role ?? "other",
          values: powerOf(solved, period, asset, role),
        })),
      ],
    };
  });
}
