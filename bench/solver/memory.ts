/** Peak memory of a solve: each in a process of its own, which reports its largest resident size. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sizeOf } from "../../src/problem/problem.ts";
import type { Row, Table } from "../table.ts";
import { campusProblem } from "./campus.ts";
import type { CampusOptions } from "./campus.ts";
import { hoursOf } from "./settings.ts";
import type { Settings } from "./settings.ts";
import { solveByChain, solveByHighs } from "./timing.ts";

/** First argument of this program when it runs as a child. */
export const CHILD = "measure-memory";

interface Task {
  readonly options: CampusOptions;
  /** `chain`, a HiGHS method, or `none` to build the problem only. */
  readonly solver: string;
  readonly limit: number;
}

interface Answer {
  readonly status: string;
  readonly memoryMB: number;
}

/**
 * Largest resident size of this process, MB. Linux counts a parent's size into the child's `maxRSS`
 * when the parent was larger at its start, so the kernel's own mark is read where there is one.
 */
function peakMB(): number {
  const status = "/proc/self/status";
  const mark = existsSync(status) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(status, "utf8")) : null;
  return (mark ? Number(mark[1]) : process.resourceUsage().maxRSS) / 1024;
}

/** The child's work: builds, solves, prints status and peak memory. */
export async function measureHere(text: string): Promise<void> {
  const { options, solver, limit } = JSON.parse(text) as Task;
  const problem = campusProblem(options);
  let status = "built";
  if (solver !== "none") {
    const solve = solver === "chain" ? solveByChain : solveByHighs(solver, limit);
    ({ status } = await solve(problem));
  }
  const answer: Answer = { status, memoryMB: peakMB() };
  console.log(JSON.stringify(answer));
}

function measure(task: Task): Answer {
  const program = fileURLToPath(import.meta.url);
  const output = execFileSync(process.execPath, [program, CHILD, JSON.stringify(task)], {
    encoding: "utf8",
  });
  return JSON.parse(output.trim().split("\n").at(-1)!) as Answer;
}

export function memoryTable(settings: Settings): Table {
  const rows: Row[] = [];
  const best = settings.methods.slice(0, 1);
  for (const weeks of settings.weeks) {
    const options = { hours: hoursOf(weeks) };
    const { columns } = sizeOf(campusProblem(options));
    const chain = measure({ options, solver: "chain", limit: settings.limit });
    for (const solver of ["chain", "none", ...best]) {
      const found =
        solver === "chain" ? chain : measure({ options, solver, limit: settings.limit });
      rows.push({
        name: `${weeks} week${weeks === 1 ? "" : "s"}`,
        columns,
        solver:
          solver === "chain" ? "chain" : solver === "none" ? "problem alone" : `highs ${solver}`,
        ...found,
        ratio: found.memoryMB / chain.memoryMB,
      });
    }
  }
  return {
    id: "memory",
    title: "Peak memory",
    reading:
      "Largest resident size of a process that builds one problem and solves it once, Node itself included; `problem alone` does not solve. Ratio: over the chain's on the same problem.",
    columns: [
      { key: "name", head: "problem" },
      { key: "columns", head: "columns" },
      { key: "solver", head: "solver" },
      { key: "status", head: "status" },
      { key: "memoryMB", head: "MB" },
      { key: "ratio", head: "ratio", decimals: 2 },
    ],
    rows,
  };
}
