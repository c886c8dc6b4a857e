/** Plans over time: what loads, what is only told, and that no broken one crashes the reader. */
import * as fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isMap, isSeq, parseDocument } from "yaml";
import { assemble } from "../../src/model/assemble.ts";
import { Arrivals } from "../../src/scenario/arrival.ts";
import { scenarioJSONSchema } from "../../src/scenario/json-schema.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { technologiesOf } from "../../src/scenario/scenario.ts";
import { GOOD } from "./case.ts";
import { HORIZON, OVER_TIME } from "./horizon.ts";

const ENGINE = "sites.lulea.supply.reciprocating-engine";

async function loaded(text: string, set: readonly string[] = []) {
  const result = await loadScenario(text, { set });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.scenario;
}

describe("what contradicts another part of the file", () => {
  it.each([
    ["stages out of order", "date stands on line 12"],
    ["offer that can never be met: own power asked for, none to be built", "reciprocating-engine"],
    ["stage that asks for more own power than may be built", "reciprocating-engine stands on line"],
    ["P10 above P50", "p50Months stands on line 11"],
    ["accelerator there before its launch", "start stands on line 2"],
    ["accelerators promised before their launch", "data/generations.csv"],
    ["ramp after the plan", "start stands on line 2"],
  ])("is refused with both places: %s", (name, other) => {
    const [line] = HORIZON.find((one) => one.name === name)!.lines;
    expect(line).toMatch(/^scenario\.yaml:\d+:\d+ /);
    expect(line).toContain(other);
    if (!other.startsWith("data/")) expect(line).toMatch(/ stands on line \d+, column \d+\. /);
  });
});

describe("a plan over time", () => {
  it("loads without a word, with one week of every quarter", async () => {
    const { horizon, resolution, notices } = await loaded(OVER_TIME);
    expect(horizon).toMatchObject({ start: 2027 * 4, quarters: 40, percentile: 0.5 });
    expect(resolution).toEqual({ kind: "weeks", count: 1 });
    expect(notices).toEqual([]);
  });

  it("keeps the resolution that the file or the command states", async () => {
    expect((await loaded(OVER_TIME, ["resolution=weeks:3"])).resolution).toMatchObject({
      count: 3,
    });
    const result = await loadScenario(OVER_TIME, { resolution: "weeks:4" });
    expect(result).toMatchObject({ ok: true, scenario: { resolution: { count: 4 } } });
  });

  it("of one year takes every hour when nothing is stated, eight weeks where many plans are to come", async () => {
    expect((await loaded(GOOD)).resolution).toEqual({ kind: "full" });
    const quick = { quick: true };
    expect(await loadScenario(GOOD, quick)).toMatchObject({
      scenario: { resolution: { count: 8 } },
    });
    const stated = `resolution: full\n${GOOD}`;
    expect(await loadScenario(stated, quick)).toMatchObject({
      scenario: { resolution: { kind: "full" } },
    });
    expect(await loadScenario(OVER_TIME, quick)).toMatchObject({
      scenario: { resolution: { count: 1 } },
    });
  });

  it("reads a timing of null as none, and takes settings of single fields", async () => {
    const none = await loaded(OVER_TIME, [`${ENGINE}.timing=null`]);
    expect(none.sites[0]!.supply[0]!.timing).toEqual({});
    const set = await loaded(OVER_TIME, [`${ENGINE}.timing.from=2030-Q1`]);
    expect(set.sites[0]!.supply[0]!.timing).toEqual({ from: "2030-Q1" });
  });

  it("converts the works of stages from the currency of the file", async () => {
    const text = OVER_TIME.replace("firmMW: 60", "firmMW: 60, worksEUR: 1000000");
    const { sites } = await loaded(text, ["money={currency: EUR, usdPerUnit: 1.25}"]);
    expect(sites[0]!.connections[0]!.spec["stages"]).toMatchObject([{ worksUSD: 1_250_000 }, {}]);
  });

  it("counts chips under a named kind, offers of null and kinds of their own", async () => {
    const { sites } = await loaded(OVER_TIME, [
      "sites.lulea.offers.second=null",
      "sites.lulea.supply.spare={kind: reciprocating-engine, timing: {chain: open-cycle-turbine}}",
    ]);
    expect(sites[0]!.connections.map(({ name }) => name)).toEqual(["connection", "second"]);
    expect(sites[0]!.supply[1]!.timing).toEqual({ chain: "open-cycle-turbine" });
  });
});

