/** Every way of counting on a day of 24 hours, solved on paper. */
import { describe, expect, it } from "vitest";
import { annualClaim, hourlyClaim, locationClaim } from "./arithmetic.ts";
import type { Counting, SiteHours, SourceHours } from "./arithmetic.ts";

const day = (of: number | ((hour: number) => number)) =>
  Float64Array.from({ length: 24 }, (_, hour) => (typeof of === "number" ? of : of(hour)));
const isDay = (hour: number) => hour >= 6 && hour < 18;

/** Load 10 MW all day on a grid of 400 kg/MWh, a quarter of it clean; nothing bought yet. */
function site(change: Partial<SiteHours>): SiteHours {
  return {
    site: "a",
    weightHours: day(1),
    loadMW: day(10),
    purchasedMW: day(10),
    exportedMW: day(0),
    otherContractsMW: day(0),
    storesMW: day(0),
    gridCleanMW: day(0),
    gridKgPerHour: day(0),
    gridCleanFrac: day(0.25),
    gridCO2KgPerMWh: day(400),
    sources: [],
    ...change,
  };
}

/** All of `mw` bought from the grid's mix. */
const fromMix = (mw: Float64Array) => ({
  gridCleanMW: mw.map((one) => 0.25 * one),
  gridKgPerHour: mw.map((one) => 400 * one),
});
const source = (
  kind: SourceHours["kind"],
  netMW: Float64Array,
  soldMW = day(0),
  name: string = kind,
): SourceHours => ({ name, kind, netMW, soldMW });
const all = (gridCleanCounts: boolean): Counting => ({ counts: () => true, gridCleanCounts });

describe("a claim of many hours", () => {
  it("asks once whether a source counts, not in every hour", () => {
    let asked = 0;
    const counts = () => ++asked > 0;
    const mixed = site({ sources: [source("own", day(3)), source("contract", day(2))] });
    hourlyClaim([mixed, mixed], { counts, gridCleanCounts: true });
    expect(asked).toBe(4);
  });
});

describe("the grid alone", () => {
  const plain = site(fromMix(day(10)));
  it("is as clean as its mix hour by hour and by location, and not clean under the annual claim", () => {
    // 240 MWh, a quarter clean; 240 MWh × 400 kg.
    expect(hourlyClaim([plain], all(true))).toMatchObject({
      loadMWh: 240,
      matchedMWh: 60,
      kg: 96_000,
    });
    expect(locationClaim([plain])).toEqual({ loadMWh: 240, matchedMWh: 60, kg: 96_000 });
    expect(annualClaim([plain], all(false), false, 0)).toEqual({
      loadMWh: 240,
      claimableMWh: 0,
      matchedMWh: 0,
      kg: 96_000,
    });
  });
  it("takes certificates in the annual claim alone, and no more of them than there is load", () => {
    expect(annualClaim([plain], all(false), false, 90)).toMatchObject({
      matchedMWh: 90,
      kg: 60_000, // (240 − 90) × 400
    });
    expect(annualClaim([plain], all(false), false, 500)).toEqual({
      loadMWh: 240,
      claimableMWh: 500,
      matchedMWh: 240,
      kg: 0,
    });
  });
});

describe("a solar contract of 25 MW from 6 to 18 h", () => {
  // Delivered 10 by day and 15 sold on; at night 10 from the mix.
  const night = day((hour) => (isDay(hour) ? 0 : 10));
  const solar = source(
    "contract",
    day((hour) => (isDay(hour) ? 10 : 0)),
    day((hour) => (isDay(hour) ? 15 : 0)),
  );
  const contracted = site({ ...fromMix(night), sources: [solar] });
  it("matches the day and leaves the night", () => {
    // Day 120 MWh, night 120 × 0.25; 120 MWh × 400 kg.
    expect(hourlyClaim([contracted], all(true))).toMatchObject({ matchedMWh: 150, kg: 48_000 });
    expect(hourlyClaim([contracted], all(false))).toMatchObject({ matchedMWh: 120, kg: 48_000 });
  });
  it("covers the whole day under the annual claim where the certificates of what is sold on are kept", () => {
    expect(annualClaim([contracted], all(false), false, 0)).toMatchObject({
      claimableMWh: 120,
      matchedMWh: 120,
      kg: 48_000,
    });
    // 25 × 12 = 300 MWh of certificates against 240 of load.
    expect(annualClaim([contracted], all(false), true, 0)).toMatchObject({
      claimableMWh: 300,
      matchedMWh: 240,
      kg: 0,
    });
  });
  it("does not exist by location", () => {
    expect(locationClaim([contracted])).toMatchObject({ matchedMWh: 60, kg: 96_000 });
  });
  it("is power of the mix when it lies outside the boundary", () => {
    const none: Counting = { counts: () => false, gridCleanCounts: true };
    expect(hourlyClaim([contracted], none)).toMatchObject({ matchedMWh: 60, kg: 96_000 });
    expect(
      annualClaim([contracted], { counts: () => false, gridCleanCounts: false }, true, 0),
    ).toMatchObject({ claimableMWh: 0, kg: 96_000 });
  });
});

