/**
 * Prints a row of docs/weeks-over-horizons.md: an example with the stages its stated plan accepts, planned again
 * on more weeks of every quarter and on all hours. Everything but the accepted stages is chosen anew each time.
 *
 * Run from the repository: node bin/run scripts/weeks-over-horizons.ts 10-european-choice-2026 weeks:2 full
 */
import { readFileSync } from "node:fs";
import { assemble } from "../src/model/assemble.ts";
import type { Problem } from "../src/problem/problem.ts";
import { loadScenario } from "../src/scenario/load.ts";
import type { Resolution } from "../src/scenario/scenario.ts";
import { solve } from "../src/solver/solver.ts";

/** Proven gap of every solve, far below the differences looked for. */
const GAP = 1e-5;

function resolutionOf(word: string): Resolution {
  return word === "full" ? { kind: "full" } : { kind: "weeks", count: Number(word.slice(6)) };
}

/** The problem with its whole sizes held at what another resolution chose. */
function held(problem: Problem, whole: ReadonlyMap<string, number>): Problem {
  const design = problem.design.map((variable) => {
    const value = whole.get(variable.name);
    if (value === undefined) return variable;
    return { ...variable, integer: false, lower: value, upper: value };
  });
  return { ...problem, design };
}

const [example = "10-european-choice-2026", ...words] = process.argv.slice(2);
const loaded = await loadScenario(readFileSync(`examples/${example}/scenario.yaml`, "utf8"));
if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
const { scenario } = loaded;
const { problem } = assemble(scenario);
const plan = await solve(problem, { gap: 1e-3 });
const whole = new Map(
  problem.design.flatMap(({ name, integer }, k) =>
    integer ? [[name, Math.round(plan.design[k]!)] as const] : [],
  ),
);
console.log(`${example}: accepted`, [...whole].filter(([, value]) => value > 0).join("; "));
let stated = NaN;
for (const resolution of [scenario.resolution, ...words.map(resolutionOf)]) {
  const again = held(assemble({ ...scenario, resolution }).problem, whole);
  const started = process.cpuUsage();
  const { objective, status, iterations } = await solve(again, { gap: GAP });
  const { user, system } = process.cpuUsage(started);
  if (Number.isNaN(stated)) stated = objective;
  const name = resolution.kind === "full" ? "all hours" : `weeks:${resolution.count}`;
  const off = (100 * (stated / objective - 1)).toFixed(3);
  console.log(
    `${name}: ${status}, ${(objective / 1e6).toFixed(1)} million, weeks:1 is off by ${off} %; ${iterations} iterations, ${((user + system) / 1e6).toFixed(0)} s of CPU`,
  );
}
