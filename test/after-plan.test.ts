/** What contracts oblige to after the end of a plan, worked out by hand. */
import { describe, expect, it } from "vitest";
import { catalogPeakPFLOPS } from "../src/blocks/patterns/peak.ts";
import { quarterNumber } from "../src/units/quarter.ts";
import {
  CHIPS,
  PAPER,
  discount,
  energyUSD,
  loadedPaper,
  off,
  plannedPaper,
  presentUSD,
  sum,
  upkeepUSD,
} from "./paper-campus.ts";

const ROUNDING = 1e-5;
const MW = 10;

describe("a contract that must be signed and loses", () => {
  // Flat power at 60 USD/MWh beside a grid at 50, of which nothing is earned when it is sold on.
  const must = (fields = "") =>
    PAPER.replace(
      "    connection:",
      `    contracts: { flat: { kind: baseload-annual, minMW: ${MW}, maxMW: ${MW}, priceUSDPerMWh: 60, termYears: 3, collateralUSDPerMW: 0, resaleFrac: 0, timing: { from: 2023-Q3, milestones: { contract: { p50Months: 0 }, import-rights: { p50Months: 0 } } }${fields} } }\n    connection:`,
    );
  const withoutUSD = CHIPS * 20_000 * discount(0) + upkeepUSD(0, 8) + energyUSD(0, 8);
  const inPlanUSD = (from: number) => sum(from, 8, (q) => discount(q) * MW * 2190 * (60 - 50));

  it("is held against the plan for the rest of its term, so that waiting to the end spares nothing", async () => {
    const [site] = (await loadedPaper(must())).sites;
    const spot = site!.market.priceUSDPerMWh;
    // What is sold on in an hour of negative price costs that much again.
    const soldOn = spot.reduce((total, usd) => total + usd - Math.abs(usd), 0) / spot.length;
    const afterUSD = sum(8, 2 + 12, (q) => discount(q) * MW * 2190 * (60 - soldOn));
    const { package: pack } = await plannedPaper(must());
    expect(
      off(pack.timeline!.presentUSD, withoutUSD + inPlanUSD(2) + afterUSD),
    ).toBeLessThanOrEqual(ROUNDING);
    const [contract] = pack.contracts!.contracts;
    expect(contract).toMatchObject({ from: "2023-Q3" });
    expect(off(contract!.dueAfterUSD, afterUSD / discount(7))).toBeLessThanOrEqual(ROUNDING);
    // Six of eight quarters in force, all of them in full.
    expect(contract!.capacityFactorFrac).toBeCloseTo(1, 6);
    expect(pack.verified.ok).toBe(true);
  });

  it("is held for nothing when its term ends within the plan", async () => {
    const { package: pack } = await plannedPaper(must().replace("termYears: 3", "termYears: 1"));
    const [contract] = pack.contracts!.contracts;
    // One year of loss, as late as a whole one fits: what begins later runs on.
    const yearUSD = sum(4, 8, (q) => discount(q) * MW * 2190 * (60 - 50));
    expect(off(pack.timeline!.presentUSD, withoutUSD + yearUSD)).toBeLessThanOrEqual(ROUNDING);
    expect(contract!.dueAfterUSD).toBeLessThan(1);
    expect(contract!.from).toBe("2024-Q1");
  });

  it("is held for what must be signed alone: more of it is a choice and worth its price", async () => {
    const text = must()
      .replace(`maxMW: ${MW}`, "maxMW: 15")
      .replace("60, termYears", "45, termYears");
    const [site] = (await loadedPaper(text)).sites;
    const spot = site!.market.priceUSDPerMWh;
    const soldOn = spot.reduce((total, usd) => total + usd - Math.abs(usd), 0) / spot.length;
    const gainUSD = sum(2, 8, (q) => discount(q) * 15 * 2190 * (50 - 45));
    const afterUSD = sum(8, 2 + 12, (q) => discount(q) * MW * 2190 * (45 - soldOn));
    expect(off(await presentUSD(text), withoutUSD - gainUSD + afterUSD)).toBeLessThanOrEqual(
      ROUNDING,
    );
  });
});

