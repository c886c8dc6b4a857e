/** Terms of a connection and of a demand, by hand: security, reopener, notice, residency, delay, split. */
import { describe, expect, it } from "vitest";
import { availabilityUnderStress } from "../src/blocks/connection/curtailment.ts";
import { plan } from "../src/plan.ts";
import type { Package } from "../src/report/package.ts";
import { loadScenario } from "../src/scenario/load.ts";

const AT_ONCE =
  "timing: { priceChangeFracPerYear: 0, milestones: { allocation: { p50Months: 0 }, manufacture-and-delivery: { p50Months: 0 }, rack-commissioning: { p50Months: 0 } } }";
const SITE = (place: string, connection: string, more = "") => `
    place: ${place}
    ${more}
    electricalEfficiencyFrac: 0.9
    connection: { energy: fixed, fixedUSDPerMWh: 50, worksUSDPerMW: 0, networkUSDPerMWh: 0, taxUSDPerMWh: 0, ${connection} }
    cooling: { cold-plate-dry-cooler: { existingMW: 200, maxMW: 200, fansPumpsFrac: 0.02, capexUSDPerMW: 0, spareFrac: 0, fixedOMUSDPerMWYear: 0, lifeYears: 20 } }
    halls: { hall-modular: { existingMW: 100, maxMW: 100, capexUSDPerMW: 0, fixedOMUSDPerMWYear: 0, electricalCapexUSDPerMW: 0, electricalFixedOMUSDPerMWYear: 0, lifeYears: 15, houseLoadFrac: 0 } }`;
/** 87,600 EFLOPS·h a year are 10 EFLOPS: 25,000 chips of 1 kW at 0.4, 28.28 MW at the busbar. */
const BASE = (
  sites: string,
  demand = "",
  horizon = "horizon: { start: 2027-Q1, years: 2, residualValue: false, spendMonths: 0 }",
) => `
firmwatt: 1
resolution: weeks:1
money: { waccFrac: 0.08 }
${horizon}
demand: { training: { targetEFLOPShPerYear: 87600, mfuFrac: 0.4, availabilityFrac: 1, precision: bf16${demand} } }
accelerators:
  gb200-nvl72: { itKWPerChip: 1, bf16TFLOPS: 1000, priceUSD: 20000, lifeYears: 5, fixedOMFracPerYear: 0.05, liquidHeatFrac: 1, liquidSupplyMaxC: 45, powerCapSegments: 1, ${AT_ONCE} }
sites:
${sites}`;
const ONE = (connection: string) => BASE(`  lulea:${SITE("lulea", connection)}`);
const BUSBAR_MW = 25 * (1 / 0.9 + 0.02);
const discount = (quarter: number) => 1.08 ** (-(quarter + 0.5) / 4);
const discounts = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, k) => discount(from + k)).reduce((a, b) => a + b, 0);

async function result(text: string, set: string[] = []) {
  const loaded = await loadScenario(text, { set });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return plan(loaded.scenario, { confirm: 0, draws: 100, gap: 1e-7 });
}
async function planned(text: string, set: string[] = []): Promise<Package> {
  const found = await result(text, set);
  if (found.status !== "planned") throw new Error(found.status);
  expect(found.package.verified.ok).toBe(true);
  return found.package;
}
const presentUSD = async (text: string, set: string[] = []) =>
  (await planned(text, set)).timeline!.presentUSD;

