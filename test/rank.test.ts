/** Ranking places: scales, scores, Pareto, reasons on figures made by hand; moving a package; three places end to end. */
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPlaces, readWeights } from "../apps/cli/rank.ts";
import { findPlace } from "../src/climate/place.ts";
import { optionalNumberIn } from "../src/catalog/table.ts";
import { chainMonthsAt, drawChainOutcomes } from "../src/timing/chain-months.ts";
import { catalogChain } from "../src/blocks/milestones.ts";
import { atPlace, movable } from "../src/rank/at-place.ts";
import type { Movable } from "../src/rank/at-place.ts";
import { gridDateOf } from "../src/rank/grid-date.ts";
import { rankingPage } from "../src/rank/page.ts";
import { joinRankings, rankPlaces } from "../src/rank/rank.ts";
import { reasonsOf } from "../src/rank/reasons.ts";
import {
  EQUAL_WEIGHTS,
  orderOf,
  paretoBest,
  rankRanges,
  scaledBy,
  scoresOf,
} from "../src/rank/score.ts";
import type { Values } from "../src/rank/score.ts";
import { boundary, leastWhole } from "../src/search.ts";
import { rankingSentence, rankingText } from "../src/rank/text.ts";
import { loadScenario } from "../src/scenario/load.ts";
import type { Scenario } from "../src/scenario/scenario.ts";

const A: Values = { date: 24, cost: 2200, clean: 0.9, odds: 0.5 };
const B: Values = { date: 60, cost: 2000, clean: 0.9, odds: 0.5 };
const C: Values = { date: 42, cost: 2200, clean: 0.8, odds: 0.5 };

describe("score", () => {
  it("scales between worst and best, with the better end at 1", () => {
    expect(scaledBy([A, B, C], "date")).toEqual([1, 0, 0.5]);
    expect(scaledBy([A, B, C], "cost")).toEqual([0, 1, 0]);
    expect(scaledBy([A, B, C], "odds")).toEqual([1, 1, 1]);
    expect(scaledBy([{ ...A, date: null }, B, C], "date")).toEqual([0, 0, 1]);
  });

  it("is the weighted mean of the scales", () => {
    expect(scoresOf([A, B, C], EQUAL_WEIGHTS)).toEqual([0.75, 0.75, 0.375]);
    expect(scoresOf([A, B, C], { date: 2, cost: 1, clean: 0, odds: 0 })[0]).toBeCloseTo(2 / 3, 12);
  });

  it("keeps the order of ties and follows the criterion asked for", () => {
    expect(orderOf([A, B, C], "score", EQUAL_WEIGHTS)).toEqual([0, 1, 2]);
    expect(orderOf([B, A, C], "score", EQUAL_WEIGHTS)).toEqual([0, 1, 2]);
    expect(orderOf([A, B, C], "cost", EQUAL_WEIGHTS)).toEqual([1, 0, 2]);
    expect(orderOf([A, B, C], "date", EQUAL_WEIGHTS)).toEqual([0, 2, 1]);
  });

  it("marks what no other beats, in the criteria that count", () => {
    expect(paretoBest([A, B, C], EQUAL_WEIGHTS)).toEqual([true, true, false]);
    expect(paretoBest([A, B, C], { date: 0, cost: 1, clean: 1, odds: 1 })).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("ranges over doubled weights: A leads on date, B on cost", () => {
    expect(rankRanges([A, B, C], EQUAL_WEIGHTS)).toEqual([
      { best: 1, worst: 2 },
      { best: 1, worst: 2 },
      { best: 3, worst: 3 },
    ]);
  });

  it("puts a Pareto-best place first whatever the weights", () => {
    const value = fc.record({
      date: fc.integer({ min: 1, max: 9 }),
      cost: fc.integer({ min: 1, max: 9 }),
      clean: fc.integer({ min: 0, max: 9 }),
      odds: fc.integer({ min: 0, max: 9 }),
    });
    const weight = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 8 }),
        fc.record({ date: weight, cost: weight, clean: weight, odds: weight }),
        (values, weights) => {
          const scores = scoresOf(values, weights);
          const pareto = paretoBest(values, weights);
          const best = Math.max(...scores);
          expect(values.some((_, i) => pareto[i] && scores[i]! > best - 1e-9)).toBe(true);
          expect(scores.every((score) => score >= 0 && score <= 1 + 1e-12)).toBe(true);
        },
      ),
    );
  });
});

