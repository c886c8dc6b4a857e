/** The values behind the workbook: the pro forma worked out again from the report's own lines. */
import { catalog } from "../../../catalog/catalog.ts";
import { numberIn } from "../../../catalog/table.ts";
import type { DebtTerms, Financing, ProForma } from "../../../finance/pro-forma.ts";
import { incomeTax } from "../../../finance/income-tax.ts";
import { npv } from "../../../finance/present-value.ts";
import { projectSheet } from "../../../finance/project.ts";
import type { ProjectCosts, ProjectSheet, Purchase } from "../../../finance/project.ts";
import type { Schedule } from "../../../finance/tax-law.ts";
import type { Package } from "../../package.ts";
import { CHIPS } from "../../categories.ts";
import { renewed } from "../costs.ts";
import type { FinanceReport } from "../finance.ts";

/** Shortest life of chips a workbook has room for. */
export const SHORTEST_CHIP_LIFE = 3;

/** One purchase of a line, in the plan or where another life would bring it. */
export interface PurchaseRow {
  readonly line: number;
  /** Which purchase of its line, from 0; its year where purchases are planned one by one. */
  readonly number: number;
  /** Undefined where this plan does not make it. */
  readonly bought: Purchase | undefined;
  /** Number of its schedule in `Model.schedules`. */
  readonly schedule: number;
  readonly creditFrac: number;
}

/** A way of writing off, numbered from 0. */
export interface ScheduleRow {
  readonly name: string;
  readonly schedule: Schedule;
  /** Line whose life it follows. */
  readonly lifeOf: number | undefined;
  /** Life of chips looked at, for the sheet of lives. */
  readonly life: number | undefined;
}

export interface Model {
  readonly pack: Package;
  readonly finance: FinanceReport;
  readonly costs: ProjectCosts;
  readonly sheet: ProjectSheet;
  readonly result: ProForma;
  readonly financing: Financing;
  /** Last year of the project, from 0. */
  readonly last: number;
  readonly index: Float64Array;
  /** Whether a line is bought again at the end of each life, so that its life may be moved. */
  readonly renews: (line: number) => boolean;
  readonly purchases: readonly PurchaseRow[];
  readonly schedules: readonly ScheduleRow[];
  readonly lives: readonly LifeModel[];
  /** Lines of chips. */
  readonly chipLines: readonly number[];
}

/** The same project with another life of chips. */
export interface LifeModel {
  readonly life: number;
  readonly sheet: ProjectSheet;
  /** Purchases of chips alone, and their schedules by number. */
  readonly purchases: readonly Purchase[];
  readonly schedules: readonly number[];
}

/** The costs a report was made from. */
export function costsOf(finance: FinanceReport): ProjectCosts {
  const { lines } = finance;
  return {
    firstYear: finance.years[0]!,
    buildYears: finance.buildYears,
    serviceLagYears: finance.serviceLagYears,
    operating: lines
      .filter(({ kind }) => kind === "operating")
      .map(({ name, realUSD }) => ({ name, realUSD: Float64Array.from(realUSD) })),
    capital: lines.flatMap(({ name, realUSD, capital }) =>
      capital
        ? [
            {
              ...capital,
              name,
              realUSD: Float64Array.from(realUSD),
              energyMWh: Float64Array.from(capital.energyMWh),
            },
          ]
        : [],
    ),
    output: Float64Array.from(finance.computeEFLOPSh),
  };
}

/** Terms of debt that stand in the workbook where the plan has none: gearing of nil. */
function noDebt(): DebtTerms {
  const usual = catalog("tax").get("project-finance")!;
  return {
    mostGearingFrac: 0,
    dscr: numberIn(usual, "dscr"),
    interestFrac: numberIn(usual, "interestFrac"),
    termYears: numberIn(usual, "termYears"),
    repayment: "sculpted",
    buildInterest: true,
  };
}

/** A schedule that follows the economic life, not a table. */
const followsLife = ({ figure, method }: Schedule) =>
  figure === undefined && method.kind === "straightLine";

