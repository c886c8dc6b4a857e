/** Pictures of a supply curve: cost over MW as steps, and MW over months. */
import { RAMP } from "../report/html/colours.ts";
import {
  at,
  escapeHTML,
  proseHTML,
  figure,
  figures,
  label,
  svg,
  table,
  tickWords,
  ticks,
} from "../report/html/svg.ts";
import { converted, moneyUnit, writtenIn } from "../units/money.ts";
import type { Curve } from "./curve.ts";
import type { CurveEntry } from "./measure.ts";
import { bringing, curveCells, curveHeads, curveNotes, curveSentence, nameOf } from "./text.ts";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [1040, 430, 90, 1020, 44, 370];
/** A bar narrower than this cannot be seen or counted. */
const LEAST_PX = 14;

/** Months to have it, in steps a person plans with; the sooner the darker. */
const BINS: readonly (readonly [most: number, words: string, level: number])[] = [
  [6, "within 6 months", 1],
  [12, "7 to 12", 4],
  [24, "13 to 24", 7],
  [36, "25 to 36", 10],
  [60, "37 to 60", 12],
  [Infinity, "over 60", 14],
];

function binOf({ months }: CurveEntry) {
  return months === null ? undefined : BINS.find(([most]) => Math.round(months) <= most);
}

const colourOf = (entry: CurveEntry) => {
  const bin = binOf(entry);
  return bin ? RAMP[bin[2]]! : "var(--line)";
};

/** Widths on paper: in proportion to MW, none too narrow to be seen. */
function pixels(entries: readonly CurveEntry[], whole: number): number[] {
  const least = Math.min(LEAST_PX, whole / Math.max(1, entries.length));
  let fixed = new Set<number>();
  for (;;) {
    const rest = whole - least * fixed.size;
    const free = entries.reduce((sum, { widthMW }, i) => sum + (fixed.has(i) ? 0 : widthMW), 0);
    const widths = entries.map(({ widthMW }, i) =>
      fixed.has(i) ? least : (rest * widthMW) / Math.max(free, 1e-12),
    );
    const narrow = new Set(widths.flatMap((width, i) => (width < least - 1e-9 ? [i] : [])));
    if (narrow.size === 0) return widths;
    fixed = new Set([...fixed, ...narrow]);
  }
}

function keyOf(entries: readonly CurveEntry[]): string {
  const used = BINS.filter((bin) => entries.some((entry) => binOf(entry) === bin));
  const swatch = (style: string, words: string) =>
    `<li><i style="${style}"></i>${escapeHTML(words)}</li>`;
  return `<ul class="key">${used.map(([, words, level]) => swatch(`background:${RAMP[level]!}`, words)).join("")}${
    entries.some(({ months }) => months === null)
      ? swatch("background:var(--line)", "a matter of the place")
      : ""
  }${entries.some(({ priced }) => !priced) ? swatch("border:1.5px dashed var(--ink);opacity:.75", "dashed: the lever's own price is not in it") : ""}</ul>`;
}

function steps(curve: Curve): string {
  const entries = bringing(curve);
  const widths = pixels(entries, RIGHT - LEFT);
  const heights = entries.map(({ usdPerMWh }) => converted(usdPerMWh!));
  const most = Math.max(0, ...heights);
  const least = Math.min(0, ...heights);
  const edge = (most - least || 1) * 0.08;
  const [low, high] = [least < 0 ? least - edge : 0, most + edge];
  const y = (value: number) => BOTTOM - ((BOTTOM - TOP) * (value - low)) / (high - low);
  const grid = ticks(low, high, 6)
    .map(
      (value) =>
        `<path d="M${LEFT} ${at(y(value))}H${RIGHT}" class="grid"/>${label(LEFT - 8, y(value) + 4, tickWords(value), { anchor: "end" })}`,
    )
    .join("");
  let x = LEFT;
  const bars = entries
    .map((entry, i) => {
      const width = widths[i]!;
      const [top, bottom] = [y(Math.max(0, heights[i]!)), y(Math.min(0, heights[i]!))];
      const from = x;
      x += width;
      const outline = entry.priced
        ? 'stroke="var(--paper)" stroke-width="1"'
        : 'stroke="var(--ink)" stroke-width="1.5" stroke-dasharray="4 3" fill-opacity=".55"';
      const middle = from + width / 2;
      const number = label(middle, top - 6, String(i + 1), { anchor: "middle", kind: "strong" });
      return `<g><title>${escapeHTML(`${i + 1} ${nameOf(entry, curve)}: ${curveCells(entry, curve)[1]} MW at ${figures(heights[i]!)} ${moneyUnit("USD/MWh")}`)}</title><rect x="${at(from)}" y="${at(top)}" width="${at(width)}" height="${at(Math.max(2, bottom - top))}" fill="${colourOf(entry)}" ${outline}/>${number}</g>`;
    })
    .join("");
  // Boundaries in MW wherever they do not run into one another.
  let sum = 0;
  let edgeX = LEFT;
  let last = LEFT;
  const marks = entries
    .map(({ widthMW }, i) => {
      sum += widthMW;
      edgeX += widths[i]!;
      if (edgeX - last < 46) return "";
      last = edgeX;
      return label(edgeX, BOTTOM + 20, figures(sum), { anchor: "middle" });
    })
    .join("");
  const zero = low < 0 ? `<path d="M${LEFT} ${at(y(0))}H${RIGHT}" class="line"/>` : "";
  return svg(
    WIDTH,
    HEIGHT,
    curveSentence(curve),
    `${grid}${bars}${zero}${label(LEFT, BOTTOM + 20, "0", { anchor: "middle" })}${marks}${label(RIGHT, BOTTOM + 44, "MW beside the plan, added up from the cheapest; narrow steps are drawn wider than they are", { anchor: "end" })}${label(LEFT - 70, TOP - 22, moneyUnit("USD/MWh of constant load, energy included"))}`,
  );
}

