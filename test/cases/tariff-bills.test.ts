/**
 * REopt's seven tariff bills (../shared/cases/01) to the cent, twice over: by the bill's own arithmetic, and
 * by ordinary scenarios whose plan is billed. kW of the cases are written as MW: the form has no unit of its own.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { localCalendar } from "../../src/climate/calendar.ts";
import { billPart } from "../../src/blocks/connection/tariff-bill.ts";
import { tieredCost } from "../../src/blocks/connection/tariff.ts";
import type { BilledPeriod, Part } from "../../src/blocks/connection/tariff.ts";
import { billed, plainSite, planned } from "./plain-site.ts";

const FILE = join(import.meta.dirname, "../../../shared/cases/01_reopt_tariff_bills.json");
const absent = !existsSync(FILE);

interface Case {
  readonly id: string;
  readonly expect: Readonly<Record<string, number | number[]>>;
}

const cases = absent ? [] : (JSON.parse(readFileSync(FILE, "utf8")) as { cases: Case[] }).cases;
const expected = (id: string, figure: string) =>
  cases.find((one) => one.id === id)!.expect[figure] as number;
const flat = (value: number) => new Float64Array(8760).fill(value);
const RATES = [10, 10, 20, 50, 20, 10, 20, 20, 20, 20, 20, 5];
const SEASONS = [10.5, 10.5, 10.5, 10.5, 11.5, 11.5, 11.5, 11.5, 11.5, 11.5, 10.5, 10.5];

/** Hours of the cases that differ from a flat load, counted from 1. */
const SPIKES = [
  [22, 200],
  [2403, 400],
  [4088, 500],
  [8333, 300],
] as const;
const SPIKY = `{ fixed-load: { powerMW: 100, hours: [${SPIKES.map(([hour, mw]) => `{ hourOfYear: ${hour}, powerMW: ${mw} }`).join(", ")}] } }`;

function spiky(): Float64Array {
  const load = flat(100);
  for (const [hour, mw] of SPIKES) load[hour - 1] = mw;
  return load;
}

const steps = Float64Array.from({ length: 8760 }, (_, t) => t);
const yearOf = (loadMW: Float64Array): BilledPeriod => ({
  facts: {
    month: Float64Array.from(localCalendar(2022, 0).month),
    hour: steps.map((t) => t % 24),
    weekend: flat(0),
    stress: flat(0),
    stepOfYear: steps,
  },
  weightHours: flat(1),
  loadMW,
  firmMW: 500,
  flexibleMW: 0,
  yearFrac: 1,
  year: 0,
  ofHorizon: false,
  calendarYear: 2022,
  months: Array.from({ length: 12 }, (_, month) => month),
  holds: () => flat(1),
});

/** One case: its load and parts, as arithmetic and as a scenario. */
interface Bill {
  readonly id: string;
  readonly figure: string;
  readonly load: Float64Array;
  readonly loads: string;
  readonly part: Omit<Part, "name">;
  readonly stated: string;
  /** Digits after the point that the case gives. */
  readonly digits?: number;
}

const kw = (kwh: number) => `{ fixed-load: { powerMW: ${kwh / 8760} } }`;
const months = (list: readonly number[]) => `[${list.join(", ")}]`;

