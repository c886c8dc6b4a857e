/**
 * Time to power: MW against months with bands over the draws, the chips that wait for it, and the orders
 * behind it.
 */
import { monthName } from "../explain/names.ts";
import { firstMonth } from "../../units/quarter.ts";
import { escapeHTML, explained, proseHTML, figure, figures, percent, svgs, table } from "./svg.ts";
import { drawnWords, monthWords, plannedOrders } from "../time-orders.ts";
import { plannedWaitWords } from "../planned-wait.ts";
import type { DateReport, OddsReport } from "../odds.ts";
import type { Timeline } from "../timeline.ts";
import { withError } from "../with-error.ts";
import { monthAxis } from "./time-axis.ts";
import { curveAt, CURVES, curvesOf, mwChart } from "./time-mw.ts";
import { layerColour } from "./timeline-layers.ts";
import { gantt, GANTT_WORDS, MOST_DRAWN } from "./timeline-gantt.ts";

const [WIDTH, LEFT, RIGHT, TOP, HEIGHT, FOOT] = [960, 50, 780, 12, 280, 40];

/** GPU-months in words, with the standard error of a mean. */
export function gpuMonths(value: number, standardError?: number): string {
  const [unit, name] =
    Math.abs(value) >= 1e6 ? ([1e6, "million GPU-months"] as const) : ([1, "GPU-months"] as const);
  return `${withError(value / unit, (standardError ?? 0) / unit)} ${name}`;
}

/** When a date is met over the draws, in words. */
export function dateOddsWords({ p10, p90, neverFrac }: DateReport): string {
  if (p10 === null) return "hardly ever within the plan";
  if (p90 !== null) return `${p10 === p90 ? p10 : `${p10} to ${p90}`} in eight cases of ten`;
  return `${p10} or later in nine cases of ten, not within the plan in ${percent(neverFrac.mean)}`;
}

export function timeSentence(timeline: Timeline, odds: OddsReport | null): string {
  if (timeline.firstPower === null) return "No power is drawn within this plan";
  const planned = `First MW ${timeline.firstPower} planned`;
  if (!odds) return `${planned}, all of it by ${timeline.fullPower!}`;
  const { mean, standardError } = odds.total.strandedGPUMonths;
  const stranded =
    mean > 0.5 ? `${gpuMonths(mean, standardError)} stranded on average` : "no GPU waits for power";
  return `${planned}, ${dateOddsWords(odds.total.firstMW)}; ${stranded}`;
}

/** From when on a campus that ran has no chips any more, in words. */
function endWords({ quarters, sites }: Timeline): string {
  const chips = quarters.map((_, q) => sites.reduce((sum, { chipsMW }) => sum + chipsMW[q]!, 0));
  const last = chips.findLastIndex((mw) => mw > 1e-3 * Math.max(...chips));
  return last < 0 || last === quarters.length - 1
    ? ""
    : `From ${quarters[last + 1]!} on nothing runs: the last chips have reached the end of their life. `;
}

function key(items: readonly (readonly [string, string])[]): string {
  return `<ul class="key">${items.map(([style, words]) => `<li><i style="${style}"></i>${escapeHTML(words)}</li>`).join("")}</ul>`;
}

function monthTable(timeline: Timeline, odds: OddsReport | null): string {
  const curves = curvesOf(timeline, odds);
  const shown = CURVES.filter(({ key: name }) => curveAt(curves, name, 0) !== undefined);
  const months = timeline.quarters.map((_, i) => firstMonth(i));
  return table(
    "MW of IT in the first month of each quarter",
    [
      { text: "Month" },
      ...shown.map(({ key: name, title }) => ({
        text: name === "planned" ? "Planned" : odds ? title : "Chips planned",
        number: true,
      })),
    ],
    months.map((m) => [
      monthWords(timeline, m),
      ...shown.map(({ key: name }) =>
        explained(
          monthName(monthWords(timeline, m), name),
          figures(curveAt(curves, name, m) ?? null),
        ),
      ),
    ]),
  );
}

/** `before`, a plan over the same quarters, is drawn pale behind: what a change has moved. */
export function timeToPower(
  timeline: Timeline,
  odds: OddsReport | null,
  before: Timeline | null = null,
): string {
  const ghost = before && before.quarters.join() === timeline.quarters.join() ? before : null;
  const title = timeSentence(timeline, odds);
  const orders = plannedOrders(timeline, odds);
  const axis = monthAxis(timeline, LEFT, RIGHT);
  const bands = odds
    ? [
        [
          `background:${layerColour("grid", "")};opacity:.55`,
          "power available (grid and generation), P10–P90",
        ] as const,
        ["background:var(--accent);opacity:.5", "powered IT, P10–P90"] as const,
      ]
    : [];
  const marks = key([
    ...bands,
    [
      "background:repeating-linear-gradient(135deg,var(--alarm) 0 1.5px,transparent 1.5px 4px)",
      "stranded: chips landed that wait for power or halls",
    ],
    ...(ghost
      ? [["background:var(--soft);opacity:.45;height:5px", "as planned before the change"] as const]
      : []),
  ]);
  const waiting = odds ? plannedWaitWords(timeline, odds) : "";
  const left =
    orders.length > MOST_DRAWN ? ` The first ${MOST_DRAWN} of ${orders.length} orders.` : "";
  return figure({
    id: "time-to-power",
    title,
    note: `${odds ? `Lines are medians over the draws, month by month, and the hatched area lies between two of them; the GPU-months of the title are a mean over the draws. ${waiting ? `${waiting} ` : ""}${drawnWords(odds)}` : "Dates as planned, not simulated."} ${endWords(timeline)}`,
    picture: `${svgs(WIDTH, title, [
      {
        height: TOP + HEIGHT + FOOT,
        label: title,
        body: mwChart(timeline, odds, axis, { top: TOP, height: HEIGHT }, ghost),
      },
      ...gantt(axis, orders),
    ])}${marks}${orders.length > 0 ? `<p class="note">${proseHTML(GANTT_WORDS + left)}</p>` : ""}`,
    table: monthTable(timeline, odds),
  });
}
