/** Tax: what is deducted and credited, losses and credits carried forward, tax without and with debt. */
import type { TaxYears } from "../../../finance/income-tax.ts";
import { BUY } from "./capital.ts";
import { text, yearRow, yearSheet } from "./grid.ts";
import type { DraftRow, DraftSheet, Refs } from "./grid.ts";
import type { Model } from "./model.ts";
import { SCHEDULE, tableYears } from "./tax-tables.ts";

const VALUE = 1;

/** All shares of all schedules, for INDEX. */
export function allShares(model: Model, refs: Refs): string {
  const lastShare = SCHEDULE.shares + tableYears(model) - 1;
  return refs.column("sched:0", `sched:${model.schedules.length - 1}`, SCHEDULE.shares, lastShare);
}

function deductionRows(model: Model): DraftRow[] {
  const { purchases, costs, last, sheet, renews } = model;
  return [
    { cells: [text("Write-offs of each purchase", "band")] },
    ...purchases.map(({ line, number, bought }, i) =>
      yearRow({
        key: `deduct:${i}`,
        label: `${costs.capital[line]!.name}, ${renews(line) ? `purchase ${number + 1}` : `year ${number}`}`,
        values: bought?.deductionsUSD ?? new Float64Array(last + 1),
        sum: true,
        formula: (refs, t) => {
          const buy = (column: number) => refs.cell(`buy:${i}`, column);
          const age = `${refs.period(t)}-${buy(BUY.served)}+1`;
          return `IF(${refs.period(t)}<${buy(BUY.served)},0,${buy(BUY.basis)}*INDEX(${allShares(model, refs)},${buy(BUY.schedule)},${age}))`;
        },
      }),
    ),
    yearRow({
      key: "deductions",
      label: "Written off",
      role: "total",
      values: sheet.flows.deductionsUSD,
      sum: true,
      formula: (refs, t) =>
        purchases.length === 0
          ? "0"
          : `SUM(${refs.at("deduct:0", t)}:${refs.at(`deduct:${purchases.length - 1}`, t)})`,
    }),
  ];
}

function creditRows({ purchases, sheet, costs, last }: Model): DraftRow[] {
  const invested = new Float64Array(last + 1);
  for (const { creditFrac, usd, servedYear } of sheet.purchases)
    if (creditFrac > 0) invested[servedYear]! += creditFrac * usd;
  const many = purchases.length - 1;
  return [
    { cells: [text("Credits", "band")] },
    yearRow({
      key: "credits:invest",
      label: "Investment credit",
      values: invested,
      sum: true,
      formula: (refs, t) =>
        many < 0
          ? "0"
          : `SUMIF(${refs.column("buy:0", `buy:${many}`, BUY.served)},${refs.period(t)},${refs.column("buy:0", `buy:${many}`, BUY.credit)})`,
    }),
    ...sheet.creditedEnergy.map(({ line, usd }, j) =>
      yearRow({
        key: `credits:energy:${j}`,
        label: `Production credit, ${costs.capital[line]!.name}`,
        values: usd,
        sum: true,
        formula: (refs, t) => {
          const input = (name: string) => refs.cell(`in:${name}:${j}`, VALUE);
          const first = input("ptcFirst");
          return `IF(AND(${refs.period(t)}>=${first},${refs.period(t)}<${first}+${input("ptcYears")}),${input("ptc")}*${refs.at(`energy:${j}`, t)}*(1+inflation)^(${refs.year(t)}-${input("ptcYear")}),0)`;
        },
      }),
    ),
    yearRow({
      key: "credits",
      label: "Credits granted",
      role: "total",
      values: sheet.flows.creditsUSD,
      sum: true,
      formula: (refs, t) =>
        ["credits:invest", ...sheet.creditedEnergy.map((_, j) => `credits:energy:${j}`)]
          .map((key) => refs.at(key, t))
          .join("+"),
    }),
  ];
}

/** What came before at the start of each year, nil in the first. */
const opening = (closing: Float64Array) => closing.map((_, t) => (t === 0 ? 0 : closing[t - 1]!));

