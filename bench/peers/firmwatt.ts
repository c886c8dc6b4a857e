/**
 * Plans the peers' campus from file to package, and prints one line of JSON; or writes its parts as CSV.
 *
 *     firmwatt.mjs plan FOLDER [setting…]      reads, models, solves, verifies, summarises
 *     firmwatt.mjs export FOLDER [setting…]    hours.csv, assets.csv, figures.csv into FOLDER
 *
 * Planning again with each bottleneck relieved is left out of `plan`: PyPSA does nothing like it.
 */
import { join } from "node:path";
import { loadFile } from "../../apps/cli/files.ts";
import { plan } from "../../src/plan.ts";
import { sizeOf } from "../../src/problem/problem.ts";
import { packageJSON } from "../../src/report/json.ts";
import { exportCampus } from "./export.ts";

const [task, folder = ".", ...settings] = process.argv.slice(2);
const started = performance.now();
const loaded = await loadFile(join(folder, "campus.yaml"), { set: settings });
if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues[0]));
if (task === "export") exportCampus(loaded.scenario, folder);
else {
  const result = await plan(loaded.scenario, { confirm: 0 });
  if (result.status !== "planned") throw new Error(`the campus is ${result.status}`);
  const characters = packageJSON(result.package).length;
  const { solution, campus } = result;
  const { user, system } = process.cpuUsage();
  console.log(
    JSON.stringify({
      status: `${solution.status}, checks ${result.package.verified.ok ? "hold" : "fail"}`,
      solver: solution.solver,
      objective: solution.objective,
      ...sizeOf(campus.problem),
      iterations: solution.iterations,
      solveSeconds: solution.seconds,
      seconds: (performance.now() - started) / 1000,
      cpuSeconds: (user + system) / 1e6,
      memoryMB: process.resourceUsage().maxRSS / 1024,
      packageCharacters: characters,
      sizes: Object.fromEntries(
        campus.problem.design.map((size, k) => [size.name, solution.design[k]]),
      ),
    }),
  );
}
