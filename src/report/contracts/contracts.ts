/**
 * What the contracts of a plan come to: each settled from its own terms and the solved hours, and the
 * portfolio they make.
 *
 *     capture      Σ delivered·spot / Σ delivered, where the contract settles
 *     shape        delivered·(mean spot − capture): what its hours cost beside flat power
 *     basis        Σ delivered·(spot at the site − spot at the plant), of cash contracts with a plant elsewhere
 *     volume       1.2816·spread·delivered: short of the mean in one year of ten; spreads are synthetic
 *     value        what the market would ask for the same hours, less what the contract costs
 *     exposure     present worth of that value over the term: lost if the seller fails
 */
import type { ContractTerms, Settlement, SolvedPeriod } from "../../blocks/account.ts";
import type { AddedAsset, SiteBooks } from "../../model/campus.ts";
import { presentYears, yearsOf } from "../../model/interval.ts";
import { presentValue } from "../../model/money.ts";
import { weightedSum } from "../../problem/series.ts";
import { chargesOf, inForce, peakOf } from "../flows.ts";
import type { Solved } from "../flows.ts";
import { siteOf, solvedPeriods } from "./solved-period.ts";

/** Quantile of the normal distribution that one year of ten stays under. */
const ONE_IN_TEN = 1.2816;

/** One contract of a plan; energy and money are a year's mean over the plan, money not discounted. */
export interface ContractReport {
  readonly name: string;
  readonly path: string;
  readonly kind: string;
  readonly title: string;
  readonly site: string;
  readonly delivery: ContractTerms["delivery"];
  /** Most in force at any time, in `unit`. */
  readonly volume: number;
  /** It is not the same in every quarter in which it is in force: `volume` is the most. */
  readonly volumeVaries: boolean;
  readonly unit: string;
  /** Most that was on offer; null without a limit. */
  readonly offered: number | null;
  readonly termYears: number;
  /** First quarter in force; null in a design year. */
  readonly from: string | null;
  readonly price: string;
  readonly bears: ContractTerms["bears"];
  readonly clauses: readonly string[];
  readonly place: string | null;
  readonly deliveredMWhPerYear: number;
  readonly resoldMWhPerYear: number;
  /** Mean MW in each hour of the day, UTC. */
  readonly byHourMW: readonly number[];
  /** Energy over what the volume could bring in all hours it is in force; null where that says nothing. */
  readonly capacityFactorFrac: number | null;
  readonly energyUSDPerYear: number;
  readonly feesUSDPerYear: number;
  readonly fixedUSDPerYear: number;
  readonly resaleUSDPerYear: number;
  readonly totalUSDPerYear: number;
  /** Still due after the plan's end and held against its last quarter; 0 in a design year. */
  readonly dueAfterUSD: number;
  /** Of all it costs, levelised at the plan's rate: its part of the objective. */
  readonly levelisedUSDPerYear: number;
  /** Energy, fees and fixed payments per MWh, before what is sold on or credited; null without energy. */
  readonly paidUSDPerMWh: number | null;
  /** What the market pays for the same hours. */
  readonly captureUSDPerMWh: number | null;
  readonly shapeUSDPerYear: number;
  readonly basisUSDPerYear: number;
  readonly volumeRiskMWh: number;
  readonly volumeRiskUSDPerYear: number;
  readonly valueUSDPerYear: number;
  readonly exposureUSD: number;
  readonly buyerRating: string;
  readonly collateralUSD: number;
  readonly terminationUSD: number;
}

/** The contracts of a plan together. */
export interface PortfolioReport {
  readonly powerMWhPerYear: number;
  readonly loadMWhPerYear: number;
  /** Load met by contracts for power in the same hour; the rest is open to the market. */
  readonly coveredFrac: number | null;
  /** The same with contracts that settle in cash: load whose cost is fixed. */
  readonly hedgedFrac: number | null;
  /** Contracted beyond the load of the hour. */
  readonly surplusMWhPerYear: number;
  readonly loadByHourMW: readonly number[];
  readonly totalUSDPerYear: number;
  readonly shapeUSDPerYear: number;
  readonly basisUSDPerYear: number;
  /** If years are independent, and if all are bad at once. */
  readonly volumeRiskMWh: { readonly independent: number; readonly together: number };
  readonly exposureUSD: number;
  /** Largest share of contracted energy that hangs on one contract. */
  readonly largestShareFrac: number | null;
  readonly largest: string | null;
  readonly collateralUSD: number;
  readonly terminationUSD: number;
}

