/** A slip comes on top of the promised date of a stage: nine months are three quarters, by every name it may have. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withSlips } from "../../src/replan.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { leadTimeOf, stageQuarters } from "../../src/scenario/lead-times.ts";

const FILE = join(import.meta.dirname, "../../examples/18-three-sites-one-decision/scenario.yaml");

async function quartersWith(what: string | undefined, months: number): Promise<number> {
  const loaded = await loadScenario(readFileSync(FILE, "utf8"));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const scenario = withSlips(loaded.scenario, what === undefined ? [] : [{ what, months }]);
  const site = scenario.sites.find(({ name }) => name === "Dunkirk")!;
  const lead = leadTimeOf(site.connections[0]!, site.placeId, scenario.horizon!);
  const [stage] = site.connections[0]!.spec["stages"] as { date: string }[];
  expect(stage!.date).toBe("2029-Q4");
  return stageQuarters(scenario.horizon!, lead, scenario.horizon!.start + 11);
}

describe("a slipped stage", () => {
  it("comes at its promised date without a slip", async () => {
    expect(await quartersWith(undefined, 0)).toBe(11);
  });

  it.each(["grid", "connection", "Dunkirk.connection", "energisation"])(
    "comes three quarters later when %s slips by nine months",
    async (what) => {
      expect(await quartersWith(what, 9)).toBe(14);
    },
  );

  it("is not moved by what does not belong to it", async () => {
    expect(await quartersWith("Luleå.connection", 9)).toBe(11);
  });
});
