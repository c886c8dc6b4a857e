/** Rankings, fronts, supply curves and ways of a buyer of a scenario in another currency: the same, written in it. */
import { describe, expect, it } from "vitest";
import { compareWays } from "../src/buyer/compare.ts";
import { comparisonPage } from "../src/buyer/page.ts";
import { comparisonText } from "../src/buyer/text.ts";
import { findCurve } from "../src/curve/curve.ts";
import { curvePage } from "../src/curve/page.ts";
import { curveCSV, curveText } from "../src/curve/text.ts";
import { findFront } from "../src/front/front.ts";
import type { Axis } from "../src/front/front.ts";
import { frontPage } from "../src/front/page.ts";
import { frontText } from "../src/front/text.ts";
import { movable } from "../src/rank/at-place.ts";
import { rankingPage } from "../src/rank/page.ts";
import { joinRankings, rankPlaces } from "../src/rank/rank.ts";
import { EQUAL_WEIGHTS } from "../src/rank/score.ts";
import { rankingText } from "../src/rank/text.ts";
import { loadScenario } from "../src/scenario/load.ts";
import type { Scenario } from "../src/scenario/scenario.ts";

/** Two dollars a euro, so that every amount is half as large. */
const EUR = { currency: "EUR", usdPerUnit: 2 };
const NOTE = /Money is written in EUR, at 2 USD per EUR \([^)]*\)\. .*? hold USD\./g;
const MONEY = {
  USD: "{ waccFrac: 0.08 }",
  EUR: "{ waccFrac: 0.08, currency: EUR, usdPerUnit: 2 }",
};
type Code = keyof typeof MONEY;

const SIZE = { "": 1, k: 1e3, M: 1e6, B: 1e9 } as const;
const AMOUNT =
  /(?<![\d.])([−-]?\d+(?:[ \u202F\u00A0]\d{3}(?!\d))*(?:\.\d+)?)(?:[ \u00A0]|\n *)([kMB]?)(?:USD|EUR)/g;
const numberOf = (text: string) => Number(text.replaceAll(/[^\d.−-]/g, "").replace("−", "-"));

/** Amounts with a unit of money in a text, in the order they stand. */
const amounts = (text: string) =>
  [...text.matchAll(AMOUNT)].map(
    ([, number, size]) => numberOf(number!) * SIZE[size as keyof typeof SIZE],
  );

/** Amounts are told in three figures, or with two decimals. */
function expectHalf(eur: number, usd: number): void {
  expect(Math.abs(2 * eur - usd)).toBeLessThanOrEqual(0.011 * Math.abs(usd) + 0.015);
}

function expectHalves(eur: string, usd: string): void {
  const [half, whole] = [amounts(eur), amounts(usd)];
  expect(half).toHaveLength(whole.length);
  for (const [i, amount] of half.entries()) expectHalf(amount, whole[i]!);
}

/** Captions and rows of cells of every table of a page, the head first. */
const tables = (page: string) =>
  [...page.matchAll(/<table><caption>(.*?)<\/caption>.*?<\/table>/gs)].map(([table, caption]) => ({
    caption: caption!,
    rows: [...table.matchAll(/<tr>.*?<\/tr>/gs)].map(([row]) =>
      [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => cell!),
    ),
  }));

const inEuros = (text: string) => text.replaceAll("USD", "EUR");

/** A page in EUR beside the same in USD: no dollars, columns and amounts of money half as large, the rest the same. */
function expectSamePage(inEUR: string, inUSD: string): void {
  const body = (page: string) => page.slice(page.indexOf("<body"));
  const [eur, usd] = [body(inEUR).replaceAll(NOTE, ""), body(inUSD)];
  expect(eur).not.toContain("USD");
  expect(usd).not.toContain("EUR");
  expectHalves(eur, usd);
  const [euros, dollars] = [tables(eur), tables(usd)];
  expect(euros.map(({ caption }) => caption)).toEqual(
    dollars.map(({ caption }) => inEuros(caption)),
  );
  for (const [t, { caption, rows }] of euros.entries()) {
    const [head] = rows;
    expect(head).toEqual(dollars[t]!.rows[0]!.map(inEuros));
    for (const [r, row] of rows.entries())
      for (const [c, cell] of row.entries()) {
        const other = dollars[t]!.rows[r]![c]!;
        const isMoney =
          head![c]!.includes("EUR") ||
          head![c] === "marginal" ||
          (caption.includes("EUR a") && c > 0);
        if (r > 0 && isMoney && other !== "–") expectHalf(numberOf(cell), numberOf(other));
        else if (!cell.includes("EUR")) expect(cell).toBe(other);
      }
  }
}

function expectSameText(eur: string, usd: string): void {
  // Lines are broken where they are full.
  const note = new RegExp(NOTE.source.replaceAll(" ", "\\s+"), "gs");
  expect(eur.match(note)).toHaveLength(1);
  const told = eur.replaceAll(note, "");
  expect(told).not.toContain("USD");
  expect(usd).not.toContain("EUR");
  expectHalves(told, usd);
}