describe("terms of a connection", () => {
  it("security is paid for from the acceptance of a stage on, not from its first MW", async () => {
    // 50 MW come in the third quarter; the security of 100,000 USD a MW costs 8 % a year from the start.
    const stage = (collateral: number) =>
      ONE(
        `existingMW: 40, demandUSDPerMWMonth: 0, collateralUSDPerMW: ${collateral}, stages: [{ date: 2027-Q3, firmMW: 50, ownGenerationFrac: 0 }]`,
      );
    const force = [
      "sites.lulea.connection.existingMW=0",
      "demand.training.timing={ ramp: { 2027-Q3: 1 } }",
    ];
    const without = await presentUSD(stage(0), force);
    const held = await presentUSD(stage(100_000), force);
    const hand = 50 * 100_000 * 0.08 * 0.25 * discounts(0, 8);
    expect(Math.abs(held - without - hand)).toBeLessThan(1e-3 * hand);
  });

  it("MW that are not used from the reopener on are given up for good, and billed no more", async () => {
    // 28.28 of 100 MW are used; from the second year on no more than 28.28 / 0.7 may stay contracted.
    const stage = (terms: string) =>
      ONE(`demandUSDPerMWMonth: 0, ${terms} stages: [{ date: 2027-Q1, firmMW: 100 }]`);
    const reopener = "reopener: { from: 2028-Q1, useFrac: 0.7 },";
    const { timeline, warnings } = await planned(stage(reopener));
    const { facilityMWh, gridMW } = timeline!.sites[0]!;
    const ofYear = (from: number) => facilityMWh.slice(from, from + 4).reduce((a, b) => a + b, 0);
    expect(ofYear(0) / 8760).toBeCloseTo(BUSBAR_MW, 1);
    expect(ofYear(4) / 8760).toBeCloseTo(BUSBAR_MW, 1);
    expect(gridMW[3]).toBeCloseTo(100, 3);
    expect(gridMW[4]!).toBeLessThanOrEqual(BUSBAR_MW / 0.7 + 0.01);
    expect(gridMW[7]).toBe(gridMW[4]);
    const told =
      /connection: ([\d.]+) firm MW of the grid connection are given up .* from 2028-Q1 on/;
    const [, amount] = told.exec(warnings.join("\n"))!;
    expect(Number(amount)).toBeCloseTo(100 - gridMW[4]!, 0);
    // Halls are free in this case: any amount of them is as good, which is told.
    expect(warnings.join("\n")).toContain("halls.hall-modular: costs nothing to have");
    // Where contracted MW cost 10,000 USD a year, all that is never used goes.
    const charge = "contractedUSDPerMWYear: 10000,";
    const held = await presentUSD(stage(charge));
    const kept = await presentUSD(stage(`${charge} ${reopener}`));
    const hand = 10_000 * (100 - BUSBAR_MW) * 0.25 * discounts(4, 8);
    expect(Math.abs(held - kept - hand)).toBeLessThan(1e-3 * hand);
  });

  it("what is given up of a stage that ends is not missing from the next one", async () => {
    // 100 MW for two years, then 30: of the first 71.72 MW go after a year, of the second 1.72 at once.
    const text = (reopener: string) =>
      BASE(
        `  lulea:${SITE("lulea", `demandUSDPerMWMonth: 0, contractedUSDPerMWYear: 10000, ${reopener} stages: [{ date: 2027-Q1, firmMW: 100, until: 2029-Q1 }, { date: 2029-Q1, firmMW: 30 }]`)}`,
        "",
        "horizon: { start: 2027-Q1, years: 3, residualValue: false, spendMonths: 0 }",
      );
    const held = await presentUSD(text(""));
    const { timeline, warnings } = await planned(
      text("reopener: { from: 2028-Q1, useFrac: 0.7 },"),
    );
    const grid = timeline!.sites[0]!.gridMW;
    for (const q of [4, 7, 8, 11]) expect(grid[q]).toBeCloseTo(BUSBAR_MW, 1);
    const hand = 2500 * ((100 - BUSBAR_MW) * discounts(4, 8) + (30 - BUSBAR_MW) * discounts(8, 12));
    expect(Math.abs(held - timeline!.presentUSD - hand)).toBeLessThan(1e-3 * hand);
    expect(warnings.join("\n")).toContain(
      "71.7 firm MW of the grid connection are given up for good from 2028-Q1 on",
    );
    expect(timeline!.assets.filter(({ layer }) => layer === "grid")).toHaveLength(1);
    expect(
      timeline!.assets.find(({ layer }) => layer === "grid")!.orders.map(({ amount }) => amount),
    ).toEqual([expect.closeTo(100, 3), expect.closeTo(30, 3)]);
  });

  it("of an offer with a reopener no more is taken than is used", async () => {
    const part = await planned(
      ONE(
        "demandUSDPerMWMonth: 0, reopener: { from: 2027-Q1, useFrac: 0.7 }, stages: [{ date: 2027-Q1, firmMW: 100, whole: false }]",
      ),
    );
    expect(part.timeline!.sites[0]!.gridMW[0]!).toBeLessThanOrEqual(BUSBAR_MW / 0.7 + 0.2);
  });

  it("a cut told at the last moment takes part of the hour after it", () => {
    const stress = Float64Array.of(1, 9, 8, 2, 3, 7, 1, 1);
    expect([...availabilityUnderStress(stress, 3)]).toEqual([1, 0, 0, 1, 1, 0, 1, 1]);
    expect([...availabilityUnderStress(stress, 3, 0.5)]).toEqual([1, 0, 0, 0.5, 1, 0, 0.5, 1]);
  });

  it("a hall that does not ride through is refused where the connection asks for it", async () => {
    const set = [
      "sites.lulea.connection.rideThrough=true",
      "sites.lulea.halls.hall-modular.ridesThrough=false",
    ];
    const loaded = await loadScenario(ONE("firmMW: 50"), { set });
    const [issue] = loaded.ok ? [] : loaded.issues;
    expect(issue!.message).toContain(
      "tied to riding through grid faults, and hall-modular does not",
    );
  });
});

