/** What holds the dates of first and full power over the draws, and what would bring full power sooner. */
import { assetWords, holderReason } from "../holders.ts";
import type { HolderReport } from "../holders.ts";
import type { OddsReport } from "../odds.ts";
import { drawnWords } from "../time-orders.ts";
import type { Timeline } from "../timeline.ts";
import { figure, percent, table } from "./svg.ts";
import { usdWithError, withError } from "../with-error.ts";
import { estimateBars } from "./time-bars.ts";

const MOST = 6;

const inPercent = ({ mean, standardError }: HolderReport["share"]) =>
  `${withError(100 * mean, 100 * standardError)} %`;

function soonerTable(timeline: Timeline, { sooner }: OddsReport): string {
  const [first] = sooner;
  if (!first) return "";
  return table(
    `What would bring full power earlier: each thing ${first.months} months sooner, with those above it (never counts as the plan's end)`,
    [
      { text: "What comes sooner" },
      { text: "Months gained on average", number: true },
      { text: "First power, P50" },
      { text: "Full power, P50" },
      { text: "Full power within the plan", number: true },
      { text: "Compute gained, worth today: the most to pay", number: true },
    ],
    sooner.map((step) => [
      assetWords(timeline, step),
      step.gainMonths.toFixed(1),
      step.firstMWP50 ?? "beyond the plan",
      step.fullPowerP50 ?? "beyond the plan",
      inPercent(step.withinPlanFrac),
      step.worthUSD ? usdWithError(step.worthUSD.mean, step.worthUSD.standardError) : "–",
    ]),
  );
}

export function holdersPicture(timeline: Timeline, odds: OddsReport): string {
  const { firstHeldBy, fullHeldBy } = odds.total;
  const [most] = fullHeldBy;
  const title = most
    ? `Full power waits for ${assetWords(timeline, most)} in ${percent(most.share.mean)} of the draws`
    : "Nothing that is drawn holds full power";
  const bars = (name: string, holders: readonly HolderReport[]) =>
    holders.length === 0
      ? ""
      : `<h4>${name}</h4>${estimateBars(
          `What holds ${name.toLowerCase()}`,
          holders.slice(0, MOST).map((holder) => ({
            label: assetWords(timeline, holder),
            ...holder.share,
            text: inPercent(holder.share),
          })),
          1,
        )}`;
  const rows = (name: string, holders: readonly HolderReport[]) =>
    holders.map((holder) => [
      name,
      assetWords(timeline, holder),
      inPercent(holder.share),
      holderReason(holder),
    ]);
  return figure({
    id: "holders",
    title,
    note: `In each draw, what is done last of what the first and the full MW need; lots of one thing count together; whiskers are one standard error. ${drawnWords(odds)}`,
    picture: `${bars("Full power", fullHeldBy)}${bars("First power", firstHeldBy)}`,
    table:
      table(
        "What holds the dates",
        [
          { text: "Date" },
          { text: "What comes last" },
          { text: "Share of the draws", number: true },
          { text: "Why" },
        ],
        [...rows("First power", firstHeldBy), ...rows("Full power", fullHeldBy)],
      ) + soonerTable(timeline, odds),
  });
}
