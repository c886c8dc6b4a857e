/** A figure of a package as a formula with its inputs, down to the sources; families.ts says which there are. */
import { licenceOf } from "../../catalog/licence.ts";
import { nearest } from "../../scenario/issue.ts";
import { converted, moneyUnit, writtenIn } from "../../units/money.ts";
import { threeFigures } from "../bottlenecks.ts";
import { writtenAssumption } from "../written-assumption.ts";
import { valueText } from "../html/assumptions-table.ts";
import type { HourlyReport, Package } from "../package.ts";
import { explainAmong } from "./among.ts";
import { FAMILIES } from "./families.ts";
import type { Explanation } from "./family.ts";

/** Where a figure of the package comes from; undefined for one that is not known. Figures of hours need the hours. */
export const explain = (
  pack: Package,
  figure: string,
  hourly: readonly HourlyReport[] = [],
): Explanation | undefined => explainAmong(FAMILIES, pack, figure, hourly);

/** How figures are called: a line a family. */
export const figureForms = (): string[] => FAMILIES.map(({ words, form }) => `${words}: ${form}`);

/** The figure that was most likely meant. */
export const meantFigure = (
  pack: Package,
  figure: string,
  hourly: readonly HourlyReport[] = [],
): string | undefined =>
  nearest(
    figure,
    FAMILIES.flatMap((family) => Array.from(family.figures(pack, hourly), ([name]) => name)),
  );

/** What a line of the inputs speaks of: what stands before its colon, else its words without the number. */
const spokenOf = (line: string) =>
  line.includes(": ")
    ? line.slice(0, line.indexOf(": "))
    : line.replaceAll(/[\d.,\u202F−]+( [BMk]?[A-Z]{3}\b)?/g, "#");

/** Lines of inputs that differ between two explanations of a figure, each with what it was. */
export function inputChanges(
  before: readonly string[],
  now: readonly string[],
): { was: string | undefined; is: string | undefined }[] {
  const old = new Map(before.map((line) => [spokenOf(line), line]));
  const found = now.map((line) => ({ was: old.get(spokenOf(line)), is: line }));
  const spoken = new Set(now.map(spokenOf));
  return [
    ...found.filter(({ was, is }) => was !== is),
    ...before
      .filter((line) => !spoken.has(spokenOf(line)))
      .map((line) => ({ was: line, is: undefined })),
  ];
}

/** The value of a figure as text: a share in percent, money in the currency of the plan. */
function valueLine(pack: Package, { value, unit }: Explanation): string {
  if (value === null) return "–";
  if (typeof value === "string") return value;
  const [amount, written] = unit.startsWith("USD")
    ? writtenIn(pack.money, () => [converted(value), moneyUnit(unit)])
    : [value, unit];
  return `${threeFigures(amount)}${written ? ` ${written}` : ""}`;
}

/** The explanation as text; undefined for a figure that is not known. */
export function explainText(
  pack: Package,
  figure: string,
  hourly: readonly HourlyReport[] = [],
): string | undefined {
  const found = explain(pack, figure, hourly);
  if (!found) return undefined;
  return [
    `${figure} = ${valueLine(pack, found)}`,
    `  = ${found.formula}`,
    ...found.inputs.map((line) => `    ${line}`),
    "  from",
    ...writtenIn(pack.money, () => found.behind.map(writtenAssumption)).map(
      ({ path, value: stated, unit, confidence, source, year }) =>
        `    ${path} = ${valueText(stated)} ${unit} [${confidence}] ${source}${year ? `, ${year}` : ""}; ${licenceOf(source)}`,
    ),
  ].join("\n");
}