export interface ContractsReport {
  readonly contracts: readonly ContractReport[];
  readonly portfolio: PortfolioReport;
}

/** A contract of a plan, settled period by period. */
export interface Settled {
  readonly asset: AddedAsset;
  readonly site: SiteBooks;
  readonly terms: ContractTerms;
  readonly periods: readonly SolvedPeriod[];
  readonly settlements: readonly Settlement[];
}

/** Every contract of a plan, settled period by period. */
export function settleAll(solved: Solved): Settled[] {
  const { campus } = solved;
  return campus.assets.flatMap((asset): Settled[] => {
    if (!asset.account) return [];
    const site = siteOf(campus, asset.site);
    const periods = solvedPeriods(solved, site, asset.name);
    const { terms, settle } = asset.account;
    return [{ asset, site, terms, periods, settlements: settle(periods) }];
  });
}

const paidUSD = ({ energyUSD, feesUSD, fixedUSD, resaleUSD }: Settlement) =>
  energyUSD + feesUSD + fixedUSD + resaleUSD;

/** How far each contract's settlement lies from what the plan charges it, beside the largest sum in it. */
export function settlementGaps(solved: Solved): { name: string; gap: number; scaleUSD: number }[] {
  const charges = chargesOf(solved);
  return settleAll(solved).map(({ asset, terms, settlements }) => {
    const own = charges.filter((charge) => charge.asset === asset.name && !charge.afterPlan);
    // Capital a tenant or buyer adds is paid to others.
    const charged = own
      .filter(({ category }) => terms.delivery !== "compute" || category !== "electrical")
      .reduce((sum, { usd }) => sum + usd.reduce((total, one) => total + one, 0), 0);
    const settled = settlements.reduce((sum, one) => sum + paidUSD(one), 0);
    const scaleUSD = settlements.reduce(
      (sum, one) =>
        sum +
        Math.abs(one.energyUSD) +
        Math.abs(one.feesUSD) +
        Math.abs(one.fixedUSD) +
        Math.abs(one.resaleUSD),
      0,
    );
    return { name: asset.name, gap: Math.abs(settled - charged), scaleUSD };
  });
}

/** Mean of values in each hour of the day over several periods. */
function byHour(site: SiteBooks, series: readonly Float64Array[]): number[] {
  const sums = new Float64Array(24);
  const weights = new Float64Array(24);
  site.periods.forEach(({ hours }, p) => {
    if (hours.averaged) return;
    for (let t = 0; t < hours.steps; t++) {
      const hour = (hours.picked ? hours.picked[t]! : t) % 24;
      sums[hour]! += series[p]![t]! * hours.weightHours[t]!;
      weights[hour]! += hours.weightHours[t]!;
    }
  });
  return Array.from(sums, (sum, hour) => (weights[hour]! > 0 ? sum / weights[hour]! : 0));
}

/** Σ weight × a × (b or 1) over periods. */
function over(
  periods: readonly SolvedPeriod[],
  of: (solved: SolvedPeriod, p: number) => Float64Array,
): number {
  return periods.reduce(
    (sum, solved, p) => sum + weightedSum(of(solved, p), solved.weightHours),
    0,
  );
}

/** Present worth of 1 a year over a term. */
function worthOfTerm(waccFrac: number, termYears: number): number {
  return waccFrac === 0 ? termYears : (1 - (1 + waccFrac) ** -termYears) / waccFrac;
}

