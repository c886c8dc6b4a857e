/**
 * Price search: the price at which a project earns its cost of capital, by formulas alone.
 *
 *     first     price without tax;  then as if every dollar were taxed;  then secant steps
 *     NPV       price · worth of units − worth of costs − worth of tax
 *     tax       τ·(profit_t + losses_t − losses_{t−1}) − credits used, or at once
 */
import { text, worked, yearRow, yearSheet, single } from "./grid.ts";
import type { DraftRow, DraftSheet, Refs } from "./grid.ts";
import { searched, TRIAL_TOLERANCE } from "./model.ts";
import type { Model, Search } from "./model.ts";
import type { ProjectSheet } from "../../../finance/project.ts";

const TOTAL = 2;

/** Where a search finds its costs: keys of rows of years. */
export interface SearchRows {
  readonly id: string;
  readonly title: string;
  readonly capital: string;
  readonly deductions: string;
  readonly rest: string;
}

/** Cell of the price found. */
export const priceFound = (refs: Refs, id: string): string => refs.cell(`${id}:found`, TOTAL);

function trialRows(rows: SearchRows, { trials }: Search, n: number): DraftRow[] {
  const { id } = rows;
  const trial = trials[n]!;
  const key = (name: string, of = n) => `${id}:${of}:${name}`;
  const price = (refs: Refs, of = n) => refs.cell(key("price", of), TOTAL);
  const left = (refs: Refs, of: number) => refs.cell(key("npv", of), TOTAL);
  const units = (refs: Refs) => refs.cell(`${id}:units`, TOTAL);
  const costs = (refs: Refs) => refs.cell(`${id}:costs`, TOTAL);
  const before = (refs: Refs, name: string, t: number) =>
    t === 0 ? "0" : refs.at(key(name), t - 1);
  const priceFormula = (refs: Refs): string => {
    if (n === 0) return `${costs(refs)}/${units(refs)}`;
    const [p1, f1] = [price(refs, n - 1), left(refs, n - 1)];
    const enough = `ABS(${f1})<=${TRIAL_TOLERANCE}*ABS(${costs(refs)})`;
    if (n === 1) return `IF(${enough},${p1},${p1}-${f1}/((1-tax_rate)*${units(refs)}))`;
    const [p0, f0] = [price(refs, n - 2), left(refs, n - 2)];
    return `IF(OR(${enough},${f1}=${f0}),${p1},${p1}-${f1}*(${p1}-${p0})/(${f1}-${f0}))`;
  };
  return [
    single(
      key("price"),
      `Try ${n + 1}: price`,
      "USD per EFLOPS·h",
      worked(trial.priceUSD, "price", priceFormula),
    ),
    yearRow({
      key: key("profit"),
      label: "Profit",
      values: trial.profitUSD,
      formula: (refs, t) =>
        `${refs.at("output", t)}*${refs.at("index", t)}*${price(refs)}-${refs.at("operating", t)}-${refs.at(rows.deductions, t)}`,
    }),
    yearRow({
      key: key("losses"),
      label: "Losses carried on",
      values: trial.lossesUSD,
      formula: (refs, t) => {
        const now = refs.at(key("profit"), t);
        const carried = before(refs, "losses", t);
        return `IF(losses_carried=1,${carried}+MAX(0,-${now})-MIN(${carried},loss_offset*MAX(0,${now})),0)`;
      },
    }),
    yearRow({
      key: key("credits"),
      label: "Credits carried on",
      values: trial.creditsUSD,
      formula: (refs, t) =>
        `IF(losses_carried=1,MAX(0,${before(refs, "credits", t)}+${refs.at("credits", t)}-tax_rate*(${refs.at(key("profit"), t)}+${refs.at(key("losses"), t)}-${before(refs, "losses", t)})),0)`,
    }),
    yearRow({
      key: key("tax"),
      label: "Tax",
      values: trial.taxUSD,
      formula: (refs, t) =>
        `tax_rate*(${refs.at(key("profit"), t)}+${refs.at(key("losses"), t)}-${before(refs, "losses", t)})-(${before(refs, "credits", t)}+${refs.at("credits", t)}-${refs.at(key("credits"), t)})`,
    }),
    single(
      key("npv"),
      "Present value left",
      "USD",
      worked(
        trial.npvUSD,
        "cents",
        (refs) =>
          `${price(refs)}*${units(refs)}-${costs(refs)}-SUMPRODUCT(${refs.years("discount")},${refs.years(key("tax"))})`,
      ),
    ),
  ];
}

/** A search as rows: what it starts from, the prices it tries, the price found. */
export function searchRows(rows: SearchRows, project: ProjectSheet): DraftRow[] {
  const search = searched(project);
  const { id } = rows;
  const found = search.trials.at(-1)!;
  const factors = (refs: Refs) => refs.years("discount");
  return [
    { cells: [text(rows.title, "band")] },
    single(
      `${id}:found`,
      "Price found",
      "USD per EFLOPS·h",
      worked(
        found.priceUSD,
        "cents",
        (refs) => refs.cell(`${id}:${search.trials.length - 1}:price`, TOTAL),
        "key",
      ),
    ),
    single(
      `${id}:ok`,
      "Present value left is nil",
      "",
      worked(
        "ok",
        "text",
        (refs) =>
          `IF(ABS(${refs.cell(`${id}:${search.trials.length - 1}:npv`, TOTAL)})<=1E-10*ABS(${refs.cell(`${id}:costs`, TOTAL)}),"ok","not found")`,
      ),
    ),
    single(
      `${id}:units`,
      "Worth of units, at a price of 1",
      "USD",
      worked(
        search.unitsUSD,
        "figure",
        (refs) => `SUMPRODUCT(${factors(refs)},${refs.years("output")},${refs.years("index")})`,
      ),
    ),
    single(
      `${id}:costs`,
      "Worth of costs less the rest, before tax",
      "USD m",
      worked(
        search.costsUSD,
        "millions",
        (refs) =>
          `SUMPRODUCT(${factors(refs)},${refs.years("operating")}+${refs.years(rows.capital)}-${refs.years(rows.rest)})`,
      ),
    ),
    ...search.trials.flatMap((_, n) => trialRows(rows, search, n)),
  ];
}

export const BASE_SEARCH: SearchRows = {
  id: "search",
  title: "The project as it stands",
  capital: "capital",
  deductions: "deductions",
  rest: "rest",
};

/** Rows that tell a search of another life of chips. */
export const lifeSearch = (life: number): SearchRows => ({
  id: `search:${life}`,
  title: `Chips written off over ${life} years`,
  capital: `life:${life}:capital`,
  deductions: `life:${life}:deductions`,
  rest: `life:${life}:rest`,
});

export function searchSheet(model: Model): DraftSheet {
  return yearSheet(
    "Price search",
    "The price at which the project's present value at its cost of capital is nil. Each try moves the price until nothing is left; no macro and no goal seek.",
    model.finance.years,
    [
      ...searchRows(BASE_SEARCH, model.sheet),
      ...model.lives.flatMap(({ life, sheet }) => searchRows(lifeSearch(life), sheet)),
    ],
  );
}
