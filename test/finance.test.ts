/** Pro forma of solved plans: tied to the plan's costs, hand-made cases, bad input. */
import { describe, expect, it } from "vitest";
import { loadScenario } from "../src/scenario/load.ts";
import { plan } from "../src/plan.ts";
import { npv } from "../src/finance/present-value.ts";
import { projectSheet } from "../src/finance/project.ts";
import type { ProjectTerms } from "../src/finance/project.ts";
import type { Package } from "../src/report/package.ts";
import type { FinanceReport } from "../src/report/finance/finance.ts";

const SITE = `firmwatt: 1
resolution: weeks:1
demand: { training: { targetEFLOPShPerYear: 20000 } }
accelerators: { gb200-nvl72: {} }
sites:
  nv:
    place: northern-virginia
    connection: { firmMW: 60 }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

async function planned(text: string): Promise<Package> {
  const loaded = await loadScenario(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm: 0, draws: 50 });
  if (result.status !== "planned") throw new Error(result.status);
  return result.package;
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** The check that ties the sheet to the plan. */
const tied = (pack: Package) =>
  pack.verified.checks.find(({ name }) => name === "the pro forma holds the plan's costs");

describe("pro forma of a plan", () => {
  it("is left out where none is asked for", async () => {
    const pack = await planned(SITE);
    expect(pack.finance).toBeNull();
    expect(tied(pack)).toBeUndefined();
  });

  it("without tax and inflation costs what the plan says, whatever the lives", async () => {
    for (const projectYears of [5, 9, 15]) {
      const pack = await planned(
        `${SITE}finance: { taxFrac: 0, inflationFrac: 0, credit: none, projectYears: ${projectYears} }\nmoney: { waccFrac: 0.07 }\n`,
      );
      const { finance } = pack;
      expect(finance!.years).toHaveLength(projectYears + 1);
      expect(finance!.priceUSDPerEFLOPSh).toBeCloseTo(pack.kpis.usdPerEFLOPSh!, 4);
      expect(tied(pack)!.ok).toBe(true);
      const usual = finance!.chipLives.find(({ lifeYears }) => lifeYears === 5)!;
      expect(usual.usdPerEFLOPSh).toBeCloseTo(pack.kpis.usdPerEFLOPSh!, 4);
      for (const life of finance!.chipLives)
        expect(life.priceUSDPerEFLOPSh! / life.usdPerEFLOPSh).toBeCloseTo(1, 6);
    }
  });

  it("with tax, inflation and debt adds up line by line", async () => {
    const pack = await planned(`${SITE}finance: { debt: {} }\n`);
    const finance = pack.finance as FinanceReport;
    expect(pack.verified.ok).toBe(true);
    expect(tied(pack)!.measured).toBeLessThan(1e-9);
    finance.years.forEach((_, t) => {
      const costs = sum(finance.lines.map(({ usd }) => usd[t]!));
      const cash = finance.revenueUSD[t]! - costs - finance.projectTaxUSD[t]! + finance.restUSD[t]!;
      expect(Math.abs(cash - finance.projectUSD[t]!)).toBeLessThan(1);
    });
    const { waccFrac } = finance.terms.financing;
    expect(Math.abs(npv(finance.projectUSD, waccFrac))).toBeLessThan(100);
    expect(finance.projectIRRFrac).toBeCloseTo(waccFrac, 6);
    // Debt is repaid, and sized by the ratio asked for or by the gearing.
    expect(sum(finance.principalUSD)).toBeCloseTo(sum(finance.drawUSD), 0);
    expect(finance.balanceUSD.at(-1)!).toBeCloseTo(0, 0);
    // Chips are renewed in year 5: nothing is drawn again, interest alone is paid.
    expect(Math.min(...finance.principalUSD)).toBeGreaterThan(-1);
    expect(finance.principalUSD[5]).toBeCloseTo(0, 0);
    expect(finance.interestUSD[5]).toBeGreaterThan(1e6);
    expect(finance.leastDSCR!).toBeGreaterThan(1.29);
    expect(finance.gearingFrac).toBeLessThanOrEqual(0.7 + 1e-9);
    // Tax makes compute dearer than the plan before tax; longer lives of chips make it cheaper.
    expect(finance.priceUSDPerEFLOPSh).toBeGreaterThan(finance.planUSDPerEFLOPSh!);
    const prices = finance.chipLives.map((life) => life.priceUSDPerEFLOPSh!);
    expect(prices).toHaveLength(5);
    expect(prices).toEqual([...prices].sort((a, b) => b - a));
  });

  it("over two years of quarters: 25,000 chips, their energy and what is left of them, by hand", async () => {
    const free = "capexUSDPerMW: 0, fixedOMUSDPerMWYear: 0";
    const atOnce =
      "timing: { priceChangeFracPerYear: 0, milestones: { allocation: { p50Months: 0 }, manufacture-and-delivery: { p50Months: 0 }, rack-commissioning: { p50Months: 0 } } }";
    const pack = await planned(`
