/** Cash flow by year, money of the day: of the project, and of its equity. */
import { npv } from "../../../finance/present-value.ts";
import { BUY, LEFT, spanOf } from "./capital.ts";
import { text, yearRow, yearSheet } from "./grid.ts";
import type { DraftRow, DraftSheet, Refs } from "./grid.ts";
import type { Model } from "./model.ts";

function costRows(model: Model): DraftRow[] {
  const { costs, index, sheet } = model;
  const { operating, capital } = costs;
  const nominal = (real: Float64Array) => real.map((usd, t) => usd * index[t]!);
  const sumOf = (prefix: string, count: number) => (refs: Refs, t: number) =>
    count === 0 ? "0" : `SUM(${refs.at(`${prefix}:0`, t)}:${refs.at(`${prefix}:${count - 1}`, t)})`;
  return [
    ...operating.map(({ name, realUSD }, i) =>
      yearRow({
        key: `op:${i}`,
        label: name,
        values: nominal(realUSD),
        sum: true,
        formula: (refs, t) => `${refs.at(`real:op:${i}`, t)}*${refs.at("index", t)}`,
      }),
    ),
    yearRow({
      key: "operating",
      label: "Running cost",
      role: "total",
      values: sheet.flows.operatingUSD,
      sum: true,
      formula: sumOf("op", operating.length),
    }),
    ...capital.map(({ name, realUSD }, line) => {
      const [from, to] = spanOf(model, line);
      return yearRow({
        key: `cap:${line}`,
        label: name,
        values: nominal(realUSD),
        sum: true,
        formula: (refs, t) =>
          from < 0
            ? "0"
            : `SUMIF(${refs.column(`buy:${from}`, `buy:${to}`, BUY.paid)},${refs.period(t)},${refs.column(`buy:${from}`, `buy:${to}`, BUY.usd)})`,
      });
    }),
    yearRow({
      key: "capital",
      label: "Capital and renewals",
      role: "total",
      values: sheet.flows.capitalUSD,
      sum: true,
      formula: sumOf("cap", capital.length),
    }),
  ];
}

export function cashSheet(model: Model): DraftSheet {
  const { finance, sheet, result, last, costs, financing } = model;
  const { waccFrac } = financing;
  const factors = result.projectUSD.map((_, t) => (1 + waccFrac) ** -t);
  const worth = result.projectUSD.map((usd, t) => usd * factors[t]!);
  const running = (values: Float64Array) => values.map((_, t) => npv(values.subarray(0, t + 1), 0));
  const cumulated = running(result.projectUSD);
  return yearSheet(
    "Cash flow",
    "Money of the day, flows at year ends. Costs are positive and taken off.",
    finance.years,
    [
      { cells: [text("Sales and costs", "band")] },
      yearRow({
        key: "revenue",
        label: "Sales of compute",
        role: "total",
        values: result.revenueUSD,
        sum: true,
        formula: (refs, t) => `${refs.at("output", t)}*${refs.at("index", t)}*price`,
      }),
      ...costRows(model),
      { cells: [text("The project, before debt", "band")] },
      yearRow({
        key: "rest",
        label: "Rest of value, after tax",
        values: sheet.flows.restUSD,
        sum: true,
        formula: (refs, t) =>
          t < last || costs.capital.length === 0
            ? "0"
            : `SUM(${refs.column("left:0", `left:${costs.capital.length - 1}`, LEFT.net)})`,
      }),
      yearRow({
        key: "projectTax",
        label: "Tax, as if without debt",
        values: result.projectTax.taxUSD,
        sum: true,
        formula: (refs, t) => refs.at("project:tax", t),
      }),
      yearRow({
        key: "projectCash",
        label: "Project's cash",
        role: "key",
        values: result.projectUSD,
        sum: true,
        formula: (refs, t) =>
          `${refs.at("revenue", t)}-${refs.at("operating", t)}-${refs.at("capital", t)}-${refs.at("projectTax", t)}+${refs.at("rest", t)}`,
      }),
      yearRow({
        key: "discount",
        label: "Discount factor at the cost of capital",
        unit: "1",
        format: "factor",
        values: factors,
        formula: (refs, t) => `(1+wacc)^-${refs.period(t)}`,
      }),
      yearRow({
        key: "projectWorth",
        label: "Present value",
        values: worth,
        sum: true,
        formula: (refs, t) => `${refs.at("projectCash", t)}*${refs.at("discount", t)}`,
      }),
      yearRow({
        key: "cumulated",
        label: "Cash so far",
        values: cumulated,
        formula: (refs, t) =>
          `${t === 0 ? "" : `${refs.at("cumulated", t - 1)}+`}${refs.at("projectCash", t)}`,
      }),
      yearRow({
        key: "below",
        label: "Year, where that is below nil",
        unit: "from 0",
        format: "year",
        values: cumulated.map((usd, t) => (usd < 0 ? t : -1)),
        formula: (refs, t) => `IF(${refs.at("cumulated", t)}<0,${refs.period(t)},-1)`,
      }),
      { cells: [text("Equity, after debt", "band")] },
      yearRow({
        key: "equityTax",
        label: "Tax really due",
        values: result.tax.taxUSD,
        sum: true,
        formula: (refs, t) => refs.at("paid:tax", t),
      }),
      yearRow({
        key: "equityCapital",
        label: "Equity paid in, renewals included",
        values: result.projectUSD.map((_, t) =>
          t < financing.buildYears
            ? sheet.flows.capitalUSD[t]! + result.buildInterestUSD[t]! - result.drawUSD[t]!
            : sheet.flows.capitalUSD[t]!,
        ),
        sum: true,
        formula: (refs, t) =>
          `IF(${refs.period(t)}<build_years,${refs.at("equityIn", t)},${refs.at("capital", t)})`,
      }),
      yearRow({
        key: "equityService",
        label: "Debt service",
        values: result.interestUSD.map((usd, t) => usd + result.principalUSD[t]!),
        sum: true,
        formula: (refs, t) => refs.at("service", t),
      }),
      yearRow({
        key: "equityCash",
        label: "Equity's cash",
        role: "key",
        values: result.equityUSD,
        sum: true,
        formula: (refs, t) =>
          `${refs.at("revenue", t)}-${refs.at("operating", t)}-${refs.at("equityTax", t)}-${refs.at("equityCapital", t)}-${refs.at("equityService", t)}+${refs.at("rest", t)}`,
      }),
    ],
  );
}
