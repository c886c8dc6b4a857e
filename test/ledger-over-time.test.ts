/** The bottleneck ledger over time by hand: what one percent more of MW, chips a quarter, or less of a target is worth. */
import { describe, expect, it } from "vitest";
import { plan } from "../src/plan.ts";
import type { LedgerEntry } from "../src/report/ledger.ts";
import {
  BUSBAR_MW,
  CHIPS,
  PAPER,
  discount,
  energyUSD,
  loadedPaper,
  off,
  sum,
  upkeepUSD,
} from "./paper-campus.ts";

const USD_PER_EFLOPSH = 6000;
/** Compute is worth something, no amount of it is asked for. */
const VALUED = PAPER.replace(
  "demand:",
  `objective: { mostValue: { usdPerEFLOPSh: ${USD_PER_EFLOPSH} } }\ndemand:`,
).replace("targetEFLOPShPerYear: 87600, ", "");
/** A chip of 0.4 PFLOPS in force in a quarter: compute less upkeep and energy, as of today. */
const chipQuarterUSD = (q: number) =>
  discount(q) *
  ((0.4 / 1000) * 2190 * USD_PER_EFLOPSH - 20_000 * 0.05 * 0.25 - (BUSBAR_MW / CHIPS) * 2190 * 50);
/** A MW of power from a quarter on carries so many chips, bought when it comes. */
const megawattUSD = (from: number) =>
  (CHIPS / BUSBAR_MW) * (sum(from, 8, chipQuarterUSD) - 20_000 * discount(from));

async function ledgerOf(text: string, confirm?: number): Promise<readonly LedgerEntry[]> {
  const options = confirm === undefined ? {} : { confirm };
  const result = await plan(await loadedPaper(text), { ...options, draws: 100, gap: 1e-7 });
  if (result.status !== "planned") throw new Error(result.status);
  expect(result.package.verified.ok).toBe(true);
  return result.package.ledger!;
}

const total = ({ worthPerUnit }: LedgerEntry) => worthPerUnit.reduce((all, one) => all + one, 0);

describe("bottlenecks over time by hand", () => {
  it.each([
    ["any part of a stage", "firmMW: 20, whole: false", "firmMW"],
    ["a whole stage", "firmMW: 20", "firmMW"],
    ["a stage of firm and flexible MW", "firmMW: 6, nonFirmMW: 14", "firmMW and nonFirmMW"],
  ])("one percent of the MW of %s", async (_, stage, name) => {
    const scarce = VALUED.replace(
      "existingMW: 100,",
      `curtailedHoursPerYear: 0, stages: [{ date: 2023-Q3, ${stage} }],`,
    );
    const [entry, ...others] = await ledgerOf(scarce);
    expect(others).toEqual([]);
    expect(entry!.name).toBe(`lulea.connection.${name}`);
    expect(entry!.limit).toEqual([0, 0, 20, 20, 20, 20, 20, 20]);
    expect(entry!.confirmed!.step).toBeCloseTo(0.2, 12);
    expect(off(entry!.confirmed!.worth, 0.2 * megawattUSD(2))).toBeLessThan(1e-4);
    expect(off(total(entry!), megawattUSD(2))).toBeLessThan(1e-3);
    expect(entry!.worthPerUnit.slice(0, 2)).toEqual([0, 0]);
    expect(entry!.sentence).toContain("from 2023-Q3 to 2024-Q4 is worth");
  });

  it.each([
    ["alone", "existingMW: 20", 8],
    [
      "beside a stage that comes late",
      "existingMW: 20, stages: [{ date: 2024-Q1, firmMW: 80 }]",
      4,
    ],
  ])(
    "one percent of the MW of a connection that is there already, %s",
    async (_, stated, until) => {
      const entry = (await ledgerOf(VALUED.replace("existingMW: 100", stated))).find(
        ({ name }) => name === "lulea.connection.firmMW",
      );
      expect(entry!.limit[0]).toBe(20);
      expect(entry!.confirmed!.step).toBeCloseTo(until === 8 ? 0.2 : 1, 12);
      expect(off(entry!.confirmed!.worth, 0.2 * megawattUSD(0))).toBeLessThan(1e-4);
    },
  );

  it("one percent of the MW that may be bought at once is had at once", async () => {
    const scarce = VALUED.replace("h100-sxm: { ", "h100-sxm: { maxChips: 1000, ");
    const [entry] = await ledgerOf(scarce);
    expect(entry!.path).toBe("accelerators.h100-sxm.maxChips");
    const chip = sum(0, 8, chipQuarterUSD) - 20_000 * discount(0);
    expect(off(entry!.confirmed!.worth, 10 * chip)).toBeLessThan(1e-4);
  });

  it("one percent of the chips that can be had in a quarter, quarter by quarter", async () => {
    const scarce = VALUED.replace(
      "timing: { priceChange",
      "timing: { maxPerQuarter: 1000, priceChange",
    );
    const [entry, ...others] = await ledgerOf(scarce);
    expect(others).toEqual([]);
    expect(entry!.path).toBe("accelerators.h100-sxm.timing.maxPerQuarter");
    const hand = Array.from({ length: 8 }, (_, q) =>
      Math.max(0, sum(q, 8, chipQuarterUSD) - 20_000 * discount(q)),
    );
    // A chip that comes in the last quarters is not paid back.
    expect(hand[0]).toBeGreaterThan(0);
    expect(hand.at(-1)).toBe(0);
    hand.forEach((usd, q) => {
      expect(Math.abs(entry!.worthPerUnit[q]! - usd)).toBeLessThan(1e-3 * hand[0]!);
    });
    const worth = 10 * hand.reduce((all, one) => all + one, 0);
    expect(off(entry!.confirmed!.worth, worth)).toBeLessThan(1e-4);
  });

  it("one percent less of a target is a percent of what it costs", async () => {
    const ledger = await ledgerOf(PAPER);
    const entry = ledger.find(({ path }) => path.startsWith("demand"))!;
    const costUSD = CHIPS * 20_000 * discount(0) + upkeepUSD(0, 8) + energyUSD(0, 8);
    expect(off(entry.confirmed!.worth, costUSD / 100)).toBeLessThan(1e-3);
    expect(entry.sentence).toContain("One percent less of the target of training");
  });

  it("lists nothing that was not planned again, unless nothing is to be", async () => {
    const scarce = VALUED.replace("existingMW: 100,", "stages: [{ date: 2023-Q1, firmMW: 20 }],");
    for (const entry of await ledgerOf(scarce)) expect(entry.confirmed).not.toBeNull();
    const [priced] = await ledgerOf(scarce, 0);
    expect(priced!.confirmed).toBeNull();
    expect(priced!.sentence).toContain("(Shadow price, not planned again.)");
  });
});
