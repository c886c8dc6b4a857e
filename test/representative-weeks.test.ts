/** Representative weeks stand for their year: hours add up, means hold, the week of most heat is kept. */
import { describe, expect, it } from "vitest";
import { windFarmFactors } from "../src/climate/wind.ts";
import { listPlaces } from "../src/climate/place.ts";
import { chooseHours } from "../src/model/representative-weeks.ts";
import { plan } from "../src/plan.ts";
import { loadScenario } from "../src/scenario/load.ts";

async function campusAt(place: string, resolution: string) {
  const loaded = await loadScenario(
    `firmwatt: 1
demand: { training: { targetEFLOPShPerYear: 100000 } }
accelerators: { gb200-nvl72: {} }
sites:
  a:
    place: ${place}
    connection: { firmMW: 60 }
    supply: { onshore-wind: { minMW: 20, maxMW: 20 } }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`,
    { resolution },
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return loaded.scenario;
}

async function hoursAt(place: string, resolution: string) {
  const scenario = await campusAt(place, resolution);
  return { site: scenario.sites[0]!, hours: chooseHours(scenario) };
}

/** Mean of a series over the modelled hours and over the year. */
function means(series: Float64Array, { picked, weightHours }: ReturnType<typeof chooseHours>) {
  const modelled = picked!.reduce((sum, step, t) => sum + series[step]! * weightHours[t]!, 0);
  return {
    modelled: modelled / series.length,
    yearly: series.reduce((sum, value) => sum + value, 0) / series.length,
  };
}

describe("representative weeks", () => {
  it.each(listPlaces().map(({ id }) => id))("keep the means of the year at %s", async (place) => {
    const { site, hours } = await hoursAt(place, "weeks:8");
    const { climate, market } = site;
    const price = means(market.priceUSDPerMWh, hours);
    expect(Math.abs(price.modelled / price.yearly - 1)).toBeLessThan(0.02);
    const temp = means(climate.tempC, hours);
    expect(Math.abs(temp.modelled - temp.yearly)).toBeLessThan(1.5);
    const sun = means(climate.ghiWPerM2, hours);
    expect(Math.abs(sun.modelled / sun.yearly - 1)).toBeLessThan(0.1);
    const wind = means(windFarmFactors(climate, "onshore"), hours);
    expect(Math.abs(wind.modelled / wind.yearly - 1)).toBeLessThan(0.2);
  });

  it.each([
    ["weeks:1", 1],
    ["weeks:2", 2],
    ["weeks:8", 8],
    ["weeks:51", 51],
    ["weeks:52", 52],
  ])("%s stands for all hours, each week for some", async (resolution, count) => {
    const { hours } = await hoursAt("frankfurt", resolution);
    expect(hours.steps).toBe(168 * count);
    expect(hours.weightHours.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(8760, 6);
    expect(Math.min(...hours.weightHours)).toBeGreaterThan(0);
    // In order, each once.
    expect([...hours.picked!]).toEqual([...new Set(hours.picked)].sort((a, b) => a - b));
    if (count === 52) expect(Math.max(...hours.weightHours)).toBeCloseTo(8760 / 8736, 6);
  });

  it("keep the hottest week, for itself and not for a season", async () => {
    const { site, hours } = await hoursAt("phoenix", "weeks:8");
    const { wetBulbC } = site.climate;
    const hottest = wetBulbC.indexOf(Math.max(...wetBulbC));
    const t = hours.picked!.indexOf(hottest);
    expect(t).toBeGreaterThanOrEqual(0);
    expect(hours.weightHours[t]).toBeLessThanOrEqual(4.05);
  });

  it("give a farm what it may use: it never uses more", async () => {
    const result = await plan(await campusAt("lulea", "weeks:2"), { confirm: 0 });
    if (result.status !== "planned") throw new Error(result.status);
    const farm = result.package.sites[0]!.assets.find(({ kind }) => kind === "onshore-wind")!;
    const [available, used] = farm.rows.map(({ value }) => value);
    // Wind has no running cost here, and the load is above it.
    expect(used).toBeCloseTo(available!, 6);
  });
});
