/**
 * Firmwatt against PyPSA with HiGHS, end to end on the same campus-year: from files to the package.
 *
 *     npm run bench -- peers [--repeat 3] [--solvers hipo,choose,ipm,ipx,simplex] [--patience 100]
 *         [--data ../shared/data] [--folder DIR] [--json] [--write]
 *
 * Both are started as processes in turn, and their wall clock is read from outside. Firmwatt reads the
 * scenario with its weather and market files, computes the climate physics, models, solves, verifies and
 * summarises. PyPSA reads the profiles and costs that result from that as CSV, builds its network, has
 * linopy build the model and HiGHS solve it, and reads the sizes back.
 * Exits with 1 when the two optima differ by more than 1e-5.
 */
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { report } from "../report.ts";
import { median } from "../table.ts";
import type { Row, Table } from "../table.ts";
import { prepareInputs } from "./inputs.ts";
import { preparePython } from "./python.ts";

const HERE = "bench/peers";
const MOST_DIFFERENCE = 1e-5;
/** Where bin/run leaves the bundle of firmwatt.ts. */
const BUNDLE = ".cache/run/bench_peers_firmwatt.mjs";

/** What a measured process says of itself; `wallSeconds` is added from outside. */
interface Answer {
  readonly status: string;
  readonly objective: number;
  readonly columns: number;
  readonly memoryMB: number;
  readonly cpuSeconds: number;
  readonly importSeconds?: number;
  readonly readAndBuildSeconds?: number;
  readonly solveSeconds?: number;
  readonly highsSeconds?: number;
  readonly wallSeconds: number;
}

interface Tool {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

function runOnce({ command, args }: Tool): Answer {
  const started = performance.now();
  const output = execFileSync(command, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 2 ** 28,
  });
  const wallSeconds = (performance.now() - started) / 1000;
  const line = output.trim().split("\n").at(-1)!;
  return { ...(JSON.parse(line) as Omit<Answer, "wallSeconds">), wallSeconds };
}

/** Runs the tools in turn, `repeat` rounds; one that has taken `patience` seconds is not run again. */
function measure(tools: readonly Tool[], repeat: number, patience: number): Answer[][] {
  const answers: Answer[][] = tools.map(() => []);
  for (let round = 0; round < repeat; round++)
    for (const [i, tool] of tools.entries()) {
      const spent = answers[i]!.reduce((sum, { wallSeconds }) => sum + wallSeconds, 0);
      if (round === 0 || spent < patience) answers[i]!.push(runOnce(tool));
    }
  return answers;
}

function rowsOf(tools: readonly Tool[], answers: readonly Answer[][]): Row[] {
  const medianOf = (of: readonly Answer[], key: keyof Answer) =>
    median(of.map((answer) => Number(answer[key] ?? NaN)));
  const base = answers[0]!;
  return tools.map(({ name }, i) => {
    const of = answers[i]!;
    const { status, columns, objective } = of.at(-1)!;
    const seconds = medianOf(of, "wallSeconds");
    const cpuSeconds = medianOf(of, "cpuSeconds");
    const memoryMB = medianOf(of, "memoryMB");
    return {
      name,
      status,
      runs: of.length,
      columns,
      seconds,
      cpuSeconds,
      importSeconds: medianOf(of, "importSeconds"),
      buildSeconds: medianOf(of, "readAndBuildSeconds"),
      solveSeconds: medianOf(of, "solveSeconds"),
      highsSeconds: medianOf(of, "highsSeconds"),
      memoryMB,
      objective,
      difference: Math.abs(objective - base[0]!.objective) / Math.abs(base[0]!.objective),
      ratio: seconds / medianOf(base, "wallSeconds"),
      cpuRatio: cpuSeconds / medianOf(base, "cpuSeconds"),
      memoryRatio: memoryMB / medianOf(base, "memoryMB"),
    };
  });
}

function tableOf(rows: readonly Row[], realData: boolean): Table {
  const peers = rows.slice(1);
  const best = peers.reduce((a, b) => (Number(b["cpuRatio"]) < Number(a["cpuRatio"]) ? b : a));
  const weather = realData
    ? "Weather: a typical year of Dallas (EPW); prices and carbon: ERCOT 2024."
    : "Weather and prices: the place's typical year (the measured files were not there).";
  return {
    id: "peers",
    title: "PyPSA with HiGHS, end to end",
    reading: `The campus of bench/peers/campus.yaml, 8,760 hours, the same linear problem and optimum. ${weather} Seconds are wall clock of the whole process. Firmwatt's hold reading, climate physics, modelling, solving, the independent check and the package's JSON; they leave out planning again for each bottleneck, which PyPSA has no like of. PyPSA's hold its imports, reading the finished profiles, building the network, linopy, HiGHS and reading back. Ratio: seconds over Firmwatt's. Processor seconds are disturbed less by other work on the machine; threads add up in them. The cheapest PyPSA run is **${best.name}**: ${best.ratio.toFixed(1)} times Firmwatt's wall clock, ${Number(best["cpuRatio"]).toFixed(1)} times its processor seconds. \`choose\` is HiGHS's default; \`ipm\` is its interior point without crossover, \`ipx\` with.`,
    columns: [
      { key: "name", head: "tool" },
      { key: "status", head: "status" },
      { key: "runs", head: "runs" },
      { key: "seconds", head: "s", decimals: 2 },
      { key: "cpuSeconds", head: "CPU s", decimals: 2 },
      { key: "importSeconds", head: "import s", decimals: 2 },
      { key: "buildSeconds", head: "read and build s", decimals: 2 },
      { key: "solveSeconds", head: "optimise s", decimals: 2 },
      { key: "highsSeconds", head: "HiGHS s", decimals: 2 },
      { key: "memoryMB", head: "peak MB" },
      { key: "difference", head: "difference" },
      { key: "ratio", head: "ratio", decimals: 1 },
      { key: "cpuRatio", head: "ratio of CPU", decimals: 1 },
      { key: "memoryRatio", head: "ratio of memory", decimals: 1 },
    ],
    rows,
  };
}

const { values } = parseArgs({
  options: {
    repeat: { type: "string", default: "3" },
    solvers: { type: "string", default: "hipo,choose,ipm,ipx,simplex" },
    patience: { type: "string", default: "100" },
    data: { type: "string", default: "../shared/data" },
    folder: { type: "string", default: join(tmpdir(), "firmwatt-peers") },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const python = preparePython(join(values.folder, "python"), join(HERE, "requirements.txt"));
const { folder, settings } = prepareInputs(
  join(HERE, "campus.yaml"),
  values.data,
  join(values.folder, "campus"),
);
execFileSync(process.execPath, ["bin/run", `${HERE}/firmwatt.ts`, "export", folder, ...settings]);
const tools: Tool[] = [
  { name: "firmwatt", command: process.execPath, args: [BUNDLE, "plan", folder, ...settings] },
  ...values.solvers.split(",").map((solver) => ({
    name: `pypsa, highs ${solver}`,
    command: python,
    args: [join(HERE, "campus.py"), folder, solver],
  })),
];
const rows = rowsOf(tools, measure(tools, Number(values.repeat), Number(values.patience)));
if (rows.some(({ difference }) => !(Number(difference) <= MOST_DIFFERENCE))) process.exitCode = 1;
report([tableOf(rows, settings.length > 0)], values);
