/** A ranking as text for a terminal: at most 100 columns. */
import { threeFigures } from "../report/bottlenecks.ts";
import { converted, moneyUnit, writtenIn } from "../units/money.ts";
import { quarterLabel, quarterNumber } from "../units/quarter.ts";
import type { RankedPlace, Ranking, Spread } from "./rank.ts";
import { CRITERIA } from "./score.ts";
import type { Criterion } from "./score.ts";

const WIDTH = 100;

/** Months as they are, or as the quarter they fall in. */
export function dateText(months: number | null, start: string | null): string {
  if (months === null) return "–";
  return start === null
    ? String(Math.round(months))
    : quarterLabel(quarterNumber(start)! + Math.floor(months / 3));
}

/** P10, P50 and P90 of the first MW. */
export function spreadText({ p10Months, p50Months, p90Months }: Spread, start: string | null) {
  return [p10Months, p50Months, p90Months]
    .map((months) => dateText(months, start).padEnd(start === null ? 0 : 7))
    .join(" ")
    .trimEnd();
}

export const shareText = (share: number | null) =>
  share === null ? "–" : `${Math.round(share * 100)} %`;

export const rangeText = ({ rankRange: { best, worst } }: RankedPlace) =>
  best === worst ? String(best) : `${best}–${worst}`;

/** Amounts apart by thousands. */
const amount = (value: number | null, digits = 0) =>
  value === null ? "–" : value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, " ");

/** A price in USD as a whole number of the currency that is written. */
const price = (usd: number | null) => amount(usd && converted(usd));

/** Text in lines of at most WIDTH signs, the later ones set in by `indent`. */
export function wrapped(text: string, indent = "", first = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent + word;
    } else line = line === "" ? first + word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** What one whole step of each criterion's scale stands for, so that weights can be judged. */
export function scaleSentence(ranking: Ranking): string {
  const { ranked, start } = ranking;
  const words: Readonly<
    Record<Criterion, [(place: RankedPlace) => number | null, (value: number) => string]>
  > = {
    date: [
      ({ first }) => first.p50Months,
      (value) => (start === null ? `${Math.round(value)} months` : dateText(value, start)),
    ],
    cost: [
      ({ usdPerEFLOPSh }) => usdPerEFLOPSh,
      (value) => `${price(value)} ${moneyUnit("USD per EFLOPS·h")}`,
    ],
    clean: [({ cleanHourlyFrac }) => cleanHourlyFrac, shareText],
    odds: [({ oddsFrac }) => oddsFrac, shareText],
  };
  const spans = CRITERIA.map((criterion) => {
    const [valueOf, text] = words[criterion];
    const values = ranked.flatMap((place) => valueOf(place) ?? []);
    if (values.length === 0) return `${criterion} – (weight ${ranking.weights[criterion]})`;
    return `${criterion} ${text(Math.min(...values))} to ${text(Math.max(...values))} (weight ${ranking.weights[criterion]})`;
  });
  return `The score runs from the worst to the best place in each: ${spans.join("; ")}.`;
}

/** The sentence that opens the ranking. */
export function rankingSentence({ ranked, leftOut, firmMW, nonFirmMW }: Ranking): string {
  const size = `${amount(firmMW)} MW firm${nonFirmMW > 0 ? ` and ${amount(nonFirmMW)} MW flexible` : ""}`;
  const [first] = ranked;
  const count = ranked.length + leftOut.length;
  const places = count === 1 ? "place" : "places";
  if (first)
    return `${first.name} (${first.country}) comes first of ${count} ${places} for ${size}.`;
  return leftOut.length > 0 && leftOut.every(({ status }) => status === "nothing built")
    ? `The best plan builds nothing of the package of ${size} at ${count === 1 ? "the place" : `any of ${count} places`}.`
    : `None of ${count} ${places} can take the package of ${size}.`;
}

/** Rows with their columns below one another; the second column starts at the left, the others end at the right. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, c) => Math.max(...rows.map((cells) => cells[c]!.length)));
  return rows.map((cells) =>
    cells
      .map((cell, c) => (c === 1 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!)))
      .join("  ")
      .trimEnd(),
  );
}

function tableOf({ ranked, start }: Ranking): string[] {
  const when = start === null ? "months P10 50 90" : "P10     P50     P90    ";
  const prices = ["USD/EFh", "USD/MWh"].map(moneyUnit);
  const head = ["#", "place", "score", when, "odds", ...prices, "clean", "PUE", "ranks"];
  return columns([
    head,
    ...ranked.map((place) => [
      String(place.rank),
      `${place.place}${place.paretoBest ? " *" : ""}`,
      place.score.toFixed(2),
      spreadText(place.first, start),
      shareText(place.oddsFrac),
      price(place.usdPerEFLOPSh),
      price(place.powerUSDPerMWh),
      shareText(place.cleanHourlyFrac),
      place.pueAnnual?.toFixed(2) ?? "–",
      rangeText(place),
    ]),
  ]);
}

/** Why a place stands there, and what else it is. */
export function whySentence(place: RankedPlace, start: string | null): string {
  const { grid, laterQuarters } = place;
  const moved =
    laterQuarters > 0
      ? [`demand met ${laterQuarters} quarter${laterQuarters === 1 ? "" : "s"} late`]
      : [];
  const connection =
    start === null
      ? []
      : [`grid P10, P50 and P90 ${spreadText(grid, start)} with odds ${shareText(grid.oddsFrac)}`];
  const rest = [
    `${amount(place.itMW)} MW IT`,
    `CO2 ${threeFigures(place.co2TPerYear)} t`,
    `water ${threeFigures(place.waterM3PerYear)} m³ a year`,
  ];
  const why = place.reasons.length > 0 ? place.reasons.join("; ") : "close to the median place";
  return `${why}. ${[...moved, ...connection, ...rest].join(", ")}.`;
}

/** The ranking in words and numbers, its money in the scenario's currency. */
export const rankingText = (ranking: Ranking): string =>
  writtenIn(ranking.money, () => textOf(ranking));

function textOf(ranking: Ranking): string {
  const { ranked, leftOut, notReached, start, resolution, by } = ranking;
  const from = start === null ? "months from the application" : `planned from ${start}`;
  return [
    ...wrapped(rankingSentence(ranking)),
    ...wrapped(
      `Ordered by ${by}. Dates: first MW where it comes at all, ${from}. Planned at resolution ${resolution}. ${moneyUnit("USD/EFh is USD per EFLOPS·h")}. * no other place beats it in every criterion. Ranks: by score, with each weight doubled in turn.`,
    ),
    "",
    ...(ranked.length > 0 ? tableOf(ranking) : []),
    ...(ranked.length > 1 ? ["", ...wrapped(scaleSentence(ranking))] : []),
    ...(ranked.length > 0 ? ["", "Why, against the median place:"] : []),
    ...ranked.flatMap((place) =>
      wrapped(`${place.rank} ${place.place}: ${whySentence(place, start)}`, "    ", "  "),
    ),
    ...(leftOut.length > 0 ? ["", "Not ranked:"] : []),
    ...leftOut.flatMap(({ place, status, reason }) =>
      wrapped(`${place} (${status}): ${reason}`, "    ", "  "),
    ),
    ...(notReached.length > 0
      ? ["", ...wrapped(`Stopped early; not reached: ${notReached.join(", ")}.`)]
      : []),
    "",
    ...ranking.notices.flatMap((notice) => wrapped(`Note: ${notice}`, "  ")),
  ].join("\n");
}