/** Everything the sheets show. @throws Error when the report's lines do not give its own figures. */
export function modelOf(pack: Package, finance: FinanceReport): Model {
  const costs = costsOf(finance);
  const terms = {
    ...finance.terms,
    priceUSD: finance.priceUSDPerEFLOPSh,
    financing: { ...finance.terms.financing, debt: finance.terms.financing.debt ?? noDebt() },
  };
  const sheet = projectSheet(costs, terms);
  const { result } = sheet;
  if (!result || Math.abs(result.priceUSD - finance.priceUSDPerEFLOPSh) > 1e-9)
    throw new Error("the pro forma's lines do not give its price");
  const last = costs.output.length - 1;
  const renews = (line: number) => finance.steady && costs.capital[line]!.lifeYears >= 1;

  const schedules: ScheduleRow[] = [];
  const numberOf = (schedule: Schedule, line: number, life?: number): number => {
    const lifeOf = followsLife(schedule) && renews(line) ? line : undefined;
    const name =
      lifeOf === undefined
        ? schedule.name
        : `${costs.capital[line]!.name}: straight line over ${life === undefined ? "its life" : `${life} years`}`;
    const known = schedules.findIndex((one) => one.name === name);
    if (known >= 0) return known;
    schedules.push({ name, schedule, lifeOf, life: lifeOf === undefined ? undefined : life });
    return schedules.length - 1;
  };

  const purchases = costs.capital.flatMap((capital, line): PurchaseRow[] => {
    const bought = sheet.purchases.filter((one) => one.line === line);
    if (!renews(line))
      return bought.map((one) => ({
        line,
        number: one.paidYear,
        bought: one,
        schedule: numberOf(one.schedule, line),
        creditFrac: one.creditFrac,
      }));
    const shortest =
      capital.name === CHIPS ? Math.min(SHORTEST_CHIP_LIFE, capital.lifeYears) : capital.lifeYears;
    const room = Math.max(bought.length, Math.ceil(last / shortest - 1e-9));
    return Array.from({ length: room }, (_, number) => {
      const one = bought[number];
      const like = one ?? bought.at(-1)!;
      return {
        line,
        number,
        bought: one,
        schedule: numberOf(like.schedule, line),
        creditFrac: like.creditFrac,
      };
    });
  });

  const isChips = costs.capital.map(({ name }) => name === CHIPS);
  const chips = isChips.indexOf(true);
  const capexUSD = costs.capital.reduce(
    (sum, { realUSD }, l) => sum + (isChips[l] ? realUSD[0]! : 0),
    0,
  );
  const lives = finance.chipLives.map(({ lifeYears: life }): LifeModel => {
    const again = renewed(capexUSD, life, finance.planWaccFrac, last);
    const none = { realUSD: new Float64Array(last + 1), restRealUSD: 0 };
    const other = {
      ...costs,
      capital: costs.capital.map((line, l) =>
        isChips[l] ? { ...line, ...(l === chips ? again : none), lifeYears: life } : line,
      ),
    };
    const found = projectSheet(other, { ...terms, priceUSD: undefined });
    const bought = found.purchases.filter(({ line }) => line === chips);
    return {
      life,
      sheet: found,
      purchases: bought,
      schedules: bought.map(({ schedule }) => numberOf(schedule, chips, life)),
    };
  });
  return {
    pack,
    finance,
    costs,
    sheet,
    result,
    financing: sheet.financing,
    last,
    index: sheet.flows.priceIndex,
    renews,
    purchases,
    schedules,
    lives,
    chipLines: isChips.flatMap((chip, line) => (chip ? [line] : [])),
  };
}

/** One price tried: what tax it brings and what is left. */
export interface Trial {
  readonly priceUSD: number;
  readonly profitUSD: Float64Array;
  readonly lossesUSD: Float64Array;
  readonly creditsUSD: Float64Array;
  readonly taxUSD: Float64Array;
  readonly npvUSD: number;
}

/** How many prices are tried. */
export const TRIALS = 8;
/** Share of the costs' present value at which a price is good enough. */
export const TRIAL_TOLERANCE = 1e-12;

export interface Search {
  readonly trials: readonly Trial[];
  /** Present value of the units sold, at a price of 1 of the price year. */
  readonly unitsUSD: number;
  /** Present value of all costs less what is left at the end, before tax. */
  readonly costsUSD: number;
}

/** The price at which the project's present value is nil, by the steps the sheet takes. */
export function searched({ flows, financing }: ProjectSheet): Search {
  const { waccFrac, tax: law } = financing;
  const { operatingUSD, capitalUSD, deductionsUSD, creditsUSD, restUSD, output, priceIndex } =
    flows;
  const units = output.map((value, t) => value * priceIndex[t]!);
  const unitsUSD = npv(units, waccFrac);
  const costsUSD = npv(
    operatingUSD.map((value, t) => value + capitalUSD[t]! - restUSD[t]!),
    waccFrac,
  );
  const trials: Trial[] = [];
  for (let n = 0; n < TRIALS; n++) {
    const [before, now] = [trials.at(-2), trials.at(-1)];
    const priceUSD = !now
      ? costsUSD / unitsUSD
      : nextPrice(before, now, costsUSD, (1 - law.taxFrac) * unitsUSD);
    const income = units.map((value, t) => value * priceUSD - operatingUSD[t]!);
    const tax = incomeTax(income, deductionsUSD, creditsUSD, law);
    trials.push({
      priceUSD,
      profitUSD: tax.profitUSD,
      lossesUSD: tax.lossesUSD,
      creditsUSD: tax.creditsUSD,
      taxUSD: tax.taxUSD,
      npvUSD: unitsUSD * priceUSD - costsUSD - npv(tax.taxUSD, waccFrac),
    });
  }
  return { trials, unitsUSD, costsUSD };
}

function nextPrice(before: Trial | undefined, now: Trial, costsUSD: number, slope: number): number {
  if (Math.abs(now.npvUSD) <= TRIAL_TOLERANCE * Math.abs(costsUSD)) return now.priceUSD;
  if (!before) return now.priceUSD - now.npvUSD / slope;
  const rise = now.npvUSD - before.npvUSD;
  return rise === 0
    ? now.priceUSD
    : now.priceUSD - (now.npvUSD * (now.priceUSD - before.priceUSD)) / rise;
}
