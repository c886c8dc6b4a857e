/**
 * The benches by name: each prints a table, or JSON with `--json`, in which every row has a `ratio`.
 *
 *     npm run bench -- solver [--quick] [--only weeks,years,…] [--json] [--write]
 *     npm run bench -- peers  [--repeat 3] [--solvers hipo,ipm] [--json] [--write]
 *     npm run bench -- physics [--json]
 *     npm run bench -- server [--only sweep,load] [--json] [--write]
 *     npm run bench -- web [--only view,lever,busy] [--json] [--write]
 *     npm run bench -- all --write          all of them; rewrites the tables in RESULTS.md
 */
import { spawnSync } from "node:child_process";

const BENCHES = ["solver", "peers", "physics", "server", "web"];

function runBench(name: string, options: readonly string[]): number {
  const done = spawnSync(process.execPath, ["bin/run", `bench/${name}/run.ts`, ...options], {
    stdio: "inherit",
  });
  return done.status ?? 1;
}

const [wanted = "", ...options] = process.argv.slice(2);
if (wanted === "all") {
  for (const name of BENCHES) process.exitCode = runBench(name, options) || process.exitCode || 0;
} else if (BENCHES.includes(wanted)) process.exitCode = runBench(wanted, options);
else {
  console.error(`usage: npm run bench -- ${BENCHES.join("|")}|all [options]`);
  process.exitCode = 1;
}