function reportOf(solved: Solved, one: Settled): ContractReport {
  const { campus } = solved;
  const { asset, site, terms, periods, settlements } = one;
  const years = yearsOf(campus.intervals);
  const total = (of: (settled: Settlement) => number) =>
    settlements.reduce((sum, settled) => sum + of(settled), 0) / years;
  const size = peakOf(solved, terms.volume);
  const volume = size * (terms.perUnit ?? 1);
  const delivered = total(({ deliveredMWh }) => deliveredMWh);
  const market = total(({ marketUSD }) => marketUSD);
  const paid = total(paidUSD);
  const power = terms.delivery !== "compute";
  const spotAtSite = site.conditions.market.priceUSDPerMWh;
  const siteSpot = (at: SolvedPeriod) =>
    at.cut(spotAtSite).map((usd) => usd * at.priceIndex("energy"));
  const hours = periods.reduce((sum, { weightHours }) => sum + weightedSum(1, weightHours), 0);
  const atSite =
    over(periods, (at, p) => {
      const spot = siteSpot(at);
      return settlements[p]!.deliveredMW.map((mw, t) => mw * spot[t]!);
    }) / years;
  const meanSpot = over(periods, siteSpot) / hours;
  const basis = terms.delivery === "cash" && terms.place !== undefined ? atSite - market : 0;
  const value =
    terms.delivery === "physical"
      ? market - total((settled) => settled.energyUSD + settled.feesUSD + settled.fixedUSD)
      : terms.delivery === "cash"
        ? -paid
        : 0;
  const shortMWh = ONE_IN_TEN * terms.yearSpreadFrac * delivered;
  const present = presentValue(
    campus.intervals,
    Float64Array.from(campus.intervals, (_, i) =>
      settlements.reduce(
        (sum, settled, p) => (site.periods[p]!.interval === i ? sum + paidUSD(settled) : sum),
        0,
      ),
    ),
  );
  const after = chargesOf(solved).filter((due) => due.afterPlan && due.asset === asset.name);
  const volumes = campus.intervals.map((_, i) => inForce(solved, terms.volume, i));
  const inForceMWh = periods.reduce(
    (sum, { weightHours }, p) =>
      sum + volumes[site.periods[p]!.interval]! * weightedSum(1, weightHours),
    0,
  );
  const first = volumes.findIndex((one) => one > 1e-6);
  const capture = power && delivered > 1e-6 ? market / delivered : null;
  return {
    name: asset.name,
    path: asset.path,
    kind: asset.kind,
    title: asset.title,
    site: asset.site,
    delivery: terms.delivery,
    volume,
    volumeVaries: volumes.some((one) => one > 1e-6 && one < 0.995 * size),
    unit: terms.unit,
    offered: terms.volume.request.maximum ?? null,
    termYears: terms.termYears,
    from: campus.horizon && first >= 0 ? campus.intervals[first]!.label : null,
    price: terms.price,
    bears: terms.bears,
    clauses: terms.clauses,
    place: terms.place ?? null,
    deliveredMWhPerYear: delivered,
    resoldMWhPerYear: total(({ resoldMWh }) => resoldMWh),
    byHourMW: byHour(
      site,
      settlements.map(({ deliveredMW }) => deliveredMW),
    ),
    capacityFactorFrac:
      terms.unit === "MW" && volume > 1e-6 ? (delivered * years) / inForceMWh : null,
    energyUSDPerYear: total(({ energyUSD }) => energyUSD),
    feesUSDPerYear: total(({ feesUSD }) => feesUSD),
    fixedUSDPerYear: total(({ fixedUSD }) => fixedUSD),
    resaleUSDPerYear: total(({ resaleUSD }) => resaleUSD),
    totalUSDPerYear: paid,
    dueAfterUSD: after.reduce((sum, { usd }) => sum + usd.at(-1)!, 0),
    levelisedUSDPerYear:
      (present + after.reduce((sum, { presentUSD }) => sum + presentUSD, 0)) /
      presentYears(campus.intervals),
    paidUSDPerMWh:
      power && delivered > 1e-6
        ? total(({ energyUSD, feesUSD, fixedUSD }) => energyUSD + feesUSD + fixedUSD) / delivered
        : null,
    captureUSDPerMWh: capture,
    shapeUSDPerYear: power ? meanSpot * delivered - atSite : 0,
    basisUSDPerYear: basis,
    volumeRiskMWh: shortMWh,
    // What is short is bought where the contract's hours are, at the market in place of the contract.
    volumeRiskUSDPerYear: delivered > 1e-6 ? Math.max(0, (shortMWh / delivered) * value) : 0,
    valueUSDPerYear: value,
    exposureUSD: Math.max(0, value) * worthOfTerm(campus.waccFrac, terms.termYears),
    buyerRating: terms.buyerRating,
    collateralUSD: terms.collateralUSDPerUnit * size,
    terminationUSD: terms.terminationUSDPerUnit * size,
  };
}

