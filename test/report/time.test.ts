/** The report of a plan over time: whole and safe, its pictures true to the numbers, its text in full. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderReport } from "../../src/report/html/report.ts";
import { hatch, monthAxis, monthOf, stepArea, stepLine } from "../../src/report/html/time-axis.ts";
import { chipLayers } from "../../src/report/html/time-in-force.ts";
import { presentSoFar } from "../../src/report/html/time-money.ts";
import { strandedArea } from "../../src/report/html/time-mw.ts";
import { whatComesEarlier } from "../../src/report/html/time-earlier.ts";
import { timeSentence, timeToPower } from "../../src/report/html/time-to-power.ts";
import { extent } from "../../src/report/html/timeline-stack.ts";
import { escapeHTML } from "../../src/report/html/svg.ts";
import { assetWords } from "../../src/report/holders.ts";
import { packageText } from "../../src/report/text.ts";
import { plannedOrders } from "../../src/report/time-orders.ts";
import { presentLine, timeLines } from "../../src/report/time-text.ts";
import { hourlyFixture, packageFixture } from "./fixture.ts";
import { emptyTimePackage, oddsFixture, timelineFixture, timePackage } from "./time-fixture.ts";

const WEEK = Array.from({ length: 168 }, (_, h) => h);
const TIME_PICTURES = [
  "time-to-power",
  "holders",
  "targets",
  "delays",
  "in-force",
  "compute-by-quarter",
  "cash-flow",
  "ledger",
];

function wellMade(html: string): string {
  expect(html).not.toMatch(/NaN|undefined|Infinity|\[object/);
  expect(html).not.toMatch(/<script|src=|href=|url\(/);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const open: string[] = [];
  for (const [, slash, name, end] of html.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(\/?)>/g)) {
    if (["meta", "wbr", "br"].includes(name!) || end === "/") continue;
    if (slash) expect(open.pop()).toBe(name);
    else open.push(name!);
  }
  expect(open).toEqual([]);
  return html;
}

/** The element with this id, up to its end. */
const part = (html: string, id: string) =>
  html.slice(html.indexOf(`id="${id}"`)).split(/<\/(?:figure|section)>/)[0]!;

