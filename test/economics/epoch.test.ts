/** Epoch's 1 GW campus of GB200 NVL72 (facts, compute §5): 38 BUSD capital, 8.5 BUSD a year, servers 5, energy 0.6. Within 5 %. */
import { describe, expect, it } from "vitest";
import { catalog } from "../../src/catalog/catalog.ts";
import { numberIn } from "../../src/catalog/table.ts";
import { plan } from "../../src/plan.ts";
import { costsByCategory } from "../../src/report/text.ts";
import { loadScenario } from "../../src/scenario/load.ts";

/** 1 GW IT at full power all year; energy at the price that Epoch's 0.6 BUSD a year implies. */
const CAMPUS = `
firmwatt: 1
resolution: weeks:4
demand: { training: { targetEFLOPShPerYear: 100 } }
accelerators: { gb200-nvl72: { minChips: 534759, minimumRunFrac: 1 } }
sites:
  virginia:
    place: northern-virginia
    connection: { firmMW: 1200, energy: fixed, fixedUSDPerMWh: 62, networkUSDPerMWh: 0, taxUSDPerMWh: 0, demandUSDPerMWMonth: 0, contractedUSDPerMWYear: 0 }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

const within = (found: number, published: number) => Math.abs(found / published - 1);

describe("Epoch's 1 GW campus from our catalogue", () => {
  it("has its capital, its yearly cost, its servers and its energy within 5 %", async () => {
    const loaded = await loadScenario(CAMPUS);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    const result = await plan(loaded.scenario, { confirm: 0 });
    if (result.status !== "planned") throw new Error(result.status);
    const { kpis, costs } = result.package;
    const category = (name: string) =>
      costsByCategory(result.package).find((cost) => cost.category === name)!.usdPerYear;
    // Epoch counts the network apart from servers, and upkeep as running cost.
    const network = numberIn(catalog("campus").get("network")!, "shareOfAcceleratorPriceFrac");
    const capital = costs.filter(({ category: of, capexUSD }) => of === "servers" && capexUSD > 0);
    const upkeep =
      kpis.chips *
      47_222 *
      numberIn(catalog("accelerators").get("gb200-nvl72")!, "fixedOMFracPerYear");
    const servers = (category("servers") - upkeep) * (1 - network);
    expect(capital).toHaveLength(1);
    expect(kpis.itMW).toBeCloseTo(1000, 0);
    expect(within(kpis.capexUSD, 38e9)).toBeLessThan(0.05);
    expect(within(kpis.costUSDPerYear, 8.5e9)).toBeLessThan(0.05);
    expect(within(servers, 5e9)).toBeLessThan(0.05);
    expect(within(servers / kpis.costUSDPerYear, 0.6)).toBeLessThan(0.05);
    expect(within(category("energy"), 0.6e9)).toBeLessThan(0.05);
  });
});
