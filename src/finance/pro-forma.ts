/**
 * A project's pro forma: nominal flows by year → tax, debt, cash, and what they come to.
 *
 *     project_t = revenue − operating − capital − tax without interest + rest of value
 *     equity_t  = −equity drawn                                          while it is built
 *               = revenue − operating − capital − tax − debt service + rest of value   after
 *     DSCR_t    = (revenue − operating − tax) / debt service, before renewals, which equity pays
 *     price     at which the present value of the project (at the cost of capital) or of the equity
 *               (at the cost of equity) is nil
 *
 * All flows at year ends, year 0 first. Interest during construction is deducted evenly over the debt's term.
 */
import { draw, gearingFor, levelDebt, repay, sculptedDebt } from "./debt.ts";
import type { Repayment } from "./debt.ts";
import { incomeTax } from "./income-tax.ts";
import type { TaxSettings, TaxYears } from "./income-tax.ts";
import { annuityFrac, irr, npv, paybackYears, rootBetween } from "./present-value.ts";

/** Nominal USD by year, arrays of one length; costs are positive. */
export interface ProjectFlows {
  readonly operatingUSD: Float64Array;
  /** Building first, then replacements. */
  readonly capitalUSD: Float64Array;
  /** Tax depreciation. */
  readonly deductionsUSD: Float64Array;
  readonly creditsUSD: Float64Array;
  /** What is left at the end, after tax; a receipt. */
  readonly restUSD: Float64Array;
  /** Units sold. */
  readonly output: Float64Array;
  /** Nominal price over the stated price. */
  readonly priceIndex: Float64Array;
}

export interface DebtTerms {
  /** Most debt over capital and interest during construction. */
  readonly mostGearingFrac: number;
  /** Least cash over debt service; the debt is sized by it where it is stated. */
  readonly dscr: number | undefined;
  readonly interestFrac: number;
  readonly termYears: number;
  readonly repayment: "level" | "sculpted";
  /** Whether interest runs while the project is built; it is then capital, drawn like the rest. */
  readonly buildInterest: boolean;
}

export interface Financing {
  readonly tax: TaxSettings;
  /** Years, from year 0, in which the project is built and sells nothing. */
  readonly buildYears: number;
  /** Nominal, after tax where tax is counted. */
  readonly waccFrac: number;
  readonly costOfEquityFrac: number;
  readonly debt: DebtTerms | undefined;
}

export interface ProForma {
  readonly priceUSD: number;
  readonly revenueUSD: Float64Array;
  /** Tax of the project without debt. */
  readonly projectTax: TaxYears;
  readonly projectUSD: Float64Array;
  /** Tax really due, interest deducted. */
  readonly tax: TaxYears;
  readonly gearingFrac: number;
  readonly drawUSD: Float64Array;
  readonly buildInterestUSD: Float64Array;
  readonly interestUSD: Float64Array;
  readonly principalUSD: Float64Array;
  readonly balanceUSD: Float64Array;
  readonly equityUSD: Float64Array;
  /** NaN in years without debt service. */
  readonly dscr: Float64Array;
  readonly projectNPVUSD: number;
  readonly equityNPVUSD: number;
  readonly projectIRRFrac: number | undefined;
  readonly equityIRRFrac: number | undefined;
  readonly paybackYears: number | undefined;
  readonly leastDSCR: number | undefined;
}

/** Debt as sized: gearing, draws, and service from the first year that sells. */
interface Loan {
  readonly gearingFrac: number;
  readonly drawUSD: Float64Array;
  readonly buildInterestUSD: Float64Array;
  readonly buildEquityUSD: Float64Array;
  readonly repayment: Repayment;
}

/** Years of debt service: no longer than the project sells. */
const servedYears = ({ termYears }: DebtTerms, years: number) => Math.min(termYears, years);

/** What a cash flow can carry at a ratio. */
function carried(
  cash: { untaxedUSD: Float64Array; renewalUSD: Float64Array },
  terms: DebtTerms & { termYears: number },
  taxFrac: number,
): Repayment {
  const { dscr = 1, interestFrac, termYears } = terms;
  if (terms.repayment === "sculpted")
    return sculptedDebt(cash, { dscr, interestFrac, termYears, taxFrac });
  const { untaxedUSD, renewalUSD } = cash;
  const least = untaxedUSD
    .subarray(0, termYears)
    .reduce((low, usd, t) => Math.min(low, usd + renewalUSD[t]!), Infinity);
  const service = Math.max(0, least) / dscr;
  return levelDebt(
    service / annuityFrac(interestFrac, termYears),
    interestFrac,
    termYears,
    untaxedUSD.length,
  );
}