/** Profit to tax, year by year, with what is carried forward. `id` tells the rows apart. */
function taxRows(
  { sheet, financing }: Model,
  id: string,
  title: string,
  years: TaxYears,
  profit: (refs: Refs, t: number) => string,
): DraftRow[] {
  const { profitUSD, lossesUSD, creditsUSD, taxUSD } = years;
  const carried = financing.tax.losses === "carriedForward";
  const lossesBefore = opening(lossesUSD);
  const creditsBefore = opening(creditsUSD);
  const used = profitUSD.map((value, t) =>
    carried ? lossesBefore[t]! + Math.max(0, -value) - lossesUSD[t]! : 0,
  );
  const creditsUsed = sheet.flows.creditsUSD.map(
    (value, t) => creditsBefore[t]! + value - creditsUSD[t]!,
  );
  const due = taxUSD.map((value, t) => value + creditsUsed[t]!);
  const key = (name: string) => `${id}:${name}`;
  const before = (name: string) => (refs: Refs, t: number) =>
    t === 0 ? "0" : refs.at(key(name), t - 1);
  return [
    { cells: [text(title, "band")] },
    yearRow({
      key: key("profit"),
      label: "Profit before old losses",
      values: profitUSD,
      sum: true,
      formula: profit,
    }),
    yearRow({
      key: key("lossesBefore"),
      label: "Losses carried in",
      values: lossesBefore,
      formula: before("losses"),
    }),
    yearRow({
      key: key("lossesUsed"),
      label: "Losses used",
      values: used,
      sum: true,
      formula: (refs, t) => {
        const now = refs.at(key("profit"), t);
        return `IF(AND(losses_carried=1,${now}>0),MIN(${refs.at(key("lossesBefore"), t)},loss_offset*${now}),0)`;
      },
    }),
    yearRow({
      key: key("losses"),
      label: "Losses carried on",
      values: lossesUSD,
      formula: (refs, t) =>
        `IF(losses_carried=1,${refs.at(key("lossesBefore"), t)}+MAX(0,-${refs.at(key("profit"), t)})-${refs.at(key("lossesUsed"), t)},0)`,
    }),
    yearRow({
      key: key("due"),
      label: "Tax before credits",
      values: due,
      sum: true,
      formula: (refs, t) => {
        const now = refs.at(key("profit"), t);
        return `tax_rate*IF(losses_carried=1,MAX(0,${now}-${refs.at(key("lossesUsed"), t)}),${now})`;
      },
    }),
    yearRow({
      key: key("creditsBefore"),
      label: "Credits carried in",
      values: creditsBefore,
      formula: before("credits"),
    }),
    yearRow({
      key: key("creditsUsed"),
      label: "Credits used",
      values: creditsUsed,
      sum: true,
      formula: (refs, t) => {
        const granted = refs.at("credits", t);
        return `IF(losses_carried=1,MIN(${refs.at(key("creditsBefore"), t)}+${granted},${refs.at(key("due"), t)}),${granted})`;
      },
    }),
    yearRow({
      key: key("credits"),
      label: "Credits carried on",
      values: creditsUSD,
      formula: (refs, t) =>
        `${refs.at(key("creditsBefore"), t)}+${refs.at("credits", t)}-${refs.at(key("creditsUsed"), t)}`,
    }),
    yearRow({
      key: key("tax"),
      label: "Tax paid",
      role: "total",
      values: taxUSD,
      sum: true,
      formula: (refs, t) => `${refs.at(key("due"), t)}-${refs.at(key("creditsUsed"), t)}`,
    }),
  ];
}

export function taxSheet(model: Model): DraftSheet {
  const { finance, result } = model;
  return yearSheet(
    "Tax",
    `Law of ${finance.terms.country}, money of the day. Not tax advice. Credits: ${finance.terms.credit}; write-offs: ${finance.terms.writeOff}.`,
    finance.years,
    [
      ...taxRows(
        model,
        "project",
        "Tax of the project, as if without debt",
        result.projectTax,
        (refs, t) =>
          `${refs.at("revenue", t)}-${refs.at("operating", t)}-${refs.at("deductions", t)}`,
      ),
      ...taxRows(
        model,
        "paid",
        "Tax really due, interest deducted",
        result.tax,
        (refs, t) =>
          `${refs.at("revenue", t)}-${refs.at("operating", t)}-${refs.at("interest", t)}-${refs.at("deductions", t)}-${refs.at("buildInterestDeducted", t)}`,
      ),
      ...creditRows(model),
      ...deductionRows(model),
    ],
  );
}
