/** Life of chips: the same project with chips written off and renewed over 3 to 7 years. */
import { moneyUnit } from "../../../units/money.ts";
import { LEFT, restFormula } from "./capital.ts";
import { blank, given, text, worked, yearRow, yearSheet } from "./grid.ts";
import type { Draft, DraftRow, DraftSheet, Refs } from "./grid.ts";
import type { LifeModel, Model } from "./model.ts";
import { lifeSearch, priceFound } from "./search.ts";
import { allShares } from "./tax.ts";

const VALUE = 1;
/** Columns of the table of lives. */
const LIFE = { label: 0, years: 1, cost: 2, before: 3, price: 4, apart: 5 } as const;

const chipsCapex = ({ chipLines }: Model, refs: Refs): string =>
  `(${chipLines.map((line) => refs.cell(`in:capex:${line}`, VALUE)).join("+")})`;
const annuity = (life: string): string =>
  `IF(wacc_real=0,1/${life},wacc_real/(1-(1+wacc_real)^-${life}))`;

/** The table, one row per life. */
export function chipLifeSheet(model: Model): DraftSheet {
  const { finance, chipLines, costs, result, lives } = model;
  const row = ({ life, sheet }: LifeModel, i: number): DraftRow => {
    const key = `life:${life}`;
    const { usdPerYear, usdPerEFLOPSh } = finance.chipLives[i]!;
    const price = sheet.result!.priceUSD;
    const cells: Draft[] = [
      text(`Chips written off over ${life} years`, "label"),
      given(life, "year"),
      worked(usdPerYear, "millions", (refs) => {
        const usual = chipLines
          .map(
            (line) =>
              `${refs.cell(`in:capex:${line}`, VALUE)}*${annuity(refs.cell(`in:life:${line}`, VALUE))}`,
          )
          .join("-");
        return `plan_cost-${usual}+${chipsCapex(model, refs)}*${annuity(refs.cell(key, LIFE.years))}`;
      }),
      worked(
        usdPerEFLOPSh,
        "cents",
        (refs) => `${refs.cell(key, LIFE.cost)}/${refs.cell("in:output", VALUE)}`,
      ),
      worked(price, "cents", (refs) => priceFound(refs, lifeSearch(life).id), "key"),
      worked(
        price / result.priceUSD - 1,
        "share",
        (refs) => `${refs.cell(key, LIFE.price)}/price-1`,
      ),
    ];
    return { key, cells };
  };
  const heads = [
    "Life of chips",
    "Years",
    "Cost a year, before tax, USD m",
    "Before tax, USD per EFLOPS·h",
    "Price after tax, USD per EFLOPS·h",
    "Against the price of this plan",
  ].map(moneyUnit);
  return {
    name: "Chip life",
    widths: [40, 10, 18, 18, 18, 18],
    frozen: { rows: 4, columns: 1 },
    rows: [
      { cells: [text("Chip life", "title")], height: 24 },
      {
        cells: [
          text(
            "What the life of chips does to the cost of compute; sizes as planned. Chips are bought again at the end of each life and written off by the law's schedule.",
            "subtitle",
          ),
        ],
      },
      blank,
      {
        cells: heads.map((words, c): Draft => ({
          value: words,
          role: "head",
          format: c === 0 ? "text" : "general",
        })),
        height: 40,
      },
      ...lives.map(row),
      blank,
      {
        cells: [
          text(
            `The plan's own life: ${chipLines.map((line) => costs.capital[line]!.lifeYears).join(" and ")} years. Workings: sheets Chip life workings and Price search.`,
            "subtitle",
          ),
        ],
      },
    ],
  };
}