describe("renderReport of a plan over time", () => {
  it("draws every picture with a sentence, a text alternative and its table", () => {
    const html = wellMade(renderReport(timePackage(), [hourlyFixture(WEEK)]));
    for (const id of TIME_PICTURES) {
      const found = part(html, id);
      expect(found).toMatch(/^id="[^"]+" role="figure" aria-label="[^"]{20,}"/);
      expect(found).toMatch(/role="(img|group)" aria-label="[^"]{20,}"/);
      expect(found).toContain("<details>");
    }
    expect(html).toContain(
      "First MW 2028-Q3 planned, 2028-07 to 2029-03 in eight cases of ten; 60\u202F000 ± 600 GPU-months stranded on average",
    );
    const odds = oddsFixture();
    const sure = { ...odds.total.firstMW, p90: odds.total.firstMW.p10 };
    expect(
      timeSentence(timelineFixture(), { ...odds, total: { ...odds.total, firstMW: sure } }),
    ).toContain("2028-Q3 planned, 2028-07 in eight cases of ten;");
    expect(html.match(/Simulated, 10\u202F000 draws, seed 7/g)).toHaveLength(5);
    expect(html).toContain("Energy from 2029-Q1 to 2029-Q4");
    expect(html).toContain("each of 8 quarters, 2028-Q1 to 2029-Q4");
  });

  it("leaves a design year as it was", () => {
    const html = renderReport(packageFixture(), [hourlyFixture(WEEK)]);
    for (const id of [...TIME_PICTURES, "time", "orders", "quarters"])
      expect(html).not.toContain(` id="${id}"`);
    expect(html).not.toContain("levelised");
    expect(html).toContain('id="bottlenecks"');
  });

  it("escapes a script stored in any name", () => {
    const bad = `<script>alert("x")</script>`;
    const html = wellMade(renderReport(timePackage(bad), []));
    expect(html).toContain(escapeHTML(bad));
    expect(html).not.toContain(bad);
  });

  it("stands plans without odds, without a ledger and with nothing built", () => {
    const pack = timePackage();
    const planned = wellMade(renderReport({ ...pack, odds: null, ledger: null }, []));
    expect(planned).toContain("not simulated");
    expect(planned).not.toMatch(/ id="(?:targets|delays|ledger)"/);
    const empty = wellMade(renderReport(emptyTimePackage(), []));
    expect(empty).toContain("No power is drawn within this plan");
    expect(empty).toContain("This plan orders nothing");
    expect(empty).toContain("No money moves in this plan");
    const none = { ...oddsFixture(), targets: [], delays: [], resources: [], sooner: [] };
    wellMade(renderReport({ ...pack, odds: none }, []));
  });

  it("shows compute lost where no price is put on it", () => {
    const pack = timePackage();
    const delays = pack.odds!.delays.map((delay) => ({ ...delay, usd: null }));
    const html = wellMade(renderReport({ ...pack, odds: { ...pack.odds!, delays } }, []));
    expect(part(html, "delays")).toContain("costs 100 ± 1 EFLOPS·h");
  });

  it("says what holds the dates, why, and what would bring them sooner", () => {
    const pack = timePackage();
    const html = part(renderReport(pack, []), "holders");
    expect(html).toContain("Full power waits for grid connection at a in 100 % of the draws");
    const lines = timeLines(pack);
    expect(lines).toContain("What holds first power, by share of the draws:");
    const held = lines.filter((line) => line.includes("grid works 14 of its 20 months"));
    expect(held.at(-1)).toContain("100.0 ± 0.2 %  Grid connection at a: ");
    expect(held.at(-1)).toContain("; never comes in 12%");
    expect(lines.join("\n")).toContain(
      "  Grid connection at a: 4.3 months sooner on average, P50 beyond the plan, within the plan in 80.0 ± 0.2 %; worth 300 ± 10 MUSD",
    );
    const twice = pack.timeline!.assets.map((asset) => ({ ...asset, title: "Thing" }));
    expect(
      assetWords({ ...pack.timeline!, assets: twice }, { site: "a", asset: "a.connection" }),
    ).toBe("Thing (connection) at a");
  });

  it("shows what ordering earlier and what single things bring, on the page itself", () => {
    const pack = timePackage();
    const orders = part(renderReport(pack, []), "orders");
    expect(orders).not.toContain("<details>");
    expect(orders).toContain(
      "Ordered 6 months earlier, full power is on its date in 50.0 ± 0.2 % of the draws instead of 20.0 ± 0.2 %, for 6.00 MUSD of interest",
    );
    expect(orders).toContain("With one thing 12 months sooner, full power comes 4.3 months sooner");
    const slack = pack.odds!.slack.map((one) => ({
      ...one,
      fullOnTimeFrac: pack.odds!.slack[0]!.fullOnTimeFrac,
    }));
    expect(whatComesEarlier(pack.timeline!, { ...pack.odds!, slack })).toContain(
      "Ordering earlier brings full power no sooner",
    );
    expect(whatComesEarlier(pack.timeline!, { ...pack.odds!, slack: [], sooner: [] })).toBe("");
  });

  it("draws the orders of each site apart, so that a page can end between them", () => {
    const { timeline, odds } = timePackage();
    const drawn = timeToPower(timeline!, odds).match(/<svg /g);
    const sites = new Set(plannedOrders(timeline!, odds).map(({ site }) => site));
    expect(sites.size).toBeGreaterThan(1);
    expect(drawn).toHaveLength(1 + sites.size);
  });

  it("lists the orders by the date to decide, with their odds", () => {
    const table = part(renderReport(timePackage(), []), "orders");
    // Dates stand in a span of their own, so that they stay whole at the end of a line.
    const first = [...table.matchAll(/<tr><th scope="row">(.+?)<\/th><td>(.+?)<\/td>/g)];
    const words = (cell = "") => cell.replaceAll(/<[^>]+>/g, "");
    expect(first.map(([, date, what]) => `${words(date)} ${words(what)}`)).toEqual([
      "under way since 2027-10 Gas engine",
      "2028-01 Grid connection, stage 1",
      "2028-01 Grid connection",
      "2028-02 hall",
      "2028-04 Old chip",
      "2028-10 New chip",
    ]);
    expect(table).toContain("12.0 ± 0.2 %");
  });
});

