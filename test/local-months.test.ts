/** Months of bills and of monthly limits are those of a site's standard time: spikes between the two clocks' month ends, by hand. */
import { describe, expect, it } from "vitest";
import { plan } from "../src/plan.ts";
import { loadScenario } from "../src/scenario/load.ts";
import type { LoadOptions } from "../src/scenario/load.ts";
import { billed, plainSite, planned } from "./cases/plain-site.ts";

/** Silicon Valley's clock is eight hours behind UTC, Tokyo's nine before it. */
type Place = "silicon-valley" | "tokyo";

/** Hour of 2027 (from 1) that begins at this moment of the UTC clock. */
const hourAt = (utc: string) => (Date.parse(utc) - Date.parse("2027-01-01T00:00Z")) / 3_600_000 + 1;

/** 100 MW all year but for single hours, billed one part over every hour of 2027. */
const site = (place: Place, spikes: Readonly<Record<string, number>>, part: string, horizon = "") =>
  plainSite(
    `{ fixed-load: { powerMW: 100, hours: [${Object.entries(spikes)
      .map(([utc, mw]) => `{ hourOfYear: ${hourAt(utc)}, powerMW: ${mw} }`)
      .join(", ")}] } }`,
    `{ existingMW: 600, energy: fixed, fixedUSDPerMWh: 0, tariff: { parts: { part: ${part} } } }`,
  )
    .replace("place: columbus", `place: ${place}`)
    .replace("year: 2022", "year: 2027")
    .replace("objective:", `${horizon}\nobjective:`);

/** A rate of 1,000 USD per MW in January, 2,000 in February and so on. */
const RISING = `{ charge: demand, usdPerMWMonthByMonth: [${Array.from({ length: 12 }, (_, month) => 1000 * (month + 1)).join(", ")}] }`;

/** Twelve months at 100 MW cost 78 thousand USD times 100; what a spike adds in one month tells which it was. */
const spikeMonthMW = (usd: number) => usd / 1000 - 78 * 100;

describe("a demand charge by local months", () => {
  const peaks = async (place: Place, spikes: Readonly<Record<string, number>>) => {
    const pack = await planned(site(place, spikes, RISING));
    return { added: spikeMonthMW(billed(pack)), peakMW: pack.tariffs[0]!.lines[0]!.peakMW };
  };
  const months = (spikes: Readonly<Record<number, number>>) =>
    Array.from({ length: 12 }, (_, k) => expect.closeTo(spikes[k + 1] ?? 100, 3));

  it("bills a spike of 1 July in UTC in June where it was still 30 June", async () => {
    const { added, peakMW } = await peaks("silicon-valley", { "2027-07-01T03:00Z": 500 });
    expect(added).toBeCloseTo(6 * 400, 1);
    expect(peakMW).toEqual(months({ 6: 500 }));
  });

  it("bills a spike of 30 June in UTC in July where it was already 1 July", async () => {
    const { added, peakMW } = await peaks("tokyo", { "2027-06-30T18:00Z": 500 });
    expect(added).toBeCloseTo(7 * 400, 1);
    expect(peakMW).toEqual(months({ 7: 500 }));
  });

  it("has one peak for a December whose last hours are the first of the UTC year", async () => {
    const spikes = { "2027-01-01T07:00Z": 500, "2027-12-20T12:00Z": 300, "2027-01-01T08:00Z": 200 };
    const { added, peakMW } = await peaks("silicon-valley", spikes);
    // 500 at 23:00 of 31 December, 200 an hour later; the 300 of 20 December are below its peak.
    expect(added).toBeCloseTo(12 * 400 + 1 * 100, 1);
    expect(peakMW).toEqual(months({ 1: 200, 12: 500 }));
  });

  it("has one peak for a January whose first hours are the last of the UTC year", async () => {
    const spikes = { "2027-12-31T15:00Z": 500, "2027-01-20T12:00Z": 300, "2027-12-31T14:00Z": 200 };
    const { added, peakMW } = await peaks("tokyo", spikes);
    expect(added).toBeCloseTo(1 * 400 + 12 * 100, 1);
    expect(peakMW).toEqual(months({ 1: 500, 12: 200 }));
  });

  it("over a horizon counts hours before a quarter's first month to that month", async () => {
    const horizon = "horizon: { start: 2027-Q1, years: 1 }";
    const bill = async (utc: string) =>
      spikeMonthMW(billed(await planned(site("silicon-valley", { [utc]: 500 }, RISING, horizon))));
    // 31 December, in the first quarter's hours; 28 February; 1 April, in the first quarter's 2,190 hours.
    expect(await bill("2027-01-01T03:00Z")).toBeCloseTo(1 * 400, 1);
    expect(await bill("2027-03-01T03:00Z")).toBeCloseTo(2 * 400, 1);
    expect(await bill("2027-04-01T20:00Z")).toBeCloseTo(3 * 400, 1);
  });
});

