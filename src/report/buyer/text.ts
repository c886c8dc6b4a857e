/** The buyer of a plan as sentences and lines of text. */
import { converted, moneyUnit } from "../../units/money.ts";
import { threeFigures, usdWords } from "../bottlenecks.ts";
import type { BuyerLimit, BuyerReport } from "./buyer.ts";

const percent = (share: number, digits = 0) => `${(100 * share).toFixed(digits)} %`;

/** A rating in the letters people write. */
export const ratingWords = (rating: string) =>
  rating === "none" ? "no rating" : `rating ${rating.toUpperCase()}`;

const LIMIT_WORDS = {
  committed: "committed to, worth today",
  upfront: "capital and security at the start",
} as const;

/** Worth below which a limit counts as slack, per USD. */
const SLACK = 1e-6;

/** What more money would bring; empty where the limit is slack. */
export function reliefWords({ worthPerUSD, worthUnit }: BuyerLimit): string {
  if (worthPerUSD <= SLACK) return "";
  return worthUnit === "USD"
    ? moneyUnit(`one more USD is worth ${threeFigures(worthPerUSD)} USD`)
    : `${moneyUnit("one more million USD")} brings ${threeFigures((worthPerUSD * 1000) / converted(1))} EFLOPS·h`;
}

/** One limit in words. */
export function limitWords(limit: BuyerLimit): string {
  const relief = reliefWords(limit);
  return `${usdWords(limit.usedUSD)} ${LIMIT_WORDS[limit.name]}, of ${usdWords(limit.limitUSD)} at most${relief && `; ${relief}`}`;
}

/** Who the buyer is, in one sentence. */
export function buyerSentence(buyer: BuyerReport): string {
  return `The buyer has ${ratingWords(buyer.rating)}: capital costs it ${percent(buyer.waccFrac, 1)} a year, sellers sign for ${threeFigures(buyer.maxTermYears)} years at most, and ${percent(buyer.defaultFiveYearFrac, 1)} of such firms fail within five years.`;
}

/** On whom the compute hangs, in one sentence; empty where nothing is computed. */
export function providerSentence(buyer: BuyerReport): string {
  const [largest] = buyer.providers;
  if (!largest || buyer.herfindahl === null) return "";
  const who = largest.name === "own" ? "the buyer's own halls" : largest.name;
  const limit = buyer.maxProviderShareFrac;
  const most =
    limit === null
      ? ""
      : largest.name !== "own" && !largest.elsewhere && largest.shareFrac > limit + 1e-6
        ? `, over the ${percent(limit)} allowed: a landlord's share is checked and does not bind`
        : `; ${percent(limit)} may hang on one provider`;
  return `${percent(largest.shareFrac)} of the compute hangs on ${who} (Herfindahl index ${buyer.herfindahl.toFixed(2)})${most}.`;
}

/** Contracts that cannot be signed, with the reason. */
export const refusedOf = ({ contracts }: BuyerReport) =>
  contracts.flatMap(({ name, title, refused }) =>
    refused === null ? [] : [{ name: name.slice(name.indexOf(".") + 1), title, refused }],
  );

/** Lines for a terminal. */
export function buyerLines(buyer: BuyerReport): string[] {
  const providers = providerSentence(buyer);
  return [
    `Buyer: ${buyerSentence(buyer)}`,
    ...buyer.limits.map((limit) => `  ${limitWords(limit)}`),
    ...refusedOf(buyer).map(({ name, refused }) => `  cannot be signed: ${name}, ${refused}`),
    ...(providers ? [`  ${providers}`] : []),
  ];
}
