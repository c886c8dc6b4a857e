/** Law over a horizon: read in every quarter, binding from the first in which a rule holds; drafts and caps beside. */
import { describe, expect, it } from "vitest";
import { catalog } from "../../src/catalog/catalog.ts";
import { numberIn } from "../../src/catalog/table.ts";
import { planCapVariants, planDrafts } from "../../src/law-variants.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { commissionedOn } from "../../src/scenario/commissioning.ts";
import { SITE } from "../paper-campus.ts";
import { resultOf, rowOf } from "./base.ts";

const CHIPS =
  "{ itKWPerChip: 1, bf16TFLOPS: 1000, priceUSD: 20000, liquidHeatFrac: 1, liquidSupplyMaxC: 45, powerCapSegments: 1, timing: { until: 2031-Q1, milestones: { allocation: { p50Months: 0 }, manufacture-and-delivery: { p50Months: 0 }, rack-commissioning: { p50Months: 0 } } } }";

/** Three years of 30 MW at which nothing takes time, filled with chips unless the law says otherwise. */
const campus = ({
  law = "current",
  place = "lulea",
  start = "2027-Q1",
  connection = "{ existingMW: 30, energy: fixed, fixedUSDPerMWh: 60, networkUSDPerMWh: 0, demandUSDPerMWMonth: 0 }",
} = {}) => `firmwatt: 1
resolution: weeks:1
horizon: { start: ${start}, years: 3, orderEveryQuarters: 4 }
objective: { mostValue: { usdPerEFLOPSh: 6000 } }
demand: { training: { precision: bf16, mfuFrac: 0.4 } }
accelerators: { h100-sxm: ${CHIPS} }
law: ${law}
sites:
  a:
    connection: ${connection}
${SITE.replace("place: lulea", `place: ${place}`)}`;

async function planned(text: string) {
  const loaded = await loadScenario(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues, null, 1));
  const result = await resultOf(text);
  if (result.status !== "planned") throw new Error(result.status);
  expect(result.package.verified.checks.filter(({ ok }) => !ok)).toEqual([]);
  return { scenario: loaded.scenario, ...result };
}

const rule = (from: string, more: string) =>
  `{ rules: { city: { title: City, jurisdiction: SE, status: adopted, from: ${from}, source: Permit, checkedOn: 2026-11-24, ${more} } } }`;

/** Facility energy of a quarter of the plan, GWh. */
function gwhByQuarter({ campus: books, solution }: Awaited<ReturnType<typeof planned>>): number[] {
  return books.intervals.map((_, i) =>
    books.sites[0]!.periods.filter(({ interval }) => interval === i).reduce((sum, { slice }) => {
      const { variables, steps } = books.problem.slices[slice]!;
      const bought = variables.findIndex(({ name }) => name.endsWith("firmImportMW"));
      const values = solution.slices[slice]!.values[bought]!;
      const { weightHours } = books.problem.slices[slice]!;
      let mwh = 0;
      for (let t = 0; t < steps; t++) mwh += values[t]! * weightHours[t]!;
      return sum + mwh / 1000;
    }, 0),
  );
}