function list(curve: Curve): string {
  const rows = bringing(curve).map(
    (entry, i) =>
      `<li><b>${i + 1}</b> ${escapeHTML(nameOf(entry, curve))}, ${curveCells(entry, curve)[1]} MW</li>`,
  );
  return `<ol class="key" style="list-style:none">${rows.join("")}</ol>`;
}

/** MW to be had by month, options in order of their dates. */
function byMonth(curve: Curve): string {
  const dated = bringing(curve)
    .filter(({ months }) => months !== null)
    .toSorted((a, b) => a.months! - b.months! || a.usdPerMWh! - b.usdPerMWh!);
  if (dated.length < 2) return "";
  const [height, bottom] = [330, 270];
  const end = Math.max(...dated.map(({ months }) => months!)) * 1.06 || 1;
  const total = dated.reduce((sum, { widthMW }) => sum + widthMW, 0);
  const x = (months: number) => LEFT + ((RIGHT - LEFT) * months) / end;
  const y = (mw: number) => bottom - ((bottom - TOP) * mw) / (total * 1.05);
  const grid = [
    ...ticks(0, total * 1.05, 5).map(
      (mw) =>
        `<path d="M${LEFT} ${at(y(mw))}H${RIGHT}" class="grid"/>${label(LEFT - 8, y(mw) + 4, tickWords(mw), { anchor: "end" })}`,
    ),
    ...ticks(0, end, 8).map((months) =>
      label(x(months), bottom + 20, tickWords(months), { anchor: "middle" }),
    ),
  ].join("");
  const number = new Map(bringing(curve).map((entry, i) => [entry.id, i + 1]));
  const months = [...new Set(dated.map((entry) => Math.round(entry.months!)))];
  let sum = 0;
  let path = `M${at(x(0))} ${at(y(0))}`;
  let waiting: number[] = [];
  const labels = months
    .map((month, i) => {
      const together = dated.filter((entry) => Math.round(entry.months!) === month);
      sum += together.reduce((mw, { widthMW }) => mw + widthMW, 0);
      path += `H${at(x(month))}V${at(y(sum))}`;
      waiting.push(...together.map(({ id }) => number.get(id)!));
      const text = waiting.toSorted((p, q) => p - q).join(", ");
      // What would run into the next label is told with it.
      const next = months[i + 1];
      if (next !== undefined && x(next) - x(month) < 8 * text.length + 6) return "";
      waiting = [];
      return label(x(month) + 3, y(sum) - 6, text, { kind: "strong" });
    })
    .join("");
  const title = `${figures(total)} MW could be had one way or another, the last of them after ${Math.round(dated.at(-1)!.months!)} months`;
  return figure({
    id: "curve-months",
    title,
    note: "Median months from a decision today; each option as far as it was measured, numbered as in the picture above.",
    picture: svg(
      WIDTH,
      height,
      title,
      `${grid}<path d="${path}H${at(x(end))}" class="curve"/>${labels}${label(LEFT - 70, TOP - 22, "MW")}${label(RIGHT, bottom + 44, "months from now", { anchor: "end" })}`,
    ),
    table: table(
      "MW by month",
      [{ text: "option" }, { text: "months", number: true }, { text: "MW", number: true }],
      dated.map((entry) => [
        nameOf(entry, curve),
        String(Math.round(entry.months!)),
        figures(entry.widthMW),
      ]),
    ),
  });
}

/** Pictures and table of a curve, as they stand on a page or in a report. */
export const curveFigures = (curve: Curve): string =>
  writtenIn(curve.money, () => figuresOf(curve));

function figuresOf(curve: Curve): string {
  const cells = curve.entries.map((entry) => [...curveCells(entry, curve), entry.note]);
  const columns = [
    ...curveHeads().map((text, c) => ({ text, number: c > 0 })),
    { text: "what it is" },
  ];
  const numbers = table(
    "Options from the cheapest to the dearest; those that bring nothing last",
    columns,
    cells,
  );
  const found = bringing(curve);
  const total = found.reduce((sum, { widthMW }) => sum + widthMW, 0);
  if (found.length === 0) return `<p>${proseHTML(curveSentence(curve))}</p>${numbers}`;
  return `${figure({
    id: "curve",
    title: `${figures(total)} MW beside the plan in ${found.length} steps, from the cheapest to the dearest`,
    note: "Width: MW it makes room for. Height: cost of a MWh of constant load. Colour: months until it is there.",
    picture: `${steps(curve)}${list(curve)}${keyOf(found)}`,
    table: numbers,
  })}
${byMonth(curve)}
<ul>${curveNotes(curve)
    .map((note) => `<li>${proseHTML(note)}</li>`)
    .join("")}</ul>`;
}
