/** Demand over a horizon by hand: months of their own, ratchets that look back over quarters and years, the year's peak. */
import { describe, expect, it } from "vitest";
import type { Package } from "../src/report/package.ts";
import { billed, plainSite, planned } from "./cases/plain-site.ts";

/** A site of 100 MW with other MW in some hours of every year, its one demand charge, and the quarters. */
const site = (
  hours: readonly (readonly [hour: number, mw: number])[],
  demand: string,
  { resolution = "full", start = "2027-Q1", years = 2, rate = "usdPerMWMonth: 1000" } = {},
) =>
  plainSite(
    `{ fixed-load: { powerMW: 100, hours: [${hours.map(([hour, mw]) => `{ hourOfYear: ${hour}, powerMW: ${mw} }`).join(", ")}] } }`,
    `{ existingMW: 600, energy: fixed, fixedUSDPerMWh: 0, tariff: { parts: { peak: { charge: demand, ${rate}${demand} } } } }`,
  )
    .replace("resolution: full", `resolution: ${resolution}`)
    .replace("year: 2022", "year: 2027")
    .replace("objective:", `horizon: { start: ${start}, years: ${years} }\nobjective:`);

/** MW-months billed over the plan, at 1,000 USD each. */
const mwMonths = (pack: Package, years = 2) => (billed(pack, "peak") * years) / 1000;

/** Noon of 20 July. */
const JULY = 4813;
/** Three in the afternoon of 1 April in Columbus: in the hours of the year's first quarter, which is no whole months. */
const EARLY_APRIL = 2181;

describe("demand charges over a horizon of all hours", () => {
  it("bills every month its own peak", async () => {
    const pack = await planned(site([[JULY, 500]], ""));
    expect(mwMonths(pack)).toBeCloseTo(2 * (11 * 100 + 500), 2);
  });

  it("has the rates of each month", async () => {
    const rates = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((k) => 1000 * k);
    const pack = await planned(
      site([[JULY, 500]], "", { rate: `usdPerMWMonthByMonth: [${rates.join(", ")}]` }),
    );
    expect(mwMonths(pack)).toBeCloseTo(2 * (78 * 100 + 7 * 400), 2);
  });

  it("bills a month through tiers", async () => {
    const pack = await planned(
      site([[JULY, 500]], "", {
        rate: "tiers: [{ upTo: 200, usdPerUnit: 1000 }, { usdPerUnit: 3000 }]",
      }),
    );
    expect(mwMonths(pack)).toBeCloseTo(2 * (11 * 100 + 200 + 3 * 300), 2);
  });

  it("a peak of July is billed until the next June, of which nothing is known in the first half", async () => {
    const pack = await planned(site([[JULY, 500]], ", ratchetFrac: 0.8"));
    expect(mwMonths(pack)).toBeCloseTo(6 * 100 + 500 + 11 * 400 + 500 + 5 * 400, 2);
  });

  it("looks back as many months as stated, over the ends of quarters and years", async () => {
    const at = (months: number, options = {}) =>
      planned(site([[JULY, 500]], `, ratchetFrac: 0.8, ratchetLookbackMonths: ${months}`, options));
    // Of each July: the month itself, five at 400, six at 100.
    expect(mwMonths(await at(5))).toBeCloseTo(2 * (6 * 100 + 500 + 5 * 400), 2);
    // Begun in October: nine months know nothing, July, eleven and three months after it, and July again.
    expect(mwMonths(await at(36, { start: "2027-Q4" }))).toBeCloseTo(
      9 * 100 + 500 + 11 * 400 + 500 + 2 * 400,
      2,
    );
  });

  it("looks at the months it names alone", async () => {
    const winter = await planned(
      site([[JULY, 500], [30, 300]], ", ratchetFrac: 0.5, ratchetMonths: [12, 1, 2]"), // prettier-ignore
    );
    // 300 in January gives 150 in the eleven months after it; July's own 500 is billed in July alone.
    expect(mwMonths(winter)).toBeCloseTo(2 * (300 + 10 * 150 + 500), 2);
  });

  it("the year's peak is that of the calendar year, before and after it", async () => {
    const pack = await planned(
      site([[JULY, 500]], ", ratchetFrac: 1", { start: "2027-Q3", years: 2 }),
    );
    // The last half year is of 2029, whose July the plan does not reach.
    expect(mwMonths(pack)).toBeCloseTo(18 * 500 + 6 * 100, 2);
    const early = await planned(
      site([[30, 300]], ", ratchetFrac: 1", { start: "2027-Q2", years: 1 }),
    );
    // The rest of 2027 never sees January; the first quarter of 2028 does.
    expect(mwMonths(early, 1)).toBeCloseTo(9 * 100 + 3 * 300, 2);
  });

  it("hours of April before the quarter's end count to March", async () => {
    const rates = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((k) => 1000 * k);
    const rate = `usdPerMWMonthByMonth: [${rates.join(", ")}]`;
    const pack = await planned(site([[EARLY_APRIL, 500]], "", { years: 1, rate }));
    expect(pack.tariffs[0]!.lines[0]!.billedMW).toEqual([expect.closeTo(500, 3)]);
    expect(mwMonths(pack, 1)).toBeCloseTo(78 * 100 + 3 * 400, 2);
  });
});

