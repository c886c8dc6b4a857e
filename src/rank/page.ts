/** A ranking as one self-contained page: date against cost, and the table. */
import { PAGE_STYLE } from "../report/html/page-style.ts";
import {
  at,
  escapeHTML,
  proseHTML,
  figure,
  figures,
  label,
  percent,
  svg,
  table,
  tickWords,
  ticks,
} from "../report/html/svg.ts";
import { converted, moneyUnit, writtenIn } from "../units/money.ts";
import { namesBeside } from "../report/html/names.ts";
import { resolutionWords } from "../report/resolution-words.ts";
import type { RankedPlace, Ranking } from "./rank.ts";
import {
  dateText,
  rangeText,
  rankingSentence,
  scaleSentence,
  spreadText,
  whySentence,
} from "./text.ts";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [1040, 520, 80, 940, 24, 460];
/** Radius of a bubble at no and at all clean power. */
const [LEAST_RADIUS, MOST_RADIUS] = [4, 14];

interface Spot {
  readonly place: RankedPlace;
  readonly months: number;
  /** Of an EFLOPS·h, in the currency that is written. */
  readonly cost: number;
}

function spotsOf({ ranked }: Ranking): Spot[] {
  return ranked.flatMap((place) =>
    place.first.p50Months === null || place.usdPerEFLOPSh === null
      ? []
      : [{ place, months: place.first.p50Months, cost: converted(place.usdPerEFLOPSh) }],
  );
}

function picture(ranking: Ranking): string {
  const spots = spotsOf(ranking);
  if (spots.length === 0) return "";
  const ends = spots.flatMap(({ place, months }) => [
    place.first.p10Months ?? months,
    place.first.p90Months ?? months,
  ]);
  const costs = spots.map(({ cost }) => cost);
  const span = (values: readonly number[]): [number, number] => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const edge = (high - low || Math.abs(high) || 1) * 0.06;
    return [low - edge, high + edge];
  };
  const [fromMonth, toMonth] = span(ends);
  const [lowest, highest] = span(costs);
  const x = (months: number) =>
    LEFT + ((RIGHT - LEFT) * (months - fromMonth)) / (toMonth - fromMonth);
  const y = (cost: number) => BOTTOM - ((BOTTOM - TOP) * (cost - lowest)) / (highest - lowest);
  const radius = ({ cleanHourlyFrac }: RankedPlace) =>
    LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * (cleanHourlyFrac ?? 0);
  const grid = [
    ...ticks(lowest, highest, 5).map(
      (cost) =>
        `<path d="M${LEFT} ${at(y(cost))}H${RIGHT}" class="grid"/>${label(LEFT - 8, y(cost) + 4, tickWords(cost), { anchor: "end" })}`,
    ),
    // Dates are told by quarters.
    ...ticks(fromMonth / 3, toMonth / 3, 6)
      .filter((quarters) => ranking.start === null || Number.isInteger(quarters))
      .map((quarters) =>
        label(x(3 * quarters), BOTTOM + 20, dateText(3 * quarters, ranking.start), {
          anchor: "middle",
        }),
      ),
  ].join("");
  const marks = spots
    .map(({ place, months, cost }) => {
      const [from, to] = [place.first.p10Months ?? months, place.first.p90Months ?? months];
      return `<path d="M${at(x(from))} ${at(y(cost))}H${at(x(to))}" stroke="var(--soft)" stroke-opacity="0.5"/><circle cx="${at(x(months))}" cy="${at(y(cost))}" r="${at(radius(place))}" fill="var(--accent)" fill-opacity="${place.paretoBest ? "0.85" : "0.3"}"/>`;
    })
    .join("");
  const names = namesBeside(
    spots.map(({ place, months, cost }) => ({
      x: x(months),
      y: y(cost),
      radius: radius(place),
      name: `${place.rank} ${place.name}`,
    })),
    { left: LEFT, right: WIDTH, top: TOP, bottom: BOTTOM },
  );
  const time = ranking.start === null ? "Months from the application to the first MW" : "First MW";
  const axes = `${label(LEFT, TOP - 8, moneyUnit("USD per EFLOPS·h"))}${label(RIGHT, BOTTOM + 42, time, { anchor: "end" })}`;
  const least = (of: (spot: (typeof spots)[number]) => number) =>
    spots.reduce((best, spot) => (of(spot) < of(best) ? spot : best));
  const [cheapest, soonest] = [least(({ cost }) => cost), least(({ months }) => months)];
  const title = `Compute is cheapest in ${cheapest.place.name}, at ${figures(cheapest.cost)} ${moneyUnit("USD per EFLOPS·h")}; the first MW comes no sooner than ${ranking.start === null ? `after ${dateText(soonest.months, null)} months` : `in ${dateText(soonest.months, ranking.start)}`}`;
  return figure({
    id: "ranking",
    title,
    note: `Bubble: P50 date and cost, larger for more clean power hour by hour; dark where no other place beats it in every criterion. Line: P10 to P90 of the date. Dates are of the cases in which the first MW comes at all; the odds stand beside them in the table.`,
    picture: svg(WIDTH, HEIGHT, title, `${grid}${marks}${axes}${names}`),
    table: table(
      "Date and cost",
      [
        { text: "Place" },
        { text: "P10, P50, P90", number: true },
        { text: moneyUnit("USD per EFLOPS·h"), number: true },
      ],
      spots.map(({ place, cost }) => [
        place.name,
        spreadText(place.first, ranking.start),
        figures(cost),
      ]),
    ),
  });
}

