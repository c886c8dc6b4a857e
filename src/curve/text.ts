/** A supply curve as text for a terminal, and as CSV. */
import { threeFigures, usdWords } from "../report/bottlenecks.ts";
import { cell } from "../report/csv.ts";
import { converted, moneyUnit, writtenIn } from "../units/money.ts";
import { wrapped } from "../rank/text.ts";
import type { Curve } from "./curve.ts";
import type { CurveEntry } from "./measure.ts";

const several = ({ entries }: Curve) =>
  new Set(entries.flatMap(({ site }) => (site === null ? [] : [site]))).size > 1;

/** What an entry is called, with its site where there are several. */
export function nameOf({ title, site }: CurveEntry, curve: Curve): string {
  return several(curve) && site !== null ? `${site}: ${title}` : title;
}

/** A name within a sentence: the first word small, unless it is one written in capitals. */
const within = (name: string) =>
  /^[A-Z][a-z ]/.test(name) ? `${name[0]!.toLowerCase()}${name.slice(1)}` : name;

/** Why an entry without width has none. */
function nothingWords(entry: CurveEntry, curve: Curve): string {
  const { worthUSDPerYear, note } = entry;
  const name = nameOf(entry, curve);
  if (worthUSDPerYear === null) return `No MW from ${within(name)}: ${note}.`;
  const worth =
    Math.abs(worthUSDPerYear) < 1e-6 * Math.abs(curve.costUSDPerYear)
      ? "and hardly any money"
      : `but is worth ${usdWords(worthUSDPerYear)} a year`;
  return `${name}: no MW ${worth} (${note}).`;
}

/** Entries that bring MW, in the order of the curve. */
export const bringing = ({ entries }: Curve): CurveEntry[] =>
  entries.filter(({ widthMW }) => widthMW > 0);

export function widthText({ widthMW, more }: CurveEntry): string {
  return widthMW === 0 ? "0" : `${more ? "≥ " : ""}${threeFigures(widthMW)}`;
}

/** Cost of a MW for a month; † where the lever's own price is not in it. */
export function costText({ usdPerMWMonth, priced }: CurveEntry): string {
  if (usdPerMWMonth === null) return "–";
  const thousands = converted(usdPerMWMonth) / 1000;
  const text = Math.abs(thousands) < 0.05 ? "0" : threeFigures(thousands);
  return `${text}${priced ? "" : "†"}`;
}

export function perMWhText({ usdPerMWh, priced }: CurveEntry): string {
  if (usdPerMWh === null) return "–";
  const price = converted(usdPerMWh);
  return `${Math.abs(price) < 0.05 ? "0" : threeFigures(price)}${priced ? "" : "†"}`;
}

export function monthsText({ months }: CurveEntry): string {
  if (months === null) return "–";
  return months < 0.5 ? "now" : String(Math.round(months));
}

export const worthText = ({ worthUSDPerYear }: CurveEntry) =>
  worthUSDPerYear === null ? "–" : usdWords(worthUSDPerYear);

export const computeText = ({ eflopshPerYear }: CurveEntry) =>
  eflopshPerYear === 0 ? "0" : threeFigures(eflopshPerYear);

/** Heads of the table of a curve. */
export const curveHeads = (): string[] => [
  "option",
  "MW",
  moneyUnit("kUSD/MW-month"),
  moneyUnit("USD/MWh"),
  "months",
  "EFLOPS·h/yr",
  "worth a year",
];

export function curveCells(entry: CurveEntry, curve: Curve): string[] {
  return [
    nameOf(entry, curve),
    widthText(entry),
    costText(entry),
    perMWhText(entry),
    monthsText(entry),
    computeText(entry),
    worthText(entry),
  ];
}

