/** Annual PUE of two halls against published ranges: warm water without chillers, and chilled-water air cooling. */
import { describe, expect, it } from "vitest";
import { plan } from "../../src/plan.ts";
import { loadScenario } from "../../src/scenario/load.ts";

async function annualPUE(site: string, fleet: string): Promise<number> {
  const text = `
firmwatt: 1
resolution: weeks:8
demand: { training: { targetEFLOPShPerYear: 5000 } }
accelerators: { ${fleet} }
sites:
  hall: ${site}
`;
  const loaded = await loadScenario(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm: 0 });
  if (result.status !== "planned") throw new Error(result.status);
  return result.package.kpis.pueAnnual!;
}

describe("annual PUE", () => {
  it("of warm water without chillers on an eco-mode chain lies in NREL ESIF's range", async () => {
    const pue = await annualPUE(
      "{ place: silicon-valley, electricalEfficiencyFrac: 0.985, connection: { firmMW: 50 }, halls: { hall-modular: { houseLoadFrac: 0.005 } }, cooling: { cold-plate-cooling-tower: {} } }",
      "gb200-nvl72: { liquidHeatFrac: 1 }",
    );
    expect(pue).toBeGreaterThanOrEqual(1.03);
    expect(pue).toBeLessThanOrEqual(1.06);
  });

  it("of air handlers on air-cooled chillers lies between 1.3 and 1.6", async () => {
    const pue = await annualPUE(
      "{ place: dallas, connection: { firmMW: 50 }, cooling: { crah-air-cooled-chiller: {} } }",
      "a100-sxm-80gb: {}",
    );
    expect(pue).toBeGreaterThanOrEqual(1.3);
    expect(pue).toBeLessThanOrEqual(1.6);
  });
});
