/** Packages side by side: which inputs differ, how figures moved, and which costs moved them. */
import { writtenAssumption } from "./written-assumption.ts";
import { converted, moneyUnit, writtenIn } from "../units/money.ts";
import { WORTH } from "./categories.ts";
import { costsByCategory } from "./text.ts";
import { threeFigures, usdWords } from "./bottlenecks.ts";
import type { Package } from "./package.ts";

export interface Difference {
  readonly path: string;
  readonly values: readonly string[];
}

/** Assumptions that are not the same in all packages, and the hours they were planned over. */
export function inputDifferences(packs: readonly Package[]): Difference[] {
  const tables = packs.map(
    ({ resolution, provenance }) =>
      new Map([
        ["resolution", resolution],
        ...provenance
          .map(writtenAssumption)
          .map(({ path, value }) => [path, JSON.stringify(value)] as const),
      ]),
  );
  const paths = [...new Set(tables.flatMap((table) => [...table.keys()]))];
  return paths.flatMap((path) => {
    const values = tables.map((table) => table.get(path) ?? "–");
    return values.every((value) => value === values[0]) ? [] : [{ path, values }];
  });
}

const PUE = "PUE";
const CLEAN = "Clean hour by hour, %";

const FIGURES: readonly (readonly [string, (pack: Package) => number | null])[] = [
  ["Cost a year, MUSD", ({ kpis }) => converted(kpis.costUSDPerYear) / 1e6],
  ["Capital, MUSD", ({ kpis }) => converted(kpis.capexUSD) / 1e6],
  ["USD per EFLOPS·h", ({ kpis }) => kpis.usdPerEFLOPSh && converted(kpis.usdPerEFLOPSh)],
  ["Compute, EFLOPS·h a year", ({ kpis }) => kpis.effectiveEFLOPShPerYear],
  ["Chips", ({ kpis }) => kpis.chips],
  ["IT, MW", ({ kpis }) => kpis.itMW],
  ["At the busbar, MW", ({ kpis }) => kpis.peakFacilityMW],
  [PUE, ({ kpis }) => kpis.pueAnnual],
  [CLEAN, ({ kpis }) => kpis.cfeHourlyFrac && 100 * kpis.cfeHourlyFrac],
  ["CO₂, t a year", ({ kpis }) => kpis.co2TPerYear],
];

