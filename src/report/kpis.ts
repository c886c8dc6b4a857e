/** The figures a package is judged by. Over a horizon, costs are levelised and amounts are yearly means. */
import { presentYears, yearsOf } from "../model/interval.ts";
import type { Interval } from "../model/interval.ts";
import { presentValue } from "../model/money.ts";
import { at, weightedSum } from "../problem/series.ts";
import { POWER_CATEGORIES, WORTH } from "./categories.ts";
import { countOf, facilityLoad, inForce, ledger, peakOf, totalOf } from "./flows.ts";
import type { Solved } from "./flows.ts";
import type { CostReport, Kpis, SiteReport } from "./package.ts";

const SECONDS_PER_HOUR = 3600;

/** Share of load matched by clean supply, hour by hour and over the year; storage nets out of clean. */
function cleanShares(solved: Solved): { hourly: number | null; annual: number | null } {
  let matched = 0;
  let clean = 0;
  let load = 0;
  for (const period of solved.campus.sites.flatMap((site) => site.periods)) {
    const loads = facilityLoad(solved, period);
    const cleans = ledger(solved, period, "clean");
    load += totalOf(period, loads);
    clean += totalOf(period, cleans);
    matched += totalOf(
      period,
      cleans.map((value, t) => Math.min(value, loads[t]!)),
    );
  }
  return load > 1
    ? { hourly: matched / load, annual: clean / load }
    : { hourly: null, annual: null };
}

/** Effective EFLOPS·h over all workloads, interval by interval. */
export function computeByInterval(solved: Solved): Float64Array {
  const { campus } = solved;
  const eflopsh = new Float64Array(campus.intervals.length);
  for (const site of [...campus.sites, campus.portfolio])
    for (const period of site.periods)
      for (const name of period.books.keys())
        if (name.startsWith("compute:"))
          eflopsh[period.interval]! +=
            totalOf(
              period,
              ledger(solved, { ...period, members: [] }, name as `compute:${string}`),
            ) / 1000;
  return eflopsh;
}

/** EFLOPS·h of what no site computes, rented or bought elsewhere, interval by interval. */
export function elsewhereByInterval(solved: Solved): Float64Array {
  const { campus, solution } = solved;
  const outside = new Set(
    campus.assets.filter(({ site }) => site === campus.portfolio.name).map(({ name }) => name),
  );
  const eflopsh = new Float64Array(campus.intervals.length);
  for (const period of campus.portfolio.periods)
    for (const [name, postings] of period.books) {
      if (!name.startsWith("compute:")) continue;
      for (const { asset, slice, index, coefficient } of postings) {
        if (!outside.has(asset)) continue;
        const values = solution.slices[slice]!.values[index]!;
        const pflops = values.map((value, t) => value * at(coefficient, t));
        eflopsh[period.interval]! += totalOf(period, pflops) / 1000;
      }
    }
  return eflopsh;
}

/** Demand that the plan leaves unserved, EFLOPS·h, interval by interval. */
export function unservedByInterval({ campus, solution }: Solved): Float64Array {
  const eflopsh = new Float64Array(campus.intervals.length);
  for (const charge of campus.charges) {
    if (charge.on !== "flow" || charge.category !== "unserved") continue;
    const values = solution.slices[charge.slice]!.values[charge.variable]!;
    const weights = campus.problem.slices[charge.slice]!.weightHours;
    eflopsh[campus.intervalOfSlice[charge.slice]!]! += weightedSum(values, weights) / 1000;
  }
  return eflopsh;
}

/** MWh drawn at all busbars, interval by interval. */
function facilityByInterval(solved: Solved): Float64Array {
  const mwh = new Float64Array(solved.campus.intervals.length);
  for (const period of solved.campus.sites.flatMap((site) => site.periods))
    mwh[period.interval]! += totalOf(period, facilityLoad(solved, period));
  return mwh;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The figures of a solved plan, given its sites and cost lines. */
export function kpisOf(
  solved: Solved,
  sites: readonly SiteReport[],
  costs: readonly CostReport[],
): Kpis {
  const cost = costs
    .filter(({ category }) => category !== WORTH)
    .reduce((total, one) => total + one.usdPerYear, 0);
  const facility = sites.reduce((total, site) => total + site.facilityMWh, 0);
  const itMWh = sites.reduce(
    (sum, site) => sum + (site.pueAnnual ? site.facilityMWh / site.pueAnnual : 0),
    0,
  );
  const { intervals } = solved.campus;
  const years = yearsOf(intervals);
  const delivered = computeByInterval(solved);
  const compute = sum(delivered) / years;
  // Levelised: what is paid over what is computed, both as they are worth today.
  const present = presentValue(intervals, delivered) / presentYears(intervals);
  const clean = cleanShares(solved);
  const water = countOf(solved, "waterM3") / years;
  const chips = solved.campus.sized
    .filter(({ request }) => request.unit === "chips" && request.category === "servers")
    .reduce((total, { size }) => total + peakOf(solved, size), 0);
  const presentMWh = presentValue(intervals, facilityByInterval(solved)) / presentYears(intervals);
  const chipHours = (8760 * chipYears(solved, intervals)) / presentYears(intervals);
  const power = costs
    .filter(({ category }) => POWER_CATEGORIES.has(category))
    .reduce((total, one) => total + one.usdPerYear, 0);
  return {
    itMW: sites.reduce((total, site) => total + site.itPeakMW, 0),
    peakFacilityMW: sites.reduce((total, site) => total + site.facilityPeakMW, 0),
    pueAnnual: itMWh > 1 ? facility / itMWh : null,
    puePeak: sites.length === 1 ? sites[0]!.puePeak : null,
    wueLPerKWh: itMWh > 1 ? water / itMWh : null,
    tflopPerMWh: facility > 1 ? (compute * 1e6 * SECONDS_PER_HOUR) / facility : null,
    effectiveEFLOPShPerYear: compute,
    // Below this it is dust of the solution over dust, not a price.
    usdPerEFLOPSh: present > 1e-3 ? cost / present : null,
    usdPerGPUh: chipHours > 0.5 * 8760 ? cost / chipHours : null,
    chips,
    unservedEFLOPSh: sum(unservedByInterval(solved)) / years,
    costUSDPerYear: cost,
    capexUSD: costs.reduce((total, one) => total + one.capexUSD, 0),
    co2TPerYear: countOf(solved, "co2Kg") / 1000 / years,
    waterM3PerYear: water,
    cfeHourlyFrac: clean.hourly,
    cfeAnnualFrac: clean.annual,
    energyMWhPerYear: facility,
    powerUSDPerMWh: facility > 1 ? power / presentMWh : null,
  };
}

/** Chips in force, in years, as they are worth today. */
function chipYears(solved: Solved, intervals: readonly Interval[]): number {
  return solved.campus.sized
    .filter(({ request }) => request.unit === "chips" && request.category === "servers")
    .reduce(
      (total, { size }) =>
        total +
        intervals.reduce(
          (inPlan, { discount, yearFrac }, i) =>
            inPlan + discount * yearFrac * inForce(solved, size, i),
          0,
        ),
      0,
    );
}
