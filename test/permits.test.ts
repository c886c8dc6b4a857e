/** Air permits in the plan: tonnes of NOx and hours of emergency sets, by hand. */
import { describe, expect, it } from "vitest";
import { plan } from "../src/plan.ts";
import type { Package } from "../src/report/package.ts";
import { loadScenario } from "../src/scenario/load.ts";

/** Power from the grid is dear, from the engine cheap and of half a kilogram of NOx per MWh. */
const ENGINE = `
firmwatt: 1
resolution: weeks:2
demand: { training: { targetEFLOPShPerYear: 87600, mfuFrac: 0.4, availabilityFrac: 1, precision: bf16 } }
accelerators:
  h100-sxm: { itKWPerChip: 1, bf16TFLOPS: 1000, priceUSD: 20000, lifeYears: 5, liquidHeatFrac: 1, liquidSupplyMaxC: 45, powerCapSegments: 1 }
sites:
  lulea:
    place: lulea
    connection: { firmMW: 100, energy: fixed, fixedUSDPerMWh: 200, worksUSDPerMW: 0, networkUSDPerMWh: 0, taxUSDPerMWh: 0, demandUSDPerMWMonth: 0 }
    supply: { reciprocating-engine: { existingMW: 40, maxMW: 0, efficiencyFrac: 0.5, fuelUSDPerMWhThermal: 20, variableOMUSDPerMWh: 10, noxKgPerMWh: 0.5 } }
    cooling: { cold-plate-dry-cooler: {} }
`;

async function planned(text: string, set: string[] = [], confirm = 0): Promise<Package> {
  const loaded = await loadScenario(text, { set });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm });
  if (result.status !== "planned") throw new Error(result.status);
  expect(result.package.verified.ok).toBe(true);
  return result.package;
}

const generatedMWh = (pack: Package, kind: string) =>
  pack.sites[0]!.assets.find((asset) => asset.kind === kind)!.energyMWh;
const ruleRow = (pack: Package, label: string) =>
  pack.rules[0]!.rows.find((row) => row.label === label)!.value;

describe("air permits", () => {
  it("a cap of 50 t at half a kilogram per MWh leaves the engine 100,000 MWh", async () => {
    const free = await planned(ENGINE);
    expect(generatedMWh(free, "reciprocating-engine")).toBeGreaterThan(200_000);
    const pack = await planned(ENGINE, ["rules.nox-cap={ maxTPerYear: 50 }"], 3);
    expect(generatedMWh(pack, "reciprocating-engine")).toBeCloseTo(100_000, 0);
    expect(ruleRow(pack, "Used")).toBeCloseTo(50, 3);
    // One more tonne is 2,000 MWh at 200 − (20 / 0.5 + 10) USD.
    const found = pack.bottlenecks.find(({ path }) => path === "rules.nox-cap.maxTPerYear")!;
    expect(Math.abs(found.worthPerUnit / (2000 * 150) - 1)).toBeLessThan(1e-3);
  });

  it("emergency hours hold the standby sets of a hall that is cut 876 hours a year", async () => {
    // Cut a tenth of the year, the hall's own load of 1 % of its IT MW runs on its sets.
    const cut = [
      "sites.lulea.connection.firmMW=0",
      "sites.lulea.connection.nonFirmMW=100",
      "sites.lulea.connection.curtailedHoursPerYear=876",
      "sites.lulea.supply={}",
      "sites.lulea.halls={ hall-modular: { houseLoadFrac: 0.01 } }",
    ];
    const everyHour = [...cut, "resolution=full"];
    const free = await planned(ENGINE, everyHour);
    const [site] = free.sites;
    const hallMW = site!.itPeakMW;
    const ofHours = await planned(ENGINE, [
      ...everyHour,
      "rules.emergency-hours={ maxHoursPerYear: 876 }",
    ]);
    // In every cut hour the sets run in full, and in no other: nothing of the 876 hours is left over.
    expect(Math.abs(ruleRow(ofHours, "Margin"))).toBeLessThan(1e-3 * 876 * 0.01 * hallMW);
    const strict = await loadScenario(ENGINE, { set: [...cut, "rules.emergency-hours={}"] });
    if (!strict.ok) throw new Error(JSON.stringify(strict.issues));
    // A hundred hours do not carry the hall through 876.
    expect((await plan(strict.scenario, { confirm: 0 })).status).toBe("infeasible");
  });

  it("a monthly cap on water that binds in several months is one limit, in its own unit", async () => {
    const pack = await planned(
      ENGINE,
      [
        "sites.lulea.place=phoenix",
        "sites.lulea.cooling={ cold-plate-cooling-tower: {}, cold-plate-dry-cooler: { capexUSDPerMW: 30000000 } }",
        "rules.water-month-cap={ maxM3PerMonth: 10000 }",
      ],
      4,
    );
    const caps = pack.bottlenecks.filter(({ path }) => path.startsWith("rules.water"));
    expect(caps).toHaveLength(1);
    expect(caps[0]!.sentence).toContain("one more m3 a month is worth");
  });

  it("a monthly cap counts the water of sites that share hourly work once", async () => {
    const cooled =
      "{ cold-plate-cooling-tower: {}, cold-plate-dry-cooler: { capexUSDPerMW: 30000000 } }";
    const connection =
      "{ firmMW: 60, energy: fixed, fixedUSDPerMWh: 50, worksUSDPerMW: 0, networkUSDPerMWh: 0, taxUSDPerMWh: 0, demandUSDPerMWMonth: 0 }";
    const site = `{ place: phoenix, connection: ${connection}, cooling: ${cooled} }`;
    const maxM3PerMonth = 10_000;
    const pack = await planned(ENGINE, [
      "sites.lulea.place=phoenix",
      `sites.lulea.connection=${connection}`,
      "sites.lulea.supply={}",
      `sites.lulea.cooling=${cooled}`,
      `sites.second=${site}`,
      "demand={ batch: { arrivalsEFLOPShPerDay: 240, maximumAgeHours: 24, mfuFrac: 0.4, precision: bf16 } }",
      `rules.water-month-cap={ maxM3PerMonth: ${maxM3PerMonth} }`,
    ]);
    // Towers are cheap and use far more: every modelled month, 12 of 730 hours in all, is used in full.
    const used = pack.kpis.waterM3PerYear;
    expect(Math.abs(used / (12 * maxM3PerMonth) - 1)).toBeLessThan(0.05);
  });
});
