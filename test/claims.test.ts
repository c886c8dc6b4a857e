/** Clean-power claims of whole plans: boundary, age, certificates, and what must agree whatever the figures are. */
import { describe, expect, it } from "vitest";
import { plan } from "../src/plan.ts";
import type { Package } from "../src/report/package.ts";
import { claimLines, claimsCSV } from "../src/report/claims/text.ts";
import { refusalOf } from "../src/report/claims/eligibility.ts";
import { locationOfPlace } from "../src/scenario/claims.ts";
import { loadScenario } from "../src/scenario/load.ts";

const CAMPUS = `
firmwatt: 1
resolution: weeks:2
demand: { training: { targetEFLOPShPerYear: 40000 } }
accelerators: { gb200-nvl72: {} }
sites:
  main:
    place: frankfurt
    connection: { firmMW: 40 }
    supply:
      solar: { minMW: 20, maxMW: 20 }
    contracts:
      nuclear-ppa: { minMW: 5, maxMW: 5 }
    storage: { lithium-battery: { minMW: 2 } }
    cooling: { cold-plate-dry-cooler: {}, air-economiser: {} }
`;

async function planned(set: string[] = []): Promise<Package> {
  const loaded = await loadScenario(CAMPUS, { set });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm: 0 });
  if (result.status !== "planned") throw new Error(result.status);
  return result.package;
}

describe("claims of a plan", () => {
  it("agree with the plan's own figures where everything counts", async () => {
    const pack = await planned(["claims.annual.gridCleanCounts=true"]);
    const { claims, kpis } = pack;
    // One site, all sources inside: the model counts the same way.
    expect(claims.hourly.shareFrac).toBeCloseTo(kpis.cfeHourlyFrac!, 9);
    expect(claims.hourly.co2T).toBeCloseTo(kpis.co2TPerYear, 3);
    expect(claims.annual.claimableMWh / claims.loadMWhPerYear).toBeCloseTo(kpis.cfeAnnualFrac!, 9);
    expect(claims.loadMWhPerYear).toBeCloseTo(kpis.energyMWhPerYear, 3);
    expect(claims.location.co2T).toBeGreaterThan(claims.hourly.co2T);
    expect(claims.sources.map(({ name }) => name).toSorted()).toEqual([
      "main.nuclear-ppa",
      "main.solar",
    ]);
    expect(claimLines(claims)).toHaveLength(5);
  }, 60_000);

  it("leave out what lies outside or is too old, and take certificates in the annual one alone", async () => {
    const before = (await planned()).claims;
    const after = await planned([
      "claims.hourly.newPlantMonths=36",
      "claims.plants.nuclear-ppa={ place: dunkirk, operatingSince: 1980-03 }",
      "claims.certificates.german={ country: DE, MWhPerYear: 50000, priceUSDPerMWh: 2 }",
      "claims.certificates.nordic={ place: lulea, MWhPerYear: 70000 }",
    ]);
    const { claims } = after;
    const nuclear = claims.sources.find(({ name }) => name === "main.nuclear-ppa")!;
    expect(nuclear.hourlyRefusal).toBe("outside the price zone DE-LU");
    expect(nuclear.annualRefusal).toBe("outside the country DE");
    expect(claims.sources.find(({ name }) => name === "main.solar")!.hourlyRefusal).toBeNull();
    expect(claims.hourly.shareFrac!).toBeLessThan(before.hourly.shareFrac!);
    expect(claims.location).toEqual(before.location);
    expect(claims.annual.certificatesMWh).toBe(50_000);
    expect(claims.annual.claimableMWh - before.annual.claimableMWh).toBeCloseTo(
      50_000 - nuclear.MWhPerYear,
      0,
    );
    expect(claims.certificates.map(({ usdPerYear }) => usdPerYear)).toEqual([100_000, 0]);
    expect(claims.certificates[1]!.annualRefusal).toBe("outside the country DE");
    // Claims move no megawatt and no money of the plan.
    expect(after.kpis.itMW).toBeCloseTo((await planned()).kpis.itMW, 6);
    const csv = claimsCSV(claims).split("\n");
    expect(csv[0]).toBe("item,name,MWhPerYear,shareFrac,co2TPerYear,usdPerYear,hourly,annual");
    expect(csv.filter((line) => line.startsWith("claim,"))).toHaveLength(3);
  }, 60_000);
});