describe("where a demand may be served", () => {
  /** Dear power in Luleå, cheap in Dallas. */
  const TWO = (demand: string, latency = false) =>
    BASE(
      `  lulea:${SITE("lulea", "firmMW: 100, demandUSDPerMWMonth: 0", latency ? "latencyMs: 10" : "")}
  dallas:${SITE("dallas", "firmMW: 100, demandUSDPerMWMonth: 0", latency ? "latencyMs: 120" : "")}`,
      demand,
      "",
    );
  const shares = async (text: string, set: string[] = []) => {
    const { sites, kpis } = await planned(text, [
      "sites.lulea.connection.fixedUSDPerMWh=80",
      ...set,
    ]);
    return { itMW: sites.map(({ itPeakMW }) => itPeakMW), chips: kpis.chips };
  };

  it("anywhere when nothing is said, and only in its countries else", async () => {
    const free = await shares(TWO(""));
    expect(free.itMW[0]).toBeLessThan(1e-3);
    expect(free.itMW[1]).toBeCloseTo(25, 1);
    const swedish = await shares(TWO(", countries: [SE]"));
    expect(swedish.itMW[0]).toBeCloseTo(25, 1);
    expect(swedish.itMW[1]).toBeLessThan(1e-3);
  });

  it("only where its users are near enough", async () => {
    const near = await shares(TWO(", maxLatencyMs: 50", true));
    expect(near.itMW[0]).toBeCloseTo(25, 1);
    await expect(shares(TWO(", maxLatencyMs: 50"))).rejects.toThrow("lulea states none");
    await expect(shares(TWO(", maxLatencyMs: 5", true))).rejects.toThrow(
      "No site may serve training",
    );
  });

  it("a run split off its home needs more chips there, and stays at home when that is dearer", async () => {
    // Home has room for 10 MW IT; the other site loses a fifth: 15 EFLOPS-worth of chips become 15 / 0.8.
    const text = TWO(", homeSite: lulea, splitPenaltyFrac: 0.2");
    const home = await shares(text);
    expect(home.itMW[0]).toBeCloseTo(25, 1);
    const split = await shares(text, [
      "sites.lulea.accelerators={ gb200-nvl72: { maxChips: 10000, itKWPerChip: 1, bf16TFLOPS: 1000, priceUSD: 20000, lifeYears: 5, fixedOMFracPerYear: 0.05, liquidHeatFrac: 1, liquidSupplyMaxC: 45, powerCapSegments: 1 } }",
    ]);
    expect(split.chips).toBeCloseTo(10_000 + 15_000 / 0.8, 0);
    await expect(shares(TWO(", splitPenaltyFrac: 0.2"))).rejects.toThrow(
      "needs the site that is the home",
    );
    await expect(shares(TWO(", homeSite: luela, splitPenaltyFrac: 0.2"))).rejects.toThrow(
      "Did you mean lulea?",
    );
  });
});
