/** Figures of planned sites that rules of law look at, read back from the books; of one year of a horizon. */
import type { DesignLedger } from "../../blocks/block.ts";
import { siteCalendar } from "../../climate/calendar.ts";
import type { SiteFigures } from "../../law/metric.ts";
import type { Campus, PeriodBooks, SiteBooks } from "../../model/campus.ts";
import { at } from "../../problem/series.ts";
import type { SiteScenario } from "../../scenario/scenario.ts";
import { facilityLoad, inForce, ledger, totalOf } from "../flows.ts";
import type { Solved } from "../flows.ts";

/** Clean power that is renewable: without the grid's mix and nuclear; stores net. */
function renewable(solved: Solved, period: PeriodBooks): Float64Array {
  const plants = ledger(
    solved,
    period,
    "clean",
    ({ role }) => role !== "grid" && role !== "colocation",
  );
  const nuclear = ledger(solved, period, "nuclear");
  return plants.map((value, t) => value - nuclear[t]!);
}

/** Σ weight × values by month; months without modelled hours stay 0. */
function byMonth(period: PeriodBooks, values: Float64Array, months: Uint8Array): Float64Array {
  const sums = new Float64Array(12);
  const { picked, weightHours } = period.hours;
  values.forEach((value, t) => {
    sums[months[picked?.[t] ?? t]!]! += value * weightHours[t]!;
  });
  return sums;
}

/** Intervals of the last year of the plan: the design year, or the campus as it has grown. */
export function lastYear({ intervals }: Campus): number[] {
  const last = intervals.at(-1)!.year;
  return intervals.flatMap(({ year }, i) => (year === last ? [i] : []));
}

/** Months of the hours of its year, by the site's standard time. */
const monthsOf = (site: SiteBooks) => siteCalendar(site.conditions.climate).month;

const periodsOf = (site: SiteBooks, intervals: readonly number[]) =>
  site.periods.filter(({ interval }) => intervals.includes(interval));

function addInto(sum: Float64Array, part: Float64Array): void {
  part.forEach((value, i) => {
    sum[i]! += value;
  });
}

function creditOf(
  solved: Solved,
  sites: readonly SiteBooks[],
  name: DesignLedger,
  interval: number,
): number {
  return solved.campus.credits
    .filter(
      (credit) =>
        credit.ledger === name && sites.some((site) => credit.asset.startsWith(`${site.name}.`)),
    )
    .reduce((sum, { size, coefficient }) => sum + coefficient * inForce(solved, size, interval), 0);
}

/** A counted quantity of these sites by month of the year. */
function countByMonth(
  solved: Solved,
  sites: readonly SiteBooks[],
  total: string,
  intervals: readonly number[],
): Float64Array {
  const sums = new Float64Array(12);
  for (const site of sites) {
    const months = monthsOf(site);
    for (const period of periodsOf(site, intervals))
      for (const count of solved.campus.counts) {
        if (
          count.total !== total ||
          count.slice !== period.slice ||
          !count.asset.startsWith(`${site.name}.`)
        )
          continue;
        const values = solved.solution.slices[count.slice]!.values[count.variable]!;
        addInto(
          sums,
          byMonth(
            period,
            values.map((value, t) => value * at(count.perUnitHour, t)),
            months,
          ),
        );
      }
  }
  return sums;
}

const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

/**
 * The figures of some sites together over intervals of one year, amounts for a whole year of such; of the
 * last year when left out. `scenario` gives their connections under the law.
 */