function placesTable({ ranked, start }: Ranking): string {
  const number = (text: string) => ({ text, number: true });
  return table(
    "Places in order",
    [
      number("Rank"),
      { text: "Place" },
      number("Score"),
      number(start === null ? "Months P10 P50 P90" : "First MW, if it comes, P10 P50 P90"),
      number("Odds"),
      number(moneyUnit("USD per EFLOPS·h")),
      number(moneyUnit("Power USD/MWh")),
      number("PUE"),
      number("Clean, hourly"),
      number("CO₂ t/yr"),
      number("Water m³/yr"),
      number("MW IT"),
      number("Ranks"),
    ],
    ranked.map((place) => [
      String(place.rank),
      `${place.name}, ${place.country}${place.paretoBest ? "\u00A0*" : ""}`,
      place.score.toFixed(2),
      spreadText(place.first, start),
      percent(place.oddsFrac),
      figures(place.usdPerEFLOPSh && converted(place.usdPerEFLOPSh)),
      figures(place.powerUSDPerMWh && converted(place.powerUSDPerMWh)),
      place.pueAnnual?.toFixed(3) ?? "–",
      percent(place.cleanHourlyFrac),
      figures(place.co2TPerYear),
      figures(place.waterM3PerYear),
      figures(place.itMW),
      rangeText(place),
    ]),
  );
}

/** Picture, places in order, those left out, and notes: what the page and the app show. */
export const rankingFigures = (ranking: Ranking): string =>
  writtenIn(ranking.money, () => figuresOf(ranking));

function figuresOf(ranking: Ranking): string {
  const { leftOut, notReached } = ranking;
  const rest = [
    ...leftOut.map(({ name, status, reason }) => `${name} (${status}): ${reason}`),
    ...notReached.map((place) => `${place}: not reached`),
  ];
  const list = (items: readonly string[]) =>
    `<ul>${items.map((item) => `<li>${proseHTML(item)}</li>`).join("")}</ul>`;
  return `${picture(ranking)}
<section><h2>Places</h2><p>${ranking.ranked.length > 1 ? escapeHTML(scaleSentence(ranking)) : ""} Ranks: by score, with each weight doubled in turn. * no other place beats it in every criterion.</p>${placesTable(ranking)}</section>
${ranking.ranked.length > 0 ? `<section><h2>Why, against the median place</h2>${list(ranking.ranked.map((place) => `${place.rank} ${place.name}: ${whySentence(place, ranking.start)}`))}</section>` : ""}
${rest.length > 0 ? `<section><h2>Not ranked</h2>${list(rest)}</section>` : ""}
<section><h2>Notes</h2>${list(ranking.notices)}</section>`;
}

/** One page that needs nothing else. */
export function rankingPage(ranking: Ranking): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHTML(ranking.name)}: which country first? – Firmwatt</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHTML(ranking.name)}: which country first?</h1>
<p class="sentence">${escapeHTML(rankingSentence(ranking))}</p>
<p class="status"><span class="badge loud">SYNTHETIC</span> hourly series and <b>estimated</b> dates; planned over ${escapeHTML(resolutionWords(ranking.resolution))}, ordered by ${escapeHTML(ranking.by)}</p>
</header>
<main>
${rankingFigures(ranking)}
</main>
</body>
</html>
`;
}
