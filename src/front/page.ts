/** A front as one self-contained page: the line, its points, and what each step costs. */
import { usdWords } from "../report/bottlenecks.ts";
import { PAGE_STYLE } from "../report/html/page-style.ts";
import {
  at,
  escapeHTML,
  proseHTML,
  figure,
  label,
  svg,
  table,
  tickWords,
  ticks,
} from "../report/html/svg.ts";
import { resolutionWords } from "../report/resolution-words.ts";
import { converted, moneyUnit, writtenIn } from "../units/money.ts";
import type { Front, FrontPoint } from "./front.ts";
import { cellsOf, frontSentence, headOf, marginalText, marginalUnit, xText } from "./text.ts";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [1040, 440, 110, 960, 40, 370];

function picture(front: Front): string {
  const { points, axis } = front;
  const heightOf = (point: FrontPoint) =>
    converted(axis === "date" ? (point.presentUSD ?? 0) : point.costUSDPerYear);
  const range = (values: readonly number[]): [number, number] => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    // What differs by next to nothing lies level in the middle.
    const span = Math.max(high - low, 1e-3 * Math.abs(high)) || 1;
    const edge = Math.max(0.08 * span, (span - (high - low)) / 2);
    return [low - edge, high + edge];
  };
  const [low, high] = range(points.map(heightOf));
  const [from, to] = range(points.map(({ x }) => x));
  // The tightest end stands to the right: carbon and delay fall, the clean share rises.
  const share = (value: number) =>
    axis === "clean" ? (value - from) / (to - from) : (to - value) / (to - from);
  const x = (value: number) => LEFT + (RIGHT - LEFT) * share(value);
  const y = (value: number) => BOTTOM - ((BOTTOM - TOP) * (value - low)) / (high - low);
  const spots = points.map((point) => ({ point, x: x(point.x), y: y(heightOf(point)) }));
  // Steps of a front are often small beside the whole: as many figures as the ticks need.
  const costs = ticks(low, high, 5);
  const step = costs.length > 1 ? costs[1]! - costs[0]! : 1;
  const digits = Math.max(0, Math.ceil(-Math.log10(step / 1e6)));
  const grid = [
    ...costs.map(
      (value) =>
        `<path d="M${LEFT} ${at(y(value))}H${RIGHT}" class="grid"/>${label(LEFT - 8, y(value) + 4, tickWords(Number((value / 1e6).toFixed(digits))), { anchor: "end" })}`,
    ),
    ...ticks(...range(points.map((point) => point.x)), 5)
      .filter((value) => axis !== "date" || Number.isInteger(value))
      .map((value) => label(x(value), BOTTOM + 22, xText(value, axis), { anchor: "middle" })),
  ].join("");
  const line = `<path d="${spots.map((spot, i) => `${i === 0 ? "M" : "L"}${at(spot.x)} ${at(spot.y)}`).join("")}" class="curve"/>`;
  const marks = spots
    .map((spot) => `<circle cx="${at(spot.x)}" cy="${at(spot.y)}" r="4.5" fill="var(--accent)"/>`)
    .join("");
  const prices = spots
    .map((spot, i) => {
      if (spot.point.marginalUSD === null || i === 0) return "";
      const before = spots[i - 1]!;
      return label(
        (spot.x + before.x) / 2 - 6,
        (spot.y + before.y) / 2 - 8,
        marginalText(spot.point, axis),
        { anchor: "end", kind: "ink" },
      );
    })
    .join("");
  const steps = points.slice(1).filter(({ marginalUSD }) => marginalUSD !== null);
  const title =
    steps.length < 2
      ? frontSentence(front)
      : steps.every(({ marginalUSD }) => marginalUSD === 0)
        ? "No step along the front costs anything"
        : axis === "date"
          ? `A month earlier costs ${marginalText(steps[0]!, axis)} at first and ${marginalText(steps.at(-1)!, axis)} at last`
          : `The first step costs ${marginalText(steps[0]!, axis)}, the last ${marginalText(steps.at(-1)!, axis)} ${marginalUnit(axis)}`;
  const unit = moneyUnit(axis === "date" ? "MUSD of today" : "MUSD a year");
  return figure({
    id: "front",
    title,
    note: `Beside each step: ${marginalUnit(axis)}. ${front.end}`,
    picture: svg(
      WIDTH,
      HEIGHT,
      title,
      `${grid}${line}${marks}${prices}${label(LEFT, TOP - 18, unit)}`,
    ),
    table: table(
      "Points of the front",
      headOf(axis).map((text) => ({ text, number: true })),
      points.map((point) => cellsOf(point, axis)),
    ),
  });
}

/** One page that needs nothing else, its money in the scenario's currency. */
export const frontPage = (front: Front): string => writtenIn(front.money, () => pageOf(front));

function pageOf(front: Front): string {
  const { points, axis, missing, notices } = front;
  const [cheapest] = points;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHTML(front.name)}: cost against ${axis} – Firmwatt</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHTML(front.name)}: trade-off</h1>
<p class="sentence">${escapeHTML(frontSentence(front))}</p>
<p class="status">${points.length} plans, each verified by ${String(cheapest?.checks ?? 0)} checks; first point ${escapeHTML(usdWords(cheapest?.costUSDPerYear ?? 0))} a year; over ${escapeHTML(resolutionWords(front.resolution))}. <span class="badge loud">SYNTHETIC</span> hourly series are typical years unless the scenario names files</p>
</header>
<main>
${picture(front)}
<section><h2>Points</h2>${table(
    `Each line is a plan; the last column is ${marginalUnit(axis)}`,
    headOf(axis).map((text) => ({ text, number: true })),
    points.map((point) => cellsOf(point, axis)),
  )}</section>
${missing.length > 0 ? `<section><h2>Not planned</h2><ul>${missing.map(({ rule, reason }) => `<li>${proseHTML(`${xText(rule, axis)}: ${reason}`)}</li>`).join("")}</ul></section>` : ""}
${notices.map((notice) => `<p class="note">${proseHTML(notice)}</p>`).join("")}
</main>
</body>
</html>
`;
}
