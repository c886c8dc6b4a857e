/** One bar per order from its decision to its planned date, with the P10–P90 whisker of its arrival. */
import { orderWords } from "../time-orders.ts";
import type { PlannedOrder } from "../time-orders.ts";
import { amount, at, label, percent } from "./svg.ts";
import type { Drawing } from "./svg.ts";
import { monthOf, yearMarks } from "./time-axis.ts";
import type { MonthAxis } from "./time-axis.ts";
import { LAYER_ORDER, layerColour } from "./timeline-layers.ts";

const ROW = 34;
/** A further lot of the same thing: it has no name of its own. */
const LOT = 15;
const HEAD = 28;
/** What years take below. */
const FOOT = 30;
/** Orders drawn at most; all are in the table of orders. */
export const MOST_DRAWN = 40;

interface Group {
  readonly site: string;
  readonly orders: readonly PlannedOrder[];
}

function groupsOf(orders: readonly PlannedOrder[]): Group[] {
  const shown = orders.slice(0, MOST_DRAWN);
  return [...new Set(shown.map(({ site }) => site))].map((site) => ({
    site,
    orders: shown
      .filter((order) => order.site === site)
      .sort(
        (a, b) =>
          LAYER_ORDER.indexOf(a.layer) - LAYER_ORDER.indexOf(b.layer) ||
          a.comesMonth - b.comesMonth,
      ),
  }));
}

/** From P10 to P90 of the arrival, P50 marked; open to the right when a tenth does not come within the plan. */
function whisker(axis: MonthAxis, { odds }: PlannedOrder, y: number): string {
  const from = monthOf(axis, odds?.arrival.p10 ?? null);
  if (from === undefined) return "";
  const p50 = monthOf(axis, odds!.arrival.p50);
  const p90 = monthOf(axis, odds!.arrival.p90);
  const [left, right] = [axis.x(from), p90 === undefined ? axis.right : axis.x(p90)];
  const end =
    p90 === undefined ? `M${at(right - 6)} ${y - 5}l6 5l-6 5` : `M${at(right)} ${y - 5}v10`;
  return `<path d="M${at(left)} ${y - 5}v10M${at(left)} ${y}H${at(right)}${end}" class="line"/>${p50 === undefined ? "" : `<circle cx="${at(axis.x(p50))}" cy="${y}" r="3.5" class="ink"/>`}`;
}

/** Bar, whisker and odds of one order; `top` is that of its bar. */
function bar(axis: MonthAxis, order: PlannedOrder, top: number): string {
  const { decidedMonth, comesMonth, odds } = order;
  const from = axis.x(decidedMonth);
  const wide = Math.max(2, axis.x(comesMonth) - from);
  const begun = decidedMonth < 0 ? label(from - 4, top + 10, "‹", { anchor: "end" }) : "";
  const never = odds && odds.exitFrac.mean >= 0.0005 ? percent(odds.exitFrac.mean) : "";
  return `<rect x="${at(from)}" y="${top}" width="${at(wide)}" height="10" fill="${layerColour(order.layer, order.title)}"/>${begun}${whisker(axis, order, top + 5)}${label(axis.right + 12, top + 9, never)}`;
}

/** Lots of one thing, named once: the first under its name, the others below it. */
function row(axis: MonthAxis, lots: readonly PlannedOrder[], top: number): string {
  const [first] = lots as [PlannedOrder];
  const from = axis.x(first.decidedMonth);
  const wide = Math.max(2, axis.x(first.comesMonth) - from);
  const late = from > (axis.left + axis.right) / 2;
  const all = lots.reduce((sum, lot) => sum + lot.amount, 0);
  const words = `${orderWords(first)}, ${amount(all, first.unit)}${lots.length > 1 ? ` in ${lots.length} lots` : ""}`;
  const name = label(late ? from + wide : from, top + 13, words, late ? { anchor: "end" } : {});
  return `${name}${lots.map((lot, i) => bar(axis, lot, top + 18 + LOT * i)).join("")}`;
}

const heightOf = (lots: readonly PlannedOrder[]) => ROW + LOT * (lots.length - 1);

/** Orders of the same thing together, in the order in which each is first met. */
function lotsOf(orders: readonly PlannedOrder[]): PlannedOrder[][] {
  const things = new Map<string, PlannedOrder[]>();
  for (const order of orders) {
    const thing = `${orderWords(order)} ${order.unit}`;
    things.set(thing, [...(things.get(thing) ?? []), order]);
  }
  return [...things.values()];
}

/** The orders of each site in a drawing of its own, on the axis of the megawatts. */
export function gantt(axis: MonthAxis, orders: readonly PlannedOrder[]): Drawing[] {
  return groupsOf(orders).map(({ site, orders: shown }) => {
    const things = lotsOf(shown);
    let bottom = HEAD;
    const rows = things.map((lots) => {
      const drawn = row(axis, lots, bottom);
      bottom += heightOf(lots);
      return drawn;
    });
    const never = shown.some(({ odds }) => odds)
      ? label(axis.right + 12, 18, "Never comes", { kind: "strong" })
      : "";
    return {
      height: bottom + FOOT,
      label: `Orders at ${site}`,
      body: [
        yearMarks(axis, HEAD - 4, bottom),
        `<path d="M${axis.left} ${HEAD - 4}H${axis.right}" class="grid"/>`,
        label(axis.left, 18, site, { kind: "strong" }),
        never,
        ...rows,
      ].join(""),
    };
  });
}

/** What the marks mean. */
export const GANTT_WORDS =
  "Bars run from the month an order must be decided to the date planned. Whiskers span the arrival from P10 to P90 of all draws, the dot is P50; an arrow means that a tenth of the draws or more do not get there within the plan. At the right: the share of draws in which it never comes.";