describe("search", () => {
  it("finds the least whole number that works with few trials", async () => {
    for (const most of [1, 7, 39, 40])
      for (let answer = 1; answer <= most; answer++) {
        let trials = 0;
        const found = await leastWhole(most, (value) => {
          trials++;
          return Promise.resolve(value >= answer);
        });
        expect(found).toBe(answer);
        expect(trials).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(answer + 1)) + 2);
      }
    expect(await leastWhole(20, () => Promise.resolve(false))).toBeUndefined();
    expect(await leastWhole(0, () => Promise.resolve(true))).toBeUndefined();
  });

  it("closes in on a boundary from the side that works, in either direction", async () => {
    const up = await boundary(0, 100, 0.5, (value) => Promise.resolve(value >= 37.2));
    expect(up).toBeGreaterThanOrEqual(37.2);
    expect(up).toBeLessThan(37.7);
    const down = await boundary(1, 0.4, 0.01, (value) => Promise.resolve(value <= 0.83));
    expect(down).toBeLessThanOrEqual(0.83);
    expect(down).toBeGreaterThan(0.82);
    expect(await boundary(0, 9, 1, () => Promise.resolve(true))).toBe(0);
  });
});

describe("reasons", () => {
  it("tells the figures furthest from the median, and none where nothing differs", () => {
    const text = (value: number) => value.toFixed(0);
    const traits = [40, 60, 60, 62, 60].map((power, i) => [
      { label: "power", value: power, text },
      { label: "months", value: i === 3 ? 90 : 54, text },
      { label: "same", value: 5, text },
    ]);
    const reasons = reasonsOf(traits);
    expect(reasons[0]).toEqual(["power 40 against 60"]);
    expect(reasons[3]).toEqual(["months 90 against 54"]);
    expect(reasons[1]).toEqual([]);
  });
});

const CAMPUS = `
firmwatt: 1
name: A package
money: { currency: EUR }
demand: { training: { targetEFLOPShPerYear: 40000 } }
accelerators: { gb200-nvl72: {} }
sites:
  home:
    place: frankfurt
    weather: { file: mine.csv }
    connection:
      existingMW: 5
      taxUSDPerMWh: 21
      networkUSDPerMWh: 3
      worksUSDPerMW: 200000
      energy: fixed
      fixedEURPerMWh: 80
      stages:
        - { date: 2028-Q1, firmMW: 10, worksUSD: 1000000 }
        - { date: 2030-Q1, firmMW: 25, nonFirmMW: 5, worksUSD: 3000000, ownGenerationFrac: 0.5 }
    supply: { reciprocating-engine: { maxMW: 15, fuelEURPerMWhThermal: 99 } }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
  other: { place: lulea, connection: { firmMW: 5 }, cooling: { air-economiser: {}, cold-plate-dry-cooler: {} } }
`;

async function scenarioOf(text: string): Promise<Scenario> {
  const rows = Array.from(
    { length: 8760 },
    (_, t) => `${new Date(Date.UTC(2027, 0, 1, t)).toISOString()},12`,
  );
  const readFile = () => Promise.resolve(`time,temp_c\n${rows.join("\n")}\n`);
  const loaded = await loadScenario(text, { readFile, resolution: "weeks:1" });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return loaded.scenario;
}

function packed(found: Movable | string): Movable {
  if (typeof found === "string") throw new Error(found);
  return found;
}

