/** A campus small enough for paper, and properties that must hold whatever the figures are. */
import { describe, expect, it } from "vitest";
import { annuityFrac } from "../src/finance/present-value.ts";
import { assemble } from "../src/model/assemble.ts";
import { plan } from "../src/plan.ts";
import type { Package } from "../src/report/package.ts";
import { loadScenario } from "../src/scenario/load.ts";

/**
 * Luleå never needs a compressor at 45 °C supply, so cooling takes a fixed share of heat; power costs
 * a fixed 50 USD/MWh with no other charge. Every size then follows from the target by hand.
 */
const PAPER = `
firmwatt: 1
resolution: weeks:4
money: { waccFrac: 0.08 }
demand: { training: { targetEFLOPShPerYear: 87600, mfuFrac: 0.4, availabilityFrac: 1, precision: bf16 } }
accelerators:
  h100-sxm: { itKWPerChip: 1, bf16TFLOPS: 1000, priceUSD: 20000, lifeYears: 5, fixedOMFracPerYear: 0.05, liquidHeatFrac: 1, liquidSupplyMaxC: 45, powerCapSegments: 1 }
sites:
  lulea:
    place: lulea
    electricalEfficiencyFrac: 0.9
    connection: { firmMW: 100, energy: fixed, fixedUSDPerMWh: 50, worksUSDPerMW: 0, networkUSDPerMWh: 0, taxUSDPerMWh: 0, demandUSDPerMWMonth: 0 }
    cooling: { cold-plate-dry-cooler: { fansPumpsFrac: 0.02, capexUSDPerMW: 1000000, spareFrac: 0, fixedOMUSDPerMWYear: 0, lifeYears: 20 } }
    halls: { hall-modular: { capexUSDPerMW: 3000000, fixedOMUSDPerMWYear: 0, electricalCapexUSDPerMW: 2000000, electricalFixedOMUSDPerMWYear: 0, lifeYears: 15, houseLoadFrac: 0.01 } }
`;

async function planned(text: string, set: string[] = []): Promise<Package> {
  const loaded = await loadScenario(text, { set });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm: 0 });
  if (result.status !== "planned")
    throw new Error(`${result.status}: ${"shortage" in result ? result.shortage.sentence : ""}`);
  return result.package;
}