firmwatt: 1
resolution: weeks:1
money: { waccFrac: 0.08, priceYear: 2023 }
finance: { inflationFrac: 0.02, debt: {} }
horizon: { start: 2023-Q1, years: 2, spendMonths: 0 }
demand: { training: { targetEFLOPShPerYear: 87600, mfuFrac: 0.4, availabilityFrac: 1, precision: bf16 } }
accelerators:
  h100-sxm: { itKWPerChip: 1, bf16TFLOPS: 1000, priceUSD: 20000, lifeYears: 5, fixedOMFracPerYear: 0.05, liquidHeatFrac: 1, liquidSupplyMaxC: 45, powerCapSegments: 1, ${atOnce} }
sites:
  lulea:
    place: lulea
    electricalEfficiencyFrac: 0.9
    connection: { existingMW: 100, energy: fixed, fixedUSDPerMWh: 50, worksUSDPerMW: 0, networkUSDPerMWh: 0, taxUSDPerMWh: 0, demandUSDPerMWMonth: 0 }
    cooling: { cold-plate-dry-cooler: { existingMW: 200, maxMW: 200, fansPumpsFrac: 0.02, spareFrac: 0, lifeYears: 20, ${free} } }
    halls: { hall-modular: { existingMW: 100, maxMW: 100, lifeYears: 15, houseLoadFrac: 0, electricalCapexUSDPerMW: 0, electricalFixedOMUSDPerMWYear: 0, ${free} } }
