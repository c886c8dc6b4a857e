/** Inputs: every figure the workbook starts from, with unit, source, year and how it is known. */
import { WORTH } from "../../categories.ts";
import { basisFrac } from "../../../finance/tax-law.ts";
import { provenanceSentence } from "../../html/assumptions-table.ts";
import type { AssumptionReport } from "../../package.ts";
import { moneyUnit } from "../../../units/money.ts";
import type { Format } from "../../xlsx/styles.ts";
import { band, blank, given, head, text, worked } from "./grid.ts";
import type { Draft, DraftRow, DraftSheet } from "./grid.ts";
import type { Model } from "./model.ts";

interface Origin {
  readonly source: string;
  readonly year: string;
  readonly confidence: string;
  readonly meaning: string;
}

const WIDTH = 7;
const LAW: Origin = {
  source: "the law of taxes as in data/tax.csv",
  year: "",
  confidence: "published",
  meaning: "",
};

function row(label: string, value: Draft, unit: string, origin: Origin, key?: string): DraftRow {
  const { source, year, confidence, meaning } = origin;
  return {
    ...(key === undefined ? {} : { key }),
    cells: [
      text(label, "label"),
      value,
      text(unit, "note"),
      text(source, "note"),
      text(year, "note"),
      text(confidence, "note"),
      text(meaning, "note"),
    ],
    ...(Math.max(source.length / 58, meaning.length / 62) > 1
      ? { height: 12.5 * Math.ceil(Math.max(source.length / 58, meaning.length / 62)) }
      : {}),
  };
}

/** Rows that look their origin up in the plan's assumptions. */
function rowsFrom(provenance: readonly AssumptionReport[]) {
  const byPath = new Map(provenance.map((one) => [one.path, one]));
  return (
    label: string,
    path: string,
    value: number,
    format: Format,
    name: string,
    unit: string,
    meaning = "",
  ): DraftRow => {
    const found = byPath.get(path);
    return row(label, given(value, format, name), unit, {
      source: found?.source ?? "Firmwatt default",
      year: found?.year ?? "",
      confidence: found?.confidence ?? "estimated",
      meaning: meaning || (found?.help ?? ""),
    });
  };
}

function moneyRows({ finance, pack, financing }: Model): DraftRow[] {
  const from = rowsFrom(pack.provenance);
  const { terms, currency, planWaccFrac } = finance;
  const scenario = { source: "the scenario file", year: "", confidence: "stated", meaning: "" };
  const price = terms.priceUSD;
  const formulas = {
    plan: "(1+wacc_real)*(1+inflation)-1",
    parts: "(1-gearing_most)*cost_of_equity+gearing_most*interest*(1-tax_rate)",
  };
  const { waccFrom } = terms;
  const wacc = financing.waccFrac;
  return [
    band("Money and the cost of capital", WIDTH),
    row("Price year", given(terms.priceYear, "year", "price_year"), "calendar year", {
      ...scenario,
      meaning: "Plan results are in money of this year; catalogue figures count as of it",
    }),
    row("Currency", text(currency.code, "input"), "", {
      ...scenario,
      meaning: `All cells hold ${currency.code}`,
    }),
    row(
      "USD per unit of currency",
      { value: currency.usdPerUnit, role: "calc", format: "factor" },
      `USD per ${currency.code}`,
      {
        source:
          currency.code === "USD" ? "by definition" : "data/currencies.csv, or the scenario file",
        year: "",
        confidence: currency.code === "USD" ? "published" : "estimated",
        meaning:
          "One rate for all years, at which figures of the catalogue are taken; it moves nothing here",
      },
    ),
    from("Inflation", "finance.inflationFrac", terms.inflationFrac, "share", "inflation", "a year"),
    row(
      "Price of compute",
      given(price ?? 0, "price", "price_stated"),
      moneyUnit("USD per EFLOPS·h"),
      {
        ...scenario,
        meaning:
          "Money of the price year. 0: the price at which the project earns its cost of capital",
      },
    ),
    from(
      "Cost of capital of the plan",
      "money.waccFrac",
      planWaccFrac,
      "share",
      "wacc_real",
      "a year, real",
    ),
    waccFrom === "stated"
      ? from("Cost of capital", "finance.waccFrac", wacc, "share", "wacc", "a year, nominal")
      : row(
          "Cost of capital",
          { ...worked(wacc, "share", () => formulas[waccFrom]), name: "wacc" },
          "a year, nominal",
          {
            source: waccFrom === "plan" ? "the plan's, with inflation" : "from its parts",
            year: "",
            confidence: "computed",
            meaning: "After tax; discounts the project's cash",
          },
        ),
    from(
      "Cost of equity",
      "finance.costOfEquityFrac",
      financing.costOfEquityFrac,
      "share",
      "cost_of_equity",
      "a year, nominal",
    ),
  ];
}

