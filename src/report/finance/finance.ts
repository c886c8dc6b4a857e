/**
 * The pro forma of a solved plan as plain data, checked against the plan's own costs.
 *
 *     design year   Σ real cost·(1 + wacc)^−t − rest·(1 + wacc)^−N = yearly cost · worth of N payments
 *     horizon       Σ real cost by year − rest = Σ what the plan pays
 */
import { findPlace } from "../../climate/place.ts";
import { annuityFrac, annuityWorth } from "../../finance/present-value.ts";
import { inflationIndex, projectSheet } from "../../finance/project.ts";
import type { Payment, ProjectCosts, ProjectTerms } from "../../finance/project.ts";
import type { TaxClass } from "../../finance/tax-law.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { energyByInterval } from "../flows.ts";
import type { Solved } from "../flows.ts";
import type { Check, Kpis, SiteReport } from "../package.ts";
import type { Timeline } from "../timeline.ts";
import { CHIPS, WORTH } from "../categories.ts";
import { projectCosts } from "./costs.ts";

/** One line of the sheet by year; costs are positive. */
export interface FinanceLine {
  readonly name: string;
  readonly kind: "operating" | "capital";
  /** Money of the price year. */
  readonly realUSD: readonly number[];
  /** Money of the day. */
  readonly usd: readonly number[];
  /** How it is written off; empty for operating cost. */
  readonly schedule: string;
  /** What tax law asks of capital; null for operating cost. */
  readonly capital: {
    readonly taxClass: TaxClass;
    readonly lifeYears: number;
    readonly restRealUSD: number;
    readonly payments?: readonly Payment[];
    /** Energy of the plant by year. */
    readonly energyMWh: readonly number[];
  } | null;
}

/** What another life of chips does to the same plan. */
export interface ChipLife {
  readonly lifeYears: number;
  readonly usdPerYear: number;
  /** Before tax, real, by the plan's annuities. */
  readonly usdPerEFLOPSh: number;
  /** After tax: the price at which the project earns its cost of capital. */
  readonly priceUSDPerEFLOPSh: number | null;
}

export interface FinanceReport {
  readonly terms: ProjectTerms;
  /** A design year repeated, renewed at the end of each life; else a plan over quarters summed by year. */
  readonly steady: boolean;
  /** The plan's cost of capital, real and before tax. */
  readonly planWaccFrac: number;
  /** The scenario's money; all figures here are USD. */
  readonly currency: { readonly code: string; readonly usdPerUnit: number };
  /** Calendar years; the first is year 0. */
  readonly years: readonly number[];
  readonly buildYears: number;
  /** Years between paying for a thing and its first year of service. */
  readonly serviceLagYears: number;
  readonly priceUSDPerEFLOPSh: number;
  readonly priceStated: boolean;
  /** Before tax, real: the plan's own figure. */
  readonly planUSDPerEFLOPSh: number | null;
  readonly computeEFLOPSh: readonly number[];
  readonly priceIndex: readonly number[];
  readonly lines: readonly FinanceLine[];
  readonly revenueUSD: readonly number[];
  readonly deductionsUSD: readonly number[];
  readonly creditsUSD: readonly number[];
  /** What is left at the end, after tax. */
  readonly restUSD: readonly number[];
  readonly projectTaxUSD: readonly number[];
  readonly projectUSD: readonly number[];
  readonly drawUSD: readonly number[];
  /** Interest while it is built, drawn like capital. */
  readonly buildInterestUSD: readonly number[];
  readonly interestUSD: readonly number[];
  readonly principalUSD: readonly number[];
  readonly balanceUSD: readonly number[];
  /** Tax really due, interest deducted; with the losses and credits left at each year's end. */
  readonly taxUSD: readonly number[];
  readonly lossesUSD: readonly number[];
  readonly unusedCreditsUSD: readonly number[];
  readonly equityUSD: readonly number[];
  /** Cash after tax over debt service, before renewals, which equity pays; null in years without service. */
  readonly dscr: readonly (number | null)[];
  readonly gearingFrac: number;
  readonly projectNPVUSD: number;
  readonly equityNPVUSD: number;
  readonly projectIRRFrac: number | null;
  readonly equityIRRFrac: number | null;
  readonly paybackYears: number | null;
  readonly leastDSCR: number | null;
  /** Empty where no chips are bought, or over a horizon, whose renewals are planned. */
  readonly chipLives: readonly ChipLife[];
}