describe("tolls and leases that must be signed and lose", () => {
  const must = (contract: string) =>
    PAPER.replace(
      "    connection:",
      `    contracts: { signed: { minMW: ${MW}, maxMW: ${MW}, termYears: 3, ${contract} } }\n    connection:`,
    );
  const AT_ONCE =
    "timing: { from: 2023-Q3, milestones: { contract: { p50Months: 0 }, import-rights: { p50Months: 0 } } }";
  /**
   * What is held after the plan, as of its last quarter, of MW signed in quarter `from`: what they lose at the
   * market, and of what stands in the last quarter beyond the last year's mean the price of the rest of its year.
   */
  const byHandUSD = (from: number, paidUSDPerMWYear: number, lossUSDPerMWYear: number) => {
    const afterUSD = (until: number, usdPerMWYear: number) =>
      sum(8, Math.max(8, until), (q) => discount(q) * MW * 0.25 * usdPerMWYear) / discount(7);
    const idleFrac = Math.max(0, from - 4) / 4;
    return afterUSD(from + 12, lossUSDPerMWYear) + idleFrac * afterUSD(from + 4, paidUSDPerMWYear);
  };
  const planOf = async (contract: string) => {
    const text = must(contract);
    const [site] = (await loadedPaper(text)).sites;
    const { package: pack } = await plannedPaper(text);
    expect(pack.verified.ok).toBe(true);
    const [signed] = pack.contracts!.contracts;
    const from = quarterNumber(signed!.from!)! - quarterNumber("2023-Q1")!;
    expect(from).toBeGreaterThanOrEqual(2);
    return { spot: site!.market.priceUSDPerMWh, from, heldUSD: signed!.dueAfterUSD };
  };
  const earned = (spot: Float64Array, costUSD: number) =>
    (spot.reduce((total, usd) => total + Math.max(0, usd - 0.1 * Math.abs(usd) - costUSD), 0) *
      8760) /
    spot.length;

  it("a gas toll is held for what it costs beyond running whenever the market pays for it", async () => {
    const toll = `kind: tolling-gas, capacityUSDPerMWYear: 200000, availabilityFrac: 0.9, heatRateMWhPerMWh: 2, fuelUSDPerMWhThermal: 10, variableUSDPerMWh: 5, resaleFrac: 0.9, collateralUSDPerMW: 0, ${AT_ONCE}`;
    const { spot, from, heldUSD } = await planOf(toll);
    const loss = 200_000 - 0.9 * earned(spot, 25);
    expect(earned(spot, 25)).toBeGreaterThan(10_000);
    expect(off(heldUSD, byHandUSD(from, 200_000, loss))).toBeLessThanOrEqual(ROUNDING);
    // One that earns its payment is held for nothing.
    const cheap = await planOf(toll.replace("200000", "1000"));
    expect(cheap.heldUSD).toBeLessThan(1);
  });

  it("a storage toll is held for what it costs beyond what it earns between the market's hours", async () => {
    const toll = `kind: tolling-battery, durationHours: 4, chargeEfficiencyFrac: 0.95, dischargeEfficiencyFrac: 0.9, capacityUSDPerMWYear: 300000, variableUSDPerMWh: 0, collateralUSDPerMW: 0, ${AT_ONCE}`;
    // A sale that brings nothing: all that it is paid for is lost, but for hours of negative price.
    const idle = await planOf(`${toll}, resaleFrac: 0`);
    const earning = await planOf(`${toll}, resaleFrac: 1`);
    const lossOf = ({ from, heldUSD }: typeof idle) =>
      (heldUSD - byHandUSD(from, 300_000, 0)) / byHandUSD(from, 0, 1);
    expect(lossOf(earning)).toBeLessThan(lossOf(idle) - 1000);
    // A MWh stored in four hours of a negative price is the most that is paid for.
    const most = idle.spot.reduce((total, usd) => total + Math.max(0, -usd), 0);
    expect(lossOf(idle)).toBeLessThanOrEqual(300_000 * (1 + ROUNDING));
    expect(lossOf(idle)).toBeGreaterThanOrEqual((300_000 - most) * (1 - ROUNDING));
  });

  it.each(["colocation", "powered-shell"])(
    "a lease (%s) is held for its rent beyond the usual one",
    async (kind) => {
      const loaded = await loadedPaper(must(`kind: ${kind}`));
      const usual = Number(loaded.sites[0]!.contracts[0]!.spec["rentUSDPerKWMonth"]);
      const lease = `kind: ${kind}, energyFeeUSDPerMWh: 0, collateralUSDPerMW: 0, timing: { from: 2024-Q4 }`;
      const dear = await planOf(`${lease}, rentUSDPerKWMonth: ${usual + 20}`);
      expect(
        off(dear.heldUSD, byHandUSD(dear.from, (usual + 20) * 12_000, 20 * 12_000)),
      ).toBeLessThanOrEqual(ROUNDING);
      const plain = await planOf(lease);
      expect(off(1 + plain.heldUSD, 1 + byHandUSD(plain.from, usual * 12_000, 0))).toBeLessThan(
        ROUNDING,
      );
    },
  );
});