function lawRows({ finance, financing, pack }: Model): DraftRow[] {
  const from = rowsFrom(pack.provenance);
  const { terms } = finance;
  const { tax, debt } = financing;
  const flag = (label: string, path: string, on: boolean, name: string, meaning: string) =>
    from(label, path, on ? 1 : 0, "year", name, "1 yes, 0 no", meaning);
  return [
    band(`Taxes: ${terms.country}`, WIDTH),
    from("Income tax", "finance.taxFrac", tax.taxFrac, "share", "tax_rate", "of profit"),
    flag(
      "Losses wait for profit",
      "finance.losses",
      tax.losses === "carriedForward",
      "losses_carried",
      "0: a loss lowers other tax of the owner at once",
    ),
    from(
      "Old losses against a year's profit",
      "finance.lossOffsetFrac",
      tax.lossOffsetFrac,
      "share",
      "loss_offset",
      "of profit, at most",
    ),
    row(
      "Part of an investment credit taken off the basis",
      given(1 - basisFrac(terms.country, 1), "share", "basis_cut"),
      "of the credit",
      { ...LAW, meaning: "Half in the United States" },
    ),
    band(
      debt!.mostGearingFrac > 0
        ? "Debt"
        : "Debt: none in this plan; raise the gearing to look at some",
      WIDTH,
    ),
    from(
      "Most debt over capital",
      "finance.debt.mostGearingFrac",
      debt!.mostGearingFrac,
      "share",
      "gearing_most",
      "of capital",
    ),
    from(
      "Cash over debt service, asked",
      "finance.debt.dscr",
      debt!.dscr!,
      "ratio",
      "dscr_target",
      "times",
    ),
    from(
      "Interest",
      "finance.debt.interestFrac",
      debt!.interestFrac,
      "share",
      "interest",
      "a year, nominal",
    ),
    from("Term of repayment", "finance.debt.termYears", debt!.termYears, "year", "term", "years"),
    flag(
      "Service in step with cash",
      "finance.debt.repayment",
      debt!.repayment === "sculpted",
      "sculpted",
      "0: the same every year, sized on the worst year",
    ),
    flag(
      "Interest runs while it is built",
      "finance.debt.buildInterest",
      debt!.buildInterest,
      "build_interest",
      "Drawn like capital",
    ),
  ];
}

