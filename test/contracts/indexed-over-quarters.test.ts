/** Payments of indexed contracts over quarters, by hand: capacity, rent, and what is taken or due. */
import { describe, expect, it } from "vitest";
import { plainSite, planned } from "../cases/plain-site.ts";
import type { ContractReport } from "../../src/report/contracts/contracts.ts";

/** Prices of 2025 rise by a tenth a year in money of the day, all else by 2 %. */
const RISING = "escalatorFracPerYear: 0.1, collateralUSDPerMW: 0";
/** Signed on the first day: nothing of its chain takes time. */
const signedNow = (...milestones: string[]) =>
  `timing: { until: 2027-Q1, milestones: { ${milestones.map((name) => `${name}: { p50Months: 0 }`).join(", ")} } }`;

/** Worth in money of 2025 of 1 that is paid in the middle of a quarter, counted from the first of 2027. */
const worth = (quarter: number) => (1.1 / 1.02) ** (2 + (quarter + 0.5) / 4);
const QUARTERS = [0, 1, 2, 3, 4, 5, 6, 7];
const sum = (of: (quarter: number) => number) =>
  QUARTERS.reduce((total, quarter) => total + of(quarter), 0);

/** A site of 100 MW over 2027 and 2028 under one contract; what a year of it comes to, on the mean. */
async function contractOf(contract: string, gridUSDPerMWh: number): Promise<ContractReport> {
  const pack = await planned(
    plainSite(
      "{ fixed-load: { powerMW: 100 } }",
      `{ existingMW: 200, energy: fixed, fixedUSDPerMWh: ${gridUSDPerMWh}, networkUSDPerMWh: 0, taxUSDPerMWh: 0, demandUSDPerMWMonth: 0 }`,
      `    contracts: { signed: { ${contract}, ${RISING} } }
money: { waccFrac: 0.08, priceYear: 2025 }
finance: { inflationFrac: 0.02 }
`,
    )
      .replace("resolution: full", "resolution: weeks:1")
      .replace("year: 2022", "year: 2027")
      .replace("objective:", "horizon: { start: 2027-Q1, years: 2 }\nobjective:"),
  );
  const [signed] = pack.contracts!.contracts;
  const charged = pack.costs
    .filter(({ asset }) => asset === signed!.name)
    .reduce((usd, { usdPerYear }) => usd + usdPerYear, 0);
  expect(Math.abs(signed!.levelisedUSDPerYear / charged - 1)).toBeLessThan(1e-6);
  return signed!;
}

describe("an indexed contract over quarters", () => {
  it("has the capacity payment of each quarter", async () => {
    const { fixedUSDPerYear } = await contractOf(
      `kind: tolling-battery, minMW: 2, maxMW: 2, capacityUSDPerMWYear: 100000, ${signedNow("contract", "import-rights")}`,
      50,
    );
    expect(fixedUSDPerYear).toBeCloseTo(sum((q) => (2 * 100_000 * worth(q)) / 4) / 2, 0);
  });

  it("has the rent of each quarter until its term ends", async () => {
    const { fixedUSDPerYear } = await contractOf(
      `kind: powered-shell, minMW: 1, maxMW: 1, termYears: 1, rentUSDPerKWMonth: 150, fitOutUSDPerMW: 0, electricalUSDPerMW: 0, ${signedNow("contract", "fit-out")}`,
      50,
    );
    expect(fixedUSDPerYear).toBeCloseTo(sum((q) => (q < 4 ? 150 * 1000 * 3 * worth(q) : 0)) / 2, 0);
  });

  /** 0.9 of 3 MW, of which 60 % are due. */
  const PLANT = `kind: btm-service, plant: nuclear, plantStatus: existing, meanCapacityFactorFrac: 0.9, minMW: 3, maxMW: 3, takeOrPayFrac: 0.6, priceUSDPerMWh: 80, ${signedNow("contract", "approval", "delivery")}`;

  it("has the price of each quarter for what is taken", async () => {
    const { energyUSDPerYear, deliveredMWhPerYear } = await contractOf(PLANT, 500);
    expect(deliveredMWhPerYear).toBeCloseTo(0.9 * 3 * 8760, 0);
    expect(energyUSDPerYear).toBeCloseTo(sum((q) => 0.9 * 3 * 2190 * 80 * worth(q)) / 2, 0);
  });

  it("bills what is due and not taken at the price of the year's last quarter", async () => {
    // Power of the grid is free; that of the plant has its fuel passed on.
    const passedOn = PLANT.replace("plant: nuclear", "passedOnUSDPerMWh: 10, plant: nuclear");
    const { energyUSDPerYear, deliveredMWhPerYear } = await contractOf(passedOn, 0);
    expect(deliveredMWhPerYear).toBeLessThan(1);
    const dueMWh = 0.6 * 0.9 * 3 * 8760;
    expect(energyUSDPerYear).toBeCloseTo((dueMWh * 80 * (worth(3) + worth(7))) / 2, 0);
  });
});