describe("arrivals", () => {
  it.each([50, 90])("are those of the first orders of the model at P%i", async (percentile) => {
    const scenario = await loaded(OVER_TIME, [
      `horizon.percentile=${percentile}`,
      "accelerators.gb300-nvl72.timing.from=2032-Q3",
      "sites.lulea.storage={lithium-battery: {maxMWh: 100, timing: {ordered: 2026-11}}}",
    ]);
    const arrivals = new Arrivals(scenario.horizon!);
    const campus = assemble(scenario);
    const placed = technologiesOf(scenario.sites[0]!).filter(({ name }) =>
      campus.orders.some(({ asset }) => asset.endsWith(`.${name}`)),
    );
    expect(placed.length).toBeGreaterThanOrEqual(6);
    for (const entry of placed) {
      const comes = campus.orders
        .filter(({ asset }) => asset.endsWith(`.${entry.name}`))
        .map((order) => order.comes + scenario.horizon!.start);
      expect([entry.name, arrivals.first(entry, "lulea")]).toEqual([
        entry.name,
        Math.min(...comes),
      ]);
    }
  });
});

describe("notices over time", () => {
  const told = async (text: string, set: readonly string[] = []) =>
    (await loaded(text, set)).notices.join("\n");

  it("say that timing is not used in a design year, and which stages do not count", async () => {
    const text = OVER_TIME.replace(/horizon: .*\n/, "year: 2030\n");
    const notices = await told(text);
    expect(notices).toContain("stage 2 does not count in the design year 2030 (from 2031-Q1)");
    expect(notices).not.toContain("stage 1");
    expect(notices).toContain(
      "timing is not used without horizon: demand.training, accelerators.gb300-nvl72",
    );
  });

  it("name what cannot come before the plan ends", async () => {
    const late = "sites.lulea.connection.timing.milestones.permit={p50Months: 600}";
    expect(await told(OVER_TIME, [`${ENGINE}.timing.from=2040-Q1`, late])).toBe(
      `Not before the plan ends, at P50: ${ENGINE} (2040-Q1)`,
    );
    const stage = OVER_TIME.replace("2031-Q1", "2038-Q1");
    expect(await told(stage)).toBe(
      "Not before the plan ends, at P50: sites.lulea.connection stage 2 (2038-Q1)",
    );
  });

  it("stretch a stage's date to the percentile", async () => {
    const stage = OVER_TIME.replace("2031-Q1", "2036-Q4");
    expect(await told(stage)).toBe("");
    expect(await told(stage, ["horizon.percentile=90"])).toContain("stage 2 (2036-Q4)");
  });

  it("name what can never be had", async () => {
    const notices = await told(OVER_TIME, [`${ENGINE}.timing={from: 2030-Q1, until: 2030-Q1}`]);
    expect(notices).toBe("");
    const slow = `${ENGINE}.timing={until: 2027-Q1}`;
    expect(await told(OVER_TIME, [slow])).toMatch(/^Never to be had, at P50: .*until 2027-Q1\)$/);
  });

  it("compare the first demand with the first that can be in force", async () => {
    const early = OVER_TIME.replace("2033-Q1: 1", "2028-Q1: 0.5, 2040-Q1: 1");
    const notices = await told(early, [
      "sites.lulea.connection.firmMW=0",
      "accelerators.gb300-nvl72.timing.from=2032-Q3",
    ]);
    expect(notices).toContain(
      "demand.training asks for compute from 2028-Q1; the first that can be in force is lulea in 2032-Q3",
    );
    expect(notices).toContain("so the ramp's 2040-Q1 does not count");
  });

  it("point at milestones that look like another, and at certain exits", async () => {
    const notices = await told(OVER_TIME, [
      "sites.lulea.connection.timing.milestones={premit: {p50Months: 5, exitFrac: 1}}",
    ]);
    expect(notices).toContain("premit is added to the chain, which has a milestone permit already");
    expect(notices).toContain("premit ends every case");
  });
});

