/** Levers show what the scenario states, rules of a site too; what is none of these files is refused for what it is. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { leversOf } from "../../apps/web/planner/levers.ts";
import { usualValues } from "../../apps/web/parts/sweep-form.tsx";
import { readImport } from "../../apps/web/planner/read-import.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";

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

describe("levers of prices in another currency", () => {
  const campus = (money: string, connection: string, chip: string, worth: string) => `
firmwatt: 1
resolution: weeks:1
money: ${money}
objective: { mostValue: { ${worth} } }
demand: { training: { targetEFLOPShPerYear: 40000 } }
accelerators: { gb200-nvl72: { ${chip} } }
sites:
  lulea:
    place: lulea
    connection: { firmMW: 60, ${connection} }
    cooling: { cold-plate-dry-cooler: {}, air-economiser: {} }
`;
  const load = async (text: string, set: readonly string[] = []) => {
    const loaded = await loadScenario(text, { set });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    return loaded.scenario;
  };
  const inUSD = campus(
    "{}",
    "energy: fixed, fixedUSDPerMWh: 60.2",
    "priceUSD: 40000",
    "usdPerEFLOPSh: 3000",
  );
  // Two dollars a euro.
  const EUR = "{ currency: EUR, usdPerUnit: 2 }";
  const inEUR = campus(
    EUR,
    "energy: fixed, fixedEURPerMWh: 30.1",
    "priceEUR: 20000",
    "eurPerEFLOPSh: 1500",
  );
  const pricesOf = (scenario: Scenario) =>
    leversOf(scenario)
      .filter(({ unit }) => /USD|EUR/.test(unit))
      .map(({ id, unit, value, min, max, step }) => ({ id, unit, value, min, max, step }));

  it("are those in USD at the scenario's rate, under the names of the file", async () => {
    const [usd, eur] = [pricesOf(await load(inUSD)), pricesOf(await load(inEUR))];
    expect(eur).toEqual([
      {
        id: "accelerators.gb200-nvl72.priceEUR",
        unit: "EUR",
        value: 20_000,
        min: 6000,
        max: 40_000,
        step: 50,
      },
      {
        id: "sites.lulea.connection.fixedEURPerMWh",
        unit: "EUR/MWh",
        value: 30.1,
        min: 0,
        max: 100,
        step: 0.5,
      },
      {
        id: "objective.mostValue.eurPerEFLOPSh",
        unit: "EUR/EFLOPS·h",
        value: 1500,
        min: 0,
        max: 3000,
        step: 50,
      },
    ]);
    for (const [i, { value, min, max }] of eur.entries())
      expect([2 * value!, 2 * min, 2 * max]).toEqual([usd[i]!.value, usd[i]!.min, usd[i]!.max]);
  });

  it.each([
    ["in EUR", inEUR],
    ["in USD", inUSD.replace("{}", EUR)],
    ["nowhere", campus(EUR, "energy: fixed", "", "usdPerEFLOPSh: 3000")],
  ])("move the price that the file states %s", async (_, text) => {
    const before = await load(text);
    const set = pricesOf(before).map(({ id }, i) => `${id}=${100 + i}`);
    expect(set).toHaveLength(3);
    const after = await load(text, set);
    expect(pricesOf(after).map(({ value }) => value)).toEqual([100, 101, 102]);
    expect(after.sites[0]!.fleets[0]!.spec["priceUSD"]).toBe(200);
    expect(after.sites[0]!.connections[0]!.spec["fixedUSDPerMWh"]).toBe(202);
    expect(after.objective).toEqual({ kind: "mostValue", usdPerEFLOPSh: 204 });
  });

  it("stand beside what two settings of one figure say: the later one holds", async () => {
    const connection = "sites.lulea.connection";
    const set = [`${connection}.fixedEURPerMWh=10`, `${connection}.fixedUSDPerMWh=50`];
    const { spec } = (await load(inEUR, set)).sites[0]!.connections[0]!;
    expect(spec["fixedUSDPerMWh"]).toBe(50);
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

it("proposes round values for a sweep, what is stated among them, and the whole range of a slip", () => {
  expect(usualValues({ value: 100, min: 0, max: 200 })).toBe("50, 75, 100, 125, 150");
  expect(usualValues({ value: 98_800, min: 29_640, max: 197_600 })).toBe(
    "49400, 74100, 98800, 124000, 148000",
  );
  expect(usualValues({ value: 0, min: 0, max: 24 })).toBe("0, 6, 12, 18, 24");
  expect(usualValues({ value: null, min: 0, max: 1 })).toBe("0, 0.25, 0.5, 0.75, 1");
});
