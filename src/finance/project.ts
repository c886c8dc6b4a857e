/**
 * A project from real costs by year: nominal flows, what the tax law deducts and credits, and its pro forma.
 *
 *     nominal_t    = real_t · (1 + inflation)^(year_t − priceYear)
 *     deductions   each payment of capital by the table of its class, from the year it serves; what the table
 *                  has left at the end is set against the rest of value
 *     rest         = value − τ·(value − book)
 *     credits      investment: share of the cost, in the year it serves; production: USD per MWh of the plant's
 *                  first years, money of the credit's year. Who asks for production credits takes the investment
 *                  credit where the law grants only that (stores, fuel cells)
 *     price        stated, or the one at which the project earns its cost of capital
 *
 * Year 0 first, flows at year ends. Prices are money of the price year and follow inflation.
 */
import { breakEvenPrice, proForma } from "./pro-forma.ts";
import type { Financing, ProForma, ProjectFlows } from "./pro-forma.ts";
import {
  basisFrac,
  investmentCreditFrac,
  overLife,
  productionCredit,
  scheduleBy,
  scheduleOf,
} from "./tax-law.ts";
import type { CreditDates, ProductionCredit, Schedule, TaxClass } from "./tax-law.ts";

/** Operating cost by year, real USD of the price year; receipts are negative. */
export interface OperatingLine {
  readonly name: string;
  readonly realUSD: Float64Array;
}

/** Capital paid in one year for what serves from another on, both from 0. */
export interface Payment {
  readonly paidYear: number;
  readonly servedYear: number;
  readonly realUSD: number;
}

/** Capital by year, and what of it is left at the end. */
export interface CapitalLine extends OperatingLine {
  readonly taxClass: TaxClass;
  readonly lifeYears: number;
  readonly restRealUSD: number;
  /** The capital by year it serves from; `serviceLagYears` after each payment when left out. */
  readonly payments?: readonly Payment[];
  /** Energy of the plant behind it by year, for a production credit. */
  readonly energyMWh: Float64Array;
}

export interface ProjectCosts {
  /** Calendar year of year 0. */
  readonly firstYear: number;
  /** Years from year 0 without sales. */
  readonly buildYears: number;
  /** Years between paying for a thing and its first year of service. */
  readonly serviceLagYears: number;
  readonly operating: readonly OperatingLine[];
  readonly capital: readonly CapitalLine[];
  /** Units sold by year. */
  readonly output: Float64Array;
}

/** How cost is written off: by the country's law, straight over each life, or by one table for all. */
export const WRITE_OFFS = [
  "law",
  "straight-line",
  "macrs-3",
  "macrs-5",
  "macrs-7",
  "macrs-10",
  "macrs-15",
  "macrs-20",
] as const;
export type WriteOff = (typeof WRITE_OFFS)[number];

/** A stated cost of capital, the plan's real one with inflation, or one from its parts. */
export type WaccFrom = "stated" | "plan" | "parts";

export interface ProjectTerms {
  readonly country: string;
  readonly priceYear: number;
  readonly inflationFrac: number;
  readonly writeOff: WriteOff;
  /** First-year parts, such as American bonus depreciation. */
  readonly bonus: boolean;
  readonly credit: "investment" | "production" | "none";
  /** Years from the start of building to service, for the dates of credits. */
  readonly begunBeforeYears: number;
  /** How the cost of capital below was found. */
  readonly waccFrom: WaccFrom;
  readonly financing: Omit<Financing, "buildYears">;
  /** Per unit sold, money of the price year; the break-even price when undefined. */
  readonly priceUSD: number | undefined;
}

/** One year's capital of a line: what the tax law makes of it. */
export interface Purchase {
  /** Index of its line. */
  readonly line: number;
  /** Year of payment, from 0. */
  readonly paidYear: number;
  readonly realUSD: number;
  readonly usd: number;
  /** First year of service, from 0; beyond the project's end it is never written off. */
  readonly servedYear: number;
  readonly schedule: Schedule;
  readonly creditFrac: number;
  /** Share of the cost that is deducted. */
  readonly basisFrac: number;
  readonly deductionsUSD: Float64Array;
  /** Not yet written off at the end. */
  readonly bookUSD: number;
}

/** Production credit of one line's plant. */
export interface CreditedEnergy extends ProductionCredit {
  readonly line: number;
  /** First year of service, from 0. */
  readonly servedYear: number;
  readonly usd: Float64Array;
}

/** The flows behind a pro forma, and what the tax law makes of each purchase and plant. */
export interface ProjectSheet {
  readonly flows: ProjectFlows;
  readonly financing: Financing;
  /** Undefined when nothing is sold and no price is stated. */
  readonly result: ProForma | undefined;
  readonly purchases: readonly Purchase[];
  readonly creditedEnergy: readonly CreditedEnergy[];
}

/** Nominal over real money, year by year. */
export function inflationIndex(
  costs: Pick<ProjectCosts, "output" | "firstYear">,
  terms: ProjectTerms,
): Float64Array {
  return costs.output.map(
    (_, t) => (1 + terms.inflationFrac) ** (costs.firstYear + t - terms.priceYear),
  );
}

function scheduleFor(line: CapitalLine, terms: ProjectTerms, inServiceYear: number): Schedule {
  const { writeOff, country, bonus } = terms;
  if (writeOff === "straight-line") return overLife(line.lifeYears);
  if (writeOff !== "law") return scheduleBy(writeOff, { kind: "table", id: writeOff }, undefined);
  const { taxClass, lifeYears } = line;
  return scheduleOf(country, { taxClass, lifeYears, inServiceYear }, bonus);
}

