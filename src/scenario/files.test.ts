/** Files of one's own: every column that is read is used or told, and a wet bulb is measured only with its humidity. */
import { describe, expect, it } from "vitest";
import { gridCO2Of } from "../climate/climate.ts";
import { catalogRate } from "./currency.ts";
import { loadScenario } from "./load.ts";
import type { Scenario } from "./scenario.ts";

const file = (header: string, row: string, year = 2027) =>
  [
    header,
    ...Array.from(
      { length: 8760 },
      (_, h) => `${new Date(Date.UTC(year, 0, 1, h)).toISOString().slice(0, 16)}Z,${row}`,
    ),
  ].join("\n");

async function loaded(
  files: Record<string, string>,
  { top = "", entry = "" } = {},
): Promise<Scenario> {
  const found = await loadScenario(
    `
firmwatt: 1
year: 2027
${top}
demand: { training: { targetEFLOPShPerYear: 1000 } }
accelerators: { gb200-nvl72: {} }
sites:
  a:
    place: lulea
${Object.keys(files)
  .map((name) => `    ${name}: { file: ${name}.csv${entry} }`)
  .join("\n")}
    connection: { firmMW: 60 }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`,
    { readFile: (path) => Promise.resolve(files[path.replace(".csv", "")]!) },
  );
  if (!found.ok) throw new Error(JSON.stringify(found.issues));
  return found.scenario;
}

const told = (scenario: Scenario) => scenario.notices.join("\n");

describe("a market file", () => {
  it("brings its clean share into the plan, where it has one", async () => {
    const scenario = await loaded({
      market: file("time,price_usd_mwh,ci_direct_g_kwh,low_carbon_pct", "50,400,20"),
    });
    const { market } = scenario.sites[0]!;
    expect([...new Set(market.gridCleanFrac)]).toEqual([0.2]);
    expect([...new Set(market.gridCO2KgPerMWh)]).toEqual([400]);
    expect(market.origins["gridCleanFrac"]!.confidence).toBe("measured");
    expect(told(scenario)).not.toContain("clean share");
  });

  it("brings life-cycle carbon into the plan, where it has some", async () => {
    const scenario = await loaded({
      market: file("time,price_usd_mwh,ci_direct_g_kwh,ci_lca_g_kwh", "50,400,500"),
    });
    const { market } = scenario.sites[0]!;
    expect([...new Set(gridCO2Of(market, "lifecycleCO2Kg"))]).toEqual([500]);
    expect([...new Set(gridCO2Of(market, "co2Kg"))]).toEqual([400]);
    expect(market.origins["gridLifeCycleCO2KgPerMWh"]!.confidence).toBe("measured");
    const direct = await loaded({ market: file("time,price_usd_mwh,ci_direct_g_kwh", "50,400") });
    expect(gridCO2Of(direct.sites[0]!.market, "lifecycleCO2Kg")[0]).toBe(400);
  });

  it("says that the clean share is synthetic, where it has none, and that it is of another year", async () => {
    const scenario = await loaded({
      market: file("time,price_usd_mwh,ci_direct_g_kwh", "50,400", 2025),
    });
    expect(told(scenario)).toContain("market.csv: has no clean share of the grid's power");
    expect(told(scenario)).toContain("is of 2025 and is taken hour for hour as 2027");
  });
});

describe("a file without stamps", () => {
  const rows = Array.from({ length: 8760 }, (_, t) => String(t));

  it("counts its rows from 1 January of the stated year by the stated clock", async () => {
    const market = ["price_usd_mwh", ...rows].join("\n");
    const scenario = await loaded({ market }, { entry: ", utcOffsetHours: 2, year: 2027" });
    // The first row is 00:00 two hours ahead of UTC, the third 00:00 UTC; the first two close the year.
    const price = scenario.sites[0]!.market.priceUSDPerMWh;
    expect([price[0], price[8757], price[8758], price[8759]]).toEqual([2, 8759, 0, 1]);
    expect(told(scenario)).toContain("the rows count from 1 January 2027 00:00 at UTC offset 2 h");
  });
});

describe("prices in another currency", () => {
  const market = file("time,price_eur_mwh", "50");

  it("are taken at the catalogue's rate, and that is said", async () => {
    const scenario = await loaded({ market });
    const rate = catalogRate("EUR")!;
    expect(rate).toBeGreaterThan(0.9);
    expect(scenario.sites[0]!.market.priceUSDPerMWh[0]).toBeCloseTo(50 * rate, 9);
    expect(told(scenario)).toContain(`${rate} USD per EUR, the catalogue's rate`);
  });

  it("are taken at the scenario's own rate where it counts in that currency", async () => {
    const scenario = await loaded({ market }, { top: "money: { currency: EUR, usdPerUnit: 1.5 }" });
    expect(scenario.sites[0]!.market.priceUSDPerMWh[0]).toBe(75);
    expect(told(scenario)).toContain("1.5 USD per EUR, the scenario's rate");
  });
});

describe("a weather file", () => {
  it("has its humidity from the dew point, and from it the wet bulb", async () => {
    const scenario = await loaded({ weather: file("time,temp_c,dewpoint_c", "20,10") });
    const { climate } = scenario.sites[0]!;
    // Saturated vapour: 1.228 kPa at 10 °C, 2.339 kPa at 20 °C; the chart's wet bulb is near 14 °C.
    expect(climate.relativeHumidityFrac[0]).toBeCloseTo(1.228 / 2.339, 3);
    expect(Math.abs(climate.wetBulbC[0]! - 13.9)).toBeLessThan(0.3);
    expect(climate.origins["wetBulbC"]!.confidence).toBe("measured");
  });

  it("keeps its own wet bulb, pressure and parts of sunshine", async () => {
    const scenario = await loaded({
      weather: file("time,temp_c,wetbulb_c,pressure_hpa,ghi,dni,dhi", "20,15,900,500,600,100"),
    });
    const { climate } = scenario.sites[0]!;
    expect(climate.wetBulbC[0]).toBe(15);
    expect(climate.pressurePa[0]).toBe(90_000);
    expect([climate.dniWPerM2[4000], climate.dhiWPerM2[4000]]).toEqual([600, 100]);
  });

  it("does not call a wet bulb measured whose humidity is synthetic", async () => {
    const scenario = await loaded({ weather: file("time,temp_c", "20") });
    expect(scenario.sites[0]!.climate.origins["wetBulbC"]!.confidence).toBe("synthetic");
  });
});
