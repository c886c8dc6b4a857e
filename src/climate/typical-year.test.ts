/** Tests the drawing of a typical year from made-up statistics. */
import { describe, expect, it } from "vitest";
import { localCalendar, monthlyMeans } from "./calendar.ts";
import type { MarketStatistics, WeatherStatistics } from "./place-statistics.ts";
import { PRICE_LEVELS, quantilesOf, TEMPERATURE_LEVELS } from "./quantiles.ts";
import { typicalYear } from "./typical-year.ts";
import type { Location } from "./typical-year.ts";

const twelve = (value: number) => new Float64Array(12).fill(value);

const WEATHER: WeatherStatistics = {
  tempMeanC: Float64Array.from({ length: 12 }, (_, m) => 12 - 9 * Math.cos((Math.PI * m) / 6)),
  tempDiurnalRangeK: twelve(9),
  tempAnomalySdK: twelve(3),
  tempAnomalyLag1Frac: 0.7,
  tempQuantilesC: undefined,
  dewPointMeanC: Float64Array.from({ length: 12 }, (_, m) => 7 - 7 * Math.cos((Math.PI * m) / 6)),
  dewPointAnomalySdK: twelve(3),
  dewPointQuantilesC: undefined,
  dewPointTempCorrelationFrac: twelve(0.7),
  windMeanMPS: twelve(5),
  windWeibullK: 2,
  windLag1Frac: 0.9,
  windDiurnalFrac: 0.15,
  ghiKWhPerM2Day: Float64Array.from(
    { length: 12 },
    (_, m) => 2.6 - 1.9 * Math.cos((Math.PI * m) / 6),
  ),
  cloudSpread: 1.3,
  origins: { tempMeanC: { confidence: "published", source: "a station" } },
};

const MARKET: MarketStatistics = {
  priceQuantilesUSDPerMWh: Float64Array.from(PRICE_LEVELS, (level) => level - 5),
  priceHourScore: Float64Array.from({ length: 288 }, (_, slot) => (slot % 24 === 19 ? 1 : 0)),
  priceWeekendScore: new Float64Array(24).fill(-0.5),
  priceDailyShareFrac: 0.6,
  priceDailyLag1Frac: 0.6,
  priceLag1Frac: 0.8,
  priceRenewableCorrelationFrac: -0.4,
  gridCO2MeanKgPerMWh: 250,
  gridCO2QuantilesFrac: undefined,
  gridCleanMeanFrac: 0.6,
  gridWindShareFrac: 0.3,
  gridSolarShareFrac: 0.1,
  origins: {},
};

const PLACE: Location = {
  placeName: "Nowhere",
  latitudeDeg: 50,
  longitudeDeg: 8,
  elevationM: 100,
  utcOffsetHours: 1,
};

const draw = (
  changes: {
    place?: Partial<Location>;
    weather?: Partial<WeatherStatistics>;
    year?: number;
    seed?: number;
  } = {},
) =>
  typicalYear({ ...PLACE, ...changes.place }, { ...WEATHER, ...changes.weather }, MARKET, {
    year: changes.year ?? 2025,
    seed: changes.seed ?? 1,
  });
const mean = (values: Float64Array) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const bytes = ({ climate, market }: ReturnType<typeof draw>) =>
  [
    climate.tempC,
    climate.wetBulbC,
    climate.windMPS,
    climate.ghiWPerM2,
    market.priceUSDPerMWh,
    market.gridCO2KgPerMWh,
  ]
    .map((values) => Buffer.from(values.buffer).toString("base64"))
    .join();

