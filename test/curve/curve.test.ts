/** The megawatt supply curve on a campus small enough for paper. */
import { describe, expect, it } from "vitest";
import { findCurve } from "../../src/curve/curve.ts";
import type { Curve } from "../../src/curve/curve.ts";
import type { CurveEntry } from "../../src/curve/measure.ts";
import { curvePage } from "../../src/curve/page.ts";
import { curveCSV, curveSentence, curveText } from "../../src/curve/text.ts";
import { loadScenario } from "../../src/scenario/load.ts";

/**
 * 25 MW of IT at PUE 1/0.9 + 0.02 + 0.01, power at a fixed 50 USD/MWh and 1,200 USD per MW-year: 87,600
 * EFLOPS·h a year are 10 EFLOPS, a chip of 1 kW gives 1 PFLOPS · 0.4.
 */
const PAPER = `
firmwatt: 1
resolution: weeks:4
money: { waccFrac: 0.08 }
demand: { training: { targetEFLOPShPerYear: 87600, mfuFrac: 0.4, availabilityFrac: 1, precision: bf16 } }
accelerators:
  h100-sxm: { itKWPerChip: 1, bf16TFLOPS: 1000, fp8TFLOPS: 1600, priceUSD: 20000, lifeYears: 5, fixedOMFracPerYear: 0.05, liquidHeatFrac: 1, liquidSupplyMaxC: 45, powerCapSegments: 1 }
sites:
  lulea:
    place: lulea
    electricalEfficiencyFrac: 0.9
    connection: { firmMW: 40, energy: fixed, fixedUSDPerMWh: 50, worksUSDPerMW: 0, contractedUSDPerMWYear: 1200, networkUSDPerMWh: 0, taxUSDPerMWh: 0, demandUSDPerMWMonth: 0 }
    cooling: { cold-plate-dry-cooler: { fansPumpsFrac: 0.02, capexUSDPerMW: 1000000, spareFrac: 0, fixedOMUSDPerMWYear: 0, lifeYears: 20 } }
    halls: { hall-modular: { capexUSDPerMW: 3000000, fixedOMUSDPerMWYear: 0, electricalCapexUSDPerMW: 2000000, electricalFixedOMUSDPerMWYear: 0, lifeYears: 15, houseLoadFrac: 0.01 } }
`;
const IT = 25;
const PUE = 1 / 0.9 + 0.03;

const plain = (() => {
  let found: Promise<Curve> | undefined;
  return () => (found ??= curveOf());
})();

async function curveOf(set: string[] = [], stepMW = 4, text = PAPER): Promise<Curve> {
  const loaded = await loadScenario(text, { set });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await findCurve(loaded.scenario, { stepMW });
  if (result.status !== "done") throw new Error(result.reason);
  expect(result.curve.missing).toEqual([]);
  return result.curve;
}

function entryOf({ entries }: Curve, id: string): CurveEntry {
  const found = entries.find((entry) => entry.id === id);
  if (!found) throw new Error(`no ${id} among ${entries.map((entry) => entry.id).join(", ")}`);
  return found;
}

const near = (value: number | null, expected: number, relative = 2e-4) =>
  expect(Math.abs(value! - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));

