/** Capital: what is bought when, what of it the tax law credits and deducts, what is left at the end. */
import { moneyUnit } from "../../../units/money.ts";
import type { Purchase } from "../../../finance/project.ts";
import { band, blank, given, head, text, worked } from "./grid.ts";
import type { Draft, DraftRow, DraftSheet } from "./grid.ts";
import type { Model, PurchaseRow } from "./model.ts";

const VALUE = 1;
/** Columns of a purchase. */
export const BUY = {
  line: 0,
  number: 1,
  after: 2,
  paid: 3,
  real: 4,
  index: 5,
  usd: 6,
  served: 7,
  schedule: 8,
  scheduleName: 9,
  creditFrac: 10,
  credit: 11,
  basis: 12,
  deducted: 13,
  book: 14,
} as const;
/** Columns of what is left of a line. */
export const LEFT = {
  line: 0,
  count: 1,
  after: 2,
  years: 3,
  real: 4,
  usd: 5,
  book: 6,
  tax: 7,
  net: 8,
} as const;
const WIDTH = 15;

const sum = (values: ArrayLike<number>) =>
  Array.from(values).reduce((all, value) => all + value, 0);

function purchaseRow(model: Model, row: PurchaseRow, i: number): DraftRow {
  const { costs, last, index, schedules, renews, finance } = model;
  const { line, number, bought, creditFrac } = row;
  const { name, lifeYears } = costs.capital[line]!;
  const key = `buy:${i}`;
  const live = renews(line);
  const after = live ? number * lifeYears : number;
  const paid = live ? Math.ceil(after - 1e-9) : number;
  const served = live
    ? Math.max(paid + costs.serviceLagYears, costs.buildYears)
    : bought!.servedYear;
  const priceIndex =
    (1 + finance.terms.inflationFrac) ** (costs.firstYear + paid - finance.terms.priceYear);
  const usd = bought?.usd ?? 0;
  const credited = bought && served <= last ? creditFrac * usd : 0;
  const basis = bought ? usd * bought.basisFrac : 0;
  const cells: Draft[] = [
    text(name, "label"),
    given(number + (live ? 1 : 0), "year"),
    live
      ? worked(
          after,
          "figure",
          (refs) => `(${refs.cell(key, BUY.number)}-1)*${refs.cell(`in:life:${line}`, VALUE)}`,
        )
      : worked(after, "figure", (refs) => refs.cell(key, BUY.number)),
    worked(paid, "year", (refs) => `ROUNDUP(MAX(0,${refs.cell(key, BUY.after)}-1E-9),0)`),
    live
      ? worked(bought?.realUSD ?? 0, "millions", (refs) => {
          const at = (column: number) => refs.cell(key, column);
          return `IF(${at(BUY.after)}<last_t-1E-9,${refs.cell(`in:capex:${line}`, VALUE)}*(1+wacc_real)^(${at(BUY.paid)}-${at(BUY.after)}),0)`;
        })
      : given(bought?.realUSD ?? 0, "millions"),
    worked(
      paid <= last ? index[paid]! : priceIndex,
      "factor",
      (refs) => `(1+inflation)^(first_year+${refs.cell(key, BUY.paid)}-price_year)`,
    ),
    worked(usd, "millions", (refs) => `${refs.cell(key, BUY.real)}*${refs.cell(key, BUY.index)}`),
    live
      ? worked(served, "year", (refs) => `MAX(${refs.cell(key, BUY.paid)}+lag_years,build_years)`)
      : given(served, "year"),
    given(row.schedule + 1, "year"),
    worked(
      schedules[row.schedule]!.name,
      "text",
      (refs) =>
        `INDEX(${refs.column("sched:0", `sched:${schedules.length - 1}`, 1)},${refs.cell(key, BUY.schedule)},1)`,
    ),
    given(creditFrac, "share"),
    worked(
      credited,
      "millions",
      (refs) =>
        `IF(${refs.cell(key, BUY.served)}<=last_t,${refs.cell(key, BUY.usd)}*${refs.cell(key, BUY.creditFrac)},0)`,
    ),
    worked(
      basis,
      "millions",
      (refs) => `${refs.cell(key, BUY.usd)}-basis_cut*${refs.cell(key, BUY.credit)}`,
    ),
    worked(
      bought ? sum(bought.deductionsUSD) : 0,
      "millions",
      (refs) => `SUM(${refs.years(`deduct:${i}`)})`,
    ),
    worked(
      bought?.bookUSD ?? 0,
      "millions",
      (refs) => `${refs.cell(key, BUY.basis)}-${refs.cell(key, BUY.deducted)}`,
    ),
  ];
  return { key, cells };
}

