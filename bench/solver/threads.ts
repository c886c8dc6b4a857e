/** One thread against two on problems of several sites and weather years. */
import { sizeOf } from "../../src/problem/problem.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import type { Row, Table } from "../table.ts";
import { campusProblem } from "./campus.ts";
import { longestHours } from "./settings.ts";
import type { Settings } from "./settings.ts";
import { timeInTurn } from "./timing.ts";

const THREADS = [1, 2];

export async function threadsTable(settings: Settings): Promise<Table> {
  const hours = longestHours(settings);
  const rows: Row[] = [];
  for (const [name, options] of [
    ["4 sites", { hours, sites: 4 }],
    ["4 years", { hours, years: 4 }],
  ] as const) {
    const problem = campusProblem(options);
    const timed = await timeInTurn(
      problem,
      THREADS.map((threads) => (one) => solveContinuous(one, { threads })),
      settings.repeat,
      settings.patience,
    );
    for (const [i, one] of timed.entries())
      rows.push({
        name,
        columns: sizeOf(problem).columns,
        threads: THREADS[i]!,
        ...one,
        ratio: one.seconds / timed[0]!.seconds,
        difference: Math.abs(one.objective - timed[0]!.objective) / Math.abs(timed[0]!.objective),
      });
  }
  return {
    id: "threads",
    title: "Threads",
    reading: `Several slices of ${hours} hours, solved with one thread and with two. Ratio: wall clock over that of one thread, which other work on the machine disturbs.`,
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
      { key: "difference", head: "difference" },
    ],
    rows,
  };
}