describe("energy by local months", () => {
  it("a tax from July on falls on the hours of 184 local days, those before the UTC year's end and after its start", async () => {
    const tax = "{ charge: tax, usdPerMWh: 10, from: 2027-07 }";
    const spikes = { "2027-07-01T03:00Z": 500, "2027-01-01T03:00Z": 300 };
    const pack = await planned(site("silicon-valley", spikes, tax));
    // 500 MW fall on 30 June; 300 MW on 31 December.
    expect(billed(pack)).toBeCloseTo(10 * (184 * 24 * 100 + 200), 0);
  });

  it("a summer's price holds in its local hours", async () => {
    const summer = "{ charge: energy, usdPerMWh: 10, months: [7], weekdays: true }";
    const spikes = { "2027-06-30T15:00Z": 500, "2027-07-31T15:00Z": 300 };
    const pack = await planned(site("tokyo", spikes, summer));
    // 1 July 2027 is a Thursday: 22 weekdays. The second spike is in August.
    expect(billed(pack)).toBeCloseTo(10 * (22 * 24 * 100 + 400), 0);
  });
});

describe("a monthly cap on water by local months", () => {
  /**
   * 25 MW of heat in every hour. A tower uses 2 m³ a MWh and next to no power, a dry cooler a fifth of a MW per MW.
   * Power costs 50 USD in all hours, and 10,000 more in the stated ones.
   */
  const cooled = (dear: readonly string[], water: string, more = "") => `
firmwatt: 1
year: 2027
resolution: full
demand: { inference: { peakEFLOPS: 10, profile: flat, penaltyUSDPerEFLOPSh: 10000000, mfuFrac: 0.4, availabilityFrac: 1, precision: bf16 } }
accelerators:
  h100-sxm: { itKWPerChip: 1, bf16TFLOPS: 1000, existingChips: 25000, priceUSD: 20000, lifeYears: 5, liquidHeatFrac: 1, liquidSupplyMaxC: 60, powerCapSegments: 1 }
sites:
  a:
    place: silicon-valley
    connection: { existingMW: 100, energy: fixed, fixedUSDPerMWh: 50, tariff: { parts: { peak: { charge: coincident, usdPerMWYear: ${10_000 * dear.length}, hoursOfYear: [${dear.map(hourAt).join(", ")}] } } } }
    halls: { hall-modular: { existingMW: 100, houseLoadFrac: 0 } }
    cooling:
      cold-plate-cooling-tower: { existingMW: 100, maxMW: 0, fansPumpsFrac: 0, waterM3PerMWhHeat: 2, ${water} }
      cold-plate-dry-cooler: { existingMW: 100, maxMW: 0, fansPumpsFrac: 0.2 }
${more}`;
  const HEAT_MW = 25;

  it("gives two groups of hours in different UTC months one month's water where they share a local one", async () => {
    const hours = (day: string) => [0, 1, 2, 3, 4, 5].map((hour) => `${day}T0${hour}:00Z`);
    // Water is dearer than the power it saves (0.2 · 50 / 2 = 5 USD a m³) but in the dear hours.
    const used = async (dear: readonly string[]) => {
      const maxM3PerMonth = 6 * HEAT_MW * 2;
      const more = `rules: { water-month-cap: { maxM3PerMonth: ${maxM3PerMonth} } }`;
      const pack = await planned(cooled(dear, "waterUSDPerM3: 100", more));
      return pack.kpis.waterM3PerYear / maxM3PerMonth;
    };
    // In California the afternoons of 29 and 30 June; then those of 30 June and 1 July.
    expect(await used([...hours("2027-06-30"), ...hours("2027-07-01")])).toBeCloseTo(1, 4);
    expect(await used([...hours("2027-07-01"), ...hours("2027-07-02")])).toBeCloseTo(2, 4);
  });

  it("is the whole of each month's over quarters, whose hours end within months", async () => {
    const maxM3PerMonth = 1000;
    const more = `rules: { water-month-cap: { maxM3PerMonth: ${maxM3PerMonth} } }\nhorizon: { start: 2027-Q1, years: 1 }`;
    const pack = await planned(cooled(["2027-07-01T00:00Z"], "waterUSDPerM3: 0", more));
    expect(pack.kpis.waterM3PerYear / (12 * maxM3PerMonth)).toBeCloseTo(1, 4);
  });
});

/** A plan with its hours. */
async function hoursOf(text: string, options: LoadOptions = {}) {
  const loaded = await loadScenario(text, options);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm: 0 });
  if (result.status !== "planned") throw new Error(result.status);
  const column = (name: string) =>
    result.hourly[0]!.columns.find((one) => one.name === name)!.values;
  return { pack: result.package, column };
}

