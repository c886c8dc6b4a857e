/**
 * Every problem the chain solver must hold, in one table: examples, places of `rank`, budgets at
 * their minimum, synthetic campuses, random problems. Prints status, iterations and time of each, and beside
 * them those of an earlier run, so that a change of step or pivot rules shows in one glance.
 *
 *     node bin/run bench/solver/regression.ts [--only TEXT,…] [--random 2000] [--save FILE] [--against FILE]
 *         [--limit 120] [--highs COLUMNS] [--log]
 *
 * `--only` keeps problems whose names contain one of the texts; `--log` prints every iteration. An answer
 * counts when its certificate holds, which needs no second solver; `--highs` asks HiGHS besides, of every
 * problem with at most so many columns, and tells where status or objective (to 1e-6) differ. Ends with
 * code 1 when a problem is unsolved or the two disagree.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { certify, findFault } from "../../src/problem/certificate.ts";
import { sizeOf } from "../../src/problem/problem.ts";
import type { Problem } from "../../src/problem/problem.ts";
import type { Solution } from "../../src/problem/solution.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import { solveWithHighs } from "../../src/solver/highs.ts";
import { randomProblem } from "../../test/solver/random-problem.ts";
import { listedProblems } from "./regression-problems.ts";

interface Entry {
  readonly name: string;
  readonly columns: number;
  readonly status: string;
  readonly iterations: number;
  readonly cpuSeconds: number;
  readonly objective: number;
  readonly gap: number;
  readonly fault: string;
  /** What HiGHS says otherwise; undefined where it was not asked. */
  readonly differs?: string;
}

const { values: asked } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    random: { type: "string", default: "2000" },
    save: { type: "string" },
    against: { type: "string" },
    limit: { type: "string", default: "120" },
    highs: { type: "string", default: "0" },
    log: { type: "boolean", default: false },
  },
});

/** Relative difference of objectives that counts as agreement. */
const AGREED = 1e-6;

async function askHighs(problem: Problem, found: Solution, objective: number): Promise<string> {
  let other: Solution;
  try {
    other = await solveWithHighs(problem, { timeLimitSeconds: Number(asked.limit) });
  } catch {
    return "";
  }
  if (other.status === "failed" || other.status === "stopped") return "";
  if (other.status !== found.status) return `HiGHS: ${other.status}`;
  if (found.status !== "optimal") return "";
  const distance = Math.abs(other.objective - objective);
  return distance <= AGREED * Math.max(1, Math.abs(objective)) ? "" : `HiGHS: ${other.objective}`;
}

async function measure(name: string, problem: Problem): Promise<Entry> {
  const fractions = {
    ...problem,
    design: problem.design.map((size) => ({ ...size, integer: false })),
  };
  const before = process.cpuUsage();
  const found = await solveContinuous(fractions, {
    timeLimitSeconds: Number(asked.limit),
    ...(asked.log ? { onProgress: (progress) => console.log(JSON.stringify(progress)) } : {}),
  });
  const { user, system } = process.cpuUsage(before);
  const certificate = found.status === "optimal" ? certify(fractions, found) : undefined;
  const fault = certificate ? findFault(certificate) : found.reason;
  const { columns } = sizeOf(problem);
  const objective = certificate?.primalObjective ?? NaN;
  return {
    name,
    columns,
    status: found.status,
    iterations: found.iterations,
    cpuSeconds: (user + system) / 1e6,
    objective,
    gap: certificate?.gap ?? NaN,
    fault: fault ?? "",
    ...(columns <= Number(asked.highs)
      ? { differs: await askHighs(fractions, found, objective) }
      : {}),
  };
}

const earlier = new Map<string, Entry>(
  asked.against
    ? (JSON.parse(readFileSync(asked.against, "utf8")) as Entry[]).map((entry) => [
        entry.name,
        entry,
      ])
    : [],
);

function line(entry: Entry): string {
  const old = earlier.get(entry.name);
  const said = [
    entry.name.padEnd(34),
    String(entry.columns).padStart(8),
    entry.status.padEnd(10),
    (old ? `${old.iterations}→${entry.iterations}` : String(entry.iterations)).padStart(9),
    (old ? `${old.cpuSeconds.toFixed(1)}→` : "") + entry.cpuSeconds.toFixed(2).padStart(6),
    entry.gap.toExponential(1),
  ];
  if (old && old.status !== entry.status) said.push(`WAS ${old.status}`);
  if (
    old &&
    Math.abs(old.objective - entry.objective) > 1e-6 * Math.max(1, Math.abs(old.objective))
  )
    said.push(`OBJECTIVE WAS ${old.objective}, IS ${entry.objective}`);
  return [...said, entry.fault, entry.differs ?? ""].join(" ");
}

function isLost({ status, fault }: Entry): boolean {
  return status === "failed" || status === "stopped" || (status === "optimal" && fault !== "");
}

function summary(entries: readonly Entry[], what: string): void {
  const twins = entries.filter(({ name }) => earlier.has(name));
  const sum = (key: "iterations" | "cpuSeconds", of: readonly Entry[]) =>
    of.reduce((total, entry) => total + entry[key], 0);
  const before = twins.map(({ name }) => earlier.get(name)!);
  const lost = entries.filter(isLost);
  const agreed = entries.filter(({ differs }) => differs !== undefined);
  const differing = agreed.filter(({ differs }) => differs !== "");
  console.log(
    `${what}: ${entries.length} problems, ${lost.length} unsolved, ${agreed.length} compared with HiGHS of which ${differing.length} differ, ${sum("iterations", entries)} iterations, ${sum("cpuSeconds", entries).toFixed(1)} CPU s` +
      (twins.length > 0
        ? ` (same problems before: ${sum("iterations", before)} iterations, ${sum("cpuSeconds", before).toFixed(1)} s; now ${sum("iterations", twins)}, ${sum("cpuSeconds", twins).toFixed(1)} s)`
        : ""),
  );
}

const wanted = asked.only === "" ? [""] : asked.only.split(",");
const listed: Entry[] = [];
for (const { name, make } of listedProblems()) {
  if (!wanted.some((text) => name.includes(text))) continue;
  const problem = await make();
  if (!problem) continue;
  const entry = await measure(name, problem);
  listed.push(entry);
  console.log(line(entry));
}
const random: Entry[] = [];
for (let seed = 1; seed <= Number(asked.random); seed++) {
  const name = `random:${seed}`;
  if (!wanted.some((text) => name.includes(text))) continue;
  const entry = await measure(name, randomProblem(seed));
  random.push(entry);
  const old = earlier.get(name);
  const changed = old !== undefined && old.status !== entry.status;
  if (changed || isLost(entry) || entry.differs || asked.log) console.log(line(entry));
}
if (listed.length > 0) summary(listed, "listed");
if (random.length > 0) summary(random, "random");
if (asked.save) writeFileSync(asked.save, JSON.stringify([...listed, ...random]));
if ([...listed, ...random].some((entry) => isLost(entry) || entry.differs)) process.exitCode = 1;
