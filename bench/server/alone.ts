/**
 * Small plans on so many planner threads, with no queue and no store: what the machine itself gives to more
 * than one. A program of its own, so that it runs with the flags of a worker. Prints the seconds, and those of
 * processors, which the warm-up is not among.
 *
 *     node [flags] .cache/run/… THREADS PLANS WARM_UP
 */
import { performance } from "node:perf_hooks";
import { createThreads } from "../../apps/server/jobs/threads.ts";
import { findProgram } from "../../apps/server/jobs/program.ts";
import { requestOf } from "../../apps/server/routes/plan-view.ts";
import { smallSweep } from "../../scripts/server-processes.ts";

const [threads, plans, warmUp] = process.argv.slice(2).map(Number) as [number, number, number];
const pool = createThreads(findProgram(process.cwd()).threadFile, threads);

/** Seconds, and those of processors, as text. */
async function planAll(count: number): Promise<string> {
  const { scenario, over } = smallSweep(count);
  const [started, used] = [performance.now(), process.cpuUsage()];
  const results = await Promise.all(
    over[0]!.values.map(
      (value) =>
        pool.run({
          kind: "plan",
          scenario: { ...scenario, files: {} },
          request: requestOf(
            "",
            { set: [`${over[0]!.path}=${value}`], solver: "chain" },
            { confirm: 0 },
          ),
          detail: false,
        }).result,
    ),
  );
  if (results.some((result) => result.kind !== "answer" || result.status !== "planned"))
    throw new Error("not everything was planned");
  const { user, system } = process.cpuUsage(used);
  return `${(performance.now() - started) / 1000} ${(user + system) / 1e6}`;
}

await planAll(warmUp);
console.log(await planAll(plans));
await pool.close();
