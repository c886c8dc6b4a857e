/** Packages side by side: which inputs differ, how figures moved, and which costs moved them. */
import { costsByCategory } from "./text.ts";
import { threeFigures, usdWords } from "./bottlenecks.ts";
import type { Package } from "./package.ts";

export interface Difference {
  readonly path: string;
  readonly values: readonly string[];
}

/** Assumptions that are not the same in all packages. */
export function inputDifferences(packs: readonly Package[]): Difference[] {
  const tables = packs.map(
    (pack) => new Map(pack.provenance.map(({ path, value }) => [path, JSON.stringify(value)])),
  );
  const paths = [...new Set(tables.flatMap((table) => [...table.keys()]))];
  return paths.flatMap((path) => {
    const values = tables.map((table) => table.get(path) ?? "–");
    return values.every((value) => value === values[0]) ? [] : [{ path, values }];
  });
}

const FIGURES: readonly (readonly [string, (pack: Package) => number | null])[] = [
  ["Cost a year, MUSD", ({ kpis }) => kpis.costUSDPerYear / 1e6],
  ["Capital, MUSD", ({ kpis }) => kpis.capexUSD / 1e6],
  ["USD per EFLOPS·h", ({ kpis }) => kpis.usdPerEFLOPSh],
  ["Compute, EFLOPS·h a year", ({ kpis }) => kpis.effectiveEFLOPShPerYear],
  ["Chips", ({ kpis }) => kpis.chips],
  ["IT, MW", ({ kpis }) => kpis.itMW],
  ["At the busbar, MW", ({ kpis }) => kpis.peakFacilityMW],
  ["PUE", ({ kpis }) => kpis.pueAnnual],
  ["Clean hour by hour", ({ kpis }) => kpis.cfeHourlyFrac],
  ["CO2, t a year", ({ kpis }) => kpis.co2TPerYear],
];

/** The comparison as lines of text; the first package is the base. */
export function compareText(packs: readonly Package[]): string {
  const pad = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(44) : cell.slice(0, 22).padStart(24))).join("");
  const figure = (value: number | null) => (value === null ? "–" : threeFigures(value));
  const base = packs[0]!;
  const moved = packs.slice(1).map((pack) => {
    const before = new Map(
      costsByCategory(base).map(({ category, usdPerYear }) => [category, usdPerYear]),
    );
    const after = new Map(
      costsByCategory(pack).map(({ category, usdPerYear }) => [category, usdPerYear]),
    );
    const steps = [...new Set([...before.keys(), ...after.keys()])]
      .map((category) => ({
        category,
        usd: (after.get(category) ?? 0) - (before.get(category) ?? 0),
      }))
      .filter(({ usd }) => Math.abs(usd) > 1000)
      .sort((a, b) => Math.abs(b.usd) - Math.abs(a.usd));
    const total = pack.kpis.costUSDPerYear - base.kpis.costUSDPerYear;
    return `${pack.name}: ${usdWords(total)} a year against ${base.name}: ${steps.map(({ category, usd }) => `${category} ${usdWords(usd)}`).join(", ") || "no cost moved"}`;
  });
  return [
    pad(["", ...packs.map(({ name }) => name)]),
    ...FIGURES.map(([label, of]) => pad([label, ...packs.map((pack) => figure(of(pack)))])),
    "",
    "What moved it:",
    ...moved.map((line) => `  ${line}`),
    "",
    "Inputs that differ:",
    ...inputDifferences(packs).map(({ path, values }) => pad([path, ...values])),
  ].join("\n");
}
