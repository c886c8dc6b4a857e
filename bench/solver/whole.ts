/** Whole-number sizes: time to a proven gap, against the same problem with fractions allowed, and HiGHS. */
import type { Problem } from "../../src/problem/problem.ts";
import { solveWithHighs } from "../../src/solver/highs.ts";
import { solve } from "../../src/solver/solver.ts";
import type { Row, Table } from "../table.ts";
import { median } from "../table.ts";
import { campusProblem } from "./campus.ts";
import type { CampusOptions } from "./campus.ts";
import type { Settings } from "./settings.ts";
import { runOnce, solveByChain, timeInTurn } from "./timing.ts";

const GAP = 1e-4;
/** HiGHS rarely ends on these; its bound after a minute says enough. */
const MOST_HIGHS_SECONDS = 60;

const solveWhole = (problem: Problem, timeLimitSeconds: number) =>
  solve(problem, { gap: GAP, timeLimitSeconds });

async function wholeRows(options: CampusOptions, settings: Settings): Promise<Row[]> {
  const problem = campusProblem(options);
  const count = problem.design.filter(({ integer }) => integer).length;
  const name = `${count} whole sizes, ${options.hours} h`;
  const [relaxed] = await timeInTurn(problem, [solveByChain], settings.repeat, settings.patience);
  const runs = [];
  for (let i = 0; i < settings.repeat; i++) {
    const spent = runs.reduce((sum, { solution }) => sum + solution.seconds, 0);
    if (i === 0 || spent < settings.patience)
      runs.push(await runOnce(problem, (one) => solveWhole(one, settings.limit)));
  }
  const whole = runs.at(-1)!.solution;
  const cpuSeconds = median(runs.map((run) => run.cpuSeconds));
  const rows: Row[] = [
    {
      name,
      solver: "chain, fractions",
      ...relaxed!,
      gap: 0,
      ratio: relaxed!.cpuSeconds / cpuSeconds,
    },
    {
      name,
      solver: "chain, whole",
      status: whole.status,
      runs: runs.length,
      seconds: median(runs.map(({ solution }) => solution.seconds)),
      cpuSeconds,
      objective: whole.objective,
      gap: whole.gap,
      ratio: 1,
    },
  ];
  if (settings.methods.length === 0) return rows;
  const limit = Math.min(MOST_HIGHS_SECONDS, settings.limit);
  const highs = await runOnce(problem, (one) =>
    solveWithHighs(one, { gap: GAP, timeLimitSeconds: limit }),
  );
  const { status, seconds, objective, gap } = highs.solution;
  rows.push({
    name,
    solver: "highs, whole",
    status,
    runs: 1,
    seconds,
    cpuSeconds: highs.cpuSeconds,
    objective,
    gap,
    ratio: highs.cpuSeconds / cpuSeconds,
  });
  return rows;
}

export async function wholeTable(settings: Settings): Promise<Table> {
  const rows: Row[] = [];
  for (const options of [
    { hours: 168, integers: 8 },
    { hours: 168, sites: 3, stores: 3, integers: 10 },
  ])
    rows.push(...(await wholeRows(options, settings)));
  return {
    id: "whole",
    title: "Whole-number sizes",
    reading: `Sizes in whole units, to a proven gap of ${GAP}. Ratio: processor seconds over those of the chain with whole sizes. A status other than optimal means that the time limit came first; the gap is the one proven by then.`,
    columns: [
      { key: "name", head: "problem" },
      { key: "solver", head: "solver" },
      { key: "status", head: "status" },
      { key: "runs", head: "runs" },
      { key: "seconds", head: "s", decimals: 3 },
      { key: "cpuSeconds", head: "CPU s", decimals: 3 },
      { key: "objective", head: "objective" },
      { key: "gap", head: "gap" },
      { key: "ratio", head: "ratio", decimals: 2 },
    ],
    rows,
  };
}
