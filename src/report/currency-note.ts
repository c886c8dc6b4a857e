/** The rate at which money is written in another currency than USD, with its source. */
import type { Package } from "./package.ts";

/** Path of the rate among the assumptions. */
export const RATE_PATH = "money.usdPerUnit";

/** In a sentence; undefined for a plan in USD. */
export function currencyNote({
  money,
  provenance,
}: Pick<Package, "money" | "provenance">): string | undefined {
  if (!money || money.currency === "USD") return undefined;
  const { currency, usdPerUnit } = money;
  const rate = provenance.find(({ path }) => path === RATE_PATH);
  const source = rate
    ? ` (${[rate.source, rate.year].filter(Boolean).join(", ")}; ${rate.confidence})`
    : "";
  return `Money is written in ${currency}, at ${usdPerUnit} USD per ${currency}${source}. Files and fields whose name says USD hold USD.`;
}
