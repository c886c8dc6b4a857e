/** The figures that a piece of a page lets be asked, and whether what is shown is what is explained. */
import { tableData } from "../../apps/web/parts/table-data.ts";
import type { Explanation } from "../../src/report/explain/family.ts";

export interface ToldFigure {
  readonly figure: string;
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};
const plain = (html: string) =>
  html.replaceAll(/<[^>]*>/g, "").replaceAll(/&(amp|lt|gt|quot|#39);/g, (sign) => ENTITIES[sign]!);

/** Every figure of the markup with its text. */
export const toldFigures = (html: string): ToldFigure[] =>
  [
    ...html.matchAll(
      /<span data-figure="([^"]*)">((?:[^<]|<span class="whole">[^<]*<\/span>)*)<\/span>/g,
    ),
  ].map(([, figure, text]) => ({ figure: plain(figure!), text: plain(text!) }));

/** A shown number in MWh, USD, %, …, without a thousand's prefix. */
function shownNumber(text: string): number {
  const bare = text.replace(/( a year| today| missed| used).*$/, "").replace(/ per .*$/, "");
  const [column] = tableData([["x"], [bare]]);
  const [value] = column!.values;
  if (typeof value !== "number") throw new Error(`no number: ${text}`);
  return value;
}

/** Whether text and value are the same, to the three figures that are shown. */
export function isTold(text: string, { value, unit }: Explanation): boolean {
  if (value === null) return text === "–";
  if (typeof value === "string") return text === value;
  if (/^(over|<)/.test(text)) return unit === "frac" && value > 0 && value < 1;
  const shown = shownNumber(text);
  const own = unit === "frac" ? 100 * value : value;
  const factor = /EFLOPS/.test(text) && unit.startsWith("PFLOPS") ? 1000 : 1;
  return (
    Math.abs(shown * factor - own) <= 6e-3 * Math.abs(own) + 1e-6 ||
    Number(own.toFixed(1)) === shown ||
    Math.round(own) === shown
  );
}