`);
    const finance = pack.finance!;
    expect(finance.years).toEqual([2023, 2024]);
    expect(tied(pack)!.measured).toBeLessThan(1e-9);
    const energy = 25 * (1 / 0.9 + 0.02) * 8760 * 50;
    const line = (name: string, kind: string) =>
      finance.lines.find((one) => one.name === name && one.kind === kind)!.usd;
    const close = (found: number, asked: number) =>
      expect(Math.abs(found / asked - 1)).toBeLessThan(1e-5);
    close(line("servers", "capital")[0]!, 5e8);
    close(line("energy", "operating")[0]!, energy);
    close(line("energy", "operating")[1]!, energy * 1.02);
    close(line("servers", "operating")[1]!, 2.5e7 * 1.02);
    // Three of five years are left, at the prices of 2024; taxed on what is above the book value.
    const value = 3e8 * 1.02;
    const { taxFrac } = finance.terms.financing.tax;
    const book = 5e8 - finance.deductionsUSD[0]! - finance.deductionsUSD[1]!;
    close(finance.restUSD[1]!, value - taxFrac * (value - book));
    close(finance.computeEFLOPSh[1]!, 87_600);
    // It sells from its first year: no debt is drawn, and renewals are the plan's own.
    expect(sum(finance.drawUSD)).toBe(0);
    expect(finance.chipLives).toEqual([]);
  });
});

describe("cost of capital", () => {
  it("from its parts: 30 % at 12 %, 70 % at 7 % after tax of a fifth; with its sources", async () => {
    const loaded = await loadScenario(
      `${SITE}finance: { waccFrom: parts, taxFrac: 0.2, debt: { mostGearingFrac: 0.7 } }\n`,
    );
    if (!loaded.ok) throw new Error("refused");
    const { terms, assumptions } = loaded.scenario.finance!;
    expect(terms.financing.waccFrac).toBeCloseTo(0.3 * 0.12 + 0.7 * 0.07 * 0.8, 12);
    const of = (path: string) => assumptions.find((one) => one.path === path)!;
    expect(of("finance.debt.mostGearingFrac").origin).toBe("scenario");
    expect(of("finance.debt.dscr").figure!.confidence).toBe("estimated");
    expect(of("finance.taxFrac").origin).toBe("scenario");
  });
});

describe("write-offs and credits by hand", () => {
  const terms: ProjectTerms = {
    country: "US",
    priceYear: 2026,
    inflationFrac: 0,
    writeOff: "straight-line",
    bonus: false,
    credit: "investment",
    begunBeforeYears: 1,
    priceUSD: 100,
    waccFrom: "stated",
    financing: {
      tax: { taxFrac: 0.2, losses: "usedAtOnce", lossOffsetFrac: 1 },
      waccFrac: 0.1,
      costOfEquityFrac: 0.1,
      debt: undefined,
    },
  };
  const costs = {
    firstYear: 2026,
    buildYears: 1,
    serviceLagYears: 1,
    operating: [{ name: "energy", realUSD: Float64Array.of(0, 10, 10) }],
    capital: [
      {
        name: "battery",
        taxClass: "storage" as const,
        lifeYears: 4,
        realUSD: Float64Array.of(100, 0, 0),
        restRealUSD: 40,
        energyMWh: new Float64Array(3),
      },
    ],
    output: Float64Array.of(0, 1, 1),
  };

  it("credit of 30 % halves into the basis; what is left is set against the rest", () => {
    const { flows, result } = projectSheet(costs, terms);
    expect([...flows.creditsUSD]).toEqual([0, 30, 0]);
    // Basis 85, a quarter a year.
    expect([...flows.deductionsUSD]).toEqual([0, 21.25, 21.25]);
    // Book 42.5 against 40: 0.2 × 2.5 of tax saved.
    expect(flows.restUSD[2]).toBeCloseTo(40.5, 12);
    // 90 − 0.2 × (90 − 21.25) + 30 and 90 − 13.75 + 40.5.
    expect(result!.projectUSD[0]).toBeCloseTo(-100, 12);
    expect(result!.projectUSD[1]).toBeCloseTo(106.25, 12);
    expect(result!.projectUSD[2]).toBeCloseTo(116.75, 12);
  });

  it("production credits by hand: ten years, money of 2025, by the dates of wind", () => {
    // 100 MWh a year from 2027 on: 30 USD of 2025 grown by 2 % a year, for ten of twelve years.
    const wind = {
      name: "wind",
      taxClass: "wind" as const,
      lifeYears: 25,
      realUSD: Float64Array.from({ length: 13 }, (_, t) => (t === 0 ? 1000 : 0)),
      restRealUSD: 0,
      energyMWh: Float64Array.from({ length: 13 }, (_, t) => (t === 0 ? 0 : 100)),
    };
    const farm = (firstYear: number) => ({
      ...costs,
      firstYear,
      operating: [],
      capital: [wind],
      output: Float64Array.from({ length: 13 }, (_, t) => (t === 0 ? 0 : 1)),
    });
    const production = { ...terms, inflationFrac: 0.02, credit: "production" as const };
    const { flows } = projectSheet(farm(2026), production);
    expect(flows.creditsUSD[0]).toBe(0);
    expect(flows.creditsUSD[1]).toBeCloseTo(3000 * 1.02 ** 2, 9);
    expect(flows.creditsUSD[10]).toBeCloseTo(3000 * 1.02 ** 11, 9);
    expect([...flows.creditsUSD.subarray(11)]).toEqual([0, 0]);
    // The whole cost is written off: a production credit lowers no basis.
    expect(flows.deductionsUSD[1]).toBeCloseTo(40, 12);
    // Money of 2025 in any price year: stated prices do not move it.
    const later = projectSheet(farm(2026), { ...production, priceYear: 2030 });
    expect(later.flows.creditsUSD[1]).toBeCloseTo(3000 * 1.02 ** 2, 9);
    // In service in 2028, begun in 2027: after both dates.
    expect(sum([...projectSheet(farm(2027), production).flows.creditsUSD])).toBe(0);
    expect(
      sum([...projectSheet(farm(2027), { ...production, begunBeforeYears: 2 }).flows.creditsUSD]),
    ).toBeGreaterThan(30_000);
  });

  it("who asks for production credits takes the investment credit of a store", () => {
    const { flows } = projectSheet(costs, { ...terms, credit: "production" });
    expect([...flows.creditsUSD]).toEqual([0, 30, 0]);
  });

  it("without credit, the whole cost is written off", () => {
    const { flows } = projectSheet(costs, { ...terms, credit: "none" });
    expect([...flows.deductionsUSD]).toEqual([0, 25, 25]);
    expect(sum([...flows.creditsUSD])).toBe(0);
  });
});

describe("bad finance", () => {
  it.each([
    ["{ taxFrac: 21 }", "finance.taxFrac", "0.21"],
    ["{ country: XX }", "finance.country", "taxFrac"],
    ["{ projectYears: 7.5 }", "finance.projectYears", ""],
    ["{ debt: { dscr: 0.9 } }", "finance.debt.dscr", ""],
    ["{ depreciation: macrs }", "finance.depreciation", "macrs-"],
    ["{ det: {} }", "finance.det", "debt"],
  ])("%s is refused with line and remedy", async (value, path, hint) => {
    const loaded = await loadScenario(`${SITE}finance: ${value}\n`);
    if (loaded.ok) throw new Error("accepted");
    expect(loaded.issues).toHaveLength(1);
    const [issue] = loaded.issues;
    expect(issue!.path).toBe(path);
    expect(issue!.line).toBe(10);
    expect(issue!.hint ?? "").toContain(hint);
  });
});
