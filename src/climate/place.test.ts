/** Tests the catalogue of places and the typical years drawn from it. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { plan } from "../plan.ts";
import { loadScenario } from "../scenario/load.ts";
import type { SiteScenario } from "../scenario/scenario.ts";
import statisticsText from "../../data/place-statistics.csv";
import { numberIn, readTable } from "../catalog/table.ts";
import { localCalendar, monthlyMeans } from "./calendar.ts";
import { compressorFreeFrac } from "./free-cooling.ts";
import { marketStatistics, weatherStatistics } from "./place-statistics.ts";
import { findPlace, listPlaces, placeYear } from "./place.ts";
import { PRICE_LEVELS, quantilesOf } from "./quantiles.ts";
import { solarCapacityFactors, usualPvSystem } from "./solar.ts";

const STATISTICS = readTable(statisticsText);
const OPTIONS = { year: 2025, seed: 1 };
const IDS = listPlaces().map(({ id }) => id);
const HOURLY = "../shared/data/hourly";
const absent = !existsSync(HOURLY);
const reason = absent ? ` (skipped: ${HOURLY} is absent)` : "";

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Hour of the local day with the highest mean. */
function peakHour(values: Float64Array, hour: Uint8Array): number {
  const sums = new Float64Array(24);
  for (let t = 0; t < values.length; t++) sums[hour[t]!]! += values[t]!;
  return sums.indexOf(Math.max(...sums));
}

function correlation(a: Float64Array, b: Float64Array): number {
  const [centreA, centreB] = [mean(a), mean(b)];
  const moment = (x: Float64Array, cx: number, y: Float64Array, cy: number) =>
    mean(x.map((value, t) => (value - cx) * (y[t]! - cy)));
  return (
    moment(a, centreA, b, centreB) /
    Math.sqrt(moment(a, centreA, a, centreA) * moment(b, centreB, b, centreB))
  );
}

describe("places", () => {
  it("lists at least twenty, each with connection priors in order", () => {
    expect(IDS.length).toBeGreaterThanOrEqual(24);
    for (const { figures } of listPlaces()) {
      const [p10, p50, p90] = ["P10", "P50", "P90"].map((p) =>
        numberIn(figures, `connectionMonths${p}`),
      );
      expect(p10).toBeLessThan(p50!);
      expect(p50).toBeLessThan(p90!);
      expect(["low", "medium", "high"]).toContain(figures.get("waterStress")!.text);
      expect(numberIn(figures, "taxUSDPerMWh")).toBeGreaterThanOrEqual(0);
    }
  });

  it("states standard time that agrees with the time zone", () => {
    for (const { id, timeZone, utcOffsetHours } of listPlaces()) {
      const offsets = [0, 6].map((month) =>
        offsetHours(timeZone, new Date(Date.UTC(2025, month, 15))),
      );
      // Ireland's zone names winter the exception, but the smaller offset is standard time everywhere.
      expect([id, Math.min(...offsets)]).toEqual([id, utcOffsetHours]);
    }
  });

  it("repeats the carbon of the zone, and names the hours a flexible connection loses", () => {
    for (const { id, priceZone, figures } of listPlaces()) {
      const zone = STATISTICS.get(`zone.${priceZone}`)!;
      const [own, shared] = [figures, zone].map((entry) => numberIn(entry, "gridCO2MeanKgPerMWh"));
      expect([id, own]).toEqual([id, shared]);
      const flexible = figures.has("connectionFlexibleMonthsP50");
      expect([id, figures.has("flexibleCurtailedHours")]).toEqual([id, flexible]);
    }
    expect(numberIn(findPlace("amsterdam")!.figures, "flexibleCurtailedHours")).toBe(1314);
  });

  it("finds places and throws with their names where there is none", () => {
    expect(findPlace("lulea")?.name).toBe("Luleå");
    expect(findPlace("atlantis")).toBeUndefined();
    expect(() => placeYear("atlantis", OPTIONS)).toThrow(/lulea/);
  });
});

function offsetHours(timeZone: string, date: Date): number {
  const local = new Date(date.toLocaleString("en-US", { timeZone }));
  const utc = new Date(date.toLocaleString("en-US", { timeZone: "UTC" }));
  return (local.getTime() - utc.getTime()) / 3_600_000;
}