/** First and last purchase of a line, as indices of all purchases. */
export function spanOf({ purchases }: Model, line: number): [number, number] {
  return [
    purchases.findIndex((one) => one.line === line),
    purchases.findLastIndex((one) => one.line === line),
  ];
}

/** What is left of a thing bought again and again over a life, at the end of the project; real. */
export function restFormula(capex: string, life: string, left: string): string {
  return `${capex}*IF(wacc_real=0,${left}/${life},(1-(1+wacc_real)^-${left})/(1-(1+wacc_real)^-${life}))`;
}

function leftRow(model: Model, line: number): DraftRow {
  const { costs, last, index, renews, sheet, financing } = model;
  const { name, lifeYears, restRealUSD } = costs.capital[line]!;
  const key = `left:${line}`;
  const bought: readonly Purchase[] = sheet.purchases.filter((one) => one.line === line);
  const book = bought.reduce((all, { bookUSD }) => all + bookUSD, 0);
  const usd = restRealUSD * index[last]!;
  const tax = financing.tax.taxFrac * (usd - book);
  const [from, to] = spanOf(model, line);
  const live = renews(line);
  const lastBought = (bought.length - 1) * lifeYears;
  const life: (refs: Parameters<NonNullable<Draft["formula"]>>[0]) => string = (refs) =>
    refs.cell(`in:life:${line}`, VALUE);
  const cells: (Draft | undefined)[] = [
    text(name, "label"),
    ...(live
      ? [
          worked(bought.length, "year", (refs) => `ROUNDUP((last_t-1E-9)/${life(refs)},0)`),
          worked(lastBought, "figure", (refs) => `(${refs.cell(key, LEFT.count)}-1)*${life(refs)}`),
          worked(
            Math.max(0, lastBought + lifeYears - last),
            "figure",
            (refs) => `MAX(0,${refs.cell(key, LEFT.after)}+${life(refs)}-last_t)`,
          ),
          worked(restRealUSD, "millions", (refs) =>
            restFormula(
              refs.cell(`in:capex:${line}`, VALUE),
              life(refs),
              refs.cell(key, LEFT.years),
            ),
          ),
        ]
      : [
          undefined,
          undefined,
          undefined,
          worked(restRealUSD, "millions", (refs) => refs.cell(`in:rest:${line}`, VALUE)),
        ]),
    worked(usd, "millions", (refs) => `${refs.cell(key, LEFT.real)}*${refs.at("index", last)}`),
    worked(book, "millions", (refs) =>
      from < 0 ? "0" : `SUM(${refs.column(`buy:${from}`, `buy:${to}`, BUY.book)})`,
    ),
    worked(
      tax,
      "millions",
      (refs) => `tax_rate*(${refs.cell(key, LEFT.usd)}-${refs.cell(key, LEFT.book)})`,
    ),
    worked(
      usd - tax,
      "millions",
      (refs) => `${refs.cell(key, LEFT.usd)}-${refs.cell(key, LEFT.tax)}`,
    ),
  ];
  return { key, cells };
}

const heads = (...words: readonly string[]): DraftRow => ({ ...head(...words), height: 40 });

export function capitalSheet(model: Model): DraftSheet {
  const { costs, purchases } = model;
  return {
    name: "Capital",
    widths: [26, 9, 10, 9, 12, 9, 12, 9, 9, 40, 9, 12, 12, 12, 12],
    frozen: { rows: 4, columns: 1 },
    rows: [
      { cells: [text("Capital", "title")], height: 24 },
      {
        cells: [
          text(
            `Each purchase and renewal, ${moneyUnit("USD m")}. A life that ends within a year is renewed at its end, with interest from the day. Rows in which nothing is bought leave room for shorter lives.`,
            "subtitle",
          ),
        ],
      },
      blank,
      heads(
        "Purchase",
        "No.",
        "Bought after years",
        "Paid in year",
        "Real cost",
        "Price index",
        "Cost, money of the day",
        "Serves from year",
        "Write-off no.",
        "Written off by",
        "Invest. credit",
        "Credit",
        "Basis for tax",
        "Written off by the end",
        "Book value left",
      ),
      ...purchases.map((row, i) => purchaseRow(model, row, i)),
      blank,
      band("What is left at the end, sold in the last year", WIDTH),
      heads(
        "Line",
        "Bought times",
        "Last after years",
        "Life left",
        "Real value",
        "Money of the day",
        "Book value",
        "Tax on the gain",
        "After tax",
      ),
      ...costs.capital.map((_, line) => leftRow(model, line)),
    ],
  };
}
