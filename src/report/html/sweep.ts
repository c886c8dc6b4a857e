/** A sweep as a picture and a table: one figure over the values of one axis, a line per value of a second. */
import { currencyNote } from "../currency-note.ts";
import { FIGURES } from "../explain/key-figures.ts";
import { converted, moneyUnit, writtenIn } from "../../units/money.ts";
import type { Currency } from "../../units/money.ts";
import {
  amount,
  at,
  proseHTML,
  figure,
  label,
  moneyTicks,
  spread,
  svg,
  table,
  tickWords,
  ticks,
} from "./svg.ts";

/** A plan of a sweep; `values` are those of the axes, in their order. */
export interface SweptPoint {
  readonly values: readonly string[];
  /** `planned`, `infeasible`, `unsolved`; null while there is no answer. */
  readonly status: string | null;
  readonly reason: string;
  /** Fields named USD hold USD. */
  readonly kpis: Readonly<Record<string, number | null>>;
  /** Currency of the plan's scenario; none while there is no plan. */
  readonly money?: Currency | undefined;
}

/** What is written of plans, in the currency of the first that has one. */
const written = (points: readonly SweptPoint[], write: () => string): string =>
  writtenIn(points.find(({ money }) => money)?.money, write);

export interface SweptAxis {
  readonly label: string;
  readonly unit: string;
  readonly values: readonly string[];
}

/** Figures a sweep can be looked at by. */
export const SWEPT_FIGURES = [
  "usdPerEFLOPSh",
  "costUSDPerYear",
  "effectiveEFLOPShPerYear",
  "itMW",
  "capexUSD",
  "powerUSDPerMWh",
  "cfeHourlyFrac",
  "co2TPerYear",
  "pueAnnual",
  "waterM3PerYear",
].filter((name) => name in FIGURES);

const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [900, 400, 78, 30, 340];
/** Room for the names of lines. */
const NAMES = 130;
/** More lines than these cannot be told apart. */
const MOST_LINES = 8;

/** The axis of values spans at least this share of them. */
const LEAST_SPAN_FRAC = 0.05;

/** A value with its unit as a person reads it. */
const valueText = ({ unit }: SweptAxis, value: string): string =>
  value === "" || Number.isNaN(Number(value)) ? value : amount(Number(value), unit);

interface Frame {
  readonly x: (value: string) => number;
  readonly y: (value: number) => number;
  readonly right: number;
}

function axes(
  { x, y, right }: Frame,
  over: SweptAxis,
  low: number,
  high: number,
  unit: string,
): string {
  const isMoney = unit.startsWith("USD");
  const rows = (isMoney ? moneyTicks : ticks)(low, high, 5).map((value) => {
    const words =
      unit === "frac" ? amount(value, unit) : tickWords(isMoney ? converted(value) : value);
    return `<path d="M${LEFT} ${at(y(value))}H${right}" class="grid"/>${label(LEFT - 8, y(value) + 4, words, { anchor: "end" })}`;
  });
  const every = Math.ceil(over.values.length / 9);
  const marks = over.values.flatMap((value, i) =>
    i % every === 0
      ? [
          label(x(value), BOTTOM + 20, over.unit === "frac" ? valueText(over, value) : value, {
            anchor: "middle",
          }),
        ]
      : [],
  );
  const name = `${over.label}${over.unit === "" || over.unit === "frac" ? "" : `, ${over.unit}`}`;
  return `${rows.join("")}${marks.join("")}${label(right, BOTTOM + 42, name, { anchor: "end" })}`;
}

/** One line a value of the second axis: points that have the figure are joined in the order of the first. */
function linesOf(
  points: readonly SweptPoint[],
  second: SweptAxis | undefined,
): { name: string; points: SweptPoint[] }[] {
  if (!second) return [{ name: "", points: [...points] }];
  return second.values.slice(0, MOST_LINES).map((value) => ({
    name: valueText(second, value),
    points: points.filter(({ values }) => values[1] === value),
  }));
}

function sentence(
  name: string,
  axesOf: readonly SweptAxis[],
  known: readonly { point: SweptPoint; value: number }[],
): string {
  const { title, unit } = FIGURES[name]!;
  const least = known.reduce((best, one) => (one.value < best.value ? one : best));
  const most = known.reduce((best, one) => (one.value > best.value ? one : best));
  const [low, high] = [amount(least.value, unit), amount(most.value, unit)];
  if (low === high)
    return `${title}: ${least.value === most.value ? "" : "about "}${low} whatever is changed`;
  const where = ({ point }: { point: SweptPoint }) =>
    axesOf.map((axis, i) => valueText(axis, point.values[i] ?? "")).join(", ");
  return `${title}: least ${low} (${where(least)}), most ${high} (${where(most)})`;
}

