/** Ready-made tariffs on a flat load of 100 MW with 125 MW contracted, by hand; what makes a tariff bite; bad ones. */
import { describe, expect, it } from "vitest";
import { readyParts } from "../src/blocks/connection/tariff-fields.ts";
import { catalog } from "../src/catalog/catalog.ts";
import { loadScenario } from "../src/scenario/load.ts";
import { issueLine } from "../src/scenario/issue.ts";
import { billed, plainSite, planned } from "./cases/plain-site.ts";

const READY = [...catalog("tariffs").keys()].filter((id) => !id.includes("/"));
const MWH = 876_000;

const flat = (tariff: string, { year = 2027, contracted = 125, more = "" } = {}) =>
  plainSite(
    "{ fixed-load: { powerMW: 100 } }",
    `{ existingMW: ${contracted}, energy: fixed, fixedUSDPerMWh: 0, tariff: ${tariff}${more} }`,
  )
    .replace("resolution: full", "resolution: weeks:2")
    .replace("year: 2022", `year: ${year}`);

describe("ready-made tariffs", () => {
  it("are those asked for, each with parts, a source and a date", () => {
    for (const id of [
      "aep-ohio-data-center",
      "dominion-gs-5",
      "pjm-capacity",
      "netherlands-atr85",
      "netherlands-time-based",
      "finland-transmission",
      "germany-transmission",
      "france-transmission",
      "ireland-transmission",
      "texas-ercot",
      "sweden-transmission",
      "norway-transmission",
    ])
      expect(READY).toContain(id);
    for (const id of READY) {
      const entry = catalog("tariffs").get(id)!;
      expect(entry.get("asOf")!.text, id).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(entry.get("title")!.source.length, id).toBeGreaterThan(10);
      expect(readyParts(id).length, id).toBeGreaterThan(0);
    }
  });

  it.each(READY)("%s bills what the plan is charged", async (id) => {
    const pack = await planned(flat(`{ name: ${id} }`));
    expect(billed(pack)).toBeGreaterThan(1e5);
  });

  // Minimum take: 85 % of 125 MW is 106.25 MW, 60 % is 75 MW.
  it.each([
    ["aep-ohio-data-center", 12 * 106.25 * (6500 + 1500) + 3.63 * MWH],
    ["dominion-gs-5", 12 * (106.25 * (3316 + 2277) + 100 * 8976) + 0.75 * MWH],
    ["pjm-capacity", 100 * 121_705.6],
    ["germany-transmission", 12 * 100 * 4996.48 + (7.797 + 15.673 + 23.165) * MWH],
    ["germany-band-load", 12 * 100 * 999.3 + (1.559 + 15.673 + 23.165) * MWH],
    // Security of 100,000 a MW on 125 MW at 7 %.
    ["texas-ercot", 100 * 70_000 + 3 * MWH + 125 * 100_000 * 0.07],
    ["netherlands-firm", 125 * 56_500 + 12 * 100 * 5085 + 3.39 * MWH],
    ["sweden-transmission", 125 * 8168 + (2.55 + 36.76) * MWH],
  ])("%s, by hand", async (id, usd) => {
    expect(billed(await planned(flat(`{ name: ${id} }`)))).toBeCloseTo(usd, 0);
  });

  it("the Finnish tax class changes with July 2026", async () => {
    const taxOf = async (year: number) => {
      const pack = await planned(
        flat("{ name: finland-transmission }", { year }).replace("weeks:2", "full"),
      );
      return billed(pack, "tax-class-i") + billed(pack, "tax-class-ii");
    };
    expect(await taxOf(2025)).toBeCloseTo(0.565 * MWH, 0);
    // 181 days of class II, 184 of class I.
    expect(await taxOf(2026)).toBeCloseTo(2400 * (181 * 0.565 + 184 * 25.312), 0);
    expect(await taxOf(2027)).toBeCloseTo(25.312 * MWH, 0);
  });

  it("tiers, seasons, hours, fixed charges and a second tariff add up", async () => {
    const pack = await planned(
      flat(
        "{ also: [pjm-capacity], parts: { customer: { charge: fixed, usdPerMonth: 250 }, day: { charge: energy, usdPerMWh: 10, fromHour: 8, toHour: 20 }, summer: { charge: demand, usdPerMWMonth: 1000, months: [6, 7, 8] }, block: { charge: energy, tiers: [{ upTo: 36500, usdPerUnit: 5 }, { usdPerUnit: 8 }] } } }",
      ),
    );
    expect(billed(pack, "customer")).toBeCloseTo(3000, 6);
    expect(billed(pack, "day")).toBeCloseTo(10 * (MWH / 2), 0);
    expect(billed(pack, "summer")).toBeCloseTo(3 * 1000 * 100, 1);
    // 73,000 MWh in a month on average: half at 5, half at 8.
    expect(billed(pack, "block")).toBeCloseTo(6.5 * MWH, 0);
    expect(billed(pack, "capacity")).toBeCloseTo(100 * 121_705.6, 0);
  });
});

