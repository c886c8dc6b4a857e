/** Warm starts: iterations of a re-solve after a change against a cold solve, on campus problems. */
import { describe, expect, it } from "vitest";
import { campusProblem } from "../../bench/solver/campus.ts";
import type { Problem } from "../../src/problem/problem.ts";
import { mapSeries } from "../../src/problem/series.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";

type Change = (problem: Problem) => void;

function changeImportPrice(factor: number): Change {
  return ({ slices }) => {
    for (const slice of slices) {
      const imported = slice.variables[0]!;
      imported.cost = mapSeries(imported.cost, (price) => factor * price);
    }
  };
}

function changeConnection(factor: number): Change {
  return ({ design }) => {
    design.forEach((variable, k) => {
      if (variable.name.endsWith("gridMW"))
        design[k] = { ...variable, upper: factor * variable.upper };
    });
  };
}

function changeSolar(factor: number): Change {
  return ({ slices }) => {
    for (const slice of slices) {
      const solar = slice.variables[2]!;
      if (solar.upper.kind !== "capacity") throw new Error(`${solar.name} is not below a capacity`);
      const profile = mapSeries(solar.upper.profile, (value) => factor * value);
      slice.variables[2] = { ...solar, upper: { ...solar.upper, profile } };
    }
  };
}

/**
 * Iterations warm over cold, and over those of a cold solve by Mehrotra's steps; each step that would move a
 * remembered point counts as an iteration.
 */
async function sharesOfCold(
  hours: number,
  sites: number,
  change: Change,
): Promise<{ ofCold: number; ofCareful: number }> {
  const first = await solveContinuous(campusProblem({ hours, sites }));
  const changed = campusProblem({ hours, sites });
  change(changed);
  const cold = await solveContinuous(changed);
  const warm = await solveContinuous(changed, { warmStart: first });
  expect(warm.status).toBe("optimal");
  expect(Math.abs(warm.objective - cold.objective) / cold.objective).toBeLessThan(1e-6);
  const careful = await solveContinuous(changed, { careful: true });
  expect(cold.iterations).toBeLessThan(careful.iterations);
  const { iterations } = warm;
  return { ofCold: iterations / cold.iterations, ofCareful: iterations / careful.iterations };
}

/** Bold steps have made cold solves shorter than warm ones: what is left over both ways of going cold. */
function expectShort({ ofCold, ofCareful }: { ofCold: number; ofCareful: number }): void {
  expect(ofCold).toBeLessThanOrEqual(0.6);
  expect(ofCareful).toBeLessThanOrEqual(0.5);
}

describe("a warm start", () => {
  it("halves the iterations after a change of price or of a limit", async () => {
    for (const sites of [1, 3]) {
      expectShort(await sharesOfCold(672, sites, changeImportPrice(1.05)));
      expectShort(await sharesOfCold(672, sites, changeConnection(1.05)));
    }
  });

  it("halves the iterations after a change of a profile", async () => {
    for (const sites of [1, 3]) expectShort(await sharesOfCold(672, sites, changeSolar(0.95)));
  });

  it("takes no longer than a cold one after a change that is large", async () => {
    for (const seed of [2, 3]) {
      const first = await solveContinuous(campusProblem({ hours: 2184, seed }));
      const changed = campusProblem({ hours: 2184, seed });
      changeImportPrice(1.2)(changed);
      const cold = await solveContinuous(changed);
      const warm = await solveContinuous(changed, { warmStart: first });
      expect(Math.abs(warm.objective - cold.objective) / cold.objective).toBeLessThan(1e-6);
      expect(warm.iterations).toBeLessThanOrEqual(cold.iterations);
    }
  });

  it("finds its point again when all money is counted in another unit", async () => {
    const inCents: Change = ({ design, slices }) => {
      for (const variable of design) variable.cost *= 100;
      for (const slice of slices)
        for (const variable of slice.variables)
          variable.cost = mapSeries(variable.cost, (cost) => 100 * cost);
    };
    expectShort(await sharesOfCold(168, 1, inCents));
  });
});
