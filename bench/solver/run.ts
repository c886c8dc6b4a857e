/**
 * Chain solver against HiGHS in WebAssembly on the same compact problems, in one run.
 *
 *     node bin/run bench/solver/run.ts [--json] [--weeks 1,4,13,52] [--repeat 3] [--highs ipm,ipx,simplex|none] [--limit 300]
 *
 * `ipx` is HiGHS's interior point with crossover, `ipm` without. Every row has its `ratio` to the chain.
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { certify } from "../../src/problem/certificate.ts";
import { sizeOf } from "../../src/problem/problem.ts";
import type { Problem } from "../../src/problem/problem.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import { solveWithHighs } from "../../src/solver/highs.ts";
import type { HighsOptions } from "../../src/solver/highs.ts";
import { solve } from "../../src/solver/solver.ts";
import { campusProblem } from "./campus.ts";
import type { CampusOptions } from "./campus.ts";

/** One measured solve. */
interface Row {
  readonly name: string;
  readonly columns: number;
  readonly solver: string;
  readonly status: string;
  readonly seconds: number;
  readonly iterations: number;
  readonly objective: number;
  /** Seconds of this solver over seconds of the chain on the same problem. */
  readonly ratio: number;
  /** Relative distance of the objective from the chain's. */
  readonly difference: number;
}

const METHODS: Record<string, HighsOptions> = {
  ipm: { method: "ipm", crossover: false },
  ipx: { method: "ipm" },
  simplex: { method: "simplex" },
};

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** Median of `repeat` chain solves; the first, which also warms the compiler up, is left out. */
async function timeChain(
  problem: Problem,
  repeat: number,
): Promise<Omit<Row, "name" | "columns" | "ratio" | "difference">> {
  await solveContinuous(problem);
  const runs = [];
  for (let i = 0; i < repeat; i++) runs.push(await solveContinuous(problem));
  const { status, iterations } = runs[0]!;
  const { primalObjective } = certify(problem, runs[0]!);
  return {
    solver: "chain",
    status,
    iterations,
    objective: primalObjective,
    seconds: median(runs.map((run) => run.seconds)),
  };
}

async function compare(
  name: string,
  options: CampusOptions,
  settings: Settings,
  rows: Row[],
): Promise<void> {
  const problem = campusProblem(options);
  const { columns } = sizeOf(problem);
  const chain = await timeChain(problem, settings.repeat);
  rows.push({ name, columns, ...chain, ratio: 1, difference: 0 });
  for (const method of settings.methods) {
    const found = await solveWithHighs(problem, {
      ...METHODS[method]!,
      timeLimitSeconds: settings.limit,
    });
    rows.push({
      name,
      columns,
      solver: `highs ${method}`,
      status: found.status,
      seconds: found.seconds,
      iterations: found.iterations,
      objective: found.objective,
      ratio: found.seconds / chain.seconds,
      difference:
        Math.abs(found.objective - chain.objective) / Math.max(1, Math.abs(chain.objective)),
    });
  }
}

/** Warm start after a 5 % price change, as iterations and time relative to the cold solve. */
async function compareWarm(hours: number, rows: Row[]): Promise<void> {
  const first = await solveContinuous(campusProblem({ hours }));
  const problem = campusProblem({ hours });
  const variable = problem.slices[0]!.variables[0]!;
  variable.cost = (variable.cost as Float64Array).map((price) => 1.05 * price);
  const { columns } = sizeOf(problem);
  const cold = await solveContinuous(problem);
  const warm = await solveContinuous(problem, { warmStart: first });
  const name = `price +5 %, ${hours} h`;
  for (const [solver, found] of [
    ["chain cold", cold],
    ["chain warm", warm],
  ] as const)
    rows.push({
      name,
      columns,
      solver,
      status: found.status,
      seconds: found.seconds,
      iterations: found.iterations,
      objective: found.objective,
      ratio: found.iterations / cold.iterations,
      difference: Math.abs(found.objective - cold.objective) / Math.abs(cold.objective),
    });
}

/** Whole sizes: time to a proven 1e-4 over the relaxed solve. */
async function compareWhole(
  hours: number,
  sites: number,
  integers: number,
  limit: number,
  rows: Row[],
): Promise<void> {
  const problem = campusProblem({ hours, sites, integers });
  const { columns } = sizeOf(problem);
  const relaxed = await timeChain(problem, 3);
  const whole = await solve(problem, { gap: 1e-4, timeLimitSeconds: limit });
  const name = `${sites * integers} whole sizes, ${hours} h`;
  rows.push({ name, columns, ...relaxed, solver: "chain relaxed", ratio: 1, difference: 0 });
  rows.push({
    name,
    columns,
    solver: "chain whole",
    status: `${whole.status} gap ${whole.gap.toExponential(1)}`,
    seconds: whole.seconds,
    iterations: whole.iterations,
    objective: whole.objective,
    ratio: whole.seconds / relaxed.seconds,
    difference: 0,
  });
}

interface Settings {
  readonly repeat: number;
  readonly methods: readonly string[];
  readonly limit: number;
}

function print(rows: readonly Row[]): void {
  for (const row of rows)
    console.log(
      [
        row.name.padEnd(24),
        String(row.columns).padStart(8),
        row.solver.padEnd(14),
        row.status.padEnd(18),
        `${row.seconds.toFixed(3)} s`.padStart(11),
        `${row.iterations} it`.padStart(10),
        `ratio ${row.ratio.toFixed(2)}`.padStart(14),
        `diff ${row.difference.toExponential(1)}`,
      ].join(" "),
    );
}

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    json: { type: "boolean", default: false },
    weeks: { type: "string", default: "1,4,13,52" },
    repeat: { type: "string", default: "3" },
    highs: { type: "string", default: "ipm,ipx,simplex" },
    limit: { type: "string", default: "300" },
  },
});
const settings: Settings = {
  repeat: Number(values.repeat),
  methods: values.highs === "none" ? [] : values.highs.split(","),
  limit: Number(values.limit),
};
const rows: Row[] = [];
const weeks = values.weeks.split(",").map(Number);
for (const count of weeks) {
  const hours = count === 52 ? 8760 : count * 168;
  await compare(`campus ${count} weeks`, { hours }, settings, rows);
}
const longest = Math.max(...weeks) === 52 ? 8760 : Math.max(...weeks) * 168;
for (const sites of [3, 10])
  await compare(
    `${sites} sites`,
    { hours: longest, sites },
    { ...settings, methods: [], repeat: 1 },
    rows,
  );
for (const stores of [2, 3])
  await compare(
    `${stores} stores`,
    { hours: longest, stores },
    { ...settings, methods: [], repeat: 1 },
    rows,
  );
await compareWarm(longest, rows);
await compareWhole(168, 3, 10, 60, rows);
const machine = {
  processor: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  node: process.version,
};
const memoryMB = Math.round(process.resourceUsage().maxRSS / 1024);
if (values.json) console.log(JSON.stringify({ machine, memoryMB, rows }, null, 2));
else {
  console.log(machine.processor, machine.cores, "cores,", machine.node, `peak ${memoryMB} MB`);
  print(rows);
}
