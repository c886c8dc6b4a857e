/** The MFU of a workload that states none is that of its precision, told with the catalogue's source. */
import { expect, it } from "vitest";
import { assumptionsOf } from "../report/assumptions.ts";
import { loadScenario } from "./load.ts";

async function mfuOf(demand: string) {
  const loaded = await loadScenario(`firmwatt: 1
name: mfu
demand: { ${demand} }
accelerators: { gb300-nvl72: {} }
sites:
  lulea: { place: lulea, connection: { firmMW: 10 }, cooling: { air-economiser: {}, cold-plate-dry-cooler: {} } }
`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const { value, origin, source } = assumptionsOf(loaded.scenario).find(({ path }) =>
    path.endsWith(".mfuFrac"),
  )!;
  return { value, origin, source };
}

it("follows the precision of training where none is stated", async () => {
  const target = "targetEFLOPShPerYear: 1000";
  expect(await mfuOf(`training: { ${target} }`)).toMatchObject({ value: 0.4, origin: "default" });
  const fp8 = await mfuOf(`training: { ${target}, precision: fp8 }`);
  expect(fp8).toMatchObject({ value: 0.2, origin: "default" });
  expect(fp8.source).toContain("FP8 peak");
  expect(await mfuOf(`training: { ${target}, precision: fp4 }`)).toMatchObject({
    value: 0.2,
    source: "Firmwatt estimate: as FP8",
  });
});

it("keeps what is stated, and the one figure of work that has no other", async () => {
  expect(
    await mfuOf("training: { targetEFLOPShPerYear: 1000, precision: fp8, mfuFrac: 0.35 }"),
  ).toEqual({ value: 0.35, origin: "scenario", source: "the scenario file" });
  expect(await mfuOf("batch: { arrivalsEFLOPShPerDay: 10 }")).toMatchObject({ value: 0.2 });
});