describe("energy tiers over a horizon", () => {
  const tiers = "charge: energy, tiers: [{ upTo: 74400, usdPerUnit: 10 }, { usdPerUnit: 30 }]";
  const priced = (options: { resolution: string }) =>
    planned(site([[JULY, 500]], "", options).replace("charge: demand, usdPerMWMonth: 1000", tiers));

  it("price the MWh of each month, as a horizon parts its quarters", async () => {
    // A quarter is 2,190 hours of UTC, in Columbus five hours behind. January ends at hour 744 + 5 and has the
    // five before it begins: 749. February has 672, March the 769 that are left, of April the first 25.
    // April ends at hour 2,880 + 5, 695 after the quarter began; May has 744, June the 751 that are left.
    // July likewise 713, 400 MWh more in one of them; August 744, September 733; then 731, 720, 739.
    const mwh = 876_400;
    const beyond = 100 * (749 - 744 + (769 - 744) + (751 - 744));
    const pack = await priced({ resolution: "full" });
    expect(billed(pack, "peak") / (10 * mwh + 20 * beyond)).toBeCloseTo(1, 5);
  });

  it("price average months of a quarter where weeks are modelled", async () => {
    const pack = await priced({ resolution: "weeks:1" });
    expect(billed(pack, "peak") / (10 * 876_000)).toBeCloseTo(1, 6);
  });
});

describe("demand charges over a horizon of weeks", () => {
  const summer = Array.from({ length: 91 }, (_, day) => [4380 + 24 * day + 20, 300] as const);

  it("a quarter's peak bills its three months, and later quarters a share of it", async () => {
    const pack = await planned(site(summer, ", ratchetFrac: 0.5", { resolution: "weeks:1" }));
    expect(pack.warnings.join()).toContain("a quarter's peak bills its three months");
    // Two quarters at 100; then 300 in the third of each year and 150 in all others.
    expect(mwMonths(pack)).toBeCloseTo(3 * (2 * 100 + 300 + 3 * 150 + 300 + 150), 2);
  });

  it("looks back as far as the middle month of a quarter does", async () => {
    const at = async (months: number) =>
      mwMonths(
        await planned(
          site(summer, `, ratchetFrac: 0.5, ratchetLookbackMonths: ${months}`, {
            resolution: "weeks:1",
          }),
        ),
      );
    expect(await at(1)).toBeCloseTo(3 * 2 * (3 * 100 + 300), 2);
    expect(await at(3)).toBeCloseTo(3 * 2 * (2 * 100 + 300 + 150), 2);
  });

  it("the year's peak bills all its quarters", async () => {
    const pack = await planned(
      site(summer, ", ratchetFrac: 1", { resolution: "weeks:1", start: "2027-Q4", years: 1 }),
    );
    expect(mwMonths(pack, 1)).toBeCloseTo(3 * (100 + 3 * 300), 2);
  });
});