describe("law by quarter of a horizon", () => {
  it("a cap from mid-2028 binds from then on, and is worth what planning again with more says", async () => {
    const text = (gwh: number) =>
      campus({
        law: rule(
          "2028-07-01",
          `metric: energyGWhPerYear, operator: "<=", value: ${gwh}, scope: jurisdiction`,
        ),
      });
    const plan = await planned(text(100));
    const gwh = gwhByQuarter(plan);
    // Before the law the connection is full, under it a quarter of the cap is used.
    for (const before of gwh.slice(0, 6)) expect(before).toBeGreaterThan(45);
    const halfYear = gwh[6]! + gwh[7]!;
    expect(halfYear).toBeLessThan(50 + 1e-3);
    expect(gwh.slice(8).reduce((sum, one) => sum + one, 0)).toBeLessThan(100 + 1e-3);
    const row = rowOf(plan.package, "city")!;
    expect(row).toMatchObject({ since: "2028-Q3", until: null, binds: true, verdict: "kept" });
    expect(row.margin!).toBeCloseTo(0, 2);
    const more = await planned(text(101));
    const gained = plan.solution.objective - more.solution.objective;
    expect(row.worthPerUnit! / gained).toBeCloseTo(1, 2);
    const cap = await planCapVariants(plan.scenario, plan, {});
    expect(cap[0]!.gainUnit).toBe("USD of today");
    expect(cap[1]!.what).toBe("without the cap");
    expect(cap[1]!.gain!).toBeGreaterThan(0);
  });

  it("a cap that holds for half a year is told in the ledger as that of a year", async () => {
    const text = (gwh: number) =>
      campus({
        law: rule(
          "2029-07-01",
          `metric: energyGWhPerYear, operator: "<=", value: ${gwh}, scope: jurisdiction`,
        ),
      });
    const { package: pack, solution } = await planned(text(90));
    const entry = pack.ledger!.find(({ name }) => name.includes("city"))!;
    const perGWh = entry.unit === "MWh" ? 1000 : 1;
    // 90 GWh a year from the eleventh quarter of twelve on, of which half may be used in them.
    expect(entry.limit.map((limit) => Math.round(limit / perGWh))).toEqual([
      ...Array.from({ length: 10 }, () => 0),
      90,
      90,
    ]);
    const worth = perGWh * entry.worthPerUnit.reduce((sum, usd) => sum + usd, 0);
    const more = await planned(text(91));
    expect(worth / (solution.objective - more.solution.objective)).toBeCloseTo(1, 2);
    expect(entry.sentence).toMatch(/^One percent more of .* from 2029-Q3 to 2029-Q4 is worth/);
  });

  it("a rule that ended is judged over the years in which it held", async () => {
    const plan = await planned(
      campus({
        law: rule(
          "2020-01-01",
          'to: 2028-01-01, metric: energyGWhPerYear, operator: "<=", value: 100, scope: jurisdiction',
        ),
      }),
    );
    expect(rowOf(plan.package, "city")).toMatchObject({
      until: "2027-Q4",
      year: "2027-Q1",
      verdict: "kept",
    });
    expect(gwhByQuarter(plan)[5]!).toBeGreaterThan(45);
  });

  it("a time of grace counts from commissioning, which is when power, room and chips can be there", async () => {
    const law = rule(
      "2020-01-01",
      'metric: energyGWhPerYear, operator: "<=", value: 100, graceMonths: 12, scope: jurisdiction',
    );
    const now = await planned(campus({ law }));
    expect(rowOf(now.package, "city")!.since).toBe("2028-Q1");
    const later = await loadScenario(
      campus({ law, connection: "{ stages: [{ date: 2028-Q3, firmMW: 30 }] }" }),
    );
    if (!later.ok) throw new Error("not read");
    const day = commissionedOn(later.scenario, later.scenario.sites[0]!);
    expect(new Date(day * 86_400_000).toISOString().slice(0, 10)).toBe("2028-07-01");
    const stated = await loadScenario(
      campus({ law: law.replace("{ rules", "{ commissioned: 2027-04-01, rules") }),
    );
    if (!stated.ok) throw new Error("not read");
    expect(commissionedOn(stated.scenario, stated.scenario.sites[0]!)).toBe(
      Date.UTC(2027, 3, 1) / 86_400_000,
    );
  });

  it("charges the Finnish tax of each quarter: class II to June 2026, class I after", async () => {
    const plan = await planned(campus({ place: "kajaani", start: "2026-Q1" }));
    const usdPerEUR = numberIn(catalog("currencies").get("eur")!, "usdPerUnit");
    const gwh = gwhByQuarter(plan);
    const [bill] = plan.package.tariffs;
    const tax = bill!.lines.filter(({ charge }) => charge === "tax");
    const before = gwh[0]! + gwh[1]!;
    const after = gwh.slice(2).reduce((sum, one) => sum + one, 0);
    expect(before).toBeGreaterThan(90);
    expect(tax.map(({ usdPerYear }) => usdPerYear * 3)).toEqual([
      expect.closeTo(1000 * before * 0.5 * usdPerEUR, -1),
      expect.closeTo(1000 * after * 22.4 * usdPerEUR, -1),
    ]);
  });

  it("a draft from 2028 is planned again over the horizon and its cost told in money of today", async () => {
    const text = campus({
      law: rule(
        "2028-01-01",
        'metric: energyGWhPerYear, operator: "<=", value: 150, scope: jurisdiction',
      ).replace("status: adopted", "status: draft"),
    });
    const plan = await planned(text);
    const [draft] = await planDrafts(plan.scenario, plan, {});
    expect(draft!.changeUnit).toBe("USD of today");
    const bound = await planned(text.replace("status: draft", "status: adopted"));
    expect(draft!.change! / (bound.solution.objective - plan.solution.objective)).toBeCloseTo(1, 4);
    expect(draft!.change!).toBeGreaterThan(0);
    expect(draft!.sentence).toContain("of today's money over the plan");
  });

  it("tells of a limit that is not stated yet the year that would ask for most of it", async () => {
    const plan = await planned(
      campus({ connection: "{ stages: [{ date: 2028-Q3, firmMW: 30 }] }" })
        .replace("cold-plate-dry-cooler:", "cold-plate-cooling-tower: {}, cold-plate-dry-cooler:")
        .replace("existingMW: 200, maxMW: 200, fansPumpsFrac", "maxMW: 0, fansPumpsFrac"),
    );
    const row = rowOf(plan.package, "water-permit")!;
    expect(row).toMatchObject({ verdict: "open", limit: null });
    // Before the connection nothing is cooled: the first year tells nothing of the water it will take.
    expect(row.year).not.toBe("2027-Q1");
    expect(row.measured!).toBeGreaterThan(0);
  });

  it("law read on a stated day holds for the whole plan", async () => {
    const plan = await planned(
      campus({
        law: rule(
          "2028-01-01",
          'metric: energyGWhPerYear, operator: "<=", value: 150, scope: jurisdiction',
        ).replace("{ rules", "{ at: 2029-01-01, rules"),
      }),
    );
    const row = rowOf(plan.package, "city")!;
    expect(row).toMatchObject({ since: null, until: null });
    expect(
      gwhByQuarter(plan)
        .slice(0, 4)
        .reduce((sum, one) => sum + one, 0),
    ).toBeLessThan(150.01);
  });
});