describe("stranded area", () => {
  const x = (i: number) => 10 * i;
  const y = (mw: number) => 100 - mw;

  it("is drawn only where chips exceed powered IT", () => {
    expect(strandedArea([0, 40, 40], [0, 40, 40], x, y)).toBe("");
    expect(strandedArea([0, 40, 40], [10, 50, 40], x, y)).toBe("");
    const found = strandedArea([0, 40, 40, 40], [0, 0, 40, 40], x, y);
    const xs = [...found.matchAll(/[ML]([\d.]+) [\d.]+/g)].map(([, at]) => Number(at));
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...xs)).toBeLessThanOrEqual(20);
    expect(found).toContain("var(--alarm)");
  });

  it("covers the months between chips and power in the fixture", () => {
    const html = renderReport(timePackage(), []);
    expect(html.match(/class="stranded"/g)).toHaveLength(1);
    const pack = timePackage();
    const { total } = pack.odds!;
    const met = { ...total, chipsMW: total.poweredITMW };
    const none = renderReport({ ...pack, odds: { ...pack.odds!, total: met } }, []);
    expect(none).not.toContain('class="stranded"');
  });

  it("keeps every hatch line inside its box", () => {
    const box = fc.tuple(
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 200 }),
    );
    fc.assert(
      fc.property(box, ([x0, y0, wide, high]) => {
        const found = hatch(x0, y0, x0 + wide, y0 + high);
        for (const [, px, py] of found.matchAll(/[ML]([\d.]+) ([\d.]+)/g)) {
          expect(Number(px)).toBeGreaterThanOrEqual(x0);
          expect(Number(px)).toBeLessThanOrEqual(x0 + wide);
          expect(Number(py)).toBeGreaterThanOrEqual(y0);
          expect(Number(py)).toBeLessThanOrEqual(y0 + high);
        }
        if (wide + high > 20) expect(found).not.toBe("");
      }),
    );
  });
});

describe("axis and steps", () => {
  it("puts months and dates in their place", () => {
    const axis = monthAxis(timelineFixture(), 0, 240);
    expect(axis.x(6)).toBe(60);
    expect(axis.x(-3)).toBe(0);
    expect(axis.x(99)).toBe(240);
    expect(monthOf(axis, "2028-07")).toBe(6);
    expect(monthOf(axis, null)).toBeUndefined();
  });

  it("draws steps, not slopes", () => {
    const same = (value: number) => value;
    expect(stepLine([1, 1, 3], same, same)).toBe("M0 1H2V3H3");
    expect(stepArea([2, 4], [1, 1], same, same)).toBe("M0 2H1V4H2L2 1H0Z");
  });
});

describe("orders", () => {
  it("drops the solver's dust and finds the odds of what is drawn", () => {
    const orders = plannedOrders(timelineFixture(), oddsFixture());
    expect(orders).toHaveLength(6);
    expect(orders.map(({ title, odds }) => `${title}: ${odds?.name ?? "not drawn"}`)).toEqual([
      "Gas engine: not drawn",
      "Grid connection: connection 2028-Q3",
      "Grid connection: not drawn",
      "hall: hall 2028-Q3",
      "Old chip: chip-old 2028-Q3 #2",
      "New chip: not drawn",
    ]);
    expect(orders[0]!.leadMonths).toBe(9);
  });
});

describe("quarters and money", () => {
  it("splits chips by generation without losing a MW", () => {
    const pack = timePackage();
    const site = pack.timeline!.sites[0]!;
    const layers = chipLayers(pack, pack.timeline!, site);
    expect(layers.map(({ name }) => name)).toEqual(["Old chip", "New chip"]);
    // 1 kW against 3 kW each, 10 000 of both.
    expect(layers.map(({ values }) => values[5])).toEqual([10, 30]);
    site.chipsMW.forEach((mw, i) =>
      expect(layers.reduce((sum, { values }) => sum + values[i]!, 0)).toBeCloseTo(mw, 9),
    );
  });

  it("stacks income below zero", () => {
    const layer = (values: number[]) => ({ name: "", colour: "", values });
    expect(extent([layer([3, -1]), layer([2, -4])])).toEqual({ low: -5, high: 5 });
  });

  it("ends on the present value", () => {
    const { timeline } = timePackage();
    expect(presentSoFar(timeline!).at(-1)! / timeline!.presentUSD).toBeCloseTo(1, 9);
  });
});

