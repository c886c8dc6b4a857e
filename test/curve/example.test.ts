/** The megawatt supply curve of a whole example: grid, contract, own power, efficiency and flexibility on one curve, as a golden. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findCurve } from "../../src/curve/curve.ts";
import { GROUPS } from "../../src/curve/options.ts";
import { loadScenario } from "../../src/scenario/load.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "examples", "31-ireland-cru");
const FILE = join(FOLDER, "expected-curve.json");
/** Set to rewrite the golden; the change belongs in CHANGELOG.md. */
const UPDATE = process.env["UPDATE_GOLDENS"] === "1";

/** One step of the curve, to the figures a golden keeps. */
interface Step {
  readonly id: string;
  readonly group: string;
  readonly widthMW: number;
  readonly usdPerMWMonth: number | null;
  readonly months: number | null;
  readonly worthUSDPerYear: number | null;
}

const near = (found: number | null, golden: number | null, least: number) => {
  expect(found === null).toBe(golden === null);
  if (found !== null && golden !== null)
    expect(Math.abs(found - golden)).toBeLessThanOrEqual(Math.max(least, 0.01 * Math.abs(golden)));
};

describe("the supply curve of Dublin under CRU/2025236", () => {
  it("has every kind of option with megawatts and a price, as its golden has", async () => {
    const text = readFileSync(join(FOLDER, "scenario.yaml"), "utf8");
    const loaded = await loadScenario(text, { resolution: "weeks:4" });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    const result = await findCurve(loaded.scenario, {});
    if (result.status !== "done") throw new Error(result.reason);
    expect(result.curve.missing).toEqual([]);
    const steps = result.curve.entries.map(
      ({ id, group, widthMW, usdPerMWMonth, months, worthUSDPerYear }): Step => ({
        id,
        group,
        widthMW,
        usdPerMWMonth,
        months,
        worthUSDPerYear,
      }),
    );
    // The law holds the grid: without plant of one's own and new wind behind it, a MW of it brings nothing.
    expect(steps.filter(({ group }) => group === "grid").map(({ widthMW }) => widthMW)).toEqual([
      0,
    ]);
    for (const group of GROUPS.filter((one) => one !== "grid")) {
      const wide = steps.filter((step) => step.group === group && step.widthMW > 0);
      expect(wide.length, group).toBeGreaterThan(0);
      for (const { usdPerMWMonth } of wide) expect(usdPerMWMonth).not.toBeNull();
    }
    const costs = steps.flatMap(({ usdPerMWMonth }) => usdPerMWMonth ?? []);
    expect(costs).toEqual(costs.toSorted((a, b) => a - b));
    if (UPDATE) writeFileSync(FILE, `${JSON.stringify(steps, null, 2)}\n`);
    const golden = JSON.parse(readFileSync(FILE, "utf8")) as Step[];
    expect(steps.map(({ id }) => id).toSorted()).toEqual(golden.map(({ id }) => id).toSorted());
    for (const step of steps) {
      const of = golden.find(({ id }) => id === step.id)!;
      expect(step.group).toBe(of.group);
      near(step.widthMW, of.widthMW, 0.01);
      near(step.usdPerMWMonth, of.usdPerMWMonth, 500);
      near(step.months, of.months, 0.01);
      near(step.worthUSDPerYear, of.worthUSDPerYear, 2000);
    }
    expect(steps.find(({ id }) => id === "Dublin.irish-wind")!.widthMW).toBeGreaterThan(1);
  }, 120_000);
});