function loanOf(
  flows: ProjectFlows,
  projectUSD: Float64Array,
  { buildYears, debt, tax }: Financing,
): Loan {
  const spend = flows.capitalUSD.subarray(0, buildYears);
  const years = projectUSD.length - buildYears;
  const drawn = (gearing: number, rateFrac: number, repayment: Repayment): Loan => {
    const { gearingFrac, drawUSD, interestUSD, equityUSD } = draw(spend, gearing, rateFrac);
    return {
      gearingFrac,
      drawUSD,
      buildInterestUSD: interestUSD,
      buildEquityUSD: equityUSD,
      repayment,
    };
  };
  if (!debt) return drawn(0, 0, levelDebt(0, 0, 1, years));
  const { mostGearingFrac, interestFrac } = debt;
  const termYears = servedYears(debt, years);
  const buildFrac = debt.buildInterest ? interestFrac : 0;
  const most = draw(spend, mostGearingFrac, buildFrac).debtUSD;
  if (debt.dscr === undefined)
    return drawn(mostGearingFrac, buildFrac, levelDebt(most, interestFrac, termYears, years));
  const untaxedUSD = projectUSD.map((cash, t) => cash - flows.restUSD[t]!).slice(buildYears);
  const renewalUSD = flows.capitalUSD.slice(buildYears);
  const full = carried({ untaxedUSD, renewalUSD }, { ...debt, termYears }, tax.taxFrac);
  const gearing = gearingFor(spend, full.debtUSD, buildFrac, mostGearingFrac);
  const { debtUSD } = draw(spend, gearing, buildFrac);
  const part = full.debtUSD > 0 ? debtUSD / full.debtUSD : 0;
  return drawn(
    gearing,
    buildFrac,
    repay(
      debtUSD,
      full.serviceUSD.map((service) => service * part),
      interestFrac,
    ),
  );
}

/** A series of the years that sell, set behind the years of building. */
function behind(buildYears: number, series: Float64Array): Float64Array {
  const out = new Float64Array(buildYears + series.length);
  out.set(series, buildYears);
  return out;
}

/** The pro forma at a price per unit sold. */
export function proForma(flows: ProjectFlows, financing: Financing, priceUSD: number): ProForma {
  const { buildYears, waccFrac, costOfEquityFrac, debt } = financing;
  const { operatingUSD, capitalUSD, deductionsUSD, creditsUSD, restUSD } = flows;
  const years = operatingUSD.length;
  const revenueUSD = flows.output.map((units, t) => units * flows.priceIndex[t]! * priceUSD);
  const earned = revenueUSD.map((revenue, t) => revenue - operatingUSD[t]!);
  const projectTax = incomeTax(earned, deductionsUSD, creditsUSD, financing.tax);
  const projectUSD = earned.map(
    (cash, t) => cash - capitalUSD[t]! - projectTax.taxUSD[t]! + restUSD[t]!,
  );
  const loan = loanOf(flows, projectUSD, financing);
  const interestUSD = behind(buildYears, loan.repayment.interestUSD);
  const principalUSD = behind(buildYears, loan.repayment.principalUSD);
  const buildInterest = loan.buildInterestUSD.reduce((sum, value) => sum + value, 0);
  const term = debt ? servedYears(debt, years - buildYears) : 1;
  const amortised = (t: number) =>
    t >= buildYears && t < buildYears + term ? buildInterest / term : 0;
  const tax = incomeTax(
    earned.map((cash, t) => cash - interestUSD[t]!),
    deductionsUSD.map((value, t) => value + amortised(t)),
    creditsUSD,
    financing.tax,
  );
  const dscr = new Float64Array(years).fill(NaN);
  const equityUSD = earned.map((cash, t) => {
    const service = interestUSD[t]! + principalUSD[t]!;
    if (t < buildYears) return cash - tax.taxUSD[t]! - loan.buildEquityUSD[t]! + restUSD[t]!;
    const available = cash - capitalUSD[t]! - tax.taxUSD[t]!;
    if (service > 0) dscr[t] = (cash - tax.taxUSD[t]!) / service;
    return available - service + restUSD[t]!;
  });
  const served = dscr.filter((ratio) => !Number.isNaN(ratio));
  return {
    priceUSD,
    revenueUSD,
    projectTax,
    projectUSD,
    tax,
    gearingFrac: loan.gearingFrac,
    drawUSD: Float64Array.from({ length: years }, (_, t) => loan.drawUSD[t] ?? 0),
    buildInterestUSD: Float64Array.from({ length: years }, (_, t) => loan.buildInterestUSD[t] ?? 0),
    interestUSD,
    principalUSD,
    balanceUSD: behind(buildYears, loan.repayment.balanceUSD),
    equityUSD,
    dscr,
    projectNPVUSD: npv(projectUSD, waccFrac),
    equityNPVUSD: npv(equityUSD, costOfEquityFrac),
    projectIRRFrac: irr(projectUSD),
    equityIRRFrac: irr(equityUSD),
    paybackYears: paybackYears(projectUSD),
    leastDSCR: served.length > 0 ? served.reduce((low, ratio) => Math.min(low, ratio)) : undefined,
  };
}

/**
 * The price at which the project, or its equity, is worth exactly its cost of capital. Present value
 * rises with the price, so there is one at most; undefined when nothing is sold.
 */
export function breakEvenPrice(
  flows: ProjectFlows,
  financing: Financing,
  of: "project" | "equity",
): number | undefined {
  const value = (price: number) => {
    const result = proForma(flows, financing, price);
    return of === "project" ? result.projectNPVUSD : result.equityNPVUSD;
  };
  const sold = npv(
    flows.output.map((units, t) => units * flows.priceIndex[t]!),
    financing.waccFrac,
  );
  if (!(sold > 0)) return undefined;
  const outlay = npv(
    flows.operatingUSD.map((cost, t) => cost + flows.capitalUSD[t]!),
    0.02,
  );
  let high = Math.max(1e-9, (2 * Math.abs(outlay)) / sold);
  let low = -high;
  for (let i = 0; i < 60 && value(high) < 0; i++) high *= 2;
  for (let i = 0; i < 60 && value(low) > 0; i++) low *= 2;
  return rootBetween(value, low, high);
}