describe("a supply curve on paper", () => {
  it("frees with a point of PUE a hundredth of the IT power, for the price of its energy", async () => {
    const curve = await plain();
    near(curve.facilityMW, IT * PUE);
    const point = entryOf(curve, "lulea.pue-point");
    near(point.widthMW, 0.01 * IT, 1e-3);
    // The load takes just what is saved, in every hour.
    expect(Math.abs(point.usdPerMWh!)).toBeLessThan(0.05);
    expect(point.priced).toBe(false);
    // Planned anew, it saves that energy and the charge on as many MW contracted.
    near(point.worthUSDPerYear, 0.01 * IT * (8760 * 50 + 1200), 1e-3);
    // A MW freed computes what a MW of the better campus does.
    near(point.eflopshPerYear, (0.01 * IT * 87_600) / (IT * (PUE - 0.01)), 1e-3);
  });

  it("frees with a point of MFU what the chips no longer needed would draw", async () => {
    const curve = await plain();
    const point = entryOf(curve, "mfu-point");
    near(point.widthMW, IT * (1 - 0.4 / 0.41) * PUE, 1e-3);
    expect(point.usdPerMWh).toBeLessThan(0);
  });

  it("frees with a format that is 1.6 times as fast three eighths of the power", async () => {
    const point = entryOf(await plain(), "precision");
    near(point.widthMW, IT * (1 - 1 / 1.6) * PUE, 1e-3);
    expect(point.note).toContain("fp8 instead of bf16");
  });

  it("prices the rest of the grid offer with its energy, and stops where the offer ends", async () => {
    const grid = entryOf(await plain(), "lulea.connection-firm");
    near(grid.widthMW, 4);
    expect(grid.more).toBe(true);
    near(grid.usdPerMWMonth, (8760 * 50 + 1200) / 12, 1e-3);
    near(grid.usdPerMWh, 50 + 1200 / 8760, 1e-3);
    const all = entryOf(await curveOf([], 30), "lulea.connection-firm");
    near(all.widthMW, 40 - IT * PUE, 1e-3);
    expect(all.more).toBe(false);
  });

  it("prices an engine by its capital and fuel", async () => {
    const engine =
      "{ capexUSDPerMW: 1000000, lifeYears: 20, fixedOMUSDPerMWYear: 0, variableOMUSDPerMWh: 5, fuelUSDPerMWhThermal: 40, efficiencyFrac: 0.4, availabilityFrac: 1 }";
    const curve = await curveOf([`sites.lulea.supply.reciprocating-engine=${engine}`]);
    const annuity = 0.08 / (1 - 1.08 ** -20);
    const { widthMW, usdPerMWMonth } = entryOf(curve, "lulea.reciprocating-engine");
    near(widthMW, 4);
    // Fuel at 100 USD/MWh is dearer than the grid's energy but must run in every hour, as the connection is held.
    near(usdPerMWMonth, (1e6 * annuity + 8760 * (40 / 0.4 + 5)) / 12, 1e-3);
    const costs = curve.entries.flatMap((entry) => entry.usdPerMWMonth ?? []);
    expect(costs).toEqual(costs.toSorted((a, b) => a - b));
  });

  it("counts what costs nothing to take as at hand, and finds nothing more to take of it", async () => {
    const curve = await curveOf(["sites.lulea.connection.contractedUSDPerMWYear=0"]);
    const room = entryOf(curve, "lulea.at-hand");
    near(room.widthMW, 40 - IT * PUE, 1e-3);
    near(room.usdPerMWh, 50, 1e-3);
    expect(entryOf(curve, "lulea.connection-firm").widthMW).toBe(0);
    near(entryOf(curve, "lulea.pue-point").widthMW, 0.01 * IT, 2e-3);
  });

  it("holds the compute that a plan for most value has found", async () => {
    const loaded = await loadScenario(
      PAPER.replace(
        "firmwatt: 1",
        "firmwatt: 1\nobjective: { mostValue: { usdPerEFLOPSh: 3000 } }",
      ).replace("targetEFLOPShPerYear: 87600, ", "maxEFLOPShPerYear: 87600, "),
    );
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    const result = await findCurve(loaded.scenario, { stepMW: 4 });
    if (result.status !== "done") throw new Error(result.reason);
    near(result.curve.facilityMW, IT * PUE, 1e-3);
    expect(entryOf(result.curve, "mfu-point").worthUSDPerYear).toBeGreaterThan(0);
    near(entryOf(result.curve, "lulea.pue-point").widthMW, 0.01 * IT, 2e-3);
  });

  it("measures each of several sites by itself, and none of the levers where nothing computes", async () => {
    const second = `
  boden:
    place: lulea
    electricalEfficiencyFrac: 0.9
    connection: { firmMW: 40, energy: fixed, fixedUSDPerMWh: 60, worksUSDPerMW: 0, contractedUSDPerMWYear: 1200, networkUSDPerMWh: 0, taxUSDPerMWh: 0, demandUSDPerMWMonth: 0 }
    cooling: { cold-plate-dry-cooler: { fansPumpsFrac: 0.02, capexUSDPerMW: 1000000, spareFrac: 0, fixedOMUSDPerMWYear: 0, lifeYears: 20 } }
    halls: { hall-modular: { capexUSDPerMW: 3000000, fixedOMUSDPerMWYear: 0, electricalCapexUSDPerMW: 2000000, electricalFixedOMUSDPerMWYear: 0, lifeYears: 15, houseLoadFrac: 0.01 } }
`;
    const text = `${PAPER.trimEnd()}${second}`;
    // All of it at the cheaper site.
    const one = await curveOf([], 4, text);
    near(entryOf(one, "boden.connection-firm").usdPerMWh, 60 + 1200 / 8760, 1e-3);
    near(entryOf(one, "lulea.connection-firm").usdPerMWh, 50 + 1200 / 8760, 1e-3);
    near(entryOf(one, "lulea.pue-point").widthMW, 0.01 * IT, 1e-3);
    expect(one.entries.filter(({ id }) => id.startsWith("boden.")).map(({ id }) => id)).toEqual([
      "boden.connection-firm",
    ]);
    expect(one.notices.join(" ")).toContain("computes nothing at boden");
    // Half of it there: the full site has no more of its connection, and every lever is at both.
    const half = await curveOf([`sites.lulea.connection.firmMW=${(IT / 2) * PUE}`], 4, text);
    const plans = half.plans;
    expect(entryOf(half, "lulea.connection-firm").widthMW).toBe(0);
    expect(entryOf(half, "lulea.connection-firm").note).toContain("all of it already");
    near(entryOf(half, "boden.connection-firm").widthMW, 4);
    near(entryOf(half, "lulea.pue-point").widthMW, (0.01 * IT) / 2, 2e-3);
    near(entryOf(half, "boden.pue-point").widthMW, (0.01 * IT) / 2, 2e-3);
    near(entryOf(half, "mfu-point").widthMW, IT * (1 - 0.4 / 0.41) * PUE, 1e-3);
    // What is taken in full costs no plan.
    const levers = half.entries.filter(({ worthUSDPerYear }) => worthUSDPerYear !== null).length;
    expect(plans).toBeLessThanOrEqual(1 + 3 + 2 * levers + 1);
  });

  it("does not take a measured size for one that may grow: service behind the meter in full", async () => {
    const curve = await curveOf([
      "sites.lulea.contracts.behind={ kind: btm-service, plant: flat, maxMW: 5, priceUSDPerMWh: 20 }",
    ]);
    const behind = entryOf(curve, "lulea.behind");
    expect(behind.widthMW).toBe(0);
    expect(behind.note).toContain("all of it already");
  });

  it("says of a contract whether the connection that carries it is full, or a rule holds both", async () => {
    const contract =
      "sites.lulea.contracts.flat={ kind: baseload-annual, maxMW: 60, priceUSDPerMWh: 20 }";
    const full = await curveOf([contract, `sites.lulea.connection.firmMW=${IT * PUE}`]);
    const none = entryOf(full, "lulea.flat");
    expect(none.widthMW).toBe(0);
    expect(none.note).toContain("has all firm MW of the connection already");
    // 29 of 40 MW are taken: every one of them needs a MW of engines, and those are held.
    const ruled = await curveOf([
      contract,
      "sites.lulea.supply.reciprocating-engine={}",
      "sites.lulea.rules={ on-site-dispatchable: { minFrac: 1 } }",
    ]);
    const held = entryOf(ruled, "lulea.flat");
    expect(held.widthMW).toBe(0);
    expect(held.note).toContain("a rule, or another limit of the site, holds it");
  });

  it("reads as text, CSV and page, with every option in each", async () => {
    const curve = await plain();
    const text = curveText(curve);
    expect(curveSentence(curve)).toContain("one point of PUE for 0.250 MW");
    expect(text).toContain("One point of PUE ");
    expect(text.split("\n").every((line) => line.length <= 120)).toBe(true);
    const rows = curveCSV(curve).trimEnd().split("\n");
    expect(rows.length).toBe(curve.entries.length + 1);
    expect(
      rows.some((row) => row.startsWith("lulea.pue-point,One point of PUE,efficiency,lulea,0.25")),
    ).toBe(true);
    const page = curvePage({ ...curve, name: "<b>" });
    expect(page).not.toContain("<b>:");
    for (const { title } of curve.entries) expect(page).toContain(title);
    // No step is drawn too narrow to be seen.
    const widths = [...page.matchAll(/<rect [^>]* width="([\d.]+)"/g)].map((match) =>
      Number(match[1]),
    );
    expect(widths.length).toBe(curve.entries.filter(({ widthMW }) => widthMW > 0).length);
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(13.9);
  });

  it("stops when asked to and says so", async () => {
    const loaded = await loadScenario(PAPER);
    if (!loaded.ok) throw new Error("issues");
    const stop = new AbortController();
    const result = await findCurve(loaded.scenario, {
      signal: stop.signal,
      onEntry: (done) => {
        if (done === 2) stop.abort();
      },
    });
    if (result.status !== "done") throw new Error(result.reason);
    expect(result.curve.stopped).toBe(true);
    expect(result.curve.entries.length).toBeLessThan(4);
  });
});
