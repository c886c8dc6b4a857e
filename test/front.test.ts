/** Trade-offs: marginal costs on figures made by hand, three points end to end, slips as words. */
import { describe, expect, it } from "vitest";
import { changeText, moveText } from "../apps/cli/replan.ts";
import { orderMoves } from "../src/replan.ts";
import { readSlip, slipWords } from "../src/slips.ts";
import { evenly, findFront } from "../src/front/front.ts";
import type { Front, FrontPoint } from "../src/front/front.ts";
import { marginals } from "../src/front/marginal.ts";
import { gridDateOf } from "../src/rank/grid-date.ts";
import { frontPage } from "../src/front/page.ts";
import { frontText } from "../src/front/text.ts";
import { loadScenario } from "../src/scenario/load.ts";
import type { Scenario } from "../src/scenario/scenario.ts";

const POINT: FrontPoint = {
  x: 0,
  rule: null,
  costUSDPerYear: 1_000_000,
  presentUSD: 8_000_000,
  eflopshPerYear: 1000,
  usdPerEFLOPSh: 1000,
  co2TPerYear: 500,
  cleanHourlyFrac: 0.5,
  energyMWhPerYear: 10_000,
  firstPower: null,
  fullPower: null,
  marginalUSD: null,
  gap: 0,
  checks: 1,
};

/** A front without points. */
const NOTHING_FOUND: Front = {
  name: "A front",
  axis: "co2",
  resolution: "weeks:1",
  points: [],
  end: "",
  money: { currency: "USD", usdPerUnit: 1 },
  missing: [],
  notices: [],
  stopped: false,
};

/** Assets of a timeline as reports name them. */
const TITLES = [
  { name: "a.connection", site: "a", title: "Grid connection" },
  { name: "lulea.reciprocating-engine", site: "lulea", title: "Engine" },
];

describe("marginal cost", () => {
  it("is cost over what is gained, step by step", () => {
    const less = { ...POINT, costUSDPerYear: 1_010_000, co2TPerYear: 400 };
    const least = { ...POINT, costUSDPerYear: 1_040_000, co2TPerYear: 300 };
    expect(marginals([POINT, less, least], "co2").map((one) => one.marginalUSD)).toEqual([
      null,
      100,
      300,
    ]);
    const cleaner = { ...POINT, costUSDPerYear: 1_020_000, cleanHourlyFrac: 0.6 };
    expect(marginals([POINT, cleaner], "clean")[1]!.marginalUSD).toBeCloseTo(20, 9);
    const later = { ...POINT, x: 2 };
    const sooner = { ...POINT, x: 0, presentUSD: 8_600_000 };
    expect(marginals([later, sooner], "date")[1]!.marginalUSD).toBe(100_000);
    expect(marginals([POINT, POINT], "co2")[1]!.marginalUSD).toBeNull();
  });

  it("takes the solver's dust for nothing, and says that nothing moves", () => {
    const later = { ...POINT, x: 4, presentUSD: -6.529e9, costUSDPerYear: -1.17e9 };
    const sooner = { ...later, x: 0, presentUSD: -6.529e9 + 0.1 };
    const points = marginals([later, sooner], "date");
    expect(points[1]!.marginalUSD).toBe(0);
    const front = { ...NOTHING_FOUND, axis: "date" as const, points };
    expect(frontText(front).replaceAll(/\s+/g, " ")).toContain(
      "From 4 quarters later to as stated nothing moves",
    );
    const ticks = [...frontPage(front).matchAll(/text-anchor="end">([^<]+)</g)].map(([, at]) => at);
    expect(new Set(ticks).size).toBe(ticks.length);
  });

  it("steps evenly with both ends", () => {
    expect(evenly(10, 4, 4)).toEqual([10, 8, 6, 4]);
  });
});

