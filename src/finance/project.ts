/**
 * A project from real costs by year: nominal flows, what the tax law deducts and credits, and its pro forma.
 *
 *     nominal_t    = real_t · (1 + inflation)^(year_t − priceYear)
 *     deductions   each year's capital by the table of its class, from the year it serves; what the table
 *                  has left at the end is set against the rest of value
 *     rest         = value − τ·(value − book)
 *     price        stated, or the one at which the project earns its cost of capital
 *
 * Year 0 first, flows at year ends. Prices are money of the price year and follow inflation.
 */
import { breakEvenPrice, proForma } from "./pro-forma.ts";
import type { Financing, ProForma, ProjectFlows } from "./pro-forma.ts";
import { straightLine, tableSchedule } from "./depreciation.ts";
import { basisFrac, investmentCreditFrac, productionCredit, scheduleOf } from "./tax-law.ts";
import type { Schedule, TaxClass } from "./tax-law.ts";

/** Operating cost by year, real USD of the price year; receipts are negative. */
export interface OperatingLine {
  readonly name: string;
  readonly realUSD: Float64Array;
}

/** Capital by year, and what of it is left at the end. */
export interface CapitalLine extends OperatingLine {
  readonly taxClass: TaxClass;
  readonly lifeYears: number;
  readonly restRealUSD: number;
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
  readonly financing: Omit<Financing, "buildYears">;
  /** Per unit sold, money of the price year; the break-even price when undefined. */
  readonly priceUSD: number | undefined;
}

/** The flows behind a pro forma, and how each class is written off. */
export interface ProjectSheet {
  readonly flows: ProjectFlows;
  /** Undefined when nothing is sold and no price is stated. */
  readonly result: ProForma | undefined;
  readonly writtenOff: readonly { readonly name: string; readonly schedule: string }[];
}

/** Nominal over real money, year by year. */
export function inflationIndex(costs: ProjectCosts, terms: ProjectTerms): Float64Array {
  return costs.output.map(
    (_, t) => (1 + terms.inflationFrac) ** (costs.firstYear + t - terms.priceYear),
  );
}

function scheduleFor(line: CapitalLine, terms: ProjectTerms, inServiceYear: number): Schedule {
  const { writeOff, country, bonus } = terms;
  if (writeOff === "straight-line")
    return {
      shares: straightLine(line.lifeYears),
      name: `straight line, life of ${line.lifeYears} years`,
    };
  if (writeOff !== "law") return { shares: tableSchedule(writeOff), name: writeOff };
  const { taxClass, lifeYears } = line;
  return scheduleOf(country, { taxClass, lifeYears, inServiceYear }, bonus);
}

/** Deductions and credits of one line, added to `deductions` and `credits`; gives the book value left. */
function writeOffLine(
  line: CapitalLine,
  costs: ProjectCosts,
  terms: ProjectTerms,
  index: Float64Array,
  into: { deductions: Float64Array; credits: Float64Array },
): { bookUSD: number; name: string } {
  const years = index.length;
  let bookUSD = 0;
  let name = "";
  for (let t = 0; t < years; t++) {
    const spend = line.realUSD[t]! * index[t]!;
    if (spend === 0) continue;
    const served = Math.max(t + costs.serviceLagYears, costs.buildYears);
    const inServiceYear = costs.firstYear + served;
    const dates = { begunYear: inServiceYear - terms.begunBeforeYears, inServiceYear };
    const creditFrac =
      terms.credit === "investment" && served < years
        ? investmentCreditFrac(terms.country, line.taxClass, dates)
        : 0;
    if (creditFrac > 0) into.credits[served]! += creditFrac * spend;
    const { shares, name: schedule } = scheduleFor(line, terms, inServiceYear);
    name ||= schedule;
    const basis = spend * basisFrac(terms.country, creditFrac);
    let left = basis;
    for (let k = 0; k < shares.length && served + k < years; k++) {
      into.deductions[served + k]! += shares[k]! * basis;
      left -= shares[k]! * basis;
    }
    bookUSD += left;
  }
  return { bookUSD, name };
}

/** Production credits of a line's energy in its first years of service. */
function creditEnergy(
  line: CapitalLine,
  costs: ProjectCosts,
  terms: ProjectTerms,
  index: Float64Array,
  credits: Float64Array,
): void {
  if (terms.credit !== "production") return;
  const first = line.energyMWh.findIndex((mwh) => mwh > 0);
  if (first < 0) return;
  const inServiceYear = costs.firstYear + first;
  const { usdPerMWh, years } = productionCredit(terms.country, line.taxClass, {
    begunYear: inServiceYear - terms.begunBeforeYears,
    inServiceYear,
  });
  for (let t = first; t < Math.min(first + years, credits.length); t++)
    credits[t]! += usdPerMWh * line.energyMWh[t]! * index[t]!;
}

/** Flows, taxes, debt and returns of a project. */
export function projectSheet(costs: ProjectCosts, terms: ProjectTerms): ProjectSheet {
  const years = costs.output.length;
  const index = inflationIndex(costs, terms);
  const { taxFrac } = terms.financing.tax;
  const into = { deductions: new Float64Array(years), credits: new Float64Array(years) };
  const restUSD = new Float64Array(years);
  const writtenOff = costs.capital.map((line) => {
    const { bookUSD, name } = writeOffLine(line, costs, terms, index, into);
    creditEnergy(line, costs, terms, index, into.credits);
    const value = line.restRealUSD * index[years - 1]!;
    restUSD[years - 1]! += value - taxFrac * (value - bookUSD);
    return { name: line.name, schedule: name };
  });
  const nominal = (lines: readonly OperatingLine[]) =>
    index.map((factor, t) => factor * lines.reduce((sum, { realUSD }) => sum + realUSD[t]!, 0));
  const flows: ProjectFlows = {
    operatingUSD: nominal(costs.operating),
    capitalUSD: nominal(costs.capital),
    deductionsUSD: into.deductions,
    creditsUSD: into.credits,
    restUSD,
    output: costs.output,
    priceIndex: index,
  };
  const financing: Financing = { ...terms.financing, buildYears: costs.buildYears };
  const price = terms.priceUSD ?? breakEvenPrice(flows, financing, "project");
  return {
    flows,
    result: price === undefined ? undefined : proForma(flows, financing, price),
    writtenOff,
  };
}