function portfolioOf(
  solved: Solved,
  settled: readonly Settled[],
  reports: readonly ContractReport[],
): PortfolioReport {
  const { campus } = solved;
  const years = yearsOf(campus.intervals);
  const sum = (of: (report: ContractReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  let [load, covered, hedged, surplus] = [0, 0, 0, 0];
  const loadByHourMW = new Float64Array(24);
  for (const site of campus.sites) {
    const own = settled.filter((one) => one.site === site && one.terms.delivery !== "compute");
    const loads = solvedPeriods(solved, site, site.name).map((at) => at.load());
    byHour(site, loads).forEach((mw, hour) => (loadByHourMW[hour]! += mw));
    site.periods.forEach(({ hours }, p) => {
      for (let t = 0; t < hours.steps; t++) {
        const [inPower, inCash] = (["physical", "cash"] as const).map((delivery) =>
          own.reduce(
            (total, { terms, settlements }) =>
              terms.delivery === delivery
                ? total + settlements[p]!.deliveredMW[t]! - (settlements[p]!.takenMW?.[t] ?? 0)
                : total,
            0,
          ),
        );
        const weight = hours.weightHours[t]!;
        const draw = loads[p]![t]!;
        load += weight * draw;
        // What fills a store serves no load then.
        covered += weight * Math.max(0, Math.min(inPower!, draw));
        hedged += weight * Math.max(0, Math.min(inPower! + inCash!, draw));
        surplus += weight * Math.max(0, inPower! - draw);
      }
    });
  }
  const power = reports.filter(({ delivery }) => delivery !== "compute");
  const energy = power.reduce((total, one) => total + one.deliveredMWhPerYear, 0);
  const largest = power.reduce<ContractReport | undefined>(
    (best, one) => (one.deliveredMWhPerYear > (best?.deliveredMWhPerYear ?? 0) ? one : best),
    undefined,
  );
  return {
    powerMWhPerYear: energy,
    loadMWhPerYear: load / years,
    coveredFrac: load > 1 ? covered / load : null,
    hedgedFrac: load > 1 ? hedged / load : null,
    surplusMWhPerYear: surplus / years,
    loadByHourMW: [...loadByHourMW],
    totalUSDPerYear: sum(({ totalUSDPerYear }) => totalUSDPerYear),
    shapeUSDPerYear: sum(({ shapeUSDPerYear }) => shapeUSDPerYear),
    basisUSDPerYear: sum(({ basisUSDPerYear }) => basisUSDPerYear),
    volumeRiskMWh: {
      independent: Math.sqrt(sum(({ volumeRiskMWh }) => volumeRiskMWh ** 2)),
      together: sum(({ volumeRiskMWh }) => volumeRiskMWh),
    },
    exposureUSD: sum(({ exposureUSD }) => exposureUSD),
    largestShareFrac: largest ? largest.deliveredMWhPerYear / energy : null,
    largest: largest?.name ?? null,
    collateralUSD: sum(({ collateralUSD }) => collateralUSD),
    terminationUSD: sum(({ terminationUSD }) => terminationUSD),
  };
}

/** The contracts of a solved plan; null when the scenario offers none. */
export function contractsOf(solved: Solved): ContractsReport | null {
  const settled = settleAll(solved);
  if (settled.length === 0) return null;
  const contracts = settled.map((one) => reportOf(solved, one));
  return { contracts, portfolio: portfolioOf(solved, settled, contracts) };
}