describe("sentences", () => {
  it("says when a tenth of the draws never gets there", () => {
    const odds = oddsFixture();
    const firstMW = { ...odds.total.firstMW, p90: null };
    const late = { ...odds, total: { ...odds.total, firstMW } };
    expect(timeSentence(timelineFixture(), late)).toContain(
      "2028-07 or later in nine cases of ten, not within the plan in 5.00 %",
    );
  });

  it("prints the plan over time", () => {
    const lines = [...timeLines(timePackage()), "", presentLine(timePackage())];
    expect(lines.map((line) => line.replaceAll("\u202F", " "))).toEqual([
      "Time to power:",
      "  first power  planned 2028-Q3; P10 2028-07, P50 2029-01, P90 2029-03; not within the plan in 5%",
      "  full power   planned 2029-Q1; P10 2029-01, P50 2029-06, P90 not within the plan; not within the plan in 5%",
      "",
      "To decide:",
      "  under way  Gas engine at a: 5.00 MW, in force 2028-Q3",
      "  2028-01    Grid connection, stage 1 at a: 48.0 MW, in force 2028-Q3; late 55%, never 12%",
      "  2028-01    Grid connection at b: 24.0 MW, in force 2029-Q1",
      "  2028-02    hall at a: 40.0 MW, in force 2028-Q3; late 55%, never 12%",
      "  2028-04    Old chip at a: 10 000 chips, in force 2028-Q3; late 55%, never 12%",
      "  2028-10    New chip at a: 10 000 chips, in force 2029-Q1",
      "",
      "What holds first power, by share of the draws:",
      "  80.0 ± 0.2 %  Grid connection at a: grid works 14 of its 20 months; never comes in 10%",
      "  20.0 ± 0.2 %  Old chip at a: grid works 14 of its 20 months",
      "What holds full power, by share of the draws:",
      "  100.0 ± 0.2 %  Grid connection at a: grid works 14 of its 20 months; never comes in 12%",
      "A year earlier? Full power with each of these 12 months sooner, and those above it; what the compute gained is worth today is the most to pay:",
      "  Grid connection at a: 4.3 months sooner on average, P50 beyond the plan, within the plan in 80.0 ± 0.2 %; worth 300 ± 10 MUSD",
      "",
      "The whole plan: everything on its planned date in 10.0 ± 0.2 %, everything within the plan in 70.0 ± 0.2 %, full power on its planned date in 20.0 ± 0.2 % of the draws",
      "Slack: orders placed before the last moment",
      "  6 months earlier: full power on its date in 50.0 ± 0.2 %, P50 2029-04; 900 ± 9 GPU-months stranded; 6.00 MUSD of interest",
      "Stranded: 60 000 ± 600 GPU-months on average; P90 120 000",
      "What a month more of a milestone costs:",
      "  grid works (grid connection at a, 2 orders): 5.0 ± 0.1 MUSD",
      "  permit (grid connection at a, 2 orders): 2.00 ± 0.04 MUSD",
      "Simulated, 10 000 draws, seed 7; milestone durations are estimates from the catalogue unless stated.",
      "",
      "Cost 322 MUSD of today's money over the plan, 174 MUSD a year levelised, capital 8.00 BUSD",
    ]);
  });

  it("keeps the design year's page, which has no dates", () => {
    const page = packageText(packageFixture());
    expect(page).not.toContain("Time to power");
    expect(page).toContain("Cost a year");
    expect(timeLines(packageFixture())).toEqual([]);
    const horizon = packageText(timePackage());
    expect(horizon).toContain("Most in force:");
    expect(horizon).toContain("One percent more of a.connection.firmMW is worth 200 kUSD today.");
    expect(packageText(emptyTimePackage())).toContain("first power  planned never");
  });
});