export function figuresOf(
  solved: Solved,
  sites: readonly SiteBooks[],
  scenario: readonly SiteScenario[],
  intervals: readonly number[] = lastYear(solved.campus),
): SiteFigures {
  const yearFrac = intervals.reduce((sum, i) => sum + solved.campus.intervals[i]!.yearFrac, 0);
  const perYear = (amount: number) => amount / yearFrac;
  const last = intervals.at(-1)!;
  const modelledHours = new Float64Array(12);
  const load = new Float64Array(12);
  const green = new Float64Array(12);
  const totals = {
    itMWh: 0,
    facilityMWh: 0,
    reusedHeatMWh: 0,
    renewableMWh: 0,
    cleanHourlyMWh: 0,
    renewableHourlyMWh: 0,
    importMWh: 0,
  };
  const dispatchableMW = creditOf(solved, sites, "dispatchableMW", last);
  let facilityPeakMW = 0;
  for (const site of sites) {
    const months = monthsOf(site);
    for (const period of periodsOf(site, intervals)) {
      const loads = facilityLoad(solved, period);
      const cleans = ledger(solved, period, "clean");
      const greens = renewable(solved, period);
      const within = (values: Float64Array) => values.map((value, t) => Math.min(value, loads[t]!));
      totals.itMWh += totalOf(period, ledger(solved, period, "itPower"));
      totals.facilityMWh += totalOf(period, loads);
      totals.reusedHeatMWh += totalOf(period, ledger(solved, period, "reusedHeat"));
      totals.renewableMWh += totalOf(period, greens);
      totals.cleanHourlyMWh += totalOf(period, within(cleans));
      totals.renewableHourlyMWh += totalOf(period, within(greens));
      totals.importMWh += totalOf(period, ledger(solved, period, "import"));
      facilityPeakMW = Math.max(facilityPeakMW, ...loads);
      addInto(load, byMonth(period, loads, months));
      addInto(green, byMonth(period, greens, months));
      if (site === sites[0])
        addInto(modelledHours, byMonth(period, new Float64Array(loads.length).fill(1), months));
    }
  }
  const water = countByMonth(solved, sites, "waterM3", intervals);
  // A month has as many hours in every zone.
  const hoursOf = new Float64Array(12);
  for (const month of monthsOf(sites[0]!)) hoursOf[month]!++;
  // Modelled hours of a month may stand for fewer or more than it has: water is told for a whole month.
  const waterM3WorstMonth = Math.max(
    ...water.map((m3, month) =>
      modelledHours[month]! > 0 ? (m3 * hoursOf[month]!) / modelledHours[month]! : 0,
    ),
  );
  const shares = [...load].flatMap((mwh, month) => (mwh > 1e-6 ? [green[month]! / mwh] : []));
  const connections = scenario.flatMap((site) => site.connections);
  const nonFirm = connections.filter(({ spec }) => Number(spec["nonFirmMW"] ?? 0) > 0);
  // A tariff brings taxes of its own, which are no single figure.
  const taxes = connections
    .filter(({ spec }) => spec["tariff"] === undefined)
    .map(({ spec }) => Number(spec["taxUSDPerMWh"] ?? 0));
  return {
    itMWh: perYear(totals.itMWh),
    facilityMWh: perYear(totals.facilityMWh),
    reusedHeatMWh: perYear(totals.reusedHeatMWh),
    renewableMWh: perYear(totals.renewableMWh),
    cleanHourlyMWh: perYear(totals.cleanHourlyMWh),
    renewableHourlyMWh: perYear(totals.renewableHourlyMWh),
    importMWh: perYear(totals.importMWh),
    facilityPeakMW,
    pue: totals.itMWh > 1 ? totals.facilityMWh / totals.itMWh : null,
    waterM3: perYear(sumOf(water)),
    waterM3WorstMonth,
    noxT: perYear(sumOf(countByMonth(solved, sites, "noxKg", intervals))) / 1000,
    emergencyMWh: perYear(sumOf(countByMonth(solved, sites, "emergencyMWh", intervals))),
    emergencyMW: creditOf(solved, sites, "emergencyMW", last),
    deratedMW: creditOf(solved, sites, "deratedMW", last),
    contractedMW: creditOf(solved, sites, "contractedMW", last),
    renewableWorstMonthFrac: shares.length > 0 ? Math.min(...shares) : null,
    emergencyCoverFrac: facilityPeakMW > 1e-6 ? dispatchableMW / facilityPeakMW : null,
    landHa: creditOf(solved, sites, "landHa", last),
    curtailedHours:
      nonFirm.length === 0
        ? null
        : Math.max(...nonFirm.map(({ spec }) => Number(spec["curtailedHoursPerYear"] ?? 0))),
    taxUSDPerMWh: taxes.length === 0 ? null : Math.max(...taxes),
  };
}
