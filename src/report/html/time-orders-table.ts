/** The orders of the plan by the date they must be decided: its to-do list. */
import { orderName } from "../explain/names.ts";
import type { EstimateReport, OddsReport } from "../odds.ts";
import { drawnWords, orderWords, plannedOrders } from "../time-orders.ts";
import type { PlannedOrder } from "../time-orders.ts";
import type { Timeline } from "../timeline.ts";
import { withError } from "../with-error.ts";
import { amount, explained, proseHTML, table } from "./svg.ts";

/** The date to decide by, or since when a thing is under way. */
export const decideWords = ({ decidedMonth, decideBy }: PlannedOrder) =>
  decidedMonth < 0 ? `under way since ${decideBy}` : decideBy;

export function ordersSentence(orders: readonly PlannedOrder[]): string {
  const open = orders.filter(({ decidedMonth }) => decidedMonth >= 0);
  const first = open[0];
  if (!first) return orders.length > 0 ? "All orders are under way" : "This plan orders nothing";
  const soon = open.filter(({ decidedMonth }) => decidedMonth < first.decidedMonth + 12).length;
  return `${open.length} ${open.length === 1 ? "decision" : "decisions"} to take, ${soon} within a year of the first: ${orderWords(first)} at ${first.site}, by ${first.decideBy}`;
}

export function ordersTable(timeline: Timeline, odds: OddsReport | null): string {
  const orders = plannedOrders(timeline, odds);
  const share = (figure: string, estimate: EstimateReport | undefined) =>
    estimate
      ? explained(figure, `${withError(100 * estimate.mean, 100 * estimate.standardError)} %`)
      : "–";
  const number = (text: string) => ({ text, number: true });
  return `<h3>${proseHTML(ordersSentence(orders))}</h3>${odds ? `<p class="note">${proseHTML(`Late and never with their standard error in points. ${drawnWords(odds)}`)}</p>` : ""}${table(
    "Orders by the date they must be decided",
    [
      { text: "Decide by" },
      { text: "What" },
      { text: "Where" },
      number("How much"),
      { text: "In force from" },
      number("Lead, months"),
      number("Late"),
      number("Never"),
    ],
    orders.map((order) => [
      explained(orderName(order, "decideBy"), decideWords(order)),
      orderWords(order),
      order.site,
      explained(orderName(order, "amount"), amount(order.amount, order.unit)),
      explained(orderName(order, "comes"), order.comes),
      explained(orderName(order, "leadMonths"), String(Math.round(order.leadMonths))),
      share(orderName(order, "late"), order.odds?.lateFrac),
      share(orderName(order, "never"), order.odds?.exitFrac),
    ]),
  )}`;
}
