/** The pro forma as a page section: what is earned, cash by year, lives of chips, write-offs. */
import { converted, moneyUnit } from "../../units/money.ts";
import type { FinanceReport } from "../finance/finance.ts";
import { debtSentence, financeSentence } from "../finance/text.ts";
import { proseHTML, figures, money, percent, table } from "./svg.ts";
import type { Cell } from "./svg.ts";

function sums(finance: FinanceReport, kind: "operating" | "capital"): number[] {
  return finance.years.map((_, t) =>
    finance.lines.filter((line) => line.kind === kind).reduce((sum, { usd }) => sum + usd[t]!, 0),
  );
}

/** Money of a whole project, to the dollar: less is the solver's dust. */
const cash = (usd: number) => money(Math.abs(usd) < 0.5 ? 0 : usd);

function yearTable(finance: FinanceReport): string {
  const operating = sums(finance, "operating");
  const capital = sums(finance, "capital");
  const hasDebt = finance.drawUSD.some((usd) => usd > 0);
  const columns: [string, (t: number) => string][] = [
    ["Sales", (t) => cash(finance.revenueUSD[t]!)],
    ["Running cost", (t) => cash(operating[t]!)],
    ["Capital", (t) => cash(capital[t]!)],
    ["Written off", (t) => cash(finance.deductionsUSD[t]!)],
    ["Credits", (t) => cash(finance.creditsUSD[t]!)],
    ["Rest of value", (t) => cash(finance.restUSD[t]!)],
    ["Tax", (t) => cash(finance.projectTaxUSD[t]!)],
    ["Project's cash", (t) => cash(finance.projectUSD[t]!)],
    ...(hasDebt
      ? ([
          ["Interest", (t) => cash(finance.interestUSD[t]!)],
          ["Repaid", (t) => cash(finance.principalUSD[t]!)],
          ["DSCR", (t) => figures(finance.dscr[t] ?? null)],
          ["Equity's cash", (t) => cash(finance.equityUSD[t]!)],
        ] satisfies [string, (t: number) => string][])
      : []),
  ];
  return table(
    "Cash by year, money of the day, at year ends",
    [{ text: "Year" }, ...columns.map(([text]) => ({ text, number: true }))],
    finance.years.map((year, t): Cell[] => [String(year), ...columns.map(([, cell]) => cell(t))]),
  );
}

/** The section. */
export function financeSection(finance: FinanceReport): string {
  const debt = debtSentence(finance);
  const returns = `Return of the project ${percent(finance.projectIRRFrac)}, of its equity ${percent(finance.equityIRRFrac)}.`;
  const lives =
    finance.chipLives.length === 0
      ? ""
      : table(
          "What the life of chips does to the cost of compute, sizes as planned",
          [
            { text: "Chips written off over", number: true },
            { text: "Cost a year", number: true },
            { text: moneyUnit("USD per EFLOPS·h before tax"), number: true },
            { text: "Price after tax", number: true },
          ],
          finance.chipLives.map((life): Cell[] => [
            `${life.lifeYears} years`,
            cash(life.usdPerYear),
            figures(converted(life.usdPerEFLOPSh)),
            figures(life.priceUSDPerEFLOPSh && converted(life.priceUSDPerEFLOPSh)),
          ]),
        );
  const writeOffs = table(
    "Write-offs for tax",
    [{ text: "Capital" }, { text: "Schedule" }],
    finance.lines
      .filter(({ kind }) => kind === "capital")
      .map(({ name, schedule }): Cell[] => [name, schedule]),
  );
  return `<p>${proseHTML([financeSentence(finance), returns, debt].filter(Boolean).join(" "))}</p>${yearTable(finance)}${lives}${writeOffs}<p class="note">Tax tables and terms of debt are partly estimated; see docs/money.md. Not tax advice.</p>`;
}