const BILLS: readonly Bill[] = [
  {
    id: "blended",
    figure: "year_one_energy_cost_usd",
    load: flat(10_000 / 8760),
    loads: kw(10_000),
    part: { charge: "energy", usdPerMWh: 0.1 },
    stated: "{ charge: energy, usdPerMWh: 0.1 }",
  },
  {
    id: "blended",
    figure: "year_one_demand_cost_usd",
    load: flat(10_000 / 8760),
    loads: kw(10_000),
    part: { charge: "demand", usdPerMWMonth: 10 },
    stated: "{ charge: demand, usdPerMWMonth: 10 }",
  },
  {
    id: "ratchet_months",
    figure: "year_one_demand_cost_usd",
    load: spiky(),
    loads: SPIKY,
    part: {
      charge: "demand",
      usdPerMWMonthByMonth: RATES,
      ratchetFrac: 0.75,
      ratchetMonths: [1, 4, 12],
    },
    stated: `{ charge: demand, usdPerMWMonthByMonth: ${months(RATES)}, ratchetFrac: 0.75, ratchetMonths: [1, 4, 12] }`,
  },
  {
    id: "ratchet_range_6_months",
    figure: "year_one_demand_cost_usd",
    load: spiky(),
    loads: SPIKY,
    part: {
      charge: "demand",
      usdPerMWMonthByMonth: RATES,
      ratchetFrac: 0.75,
      ratchetLookbackMonths: 6,
    },
    stated: `{ charge: demand, usdPerMWMonthByMonth: ${months(RATES)}, ratchetFrac: 0.75, ratchetLookbackMonths: 6 }`,
  },
  {
    id: "ratchet_35pct",
    figure: "year_one_demand_cost_usd",
    load: flat(1).map((value, t) => (t === 7 ? 100 : value)),
    loads: "{ fixed-load: { powerMW: 1, hours: [{ hourOfYear: 8, powerMW: 100 }] } }",
    part: { charge: "demand", usdPerMWMonthByMonth: SEASONS, ratchetFrac: 0.35 },
    stated: `{ charge: demand, usdPerMWMonthByMonth: ${months(SEASONS)}, ratchetFrac: 0.35 }`,
  },
  {
    id: "tiered_demand",
    figure: "year_one_demand_cost_usd",
    load: flat(1_000_000 / 8760),
    loads: kw(1_000_000),
    part: { charge: "demand", tiers: [{ upTo: 50, usdPerUnit: 0 }, { usdPerUnit: 12 }] },
    stated: "{ charge: demand, tiers: [{ upTo: 50, usdPerUnit: 0 }, { usdPerUnit: 12 }] }",
  },
];

const site = (loads: string, parts: string, existingMW = 500) =>
  plainSite(
    loads,
    `{ existingMW: ${existingMW}, energy: fixed, fixedUSDPerMWh: 0, tariff: { parts: { ${parts} } } }`,
  );
const cents = (usd: number) => Math.round(usd * 100) / 100;

describe.skipIf(absent)(
  `tariff bills of case 01${absent ? " (skipped: ../shared/cases is missing)" : ""}`,
  () => {
    it.each(BILLS)("$id, $figure", async ({ id, figure, load, loads, part, stated }) => {
      const asked = cents(expected(id, figure));
      const [bill] = billPart({ name: "one", ...part }, [yearOf(load)], true);
      expect(cents(bill!.usd)).toBe(asked);
      expect(cents(billed(await planned(site(loads, `one: ${stated}`)), "one"))).toBe(asked);
    });

    it("ratchet_months bills the MW of the case", () => {
      const { part, load } = BILLS.find(({ id }) => id === "ratchet_months")!;
      const [bill] = billPart({ name: "one", ...part }, [yearOf(load)], true);
      expect(bill!.billedMW).toEqual(expected("ratchet_months", "billed_kw"));
    });

    it("coincident peaks", async () => {
      const parts = [
        "winter: { charge: coincident, usdPerMWYear: 10, hoursOfYear: [1, 2, 100], measure: max }",
        "autumn: { charge: coincident, usdPerMWYear: 5, hoursOfYear: [6000, 7000] }",
      ];
      const pack = await planned(site(kw(8760), parts.join(", ")));
      expect(cents(billed(pack, "winter") + billed(pack, "autumn"))).toBe(
        expected("coincident_peak", "year_one_coincident_peak_cost_usd"),
      );
    });

    it("falling tiers of energy and demand, and their lifecycle", async () => {
      const energy = [{ upTo: 74_400, usdPerUnit: 0.1 }, { usdPerUnit: 0.05 }];
      const demand = [{ upTo: 100, usdPerUnit: 10 }, { usdPerUnit: 5 }];
      const year = yearOf(flat(100));
      const usd = [
        billPart({ name: "energy", charge: "energy", tiers: energy }, [year], true),
        billPart({ name: "demand", charge: "demand", tiers: demand }, [year], true),
      ].reduce((sum, [bill]) => sum + bill!.usd, 0);
      const pack = await planned(
        site(
          kw(876_000),
          "energy: { charge: energy, tiers: [{ upTo: 74400, usdPerUnit: 0.1 }, { usdPerUnit: 0.05 }] }, demand: { charge: demand, tiers: [{ upTo: 100, usdPerUnit: 10 }, { usdPerUnit: 5 }] }",
          100,
        ),
      );
      const asked = expected("tiered_energy_and_demand_lcc", "lcc_usd");
      for (const found of [usd, billed(pack)])
        expect(Math.abs(found * 14.82026 * (1 - 0.26) - asked)).toBeLessThanOrEqual(1e-6 * asked);
      expect(tieredCost(demand, 100)).toBe(1000);
    });
  },
);