describe("a campus on paper", () => {
  it("has the sizes and the cost that follow by hand", async () => {
    const pack = await planned(PAPER);
    // 87,600 EFLOPS·h over 8,760 h is 10 EFLOPS; a chip gives 1 PFLOPS · 0.4.
    const chips = (10 * 1000) / 0.4;
    const itMW = chips / 1000;
    const busbarMW = itMW * (1 / 0.9 + 0.02 + 0.01);
    const cost =
      chips * 20_000 * (annuityFrac(0.08, 5) + 0.05) +
      itMW * 1e6 * annuityFrac(0.08, 20) +
      itMW * 5e6 * annuityFrac(0.08, 15) +
      busbarMW * 8760 * 50;
    expect(pack.kpis.chips).toBeCloseTo(chips, 1);
    expect(pack.kpis.itMW).toBeCloseTo(itMW, 3);
    expect(pack.kpis.peakFacilityMW).toBeCloseTo(busbarMW, 3);
    expect(pack.kpis.pueAnnual).toBeCloseTo(1 / 0.9 + 0.03, 6);
    expect(Math.abs(pack.kpis.costUSDPerYear - cost)).toBeLessThanOrEqual(1e-6 * cost);
    expect(
      Math.abs(pack.kpis.tflopPerMWh! - (0.4e3 * 3600) / (1e-3 * (1 / 0.9 + 0.03))),
    ).toBeLessThanOrEqual(1e-5 * pack.kpis.tflopPerMWh!);
  });

  it("pays the upkeep of a store for its power and for its energy", async () => {
    const store =
      "{ minMW: 10, minimumHours: 4, capexPowerUSDPerMW: 300000, capexEnergyUSDPerMWh: 250000, fixedOMUSDPerMWYear: 12000, fixedOMUSDPerMWhYear: 7000, lifeYears: 12 }";
    const text = `${PAPER}    storage: { lithium-battery: ${store} }\n`;
    const usual = await planned(text);
    const paid = ({ costs }: Package) =>
      costs
        .filter(({ asset }) => asset === "lulea.lithium-battery")
        .reduce((sum, { usdPerYear }) => sum + usdPerYear, 0);
    // The price is the same in every hour, so it has the least it must and is not used.
    const capital = (10 * 300_000 + 40 * 250_000) * annuityFrac(0.08, 12);
    const upkeep = 10 * 12_000 + 40 * 7000;
    expect(Math.abs(paid(usual) - capital - upkeep)).toBeLessThanOrEqual(1e-5 * capital);
  });

  it("pays pumps and upkeep of a store of heat with its energy", async () => {
    const loaded = await loadScenario(
      `${PAPER}    storage: { thermal-store: { hours: 5, capexEnergyUSDPerMWh: 20000, capexPowerUSDPerMW: 30000, fixedOMUSDPerMWhYear: 200, lifeYears: 25 } }\n`,
    );
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    const { charges } = assemble(loaded.scenario);
    const perMWh = charges
      .filter(({ asset, on }) => asset === "lulea.thermal-store" && on === "size")
      .reduce((sum, charge) => sum + (charge.on === "size" ? charge.usd[0]! : 0), 0);
    expect(perMWh).toBeCloseTo((20_000 + 30_000 / 5) * annuityFrac(0.08, 25) + 200, 6);
  });

  it("never costs more when a limit is loosened", async () => {
    const tight = await planned(PAPER, [
      "sites.lulea.connection.firmMW=28",
      "sites.lulea.supply.reciprocating-engine={}",
    ]);
    const loose = await planned(PAPER, [
      "sites.lulea.connection.firmMW=29",
      "sites.lulea.supply.reciprocating-engine={}",
    ]);
    expect(loose.solve.objective).toBeLessThanOrEqual(tight.solve.objective * (1 + 1e-7));
  });

  it("costs twice as much at twice the size", async () => {
    const one = await planned(PAPER);
    const two = await planned(PAPER, ["demand.training.targetEFLOPShPerYear=175200"]);
    expect(two.solve.objective / one.solve.objective).toBeCloseTo(2, 5);
  });

  it("says what is short, and a repair that works", async () => {
    const loaded = await loadScenario(PAPER, { set: ["sites.lulea.connection.firmMW=20"] });
    if (!loaded.ok) throw new Error("issues");
    const result = await plan(loaded.scenario, { confirm: 0 });
    if (result.status !== "infeasible") throw new Error(result.status);
    const repair = result.shortage.repairs.find(({ path }) => path.endsWith("connection.firmMW"));
    expect(repair?.to).toBeCloseTo(25 * (1 / 0.9 + 0.03), 1);
    const mended = await planned(PAPER, ["sites.lulea.connection.firmMW=20", repair!.setting]);
    expect(mended.verified.ok).toBe(true);
  });

  it.each([1, 1.05])(
    "says which PUE would do where %s cannot be met, never a lower one",
    async (pue) => {
      const set = [`sites.lulea.rules.pue-limit.maxPUE=${pue}`];
      const loaded = await loadScenario(PAPER, { set });
      if (!loaded.ok) throw new Error("issues");
      const result = await plan(loaded.scenario, { confirm: 0 });
      if (result.status !== "infeasible") throw new Error(result.status);
      const repair = result.shortage.repairs.find(({ path }) => path.endsWith("maxPUE"));
      // 1/0.9 + 0.03 is 1.1411; told in thousandths, upward.
      expect(repair?.to).toBe(1.142);
      expect(repair?.sentence).toBe(
        `raise sites.lulea.rules.pue-limit.maxPUE from ${pue.toFixed(2)} to 1.142`,
      );
      const mended = await planned(PAPER, [...set, repair!.setting]);
      expect(mended.kpis.pueAnnual).toBeCloseTo(1 / 0.9 + 0.03, 6);
    },
  );

  it("has no price of compute where none is asked for", async () => {
    const pack = await planned(PAPER, ["demand.training.targetEFLOPShPerYear=0"]);
    expect(pack.kpis.usdPerEFLOPSh).toBeNull();
    expect(pack.sentence).toMatch(/^Nothing is built/);
  });

  it("does not say that timing is unused where none is stated", async () => {
    const notices = async (set: string[]) => {
      const loaded = await loadScenario(PAPER, { set });
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
      return loaded.scenario.notices.join();
    };
    const contract = "sites.lulea.contracts.pay-as-produced={ maxMW: 5 }";
    expect(await notices([contract])).not.toContain("timing is not used");
    expect(
      await notices([contract, "sites.lulea.contracts.pay-as-produced.timing={ from: 2028-Q1 }"]),
    ).toContain("timing is not used without horizon: sites.lulea.contracts.pay-as-produced");
  });

  it("counts the grid's life cycle where a market file has it, and direct carbon elsewhere", async () => {
    const rows = Array.from(
      { length: 8760 },
      (_, h) => `${new Date(Date.UTC(2025, 0, 1, h)).toISOString().slice(0, 16)}Z,50,400,500`,
    );
    const text = PAPER.replace(
      "    place: lulea\n",
      "    place: lulea\n    market: { file: m.csv }\n    rules: { co2-cap: { maxTPerYear: 1000000, accounting: lifecycle } }\n",
    ).replace("firmwatt: 1", "firmwatt: 1\nyear: 2025");
    const usedT = async (header: string) => {
      const csv = [`time,price_usd_mwh,ci_direct_g_kwh,${header}`, ...rows].join("\n");
      const loaded = await loadScenario(text, { readFile: () => Promise.resolve(csv) });
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
      const result = await plan(loaded.scenario, { confirm: 0 });
      if (result.status !== "planned") throw new Error(result.status);
      const { kpis, rules, warnings } = result.package;
      return {
        told: warnings.some((one) =>
          one.includes("life cycle of grid power is not known at lulea"),
        ),
        direct: kpis.co2TPerYear,
        capped: rules[0]!.rows.find(({ label }) => label === "Used")!.value,
      };
    };
    const mwh = 25 * (1 / 0.9 + 0.03) * 8760;
    const known = await usedT("ci_lca_g_kwh");
    expect(known.direct / (0.4 * mwh)).toBeCloseTo(1, 6);
    expect(known.capped / (0.5 * mwh)).toBeCloseTo(1, 6);
    expect(known.told).toBe(false);
    const unknown = await usedT("marginal_g_kwh");
    expect(unknown.capped / (0.4 * mwh)).toBeCloseTo(1, 6);
    expect(unknown.told).toBe(true);
  });

  it("loses as much to interruptions of the grid over weeks as they take of a year", async () => {
    const pack = await planned(PAPER);
    const [outages] = pack.reliability;
    // 0.1 interruptions of an hour a year (60 to 150 kV, data/reliability.csv) of the whole load.
    const mwh = 0.1 * 25 * (1 / 0.9 + 0.03);
    const { mean, standardError } = outages!.unservedMWhPerYear;
    expect(outages!.years).toBe(Math.round((3000 * 672) / 8760));
    expect(Math.abs(mean - mwh)).toBeLessThan(4 * standardError);
    expect(standardError).toBeLessThan(0.4 * mwh);
    expect(outages!.causes.map(({ cause }) => cause)).toEqual(["gridInterruption"]);
  });

  it("says what one more MW is worth where a connection is all there already", async () => {
    const loaded = await loadScenario(PAPER, {
      set: [
        "sites.lulea.connection.firmMW=0",
        "sites.lulea.connection.existingMW=25",
        "sites.lulea.supply.reciprocating-engine={ existingMW: 20, maxMW: 0, minimumFrac: 0, efficiencyFrac: 0.5, fuelUSDPerMWhThermal: 50, variableOMUSDPerMWh: 0, fixedOMUSDPerMWYear: 0 }",
      ],
    });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    const result = await plan(loaded.scenario, { confirm: 3 });
    if (result.status !== "planned") throw new Error(result.status);
    // A MWh of the engine costs 100 USD, one of the grid 50, in every hour: 50 · 8760.
    const grid = result.package.bottlenecks.find(({ path }) => path.endsWith("connection.firmMW"));
    expect(grid!.worthPerUnit / (50 * 8760)).toBeCloseTo(1, 4);
    expect(grid!.limit).toBe(25);
    expect(result.package.sentence).toContain(
      "grid connection at lulea: one more MW (firm MW) is worth 438 kUSD a year",
    );
  });

  it("is told verified before its bottlenecks are confirmed, and is not solved again when it is known", async () => {
    const loaded = await loadScenario(PAPER);
    if (!loaded.ok) throw new Error("issues");
    const told: Package[] = [];
    const result = await plan(loaded.scenario, {
      confirm: 1,
      onVerified: (first) => told.push(first.package),
    });
    if (result.status !== "planned") throw new Error(result.status);
    expect(told).toHaveLength(1);
    const [first] = told;
    expect(first!.verified.ok).toBe(true);
    expect(first!.kpis).toEqual(result.package.kpis);
    expect(first!.reliability[0]!.years).toBeLessThan(result.package.reliability[0]!.years);
    const again = await plan(loaded.scenario, { confirm: 0, known: result.solution });
    if (again.status !== "planned") throw new Error(again.status);
    expect(again.solution).toBe(result.solution);
    const { solve } = again.package;
    expect(solve).toEqual(result.package.solve);
  });
});
