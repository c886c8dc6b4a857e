/** How the chain solver's time grows with weeks, weather years, sites and stores. */
import { sizeOf } from "../../src/problem/problem.ts";
import type { Row, Table } from "../table.ts";
import { campusProblem } from "./campus.ts";
import type { CampusOptions } from "./campus.ts";
import { hoursOf, longestHours } from "./settings.ts";
import type { Settings } from "./settings.ts";
import { solveByChain, timeInTurn } from "./timing.ts";

interface Step {
  readonly count: number;
  readonly options: CampusOptions;
}

/** One series of problems, the smallest first; each row's ratio is to the first. */
async function grow(unit: string, steps: readonly Step[], settings: Settings): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { count, options } of steps) {
    const problem = campusProblem(options);
    const [timed] = await timeInTurn(problem, [solveByChain], settings.repeat, settings.patience);
    const { columns } = sizeOf(problem);
    const first = rows[0] ?? { cpuSeconds: timed!.cpuSeconds, columns };
    const ratio = timed!.cpuSeconds / Number(first["cpuSeconds"]);
    rows.push({
      name: `${count} ${unit}${count === 1 ? "" : "s"}`,
      columns,
      ...timed!,
      ratio,
      ratioOfColumns: columns / Number(first["columns"]),
    });
  }
  return rows;
}

export async function growthTable(settings: Settings): Promise<Table> {
  const hours = longestHours(settings);
  const series: [string, Step[]][] = [
    ["week", settings.weeks.map((count) => ({ count, options: { hours: hoursOf(count) } }))],
    ["year", [1, 3, 10].map((count) => ({ count, options: { hours, years: count } }))],
    ["site", [1, 3, 5, 10].map((count) => ({ count, options: { hours, sites: count } }))],
    ["store", [1, 2, 3].map((count) => ({ count, options: { hours, stores: count } }))],
  ];
  const rows: Row[] = [];
  for (const [unit, steps] of series) rows.push(...(await grow(unit, steps, settings)));
  return {
    id: "growth",
    title: "Growth of the chain solver",
    reading: `Years share the sizes of one site and are slices of their own; sites have sizes of their own under one CO2 budget and one clean share. Years, sites and stores are counted on ${hours} hours each. Ratio: processor seconds over those of the first row of the same kind; growth is linear where it equals the ratio of columns.`,
    columns: [
      { key: "name", head: "problem" },
      { key: "columns", head: "columns" },
      { key: "status", head: "status" },
      { key: "runs", head: "runs" },
      { key: "seconds", head: "s", decimals: 3 },
      { key: "cpuSeconds", head: "CPU s", decimals: 3 },
      { key: "iterations", head: "iterations" },
      { key: "ratio", head: "ratio", decimals: 2 },
      { key: "ratioOfColumns", head: "ratio of columns", decimals: 2 },
    ],
    rows,
  };
}
