/** Contracts in plans: signed whatever they cost, settled apart from the optimiser, equal to what the plan pays. */
import { describe, expect, it } from "vitest";
import { plan } from "../../src/plan.ts";
import type { Package } from "../../src/report/package.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { EVERY_KIND } from "./every-kind.ts";

async function planned(text: string, set: string[] = []): Promise<Package> {
  const loaded = await loadScenario(text, { set });
  if (!loaded.ok)
    throw new Error(loaded.issues.map(({ path, message }) => `${path}: ${message}`).join("; "));
  const result = await plan(loaded.scenario, { confirm: 0 });
  if (result.status !== "planned") throw new Error(result.status);
  return result.package;
}

/** What the plan's cost lines say of the contracts, fit-out apart, beside their settlements. */
function bothSums(pack: Package): { charged: number; settled: number } {
  const contracts = pack.contracts!.contracts;
  const charged = pack.costs
    .filter(
      ({ asset, category }) =>
        contracts.some(({ name }) => name === asset) && category !== "electrical",
    )
    .reduce((sum, { usdPerYear }) => sum + usdPerYear, 0);
  return {
    charged,
    settled: contracts.reduce((sum, { levelisedUSDPerYear }) => sum + levelisedUSDPerYear, 0),
  };
}

describe("every kind signed at once", () => {
  it("adds up to the plan's cost lines and to its objective", async () => {
    const pack = await planned(EVERY_KIND);
    expect(pack.verified.checks.filter(({ ok }) => !ok)).toEqual([]);
    const { contracts, portfolio } = pack.contracts!;
    expect(contracts).toHaveLength(21);
    for (const one of contracts.filter(({ offered, kind }) => offered && kind !== "rented-compute"))
      expect(one.volume, one.name).toBeCloseTo(
        one.unit === "share of load" ? 0.2 : one.offered!,
        5,
      );
    const { charged, settled } = bothSums(pack);
    expect(Math.abs(settled / charged - 1)).toBeLessThan(1e-6);
    const all = pack.costs.reduce((sum, { usdPerYear }) => sum + usdPerYear, 0);
    expect(Math.abs(all / pack.solve.objective - 1)).toBeLessThan(1e-6);
    // 30 MW of contracts and a share of load beside it cover only part of the campus.
    expect(portfolio.coveredFrac!).toBeGreaterThan(0.3);
    expect(portfolio.coveredFrac!).toBeLessThan(1);
    const basis = contracts.find(({ kind }) => kind === "virtual")!;
    expect(Math.abs(basis.basisUSDPerYear)).toBeGreaterThan(0);
    const bb = contracts.find(({ name }) => name === "a.pay-as-produced")!;
    // A bb buyer puts up a year of payments: 4 MW at the yield of Hesse and 51 USD, less that of negative hours.
    const yearUSD = 4 * 8760 * 0.28 * 51;
    expect(bb.collateralUSD).toBeGreaterThan(0.88 * yearUSD);
    expect(bb.collateralUSD).toBeLessThan(yearUSD);
    expect(contracts.find(({ name }) => name === "a.virtual")!.collateralUSD).toBe(0);
  });
});

const SIGNED_NOW =
  "timing: { until: 2027-Q1, milestones: { contract: { p50Months: 0 }, import-rights: { p50Months: 0 } } }";
const OVER_TIME = `
firmwatt: 1
resolution: weeks:1
horizon: { start: 2027-Q1, years: 3, orderEveryQuarters: 4, priceChangeFracPerYear: { rented compute: -0.1, energy: 0.02, fuel: 0.03 } }
demand: { training: { targetEFLOPShPerYear: 12000, timing: { ramp: { 2027-Q1: 0.5, 2028-Q1: 1 } } } }
accelerators: { h100-sxm: { existingChips: 2400, maxChips: 2400 } }
contracts:
  rented-compute: { accelerator: h100-sxm, maxChips: 4000, commitmentYears: 1 }
sites:
  a:
    place: dallas
    connection: { existingMW: 30 }
    halls: { hall-modular: { existingMW: 10 } }
    cooling: { air-economiser: { existingMW: 10 }, cold-plate-dry-cooler: { existingMW: 10 } }
    contracts:
      pay-as-produced:
        minMW: 5
        maxMW: 5
        termYears: 1
        index: fixed
        steps: [{ from: 2027-Q3, overSpotUSDPerMWh: 2 }]
        ${SIGNED_NOW}
      virtual: { minMW: 2, maxMW: 2, index: uk-rpi, ${SIGNED_NOW} }
      btm-service: { minMW: 3, maxMW: 3, passedOnUSDPerMWh: 20, plantStatus: existing }
`;

describe("over a horizon", () => {
  it("terms end, indices move prices, steps change them, and all adds up", async () => {
    const pack = await planned(OVER_TIME);
    expect(pack.verified.checks.filter(({ ok }) => !ok)).toEqual([]);
    const of = (name: string) => pack.contracts!.contracts.find((one) => one.name === name)!;
    const [year, plan] = [of("a.pay-as-produced"), of("a.virtual")];
    expect(year.from).toBe("2027-Q1");
    expect(year.volume).toBeCloseTo(5, 5);
    // The same wind for one year of three, as strong while it is in force.
    expect(year.deliveredMWhPerYear / 5 / (plan.deliveredMWhPerYear / 2)).toBeCloseTo(1 / 3, 3);
    expect(year.capacityFactorFrac! / plan.capacityFactorFrac!).toBeCloseTo(1, 3);
    const cloud = of("portfolio.rented-compute");
    expect(cloud.volume).toBeGreaterThan(1000);
    const { charged, settled } = bothSums(pack);
    expect(Math.abs(settled / charged - 1)).toBeLessThan(1e-6);
  });
});
