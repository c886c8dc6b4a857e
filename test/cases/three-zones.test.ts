/** Three zones with lines, plants that start and stop, batteries and caps (../shared/cases/11). */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { solve } from "../../src/solver/solver.ts";
import { threeZones } from "./three-zones.ts";

const FOLDER = join(import.meta.dirname, "../../../shared/cases/11_genx_three_zones");
/** The peer's own solver stops at this. */
const TOLERANCE = 1e-6;

describe.skipIf(!existsSync(FOLDER))("three zones (skipped when ../shared is absent)", () => {
  it("cost what the peer's own test holds", async () => {
    const known = JSON.parse(readFileSync(join(FOLDER, "case.json"), "utf8")) as {
      expect: { objective_musd_per_yr: number };
    };
    const solution = await solve(threeZones(FOLDER));
    expect(solution).toMatchObject({ status: "optimal", solver: "chain" });
    const expected = known.expect.objective_musd_per_yr;
    expect(Math.abs(solution.objective - expected) / expected).toBeLessThan(TOLERANCE);
  });
});