describe("contracts by local months", () => {
  const signed = (place: Place, contract: string) =>
    site(place, {}, "{ charge: energy, usdPerMWh: 10 }").replace(
      "    loads:",
      `    contracts: { flat: { ${contract}, minMW: 100, maxMW: 100, priceUSDPerMWh: 1 } }\n    loads:`,
    );
  const june = Array.from({ length: 12 }, (_, month) => (month === 5 ? 1 : 0)).join(", ");

  // The last hour of the local June and the hour after it; the first and the hour before it.
  it.each([
    ["silicon-valley", "2027-06-01T08:00Z", "2027-07-01T07:00Z"],
    ["tokyo", "2027-05-31T15:00Z", "2027-06-30T14:00Z"],
  ] as const)("a monthly band of June is delivered in %s's June", async (place, first, last) => {
    const { column } = await hoursOf(
      signed(place, `kind: baseload-monthly, monthlyFrac: [${june}]`),
    );
    const energyMW = column("flat.energyMW");
    const at = (utc: string, after: number) => energyMW[hourAt(utc) - 1 + after];
    expect([at(first, -1), at(first, 0), at(last, 0), at(last, 1)]).toEqual([0, 100, 100, 0]);
    expect(energyMW.reduce((sum, mw) => sum + mw, 0)).toBeCloseTo(30 * 24 * 100, 6);
  });

  it("a fixed profile has a usual day through each local month", async () => {
    const { column } = await hoursOf(
      signed("silicon-valley", "kind: fixed-profile, plant: onshore-wind"),
    );
    const energyMW = column("flat.energyMW");
    const days = (utc: string) =>
      [-48, -24, 0, 24, 48].map((hours) => energyMW[hourAt(utc) - 1 + hours]!);
    // At 07:00 UTC of 1 July it is still 23:00 of 30 June, at 08:00 it is July.
    const [june28, june29, june30, july1, july2] = days("2027-07-01T07:00Z");
    expect([june28, june29]).toEqual([june30, june30]);
    expect(july2).toBe(july1);
    expect(Math.abs(july1! - june30!)).toBeGreaterThan(1e-3);
    const [, before, july, after] = days("2027-07-01T08:00Z");
    expect(after).toBe(july);
    expect(Math.abs(before! - july!)).toBeGreaterThan(1e-3);
  });

  it("clean hours are scored by local months", async () => {
    const { pack, column } = await hoursOf(signed("tokyo", "kind: baseload-annual"));
    const [matched, facility] = [column("matchedMW"), column("facilityMW")];
    const [clean, load] = [new Float64Array(12), new Float64Array(12)];
    for (let t = 0; t < 8760; t++) {
      // Tokyo's clock; the year closes on itself.
      const month = new Date(Date.UTC(2027, 0, 1) + (t + 9) * 3_600_000).getUTCMonth();
      clean[month]! += matched[t]!;
      load[month]! += facility[t]!;
    }
    const scores = new Float64Array(12);
    for (let month = 0; month < 12; month++) scores[month] = clean[month]! / load[month]!;
    pack.claims.byMonth.forEach((score, month) => expect(score).toBeCloseTo(scores[month]!, 9));
  });
});

describe("weekdays of an EPW file's year", () => {
  /** A whole year of weather whose rows are of 2022, by a clock of UTC. */
  const epw = [
    "LOCATION,Test,-,XXX,SRC,0,40.0,-83.0,0,100",
    ...Array.from({ length: 7 }, () => "HEADER"),
    ...Array.from({ length: 8760 }, (_, t) => {
      const date = new Date(Date.UTC(2022, 0, 1) + t * 3_600_000);
      const day = [date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours() + 1];
      const cells = Array.from({ length: 35 }, () => "0");
      cells.splice(0, 5, "2022", ...day.map(String), "0");
      cells.splice(6, 4, "10", "5", "50", "100000");
      return cells.join(",");
    }),
  ].join("\n");

  it("are the plan's, in a tariff's windows and in leap years", async () => {
    const part = "{ charge: energy, usdPerMWh: 10, weekdays: true }";
    const bill = async (year: number) => {
      const text = site("silicon-valley", {}, part)
        .replace("year: 2027", `year: ${year}`)
        .replace("place: silicon-valley", "place: silicon-valley\n    weather: { file: a.epw }");
      return billed((await hoursOf(text, { readFile: async () => epw })).pack) / (10 * 24 * 100);
    };
    // 2022 begins and ends on a Saturday, 2027 on a Friday, the leap year 2028 begins on a Saturday and ends on a Sunday.
    expect(await bill(2022)).toBeCloseTo(260, 4);
    expect(await bill(2027)).toBeCloseTo(261, 4);
    expect(await bill(2028)).toBeCloseTo(260, 4);
  });
});