function planRows({ finance, costs, pack, sheet, renews, last }: Model): DraftRow[] {
  const plan = (meaning: string): Origin => ({
    source: `this plan, scenario ${pack.scenarioHash.slice(0, 8)}, solved and verified`,
    year: "",
    confidence: "computed",
    meaning,
  });
  const real = `money of ${finance.terms.priceYear}`;
  const steady = finance.steady;
  return [
    band("Results of the solved plan", WIDTH),
    row(
      "First year",
      given(costs.firstYear, "year", "first_year"),
      "calendar year",
      plan("Year 0; flows at year ends"),
    ),
    row(
      "Years before the first sales",
      given(costs.buildYears, "year", "build_years"),
      "years",
      plan(""),
    ),
    row(
      "Years from payment to service",
      given(costs.serviceLagYears, "year", "lag_years"),
      "years",
      plan(""),
    ),
    row(
      "Last year of the project",
      { ...worked(last, "year", (refs) => `COUNT(${refs.years("index")})-1`), name: "last_t" },
      "from 0",
      plan("As many as there are columns"),
    ),
    ...(steady
      ? [
          row(
            "Compute",
            given(costs.output[last]!, "figure"),
            "EFLOPS·h a year",
            plan("Effective, as sold"),
            "in:output",
          ),
          ...costs.operating.map(({ name, realUSD }, i) =>
            row(
              `${name}: running`,
              given(realUSD[last]!, "millions"),
              moneyUnit("USD m a year"),
              plan(real),
              `in:op:${i}`,
            ),
          ),
        ]
      : []),
    ...costs.capital.flatMap(({ name, realUSD, lifeYears, restRealUSD, taxClass }, l) =>
      renews(l)
        ? [
            row(
              `${name}: capital`,
              given(realUSD[0]!, "millions"),
              moneyUnit("USD m"),
              plan(`${real}; class ${taxClass}`),
              `in:capex:${l}`,
            ),
            row(
              `${name}: life`,
              given(lifeYears, "figure"),
              "years",
              plan("Bought again at the end of each life"),
              `in:life:${l}`,
            ),
          ]
        : [
            row(
              `${name}: left at the end`,
              given(restRealUSD, "millions"),
              moneyUnit("USD m"),
              plan(`${real}; class ${taxClass}`),
              `in:rest:${l}`,
            ),
          ],
    ),
    row(
      "Cost of the whole plan",
      given(planCostUSD(pack), "millions", "plan_cost"),
      moneyUnit(steady ? "USD m a year" : "USD m, all years"),
      plan(`${real}, before tax; a check of the sheets`),
    ),
    ...sheet.creditedEnergy.flatMap(({ line, usdPerMWh, priceYear, years, servedYear }, j) => {
      const { name } = costs.capital[line]!;
      return [
        row(
          `${name}: production credit`,
          given(usdPerMWh, "price"),
          moneyUnit("USD/MWh"),
          { ...LAW, meaning: "At the plant's dates" },
          `in:ptc:${j}`,
        ),
        row(
          `${name}: money of that credit`,
          given(priceYear, "year"),
          "calendar year",
          { ...LAW, meaning: "It follows inflation" },
          `in:ptcYear:${j}`,
        ),
        row(
          `${name}: years of that credit`,
          given(years, "year"),
          "years",
          LAW,
          `in:ptcYears:${j}`,
        ),
        row(
          `${name}: first year of service`,
          given(servedYear, "year"),
          "from 0",
          plan(""),
          `in:ptcFirst:${j}`,
        ),
      ];
    }),
    blank,
    {
      cells: [
        text(`${provenanceSentence(pack.provenance)}; all are on the sheet Sources.`, "subtitle"),
      ],
    },
  ];
}

/** The plan's own cost that the sheets must come to: of a year, or of all years over a horizon. */
export function planCostUSD({ timeline, kpis }: Model["pack"]): number {
  if (!timeline) return kpis.costUSDPerYear;
  return timeline.money
    .filter(({ category }) => category !== WORTH)
    .reduce((all, { usd }) => usd.reduce((sum, value) => sum + value, all), 0);
}

export function inputsSheet(model: Model): DraftSheet {
  return {
    name: "Inputs",
    widths: [44, 15, 22, 46, 9, 12, 54],
    frozen: { rows: 4, columns: 1 },
    rows: [
      { cells: [text("Inputs", "title")], height: 24 },
      {
        cells: [
          text(
            moneyUnit(
              "Blue on pale ground may be changed; every other sheet follows. USD m: shown in millions, cells hold USD.",
            ),
            "subtitle",
          ),
        ],
      },
      blank,
      {
        cells: head("Input", "Value").cells.concat(
          ["Unit", "Source", "Year", "Known by", "Meaning"].map((words) => text(words, "head")),
        ),
      },
      ...moneyRows(model),
      ...lawRows(model),
      ...planRows(model),
    ],
  };
}