describe("typicalYear", () => {
  it("gives the same bytes twice, and others for another seed, year or place", () => {
    const first = bytes(draw());
    expect(bytes(draw())).toBe(first);
    expect(bytes(draw({ seed: 2 }))).not.toBe(first);
    expect(bytes(draw({ place: { placeName: "Elsewhere" } }))).not.toBe(first);
  });

  it.each([
    [2025, 8760],
    [2028, 8784],
  ])("has the hours of %i", (year, steps) => {
    const { climate, market } = draw({ year });
    expect(climate.startUTC).toBe(`${year}-01-01T00:00:00Z`);
    expect([climate.steps, climate.tempC.length, market.priceUSDPerMWh.length]).toEqual([
      steps,
      steps,
      steps,
    ]);
  });

  it("holds monthly means of temperature, wind and irradiance", () => {
    const { climate } = draw();
    const { month } = localCalendar(2025, PLACE.utcOffsetHours);
    const temp = monthlyMeans(climate.tempC, month);
    const wind = monthlyMeans(climate.windMPS, month);
    const sun = monthlyMeans(climate.ghiWPerM2, month);
    for (let m = 0; m < 12; m++) {
      expect(temp[m]).toBeCloseTo(WEATHER.tempMeanC[m]!, 6);
      expect(wind[m]).toBeCloseTo(WEATHER.windMeanMPS[m]!, 6);
      expect((sun[m]! * 24) / 1000).toBeCloseTo(WEATHER.ghiKWhPerM2Day[m]!, 2);
    }
  });

  it("holds the quantiles of temperature and dew point where they are known", () => {
    const tempQuantilesC = Float64Array.from(TEMPERATURE_LEVELS, (level) => level / 3 - 5);
    const { climate } = draw({ weather: { tempQuantilesC } });
    const got = quantilesOf(climate.tempC, TEMPERATURE_LEVELS);
    expect(Math.max(...got.map((temp, k) => Math.abs(temp - tempQuantilesC[k]!)))).toBeLessThan(
      0.05,
    );
    const dry = new Float64Array(TEMPERATURE_LEVELS.length).fill(-20);
    const desert = draw({ weather: { dewPointQuantilesC: dry } }).climate;
    expect(mean(desert.relativeHumidityFrac)).toBeLessThan(mean(climate.relativeHumidityFrac) / 2);
  });

  it("holds the distribution of prices", () => {
    const got = quantilesOf(draw().market.priceUSDPerMWh, PRICE_LEVELS);
    got.forEach((price, k) =>
      expect(Math.abs(price - MARKET.priceQuantilesUSDPerMWh[k]!)).toBeLessThan(0.05),
    );
  });

  it("keeps to physics: finite, humidity from 0 to 1, wet bulb below dry bulb, dark nights", () => {
    const { climate, market } = draw({ place: { latitudeDeg: 66 } });
    for (const series of [climate, market])
      for (const values of Object.values(series).filter((value) => value instanceof Float64Array))
        expect(values.every(Number.isFinite)).toBe(true);
    expect(climate.relativeHumidityFrac.every((frac) => frac > 0 && frac <= 1)).toBe(true);
    expect(climate.wetBulbC.every((temp, t) => temp <= climate.tempC[t]! + 1e-9)).toBe(true);
    expect(
      Math.min(...climate.ghiWPerM2, ...climate.dniWPerM2, ...climate.dhiWPerM2),
    ).toBeGreaterThanOrEqual(0);
  });

  it("follows the place's own clock and hemisphere", () => {
    for (const utcOffsetHours of [-8, 0, 5.5, 10]) {
      const { climate, market } = draw({
        place: { utcOffsetHours, longitudeDeg: 15 * utcOffsetHours },
      });
      const { hour } = localCalendar(2025, utcOffsetHours);
      const peak = (values: Float64Array) => {
        const sums = new Float64Array(24);
        values.forEach((value, t) => (sums[hour[t]!]! += value));
        return sums.indexOf(Math.max(...sums));
      };
      expect([13, 14, 15, 16]).toContain(peak(climate.tempC));
      expect([11, 12]).toContain(peak(climate.ghiWPerM2));
      expect(peak(market.priceUSDPerMWh)).toBe(19);
    }
  });

  it("badges every series and refuses years without a calendar", () => {
    const { climate, market } = draw();
    expect(climate.origins["tempC"]).toEqual({
      confidence: "synthetic",
      source: "typical year drawn from published tempMeanC: a station",
    });
    expect(Object.keys(market.origins).sort()).toEqual([
      "gridCO2KgPerMWh",
      "gridCleanFrac",
      "priceUSDPerMWh",
    ]);
    expect(() => draw({ year: 25 })).toThrow(/1950 to 2150/);
  });
});
