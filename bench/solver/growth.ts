/** How the chain solver's time grows with weeks, weather years, sites and stores. */
import { sizeOf } from "../../src/problem/problem.ts";
import type { Problem } from "../../src/problem/problem.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import type { Row, Table } from "../table.ts";
import { campusProblem } from "./campus.ts";
import type { CampusOptions } from "./campus.ts";
import { hoursOf, longestHours } from "./settings.ts";
import type { Settings } from "./settings.ts";
import { timeInTurn } from "./timing.ts";

interface Step {
  readonly count: number;
  readonly options: CampusOptions;
  /** One unless stated; a plan takes as many as there are cores. */
  readonly threads?: number;
}

/** One series of problems, the smallest first; each row's ratios are to the first. */
async function grow(unit: string, steps: readonly Step[], settings: Settings): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { count, options, threads = 1 } of steps) {
    const problem = campusProblem(options);
    const solve = (one: Problem) => solveContinuous(one, { threads });
    const [timed] = await timeInTurn(problem, [solve], settings.repeat, settings.patience);
    const { columns } = sizeOf(problem);
    const first = rows[0] ?? { ...timed!, columns };
    rows.push({
      name: `${count} ${unit}${count === 1 ? "" : "s"}`,
      columns,
      threads,
      ...timed!,
      ratio: timed!.cpuSeconds / Number(first["cpuSeconds"]),
      ratioOfWall: timed!.seconds / Number(first["seconds"]),
      ratioOfColumns: columns / Number(first["columns"]),
    });
  }
  return rows;
}

/** The steps, and the largest of them once more as a plan takes it on two cores. */
function withTwoThreads(steps: readonly Step[]): Step[] {
  return [...steps, { ...steps.at(-1)!, threads: 2 }];
}

export async function growthTable(settings: Settings): Promise<Table> {
  const hours = longestHours(settings);
  const series: [string, Step[]][] = [
    ["week", settings.weeks.map((count) => ({ count, options: { hours: hoursOf(count) } }))],
    [
      "year",
      withTwoThreads([1, 3, 10].map((count) => ({ count, options: { hours, years: count } }))),
    ],
    [
      "site",
      withTwoThreads([1, 3, 5, 10].map((count) => ({ count, options: { hours, sites: count } }))),
    ],
    ["store", [1, 2, 3].map((count) => ({ count, options: { hours, stores: count } }))],
  ];
  const rows: Row[] = [];
  for (const [unit, steps] of series) rows.push(...(await grow(unit, steps, settings)));
  return {
    id: "growth",
    title: "Growth of the chain solver",
    reading: `Years share the sizes of one site and are slices of their own; sites have sizes of their own under one CO2 budget and one clean share. Years, sites and stores are counted on ${hours} hours each. Ratio: processor seconds over those of the first row of the same kind; growth is linear where it equals the ratio of columns. Ratio of wall: the same of wall clock; the largest problems are solved once more on two threads, as a plan does on two cores, where one year of one site, a single slice, has use for one.`,
    columns: [
      { key: "name", head: "problem" },
      { key: "columns", head: "columns" },
      { key: "threads", head: "threads" },
      { key: "status", head: "status" },
      { key: "runs", head: "runs" },
      { key: "seconds", head: "s", decimals: 3 },
      { key: "cpuSeconds", head: "CPU s", decimals: 3 },
      { key: "iterations", head: "iterations" },
      { key: "ratio", head: "ratio", decimals: 2 },
      { key: "ratioOfWall", head: "ratio of wall", decimals: 2 },
      { key: "ratioOfColumns", head: "ratio of columns", decimals: 2 },
    ],
    rows,
  };
}
