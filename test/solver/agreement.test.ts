/**
 * The chain solver against HiGHS on every example and case that is a linear problem: the same optimum to 1e-6.
 * Examples with whole sizes are compared with fractions allowed, and as they are to their proven gap.
 *
 * Of ../shared/cases two are linear problems: 07 (PyPSA's model-energy) stands in model-energy.test.ts
 * against its known optimum, which HiGHS found; 11 (GenX's three zones) is not stated here, its linear
 * unit commitment looks six hours back and the compact form one. The others are none: 01 is bills, 02 and
 * 03 are cash flows and outages of given plants, 05 chooses a tariff by whole numbers, and 09 is a
 * simulation by rules.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { assemble } from "../../src/model/assemble.ts";
import { certify, findFault } from "../../src/problem/certificate.ts";
import type { Problem } from "../../src/problem/problem.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import { solveWithHighs } from "../../src/solver/highs.ts";
import { solve } from "../../src/solver/solver.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "examples");
/** Plans over quarters are left out: their smallest form is one week a quarter, minutes for HiGHS. */
const isHorizon = (name: string) =>
  /^horizon:/m.test(readFileSync(join(FOLDER, name, "scenario.yaml"), "utf8"));
const EXAMPLES = readdirSync(FOLDER).filter((name) => /^\d\d-/.test(name) && !isHorizon(name));
/** One representative week: HiGHS's simplex then takes seconds. */
const RESOLUTION = "resolution=weeks:1";

async function problemOf(example: string): Promise<Problem> {
  const text = readFileSync(join(FOLDER, example, "scenario.yaml"), "utf8");
  const loaded = await loadScenario(text, { set: [RESOLUTION] });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return assemble(loaded.scenario).problem;
}

function withFractions(problem: Problem): Problem {
  return { ...problem, design: problem.design.map((size) => ({ ...size, integer: false })) };
}

function distance(found: number, expected: number): number {
  return Math.abs(found - expected) / Math.max(1, Math.abs(expected));
}

const problems = new Map<string, Problem>();
for (const name of EXAMPLES) problems.set(name, await problemOf(name));
const whole = EXAMPLES.filter((name) => problems.get(name)!.design.some((size) => size.integer));

describe("agreement of the chain solver with HiGHS", () => {
  it.each(EXAMPLES)("%s, fractions allowed", async (name) => {
    const problem = withFractions(problems.get(name)!);
    const expected = await solveWithHighs(problem, { method: "simplex" });
    const found = await solveContinuous(problem);
    expect(expected.status).toBe("optimal");
    expect(found).toMatchObject({ status: "optimal", solver: "chain" });
    const certificate = certify(problem, found);
    expect(findFault(certificate)).toBeUndefined();
    expect(distance(certificate.primalObjective, expected.objective)).toBeLessThan(1e-6);
  });

  it("has examples with whole sizes", () => {
    expect(whole.length).toBeGreaterThan(0);
  });

  it.each(whole)("%s, whole sizes", async (name) => {
    const problem = problems.get(name)!;
    const gap = 1e-5;
    const expected = await solveWithHighs(problem, { gap });
    const found = await solve(problem, { gap });
    expect(expected.status).toBe("optimal");
    expect(found).toMatchObject({ status: "optimal", solver: "chain" });
    expect(distance(found.objective, expected.objective)).toBeLessThan(2 * gap);
    expect(found.bound).toBeLessThanOrEqual(expected.objective * (1 + 1e-9));
  });
});