describe("a package at another place", () => {
  it("takes the place's own figures and keeps what is its own", async () => {
    const found = packed(movable(await scenarioOf(CAMPUS)));
    expect([found.firmMW, found.nonFirmMW]).toEqual([40, 5]);
    const loaded = await atPlace(found, "kajaani", "weeks:1");
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    const [site, ...others] = loaded.scenario.sites;
    expect(others).toEqual([]);
    expect(site!.placeId).toBe("kajaani");
    expect(site!.climate.placeName).toBe("Kajaani");
    const { figures } = findPlace("kajaani")!;
    const { spec } = site!.connections[0]!;
    for (const field of ["taxUSDPerMWh", "networkUSDPerMWh"])
      expect(spec[field]).toBe(optionalNumberIn(figures, field));
    expect(spec["energy"]).toBe("spot");
    expect(spec["existingMW"]).toBeUndefined();
    expect(spec["worksUSDPerMW"]).toBe(200_000);
    expect(spec["stages"]).toMatchObject([
      { firmMW: 40, nonFirmMW: 5, worksUSD: 4_000_000, whole: false },
    ]);
    expect((spec["stages"] as { date?: string }[])[0]!.date).toBeUndefined();
    expect(site!.supply[0]!.spec["fuelUSDPerMWhThermal"]).toBe(
      optionalNumberIn(figures, "gasUSDPerMWhThermal"),
    );
    expect(found.notices.join(" ")).toContain("left out: other");
    expect(found.notices.join(" ")).toContain("weather file");
  });

  it("asks for MW when there is no grid to ask", async () => {
    const text = CAMPUS.replace(/ {4}connection:[\s\S]*(?= {4}supply)/, "");
    const scenario = await scenarioOf(text);
    expect(movable(scenario)).toContain("--mw");
    expect(packed(movable(scenario, 30)).firmMW).toBe(30);
  });

  it("reads date and odds from the place's chain, as the draws do", () => {
    const grid = gridDateOf("frankfurt");
    const chain = catalogChain(undefined, "grid-connection", "frankfurt")!;
    expect(grid.chain).toBe("frankfurt");
    expect(grid.p50Months).toBe(chainMonthsAt(chain, 0.5));
    expect(grid.p10Months).toBeLessThan(grid.p50Months);
    expect(grid.p50Months).toBeLessThan(grid.p90Months);
    const draws = drawChainOutcomes(chain, { draws: 20_000 });
    const reached = draws.filter((months) => Number.isFinite(months)).length / draws.length;
    const error = Math.sqrt((reached * (1 - reached)) / draws.length);
    expect(Math.abs(reached - grid.oddsFrac)).toBeLessThan(4 * error);
  });
});

const OPTIONS = { by: "score", weights: EQUAL_WEIGHTS, resolution: "weeks:1" } as const;
const PLACES = ["lulea", "kajaani", "frankfurt"];
const SMALL = CAMPUS.replace(/ {4}weather.*\n/, "").replace(/ {2}other.*\n/, "");