describe("what counts", () => {
  const rules = { boundary: "country", newPlantMonths: 36, gridCleanCounts: true } as const;
  const at = (months: number | undefined) => ({
    origin: { location: locationOfPlace("marseille"), operatingSince: months },
    builtHere: false,
    sitePlace: "dunkirk",
  });
  it("is as old as it may be, to the month", () => {
    expect(refusalOf(at(2027 * 12 - 36), rules, "dunkirk", 2027 * 12)).toBeNull();
    expect(refusalOf(at(2027 * 12 - 37), rules, "dunkirk", 2027 * 12)).toContain("37 months");
    expect(refusalOf(at(undefined), rules, "dunkirk", 2027 * 12)).toContain("not stated");
  });
  it("lies within the boundary: zone inside country, and grids that cross borders", () => {
    const bare = { ...rules, newPlantMonths: undefined };
    const from = (place: string) => ({
      ...at(0),
      origin: { location: locationOfPlace(place), operatingSince: 0 },
    });
    expect(refusalOf(from("frankfurt"), bare, "dunkirk", 0)).toBe("outside the country FR");
    const wide = { ...bare, boundary: "synchronous-area" } as const;
    expect(refusalOf(from("frankfurt"), wide, "dunkirk", 0)).toBeNull();
    expect(refusalOf(from("lulea"), wide, "dunkirk", 0)).toContain("Continental Europe");
    expect(refusalOf(from("abilene"), { ...bare }, "columbus", 0)).toBeNull();
    expect(refusalOf(from("abilene"), wide, "columbus", 0)).toContain("Eastern Interconnection");
  });
});

describe("faults in claims", () => {
  const issuesOf = async (set: string[]) => {
    const loaded = await loadScenario(CAMPUS, { set });
    return loaded.ok
      ? []
      : loaded.issues.map(({ code, path, message, hint }) => ({ code, path, message, hint }));
  };
  it("are told with their remedy", async () => {
    expect(await issuesOf(["claims.plants.solr={}"])).toEqual([
      {
        code: "unknown-key",
        path: "claims.plants.solr",
        message: 'No site has "solr"',
        hint: "Did you mean solar?",
      },
    ]);
    expect(await issuesOf(["claims.certificates.nordic={ MWhPerYear: 5 }"])).toEqual([
      {
        code: "missing",
        path: "claims.certificates.nordic",
        message: "Certificates come from somewhere",
        hint: "State place, zone, country or synchronousArea.",
      },
    ]);
    const [place] = await issuesOf(["claims.plants.solar={ place: lulae, zone: SE1 }"]);
    expect(place).toMatchObject({ code: "unknown-word", message: 'Unknown place "lulae"' });
    const [boundary] = await issuesOf(["claims.hourly.boundary=contry"]);
    expect(boundary).toMatchObject({ path: "claims.hourly.boundary" });
    const [month] = await issuesOf(["claims.plants.solar={ operatingSince: 2024 }"]);
    expect(month).toMatchObject({ path: "claims.plants.solar.operatingSince" });
  });
  it("money in the scenario's currency is read", async () => {
    const loaded = await loadScenario(CAMPUS, {
      set: [
        "money={ currency: EUR, usdPerUnit: 1.25 }",
        "claims.certificates.german={ country: DE, MWhPerYear: 10, priceEURPerMWh: 2 }",
      ],
    });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    expect(loaded.scenario.claims.certificates[0]!.priceUSDPerMWh).toBe(2.5);
  });
});