const CAMPUS = `
firmwatt: 1
name: A front
resolution: weeks:1
demand: { training: { targetEFLOPShPerYear: 40000 } }
accelerators: { gb200-nvl72: {} }
sites:
  home:
    place: frankfurt
    connection: { firmMW: 30 }
    supply: { onshore-wind: { maxMW: 60 }, solar: { maxMW: 60 } }
    storage: { lithium-battery: {} }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

const HORIZON = CAMPUS.replace(
  /demand:.*/,
  "horizon: { start: 2027-Q1, years: 5, orderEveryQuarters: 4 }\ndemand: { training: { precision: fp8, targetEFLOPShPerYear: 10000, timing: { ramp: { 2030-Q4: 1 } } } }",
)
  .replace("gb200", "vera-rubin")
  .replace("frankfurt", "kajaani")
  .replace(/ {4}s(upply|torage).*\n/g, "");

async function scenarioOf(text: string): Promise<Scenario> {
  const loaded = await loadScenario(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return loaded.scenario;
}

async function frontOf(text: string, axis: Front["axis"], points: number): Promise<Front> {
  const result = await findFront(await scenarioOf(text), axis, { points });
  if (result.status !== "done") throw new Error(result.reason);
  return result.front;
}

function soundAsText(front: Front): void {
  const text = frontText(front);
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(text + frontPage(front)).not.toMatch(/NaN|undefined/);
}

describe("front", () => {
  it("cost rises and carbon falls, each step dearer than the one before", async () => {
    const front = await frontOf(CAMPUS, "co2", 3);
    expect(front.points).toHaveLength(3);
    expect(front.missing).toEqual([]);
    const [cheapest, middle, least] = front.points;
    expect(middle!.co2TPerYear).toBeLessThanOrEqual(middle!.rule! * (1 + 1e-6) + 1e-6);
    expect(least!.co2TPerYear).toBeLessThan(middle!.co2TPerYear);
    expect(middle!.co2TPerYear).toBeLessThan(cheapest!.co2TPerYear);
    expect(middle!.costUSDPerYear).toBeGreaterThan(cheapest!.costUSDPerYear);
    // Least cost as a function of the cap is convex.
    expect(least!.marginalUSD!).toBeGreaterThan(middle!.marginalUSD!);
    expect(front.end).toMatch(/Below \d+ t|without any CO2/);
    soundAsText(front);
  });

  it("cost rises with the clean share", async () => {
    const front = await frontOf(CAMPUS, "clean", 3);
    const [cheapest, middle, most] = front.points;
    expect(middle!.x).toBeGreaterThanOrEqual(middle!.rule! - 1e-6);
    expect(most!.x).toBeGreaterThan(middle!.x);
    expect(middle!.costUSDPerYear).toBeGreaterThan(cheapest!.costUSDPerYear);
    expect(most!.marginalUSD!).toBeGreaterThan(middle!.marginalUSD!);
    soundAsText(front);
  });

  it("moves demand to the earliest date the grid allows", async () => {
    const front = await frontOf(HORIZON, "date", 2);
    const [latest, earliest] = front.points;
    expect(earliest!.x).toBeLessThan(latest!.x);
    // Demand is of a year: its first quarter may come before the grid, its last may not.
    const grid = Math.ceil(gridDateOf("kajaani").p50Months / 3);
    const begins = 15 + earliest!.x;
    expect(begins).toBeLessThanOrEqual(grid);
    expect(begins).toBeGreaterThan(grid - 4);
    expect(front.end).toContain("A quarter earlier");
    const compute = front.points.map(({ eflopshPerYear }) => eflopshPerYear);
    expect(compute).toEqual(compute.toSorted((a, b) => a - b));
    expect(front.points.every(({ marginalUSD }, i) => i === 0 || marginalUSD! > 0)).toBe(true);
    soundAsText(front);
  });
});

describe("slips", () => {
  it("reads months, quarters and years", () => {
    const read = (text: string) => readSlip(text, ["grid"]).months;
    expect([read("grid=+9mo"), read("grid=-3mo"), read("grid=+2q"), read("grid=+1y")]).toEqual([
      9, -3, 6, 12,
    ]);
    for (const wrong of ["grid", "grid=9mo", "grid=+9", "grid=+0mo", "grid=+99y", "=+9mo"])
      expect(() => read(wrong)).toThrow("--slip");
  });

  it("names what may slip, and the nearest to what is not there", async () => {
    const words = slipWords(await scenarioOf(HORIZON));
    for (const word of ["grid", "home", "vera-rubin-nvl72", "home.connection", "transformer"])
      expect(words).toContain(word);
    expect(() => readSlip("transfomer=+9mo", words)).toThrow("did you mean transformer?");
    expect(() => readSlip("qqqqqqqq=+9mo", words)).toThrow("there are grid");
  });

  it("tells what moves to another quarter from what is ordered or given up", () => {
    const change = (comes: string, before: number, after: number) => ({
      asset: "a.connection",
      size: "firmMW",
      unit: "MW",
      comes,
      decidedMonth: 0,
      before,
      after,
    });
    const { moves, rest } = orderMoves([
      change("2025-Q3", 186, 0),
      change("2026-Q1", 313, 0),
      change("2026-Q2", 333, 200),
      change("2026-Q4", 0, 333),
      change("2027-Q1", 0, 400),
      change("2027-Q3", 0, 1),
    ]);
    expect(moves.map(({ amount, from, to }) => [amount, from, to])).toEqual([
      [186, "2025-Q3", "2026-Q4"],
      [147, "2026-Q1", "2026-Q4"],
      [166, "2026-Q1", "2027-Q1"],
      [133, "2026-Q2", "2027-Q1"],
    ]);
    // (186·5 + 147·3 + 166·4 + 133·3) quarters of MW over 632 MW are 3.85 quarters.
    expect(moveText(moves, TITLES)).toBe(
      "Grid connection at a: 632 MW 11.6 months later on average, 2026-Q4 to 2027-Q1 in place of 2025-Q3 to 2026-Q2",
    );
    expect(moveText([{ ...moves[0]!, size: "nonFirmMW" }], TITLES)).toBe(
      "Grid connection at a, flexible: 186 MW 15 months later, 2026-Q4 in place of 2025-Q3",
    );
    // Of the 400 MW of 2027-Q1, 299 moved there; the rest is new.
    expect(rest.map(({ comes, before, after }) => [comes, before, after])).toEqual([
      ["2027-Q1", 299, 400],
    ]);
    expect(orderMoves([change("2027-Q1", 50, 20)]).rest).toEqual([change("2027-Q1", 50, 20)]);
  });

  it("tells a change as something to do", () => {
    const change = {
      asset: "lulea.reciprocating-engine",
      size: "ratedMW",
      unit: "MW",
      comes: "2029-Q2",
      decidedMonth: 3,
      before: 0,
      after: 40,
    };
    expect(changeText(change, TITLES)).toBe("Engine at lulea: order 40 MW for 2029-Q2");
    expect(changeText({ ...change, before: 30 }, TITLES)).toBe(
      "Engine at lulea: order 40 MW for 2029-Q2, was 30",
    );
    expect(changeText({ ...change, asset: "a.connection", size: "nonFirmMW" }, TITLES)).toContain(
      "Grid connection at a, flexible: order",
    );
    expect(changeText({ ...change, before: 40, after: 0 }, TITLES)).toBe(
      "Engine at lulea: do not order 40 MW for 2029-Q2",
    );
  });
});
