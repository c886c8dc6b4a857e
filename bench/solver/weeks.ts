/** Chain solver against HiGHS in WebAssembly on the same compact problem, from a week to a year. */
import { sizeOf } from "../../src/problem/problem.ts";
import type { Row, Table } from "../table.ts";
import { campusProblem } from "./campus.ts";
import { hoursOf } from "./settings.ts";
import type { Settings } from "./settings.ts";
import { solveByChain, solveByHighs, timeInTurn } from "./timing.ts";

/** Relative distance of the objective from the chain's above which a row is wrong, not slow. */
const MOST_DIFFERENCE = 1e-5;

async function compare(weeks: number, settings: Settings): Promise<Row[]> {
  const problem = campusProblem({ hours: hoursOf(weeks) });
  const { columns } = sizeOf(problem);
  const timed = await timeInTurn(
    problem,
    [solveByChain, ...settings.methods.map((method) => solveByHighs(method, settings.limit))],
    settings.repeat,
    settings.patience,
  );
  const chain = timed[0]!;
  return timed.map((one, i) => ({
    name: `${weeks} week${weeks === 1 ? "" : "s"}`,
    columns,
    solver: i === 0 ? "chain" : `highs ${settings.methods[i - 1]!}`,
    ...one,
    ratio: one.cpuSeconds / chain.cpuSeconds,
    ratioOfWall: one.seconds / chain.seconds,
    difference: Math.abs(one.objective - chain.objective) / Math.abs(chain.objective),
  }));
}

export async function weeksTable(settings: Settings): Promise<Table> {
  const rows: Row[] = [];
  for (const weeks of settings.weeks) rows.push(...(await compare(weeks, settings)));
  const wrong = rows.some(
    ({ status, difference }) => status === "optimal" && Number(difference) > MOST_DIFFERENCE,
  );
  if (wrong) process.exitCode = 1;
  return {
    id: "weeks",
    title: "Chain solver against HiGHS in WebAssembly",
    reading:
      "One campus, the same compact problem for every solver. Ratio: processor seconds over the chain's on the same problem, so how many times slower; beside it the ratio of wall clock, which other work on the machine disturbs. `ipm` is HiGHS's interior point without crossover, `ipx` with. Difference: relative distance of the objectives. Where a run met its time limit its ratio is a lower bound.",
    columns: [
      { key: "name", head: "problem" },
      { key: "columns", head: "columns" },
      { key: "solver", head: "solver" },
      { key: "status", head: "status" },
      { key: "runs", head: "runs" },
      { key: "seconds", head: "s", decimals: 3 },
      { key: "cpuSeconds", head: "CPU s", decimals: 3 },
      { key: "iterations", head: "iterations" },
      { key: "ratio", head: "ratio", decimals: 1 },
      { key: "ratioOfWall", head: "ratio of wall", decimals: 1 },
      { key: "difference", head: "difference" },
    ],
    rows,
  };
}
