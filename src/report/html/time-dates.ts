/** First and full power, all sites together and each: as planned, and by the draws. */
import { dateName } from "../explain/names.ts";
import type { DatePart, PowerDate } from "../explain/names.ts";
import { NEVER_WORDS } from "../odds.ts";
import type { OddsReport, OutcomeReport } from "../odds.ts";
import { drawnWords } from "../time-orders.ts";
import type { Timeline } from "../timeline.ts";
import { explained, percent, proseHTML, table } from "./svg.ts";
import type { Cell } from "./svg.ts";

const DATES: readonly (readonly [PowerDate, string])[] = [
  ["firstMW", "First MW"],
  ["fullPower", "Full power"],
];

function row(timeline: Timeline, outcome: OutcomeReport, where: string, date: PowerDate): Cell[] {
  const { site } = outcome;
  const { p10, p50, p90, neverFrac } = outcome[date];
  const planned = date === "firstMW" ? timeline.firstPower : timeline.fullPower;
  const cell = (part: DatePart, text: string | null) =>
    explained(dateName(site, date, part), text ?? NEVER_WORDS);
  return [
    where,
    DATES.find(([name]) => name === date)![1],
    // The plan as a whole is dated: a site by itself is not.
    site === "" ? cell("planned", planned) : "–",
    cell("p10", p10),
    cell("p50", p50),
    cell("p90", p90),
    cell("never", percent(neverFrac.mean)),
  ];
}

/** The table; a plan of one site has its dates once. */
export function datesTable(timeline: Timeline, odds: OddsReport): string {
  const { total, sites } = odds;
  const outcomes = sites.length > 1 ? [total, ...sites] : [total];
  const whereOf = ({ site }: OutcomeReport) =>
    site || (sites.length > 1 ? "All sites" : sites[0]?.site) || "All sites";
  return `<p class="note">${proseHTML(`P10, P50 and P90: by when one draw in ten, half of them, and nine in ten are there. ${drawnWords(odds)}`)}</p>${table(
    "First and full power",
    [
      { text: "Where" },
      { text: "What" },
      { text: "Planned" },
      { text: "P10" },
      { text: "P50" },
      { text: "P90" },
      { text: "Not within the plan", number: true },
    ],
    outcomes.flatMap((outcome) =>
      DATES.map(([date]) => row(timeline, outcome, whereOf(outcome), date)),
    ),
  )}`;
}
