/** Standby sets of a hall by hand: they stand in for what a connection does not give, and for nothing else. */
import { describe, expect, it } from "vitest";
import { catalog } from "../src/catalog/catalog.ts";
import { numberIn } from "../src/catalog/table.ts";
import { plan } from "../src/plan.ts";
import { weightedSum } from "../src/problem/series.ts";
import { BUSBAR_MW, FREE, PAPER, loadedPaper, off } from "./paper-campus.ts";

/**
 * Hours a year in which the flexible MW may be cut: seven whole steps of one week that stands for the year.
 * And the hall's own load.
 */
const CUT_HOURS = 365;
const HOUSE_MW = 2;
/** The demand on paper in a design year, with more chips than it needs: they pause in the cuts. */
const CAMPUS = PAPER.replace(/horizon: .*\n/, "")
  .replace("itKWPerChip: 1,", "itKWPerChip: 1, existingChips: 40000, maxChips: 0,")
  .replace("houseLoadFrac: 0 ", `houseLoadFrac: ${HOUSE_MW / 100} `)
  .replace(
    "existingMW: 100, energy",
    `nonFirmMW: 100, curtailedHoursPerYear: ${CUT_HOURS}, energy`,
  );

const IN_OHIO = CAMPUS.replace("place: lulea", "place: columbus");

const figure = (name: string) => numberIn(catalog("supply").get("emergency-diesel")!, name);
const FUEL_USD_PER_MWH = figure("fuelUSDPerMWhThermal") / figure("efficiencyFrac");
const SETS_USD_PER_MWH = FUEL_USD_PER_MWH + figure("variableOMUSDPerMWh");
const CONNECTION = "sites.lulea.connection";
const HALL = "sites.lulea.halls.hall-modular";
const priced = (usdPerMWh: number) => `${CONNECTION}.fixedUSDPerMWh=${usdPerMWh}`;
const DEAR = 1000;

async function solved(set: string[], text = CAMPUS) {
  const result = await plan(await loadedPaper(text, set), { confirm: 0, gap: 1e-8 });
  if (result.status !== "planned") throw new Error(result.status);
  const { package: pack, campus, solution } = result;
  expect(pack.verified.ok).toBe(true);
  const [slice] = campus.problem.slices;
  const valuesOf = (name: string) => {
    const index = slice!.variables.findIndex((variable) => variable.name === name);
    return index < 0 ? new Float64Array(slice!.steps) : solution.slices[0]!.values[index]!;
  };
  const standbyMW = valuesOf("lulea.hall-modular.standbyMW");
  const costUSD = (category: string) =>
    pack.costs
      .filter((one) => one.category === category)
      .reduce((sum, one) => sum + one.usdPerYear, 0);
  return {
    told: (id: string) => pack.law.rows.find((row) => row.id === id),
    standbyMW,
    importMW: valuesOf("lulea.connection.flexibleImportMW"),
    standbyMWh: weightedSum(standbyMW, slice!.weightHours),
    costUSD,
  };
}

describe("standby sets of a hall", () => {
  it.each([
    ["dearer", 50],
    ["cheaper", DEAR],
  ])("where their fuel is %s than power they run in the cuts alone", async (word, usdPerMWh) => {
    expect(SETS_USD_PER_MWH > usdPerMWh).toBe(word === "dearer");
    const { standbyMW, importMW, costUSD } = await solved([priced(usdPerMWh)]);
    standbyMW.forEach((mw, t) => expect(mw).toBeCloseTo(importMW[t]! > 1e-4 ? 0 : HOUSE_MW, 4));
    const fuelUSD = HOUSE_MW * CUT_HOURS * FUEL_USD_PER_MWH;
    expect(off(costUSD("fuel"), fuelUSD)).toBeLessThan(1e-5);
    // Compute is done in the other hours, at the same price.
    const boughtMWh = BUSBAR_MW * 8760 + HOUSE_MW * (8760 - CUT_HOURS);
    expect(off(costUSD("energy"), usdPerMWh * boughtMWh)).toBeLessThan(1e-5);
  });

  it("they run no more hours than stated, and without another source no fewer", async () => {
    // Ten firm MW carry the hall through the cuts; the sets are cheaper.
    const firm = [priced(DEAR), `${CONNECTION}.firmMW=10`];
    const { standbyMWh } = await solved([...firm, `${HALL}.standbyHoursMax=100`]);
    expect(off(standbyMWh, HOUSE_MW * 100)).toBeLessThan(1e-5);
    const alone = [priced(DEAR), `${HALL}.standbyHoursMax=${CUT_HOURS - 4}`];
    expect((await plan(await loadedPaper(CAMPUS, alone), { confirm: 0 })).status).toBe(
      "infeasible",
    );
  });

  it.each([
    ["keep to its hours where it is not stated", "", 50],
    ["keep to its hours where it binds", "law: current\n", 50],
    ["keep to a limit of the file", "law: { limits: { us-rice-50h: 80 } }\n", 80],
    ["run through all cuts where it is checked only", "law: { binds: false }\n", CUT_HOURS],
    ["run through all cuts without law", "law: none\n", CUT_HOURS],
  ])("under the law of the United States they %s", async (_, law, hoursMax) => {
    const text = IN_OHIO.replace("firmwatt: 1\n", `firmwatt: 1\n${law}`);
    const { standbyMWh, told } = await solved([priced(DEAR), `${CONNECTION}.firmMW=10`], text);
    expect(off(standbyMWh, HOUSE_MW * hoursMax)).toBeLessThan(1e-5);
    const verdict = hoursMax < CUT_HOURS ? "kept" : "broken";
    expect(told("us-rice-50h")?.verdict).toBe(law === "law: none\n" ? undefined : verdict);
  });

  it("where nothing else can carry the hall they do, and the law's table tells it", async () => {
    const { standbyMWh, told } = await solved([priced(DEAR)], IN_OHIO);
    expect(off(standbyMWh, HOUSE_MW * CUT_HOURS)).toBeLessThan(1e-5);
    expect(told("us-rice-50h")).toMatchObject({ verdict: "broken" });
    expect(told("us-rice-50h")!.measured).toBeCloseTo(CUT_HOURS, 3);
  });

  it("what is not contracted cannot be cut", async () => {
    const text = CAMPUS.replace(
      `nonFirmMW: 100, curtailedHoursPerYear: ${CUT_HOURS}`,
      "existingMW: 100",
    ).replace(
      "    cooling:",
      `    offers: { flexible: { nonFirmMW: 100, curtailedHoursPerYear: ${CUT_HOURS}, contractedUSDPerMWYear: 1000000, ${FREE.replace("50", String(DEAR))} } }\n    cooling:`,
    );
    const { standbyMWh } = await solved([priced(DEAR)], text);
    expect(standbyMWh).toBeLessThan(1e-3);
  });

  it("an outage of the grid is an emergency, whose hours the law does not count", async () => {
    const { standbyMW, told } = await solved(
      [
        priced(50),
        "resolution=full",
        `${CONNECTION}.nonFirmMW=0`,
        `${CONNECTION}.existingMW=100`,
        `${CONNECTION}.outageHours=[100, 101, 102]`,
      ],
      IN_OHIO,
    );
    expect([...standbyMW.keys()].filter((t) => standbyMW[t]! > 1e-4)).toEqual([99, 100, 101]);
    expect(standbyMW[100]).toBeCloseTo(HOUSE_MW, 5);
    expect(told("us-rice-100h")!.measured).toBe(0);
  });
});
