/** The same scenario and seed give the same bytes: of a whole package with outages and drawn dates, and of the command. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { plan } from "../src/plan.ts";
import { packageJSON } from "../src/report/json.ts";
import { loadScenario } from "../src/scenario/load.ts";

const SCENARIO = `
firmwatt: 1
seed: 7
resolution: weeks:1
horizon: { start: 2027-Q1, years: 4, orderEveryQuarters: 2 }
objective: { mostValue: { usdPerEFLOPSh: 4000 } }
demand: { training: {} }
accelerators: { gb300-nvl72: { maxChips: 20000, powerCapSegments: 1 } }
sites:
  lulea:
    place: lulea
    connection: { stages: [{ date: 2028-Q4, firmMW: 20, whole: false }] }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
  abilene:
    place: abilene
    connection: { curtailedHoursPerYear: 200, stages: [{ date: 2028-Q2, firmMW: 5, nonFirmMW: 10, whole: false }] }
    supply: { reciprocating-engine: { maxMW: 10 } }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;
const folder = mkdtempSync(join(tmpdir(), "firmwatt-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The package as text without the time its solve took, and what was drawn for it. */
async function planned(threads: number, seed = 7) {
  const loaded = await loadScenario(SCENARIO, { set: [`seed=${seed}`] });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { draws: 1000, confirm: 2, threads });
  if (result.status !== "planned") throw new Error(result.status);
  const { package: pack, hourly } = result;
  const { odds, reliability } = pack;
  const text = packageJSON({ ...pack, solve: { ...pack.solve, seconds: 0 } });
  return { text, hourly, odds, reliability };
}

describe("the same seed", () => {
  it("gives the same bytes of a whole package, on one thread or two; another seed other draws", async () => {
    const first = await planned(1);
    expect(first.odds!.draws).toBe(1000);
    expect(first.reliability.map(({ site }) => site)).toEqual(["lulea", "abilene"]);
    const again = await planned(2);
    expect(again.text).toBe(first.text);
    expect(again.hourly).toEqual(first.hourly);
    const other = await planned(1, 8);
    expect(other.odds).not.toEqual(first.odds);
    expect(other.reliability).not.toEqual(first.reliability);
  }, 120_000);

  it("gives the same bytes of `time --json`", () => {
    writeFileSync(join(folder, "two.yaml"), SCENARIO);
    const bin = join(import.meta.dirname, "../bin/firmwatt");
    const [first, again] = [0, 1].map(() =>
      spawnSync(process.execPath, [bin, "time", "two.yaml", "--json", "--draws", "500"], {
        cwd: folder,
        encoding: "utf8",
      }),
    );
    expect(first!.status).toBe(0);
    expect(JSON.parse(first!.stdout)).toMatchObject({ odds: { draws: 500 } });
    expect(again!.stdout).toBe(first!.stdout);
  }, 120_000);
});