function workings(model: Model, one: LifeModel): DraftRow[] {
  const { last, chipLines, purchases } = model;
  const { life, sheet, schedules } = one;
  const key = (name: string) => `life:${life}:${name}`;
  const years = (refs: Refs) => refs.cell(`life:${life}`, LIFE.years);
  const paid = (refs: Refs, k: number) => `ROUNDUP(MAX(0,${k}*${years(refs)}-1E-9),0)`;
  const bought = one.purchases.map((_, k) => k);
  const nominal = (k: number) => {
    const { paidYear, usd } = one.purchases[k]!;
    return Float64Array.from({ length: last + 1 }, (_unused, t) => (t === paidYear ? usd : 0));
  };
  const totals = (name: string, refs: Refs, t: number) =>
    `SUM(${refs.at(key(`${name}:0`), t)}:${refs.at(key(`${name}:${bought.length - 1}`), t)})`;
  const minus = (keys: readonly string[], refs: Refs, t: number) =>
    keys.map((name) => `-${refs.at(name, t)}`).join("");
  const chipDeductions = purchases.flatMap(({ line }, i) =>
    chipLines.includes(line) ? [`deduct:${i}`] : [],
  );
  return [
    { cells: [text(`Chips written off over ${life} years`, "band")] },
    ...bought.map((k) =>
      yearRow({
        key: key(`buy:${k}`),
        label: `Chips, purchase ${k + 1}`,
        values: nominal(k),
        sum: true,
        formula: (refs, t) =>
          `IF(AND(${paid(refs, k)}=${refs.period(t)},${k}*${years(refs)}<last_t-1E-9),${chipsCapex(model, refs)}*(1+wacc_real)^(${refs.period(t)}-${k}*${years(refs)})*${refs.at("index", t)},0)`,
      }),
    ),
    ...bought.map((k): DraftRow => {
      const { cells, ...rest } = yearRow({
        key: key(`write:${k}`),
        label: `Written off, purchase ${k + 1}, by no.`,
        values: one.purchases[k]!.deductionsUSD,
        sum: true,
        formula: (refs, t) => {
          const served = `MAX(${paid(refs, k)}+lag_years,build_years)`;
          const number = refs.cell(key(`write:${k}`), VALUE);
          return `IF(${refs.period(t)}<${served},0,SUM(${refs.years(key(`buy:${k}`))})*INDEX(${allShares(model, refs)},${number},${refs.period(t)}-${served}+1))`;
        },
      });
      return { ...rest, cells: [cells[0], given(schedules[k]! + 1, "year"), ...cells.slice(2)] };
    }),
    yearRow({
      key: key("capital"),
      label: "Capital of the project",
      role: "total",
      values: sheet.flows.capitalUSD,
      sum: true,
      formula: (refs, t) =>
        `${refs.at("capital", t)}${minus(
          chipLines.map((line) => `cap:${line}`),
          refs,
          t,
        )}+${totals("buy", refs, t)}`,
    }),
    yearRow({
      key: key("deductions"),
      label: "Write-offs of the project",
      role: "total",
      values: sheet.flows.deductionsUSD,
      sum: true,
      formula: (refs, t) =>
        `${refs.at("deductions", t)}${minus(chipDeductions, refs, t)}+${totals("write", refs, t)}`,
    }),
    yearRow({
      key: key("rest"),
      label: "Rest of value, after tax",
      role: "total",
      values: sheet.flows.restUSD,
      sum: true,
      formula: (refs, t) => {
        if (t < last) return "0";
        const left = `MAX(0,ROUNDUP((last_t-1E-9)/${years(refs)},0)*${years(refs)}-last_t)`;
        const value = `${restFormula(chipsCapex(model, refs), years(refs), left)}*${refs.at("index", last)}`;
        const total = (name: string, k: number) => `SUM(${refs.years(key(`${name}:${k}`))})`;
        const book = bought.map((k) => `${total("buy", k)}-${total("write", k)}`).join("+");
        const own = chipLines.map((line) => `-${refs.cell(`left:${line}`, LEFT.net)}`).join("");
        return `${refs.at("rest", t)}${own}+(1-tax_rate)*${value}+tax_rate*(${book})`;
      },
    }),
  ];
}

/** The project's capital, write-offs and rest of value under each life. */
export function chipWorkingsSheet(model: Model): DraftSheet {
  return yearSheet(
    "Chip life workings",
    "Money of the day: chips of this plan are taken out and those of another life put in. Numbers of write-offs: sheet Tax tables.",
    model.finance.years,
    model.lives.flatMap((one) => workings(model, one)),
  );
}
