/** Every figure that a view lets be asked: explained with a formula, what goes in, and the value that is shown. */
import { beforeAll, describe, expect, it } from "vitest";
import { plan } from "../../src/plan.ts";
import {
  explain,
  explainText,
  figureForms,
  meantFigure,
} from "../../src/report/explain/explain.ts";
import { FAMILIES } from "../../src/report/explain/families.ts";
import type { Explanation } from "../../src/report/explain/family.ts";
import { campusHours } from "../../src/report/html/hours.ts";
import { dailyStack } from "../../src/report/html/daily-stack.ts";
import { datesTable } from "../../src/report/html/time-dates.ts";
import { worstHours } from "../../src/report/html/worst-hours.ts";
import { renderReport } from "../../src/report/html/report.ts";
import { readHourlyCSV, hourlyCSV } from "../../src/report/csv.ts";
import type { HourlyReport, Package } from "../../src/report/package.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { monthNumber } from "../../src/units/quarter.ts";
import { writtenIn } from "../../src/units/money.ts";
import { isTold, toldFigures } from "./told-figures.ts";

/** Rules, law, outages, claims and hours of a year, in another currency. */
const YEAR = `firmwatt: 1
resolution: weeks:1
money: { currency: EUR }
law: { book: current, waive: [enefg-heat, enefg-renewables] }
objective: { mostValue: { usdPerEFLOPSh: 8000 } }
demand: { training: {} }
accelerators: { gb200-nvl72: {} }
rules: { pue-limit: { maxPUE: 1.2 }, water-cap: { maxM3PerYear: 200000 }, water-month-cap: { maxM3PerMonth: 30000 } }
sites:
  a:
    place: frankfurt
    connection: { firmMW: 10, nonFirmMW: 3, curtailedHoursPerYear: 300 }
    supply: { solar: { minMW: 5, maxMW: 5 }, open-cycle-turbine: { minMW: 3, maxMW: 3 } }
    storage: { lithium-battery: { minMW: 1 } }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

/** Dates, odds, orders, delays and what binds when, at two sites. */
const QUARTERS = `firmwatt: 1
horizon: { start: 2027-Q1, years: 5, orderEveryQuarters: 2 }
resolution: weeks:1
objective: { mostValue: { usdPerEFLOPSh: 4000 } }
demand: { training: {} }
accelerators: { gb300-nvl72: { maxChips: 20000, powerCapSegments: 1 } }
sites:
  north:
    place: lulea
    connection: { stages: [{ date: 2029-Q1, firmMW: 20, whole: false }] }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
  south:
    place: abilene
    connection: { stages: [{ date: 2028-Q3, firmMW: 8, nonFirmMW: 8, whole: false }] }
    supply: { reciprocating-engine: { maxMW: 8 } }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

interface Planned {
  readonly pack: Package;
  readonly hourly: readonly HourlyReport[];
}

async function planned(text: string): Promise<Planned> {
  const loaded = await loadScenario(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm: 3 });
  if (result.status !== "planned") throw new Error(result.status);
  return { pack: result.package, hourly: result.hourly };
}

/** Everything that the report and the page of a plan show, hours of one site by itself too. */
function shownOf({ pack, hourly }: Planned): string {
  const one = writtenIn(pack.money, () => {
    const hours = campusHours(pack, hourly.slice(0, 1));
    return `${dailyStack(hours)}${worstHours(hours, pack.objective)}`;
  });
  const dates = pack.timeline && pack.odds ? datesTable(pack.timeline, pack.odds) : "";
  return `${renderReport(pack, hourly)}${one}${dates}`;
}