async function scenarioOf(money: string, more: string): Promise<Scenario> {
  const loaded = await loadScenario(`
firmwatt: 1
name: A campus
resolution: weeks:1
money: ${money}
demand: { training: { targetEFLOPShPerYear: 40000 } }
accelerators: { gb200-nvl72: {} }
${more}`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return loaded.scenario;
}

const CAMPUS = `sites:
  lulea:
    place: lulea
    connection: { firmMW: 60 }
    supply: { reciprocating-engine: { maxMW: 20 } }
    cooling: { cold-plate-dry-cooler: {}, air-economiser: {} }
`;
const ALONE = CAMPUS.replace(/ {4}supply.*\n/, "");

async function both<T>(more: string, find: (scenario: Scenario) => Promise<T>) {
  const of = async (code: Code) => find(await scenarioOf(MONEY[code], more));
  return { usd: await of("USD"), eur: await of("EUR") };
}

describe("many plans of a scenario in another currency", () => {
  it("ranks places in it, with reasons and prices of both scales", async () => {
    const options = { by: "score", weights: EQUAL_WEIGHTS, resolution: "weeks:1" } as const;
    const rank = (places: readonly string[]) => async (scenario: Scenario) => {
      const packed = movable(scenario);
      if (typeof packed === "string") throw new Error(packed);
      return rankPlaces(scenario, packed, places, options);
    };
    const { usd, eur } = await both(ALONE, rank(["lulea", "frankfurt"]));
    expect(eur.money).toEqual(EUR);
    const prices = (one: typeof usd) =>
      one.ranked.map(({ usdPerEFLOPSh, powerUSDPerMWh }) => [usdPerEFLOPSh, powerUSDPerMWh]);
    expect(prices(eur)).toEqual(prices(usd));
    expect(eur.ranked.flatMap(({ reasons }) => reasons).join("\n")).toMatch(/power \d+ EUR\/MWh/);
    expectSameText(rankingText(eur), rankingText(usd));
    expectSamePage(rankingPage(eur), rankingPage(usd));
    // Ranked apart and joined, as by several workers.
    const parts = [await rank(["lulea"])(await scenarioOf(MONEY.EUR, ALONE)), eur];
    const joined = joinRankings([parts[0]!, { ...eur, ranked: eur.ranked.slice(1) }], options, []);
    expect(rankingText(joined).match(/Money is written in EUR/g)).toHaveLength(1);
    expect(rankingText({ ...joined, notices: [] })).not.toContain("USD");
  });

  it.each(["co2", "date"] as const)("trades in it along %s", async (axis: Axis) => {
    const dated =
      axis === "date"
        ? `horizon: { start: 2027-Q1, years: 3, orderEveryQuarters: 4 }\n${CAMPUS}`
        : CAMPUS;
    const { usd, eur } = await both(dated, async (scenario) => {
      const result = await findFront(scenario, axis, { points: 2 });
      if (result.status !== "done") throw new Error(result.reason);
      return result.front;
    });
    expect(eur.money).toEqual(EUR);
    expect(eur.points.map(({ costUSDPerYear }) => costUSDPerYear)).toEqual(
      usd.points.map(({ costUSDPerYear }) => costUSDPerYear),
    );
    expect(frontText(eur)).toContain(axis === "co2" ? "EUR per t avoided" : "EUR of today");
    expectSameText(frontText(eur), frontText(usd));
    expectSamePage(frontPage(eur), frontPage(usd));
  });

  it("measures the supply curve in it; the file's columns keep their names and USD", async () => {
    const { usd, eur } = await both(CAMPUS, async (scenario) => {
      const result = await findCurve(scenario, {});
      if (result.status !== "done") throw new Error(result.reason);
      return result.curve;
    });
    expect(eur.money).toEqual(EUR);
    const inUSD = (csv: string) => csv.replaceAll(/ \d+(\.\d+)? (USD|EUR) per MWh of heat/g, "");
    expect(inUSD(curveCSV(eur))).toBe(inUSD(curveCSV(usd)));
    expect(curveText(eur)).toMatch(/kEUR\/MW-month +EUR\/MWh/);
    expectSameText(curveText(eur), curveText(usd));
    expectSamePage(curvePage(eur), curvePage(usd));
  });

  it("compares the ways of a buyer in it", async () => {
    const buyer = `buyer: { rating: bbb, equityUSD: 40000000, cashUSD: 30000000 }\n${CAMPUS}`;
    const { usd, eur } = await both(buyer, async (scenario) => {
      const compared = await compareWays(scenario, { sizesMW: [1, 10] });
      if (typeof compared === "string") throw new Error(compared);
      return compared;
    });
    expect(eur.money).toEqual(EUR);
    expect(comparisonText(eur)).toContain("EUR a chip-hour");
    expectSameText(comparisonText(eur), comparisonText(usd));
    expectSamePage(comparisonPage(eur), comparisonPage(usd));
  });
});