/** A pro forma, or why there is none; and its check. */
export interface Finance {
  readonly report: FinanceReport | null;
  readonly checks: readonly Check[];
  readonly warnings: readonly string[];
}

const CHIP_LIVES = [3, 4, 5, 6, 7];

function check(name: string, measured: number, allowed: number, detail: string): Check {
  return { name, ok: measured <= allowed, measured, allowed, detail };
}

/** The plan's costs again, from the sheet's lines. */
function tie(
  report: FinanceReport,
  restRealUSD: number,
  waccFrac: number,
  kpis: Kpis,
  timeline: Timeline | undefined,
): Check {
  const { years, lines, terms } = report;
  const last = years.length - 1;
  const rate = timeline ? 0 : waccFrac;
  let sum = -restRealUSD * (1 + rate) ** -last;
  for (let t = 0; t <= last; t++) {
    const deflator = (1 + terms.inflationFrac) ** (years[t]! - terms.priceYear);
    for (const { usd } of lines) sum += (usd[t]! / deflator) * (1 + rate) ** -t;
  }
  const asked = timeline
    ? timeline.money
        .filter(({ category }) => category !== WORTH)
        .reduce((all, { usd }) => usd.reduce((part, value) => part + value, all), 0)
    : kpis.costUSDPerYear * annuityWorth(rate, last);
  return check(
    "the pro forma holds the plan's costs",
    Math.abs(sum - asked) / Math.max(1, Math.abs(asked)),
    1e-6,
    timeline ? "all years, real" : "present value over the project, real",
  );
}

function chipLives(
  solved: Solved,
  kpis: Kpis,
  costsWith: (chipLifeYears: number) => ProjectCosts,
  terms: ProjectTerms,
): ChipLife[] {
  const { charges, waccFrac } = solved.campus;
  const compute = kpis.effectiveEFLOPShPerYear;
  let capital = 0;
  let usual = 0;
  for (const charge of charges) {
    if (charge.on !== "size" || charge.category !== CHIPS || charge.lifeYears === undefined)
      continue;
    const capex =
      charge.capexUSD * (charge.design < 0 ? 1 : solved.solution.design[charge.design]!);
    capital += capex;
    usual += capex * annuityFrac(waccFrac, charge.lifeYears);
  }
  if (!(capital > 1) || !(compute > 0)) return [];
  return CHIP_LIVES.map((lifeYears): ChipLife => {
    const usdPerYear = kpis.costUSDPerYear - usual + capital * annuityFrac(waccFrac, lifeYears);
    const { result } = projectSheet(costsWith(lifeYears), { ...terms, priceUSD: undefined });
    return {
      lifeYears,
      usdPerYear,
      usdPerEFLOPSh: usdPerYear / compute,
      priceUSDPerEFLOPSh: result?.priceUSD ?? null,
    };
  });
}