describe("what a tariff does to a plan", () => {
  const campus = (tariff: string, storage: string) => `
firmwatt: 1
resolution: weeks:2
demand: { training: { targetEFLOPShPerYear: 60000 } }
accelerators: { gb200-nvl72: {} }
sites:
  a:
    place: dallas
    connection: { firmMW: 40, tariff: ${tariff} }
    storage: ${storage}
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

  it("a battery or a pause serves the four coincident peaks", async () => {
    const pack = await planned(campus("{ name: texas-ercot }", "{ lithium-battery: {} }"));
    const mw = pack.sites[0]!.facilityPeakMW;
    // Far less than all of it at 70,000 a MW.
    expect(billed(pack, "transmission")).toBeLessThan(0.5 * mw * 70_000);
  });

  it("a minimum take is paid on MW that are contracted, so no more are contracted than needed", async () => {
    const pack = await planned(campus("{ name: aep-ohio-data-center }", "{}"));
    const [bill] = pack.tariffs;
    const transmission = bill!.lines.find(({ name }) => name === "transmission")!;
    expect(transmission.idleUSDPerYear).toBeLessThan(1);
    expect(bill!.exitFeeUSD).toBeCloseTo(36 * 0.85 * 8000 * bill!.contractedMW, 0);
  });

  it("over a horizon the minimum take ramps, and all adds up", async () => {
    const text = (extra: string) =>
      flat(`{ name: aep-ohio-data-center, also: [pjm-capacity]${extra} }`)
        .replace(
          "objective:",
          "horizon: { start: 2027-Q1, years: 3, orderEveryQuarters: 4 }\nobjective:",
        )
        .replace("weeks:2", "weeks:1");
    const pack = await planned(
      text(", parts: { winter: { charge: demand, usdPerMWMonth: 900, months: [12, 1, 2] } }"),
    );
    // 50, 65, 80 % of 125 MW count, of which 85 %: never more than the 100 MW in use.
    expect(billed(pack, "transmission")).toBeCloseTo(12 * 100 * 6500, 0);
    expect(billed(pack, "capacity")).toBeCloseTo(100 * 121_705.6, 0);
    expect(billed(pack, "winter")).toBeCloseTo(3 * 900 * 100, 0);
  });
});

describe("tariffs that do not fit together", () => {
  const told = async (connection: string) => {
    const loaded = await loadScenario(
      `firmwatt: 1\ndemand: { training: { targetEFLOPShPerYear: 900 } }\naccelerators: { gb200-nvl72: {} }\nsites:\n  a:\n    place: lulea\n    connection: ${connection}\n    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }\n`,
    );
    return loaded.ok ? [] : loaded.issues.map((issue) => issueLine(issue, "s.yaml"));
  };

  it.each([
    [
      "{ firmMW: 10, tariff: { name: aep-ohio-data-center } }",
      "The tariff is for 25 MW and more (got 10 MW on offer). Offer more MW, or name another tariff.",
    ],
    ["{ firmMW: 50, tariff: { name: aep-ohio } }", "name is not one of the known words"],
    [
      "{ firmMW: 50, taxUSDPerMWh: 3, tariff: { name: texas-ercot } }",
      "taxUSDPerMWh stands beside a tariff. tariff stands on line 7, column 48. Leave it out, or state it as one of the tariff's parts.",
    ],
    [
      "{ firmMW: 50, tariff: {} }",
      "The tariff has neither a name nor parts. firmwatt catalog tariffs lists ready-made ones.",
    ],
    [
      "{ firmMW: 50, tariff: { parts: { peak: { charge: demand } } } }",
      "peak has no rate. State usdPerMWMonth or usdPerMWMonthByMonth or tiers.",
    ],
    [
      "{ firmMW: 50, tariff: { parts: { peak: { charge: demand, usdPerMWMonth: 3, tiers: [{ upTo: 5, usdPerUnit: 1 }, { usdPerUnit: 2 }] } } } }",
      "peak has two rates.",
    ],
    [
      "{ firmMW: 50, tariff: { parts: { peak: { charge: demand, tiers: [{ upTo: 5, usdPerUnit: 1 }, { upTo: 9, usdPerUnit: 2 }] } } } }",
      "The last tier has an end. Give every tier but the last its upTo.",
    ],
    [
      "{ firmMW: 50, tariff: { parts: { band: { charge: demand, usdPerMWMonth: 3, fullLoadHours: 7000 } } } }",
      "Hours of full use are counted on the year's peak. Set ratchetFrac: 1.",
    ],
    [
      "{ firmMW: 50, tariff: { parts: { tax: { charge: tax, usdPerMWh: 3, from: 2028-01, until: 2027-01 } } } }",
      "tax ends before it begins.",
    ],
  ])("%s", async (connection, words) => {
    const lines = await told(connection);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join("\n")).toContain(words);
    expect(lines[0]).toMatch(/^s\.yaml:7:\d+ sites\.a\.connection/);
  });
});
