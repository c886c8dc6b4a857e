/** Summary: what the project comes to, live and as exported; sources and uses; checks. */
import { financeSentence, debtSentence } from "../text.ts";
import { CHIPS } from "../../categories.ts";
import { LEFT } from "./capital.ts";
import { band, blank, text, worked } from "./grid.ts";
import type { Draft, DraftRow, DraftSheet, Refs } from "./grid.ts";
import { converted, moneyUnit } from "../../../units/money.ts";
import type { Model } from "./model.ts";
import { BASE_SEARCH, priceFound } from "./search.ts";
import type { Format } from "../../xlsx/styles.ts";

const WIDTH = 5;
const VALUE = 1;
const EXPORTED = 3;
const TOTAL = 2;
/** USD that are whole cents of the currency that is written. */
const money = (usd: number) => Math.round(converted(usd) * 100) / 100 / converted(1);

interface Figure {
  readonly key: string;
  readonly label: string;
  readonly value: number | null;
  readonly format: Format;
  readonly unit: string;
  readonly formula: (refs: Refs) => string;
  readonly name?: string;
}

/** A figure live, as exported, and what moved it. */
function figureRow(figure: Figure): DraftRow {
  const { key, label, value, format, unit, formula, name } = figure;
  const shown = value ?? "none";
  return {
    key,
    cells: [
      text(label, "label"),
      { ...worked(shown, format, formula, "key"), ...(name ? { name } : {}) },
      text(moneyUnit(unit), "note"),
      { value: shown, role: "calc", format },
      worked(value === null ? "" : 0, format, (refs) => {
        const [now, then] = [refs.cell(key, VALUE), refs.cell(key, EXPORTED)];
        return `IF(AND(ISNUMBER(${now}),ISNUMBER(${then})),${now}-${then},"")`;
      }),
    ],
  };
}

function figures(model: Model): Figure[] {
  const { result, finance, last } = model;
  const { terms } = finance;
  const range = (refs: Refs, key: string) => refs.years(key);
  const npvOf = (key: string, rate: string) => (refs: Refs) =>
    `ROUND(${refs.at(key, 0)}+NPV(${rate},${refs.years(key, 1, last)}),2)`;
  const irrOf = (key: string, column: number, guess: string) => (refs: Refs) =>
    `IF(${refs.cell("roots", column)}=1,IFERROR(IRR(${range(refs, key)},${guess}),"none"),"none")`;
  const drawn = result.drawUSD.reduce((sum, usd) => sum + usd, 0);
  const ratios = Array.from(result.dscr).filter((ratio) => !Number.isNaN(ratio));
  const orNone = (inner: (refs: Refs) => string) => (refs: Refs) =>
    `IF(COUNT(${range(refs, "dscr")})=0,"none",${inner(refs)})`;
  return [
    {
      key: "sum:price",
      label: "Price of compute",
      value: result.priceUSD,
      format: "cents",
      unit: `USD per EFLOPS·h, money of ${terms.priceYear}`,
      name: "price",
      formula: (refs) => `IF(price_stated>0,price_stated,${priceFound(refs, BASE_SEARCH.id)})`,
    },
    {
      key: "sum:npv",
      label: "Project: present value",
      value: money(result.projectNPVUSD),
      format: "millions",
      unit: "USD m, at the cost of capital",
      formula: npvOf("projectCash", "wacc"),
    },
    {
      key: "sum:irr",
      label: "Project: return (IRR)",
      value: result.projectIRRFrac ?? null,
      format: "share",
      unit: "a year, nominal, after tax",
      formula: irrOf("projectCash", 1, "wacc"),
    },
    {
      key: "sum:payback",
      label: "Project: paid back after",
      value: result.paybackYears ?? null,
      format: "figure",
      unit: "years",
      formula: (refs) => {
        const lastBelow = `MAX(${range(refs, "below")})`;
        const sums = range(refs, "cumulated");
        return `IF(${lastBelow}=last_t,"none",IF(${lastBelow}<0,0,${lastBelow}-INDEX(${sums},1,${lastBelow}+1)/(INDEX(${sums},1,${lastBelow}+2)-INDEX(${sums},1,${lastBelow}+1))))`;
      },
    },
    {
      key: "sum:equityNPV",
      label: "Equity: present value",
      value: money(result.equityNPVUSD),
      format: "millions",
      unit: "USD m, at the cost of equity",
      formula: npvOf("equityCash", "cost_of_equity"),
    },
    {
      key: "sum:equityIRR",
      label: "Equity: return (IRR)",
      value: result.equityIRRFrac ?? null,
      format: "share",
      unit: "a year, nominal, after tax",
      formula: irrOf("equityCash", 2, "cost_of_equity"),
    },
    {
      key: "sum:debt",
      label: "Debt drawn",
      value: drawn,
      format: "millions",
      unit: "USD m",
      formula: (refs) => refs.cell("draw", TOTAL),
    },
    {
      key: "sum:gearing",
      label: "Gearing",
      value: result.gearingFrac,
      format: "share",
      unit: "of capital and interest while built",
      formula: (refs) => refs.cell("gearing", TOTAL),
    },
    {
      key: "sum:dscr",
      label: "Least cash over debt service (DSCR)",
      value: result.leastDSCR ?? null,
      format: "ratio",
      unit: "times, before renewals",
      formula: orNone((refs) => `MIN(${range(refs, "dscr")})`),
    },
    {
      key: "sum:meanDSCR",
      label: "Mean cash over debt service",
      value:
        ratios.length === 0 ? null : ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length,
      format: "ratio",
      unit: "times, before renewals",
      formula: orNone((refs) => `AVERAGE(${range(refs, "dscr")})`),
    },
  ];
}

