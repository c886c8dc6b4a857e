/**
 * Cash by quarter and category, and what it adds up to today.
 *
 *     present value so far = Σ USD × (1 + w)^−(i + ½)/4  over the quarters i
 *     w follows from  Σ (1 + w)^−(i + ½)/4 × ¼ = present value of all / levelised cost a year
 */
import { moneyUnit } from "../../units/money.ts";
import type { Timeline } from "../timeline.ts";
import { escapeHTML, figure, label, money, moneyTicks, svg, table, tickMoney } from "./svg.ts";
import { monthAxis, stepLine, yearMarks } from "./time-axis.ts";
import { extent, scaled, stacked } from "./timeline-stack.ts";
import type { Box, Layered } from "./timeline-stack.ts";

const COLOURS: Readonly<Record<string, string>> = {
  "compute value": "#5f9467",
  servers: "var(--accent)",
  "rented compute": "#5b84b1",
  connection: "#64748b",
  electrical: "#8a94a3",
  supply: "#b07d4b",
  storage: "#7f9c2f",
  energy: "#c9a227",
  contracts: "#4f9aa5",
  fuel: "#6f5a48",
  cooling: "#3f9fb0",
  water: "#7cc0cc",
  shell: "#b3a68c",
  colocation: "#a0769c",
  operations: "#6d8f6b",
  tax: "#917259",
  carbon: "#5a5a52",
  unserved: "var(--alarm)",
};
/** Categories of things that are bought and have a life. */
const THINGS = new Set([
  "servers",
  "electrical",
  "shell",
  "cooling",
  "connection",
  "supply",
  "storage",
]);
/** Categories drawn apart; smaller ones are drawn together. */
const MOST_DRAWN = 8;

const spentIn = ({ money: lines }: Timeline, quarter: number) =>
  lines.reduce((sum, { usd }) => sum + (usd[quarter] ?? 0), 0);

/** What all cash up to and with each quarter is worth today. */
export function presentSoFar(timeline: Timeline): number[] {
  let sum = 0;
  return timeline.discount.map((worth, i) => (sum += spentIn(timeline, i) * worth));
}

function layersOf({ money: lines, quarters }: Timeline): Layered[] {
  const layer = (name: string, usd: readonly number[]): Layered => ({
    name,
    colour: COLOURS[name] ?? "#8c8c84",
    values: usd,
  });
  const rest = lines.slice(MOST_DRAWN);
  const shown = lines.slice(0, MOST_DRAWN).map(({ category, usd }) => layer(category, usd));
  return rest.length === 0
    ? shown
    : [
        ...shown,
        layer(
          "all others",
          quarters.map((_, i) => rest.reduce((sum, { usd }) => sum + usd[i]!, 0)),
        ),
      ];
}

function yearTable(timeline: Timeline): string {
  const years = [...new Set(timeline.quarters.map((text) => text.slice(0, 4)))];
  const inYear = (usd: readonly number[], year: string) =>
    usd.reduce((sum, value, i) => sum + (timeline.quarters[i]!.startsWith(year) ? value : 0), 0);
  const all = timeline.quarters.map((_, i) => spentIn(timeline, i));
  const row = (name: string, usd: readonly number[]) => [
    name,
    ...years.map((year) => money(inYear(usd, year))),
    money(usd.reduce((sum, value) => sum + value, 0)),
  ];
  return table(
    "Cash by year, not discounted; income is negative",
    [{ text: "Category" }, ...[...years, "All years"].map((text) => ({ text, number: true }))],
    [...timeline.money.map(({ category, usd }) => row(category, usd)), row("All", all)],
  );
}

export function cashFlow(timeline: Timeline): string {
  const all = timeline.quarters.map((_, i) => spentIn(timeline, i));
  // Only what still has life when the plan ends brings money under a category of things.
  const rest = timeline.money.some(
    ({ category, usd }) => THINGS.has(category) && (usd.at(-1) ?? 0) < -1,
  );
  const most = all.reduce((best, usd, i) => (usd > (all[best] ?? -Infinity) ? i : best), 0);
  const present = timeline.presentUSD;
  const title =
    timeline.money.length === 0
      ? "No money moves in this plan"
      : `${money(Math.abs(present))} of today's money ${present < 0 ? "earned" : "spent"} over the plan; the dearest quarter is ${timeline.quarters[most]!} with ${money(all[most]!)}`;
  const axis = monthAxis(timeline, 88, 780);
  const box: Box = { left: 88, right: 780, top: 26, height: 230, x: (i) => axis.x(3 * i) };
  const layers = layersOf(timeline);
  const { y, grid } = scaled(box, extent(layers), tickMoney, moneyTicks);
  const line = presentSoFar(timeline);
  // The sum has a scale of its own: it is many times a quarter.
  const sumBox: Box = { ...box, top: 300, height: 110 };
  // Nothing to draw when a plan has no quarters of money.
  const drawn = line.length > 0 && timeline.money.length > 0;
  const sum =
    drawn &&
    scaled(sumBox, extent([{ name: "", colour: "", values: line }]), tickMoney, moneyTicks);
  const parts = [
    label(88, 14, "Cash a quarter, by category; income below the line"),
    grid,
    yearMarks(axis, 26, 256, !drawn),
    stacked(layers, box, y),
    ...(sum
      ? [
          label(88, 290, "Present value of the cash so far; below the line it is earned back"),
          sum.grid,
          yearMarks(axis, 300, 410),
          `<path d="${stepLine(line, box.x, sum.y)}" class="curve"/>`,
          label(
            788,
            sum.y(line.at(-1)!) + 4,
            `${money(Math.abs(present))} ${present < 0 ? "earned" : "spent"}`,
            { kind: "strong" },
          ),
        ]
      : []),
  ];
  const key = layers.map(
    ({ name, colour }) => `<li><i style="background:${colour}"></i>${escapeHTML(name)}</li>`,
  );
  return figure({
    id: "cash-flow",
    title,
    note: `${moneyUnit("USD")} of the plan's price year when they are paid. Present value from the middle of each quarter at the plan's cost of capital.${rest ? " What still has life when the plan ends counts as income of its last quarter." : ""}`,
    picture: `${svg(960, line ? 436 : 282, title, parts.join(""))}<ul class="key">${key.join("")}</ul>`,
    table: yearTable(timeline),
  });
}
