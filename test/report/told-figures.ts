/** The figures that a piece of a page lets be asked, and whether what is shown is what is explained. */
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

/** Prefixes of the units that are shown, as factors of the units that are explained. */
const PREFIXES: readonly (readonly [RegExp, number])[] = [
  [/^B[A-Z]{3}/, 1e9],
  [/^M[A-Z]{3}/, 1e6],
  [/^k[A-Z]{3}/, 1e3],
  [/^TWh/, 1e6],
  [/^GWh/, 1e3],
  [/^million /, 1e6],
];

/** A shown number without a thousand's prefix, and how far rounding may have moved it: "53.4 ± 0.7 MUSD" is 53 400 000. */
function shownNumber(text: string, explainedUnit: string): { shown: number; rounding: number } {
  const [, number, unit] =
    /^([−-]?[\d\u202F]+(?:\.\d+)?)(?: ± [\d\u202F.]+)?[ \u00A0]?(.*)$/.exec(text) ?? [];
  if (number === undefined) throw new Error(`no number: ${text}`);
  const [, factor] = PREFIXES.find(
    ([start]) => start.test(unit!) && !start.test(explainedUnit),
  ) ?? [/^/, 1];
  const decimals = number.split(".")[1]?.length ?? 0;
  const shown = factor * Number(number.replaceAll("\u202F", "").replace("−", "-"));
  return {
    shown,
    rounding: factor * Math.max(0.501 * 10 ** -decimals, 5.01e-3 * Math.abs(shown / factor)),
  };
}

/** Whether text and value are the same, to the three figures that are shown. */
export function isTold(text: string, { value, unit }: Explanation, usdPerUnit: number): boolean {
  if (value === null) return text === "–";
  if (typeof value === "string") return text === value;
  if (/^(over|<)/.test(text)) return unit === "frac" && value > 0 && value < 1;
  // What is left of a limit that is met to the solver's tolerance.
  if (text === "none left") return Math.abs(value) < 1e-4;
  const factor = /EFLOPS/.test(text) && unit.startsWith("PFLOPS") ? 1000 : 1;
  const { shown, rounding } = shownNumber(text, unit);
  const own = unit === "frac" ? 100 * value : unit.startsWith("USD") ? value / usdPerUnit : value;
  return Math.abs(factor * shown - own) <= factor * rounding;
}