function totals({ result, sheet }: Model): Figure[] {
  const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);
  const of = (key: string, label: string, values: Float64Array): Figure => ({
    key: `total:${key}`,
    label,
    value: sum(values),
    format: "millions",
    unit: "USD m",
    formula: (refs) => refs.cell(key, TOTAL),
  });
  return [
    of("revenue", "Sales", result.revenueUSD),
    of("operating", "Running cost", sheet.flows.operatingUSD),
    of("capital", "Capital and renewals", sheet.flows.capitalUSD),
    of("rest", "Rest of value, after tax", sheet.flows.restUSD),
    of("projectTax", "Tax, as if without debt", result.projectTax.taxUSD),
    of("projectCash", "Project's cash", result.projectUSD),
    of("equityTax", "Tax really due", result.tax.taxUSD),
    of("interest", "Interest", result.interestUSD),
    of("principal", "Debt repaid", result.principalUSD),
    of("equityCash", "Equity's cash", result.equityUSD),
  ];
}

function sourcesAndUses({ result, sheet, financing }: Model): Figure[] {
  const spent = sheet.flows.capitalUSD.reduce(
    (sum, usd, t) => sum + (t < financing.buildYears ? usd : 0),
    0,
  );
  const interest = result.buildInterestUSD.reduce((sum, usd) => sum + usd, 0);
  const debt = result.drawUSD.reduce((sum, usd) => sum + usd, 0);
  const line = (key: string, label: string, value: number): Figure => ({
    key: `use:${key}`,
    label,
    value,
    format: "millions",
    unit: "USD m",
    formula: (refs) => refs.cell(key, TOTAL),
  });
  return [
    line("spend", "Use: capital while it is built", spent),
    line("buildInterest", "Use: interest while it is built", interest),
    line("draw", "Source: debt", debt),
    line("equityIn", "Source: equity", spent + interest - debt),
  ];
}

interface Check {
  readonly key: string;
  readonly label: string;
  readonly formula: (refs: Refs) => string;
}

function checks({ finance, costs, last, renews, purchases }: Model): Check[] {
  const worth = finance.steady ? "IF(wacc_real=0,last_t,(1-(1+wacc_real)^-last_t)/wacc_real)" : "1";
  const rate = finance.steady ? "wacc_real" : "0";
  const lines = costs.capital.length;
  const periods = (refs: Refs) =>
    `${refs.years("index")}*0+COLUMN(${refs.years("index")})-COLUMN(${refs.at("index", 0)})`;
  return [
    {
      key: "check:price",
      label: "The price leaves no present value",
      formula: (refs) => `${refs.cell(`${BASE_SEARCH.id}:ok`, TOTAL)}="ok"`,
    },
    {
      key: "check:uses",
      label: "Sources of capital equal uses",
      formula: (refs) =>
        `ABS(${refs.cell("spend", TOTAL)}+${refs.cell("buildInterest", TOTAL)}-${refs.cell("draw", TOTAL)}-${refs.cell("equityIn", TOTAL)})<=1`,
    },
    {
      key: "check:debt",
      label: "The debt is paid back at the end",
      formula: (refs) => `ABS(${refs.at("balance", last)})<=1`,
    },
    {
      key: "check:redraw",
      label: "No debt is drawn again after building",
      formula: (refs) => `MIN(${refs.years("principal")})>=-1`,
    },
    {
      key: "check:rows",
      label: "Every renewal has a row on the sheet Capital",
      formula: (refs) => {
        const live = costs.capital.flatMap((_, l) => (renews(l) ? [l] : []));
        const room = (line: number) => purchases.filter((one) => one.line === line).length;
        return live.length === 0
          ? "TRUE"
          : `AND(${live.map((line) => `${refs.cell(`left:${line}`, LEFT.count)}<=${room(line)}`).join(",")})`;
      },
    },
    {
      key: "check:lives",
      label: "Lives of a year or more",
      formula: (refs) => {
        const live = costs.capital.flatMap((_, l) => (renews(l) ? [l] : []));
        return live.length === 0
          ? "TRUE"
          : `AND(${live.map((line) => `${refs.cell(`in:life:${line}`, VALUE)}>=1`).join(",")})`;
      },
    },
    {
      key: "check:plan",
      label: finance.steady
        ? "Costs over all years are worth the plan's yearly cost"
        : "Costs of all years are the plan's",
      formula: (refs) => {
        const rest =
          lines === 0 ? "0" : `SUM(${refs.column("left:0", `left:${lines - 1}`, LEFT.real)})`;
        const asked = `plan_cost*${worth}`;
        return `ABS(SUMPRODUCT((${refs.years("operating")}+${refs.years("capital")})/${refs.years("index")},(1+${rate})^-(${periods(refs)}))-${rest}*(1+${rate})^-last_t-${asked})<=1E-6*ABS(${asked})`;
      },
    },
  ];
}

