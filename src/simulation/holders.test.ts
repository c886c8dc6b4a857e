/** Tests what holds the date, and what would bring it sooner: by hand, closed forms, brute force. */
import { describe, expect, it } from "vitest";
import { normalCdf } from "../climate/random.ts";
import { Z90 } from "../timing/normal.ts";
import { arrivalTable, doneTable, drawResources, NEVER } from "./arrivals.ts";
import type { PlannedResource, SimulationPlan } from "./plan.ts";
import { milestone, resource } from "./fixture.ts";
import type { Points } from "./fixture.ts";
import { plannedMW, POWERED, SITE_FIELDS, siteMonth, siteTable } from "./site-month.ts";
import { simulate } from "./simulate.ts";
import { soonerSteps } from "./sooner.ts";

const one = (points: Points, exitFrac = 0) => [milestone("m", points, [], exitFrac)];
const plan = (resources: readonly PlannedResource[]): SimulationPlan => ({
  startYear: 2026,
  startMonth: 7,
  months: 60,
  resources,
  targets: [],
});

describe("what holds the date", () => {
  it("is what is done last of what the MW need", () => {
    const { total, sites } = simulate(
      plan([
        resource("grid", one([20, 20, 20])),
        resource("hall", one([14, 14, 14])),
        resource("chips", one([12, 12, 12])),
        // A second hall beyond what the chips fill holds nothing.
        resource("hall", one([40, 40, 40]), { name: "hall 2" }),
      ]),
      { draws: 200 },
    );
    for (const held of [total.firstHeldBy, total.fullHeldBy, sites[0]!.fullHeldBy]) {
      expect(held.map(({ asset, share, exitFrac }) => [asset, share.mean, exitFrac])).toEqual([
        ["grid", 1, 0],
      ]);
      expect(held[0]!.milestones).toEqual([{ name: "m", meanMonths: 20 }]);
    }
  });

  it("of two normals is the later one as often as their difference says", () => {
    const { total } = simulate(
      plan([
        resource("grid", one([26, 30, 34])),
        resource("hall", one([25, 28, 31])),
        resource("chips", one([2, 2, 2])),
      ]),
    );
    const exact = normalCdf(2 / (Math.hypot(4, 3) / Z90));
    const [grid, hall] = total.fullHeldBy;
    expect([grid!.asset, hall!.asset]).toEqual(["grid", "hall"]);
    expect(Math.abs(grid!.share.mean - exact)).toBeLessThan(4 * grid!.share.standardError);
    expect(grid!.share.mean + hall!.share.mean).toBeCloseTo(1, 12);
  });

  it("says when an exit, and when only the plan's own date holds it", () => {
    const { total } = simulate(
      plan([
        resource("grid", one([10, 10, 10], 0.2)),
        resource("hall", one([14, 14, 14])),
        resource("chips", one([5, 5, 5]), { early: false, notBeforeMonth: 30 }),
      ]),
    );
    const [chips, grid] = total.fullHeldBy;
    expect(chips).toMatchObject({ asset: "chips", milestones: [] });
    expect(chips!.plannedFrac).toBe(chips!.share.mean);
    expect(grid!.exitFrac).toBe(grid!.share.mean);
    expect(grid!.exitFrac).toBe(total.fullPower.neverFrac.mean);
  });

  it("counts lots of an asset together, and the first MW apart from the full", () => {
    const lot = (name: string, months: number) =>
      resource("grid", one([months, months, months]), { name, asset: "connection", itMW: 50 });
    const { total } = simulate(
      plan([
        lot("connection 1", 10),
        lot("connection 2", 30),
        resource("hall", one([20, 20, 20])),
        resource("chips", one([2, 2, 2])),
      ]),
      { draws: 100 },
    );
    expect(total.firstHeldBy[0]!.asset).toBe("hall");
    expect(total.fullHeldBy[0]!).toMatchObject({ asset: "connection", share: { mean: 1 } });
  });

  it("adds up the months on the longest path of the chain that holds it", () => {
    const chain = [
      milestone("study", [4, 6, 10]),
      milestone("works", [20, 24, 40], ["study"]),
      milestone("permit", [1, 1, 1]),
    ];
    const { total } = simulate(plan([resource("grid", chain), resource("chips", one([1, 1, 1]))]));
    const { milestones } = total.fullHeldBy[0]!;
    expect(milestones.map(({ name }) => name)).toEqual(["works", "study"]);
  });

  it("in every draw comes in the very month, and later alone would make it later", () => {
    const resources = [
      resource("grid", one([14, 20, 34], 0.1)),
      resource("generation", one([6, 20, 40]), { itMW: 40 }),
      resource("hall", one([12, 18, 30]), { itMW: 60 }),
      resource("hall", one([15, 24, 34]), { name: "hall 2", itMW: 60, site: "kajaani" }),
      resource("grid", one([10, 22, 30]), { name: "grid 2", itMW: 70, site: "kajaani" }),
      resource("chips", one([10, 20, 26]), { name: "chips 1", itMW: 50 }),
      resource("chips", one([4, 8, 9]), { name: "chips 2", itMW: 40, site: "kajaani" }),
    ];
    const draws = 400;
    const whole = plan(resources);
    const found = simulate(whole, { draws, seed: "s" });
    const table = siteTable(resources, 60);
    const drawn = drawResources(table.resources, {
      seed: "s",
      draws,
      slipMonths: {},
      correlation: 0,
    });
    const arrival = arrivalTable(doneTable(drawn, draws));
    const out = new Float64Array(SITE_FIELDS);
    const poweredMW = (row: Int32Array, month: number) => {
      let sum = 0;
      for (let site = 0; site < 2; site++) {
        siteMonth(table, site, row, 0, month, out);
        sum += out[POWERED]!;
      }
      return sum;
    };
    const full = plannedMW(table, 60).reduce((sum, mw) => sum + Math.max(...mw), 0);
    const must = new Map<string, number>();
    let reached = 0;
    for (let draw = 0; draw < draws; draw++) {
      const month = found.perDraw.fullMonth[draw]!;
      if (month === Infinity) continue;
      reached++;
      const row = arrival.slice(draw * 7, draw * 7 + 7);
      expect(poweredMW(row, month)).toBeCloseTo(full, 9);
      const needed = table.resources.filter((_, r) => {
        if (row[r] !== month) return false;
        const without = row.slice();
        without[r] = NEVER;
        return poweredMW(without, month) < full - 1e-6;
      });
      // One alone of that month: it must be the holder.
      if (needed.length === 1) must.set(needed[0]!.name, (must.get(needed[0]!.name) ?? 0) + 1);
    }
    expect(must.size).toBeGreaterThan(4);
    for (const [name, count] of must) {
      const holder = found.total.fullHeldBy.find(({ asset }) => asset === name);
      expect(holder!.share.mean * draws).toBeGreaterThanOrEqual(count);
    }
    const all = found.total.fullHeldBy.reduce((sum, { share }) => sum + share.mean, 0);
    expect(all).toBeCloseTo(1, 9);
    expect(reached).toBeGreaterThan(300);
  });
});

describe("what would bring full MW sooner", () => {
  it("is first what holds it, then what holds it next, with the compute they gain", () => {
    const whole = plan([
      resource("grid", one([40, 40, 40])),
      resource("hall", one([34, 34, 34])),
      resource("chips", one([25, 25, 25])),
    ]);
    const steps = soonerSteps(whole, { seed: "s", draws: 100 });
    // Grid at 28, then the hall holds it at 34; hall at 22, then the grid at 28 again, which has had its year.
    expect(steps.map(({ asset, fullPower }) => [asset, fullPower.p50])).toEqual([
      ["grid", 34],
      ["hall", 28],
    ]);
    expect(steps.map(({ gainMonths }) => gainMonths)).toEqual([6, 12]);
    expect(steps.map(({ gainPFLOPSMonths: { mean } }) => mean)).toEqual([12_000, 24_000]);
  });
});
