/** Levers show what the scenario states, rules of a site too; what is none of these files is refused for what it is. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { leversOf } from "../../apps/web/planner/levers.ts";
import { readImport } from "../../apps/web/planner/read-import.ts";
import { loadScenario } from "../../src/scenario/load.ts";

async function clean(example: string) {
  const loaded = await loadScenario(readFileSync(`examples/${example}/scenario.yaml`, "utf8"));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return leversOf(loaded.scenario)
    .filter(({ id }) => id.includes("hourly-clean-share"))
    .map(({ id, label, value }) => ({ id, label, value }));
}

describe("the lever of a rule", () => {
  it("stands at what a site's own rule states", async () => {
    expect(await clean("24-hundred-hour-store")).toEqual([
      {
        id: "sites.Minnesota.rules.hourly-clean-share.minFrac",
        label: "Clean hour by hour, at least, Minnesota",
        value: 0.7,
      },
    ]);
  });

  it("is off for all sites where no rule is stated", async () => {
    expect(await clean("18-three-sites-one-decision")).toEqual([
      {
        id: "rules.hourly-clean-share.minFrac",
        label: "Clean hour by hour, at least",
        value: null,
      },
    ]);
  });
});

it("refuses a picture as no text, without asking for its clock", () => {
  const read = readImport("\u0089PNG\r\n\u001A\n\u0000\u0000\u0000", {});
  expect(read.kind).toBe("refused");
  expect(read.kind === "refused" && read.issues.map(({ message }) => message)).toEqual([
    "This is no text: a picture, a PDF or a program's own file",
  ]);
  expect(read.kind === "refused" && read.open).toBeFalsy();
});
