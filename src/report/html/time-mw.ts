/**
 * MW of IT against months: power, powered IT and chips over the draws, and the plan's own dates.
 *
 *     stranded area = chips landed (P50, full draw) − powered IT (P50), where above 0
 */
import type { BandReport, OddsReport } from "../odds.ts";
import type { Timeline } from "../timeline.ts";
import { at, figures, label, spread, tickWords, ticks } from "./svg.ts";
import { hatch, runsOf, stepArea, stepLine, yearMarks } from "./time-axis.ts";
import type { MonthAxis, Scale } from "./time-axis.ts";
import { layerColour } from "./timeline-layers.ts";

export interface Frame {
  readonly top: number;
  readonly height: number;
}

/** A value of every quarter for every month. */
const monthly = (quarters: readonly number[]) => quarters.flatMap((mw) => [mw, mw, mw]);

const sumOf = (timeline: Timeline, of: (site: Timeline["sites"][number]) => readonly number[]) =>
  timeline.quarters.map((_, i) =>
    timeline.sites.reduce((sum, site) => sum + (of(site)[i] ?? 0), 0),
  );

export interface Curves {
  readonly planned: readonly number[];
  readonly chips: readonly number[];
  readonly powered: readonly number[];
  readonly power: BandReport | null;
  readonly poweredBand: BandReport | null;
}

export function curvesOf(timeline: Timeline, odds: OddsReport | null): Curves {
  const planned = monthly(timeline.plannedITMW);
  if (!odds) {
    const chips = monthly(sumOf(timeline, (site) => site.chipsMW));
    return { planned, chips, powered: planned, power: null, poweredBand: null };
  }
  const { chipsMW, poweredITMW, powerMW } = odds.total;
  return {
    planned,
    chips: chipsMW.p50,
    powered: poweredITMW.p50,
    power: powerMW,
    poweredBand: poweredITMW,
  };
}

/** A curve of MW of IT against months. */
export interface MWCurve {
  readonly key: string;
  readonly title: string;
  readonly formula: string;
}

const SHARE = {
  p10: "one draw in ten has",
  p50: "half of the draws have",
  p90: "nine draws in ten have",
};
const drawnCurves = (key: string, title: string, words: string): MWCurve[] =>
  (["p10", "p50", "p90"] as const).map((at) => ({
    key: `${key}.${at}`,
    title: `${title} ${at.toUpperCase()}`,
    formula: `MW that ${SHARE[at]} at most in the month: ${words}`,
  }));

/** Every curve that is told by month. */
export const CURVES: readonly MWCurve[] = [
  {
    key: "planned",
    title: "IT power as planned",
    formula:
      "Σ over sites of the least of power, cooling, halls and chips that are in force when everything comes on its planned date; plant that can be called on counts in full, wind and sun with their firm credit, stores not",
  },
  {
    key: "chips",
    title: "Chips P50",
    formula: "median over the draws of the full draw of all chips that have come by the month",
  },
  ...drawnCurves("power", "Power", "grid and generation that have come, in MW of IT"),
  ...drawnCurves(
    "poweredIT",
    "Powered IT",
    "Σ over sites of the least of power, cooling, halls and chips that have come",
  ),
];

/** MW of a curve in a month; undefined where it is not drawn. */
export function curveAt(
  { planned, chips, power, poweredBand }: Curves,
  key: string,
  month: number,
): number | undefined {
  if (key === "planned") return planned[month];
  if (key === "chips") return chips[month];
  const [band, at] = key.split(".") as ["power" | "poweredIT", "p10" | "p50" | "p90"];
  return { power, poweredIT: poweredBand }[band]?.[at][month];
}

