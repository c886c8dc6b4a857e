import { randomProblem } from "../../test/solver/random-problem.ts";
import { buildForm } from "../../src/solver/chain/presolve.ts";
import { makeRunFor } from "../../src/solver/chain/chain.ts";
import { startCold } from "../../src/solver/chain/start.ts";
import { iterate, measureRun } from "../../src/solver/chain/drive.ts";
const p = randomProblem(Number(process.argv[2]));
const form = buildForm(p) as any;
const run = makeRunFor(form);
startCold(run.machine, run.point, run.step, run.found);
for (let i=0;i<Number(process.argv[3] ?? 30);i++){ const m = measureRun(run); 
console.log(i, m.primal.toPrecision(9), m.dual.toPrecision(9), "mu", (m.complementarity/m.pairs).toExponential(2), m.primalError.toExponential(2), m.dualError.toExponential(2), m.primalSize.toExponential(2), m.dualSize.toExponential(2));
const t = iterate(run,m); console.log("   ", t.primal.toFixed(5), t.dual.toFixed(5)); }