describe("a reservation by the year", () => {
  const rented = PAPER.replace(
    "sites:",
    "contracts: { rented-compute: { accelerator: h100-sxm, priceUSDPerGPUHour: 2, timing: { milestones: { contract: { p50Months: 0 }, provisioning: { p50Months: 0 } } } } }\nsites:",
  )
    .replace("priceUSD: 20000", "priceUSD: 2000000")
    .replace("precision: bf16", "precision: bf16, timing: { ramp: { 2024-Q1: 1 } }");
  const chips = 10_000 / (catalogPeakPFLOPS("h100-sxm", "bf16")! * 0.4);
  const quarterUSD = (q: number) => discount(q) * chips * 2 * 2190;

  it("serves a year's target through its year, not with four times the chips in its last quarter", async () => {
    expect(off(await presentUSD(rented), sum(4, 8, quarterUSD))).toBeLessThanOrEqual(ROUNDING);
  });

  it("that runs on at a price above that of the end is held for the difference", async () => {
    const set = [
      "contracts.rented-compute.commitmentYears=2",
      "contracts.rented-compute.timing.from=2024-Q1",
      "horizon.priceChangeFracPerYear={ rented compute: -0.2 }",
    ];
    const index = (q: number) => 0.8 ** ((q + 0.5) / 4);
    const inPlan = sum(4, 8, quarterUSD) * index(4);
    const beyond = sum(8, 12, quarterUSD) * (index(4) - index(7));
    expect(off(await presentUSD(rented, set), inPlan + beyond)).toBeLessThanOrEqual(ROUNDING);
  });

  it("is held for the rest of its first year as far as it stands beyond the year's mean", async () => {
    // Nothing before the last quarter: a year's target in one, which needs four times the chips; three of them stay idle.
    const late = [
      "contracts.rented-compute.timing.from=2024-Q4",
      "contracts.rented-compute.commitmentYears=2",
    ];
    const inPlan = 4 * quarterUSD(7);
    const beyond = 3 * sum(8, 11, quarterUSD);
    expect(off(await presentUSD(rented, late), inPlan + beyond)).toBeLessThanOrEqual(ROUNDING);
  });

  it("that is renewed through the last year is held for nothing", async () => {
    const renewed = rented
      .replace("2024-Q1: 1 }", "2023-Q2: 1 }")
      .replace("years: 2", "years: 2, orderEveryQuarters: 4");
    const set = ["contracts.rented-compute.timing.from=2023-Q2"];
    expect(off(await presentUSD(renewed, set), sum(1, 8, quarterUSD))).toBeLessThanOrEqual(
      ROUNDING,
    );
  });
});
