/** The picture of orders: lots of the same thing are named once, each with a bar of its own. */
import { expect, it } from "vitest";
import type { PlannedOrder } from "../../src/report/time-orders.ts";
import { gantt } from "../../src/report/html/timeline-gantt.ts";
import type { MonthAxis } from "../../src/report/html/time-axis.ts";

const axis: MonthAxis = {
  start: 2027 * 12,
  months: 48,
  left: 50,
  right: 780,
  x: (month) => 50 + 10 * month,
};

const order = (title: string, comesMonth: number, amount: number): PlannedOrder => ({
  asset: `a.${title}`,
  size: "capacityMW",
  milestones: [],
  title,
  site: "a",
  layer: title === "Hall" ? "hall" : "chips",
  stage: null,
  amount,
  unit: title === "Hall" ? "MW IT" : "chips",
  decidedMonth: comesMonth - 8,
  comesMonth,
  decideBy: "2027-01",
  comes: "2027-Q3",
  leadMonths: 8,
  odds: null,
});

it("names lots of the same chips once, with all of them, and draws each", () => {
  const [lots] = gantt(axis, [
    order("Chip", 10, 100),
    order("Hall", 12, 5),
    order("Chip", 16, 200),
    order("Chip", 22, 300),
  ]);
  expect(lots!.body.match(/<rect/g)).toHaveLength(4);
  const names = [...lots!.body.matchAll(/>(Chip|Hall)[^<]*/g)].map(([text]) => text.slice(1));
  expect(names).toEqual(["Hall, 5.00\u00A0MW IT", "Chip, 600\u00A0chips in 3 lots"]);
  const apart = gantt(axis, [order("Chip", 10, 1), order("Hall", 12, 5)]);
  expect(lots!.height - apart[0]!.height).toBe(30);
});
