/** Planning again after a small change: from the last solution, against from nothing. */
import type { Problem } from "../../src/problem/problem.ts";
import { mapSeries } from "../../src/problem/series.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import type { Row, Table } from "../table.ts";
import { campusProblem } from "./campus.ts";
import { longestHours } from "./settings.ts";
import type { Settings } from "./settings.ts";
import { timeInTurn } from "./timing.ts";

/** What a person changes on a slider; each takes a fresh problem. */
const CHANGES: readonly { readonly name: string; readonly apply: (problem: Problem) => Problem }[] =
  [
    {
      name: "power price +5 %",
      apply: (problem) => {
        const imported = problem.slices[0]!.variables[0]!;
        imported.cost = mapSeries(imported.cost, (price) => 1.05 * price);
        return problem;
      },
    },
    {
      name: "connection −5 %",
      apply: (problem) => ({
        ...problem,
        design: problem.design.map((size, k) =>
          k === 0 ? { ...size, upper: 0.95 * size.upper } : size,
        ),
      }),
    },
    {
      name: "CO2 budget −2 %",
      apply: (problem) => ({
        ...problem,
        budgets: problem.budgets.map((budget, b) =>
          b === 0 ? { ...budget, rhs: 0.98 * budget.rhs } : budget,
        ),
      }),
    },
  ];

export async function warmTable(settings: Settings): Promise<Table> {
  const hours = longestHours(settings);
  const rows: Row[] = [];
  const last = await solveContinuous(campusProblem({ hours }));
  for (const { name, apply } of CHANGES) {
    const problem = apply(campusProblem({ hours }));
    const [cold, warm] = await timeInTurn(
      problem,
      [(one) => solveContinuous(one), (one) => solveContinuous(one, { warmStart: last })],
      settings.repeat,
      settings.patience,
    );
    for (const [start, timed] of [
      ["cold", cold!],
      ["warm", warm!],
    ] as const)
      rows.push({
        name,
        start,
        ...timed,
        ratio: timed.cpuSeconds / cold!.cpuSeconds,
        ratioOfIterations: timed.iterations / cold!.iterations,
        difference: Math.abs(timed.objective - cold!.objective) / Math.abs(cold!.objective),
      });
  }
  return {
    id: "warm",
    title: "Planning again after a change",
    reading: `One campus of ${hours} hours, solved from nothing (cold) and from the solution before the change (warm). Ratio: processor seconds over the cold start's.`,
    columns: [
      { key: "name", head: "change" },
      { key: "start", head: "start" },
      { key: "status", head: "status" },
      { key: "seconds", head: "s", decimals: 3 },
      { key: "cpuSeconds", head: "CPU s", decimals: 3 },
      { key: "iterations", head: "iterations" },
      { key: "ratio", head: "ratio", decimals: 2 },
      { key: "ratioOfIterations", head: "ratio of iterations", decimals: 2 },
      { key: "difference", head: "difference" },
    ],
    rows,
  };
}