/** The stranded area: filled and hatched where chips exceed powered IT, and nowhere else. */
export function strandedArea(
  chips: readonly number[],
  powered: readonly number[],
  x: Scale,
  y: Scale,
): string {
  // Solver dust is no stranded chip.
  const dust = 1e-3 * Math.max(0, ...chips);
  const top = chips.map((mw, i) => (mw - powered[i]! > dust ? mw : powered[i]!));
  if (top.every((mw, i) => mw === powered[i])) return "";
  let [fill, lines] = ["", ""];
  for (const [from, to] of runsOf(top.map((mw, i) => Number(mw > powered[i]!))).filter(
    (run) => run[2] === 1,
  )) {
    const shift = (i: number) => x(from + i);
    fill += stepArea(top.slice(from, to), powered.slice(from, to), shift, y);
    const keys = top.slice(from, to).map((mw, i) => `${mw}|${powered[from + i]!}`);
    for (let a = 0; a < keys.length;) {
      let b = a + 1;
      while (b < keys.length && keys[b] === keys[a]) b++;
      lines += hatch(x(from + a), y(top[from + a]!), x(from + b), y(powered[from + a]!));
      a = b;
    }
  }
  return `<g class="stranded"><path d="${fill}" fill="var(--alarm)" opacity="0.16"/><path d="${lines}" stroke="var(--alarm)" stroke-width="1.2" fill="none"/></g>`;
}

/** `before` is another plan over the same quarters, whose dates stand pale behind. */
export function mwChart(
  timeline: Timeline,
  odds: OddsReport | null,
  axis: MonthAxis,
  { top, height }: Frame,
  before: Timeline | null = null,
): string {
  const { left, right } = axis;
  const ghost = before ? monthly(before.plannedITMW) : [];
  const { planned, chips, powered, power, poweredBand } = curvesOf(timeline, odds);
  const most =
    1.06 *
    Math.max(
      1e-6,
      ...ghost,
      ...planned,
      ...chips,
      ...(power?.p90 ?? []),
      ...(poweredBand?.p90 ?? []),
    );
  const y = (mw: number) => top + height * (1 - mw / most);
  const grid = layerColour("grid", "");
  const parts = ticks(0, most, 4).map(
    (mw) =>
      `<path d="M${left} ${at(y(mw))}H${right}" class="grid"/>${label(left - 6, y(mw) + 4, tickWords(mw), { anchor: "end" })}`,
  );
  parts.push(label(left + 4, top + 10, "MW of IT"), yearMarks(axis, top, top + height));
  if (power)
    parts.push(
      `<path d="${stepArea(power.p90, power.p10, axis.x, y)}" fill="${grid}" opacity="0.28"/>`,
    );
  if (poweredBand)
    parts.push(
      `<path d="${stepArea(poweredBand.p90, poweredBand.p10, axis.x, y)}" fill="var(--accent)" opacity="0.22"/>`,
    );
  parts.push(strandedArea(chips, powered, axis.x, y));
  if (ghost.length > 0)
    parts.push(
      `<path class="ghost" d="${stepLine(ghost, axis.x, y)}" fill="none" stroke="var(--soft)" stroke-width="5" opacity="0.35"/>`,
    );
  const lines: { words: string; values: readonly number[]; style: string }[] = [
    ...(power
      ? [
          {
            words: "Power available",
            values: power.p50,
            style: `stroke="${grid}" stroke-width="2"`,
          },
        ]
      : []),
    {
      words: "Chips, full draw",
      values: chips,
      style: `stroke="var(--alarm)" stroke-width="1.5"`,
    },
    {
      words: "As planned",
      values: planned,
      style: `stroke="var(--ink)" stroke-width="1.5" stroke-dasharray="5 4"`,
    },
    ...(poweredBand
      ? [
          {
            words: "Powered IT",
            values: powered,
            style: `stroke="var(--accent)" stroke-width="2.5"`,
          },
        ]
      : []),
  ];
  // A campus that has ended within the plan is named by what it last was.
  const lasts = lines.map(
    ({ values }) => values.findLast((mw) => mw > 1e-3 * most) ?? values.at(-1) ?? 0,
  );
  const ends = lasts.map(y);
  const heights = spread(ends, 17, top + 8, top + height);
  lines.forEach(({ words, values, style }, i) => {
    parts.push(
      `<path d="${stepLine(values, axis.x, y)}" fill="none" ${style}/>`,
      `<path d="M${right + 2} ${at(ends[i]!)}L${right + 12} ${at(heights[i]!)}" fill="none" ${style}/>`,
      label(right + 16, heights[i]! + 4, `${words} ${figures(lasts[i]!)}`),
    );
  });
  return parts.join("");
}