describe("the JSON Schema", () => {
  it("knows timing in every table but rules, and offers without a kind", () => {
    const text = JSON.stringify(scenarioJSONSchema());
    const schema = JSON.parse(text) as {
      $defs: { timing: { properties: object } };
      properties: Record<string, { properties: Record<string, { properties: object }> }> & {
        sites: { additionalProperties: { properties: Record<string, object> } };
      };
    };
    expect(Object.keys(schema.$defs.timing.properties)).toContain("ramp");
    const { demand, rules, horizon } = schema.properties;
    expect(demand!.properties["training"]!.properties).toHaveProperty("timing");
    expect(rules!.properties["co2-cap"]!.properties).not.toHaveProperty("timing");
    expect(horizon!.properties).toHaveProperty("percentile");
    const site = schema.properties.sites.additionalProperties.properties;
    expect(site["offers"]).toMatchObject({
      additionalProperties: { properties: { stages: {}, timing: {} } },
    });
    expect(site["connection"]).toMatchObject({ properties: { stages: {}, timing: {} } });
  });
});

describe("the user guide", () => {
  it("has an example that loads as it stands", async () => {
    const guide = readFileSync(join(import.meta.dirname, "../../docs/user-guide.md"), "utf8");
    const example = /```yaml\n(firmwatt: 1\n[\s\S]*?)```/.exec(guide)?.[1];
    const { horizon, sites, notices } = await loaded(example ?? "");
    expect(notices).toEqual([]);
    expect(horizon).toBeDefined();
    expect(sites.flatMap(({ connections }) => connections).length).toBeGreaterThan(1);
  });
});

const value = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    0.5,
    1e308,
    Number.NaN,
    "",
    "2030-Q1",
    "2019-Q4",
    "9999-Q4",
    "2030-07",
    {},
    [],
    { "2030-Q1": 1 },
    { permit: { after: ["permit"] } },
    { x: { p90Months: 3 } },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const place = fc.constantFrom(
  "horizon",
  "horizon.start",
  "horizon.years",
  "horizon.percentile",
  "horizon.resiting",
  "horizon.priceChangeFracPerYear",
  "demand.training.timing",
  "demand.training.timing.ramp",
  "accelerators.gb300-nvl72.timing.from",
  "sites.lulea.connection.timing.milestones",
  "sites.lulea.connection.stages",
  "sites.lulea.offers",
  `${ENGINE}.timing.ordered`,
  `${ENGINE}.timing`,
  `${ENGINE}.timing.chain`,
  `${ENGINE}.timing.retires`,
);

/** A plan over time with one node deleted or replaced. */
function mutated(seeds: readonly number[], replacement: unknown): string {
  const document = parseDocument(OVER_TIME);
  let node: unknown = document.contents;
  for (const seed of seeds) {
    if ((!isMap(node) && !isSeq(node)) || node.items.length === 0) break;
    const at = seed % node.items.length;
    const inner: unknown = isMap(node) ? node.items[at]!.value : node.items[at];
    if ((isMap(inner) || isSeq(inner)) && seed !== seeds.at(-1)) {
      node = inner;
      continue;
    }
    if (replacement === undefined) node.items.splice(at, 1);
    else if (isMap(node)) node.items[at]!.value = document.createNode(replacement);
    else node.items[at] = document.createNode(replacement) as never;
    break;
  }
  return document.toString();
}

async function survives(text: string, set: readonly string[] = []): Promise<void> {
  const result = await loadScenario(text, { set });
  if (result.ok) return;
  expect(result.issues.length).toBeGreaterThan(0);
  for (const { message, line } of result.issues) {
    expect(message).not.toBe("");
    expect(line).toBeLessThanOrEqual(text.split("\n").length);
  }
}

describe("broken plans over time never crash the reader", () => {
  it("with one part deleted or replaced", async () => {
    const seeds = fc.array(fc.nat(20), { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(seeds, fc.option(value, { nil: undefined }), (path, replacement) =>
        survives(mutated(path, replacement)),
      ),
      { numRuns: 150 },
    );
  });

  it("with values set at the places of time", async () => {
    const setting = fc.tuple(place, value).map(([at, to]) => `${at}=${JSON.stringify(to)}`);
    await fc.assert(
      fc.asyncProperty(fc.array(setting, { minLength: 1, maxLength: 3 }), (set) =>
        survives(OVER_TIME, set),
      ),
      { numRuns: 150 },
    );
  });
});
