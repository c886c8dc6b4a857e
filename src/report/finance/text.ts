/** The pro forma as lines of text. */
import { converted } from "../../units/money.ts";
import { threeFigures, usdPerWords, usdWords } from "../bottlenecks.ts";
import type { FinanceReport } from "./finance.ts";

const percent = (share: number | null) =>
  share === null ? "none" : `${(100 * share).toFixed(1)} %`;

/** What the price is, and what the project earns at it, in one sentence. */
export function financeSentence(finance: FinanceReport): string {
  const { terms, years, priceUSDPerEFLOPSh, planUSDPerEFLOPSh, priceStated } = finance;
  const price = `${usdPerWords(priceUSDPerEFLOPSh, "EFLOPS·h")} in money of ${terms.priceYear}`;
  const plan =
    planUSDPerEFLOPSh === null
      ? ""
      : ` (the plan before tax: ${threeFigures(converted(planUSDPerEFLOPSh))})`;
  const earns = `${years.length - finance.buildYears} years of sales, tax of ${terms.country} at ${percent(terms.financing.tax.taxFrac)}, ${percent(terms.financing.waccFrac)} cost of capital, both nominal`;
  return priceStated
    ? `At ${price}${plan} the project is worth ${usdWords(finance.projectNPVUSD)} today: ${earns}.`
    : `The project earns its cost of capital at ${price}${plan}: ${earns}.`;
}

/** What the debt is, in one sentence; empty without debt. */
export function debtSentence(finance: FinanceReport): string {
  const { debt } = finance.terms.financing;
  if (!debt) return "";
  const drawn = finance.drawUSD.reduce((sum, value) => sum + value, 0);
  if (drawn < 1)
    return "No debt can be carried: the project sells from its first year, or its cash does not cover service.";
  return `Debt ${usdWords(drawn)}, ${percent(finance.gearingFrac)} of capital, at ${percent(debt.interestFrac)} over ${debt.termYears} years, ${debt.repayment}; least cash over service, before renewals, ${finance.leastDSCR === null ? "none" : finance.leastDSCR.toFixed(2)}.`;
}

/** Lines for a terminal. */
export function financeLines(finance: FinanceReport): string[] {
  const debt = debtSentence(finance);
  return [
    `Pro forma: ${financeSentence(finance)}`,
    `  return of the project ${percent(finance.projectIRRFrac)}, of its equity ${percent(finance.equityIRRFrac)}, paid back in ${finance.paybackYears === null ? "no" : threeFigures(finance.paybackYears)} years`,
    ...(debt ? [`  ${debt}`] : []),
    ...finance.chipLives.map(
      ({ lifeYears, usdPerEFLOPSh, priceUSDPerEFLOPSh }) =>
        `  chips written off over ${lifeYears} years: ${usdPerWords(usdPerEFLOPSh, "EFLOPS·h")} before tax${priceUSDPerEFLOPSh === null ? "" : `, ${threeFigures(converted(priceUSDPerEFLOPSh))} after`}`,
    ),
  ];
}
