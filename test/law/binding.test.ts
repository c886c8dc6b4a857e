/** Law that binds: taxes charged, prices by hand, caps over several sites, drafts and what they cost. */
import { describe, expect, it } from "vitest";
import { catalog } from "../../src/catalog/catalog.ts";
import { numberIn } from "../../src/catalog/table.ts";
import { planCapVariants, planDrafts } from "../../src/law-variants.ts";
import { figuresOf } from "../../src/report/law/figures.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { campusText, packageOf, resultOf, rowOf } from "./base.ts";

const LOSSES = { electricalEfficiencyFrac: "0.9", siting: "{ zoneAllowed: true }" };
/** Heat pumps for heat that sells count as facility energy, so that the PUE rule costs something. */
const GERMAN = campusText({
  place: "frankfurt",
  year: 2027,
  law: "{ book: current, waive: [enefg-heat, enefg-renewables] }",
  site: {
    ...LOSSES,
    heat: "{ heat-sale: { maxMW: 150 } }",
  },
});

async function planned(text: string) {
  const loaded = await loadScenario(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await resultOf(text);
  if (result.status !== "planned") throw new Error(result.status);
  return { scenario: loaded.scenario, ...result };
}

describe("law that binds", () => {
  it("charges the tax of the law instead of the place's, on every MWh imported", async () => {
    const pack = await packageOf(campusText({ place: "kajaani", year: 2027, law: "current" }));
    const tax = pack.costs.find(({ category }) => category === "tax")!.usdPerYear;
    const usdPerEUR = numberIn(catalog("currencies").get("eur")!, "usdPerUnit");
    expect(tax / (pack.sites[0]!.importMWh * 22.4 * usdPerEUR)).toBeCloseTo(1, 6);
    const stated = await packageOf(
      campusText({
        place: "kajaani",
        year: 2027,
        law: "current",
        site: { connection: "{ firmMW: 100, taxUSDPerMWh: 5 }" },
      }),
    );
    expect(rowOf(stated, "fi-tax-class-1")!.verdict).toBe("broken");
  });

  it("CRU/2025236 prices a megawatt of import at the yearly cost of a megawatt of plant", async () => {
    const pack = await packageOf(
      campusText({
        place: "dublin",
        year: 2027,
        law: "{ book: current, waive: [ie-cru-renewables] }",
        top: "money: { waccFrac: 0.08 }",
        site: {
          connection:
            "{ firmMW: 100, energy: fixed, fixedUSDPerMWh: 60, networkUSDPerMWh: 0, taxUSDPerMWh: 0, demandUSDPerMWMonth: 0, contractedUSDPerMWYear: 0 }",
          supply:
            "{ reciprocating-engine: { capexUSDPerMW: 1000000, lifeYears: 20, fixedOMUSDPerMWYear: 10000, fuelUSDPerMWhThermal: 400, oddsFrac: 1 } }",
          siting: "{ nodeUnconstrained: true }",
        },
      }),
    );
    const row = rowOf(pack, "ie-cru-plant")!;
    expect(row.verdict).toBe("kept");
    expect(row.natural!.margin).toBeCloseTo(0, 3);
    const annuity = 0.08 / (1 - 1.08 ** -20);
    // An engine counts by its firm credit, 0.95.
    expect((row.worthPerUnit! * 0.95) / (1_000_000 * annuity + 10_000)).toBeCloseTo(1, 4);
    const engine = pack.sites[0]!.assets.find(({ kind }) => kind === "reciprocating-engine")!;
    const connection = pack.sites[0]!.assets.find(({ kind }) => kind === "grid-connection")!;
    const size = (sizes: typeof engine.sizes) => Math.max(...sizes.map(({ value }) => value));
    expect(size(engine.sizes) * 0.95).toBeCloseTo(size(connection.sizes), 3);
  });

  it("CRU/2025236 counts a store by its energy, in full from ten hours on", async () => {
    const cover = async (hours: number) => {
      const pack = await packageOf(
        campusText({
          place: "dublin",
          year: 2027,
          law: "{ book: current, waive: [ie-cru-renewables] }",
          site: {
            connection:
              "{ firmMW: 100, energy: fixed, fixedUSDPerMWh: 60, networkUSDPerMWh: 0, taxUSDPerMWh: 0, demandUSDPerMWMonth: 0, contractedUSDPerMWYear: 0 }",
            storage: `{ lithium-battery: { capexPowerUSDPerMW: 100000, capexEnergyUSDPerMWh: 10000, minimumHours: ${hours}, maximumHours: ${hours}, fixedOMUSDPerMWYear: 0 } }`,
            siting: "{ nodeUnconstrained: true }",
          },
        }),
      );
      expect(rowOf(pack, "ie-cru-plant")!.verdict).toBe("kept");
      const [site] = pack.sites;
      const size = (kind: string, name: string) =>
        site!.assets.find((asset) => asset.kind === kind)!.sizes.find((one) => one.name === name)!
          .value;
      return size("lithium-battery", "powerMW") / size("grid-connection", "firmMW");
    };
    expect(await cover(4)).toBeCloseTo(2.5, 3);
    expect(await cover(20)).toBeCloseTo(1, 3);
  });

  it("a cap holds the sites of its jurisdiction together and no other", async () => {
    const text = campusText({
      place: "frankfurt",
      year: 2027,
      law: "{ book: none, add: [ai-energy-cap], limits: { ai-energy-cap: 20 } }",
    });
    // No law is looked at but what is added; added rules hold wherever the sites lie.
    const two = `${text}  b: { place: london, connection: { firmMW: 100 }, cooling: { air-economiser: {}, cold-plate-dry-cooler: {} } }\n`;
    const scenario = two.replace(
      "{ book: none, add: [ai-energy-cap], limits: { ai-energy-cap: 20 } }",
      "{ rules: { german-cap: { title: Cap, jurisdiction: DE, status: adopted, from: 2026-01-01, metric: energyGWhPerYear, operator: '<=', value: 20, scope: jurisdiction, source: What if, checkedOn: 2026-11-24 } }, waive: [enefg-pue-new, enefg-heat, enefg-renewables] }",
    );
    const pack = await packageOf(scenario);
    const [frankfurt, london] = pack.sites;
    expect(frankfurt!.facilityMWh).toBeLessThanOrEqual(20_000 * (1 + 1e-6));
    expect(london!.facilityMWh).toBeGreaterThan(20_000);
    expect(rowOf(pack, "german-cap")!.sites).toEqual(["a"]);
    const without = await packageOf(scenario.replace("value: 20", "value: 1000"));
    expect(without.sites[0]!.facilityMWh + without.sites[1]!.facilityMWh).toBeGreaterThan(40_000);
  });

  it("a shadow price is what a little more room saves", async () => {
    const at = (gwh: number) =>
      campusText({
        place: "frankfurt",
        year: 2027,
        law: `{ waive: [enefg-pue-new, enefg-heat, enefg-renewables], add: [ai-energy-cap], limits: { ai-energy-cap: ${gwh} } }`,
        top: "objective: { mostValue: { usdPerEFLOPSh: 9000 } }",
        demand: "training: {}",
      });
    const pack = await packageOf(at(20));
    const more = await packageOf(at(20.2));
    const row = rowOf(pack, "ai-energy-cap")!;
    expect(row.measured).toBeCloseTo(20, 3);
    expect(row.worthPerUnit).toBeGreaterThan(0);
    const gain = pack.solve.objective - more.solve.objective;
    expect(gain / (0.2 * row.worthPerUnit!)).toBeCloseTo(1, 2);
  });

  it("a draft changes the plan, and what it costs is the difference of two plans", async () => {
    const now = await planned(GERMAN);
    const [draft, ...more] = await planDrafts(now.scenario, now, {});
    expect(more).toEqual([]);
    expect(draft!.law).toBe("enefg-pue-new");
    const then = await planned(GERMAN.replace("book: current", "book: drafts"));
    expect(rowOf(now.package, "de-enefg-pue-new")!.measured).toBeCloseTo(1.2, 5);
    expect(rowOf(then.package, "de-enefg-pue-new")).toBeUndefined();
    expect(rowOf(then.package, "de-enefg-pue-new-draft")!.measured).toBeGreaterThan(1.21);
    const difference = then.package.solve.objective - now.package.solve.objective;
    expect(difference).toBeLessThan(-1000);
    expect(draft!.change! / difference).toBeCloseTo(1, 3);
    expect(draft!.moves.length).toBeGreaterThan(0);
    expect(draft!.sentence).toMatch(/^EnEfG amendment: PUE of new data centres: would save /);
    // Seen from the other side it is the same.
    const [seen] = await planDrafts(then.scenario, then, {});
    expect(seen!.change! / difference).toBeCloseTo(1, 3);
  });

  it("a cap on energy is eased by efficiency a little and by leaving altogether", async () => {
    const found = await planned(
      campusText({
        place: "frankfurt",
        year: 2027,
        law: "{ waive: [enefg-pue-new, enefg-heat, enefg-renewables], add: [ai-energy-cap], limits: { ai-energy-cap: 20 } }",
        top: "objective: { mostValue: { usdPerEFLOPSh: 9000 } }",
        demand: "training: {}",
      }),
    );
    const [plan, free, chips, chain] = await planCapVariants(found.scenario, found, {});
    expect(plan!.gain).toBe(0);
    expect(plan!.cappedGWh).toBeCloseTo(20, 3);
    expect(free!.gain).toBeGreaterThan(chips!.gain!);
    expect(chips!.gain).toBeGreaterThan(0);
    expect(chain!.gain).toBeGreaterThan(0);
    expect(chain!.pue).toBeLessThan(plan!.pue!);
    expect(free!.cappedGWh).toBeGreaterThan(20);
  });

  it("limits, waivers and rules of one's own decide what binds", async () => {
    const lulea = (law: string) => campusText({ place: "lulea", year: 2027, law });
    const added = await packageOf(
      lulea("{ book: none, add: [cn-pue-hub], limits: { cn-pue-hub: 1.1 } }"),
    );
    expect(rowOf(added, "cn-pue-hub")).toMatchObject({ binds: true, verdict: "kept", limit: 1.1 });
    const none = await packageOf(lulea("none"));
    expect(none.law.rows).toEqual([]);
    const waived = await packageOf(lulea("{ waive: [nordic-french-tax, eed-reporting] }"));
    expect(waived.law.rows.map(({ id }) => id)).toEqual(["water-permit"]);
  });

  it("measures a site as its own figures say", async () => {
    const { scenario, campus, solution, package: pack } = await planned(GERMAN);
    const figures = figuresOf({ campus, solution }, campus.sites, scenario.sites);
    expect(figures.facilityMWh).toBeCloseTo(pack.sites[0]!.facilityMWh, 6);
    expect(figures.pue).toBeCloseTo(pack.sites[0]!.pueAnnual!, 9);
    expect(figures.waterM3).toBeCloseTo(pack.kpis.waterM3PerYear, 6);
  });
});