const datesOf = (terms: ProjectTerms, inServiceYear: number): CreditDates => ({
  begunYear: inServiceYear - terms.begunBeforeYears,
  inServiceYear,
});

/** Share of a purchase's cost that comes back as investment credit. */
function creditFracOf(
  { taxClass }: CapitalLine,
  terms: ProjectTerms,
  inServiceYear: number,
): number {
  const { country, credit } = terms;
  const dates = datesOf(terms, inServiceYear);
  if (credit === "none") return 0;
  if (credit === "production" && productionCredit(country, taxClass, dates).usdPerMWh > 0) return 0;
  return investmentCreditFrac(country, taxClass, dates);
}

/** What is paid for a line, and from when it serves. */
function paymentsOf(
  { serviceLagYears }: ProjectCosts,
  { payments, realUSD }: CapitalLine,
): readonly Payment[] {
  return (
    payments ??
    Array.from(realUSD, (usd, paidYear) => ({
      paidYear,
      servedYear: paidYear + serviceLagYears,
      realUSD: usd,
    }))
  );
}

function purchasesOf(
  costs: ProjectCosts,
  terms: ProjectTerms,
  index: Float64Array,
): readonly Purchase[] {
  const years = index.length;
  const found: Purchase[] = [];
  costs.capital.forEach((line, l) => {
    for (const payment of paymentsOf(costs, line)) {
      const { paidYear, realUSD } = payment;
      if (realUSD === 0) continue;
      const usd = realUSD * index[paidYear]!;
      const servedYear = Math.max(payment.servedYear, costs.buildYears);
      const inServiceYear = costs.firstYear + servedYear;
      const creditFrac = servedYear < years ? creditFracOf(line, terms, inServiceYear) : 0;
      const share = basisFrac(terms.country, creditFrac);
      const schedule = scheduleFor(line, terms, inServiceYear);
      const deductionsUSD = new Float64Array(years);
      let bookUSD = usd * share;
      for (let k = 0; k < schedule.shares.length && servedYear + k < years; k++) {
        const deduction = schedule.shares[k]! * usd * share;
        deductionsUSD[servedYear + k] = deduction;
        bookUSD -= deduction;
      }
      found.push({
        line: l,
        paidYear,
        realUSD,
        usd,
        servedYear,
        schedule,
        creditFrac,
        basisFrac: share,
        deductionsUSD,
        bookUSD,
      });
    }
  });
  return found;
}

/** Production credits of each line's energy in its first years of service. */
function creditedEnergyOf(costs: ProjectCosts, terms: ProjectTerms): CreditedEnergy[] {
  if (terms.credit !== "production") return [];
  return costs.capital.flatMap((line, l) => {
    const servedYear = line.energyMWh.findIndex((mwh) => mwh > 0);
    if (servedYear < 0) return [];
    const dates = datesOf(terms, costs.firstYear + servedYear);
    const credit = productionCredit(terms.country, line.taxClass, dates);
    if (!(credit.usdPerMWh > 0)) return [];
    const usd = line.energyMWh.map((mwh, t) =>
      t >= servedYear && t < servedYear + credit.years
        ? credit.usdPerMWh *
          mwh *
          (1 + terms.inflationFrac) ** (costs.firstYear + t - credit.priceYear)
        : 0,
    );
    return [{ line: l, servedYear, ...credit, usd }];
  });
}

/** Flows, taxes, debt and returns of a project. */
export function projectSheet(costs: ProjectCosts, terms: ProjectTerms): ProjectSheet {
  const years = costs.output.length;
  const index = inflationIndex(costs, terms);
  const { taxFrac } = terms.financing.tax;
  const purchases = purchasesOf(costs, terms, index);
  const creditedEnergy = creditedEnergyOf(costs, terms);
  const deductionsUSD = new Float64Array(years);
  const creditsUSD = new Float64Array(years);
  for (const bought of purchases) {
    bought.deductionsUSD.forEach((usd, t) => (deductionsUSD[t]! += usd));
    if (bought.creditFrac > 0) creditsUSD[bought.servedYear]! += bought.creditFrac * bought.usd;
  }
  for (const { usd } of creditedEnergy) usd.forEach((value, t) => (creditsUSD[t]! += value));
  const restUSD = new Float64Array(years);
  costs.capital.forEach((line, l) => {
    const bookUSD = purchases.reduce(
      (sum, bought) => sum + (bought.line === l ? bought.bookUSD : 0),
      0,
    );
    const value = line.restRealUSD * index[years - 1]!;
    restUSD[years - 1]! += value - taxFrac * (value - bookUSD);
  });
  const nominal = (lines: readonly OperatingLine[]) =>
    index.map((factor, t) => factor * lines.reduce((sum, { realUSD }) => sum + realUSD[t]!, 0));
  const flows: ProjectFlows = {
    operatingUSD: nominal(costs.operating),
    capitalUSD: nominal(costs.capital),
    deductionsUSD,
    creditsUSD,
    restUSD,
    output: costs.output,
    priceIndex: index,
  };
  const financing: Financing = { ...terms.financing, buildYears: costs.buildYears };
  const price = terms.priceUSD ?? breakEvenPrice(flows, financing, "project");
  return {
    flows,
    financing,
    result: price === undefined ? undefined : proForma(flows, financing, price),
    purchases,
    creditedEnergy,
  };
}
