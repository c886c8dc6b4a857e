/** Cooling in the draws of dates, by hand: what heat needs counts, the first to come first; what costs nothing holds no date. */
import { describe, expect, it } from "vitest";
import { simulationPlanOf } from "../../src/report/simulation-plan.ts";
import { PAPER, off, plannedPaper } from "../paper-campus.ts";

/** IT power on paper in MW; all of it becomes heat. */
const IT_MW = 25;
const FREE = "capexUSDPerMW: 0, spareFrac: 0, fixedOMUSDPerMWYear: 0, lifeYears: 20";
const cooledBy = (coolers: string, chips = "") =>
  PAPER.replace(/cooling: \{.*\n/, `cooling: { ${coolers} }\n`).replace(
    "liquidHeatFrac: 1,",
    chips || "liquidHeatFrac: 1,",
  );
const dryCooler = (fields: string) =>
  `cold-plate-dry-cooler: { ${fields}, fansPumpsFrac: 0.02, ${FREE} }`;
/** A tower that costs nothing and draws less: half a year after the start, with odds of two years. */
const tower = (maxMW: number) =>
  `cold-plate-cooling-tower: { maxMW: ${maxMW}, fansPumpsFrac: 0.01, waterM3PerMWhHeat: 0, ${FREE}, timing: { milestones: { chillers-and-coolers: { p10Months: 3, p50Months: 6, p90Months: 24 }, pipework: { p50Months: 0 }, commissioning: { p50Months: 0 } } } }`;

async function coolersOf(text: string) {
  const { campus, solution, package: pack } = await plannedPaper(text);
  const { resources } = simulationPlanOf({ campus, solution }, pack.timeline!, undefined);
  const built = new Map(
    pack
      .timeline!.assets.filter(({ layer }) => layer === "cooling")
      .map(({ name, inForce }) => [name.slice("lulea.".length), Math.max(...inForce)]),
  );
  const itMW = new Map<string, number>();
  for (const { layer, asset, itMW: mw } of resources)
    if (layer === "cooling") {
      const name = asset!.slice("lulea.".length);
      itMW.set(name, (itMW.get(name) ?? 0) + mw);
    }
  return { built, itMW, odds: pack.odds!, timeline: pack.timeline! };
}

describe("cooling in the draws", () => {
  it("that is built for nothing beside enough of it delays nothing", async () => {
    const text = cooledBy(`${dryCooler("existingMW: 30, maxMW: 0")}, ${tower(20)}`);
    const { built, itMW, odds, timeline } = await coolersOf(text);
    // The plan builds it, since it draws less.
    expect(built.get("cold-plate-cooling-tower")).toBeGreaterThan(19);
    expect([...itMW.keys()]).toEqual(["cold-plate-dry-cooler"]);
    expect(off(itMW.get("cold-plate-dry-cooler")!, IT_MW)).toBeLessThan(1e-4);
    expect(timeline.fullPower).toBe("2023-Q1");
    expect(odds.total.fullPower.p90).toBe(odds.total.fullPower.p10);
  });

  it("that heat needs counts for what it adds to what came before it", async () => {
    // Ten MW are there; until the tower comes ten MW are all there is.
    const text = cooledBy(`${dryCooler("existingMW: 10, maxMW: 0")}, ${tower(60)}`)
      .replace("targetEFLOPShPerYear: 87600, ", "")
      .replace("demand:", "objective: { mostValue: { usdPerEFLOPSh: 6000 } }\ndemand:")
      .replace("itKWPerChip: 1,", `itKWPerChip: 1, maxChips: ${IT_MW * 1000},`);
    const { built, itMW, odds } = await coolersOf(text);
    expect(built.get("cold-plate-cooling-tower")).toBeGreaterThan(IT_MW - 10 - 1e-3);
    expect(off(itMW.get("cold-plate-dry-cooler")!, 10)).toBeLessThan(1e-3);
    expect(off(itMW.get("cold-plate-cooling-tower")!, IT_MW - 10)).toBeLessThan(1e-3);
    expect(odds.total.fullPower.p50! > odds.total.fullPower.p10!).toBe(true);
  });

  it("that takes heat from air and liquid counts for both", async () => {
    // Half of the heat goes to air. Immersion takes 15 of 25 MW in either way, a chiller the other ten of air.
    const text = cooledBy(
      `immersion-single-phase: { existingMW: 15, maxMW: 0, fansPumpsFrac: 0.01, ${FREE} }, crah-air-cooled-chiller: { existingMW: 40, maxMW: 0, fansPumpsFrac: 0.02, ${FREE} }`,
      "liquidHeatFrac: 0.5,",
    );
    const { itMW } = await coolersOf(text);
    expect(off(itMW.get("immersion-single-phase")!, 15)).toBeLessThan(1e-3);
    expect(off(itMW.get("crah-air-cooled-chiller")!, 10)).toBeLessThan(1e-3);
  });
});
