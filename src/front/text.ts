/** A front as text for a terminal: at most 100 columns. */
import { threeFigures, usdPerWords, usdWords } from "../report/bottlenecks.ts";
import { wrapped } from "../rank/text.ts";
import { grouped } from "../units/grouped.ts";
import { converted, moneyUnit, writtenIn } from "../units/money.ts";
import type { Axis, Front, FrontPoint } from "./front.ts";

/** What the marginal cost of an axis is counted in. */
export const marginalUnit = (axis: Axis): string =>
  moneyUnit(
    {
      co2: "USD per t avoided",
      clean: "USD per MWh of unclean power avoided",
      date: "a month earlier, USD of today",
    }[axis],
  );

export function xText(x: number, axis: Axis): string {
  if (axis === "co2") return `${threeFigures(x)} t`;
  if (axis === "clean") return `${(100 * x).toFixed(2)} %`;
  const quarters = Math.abs(x);
  if (quarters === 0) return "as stated";
  return `${quarters} quarter${quarters === 1 ? "" : "s"} ${x > 0 ? "later" : "earlier"}`;
}

export function marginalText({ marginalUSD }: FrontPoint, axis: Axis): string {
  if (marginalUSD === null) return "–";
  return axis === "date" ? usdWords(marginalUSD) : threeFigures(converted(marginalUSD));
}

/** The sentence that opens the front. */
export function frontSentence({ points, axis }: Front): string {
  const [first, last] = [points[0]!, points.at(-1)!];
  if (axis === "date") {
    const cost = (point: FrontPoint) => usdPerWords(point.usdPerEFLOPSh, "EFLOPS·h");
    if (points.every(({ marginalUSD }) => marginalUSD === null || marginalUSD === 0))
      return `From ${xText(first.x, axis)} to ${xText(last.x, axis)} nothing moves: the plan delivers ${threeFigures(last.eflopshPerYear)} EFLOPS·h a year at ${cost(last)} whenever demand begins.`;
    return `From ${xText(first.x, axis)} to ${xText(last.x, axis)}, compute goes from ${threeFigures(first.eflopshPerYear)} to ${threeFigures(last.eflopshPerYear)} EFLOPS·h a year at ${threeFigures(converted(first.usdPerEFLOPSh ?? NaN))} to ${cost(last)}.`;
  }
  const more = last.costUSDPerYear - first.costUSDPerYear;
  const share = Math.abs(more / first.costUSDPerYear);
  const what = axis === "co2" ? "CO2 a year" : "clean hour by hour";
  return `From ${xText(first.x, axis)} to ${xText(last.x, axis)} ${what} costs ${usdWords(more)} a year more, ${(100 * share).toFixed(share < 0.1 ? 2 : 0)} % of the whole.`;
}

export function headOf(axis: Axis): string[] {
  const x = { co2: "CO2 a year", clean: "clean, hourly", date: "demand" }[axis];
  const middle =
    axis === "date"
      ? ["cost today", "EFLOPS·h/yr", "first IT", "full"]
      : ["cost a year", axis === "co2" ? "clean, hourly" : "CO2 t/yr"];
  return [x, ...middle, moneyUnit("USD/EFLOPS·h"), axis === "date" ? "per month" : "marginal"];
}

function decimals(value: number, count: number): string {
  const [whole, fraction] = Math.abs(value).toFixed(count).split(".");
  return `${value < 0 ? "−" : ""}${grouped(whole!)}.${fraction!}`;
}

export function cellsOf(point: FrontPoint, axis: Axis): string[] {
  const middle =
    axis === "date"
      ? [
          usdWords(point.presentUSD ?? NaN),
          threeFigures(point.eflopshPerYear),
          point.firstPower ?? "–",
          point.fullPower ?? "–",
        ]
      : [
          // Five figures: steps along a front are often below a thousandth.
          `${decimals(converted(point.costUSDPerYear) / 1e6, 2)} ${moneyUnit("MUSD")}`,
          axis === "co2"
            ? point.cleanHourlyFrac === null
              ? "–"
              : `${(100 * point.cleanHourlyFrac).toFixed(2)} %`
            : threeFigures(point.co2TPerYear),
        ];
  return [
    xText(point.x, axis),
    ...middle,
    point.usdPerEFLOPSh === null ? "–" : decimals(converted(point.usdPerEFLOPSh), 1),
    marginalText(point, axis),
  ];
}

/** The front in words and numbers, its money in the scenario's currency. */
export const frontText = (front: Front): string => writtenIn(front.money, () => textOf(front));

function textOf(front: Front): string {
  const { points, axis } = front;
  const rows = [headOf(axis), ...points.map((point) => cellsOf(point, axis))];
  const widths = rows[0]!.map((_, c) => Math.max(...rows.map((cells) => cells[c]!.length)));
  return [
    ...wrapped(frontSentence(front)),
    "",
    ...rows.map((cells) => cells.map((cell, c) => cell.padStart(widths[c]!)).join("   ")),
    "",
    ...wrapped(`The last column is ${marginalUnit(axis)}, from the line above.`),
    ...wrapped(front.end),
    ...front.missing.flatMap(({ rule, reason }) =>
      wrapped(`Not planned: ${xText(rule, axis)}: ${reason}`, "  "),
    ),
    ...(front.stopped ? ["Stopped early: the points above are done, the others are missing."] : []),
    ...wrapped(
      `Each line is a plan of its own that passed all its checks, at resolution ${front.resolution}. Weather, price and carbon are synthetic typical years unless the scenario names files.`,
    ),
    ...front.notices.flatMap((notice) => wrapped(notice)),
  ].join("\n");
}
