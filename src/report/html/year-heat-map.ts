/** The modelled year as a heat map: one column a day, one row an hour, 16 levels of colour. */
import { converted, moneyUnit } from "../../units/money.ts";
import { LEVELS, RAMP } from "./colours.ts";
import { dayMarks, hourWords, importMW, placeDays } from "./hours.ts";
import type { CampusHours } from "./hours.ts";
import { hourOfDayName } from "../explain/names.ts";
import { at, explained, figure, figures, label, svg, table } from "./svg.ts";
import { inSentence } from "../words.ts";

/** Where heat maps stand in their picture. */
export const HEAT_MAP = { width: 640, left: 40, top: 8, height: 216 } as const;
const WIDTH = HEAT_MAP.width;
const LEFT = HEAT_MAP.left;
const TOP = HEAT_MAP.top;
const HEIGHT = HEAT_MAP.height;

export interface Shown {
  readonly what: string;
  readonly unit: string;
  readonly values: Float64Array;
  /** What `explain` calls it in an hour. */
  readonly figure: string;
}

export interface Range {
  readonly low: number;
  readonly high: number;
  readonly lowAt: number;
  readonly highAt: number;
}

export function rangeOf(values: Float64Array): Range {
  let [lowAt, highAt] = [0, 0];
  values.forEach((value, t) => {
    if (value < values[lowAt]!) lowAt = t;
    if (value > values[highAt]!) highAt = t;
  });
  return { low: values[lowAt] ?? 0, high: values[highAt] ?? 0, lowAt, highAt };
}

const varies = ({ low, high }: Range) => high - low > 0.02 * Math.abs(high) && high - low > 1e-6;

/** Unit of the marginal value: money unless the plan strives for compute. */
export function worthUnit(objective: string): string {
  return objective === "mostCompute" ? "PFLOPS·h per MWh" : moneyUnit("USD per MWh");
}

/** Marginal values in that unit. */
export const worthOf = (values: Float64Array, objective: string): Float64Array =>
  objective === "mostCompute" ? values : values.map(converted);

/** What the map shows: the facility's draw; where that is flat, the import; where that is flat, the worth of power. */
function shownOf(hours: CampusHours, objective: string): Shown {
  const candidates: Shown[] = [
    { what: "Facility draw", unit: "MW", values: hours.facilityMW, figure: "facilityMW" },
    { what: "Grid import", unit: "MW", values: importMW(hours), figure: "import" },
    {
      what: "Worth of one more MWh",
      unit: worthUnit(objective),
      values: worthOf(hours.marginalValue, objective),
      figure: "worth",
    },
  ];
  return candidates.find(({ values }) => varies(rangeOf(values))) ?? candidates[0]!;
}

/** One path a level; equal hours of a day are one rectangle. */
export function heatPaths(
  hours: CampusHours,
  values: Float64Array,
  { low, high }: Range,
  placed: readonly { x: number; width: number }[],
): string {
  const paths: string[][] = Array.from({ length: LEVELS }, () => []);
  const row = HEIGHT / 24;
  const levelOf = (value: number) =>
    high > low
      ? Math.min(LEVELS - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * LEVELS)))
      : LEVELS >> 1;
  hours.days.forEach(({ from, to }, i) => {
    const { x, width } = placed[i]!;
    const [left, wide] = [Math.round(x * 100) / 100, Math.round(width * 100) / 100];
    for (let t = from; t < to;) {
      const level = levelOf(values[t]!);
      let end = t + 1;
      while (end < to && levelOf(values[end]!) === level) end++;
      const top = TOP + (hours.stepOfYear[t]! % 24) * row;
      paths[level]!.push(`M${left} ${at(top)}h${wide}v${at((end - t) * row)}h-${wide}`);
      t = end;
    }
  });
  return `<g shape-rendering="crispEdges">${paths.map((path, level) => (path.length > 0 ? `<path d="${path.join("")}" fill="${RAMP[level]}"/>` : "")).join("")}</g>`;
}

