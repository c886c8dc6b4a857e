import { campusProblem } from "./campus.ts";
import { buildForm } from "../../src/solver/chain/presolve.ts";
import { isContradiction } from "../../src/solver/chain/form.ts";
import { makeFactor } from "../../src/solver/chain/assemble.ts";
import { makeGlobalFactor } from "../../src/solver/chain/global.ts";
import { makeRun, measureRun, iterate } from "../../src/solver/chain/drive.ts";
import { startCold } from "../../src/solver/chain/start.ts";
import { solveWithHighs } from "../../src/solver/highs.ts";
const hours = Number(process.argv[2] ?? 168);
const problem = campusProblem({ hours, stores: Number(process.argv[4] ?? 1) });
let t0 = performance.now();
const form = buildForm(problem);
if (isContradiction(form)) throw new Error(form.reason);
console.log("form", performance.now() - t0, form.slices[0]!.columns);
const work = form.slices.map((s) => ({ g: new Float64Array(s.columns), t: new Float64Array(s.columns), rhs: new Float64Array(s.rhs.length), u: new Float64Array(s.rhs.length) }));
const machine = { form, slices: form.slices.map(makeFactor), work, global: makeGlobalFactor(form) };
const run = makeRun(machine);
t0 = performance.now();
startCold(machine, run.point, run.step, run.found);
for (let i = 0; i < 120; i++) {
  const m = measureRun(run);
  const o = form.objectiveScale;
  const gap = Math.abs(m.primal - m.dual) / (1 + Math.abs(m.primal));
  if (process.argv[5] || gap < 1e-8) console.log(i, (m.primal / o).toPrecision(10), (m.dual / o).toPrecision(10), gap.toExponential(2), "mu", (m.complementarity / m.pairs).toExponential(2), "p", m.primalError.toExponential(2), "d", m.dualError.toExponential(2));
  if ((gap < 1e-8 && m.primalError < 1e-7 && m.dualError < 1e-7) || Number.isNaN(gap)) break;
  const taken = iterate(run, m);
  if (process.argv[5]) console.log("      ", taken.primal.toFixed(4), taken.dual.toFixed(4));
}
console.log("chain ms", performance.now() - t0);
if (process.argv[3] === "highs") {
  const s = await solveWithHighs(problem, { method: "ipm", crossover: false });
  console.log(s.status, s.objective, s.seconds, s.iterations);
}