function picture(
  points: readonly SweptPoint[],
  name: string,
  [first, second]: readonly SweptAxis[],
  title: string,
): string {
  const over = first!;
  const valueOf = (point: SweptPoint) => point.kpis[name] ?? null;
  const all = points.flatMap((point) => valueOf(point) ?? []);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  // What hardly moves is drawn as what hardly moves, and marks of the axis differ in three figures.
  const spanned = Math.max(most - least, LEAST_SPAN_FRAC * Math.abs(most)) || 1;
  const middle = (least + most) / 2;
  const [low, high] = [middle - 0.58 * spanned, middle + 0.58 * spanned];
  const right = WIDTH - (second ? NAMES : 24);
  const numbers = over.values.map(Number);
  const isNumeric = numbers.every(Number.isFinite) && new Set(numbers).size > 1;
  const [from, to] = [Math.min(...numbers), Math.max(...numbers)];
  const inset = 18;
  const span = right - LEFT - 2 * inset;
  const x = (value: string) =>
    LEFT +
    inset +
    (isNumeric
      ? (span * (Number(value) - from)) / (to - from)
      : (span * over.values.indexOf(value)) / Math.max(1, over.values.length - 1));
  const y = (value: number) => BOTTOM - ((BOTTOM - TOP) * (value - low)) / (high - low);
  const lines = linesOf(points, second).map((line) => ({
    ...line,
    known: line.points
      .flatMap((point) => {
        const value = valueOf(point);
        return value === null ? [] : [{ x: x(point.values[0]!), y: y(value) }];
      })
      .sort((a, b) => a.x - b.x),
  }));
  const opacity = (i: number) => at(1 - (0.65 * i) / Math.max(1, lines.length - 1));
  const drawn = lines.map(({ known }, i) => {
    const path = known
      .map((spot, k) => `${k === 0 ? "M" : "L"}${at(spot.x)} ${at(spot.y)}`)
      .join("");
    const dots = known
      .map((spot) => `<circle cx="${at(spot.x)}" cy="${at(spot.y)}" r="4" fill="var(--accent)"/>`)
      .join("");
    return `<g opacity="${opacity(i)}"><path d="${path}" class="curve"/>${dots}</g>`;
  });
  const ends = lines.flatMap(({ name: words, known }) =>
    words === "" || known.length === 0 ? [] : [{ words, y: known.at(-1)!.y }],
  );
  const heights = spread(
    ends.map((end) => end.y + 4),
    15,
    TOP,
    BOTTOM,
  );
  const names = ends.map((end, i) =>
    label(right - inset + 12, heights[i]!, end.words, { kind: "ink" }),
  );
  const failed = points.filter(({ status }) => status !== null && status !== "planned");
  const crosses = [...new Set(failed.map(({ values }) => x(values[0]!)))].map(
    (at0) =>
      `<path d="M${at(at0 - 5)} ${BOTTOM - 5}l10 10m0 -10l-10 10" stroke="var(--alarm)" stroke-width="2"/>`,
  );
  const units = FIGURES[name]!;
  const body = `${axes({ x, y, right }, over, low, high, units.unit)}${label(LEFT - 60, TOP - 14, `${units.title}${units.unit === "" || units.unit === "frac" ? "" : `, ${moneyUnit(units.unit)}`}`)}${drawn.join("")}${names.join("")}${crosses.join("")}`;
  return svg(WIDTH, HEIGHT, title, body);
}

const ANSWERS: Readonly<Record<string, string>> = {
  planned: "planned",
  infeasible: "cannot be done",
  unsolved: "not solved",
};

/** Every plan of the sweep with its key figures. */
export const sweepTable = (points: readonly SweptPoint[], axesOf: readonly SweptAxis[]): string =>
  written(points, () => tableOf(points, axesOf));

function tableOf(points: readonly SweptPoint[], axesOf: readonly SweptAxis[]): string {
  return table(
    "Every plan of the sweep",
    [
      ...axesOf.map(({ label: text }) => ({ text })),
      { text: "Answer" },
      ...SWEPT_FIGURES.map((name) => ({ text: FIGURES[name]!.title, number: true })),
    ],
    points.map(({ values, status, reason, kpis }) => [
      ...axesOf.map((axis, i) => valueText(axis, values[i] ?? "")),
      status === null
        ? reason === ""
          ? "waits"
          : reason
        : `${ANSWERS[status] ?? status}${status === "planned" || reason === "" ? "" : `: ${reason}`}`,
      ...SWEPT_FIGURES.map((name) => {
        const value = kpis[name] ?? null;
        return value === null ? "–" : amount(value, FIGURES[name]!.unit);
      }),
    ]),
  );
}

/** The picture of one figure with its sentence, and the table of all; a sentence alone while nothing is planned. */
export const sweepFigure = (
  points: readonly SweptPoint[],
  name: string,
  axesOf: readonly SweptAxis[],
): string => written(points, () => figureOf(points, name, axesOf));

function figureOf(
  points: readonly SweptPoint[],
  name: string,
  axesOf: readonly SweptAxis[],
): string {
  const known = points.flatMap((point) => {
    const value = point.kpis[name] ?? null;
    return value === null ? [] : [{ point, value }];
  });
  const over = axesOf[0];
  if (known.length === 0 || !over)
    return `<p class="note">${proseHTML(points.length === 0 || points.some(({ status }) => status === null) ? "Nothing is planned yet." : "No plan of the sweep can be done.")}</p>`;
  const title = sentence(name, axesOf, known);
  const failed = points.filter(({ status }) => status !== null && status !== "planned").length;
  const second = axesOf[1];
  const money = points.find((point) => point.money)?.money;
  const note = [
    (money && currencyNote({ money, provenance: [] })) ?? "",
    second
      ? `A line for each value of: ${second.label}${second.values.length > MOST_LINES ? ` (the first ${MOST_LINES})` : ""}.`
      : "",
    failed > 0
      ? `Crosses: ${failed} of ${points.length} plans cannot be done or are not solved.`
      : "",
  ]
    .filter(Boolean)
    .join(" ");
  return figure({
    id: "sweep",
    title,
    ...(note === "" ? {} : { note }),
    picture: picture(points, name, axesOf, title),
    table: tableOf(points, axesOf),
  });
}
