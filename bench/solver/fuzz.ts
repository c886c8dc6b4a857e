import { randomProblem } from "../../test/solver/random-problem.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import { solveWithHighs } from "../../src/solver/highs.ts";
import { certify, findFault } from "../../src/problem/certificate.ts";
const from = Number(process.argv[2] ?? 1),
  to = Number(process.argv[3] ?? 300);
const tally: Record<string, number> = {};
let bad = 0,
  iters = 0,
  n = 0;
for (let seed = from; seed <= to; seed++) {
  const p = randomProblem(seed);
  let h;
  try {
    h = await solveWithHighs(p, { method: "simplex" });
  } catch (e) {
    console.log(seed, "highs threw", String(e).slice(0, 80));
    continue;
  }
  const c = await solveContinuous(p);
  tally[h.status] = (tally[h.status] ?? 0) + 1;
  const rel = Math.abs(h.objective - c.objective) / Math.max(1, Math.abs(h.objective));
  const fault = c.status === "optimal" ? findFault(certify(p, c)) : undefined;
  if (c.status === "optimal") {
    iters += c.iterations;
    n++;
  }
  const hf = h.status === "optimal" ? findFault(certify(p, h)) : undefined;
  if (hf) console.log("highs certificate", seed, hf);
  if (h.status !== c.status || (h.status === "optimal" && !(rel < 1e-6)) || fault) {
    bad++;
    console.log(
      seed,
      h.status,
      c.status,
      h.objective,
      c.objective,
      rel,
      c.reason,
      fault,
      c.iterations,
    );
  }
}
console.log("bad", bad, tally, "mean iterations", iters / n);