/** What levers free, the cheapest and the soonest, in a sentence. */
export function curveSentence(curve: Curve): string {
  const found = bringing(curve);
  const priced = found.filter((entry) => entry.priced);
  const called = (entry: CurveEntry) => within(nameOf(entry, curve));
  const levers = found
    .filter((entry) => !entry.priced)
    .map(
      (entry, i) =>
        `${called(entry)} ${i === 0 ? "makes room for" : "for"} ${threeFigures(entry.widthMW)} MW`,
    );
  const [cheapest] = priced;
  const [soonest] = priced
    .filter(({ months }) => months !== null)
    .toSorted((a, b) => a.months! - b.months!);
  const at = (entry: CurveEntry) =>
    `${called(entry)} at ${threeFigures(converted(entry.usdPerMWh!))} ${moneyUnit("USD/MWh")}${entry.months === null ? "" : entry.months < 0.5 ? ", now" : ` in ${Math.round(entry.months)} months`}`;
  const parts = [
    ...(levers.length > 0 ? [levers.join(", ")] : []),
    cheapest
      ? `the cheapest MW on offer come from ${at(cheapest)}`
      : "nothing on offer brings more MW to this plan",
    ...(cheapest && soonest && soonest.id !== cheapest.id
      ? [`the soonest from ${at(soonest)}`]
      : []),
  ];
  const sentence = parts.join("; ");
  return `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`;
}

/** What every reader must know, as sentences. */
export function curveNotes(curve: Curve): string[] {
  const ceiling = usdWords(curve.ceilingUSDPerMWMonth);
  return [
    `Each option is measured alone: constant load is added until the plan with its sizes held and only this option growing can carry no more, at most ${threeFigures(curve.stepMW)} MW of supply; ≥ means there is more of it. Costs are over the whole width, energy and everything else included; what costs over ${ceiling} per MW-month is not used.`,
    "Options do not simply add up: two of them may need the same thing.",
    ...(curve.entries.some(({ priced }) => !priced)
      ? [
          "† What the lever itself costs is not known to the model and not in the figure: its worth a year is the most that it may cost. Below 0: the plan needs less of other things too.",
        ]
      : []),
    "Compute is what those MW would do in a campus like this. Worth is what the whole plan gets cheaper when all is chosen anew. Months are medians, most of them estimated.",
    ...curve.notices,
  ];
}

/** The curve in words and numbers, its money in the scenario's currency. */
export const curveText = (curve: Curve): string => writtenIn(curve.money, () => textOf(curve));

function textOf(curve: Curve): string {
  const rows = [curveHeads(), ...curve.entries.map((entry) => curveCells(entry, curve))];
  const widths = rows[0]!.map((_, c) => Math.max(...rows.map((cells) => cells[c]!.length)));
  const nothing = curve.entries.filter(({ widthMW }) => widthMW === 0);
  return [
    ...wrapped(curveSentence(curve)),
    "",
    ...rows.map((cells) =>
      cells
        .map((text, c) => (c === 0 ? text.padEnd(widths[c]!) : text.padStart(widths[c]!)))
        .join("  "),
    ),
    "",
    ...nothing.flatMap((entry) => wrapped(nothingWords(entry, curve))),
    ...curve.missing.flatMap(({ title, reason }) =>
      wrapped(`Not measured: ${title}: ${reason}`, "  "),
    ),
    ...(curve.stopped
      ? ["Stopped early: the options above are done, the others are missing."]
      : []),
    ...curveNotes(curve).flatMap((note) => wrapped(note)),
    ...wrapped(
      `${curve.plans} plans at resolution ${curve.resolution}, beside a facility of ${threeFigures(curve.facilityMW)} MW. Weather, price and carbon are synthetic typical years unless the scenario names files.`,
    ),
  ].join("\n");
}

const number = (value: number | null) =>
  value === null ? "" : String(Number(value.toPrecision(6)));

/** One row per option, from the cheapest to the dearest. */
export function curveCSV({ entries }: Curve): string {
  const head =
    "id,title,group,site,widthMW,moreToBeHad,usdPerMWMonth,usdPerMWh,priceOfLeverKnown,months,eflopshPerYear,worthUSDPerYear,note";
  const lines = entries.map((entry) =>
    [
      cell(entry.id),
      cell(entry.title),
      cell(entry.group),
      cell(entry.site ?? ""),
      number(entry.widthMW),
      entry.more,
      number(entry.usdPerMWMonth),
      number(entry.usdPerMWh),
      entry.priced,
      number(entry.months),
      number(entry.eflopshPerYear),
      number(entry.worthUSDPerYear),
      cell(entry.note),
    ].join(","),
  );
  return `${[head, ...lines].join("\n")}\n`;
}
