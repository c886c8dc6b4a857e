/** Every broken scenario of the table gives exactly the lines of the table. */
import { describe, expect, it } from "vitest";
import { readerBelow } from "../../apps/cli/files.ts";
import { issueLine } from "../../src/scenario/issue.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { GOOD } from "./case.ts";
import { CASES } from "./table.ts";

const readFile = readerBelow(["examples/01-nordic-hydro"]);

describe("broken scenarios", () => {
  it("are many, each with a name of its own", () => {
    expect(CASES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
  });

  it.each(CASES)(
    "$name",
    async ({ text, set, lines }) => {
      const result = await loadScenario(text, { readFile, set: set ?? [] });
      const told = result.ok ? [] : result.issues.map((issue) => issueLine(issue, "scenario.yaml"));
      expect(told).toEqual(lines);
      expect(told.length).toBeGreaterThan(0);
    },
    10_000,
  );
});

describe("good scenarios", () => {
  it("load as YAML", async () => {
    expect(await loadScenario(GOOD)).toMatchObject({ ok: true });
  });

  it("load as JSON", async () => {
    const text = JSON.stringify({
      firmwatt: 1,
      demand: { training: { targetEFLOPShPerYear: 900 } },
      accelerators: { "gb200-nvl72": {} },
      sites: {
        lulea: {
          place: "lulea",
          connection: { firmMW: 200 },
          cooling: { "air-economiser": {}, "cold-plate-dry-cooler": {} },
        },
      },
    });
    expect(await loadScenario(text)).toMatchObject({ ok: true });
  });
});