/** The pro forma of a plan, where its scenario asks for one. */
export function financeOf(
  scenario: Scenario,
  solved: Solved,
  kpis: Kpis,
  sites: readonly SiteReport[],
  timeline: Timeline | undefined,
): Finance {
  const { finance } = scenario;
  if (!finance) return { report: null, checks: [], warnings: [] };
  const { terms, projectYears } = finance;
  const periods = solved.campus.sites.flatMap((site) => site.periods);
  const frame = {
    firstYear: timeline ? Math.floor(scenario.horizon!.start / 4) : scenario.year,
    projectYears,
    computeEFLOPSh: timeline ? timeline.computeEFLOPSh : [kpis.effectiveEFLOPShPerYear],
    energyMWh: (asset: string) => energyByInterval(solved, asset, periods),
  };
  const costs = projectCosts(solved, frame);
  const { flows, result, purchases } = projectSheet(costs, terms);
  if (!result)
    return {
      report: null,
      checks: [],
      warnings: ["finance: no compute is sold, so there is no price and no pro forma"],
    };
  const index = inflationIndex(costs, terms);
  const list = (values: Float64Array) => Array.from(values);
  const nominal = (real: Float64Array) => list(real.map((value, t) => value * index[t]!));
  const scheduleOfLine = (l: number) =>
    purchases.find(({ line }) => line === l)?.schedule.name ?? "never bought";
  const report: FinanceReport = {
    terms,
    steady: timeline === undefined,
    planWaccFrac: solved.campus.waccFrac,
    currency: { code: scenario.money.currency, usdPerUnit: scenario.money.usdPerUnit },
    years: Array.from(index, (_, t) => costs.firstYear + t),
    buildYears: costs.buildYears,
    serviceLagYears: costs.serviceLagYears,
    priceUSDPerEFLOPSh: result.priceUSD,
    priceStated: terms.priceUSD !== undefined,
    planUSDPerEFLOPSh: kpis.usdPerEFLOPSh,
    computeEFLOPSh: list(costs.output),
    priceIndex: list(index),
    lines: [
      ...costs.operating.map(({ name, realUSD }) => ({
        name,
        kind: "operating" as const,
        realUSD: list(realUSD),
        usd: nominal(realUSD),
        schedule: "",
        capital: null,
      })),
      ...costs.capital.map(({ name, realUSD, ...capital }, l) => ({
        name,
        kind: "capital" as const,
        realUSD: list(realUSD),
        usd: nominal(realUSD),
        schedule: scheduleOfLine(l),
        capital: { ...capital, energyMWh: list(capital.energyMWh) },
      })),
    ],
    revenueUSD: list(result.revenueUSD),
    deductionsUSD: list(flows.deductionsUSD),
    creditsUSD: list(flows.creditsUSD),
    restUSD: list(flows.restUSD),
    projectTaxUSD: list(result.projectTax.taxUSD),
    projectUSD: list(result.projectUSD),
    drawUSD: list(result.drawUSD),
    buildInterestUSD: list(result.buildInterestUSD),
    interestUSD: list(result.interestUSD),
    principalUSD: list(result.principalUSD),
    balanceUSD: list(result.balanceUSD),
    taxUSD: list(result.tax.taxUSD),
    lossesUSD: list(result.tax.lossesUSD),
    unusedCreditsUSD: list(result.tax.creditsUSD),
    equityUSD: list(result.equityUSD),
    dscr: list(result.dscr).map((ratio) => (Number.isNaN(ratio) ? null : ratio)),
    gearingFrac: result.gearingFrac,
    projectNPVUSD: result.projectNPVUSD,
    equityNPVUSD: result.equityNPVUSD,
    projectIRRFrac: result.projectIRRFrac ?? null,
    equityIRRFrac: result.equityIRRFrac ?? null,
    paybackYears: result.paybackYears ?? null,
    leastDSCR: result.leastDSCR ?? null,
    chipLives: timeline
      ? []
      : chipLives(
          solved,
          kpis,
          (chipLifeYears) => projectCosts(solved, { ...frame, chipLifeYears }),
          terms,
        ),
  };
  const restReal = costs.capital.reduce((sum, { restRealUSD }) => sum + restRealUSD, 0);
  return {
    report,
    checks: [tie(report, restReal, solved.campus.waccFrac, kpis, timeline)],
    warnings: foreignTax(terms.country, sites),
  };
}

/** The country whose tax law counts is that of the first site where none is stated: told where nothing is built there. */
function foreignTax(country: string, sites: readonly SiteReport[]): string[] {
  const built = sites.filter(({ itPeakMW }) => itPeakMW > 0.005);
  const countries = [...new Set(built.map(({ place }) => findPlace(place)?.country ?? country))];
  return built.length === 0 || countries.includes(country)
    ? []
    : [
        `finance: taxed by the law of ${country}, where nothing is built (it is built in ${countries.join(", ")}); state finance.country`,
      ];
}