export function summarySheet(model: Model): DraftSheet {
  const { finance, pack } = model;
  const found = checks(model);
  const checkRow = ({ key, label, formula }: Check): DraftRow => ({
    key,
    cells: [
      text(label, "label"),
      worked("holds", "text", (refs) => `IF(${formula(refs)},"holds","FAILS")`, "key"),
    ],
  });
  const heads = ["", "Live", "Unit", "As exported", "Moved by"];
  const headRow: DraftRow = {
    cells: heads.map((words, c): Draft => ({
      value: words,
      role: "head",
      format: c === 0 || c === 2 ? "text" : "general",
    })),
  };
  const debt = debtSentence(finance);
  const sentence = (words: string, lines: number): DraftRow => ({
    cells: [text(words, "text")],
    height: 14 * lines,
  });
  const chips = finance.lines.some(({ name, kind }) => name === CHIPS && kind === "capital");
  const figureRows: DraftRow[] = [
    { cells: [text(`${pack.name}: pro forma`, "title")], height: 26 },
    {
      cells: [
        text(
          `Scenario ${pack.scenarioHash.slice(0, 16)}, year ${pack.year}, ${pack.objective}; solved by ${pack.solve.solver}, ${pack.verified.ok ? "verified" : "NOT verified"}. Figures are live: change inputs, and they follow.`,
          "subtitle",
        ),
      ],
    },
    { cells: [text(financeSentence(finance), "subtitle")] },
    ...(debt ? [{ cells: [text(debt, "subtitle")] }] : []),
    blank,
    headRow,
    band("What it comes to", WIDTH),
    ...figures(model).map(figureRow),
    blank,
    band("Sources and uses while it is built, money of the day", WIDTH),
    ...sourcesAndUses(model).map(figureRow),
    blank,
    band("All years together, money of the day", WIDTH),
    ...totals(model).map(figureRow),
    blank,
    band("Checks", WIDTH),
    {
      key: "check:all",
      cells: [
        text("All checks", "strong"),
        worked(
          "hold",
          "text",
          (refs) =>
            `IF(COUNTIF(${refs.column(found[0]!.key, found.at(-1)!.key, VALUE)},"holds")=${found.length},"hold","FAIL")`,
          "key",
        ),
      ],
    },
    ...found.map(checkRow),
    blank,
  ];
  return {
    name: "Summary",
    widths: [46, 17, 38, 17, 13, 15],
    frozen: { rows: 0, columns: 0 },
    upright: true,
    rows: [
      ...figureRows,
      ...Array.from({ length: CHART_ROWS + 1 }, () => blank),
      sentence("", 1),
      {
        cells: [
          text(
            moneyUnit(
              "Flows stand at year ends; year 0 is undiscounted. USD m: shown in millions, cells hold USD. Not tax advice.",
            ),
            "subtitle",
          ),
        ],
      },
      {
        cells: [
          text(
            `Changing an input moves money alone: megawatts and machines stay as planned.${chips ? " Lives of chips from 3 to 7 years: sheet Chip life." : ""}`,
            "subtitle",
          ),
        ],
      },
    ],
    chart: (refs) => ({
      title: "Cash by year, after tax",
      unit: moneyUnit("USD m, money of the day"),
      categories: refs.years("projectCash").replaceAll(/\$\d+/g, "$4"),
      series: [
        { label: "Project", range: refs.years("projectCash") },
        { label: "Equity", range: refs.years("equityCash") },
      ],
      from: { column: 0, row: figureRows.length },
      to: { column: 6, row: figureRows.length + CHART_ROWS },
    }),
  };
}
/** Rows that the chart covers. */
const CHART_ROWS = 18;