function scale({ low, high }: Range, unit: string): string {
  const y = TOP + HEIGHT + 36;
  const boxes = RAMP.map(
    (colour, i) =>
      `<rect x="${LEFT + 90 + i * 14}" y="${y}" width="14" height="10" fill="${colour}"/>`,
  ).join("");
  return `${label(LEFT + 82, y + 10, figures(low), { anchor: "end" })}${boxes}${label(LEFT + 98 + LEVELS * 14, y + 10, `${figures(high)} ${unit}`)}`;
}

export function yearHeatMap(hours: CampusHours, objective: string): string {
  const steps = hours.stepOfYear.length;
  const shown = shownOf(hours, objective);
  const { what, unit, values } = shown;
  const range = rangeOf(values);
  const flat = !varies(range);
  // Where many hours share the top, the lowest hour is the one worth naming.
  const top = values.filter((value) => value > range.high - 0.01 * (range.high - range.low)).length;
  const plateau = top > steps / 10;
  const load = rangeOf(hours.facilityMW);
  const steady =
    unit === "MW" && what === "Facility draw"
      ? ""
      : `The draw is steady near ${figures(load.high)} MW; `;
  const title =
    steps === 0
      ? "No hours are modelled"
      : flat
        ? `The campus draws ${figures(range.high)} MW in every modelled hour`
        : `${steady}${steady ? inSentence(what) : what} runs from ${figures(range.low)} to ${figures(range.high)} ${unit}, ${plateau ? "lowest" : "highest"} on ${hourWords(hours.year, hours.stepOfYear[plateau ? range.lowAt : range.highAt]!)}`;
  const placed = placeDays(hours.days, LEFT, WIDTH - LEFT - 8);
  const hoursAxis = [0, 6, 12, 18]
    .map((hour) => label(LEFT - 6, TOP + (hour * HEIGHT) / 24 + 11, `${hour} h`, { anchor: "end" }))
    .join("");
  const marks = dayMarks(hours, placed)
    .map(({ x, text }) => label(x, TOP + HEIGHT + 17, text))
    .join("");
  const picture = svg(
    WIDTH,
    TOP + HEIGHT + 56,
    title,
    `${hoursAxis}${steps > 0 ? heatPaths(hours, values, range, placed) : ""}${marks}${steps > 0 && !flat ? scale(range, unit) : ""}`,
  );
  const representative = hours.days.filter(({ breaks }) => breaks).length > 1;
  return figure({
    id: "year-heat-map",
    title,
    picture,
    note: `${what}, ${unit}, by hour of day (UTC) and day.${representative ? " Only the modelled weeks are drawn; each stands for the weeks of the year most like it." : ""}`,
    table: hourTable(hours, shown),
  });
}

/** Of the modelled hours at one hour of the day: weighted mean, lowest and highest; undefined where none is modelled. */
export function byHourOfDay(
  { stepOfYear, weightHours }: CampusHours,
  values: Float64Array,
  hour: number,
): { mean: number; lowest: number; highest: number } | undefined {
  const picked = [...stepOfYear.keys()].filter((t) => stepOfYear[t]! % 24 === hour);
  if (picked.length === 0) return undefined;
  const weight = picked.reduce((sum, t) => sum + weightHours[t]!, 0);
  return {
    mean: picked.reduce((sum, t) => sum + weightHours[t]! * values[t]!, 0) / (weight || 1),
    lowest: picked.reduce((least, t) => Math.min(least, values[t]!), Infinity),
    highest: picked.reduce((most, t) => Math.max(most, values[t]!), -Infinity),
  };
}

/** Mean, lowest and highest by hour of day: the map in 24 rows. */
export function hourTable(
  hours: CampusHours,
  { what, unit, values, figure: name }: Shown,
  inWords: (value: number) => string = figures,
): string {
  const rows = Array.from({ length: 24 }, (_, hour) => {
    const found = byHourOfDay(hours, values, hour);
    return found
      ? [
          `${hour}:00`,
          ...(["mean", "lowest", "highest"] as const).map((part) =>
            explained(hourOfDayName(hours.site, hour, name, part), inWords(found[part])),
          ),
        ]
      : undefined;
  }).filter((row) => row !== undefined);
  return table(
    `${what} by hour of day, ${unit}`,
    [
      { text: "Hour, UTC" },
      { text: "Mean", number: true },
      { text: "Lowest", number: true },
      { text: "Highest", number: true },
    ],
    rows,
  );
}
