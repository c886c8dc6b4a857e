/** What holds the dates of first and full power over the draws. */
import { holderName } from "../explain/names.ts";
import type { PowerDate } from "../explain/names.ts";
import { assetWords, holderReason } from "../holders.ts";
import type { HolderReport } from "../holders.ts";
import type { OddsReport } from "../odds.ts";
import { drawnWords } from "../time-orders.ts";
import type { Timeline } from "../timeline.ts";
import { explained, figure, percent, table } from "./svg.ts";
import { withError } from "../with-error.ts";
import { inSentence } from "../words.ts";
import { estimateBars } from "./time-bars.ts";

const MOST = 6;

const inPercent = ({ mean, standardError }: HolderReport["share"]) =>
  `${withError(100 * mean, 100 * standardError)} %`;

export function holdersPicture(timeline: Timeline, odds: OddsReport): string {
  const { firstHeldBy, fullHeldBy } = odds.total;
  const [most] = fullHeldBy;
  const title = most
    ? `Full power waits for ${inSentence(assetWords(timeline, most))} in ${percent(most.share.mean)} of the draws`
    : "Nothing that is drawn holds full power";
  const bars = (name: string, date: PowerDate, holders: readonly HolderReport[]) =>
    holders.length === 0
      ? ""
      : `<h4>${name}</h4>${estimateBars(
          `What holds ${name.toLowerCase()}`,
          holders.slice(0, MOST).map((holder) => ({
            label: assetWords(timeline, holder),
            ...holder.share,
            text: inPercent(holder.share),
            figure: holderName(date, holder.asset),
          })),
          1,
        )}`;
  const rows = (name: string, date: PowerDate, holders: readonly HolderReport[]) =>
    holders.map((holder) => [
      name,
      assetWords(timeline, holder),
      explained(holderName(date, holder.asset), inPercent(holder.share)),
      holderReason(holder),
    ]);
  return figure({
    id: "holders",
    title,
    note: `In each draw, what is done last of what the first and the full MW need; lots of one thing count together; whiskers are one standard error. ${drawnWords(odds)}`,
    picture: `${bars("Full power", "fullPower", fullHeldBy)}${bars("First power", "firstMW", firstHeldBy)}`,
    table: table(
      "What holds the dates",
      [
        { text: "Date" },
        { text: "What comes last" },
        { text: "Share of the draws", number: true },
        { text: "Why" },
      ],
      [
        ...rows("First power", "firstMW", firstHeldBy),
        ...rows("Full power", "fullPower", fullHeldBy),
      ],
    ),
  });
}