describe("a battery", () => {
  // Charges 9 MW from 0 to 4 h, gives 8 MW from 18 to 22 h: 36 MWh in, 32 out.
  const stores = day((hour) => (hour < 4 ? -9 : hour >= 18 && hour < 22 ? 8 : 0));
  const bought = stores.map((mw) => 10 - mw);
  it("charged on the grid makes nothing clean: charging counts against", () => {
    const charged = site({ purchasedMW: bought, ...fromMix(bought), storesMW: stores });
    // Without the mix: −36 in four hours, +32 in four.
    const claim = hourlyClaim([charged], all(false));
    expect(claim.matchedMWh).toBeCloseTo(-4, 9);
    expect(claim.matchedMW[0]![0]).toBe(-9);
    expect(claim.kg).toBeCloseTo((240 + 4) * 400, 6);
    // With it: (19·0.25 − 9)·4 + (2·0.25 + 8)·4 + 2.5·16 = −17 + 34 + 40.
    expect(hourlyClaim([charged], all(true)).matchedMWh).toBeCloseTo(57, 9);
  });
  it("filled with own surplus moves it to the evening", () => {
    // Own plant gives 19 from 0 to 4 h; the battery takes the 9 above the load.
    const own = source(
      "own",
      day((hour) => (hour < 4 ? 19 : 0)),
    );
    const buys = day((hour) => (hour < 4 ? 0 : hour >= 18 && hour < 22 ? 2 : 10));
    const shifted = site({
      purchasedMW: buys,
      ...fromMix(buys),
      storesMW: stores,
      sources: [own],
    });
    // 4 h whole, 8 of 10 in four evening hours.
    expect(hourlyClaim([shifted], all(false)).matchedMWh).toBeCloseTo(72, 9);
    expect(annualClaim([shifted], all(false), false, 0)).toMatchObject({ claimableMWh: 72 });
    expect(locationClaim([shifted]).matchedMWh).toBeCloseTo(72 + 0.25 * (16 * 10 + 4 * 2), 9);
  });
});

describe("more clean power than load", () => {
  // Own plant of 30 MW from 6 to 18 h: 10 used, 20 exported; the night comes from the mix.
  const night = day((hour) => (isDay(hour) ? 0 : 10));
  const plant = site({
    purchasedMW: night,
    ...fromMix(night),
    exportedMW: day((hour) => (isDay(hour) ? 20 : 0)),
    sources: [
      source(
        "own",
        day((hour) => (isDay(hour) ? 30 : 0)),
      ),
    ],
  });
  it("matches no more than the load of the hour", () => {
    const claim = hourlyClaim([plant], all(false));
    expect(claim).toMatchObject({ matchedMWh: 120, surplusMWh: 240, kg: 48_000 });
  });
  it("exported leaves with its attributes, or stays in the annual claim when they are kept", () => {
    expect(annualClaim([plant], all(false), false, 0)).toMatchObject({ claimableMWh: 120 });
    expect(annualClaim([plant], all(false), true, 0)).toMatchObject({
      claimableMWh: 360,
      matchedMWh: 240,
    });
  });
  it("helps another site of the same market in the same hour", () => {
    const other = site({ site: "b", ...fromMix(day(10)) });
    const alone = hourlyClaim([other], all(false));
    expect(alone).toMatchObject({ matchedMWh: 0, kg: 96_000 });
    const pooled = hourlyClaim([plant, other], all(false));
    // By day b's 10 MW come out of a's 20 of surplus; at night nothing does.
    expect(pooled).toMatchObject({ loadMWh: 480, matchedMWh: 240, surplusMWh: 120 });
    expect(pooled.kg).toBeCloseTo(48_000 + 48_000, 6);
    expect(pooled.matchedMW[1]!.slice(5, 7)).toEqual(Float64Array.of(0, 10));
  });
});

describe("contracts of other kinds", () => {
  it("a virtual one covers the mix in its own hours and brings no power", () => {
    const virtual = site({
      ...fromMix(day(10)),
      sources: [
        source(
          "virtual",
          day((hour) => (isDay(hour) ? 5 : 0)),
        ),
      ],
    });
    // Half the day's 120 MWh is covered: (60 + 120) × 400.
    expect(hourlyClaim([virtual], all(false))).toMatchObject({ matchedMWh: 60, kg: 72_000 });
    expect(annualClaim([virtual], all(false), false, 0)).toMatchObject({
      claimableMWh: 60,
      kg: 72_000,
    });
  });
  it("one that is not clean brings its own carbon and takes none of the mix's", () => {
    const gas = site({ otherContractsMW: day(10) });
    expect(hourlyClaim([gas], all(true))).toMatchObject({ matchedMWh: 0, kg: 0 });
    expect(annualClaim([gas], all(false), false, 0)).toMatchObject({ claimableMWh: 0, kg: 0 });
  });
});
