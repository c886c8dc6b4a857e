/** Drawing and page helpers: escaping, numbers in words, axes, figures with tables. Plain strings. */
import { grouped } from "../../units/grouped.ts";
import { threeFigures, usdWords } from "../bottlenecks.ts";
import { DATE } from "../words.ts";
import { converted, moneyUnit } from "../../units/money.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text made safe for HTML content and quoted attributes. */
export function escapeHTML(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}

/** Markup that is already safe, to tell it from text. */
export interface Markup {
  readonly html: string;
}

export type Cell = string | Markup;

/** Text to be read: dates such as 2030-Q2 and 2030-12 stay whole at the end of a line. */
export const proseHTML = (text: string): string =>
  escapeHTML(text).replaceAll(DATE, '<span class="whole">$&</span>');

/** A figure that `explain` knows by this name: the page lets it be asked where it comes from. */
export const explained = (figure: string, text: string): Markup => ({
  html: `<span data-figure="${escapeHTML(figure)}">${proseHTML(text)}</span>`,
});

/** The same where there is a name for it. */
export const maybeExplained = (figure: string | undefined, text: string): Cell =>
  figure === undefined ? text : explained(figure, text);

export const htmlOf = (cell: Cell) => (typeof cell === "string" ? proseHTML(cell) : cell.html);

export interface Column {
  readonly text: string;
  /** Numbers stand to the right. */
  readonly number?: boolean;
}

/** Three significant figures; solver dust is zero. */
export function figures(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return "–";
  return Math.abs(value) < 1e-6 ? "0" : threeFigures(value);
}

/** A share as a percentage; a share close to but not at one does not read 100. */
export function percent(share: number | null): string {
  if (share === null || !Number.isFinite(share)) return "–";
  const value = share * 100;
  if (Math.abs(value) < 1e-6) return "0 %";
  if (Math.abs(value) < 0.01) return "< 0.01 %";
  if (value >= 99.995 && value < 99.9999) return "over 99.99 %";
  if (value >= 99.995 && value < 100.5) return "100 %";
  if (value > 99.5 && value < 99.995) return `${value.toFixed(2)} %`;
  return `${figures(value)} %`;
}

export function money(usd: number | null): string {
  if (usd === null || !Number.isFinite(usd)) return "–";
  return Math.abs(converted(usd)) < 0.005 ? moneyUnit("0 USD") : usdWords(usd);
}

/** Energy in GWh, or MWh where small. */
export function energy(mwh: number): string {
  return Math.abs(mwh) >= 1000 ? `${figures(mwh / 1000)} GWh` : `${figures(mwh)} MWh`;
}

/** A quantity in the unit a person uses. */
export function amount(value: number, unit: string): string {
  if (unit === "frac") return percent(value);
  if (unit === "MWh") return energy(value);
  if (unit === "USD" || unit === "USD/yr")
    return `${money(value)}${unit === "USD" ? "" : " a year"}`;
  if (unit.startsWith("USD")) return `${figures(converted(value))}\u00A0${moneyUnit(unit)}`;
  if (unit === "TFLOP/MWh") return `${figures(value / 1e6)} EFLOP per MWh`;
  if (unit === "1/yr") return `${figures(value)} a year`;
  if (unit.startsWith("PFLOPS·h") && Math.abs(value) >= 1000)
    return `${figures(value / 1000)} EFLOPS·h`;
  return `${figures(value)}${unit ? `\u00A0${unit.replaceAll("m3", "m³")}` : ""}`;
}