/** Explanations of the figures named; a name that two figures have is a fault. */
function explained(
  { pack, hourly }: Planned,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, Explanation> {
  const found = new Map<string, Explanation>();
  writtenIn(pack.money, () => {
    for (const family of FAMILIES)
      for (const [figure, of] of family.figures(pack, hourly)) {
        expect(found.has(figure), `${figure} twice`).toBe(false);
        if (wanted.has(figure)) found.set(figure, { figure, ...of() });
      }
  });
  return found;
}

let year: Planned;
let quarters: Planned;
beforeAll(async () => {
  year = await planned(YEAR);
  quarters = await planned(QUARTERS);
}, 240_000);

describe("every figure that can be asked", () => {
  it.each([
    ["a year", () => year, ["rule", "law", "reliability", "claims", "hour", "day", "bottleneck"]],
    ["quarters", () => quarters, ["firstMW", "odds", "delay", "order", "quarter", "month"]],
  ] as const)("of a plan of %s is explained, with the value that is shown", (_, of, kinds) => {
    const one = of();
    const html = shownOf(one);
    const told = toldFigures(html);
    // None is lost by the way it is found.
    expect(told.length).toBe(html.split("data-figure=").length - 1);
    const found = explained(one, new Set(told.map(({ figure }) => figure)));
    const faults = told.flatMap(({ figure, text }) => {
      const known = found.get(figure);
      if (!known) return [`${figure} is not known`];
      return [
        ...(known.formula === "" || known.title === "" ? [`${figure} has no formula`] : []),
        ...(known.inputs.length + known.behind.length === 0 ? [`${figure} rests on nothing`] : []),
        ...(isTold(text, known, one.pack.money.usdPerUnit)
          ? []
          : [`${figure} is ${known.value} ${known.unit}, shown ${text}`]),
      ];
    });
    expect(faults).toEqual([]);
    for (const kind of kinds)
      expect(
        told.some(({ figure }) => figure.startsWith(`${kind}.`)),
        kind,
      ).toBe(true);
  });

  it("has words a person reads in what goes in, whatever it is", () => {
    for (const { pack, hourly } of [year, quarters])
      for (const family of FAMILIES)
        for (const [figure, of] of family.figures(pack, hourly.slice(0, 1))) {
          if (/^(\w+\.)?(hour|day)\./.test(figure)) continue;
          const { inputs, formula, title } = writtenIn(pack.money, of);
          expect([title, formula, ...inputs].join("\n"), figure).not.toMatch(
            /NaN|undefined|\[object|Infinity/,
          );
        }
  });
});

const NARROW = "\u202F";
/** The first number of the line of the inputs that begins so. */
function input({ inputs }: Explanation, start: string): number {
  const line = inputs.find((one) => one.startsWith(start));
  const [, number] = /: (−?[\d\u202F.]+)/.exec(line ?? "") ?? [];
  if (number === undefined) throw new Error(`${start} among ${inputs.join("; ")}`);
  return Number(number.replaceAll(NARROW, "").replace("−", "-"));
}

describe("a figure worked out by hand", () => {
  const of = ({ pack, hourly }: Planned, figure: string) => explain(pack, figure, hourly)!;

  it("of a rule: the margin is what makes room less what takes it, PUE from both energies", () => {
    const margin = of(year, "rule.portfolio.pue-limit.margin");
    const [makes, takes] = [input(margin, "Makes room"), input(margin, "Takes room")];
    expect(makes - takes).toBeCloseTo(margin.value as number, -1);
    const { facilityMWh, pueAnnual } = year.pack.sites[0]!;
    expect(takes / facilityMWh).toBeCloseTo(1, 3);
    expect(makes / ((1.2 * facilityMWh) / pueAnnual!)).toBeCloseTo(1, 3);
    expect(margin.behind.map(({ path, value }) => [path, value])).toContainEqual([
      "rules.pue-limit.maxPUE",
      1.2,
    ]);
    const water = of(year, "rule.portfolio.water-cap.margin");
    expect(input(water, "Limit") - input(water, "Used")).toBeCloseTo(water.value as number, -2);
  });

  it("of the law: room is what is asked less what is measured, under its act", () => {
    const room = of(year, "law.a.de-enefg-pue-new.room");
    const { measured, limit } = year.pack.law.rows.find(({ id }) => id === "de-enefg-pue-new")!;
    expect(room.value).toBeCloseTo(limit! - measured!, 9);
    expect(measured).toBeCloseTo(year.pack.sites[0]!.pueAnnual!, 6);
    expect(input(room, "IT MWh") * (room.value as number)).toBeCloseTo(
      year.pack.law.rows.find(({ id }) => id === "de-enefg-pue-new")!.natural!.margin,
      -1,
    );
    expect(room.behind[0]).toMatchObject({ path: "law.de-enefg-pue-new", confidence: "published" });
  });

  it("of outages: what is served is what is not lost of the load; the catalogue's figures stand behind", () => {
    const served = of(year, "reliability.a.served");
    const lost = input(served, "not served") / input(served, "load");
    expect(served.value).toBeCloseTo(1 - lost, 5);
    expect(of(year, "reliability.a.nines").value).toBeCloseTo(-Math.log10(lost), 2);
    const causes = year.pack.reliability[0]!.causes.map(
      ({ cause }) => of(year, `reliability.a.unserved.${cause}`).value as number,
    );
    expect(causes.reduce((sum, mwh) => sum + mwh, 0)).toBeCloseTo(
      of(year, "reliability.a.unservedMWh").value as number,
      6,
    );
    const turbine = served.behind.find(({ path }) => path.endsWith("turbine.forcedOutageFrac"));
    expect(turbine).toMatchObject({ value: expect.any(Number), source: expect.any(String) });
    expect(served.inputs.join("\n")).toContain("interrupted");
  });

  it("of claims and of hours: shares of load, and days from their hours", () => {
    const share = of(year, "claims.hourly.share");
    expect(input(share, "clean and matched") / input(share, "load")).toBeCloseTo(
      share.value as number,
      3,
    );
    const day = toldFigures(shownOf(year)).find(({ figure }) =>
      /^day\.\d+\.facilityMW/.test(figure),
    )!;
    const found = of(year, day.figure);
    const hours = Array.from({ length: 24 }, (_, hour) => input(found, `${hour}:00 UTC`));
    expect(hours.reduce((sum, mw) => sum + mw, 0) / 24).toBeCloseTo(found.value as number, 2);
    const [step] = year.hourly[0]!.stepOfYear;
    const hour = of(year, `hour.${step}.import`);
    const grid = year.hourly[0]!.columns.find(({ role }) => role === "grid")!;
    expect(hour.value).toBeCloseTo(Math.max(0, grid.values[0]!), 9);
    expect(hour.inputs.join("\n")).toMatch(/market price: .*\n.*CO₂: /);
  });

  it("of what binds: the gain over the step, planned again", () => {
    const [limit] = year.pack.bottlenecks;
    const found = of(year, `bottleneck.${limit!.name}.perUnit`);
    const { step, gain } = limit!.confirmed!;
    expect(found.value).toBeCloseTo(gain / Math.abs(step), 6);
    expect(input(found, "loosened by")).toBeCloseTo(Math.abs(step), 3);
    expect(of(year, `bottleneck.${limit!.name}.percent`).value).toBeCloseTo(
      (limit!.worthPerUnit * limit!.limit) / 100,
      6,
    );
  });

  it("of a month of delay: compute lost at what compute is worth", () => {
    const [delay] = quarters.pack.odds!.delays;
    const found = of(quarters, `delay.${delay!.milestone}.${delay!.resources[0]!}.usd`);
    const worth = found.behind.find(({ path }) => path.endsWith("usdPerEFLOPSh"))!.value as number;
    expect((input(found, "compute lost") * worth) / (found.value as number)).toBeCloseTo(1, 3);
    expect(found.behind.some(({ path }) => path.endsWith(`milestones.${delay!.milestone}`))).toBe(
      true,
    );
  });

  it("of dates: the order of percentiles, milestones with their source, the lead of an order", () => {
    const months = ["p10", "p50"].map((part) =>
      monthNumber(of(quarters, `south.firstMW.${part}`).value as string),
    );
    expect(months[0]!).toBeLessThanOrEqual(months[1]!);
    const full = of(quarters, "fullPower.p50");
    const milestone = full.behind.find(({ path }) => path.endsWith("milestones.grid-works"))!;
    expect(milestone.value).toHaveLength(4);
    expect(milestone.source).not.toBe("");
    const planned = of(quarters, "fullPower.planned");
    const mw = planned.inputs.map((line) => Number(/: ([\d.]+) MW/.exec(line)![1]));
    const most = planned.inputs[mw.indexOf(Math.max(...mw))]!;
    expect(most.startsWith(planned.value as string)).toBe(true);
  });
});

describe("names of figures", () => {
  it("are told by kind, and the one that was meant", () => {
    expect(figureForms().length).toBe(FAMILIES.length);
    expect(meantFigure(quarters.pack, "south.fulPower.p50")).toBe("south.fullPower.p50");
    expect(meantFigure(year.pack, "reliability.a.servd")).toBe("reliability.a.served");
    expect(explain(year.pack, "no.such.figure")).toBeUndefined();
  });

  it("of hours are found in the file of a run, as in the plan", () => {
    const [site] = year.hourly;
    const back = readHourlyCSV(site!.site, hourlyCSV(site!));
    expect(back.columns.map(({ name, role }) => [name, role])).toEqual(
      site!.columns.map(({ name, role }) => [name, role]),
    );
    const figure = `hour.${site!.stepOfYear[5]!}.worth`;
    // The file has six figures.
    const head = (hours: readonly HourlyReport[]) =>
      explainText(year.pack, figure, hours)!.split("\n").slice(0, 2);
    expect(head([back])).toEqual(head(year.hourly));
    expect(head([back])[0]).toMatch(/ EUR\/MWh$/);
  });
});