describe("ranking", () => {
  it("plans three places, orders them, and says why", async () => {
    const scenario = await scenarioOf(SMALL);
    const ranking = await rankPlaces(scenario, packed(movable(scenario)), PLACES, OPTIONS);
    expect(ranking.leftOut).toEqual([]);
    expect(ranking.ranked.map(({ place }) => place).toSorted()).toEqual(PLACES.toSorted());
    expect(ranking.ranked.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    const scores = ranking.ranked.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    const by = (place: string) => ranking.ranked.find((one) => one.place === place)!;
    expect(by("frankfurt").powerUSDPerMWh!).toBeGreaterThan(by("lulea").powerUSDPerMWh!);
    expect(by("frankfurt").rank).toBe(3);
    expect(by("lulea").first.p50Months).toBe(gridDateOf("lulea").p50Months);
    const text = rankingText(ranking);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(text).toContain("synthetic");
    expect(text).toMatch(/frankfurt: .*against/);
    expect(rankingPage(ranking)).toContain("Frankfurt");
    expect(rankingPage(ranking)).not.toMatch(/NaN|undefined/);
  });

  it("does not rank a place where the best plan builds nothing", async () => {
    // Chips that are sold no longer when the grid of the one place comes.
    const text = readFileSync("examples/18-three-sites-one-decision/scenario.yaml", "utf8")
      .replace("vera-rubin-nvl72:", "gb300-nvl72:")
      .replace("training: { precision: fp8 }", "training: {}")
      .replace("usdPerEFLOPSh: 1600", "usdPerEFLOPSh: 4000");
    const scenario = await scenarioOf(text);
    const ranking = await rankPlaces(
      scenario,
      packed(movable(scenario)),
      ["mumbai", "lulea"],
      OPTIONS,
    );
    expect(ranking.ranked.map(({ place }) => place)).toEqual(["mumbai"]);
    expect(ranking.ranked[0]!.itMW).toBeGreaterThan(100);
    expect(ranking.leftOut[0]).toMatchObject({ place: "lulea", status: "nothing built" });
    const said = rankingText(ranking);
    expect(said).toMatch(/lulea \(nothing built\): the best plan computes nothing there; its grid/);
    expect(said).not.toMatch(/Infinity|NaN/);
    const alone = { ...ranking, ranked: [] };
    expect(rankingSentence(alone)).toMatch(/^The best plan builds nothing of .* at the place\.$/);
    const unsolved = { ...ranking.leftOut[0]!, status: "unsolved" as const };
    expect(rankingSentence({ ...alone, leftOut: [...ranking.leftOut, unsolved] })).toMatch(
      /^None of 2 places can take/,
    );
  });

  it("gives the reason where it cannot be done, and keeps what is done when stopped", async () => {
    const scenario = await scenarioOf(
      SMALL.replace("maxMW: 15", "maxMW: 5").replace(", ownGenerationFrac: 0.5", ""),
    );
    const tight = packed(movable(scenario, 1));
    const none = await rankPlaces(scenario, tight, ["lulea"], OPTIONS);
    expect(none.ranked).toEqual([]);
    expect(none.leftOut[0]!.reason).toContain("This cannot be done");
    expect(rankingText(none)).toContain("lulea (infeasible)");
    const stop = new AbortController();
    const some = await rankPlaces(scenario, packed(movable(scenario)), PLACES, {
      ...OPTIONS,
      signal: stop.signal,
      onPlace: (done) => {
        if (done === 1) stop.abort();
      },
    });
    expect(some.ranked.map(({ place }) => place)).toEqual(["lulea"]);
    expect(some.notReached).toEqual(["kajaani", "frankfurt"]);
    expect(rankingText(some)).toContain("Stopped early; not reached: kajaani, frankfurt.");
  });

  it("ranks places apart and joins them to the same ranking, with its notes said once", async () => {
    const scenario = await scenarioOf(SMALL);
    const rank = (places: readonly string[]) =>
      rankPlaces(scenario, packed(movable(scenario)), places, OPTIONS);
    const whole = await rank(["lulea", "kajaani"]);
    const parts = [await rank(["lulea"]), await rank(["kajaani"])];
    const joined = joinRankings(parts, OPTIONS, []);
    expect(joined.ranked).toEqual(whole.ranked);
    expect([...joined.notices].sort()).toEqual([...whole.notices].sort());
  });

  it("over a horizon moves demand to the earliest date a place can meet", async () => {
    const scenario = await scenarioOf(
      SMALL.replace(
        "demand: { training: { targetEFLOPShPerYear: 40000 } }",
        "horizon: { start: 2027-Q1, years: 5, orderEveryQuarters: 4 }\ndemand: { training: { precision: fp8, targetEFLOPShPerYear: 10000, timing: { ramp: { 2029-Q1: 1 } } } }",
      )
        .replace(/ {4}supply.*\n/, "")
        .replace(", ownGenerationFrac: 0.5", "")
        .replace("gb200", "vera-rubin"),
    );
    const ranking = await rankPlaces(scenario, packed(movable(scenario)), ["kajaani"], OPTIONS);
    const [place] = ranking.ranked;
    expect(ranking.start).toBe("2027-Q1");
    // Demand is of a year: its first quarter may come before the grid, its last may not.
    const grid = Math.ceil(place!.grid.p50Months / 3);
    expect(place!.laterQuarters + 8).toBeLessThanOrEqual(grid);
    expect(place!.laterQuarters + 8).toBeGreaterThan(grid - 4);
    // The grid is the only power, so the plan's first MW is no sooner than the grid's, but for the draws.
    expect(place!.first.p10Months!).toBeGreaterThan(place!.grid.p10Months - 3);
    expect(place!.oddsFrac).toBeLessThan(place!.grid.oddsFrac + 0.03);
    // Dates are of the draws in which power comes: a tenth that never gets there leaves none of them out.
    expect(place!.oddsFrac).toBeLessThan(0.9);
    expect(place!.first.p90Months!).toBeLessThan(12 * 5);
    expect(place!.first.p50Months!).toBeLessThanOrEqual(place!.first.p90Months!);
    expect(rankingText(ranking)).toMatch(/demand met \d+ quarters late/);
  });
});

describe("the words of the command", () => {
  it("reads places and weights, and refuses what it does not know with the nearest", () => {
    expect(readPlaces("lulea,kajaani,lulea")).toEqual(["lulea", "kajaani"]);
    expect(readPlaces("all").length).toBeGreaterThan(20);
    expect(() => readPlaces("lulia")).toThrow("did you mean lulea?");
    expect(() => readPlaces(",")).toThrow("names no place");
    expect(readWeights("date=2, odds=0")).toEqual({ date: 2, cost: 1, clean: 1, odds: 0 });
    expect(() => readWeights("dat=2")).toThrow("did you mean date?");
    expect(() => readWeights("date=-1")).toThrow("0 or more");
    expect(() => readWeights("date")).toThrow("date=N");
    expect(() => readWeights("date=0,cost=0,clean=0,odds=0")).toThrow("all 0");
  });
});