export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): string {
  const kind = (c: number) => (columns[c]?.number ? ' class="n"' : "");
  const head = columns
    .map(({ text }, c) => `<th scope="col"${kind(c)}>${proseHTML(text)}</th>`)
    .join("");
  const body = rows
    .map(
      (cells) =>
        `<tr>${cells.map((cell, c) => (c === 0 ? `<th scope="row"${kind(c)}>${htmlOf(cell)}</th>` : `<td${kind(c)}>${htmlOf(cell)}</td>`)).join("")}</tr>`,
    )
    .join("\n");
  return `<div class="scroll" role="region" aria-label="${escapeHTML(caption)}" tabindex="0"><table><caption>${proseHTML(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

export interface FigureParts {
  readonly id: string;
  /** A sentence that says what the picture shows. */
  readonly title: string;
  readonly picture: string;
  readonly note?: string;
  readonly table: string;
}

/** A picture with its sentence above and its numbers below. */
export function figure({ id, title, picture, note, table: numbers }: FigureParts): string {
  return `<figure id="${id}" role="figure" aria-label="${escapeHTML(title)}"><figcaption><h3>${proseHTML(title)}</h3>${note ? `<p class="note">${proseHTML(note)}</p>` : ""}</figcaption>
${picture}
<details><summary>The numbers as a table</summary>${numbers}</details></figure>`;
}

/** A drawing of a picture that has several, one below the other. */
export interface Drawing {
  readonly height: number;
  readonly label: string;
  readonly body: string;
}

/** Text of 13 px in a picture is never shown below 11: the picture scrolls where there is less room. */
const LEAST_SCALE = 11 / 13;

/** SVGs of one width below one another, a page's end falls between them; wider than a phone, they scroll together. */
export function svgs(width: number, label: string, drawings: readonly Drawing[]): string {
  const drawn = drawings.map(
    (one) =>
      `<svg viewBox="0 0 ${width} ${one.height}" role="img" aria-label="${escapeHTML(one.label)}" style="min-width:${Math.ceil(width * LEAST_SCALE)}px">${one.body}</svg>`,
  );
  return `<div class="scroll" role="region" aria-label="${escapeHTML(`Picture: ${label}`)}" tabindex="0">${drawn.join("")}</div>`;
}

/** An SVG of this size; wider than a phone, it scrolls within its own box. */
export const svg = (width: number, height: number, label: string, body: string): string =>
  svgs(width, label, [{ height, label, body }]);

/** A coordinate with one decimal at most. */
export const at = (value: number) => String(Math.round(value * 10) / 10);

export function label(
  x: number,
  y: number,
  text: string,
  options: { anchor?: "start" | "middle" | "end"; kind?: string } = {},
): string {
  const { anchor = "start", kind } = options;
  return `<text x="${at(x)}" y="${at(y)}"${anchor === "start" ? "" : ` text-anchor="${anchor}"`}${kind ? ` class="${kind}"` : ""}>${escapeHTML(text)}</text>`;
}

/** A round number on an axis: no more digits than it has. */
export function tickWords(value: number): string {
  const [whole, fraction] = String(Math.abs(Number(value.toPrecision(6)))).split(".");
  return `${value < 0 ? "−" : ""}${grouped(whole!)}${fraction ? `.${fraction}` : ""}`;
}

/** Money on an axis: no more digits than it has. */
export function tickMoney(usd: number): string {
  return money(usd).replace(/\.0+(?= )|(\.\d*?)0+(?= )/, "$1");
}

/** Round amounts from `low` to `high` USD, round in the currency that is written. */
export const moneyTicks = (low: number, high: number, count?: number): number[] =>
  ticks(converted(low), converted(high), count).map((value) => value / converted(1));

/** Round numbers from `low` to `high`. */
export function ticks(low: number, high: number, count = 4): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? 10 * power;
  const found: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++)
    found.push(k * step);
  return found;
}

/** Height labels moved apart, order kept, so that none overlap. */
export function spread(
  heights: readonly number[],
  gap: number,
  top: number,
  bottom: number,
): number[] {
  const order = heights.map((_, i) => i).sort((a, b) => heights[a]! - heights[b]!);
  const placed = [...heights];
  let last = top - gap;
  for (const i of order) last = placed[i] = Math.max(placed[i]!, last + gap);
  let next = bottom + gap;
  for (const i of order.toReversed()) next = placed[i] = Math.min(placed[i]!, next - gap);
  return placed;
}

export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  readonly kind?: "income" | "alarm";
  /** What `explain` calls the value. */
  readonly figure?: string;
}

/** Bars are one picture, unless their values can be asked where they come from. */
export const barsRole = (items: readonly { readonly figure?: string }[]): "img" | "group" =>
  items.some(({ figure }) => figure !== undefined) ? "group" : "img";

/** Horizontal bars that fit any width; the longest stands for the largest value, or for `whole`, as of shares. */
export function bars(labelText: string, items: readonly Bar[], whole = 0): string {
  const largest = items.reduce((most, { value }) => Math.max(most, Math.abs(value)), whole);
  const width = (value: number) => (largest > 0 ? at((100 * Math.abs(value)) / largest) : "0");
  const rows = items.map(
    ({ label: name, value, text, kind, figure: named }) =>
      `<div class="bar"><span class="name">${proseHTML(name)}</span><span class="track"><i${kind ? ` class="${kind}"` : ""} style="width:${width(value)}%"></i></span><span class="value">${htmlOf(maybeExplained(named, text))}</span></div>`,
  );
  return `<div class="bars" role="${barsRole(items)}" aria-label="${escapeHTML(labelText)}">${rows.join("")}</div>`;
}
