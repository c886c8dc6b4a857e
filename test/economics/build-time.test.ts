/** Building a full campus-year's compact problem makes no object per hour. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { assemble } from "../../src/model/assemble.ts";
import { loadScenario } from "../../src/scenario/load.ts";

it("a full year has no more objects than four weeks, but for the months it bills", async () => {
  const text = readFileSync(
    join(import.meta.dirname, "../../examples/04-texas-flexible/scenario.yaml"),
    "utf8",
  );
  const count = async (resolution: string) => {
    const loaded = await loadScenario(text, { set: [`resolution=${resolution}`] });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    const { problem } = assemble(loaded.scenario);
    const objects = problem.slices.reduce(
      (sum, slice) => sum + slice.variables.length + slice.rows.length + slice.states.length,
      problem.design.length,
    );
    return { objects };
  };
  const full = await count("full");
  const weeks = await count("weeks:4");
  // The twelve billed months and their ratchets come with every hour; nothing else may grow.
  expect(full.objects).toBeLessThan(weeks.objects + 200);
});
