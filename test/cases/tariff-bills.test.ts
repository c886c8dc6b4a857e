/** REopt's seven tariff bills (../shared/cases/01): ours to the cent. Loads in kW, rates in USD per kW: the form has no unit of its own. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { billFor, tieredCost } from "../../src/blocks/connection/tariff.ts";

const FILE = join(import.meta.dirname, "../../../shared/cases/01_reopt_tariff_bills.json");
const absent = !existsSync(FILE);

interface Case {
  readonly id: string;
  readonly expect: Readonly<Record<string, number | number[]>>;
}

const cases = absent ? [] : (JSON.parse(readFileSync(FILE, "utf8")) as { cases: Case[] }).cases;
const expected = (id: string) => cases.find((one) => one.id === id)!.expect;
const flat = (value: number) => new Float64Array(8760).fill(value);

/** 100 kW flat with four higher hours; steps of the case count from 1. */
function spiky(): Float64Array {
  const load = flat(100);
  for (const [step, kw] of [
    [22, 200],
    [2403, 400],
    [4088, 500],
    [8333, 300],
  ] as const)
    load[step - 1] = kw;
  return load;
}

const RATES = [10, 10, 20, 50, 20, 10, 20, 20, 20, 20, 20, 5];

describe.skipIf(absent)(
  `tariff bills of case 01${absent ? " (skipped: ../shared/cases is missing)" : ""}`,
  () => {
    it("blended rate", () => {
      const bill = billFor(flat(10_000 / 8760), { energyUSDPerMWh: 0.1, demandUSDPerMWMonth: 10 });
      expect(bill.energyUSD).toBeCloseTo(
        expected("blended")["year_one_energy_cost_usd"] as number,
        2,
      );
      expect(bill.demandUSD).toBeCloseTo(
        expected("blended")["year_one_demand_cost_usd"] as number,
        2,
      );
    });

    it("coincident peaks", () => {
      const bill = billFor(flat(1), {
        energyUSDPerMWh: 1,
        coincident: [
          { steps: [0, 1, 99], usdPerMW: 10 },
          { steps: [5999, 6999], usdPerMW: 5 },
        ],
      });
      expect(bill.coincidentUSD).toBeCloseTo(
        expected("coincident_peak")["year_one_coincident_peak_cost_usd"] as number,
        2,
      );
    });

    it("ratchet on chosen months", () => {
      const bill = billFor(spiky(), {
        demandUSDPerMWMonth: RATES,
        ratchet: { frac: 0.75, lookback: { kind: "months", months: [0, 3, 11] } },
      });
      expect([...bill.billedMW]).toEqual(expected("ratchet_months")["billed_kw"]);
      expect(bill.demandUSD).toBeCloseTo(
        expected("ratchet_months")["year_one_demand_cost_usd"] as number,
        2,
      );
    });

    it("ratchet on the last six months, wrapping round the year end", () => {
      const bill = billFor(spiky(), {
        demandUSDPerMWMonth: RATES,
        ratchet: { frac: 0.75, lookback: { kind: "last", count: 6 } },
      });
      expect(bill.demandUSD).toBeCloseTo(
        expected("ratchet_range_6_months")["year_one_demand_cost_usd"] as number,
        2,
      );
    });

    it("ratchet of 35 % with seasonal rates", () => {
      const load = flat(1);
      load[7] = 100;
      const rates = [10.5, 10.5, 10.5, 10.5, 11.5, 11.5, 11.5, 11.5, 11.5, 11.5, 10.5, 10.5];
      const bill = billFor(load, {
        demandUSDPerMWMonth: rates,
        ratchet: {
          frac: 0.35,
          lookback: { kind: "months", months: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] },
        },
      });
      expect(bill.demandUSD).toBeCloseTo(
        expected("ratchet_35pct")["year_one_demand_cost_usd"] as number,
        2,
      );
    });

    it("tiered demand", () => {
      const bill = billFor(flat(1_000_000 / 8760), {
        demandTiers: [{ upTo: 50, usdPerUnit: 0 }, { usdPerUnit: 12 }],
      });
      expect(bill.demandUSD).toBeCloseTo(
        expected("tiered_demand")["year_one_demand_cost_usd"] as number,
        2,
      );
    });

    it("tiers of energy and demand, and their lifecycle", () => {
      const bill = billFor(flat(100), {
        energyTiers: [{ upTo: 74_400, usdPerUnit: 0.1 }, { usdPerUnit: 0.05 }],
        demandTiers: [{ upTo: 100, usdPerUnit: 10 }, { usdPerUnit: 5 }],
      });
      const lifecycle = bill.totalUSD * 14.82026 * (1 - 0.26);
      const asked = expected("tiered_energy_and_demand_lcc")["lcc_usd"] as number;
      expect(Math.abs(lifecycle - asked)).toBeLessThanOrEqual(1e-6 * asked);
      expect(tieredCost([{ upTo: 100, usdPerUnit: 10 }, { usdPerUnit: 5 }], 100)).toBe(1000);
    });
  },
);