/** A figure of several packages side by side. */
export interface FigureRow {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

/** A figure of a row as a person reads it: PUE with three decimals as everywhere, others with three figures. */
export const rowWords = ({ label }: FigureRow, value: number | null): string =>
  value === null ? "–" : label === PUE ? value.toFixed(3) : threeFigures(value);

/** Changes below this share are not told. */
const LEAST_CHANGE_FRAC = 5e-4;

/** How far a value of a row lies from the first: in percent of it, shares in points; undefined where not at all. */
export function changeWords(
  { label }: FigureRow,
  first: number | null,
  value: number | null,
): string | undefined {
  if (first === null || value === null || first === 0) return undefined;
  const change = value / first - 1;
  if (Math.abs(change) <= LEAST_CHANGE_FRAC) return undefined;
  const size =
    label === CLEAN
      ? `${threeFigures(Math.abs(value - first))} points`
      : `${threeFigures(100 * Math.abs(change))} %`;
  return `${change > 0 ? "+" : "−"}${size}`;
}

/** Whether a plan sells what it computes. */
export const sells = (pack: Package): boolean =>
  pack.costs.some(({ category }) => category === WORTH);

/**
 * What a plan leaves: net present value of a plan over quarters, income less cost of a design year that sells its
 * compute. Null where nothing is sold in a design year: its cost a year says it all.
 */
export function worthUSD(pack: Package): number | null {
  if (pack.timeline) return -pack.timeline.presentUSD;
  return sells(pack)
    ? -costsByCategory(pack).reduce((sum, { usdPerYear }) => sum + usdPerYear, 0)
    : null;
}

/** What the plan is worth against the base, in a sentence; undefined where the two cannot be held together. */
export function worthSentence(base: Package, pack: Package): string | undefined {
  const [before, after] = [worthUSD(base), worthUSD(pack)];
  if (before === null || after === null || (base.timeline === null) !== (pack.timeline === null))
    return undefined;
  const change = after - before;
  const [what, money] = pack.timeline
    ? ["net present value", " of today's money over the plan"]
    : ["income less cost", " a year"];
  if (Math.abs(change) <= LEAST_MOVE_USD)
    return `It is worth the same: ${what} ${usdWords(after)}.`;
  return `It ${change < 0 ? "costs" : "brings"} ${usdWords(Math.abs(change))}${money}: ${what} ${usdWords(after)} instead of ${usdWords(before)}.`;
}

/** Key figures of all packages. */
export function figureRows(packs: readonly Package[]): FigureRow[] {
  const worth = packs.map(worthUSD);
  const label = packs.every(({ timeline }) => timeline)
    ? "Net present value, MUSD"
    : "Income less cost, MUSD a year";
  const isOne = new Set(packs.map(({ timeline }) => timeline === null)).size === 1;
  return [
    ...(isOne && worth.some((one) => one !== null)
      ? [{ label: moneyUnit(label), values: worth.map((one) => one && converted(one) / 1e6) }]
      : []),
    ...FIGURES.map(([title, of]) => ({ label: moneyUnit(title), values: packs.map(of) })),
  ];
}

/** A category of cost that moved between two packages. */
export interface Move {
  readonly category: string;
  readonly usd: number;
}

/** Moves below this are not told, USD a year. */
const LEAST_MOVE_USD = 1000;

/**
 * What moved the cost of a year from `base` to `pack`, largest first; the moves add up to the change. What
 * compute is sold for is one of them, as the negative cost it is, when `net` and either plan sells some.
 */
export function costMoves(base: Package, pack: Package, net = false): Move[] {
  const sums = (of: Package) =>
    new Map(
      costsByCategory(of)
        .filter(({ category }) => net || category !== WORTH)
        .map(({ category, usdPerYear }) => [category, usdPerYear]),
    );
  const [before, after] = [sums(base), sums(pack)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((category) => ({
      category,
      usd: (after.get(category) ?? 0) - (before.get(category) ?? 0),
    }))
    .filter(({ usd }) => Math.abs(usd) > LEAST_MOVE_USD)
    .sort((a, b) => Math.abs(b.usd) - Math.abs(a.usd));
}

/** The comparison as lines of text, the first package the base; `names` tell packages apart. */
export const compareText = (
  packs: readonly Package[],
  names: readonly string[] = packs.map(({ name }) => name),
): string => writtenIn(packs[0]?.money, () => comparedText(packs, names));

/** Rows of cells in columns: the first as wide as it must be, the others of one width. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(42, ...rows.map(([first = ""]) => first.length)) + 2;
  return rows.map(([first = "", ...cells]) =>
    [first.padEnd(width), ...cells.map((cell) => cell.slice(0, 22).padStart(24))].join(""),
  );
}

function comparedText(packs: readonly Package[], names: readonly string[]): string {
  const base = packs[0]!;
  const moved = packs.slice(1).flatMap((pack, i) => {
    const steps = costMoves(base, pack);
    const total = pack.kpis.costUSDPerYear - base.kpis.costUSDPerYear;
    const both = `${names[i + 1]} against ${names[0]}`;
    const worth = worthSentence(base, pack);
    return [
      ...(worth === undefined ? [] : [`  ${both}: ${worth}`]),
      `  ${both}: ${usdWords(total)} a year of cost: ${steps.map(({ category, usd }) => `${category} ${usdWords(usd)}`).join(", ") || "no cost moved"}`,
    ];
  });
  return [
    ...columns([
      ["", ...names],
      ...figureRows(packs).map((row) => [
        row.label,
        ...row.values.map((value) => rowWords(row, value)),
      ]),
    ]),
    "",
    "What moved it:",
    ...moved,
    "",
    "Inputs that differ:",
    ...columns(inputDifferences(packs).map(({ path, values }) => [path, ...values])),
  ].join("\n");
}