describe("typical years", () => {
  it.each(IDS)("of %s hold the place's statistics", (id) => {
    const { climate, market } = placeYear(id, OPTIONS);
    const place = findPlace(id)!;
    const weather = weatherStatistics(STATISTICS, id);
    const zone = marketStatistics(STATISTICS, place.priceZone);
    const { month, hour } = localCalendar(2025, place.utcOffsetHours);
    for (const series of [climate, market])
      for (const values of Object.values(series).filter((value) => value instanceof Float64Array)) {
        expect(values).toHaveLength(8760);
        expect(values.every(Number.isFinite)).toBe(true);
      }
    const worst = (got: Float64Array, expected: Float64Array) =>
      Math.max(...got.map((value, m) => Math.abs(value - expected[m]!)));
    expect(worst(monthlyMeans(climate.tempC, month), weather.tempMeanC)).toBeLessThan(
      weather.tempQuantilesC ? 2.5 : 0.01,
    );
    expect(worst(monthlyMeans(climate.windMPS, month), weather.windMeanMPS)).toBeLessThan(0.01);
    const ghi = monthlyMeans(climate.ghiWPerM2, month).map((watts) => (watts * 24) / 1000);
    expect(worst(ghi, weather.ghiKWhPerM2Day)).toBeLessThan(0.12);
    expect(peakHour(climate.tempC, hour)).toBeGreaterThanOrEqual(14);
    expect(peakHour(climate.tempC, hour)).toBeLessThanOrEqual(16);
    expect(Math.abs(peakHour(climate.ghiWPerM2, hour) - 12)).toBeLessThanOrEqual(1);
    expect(climate.wetBulbC.every((value, t) => value <= climate.tempC[t]! + 1e-9)).toBe(true);
    expect(mean(market.gridCO2KgPerMWh) / zone.gridCO2MeanKgPerMWh).toBeCloseTo(1, 3);
    expect(mean(market.gridCleanFrac)).toBeCloseTo(zone.gridCleanMeanFrac, 1);
    expect(Math.min(...market.gridCleanFrac)).toBeGreaterThanOrEqual(0);
    expect(Math.min(...climate.relativeHumidityFrac)).toBeGreaterThan(0);
    expect(Math.max(...climate.relativeHumidityFrac)).toBeLessThanOrEqual(1);
    expect(Math.min(...climate.ghiWPerM2)).toBeGreaterThanOrEqual(0);
  });

  it.each(IDS)("of %s have the zone's prices", (id) => {
    const { market } = placeYear(id, OPTIONS);
    const zone = findPlace(id)!.priceZone;
    const expected = marketStatistics(STATISTICS, zone).priceQuantilesUSDPerMWh;
    const price = numberIn(STATISTICS.get(`zone.${zone}`)!, "priceMeanUSDPerMWh");
    expect(Math.abs(mean(market.priceUSDPerMWh) / price - 1)).toBeLessThan(0.01);
    const got = quantilesOf(market.priceUSDPerMWh, PRICE_LEVELS);
    // Inside the far tails a quantile falls between single hours, so only the body is compared.
    for (const [k, level] of PRICE_LEVELS.entries())
      if (level >= 1 && level <= 99)
        expect(Math.abs(got[k]! - expected[k]!)).toBeLessThan(
          0.02 * Math.max(10, Math.abs(expected[k]!)),
        );
  });

  it("are the same bytes for the same seed and others for another", () => {
    const year = (seed: number) => placeYear("frankfurt", { year: 2025, seed });
    const bytes = ({ market }: ReturnType<typeof year>) =>
      Buffer.from(market.priceUSDPerMWh.buffer);
    const first = year(1);
    expect(year(1)).toBe(first);
    for (let seed = 2; seed < 20; seed++)
      expect(bytes(year(seed)).equals(bytes(first))).toBe(false);
    // No longer kept, so drawn again.
    expect(year(1)).not.toBe(first);
    expect(bytes(year(1)).equals(bytes(first))).toBe(true);
  });

  it("are shared by plans, which leave them as they were drawn", async () => {
    const text = readFileSync("examples/05-off-grid-100mw/scenario.yaml", "utf8");
    const loaded = await loadScenario(text, { set: ["resolution=weeks:1"] });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    const [{ placeId, climate, market }] = loaded.scenario.sites as [SiteScenario];
    expect(placeYear(placeId, loaded.scenario).climate).toBe(climate);
    const before = structuredClone({ climate, market });
    expect((await plan(loaded.scenario, { confirm: 0 })).status).toBe("planned");
    expect({ climate, market }).toEqual(before);
  });

  it("have leap days, and weekends where the calendar has them", () => {
    expect(placeYear("tokyo", { year: 2028, seed: 1 }).climate.steps).toBe(8784);
    const { weekend } = localCalendar(2025, 0);
    // 1 January 2025 is a Wednesday.
    expect([0, 24, 48, 72, 96, 120].map((t) => weekend[t])).toEqual([0, 0, 0, 1, 1, 0]);
  });

  it("peak in price in the local evening where solar is large", () => {
    for (const id of ["frankfurt", "silicon-valley", "dallas", "amsterdam", "sydney", "zaragoza"]) {
      const { market } = placeYear(id, OPTIONS);
      const { hour } = localCalendar(2025, findPlace(id)!.utcOffsetHours);
      const peak = peakHour(market.priceUSDPerMWh, hour);
      expect([id, peak >= 16 && peak <= 21]).toEqual([id, true]);
    }
  });

  it("price wind and sun down, and clean power with them", () => {
    const { climate, market } = placeYear("frankfurt", OPTIONS);
    expect(correlation(market.priceUSDPerMWh, market.gridCleanFrac)).toBeLessThan(-0.2);
    expect(correlation(climate.windMPS, market.gridCO2KgPerMWh)).toBeLessThan(-0.3);
  });

  it("take milliseconds each once warm", () => {
    const options = { year: 2025, seed: "not kept yet" };
    placeYear("frankfurt", OPTIONS);
    const times = IDS.map((id) => {
      const start = performance.now();
      placeYear(id, options);
      return performance.now() - start;
    }).toSorted((a, b) => a - b);
    const median = times[times.length >> 1]!;
    process.stdout.write(
      `typical year: median ${median.toFixed(1)} ms, most ${times.at(-1)!.toFixed(1)} ms\n`,
    );
    // The machine is shared: only a gross loss of speed fails.
    expect(median).toBeLessThan(1000);
  });

  it("yield as much sun power as Phoenix, Dallas and Leesburg do by pvlib", () => {
    for (const [id, yieldHours] of [
      ["phoenix", 1829],
      ["dallas", 1519],
      ["northern-virginia", 1420],
    ] as const) {
      const { climate } = placeYear(id, OPTIONS);
      const system = usualPvSystem("fixed", climate.latitudeDeg);
      const own = (mean(solarCapacityFactors(climate, system)) * 8760) / system.dcPerACFrac;
      if (process.env["DEVIATIONS"])
        process.stdout.write(`${id} typical year PV ${(own / yieldHours).toFixed(3)}\n`);
      expect(Math.abs(own / yieldHours - 1)).toBeLessThan(0.06);
    }
  });

  it.skipIf(absent).each([
    ["frankfurt", "DE-LU"],
    ["silicon-valley", "US-CAL-CISO"],
    ["singapore", "SG"],
    ["tokyo", "JP-TK"],
    ["mumbai", "IN-WE"],
    ["johannesburg", "ZA"],
    ["sao-paulo", "BR-SP"],
    ["sydney", "AU-NSW"],
  ])(`cool %s without compressors about as long as in 2024${reason}`, (id, zone) => {
    const rows = readFileSync(`${HOURLY}/${zone}_2024.csv`, "utf8").trim().split("\n").slice(1);
    const column = (k: number) => Float64Array.from(rows, (row) => Number(row.split(",")[k]));
    const { climate } = placeYear(id, OPTIONS);
    for (const [supply, dry] of [
      [27, true],
      [32, true],
      [40, true],
      [24, false],
      [27, false],
    ] as const) {
      const own = compressorFreeFrac(dry ? climate.tempC : climate.wetBulbC, dry ? 8 : 4, supply);
      const measured = compressorFreeFrac(column(dry ? 1 : 3), dry ? 8 : 4, supply);
      if (process.env["DEVIATIONS"])
        process.stdout.write(
          `${id} ${dry ? "dry" : "tower"} ${supply} ${(100 * (own - measured)).toFixed(1)}\n`,
        );
      expect(Math.abs(own - measured)).toBeLessThan(dry ? 0.02 : 0.06);
    }
  });
});
