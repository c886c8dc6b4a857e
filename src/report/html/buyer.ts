/** The buyer of a plan as a page section: limits and margins, what cannot be signed, on whom the compute hangs. */
import type { BuyerReport } from "../buyer/buyer.ts";
import { buyerSentence, providerSentence, reliefWords } from "../buyer/text.ts";
import { proseHTML, figures, money, percent, table } from "./svg.ts";
import type { Cell } from "./svg.ts";

const LIMIT_TITLES = {
  committed: "Payments committed to, worth today",
  upfront: "Capital and security at the start",
} as const;

/** The section. */
export function buyerSection(buyer: BuyerReport): string {
  const limits = table(
    "What the balance sheet allows",
    [
      { text: "Limit" },
      { text: "Used", number: true },
      { text: "Most", number: true },
      { text: "Margin", number: true },
      { text: "Relief" },
    ],
    buyer.limits.map((limit): Cell[] => [
      LIMIT_TITLES[limit.name],
      money(limit.usedUSD),
      money(limit.limitUSD),
      money(limit.marginUSD),
      reliefWords(limit) || "does not bind",
    ]),
  );
  const contracts =
    buyer.contracts.length === 0
      ? ""
      : table(
          "Contracts on offer to this buyer",
          [
            { text: "Contract" },
            { text: "Term", number: true },
            { text: "Committed", number: true },
            { text: "Security", number: true },
            { text: "Can it be signed" },
          ],
          buyer.contracts.map((one): Cell[] => [
            one.name,
            one.termYears === 0 ? "by the hour" : `${figures(one.termYears)} years`,
            money(one.committedUSD),
            money(one.securityUSD),
            one.refused === null ? "yes" : `no: ${one.refused}`,
          ]),
        );
  const providers =
    buyer.providers.length === 0
      ? ""
      : table(
          "Compute by provider",
          [{ text: "Provider" }, { text: "Share of compute", number: true }],
          buyer.providers.map((one): Cell[] => [one.name, percent(one.shareFrac)]),
        );
  return `<p>${proseHTML([buyerSentence(buyer), providerSentence(buyer)].filter(Boolean).join(" "))}</p>${limits}${contracts}${providers}<p class="note">Limits by rating are estimates (data/credit.csv); state buyer.maxCommittedUSD and buyer.maxUpfrontUSD where they are known.</p>`;
}
