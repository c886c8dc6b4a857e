/** Plans over quarters small enough for paper: stock, money, stages, terms, moves, cuts, odds, dates. */
import { describe, expect, it } from "vitest";
import { catalogPeakPFLOPS } from "../src/blocks/patterns/peak.ts";
import { assemble } from "../src/model/assemble.ts";
import { orderFlow } from "../src/model/money.ts";
import { plan } from "../src/plan.ts";
import { simulationPlanOf } from "../src/report/simulation-plan.ts";
import { successFrac } from "../src/timing/chain.ts";
import {
  BUSBAR_MW,
  CHIPS,
  FREE,
  PAPER,
  SITE,
  discount,
  energyUSD,
  loadedPaper,
  off,
  plannedPaper,
  presentUSD,
  sum,
  upkeepUSD,
} from "./paper-campus.ts";

const ROUNDING = 1e-5;

describe("stock and money on paper", () => {
  it("pays chips when they come, upkeep and energy every quarter", async () => {
    const hand = CHIPS * 20_000 * discount(0) + upkeepUSD(0, 8) + energyUSD(0, 8);
    expect(off(await presentUSD(PAPER), hand)).toBeLessThanOrEqual(ROUNDING);
  });

  it("misses no date where all is there, though the draws count generation with its credit", async () => {
    const { package: pack } = await plannedPaper(PAPER, [
      "sites.lulea.connection.existingMW=20",
      // 28.3 MW are drawn; 10 MW of engines count as 5.
      "sites.lulea.supply.reciprocating-engine={ existingMW: 10, maxMW: 0, firmCreditFrac: 0.5, availabilityFrac: 1 }",
    ]);
    const { targets } = pack.odds!;
    expect(targets.map(({ name }) => name)).toContain("25 MW IT by 2023-Q1");
    // Chips never come in 2 of 100 cases.
    for (const { missFrac } of targets) expect(missFrac.mean).toBeLessThan(0.05);
  });

  it("gives the straight-line rest back at the end", async () => {
    const rest = CHIPS * 20_000 * (1 - 2 / 5) * discount(7);
    const hand = CHIPS * 20_000 * discount(0) + upkeepUSD(0, 8) + energyUSD(0, 8) - rest;
    expect(off(await presentUSD(PAPER, ["horizon.residualValue=true"]), hand)).toBeLessThanOrEqual(
      ROUNDING,
    );
  });

  it("buys again when a life of a year is over, at the price of then", async () => {
    const set = [
      // No more power than the year needs: else twice the chips would straddle both years.
      `sites.lulea.connection.existingMW=${BUSBAR_MW * 1.000001}`,
      "accelerators.h100-sxm.lifeYears=1",
      "accelerators.h100-sxm.timing.priceChangeFracPerYear=-0.2",
    ];
    const chips = CHIPS * 20_000 * (discount(0) + 0.8 * discount(4));
    const { package: pack } = await plannedPaper(PAPER, set);
    expect(
      off(pack.timeline!.presentUSD, chips + upkeepUSD(0, 8) + energyUSD(0, 8)),
    ).toBeLessThanOrEqual(ROUNDING);
    const fleet = pack.timeline!.assets.find(({ layer }) => layer === "chips")!;
    expect(fleet.orders.flatMap(({ comes, amount }) => (amount > 1 ? [comes] : []))).toEqual([
      "2023-Q1",
      "2024-Q1",
    ]);
    for (const chips of fleet.inForce) expect(chips).toBeCloseTo(CHIPS, 0);
    // Capital is what is paid: the second time a fifth less.
    expect(off(pack.kpis.capexUSD, CHIPS * 20_000 * 1.8)).toBeLessThanOrEqual(ROUNDING);
  });

  it("takes the catalogue's price of chips in money of the day to real money at the inflation stated", async () => {
    const dayByDay = PAPER.replace("priceChangeFracPerYear: 0, ", "");
    const set = [
      `sites.lulea.connection.existingMW=${BUSBAR_MW * 1.000001}`,
      "accelerators.h100-sxm.lifeYears=1",
    ];
    const handUSD = (inflationFrac: number) =>
      CHIPS * 20_000 * (discount(0) + ((1 - 0.142) / (1 + inflationFrac)) * discount(4)) +
      upkeepUSD(0, 8) +
      energyUSD(0, 8);
    expect(off(await presentUSD(dayByDay, set), handUSD(0.02))).toBeLessThanOrEqual(ROUNDING);
    const stated = [...set, "finance={ inflationFrac: 0.05, priceUSDPerEFLOPSh: 3000 }"];
    expect(off(await presentUSD(dayByDay, stated), handUSD(0.05))).toBeLessThanOrEqual(ROUNDING);
  });

  it("spends capital evenly over the quarters before, no longer than the lead", async () => {
    const { intervals, horizon } = assemble(await loadedPaper(PAPER, ["horizon.spendMonths=24"]));
    const cost = { category: "supply", capexUSDPerUnit: 100, lifeYears: 20 } as const;
    const timing = { leadMonths: 6, priceChangeFracPerYear: 0 } as Parameters<typeof orderFlow>[2];
    expect([...orderFlow(intervals, horizon!, timing, cost, { comes: 4 }).flow]).toEqual([
      0, 0, 50, 50, 0, 0, 0, 0,
    ]);
  });

  it("lets a reservation end with its term, at the price it was signed at", async () => {
    const rented = PAPER.replace(
      "sites:",
      "contracts: { rented-compute: { accelerator: h100-sxm, timing: { milestones: { contract: { p50Months: 0 }, provisioning: { p50Months: 0 } } } } }\nsites:",
    )
      .replace("priceUSD: 20000", "priceUSD: 2000000")
      .replace("precision: bf16", "precision: bf16, timing: { ramp: { 2023-Q1: 1, 2024-Q1: 0 } }");
    const set = [
      "contracts.rented-compute.priceUSDPerGPUHour=2",
      "horizon.priceChangeFracPerYear={ rented compute: -0.2 }",
    ];
    const chips = 10_000 / (catalogPeakPFLOPS("h100-sxm", "bf16")! * 0.4);
    const signed = 0.8 ** (0.5 / 4);
    const yearUSD = sum(0, 4, (q) => discount(q) * chips * 2 * 2190 * signed);
    expect(off(await presentUSD(rented, set), yearUSD)).toBeLessThanOrEqual(ROUNDING);
    // Committed for two years, it is paid on although nothing is asked for any more.
    const longer = sum(0, 8, (q) => discount(q) * chips * 2 * 2190 * signed);
    expect(
      off(await presentUSD(rented, [...set, "contracts.rented-compute.commitmentYears=2"]), longer),
    ).toBeLessThanOrEqual(ROUNDING);
  });
});

describe("connection stages on paper", () => {
  const STAGED = PAPER.replace(
    "existingMW: 100,",
    "contractedUSDPerMWYear: 100000, stages: [{ date: 2023-Q1, firmMW: 100, expires: 2024-Q1 }],",
  ).replace("precision: bf16", "precision: bf16, timing: { ramp: { 2024-Q1: 1 } }");

  it("accepts a stage that stays on offer when it is needed", async () => {
    const { package: pack } = await plannedPaper(STAGED);
    const grid = pack.timeline!.assets.find(({ layer }) => layer === "grid")!;
    expect(grid.orders).toHaveLength(1);
    expect(grid.orders[0]).toMatchObject({ comes: "2024-Q1", decidedMonth: 12 });
    const rent = sum(4, 8, (q) => discount(q) * 100 * 100_000 * 0.25);
    expect(
      off(
        pack.timeline!.presentUSD,
        CHIPS * 20_000 * discount(4) + upkeepUSD(4, 8) + energyUSD(4, 8) + rent,
      ),
    ).toBeLessThanOrEqual(ROUNDING);
  });

  it("must accept at once what does not say until when it stands", async () => {
    const { package: pack } = await plannedPaper(STAGED.replace(", expires: 2024-Q1", ""));
    const rent = sum(0, 8, (q) => discount(q) * 100 * 100_000 * 0.25);
    expect(
      off(
        pack.timeline!.presentUSD,
        CHIPS * 20_000 * discount(4) + upkeepUSD(4, 8) + energyUSD(4, 8) + rent,
      ),
    ).toBeLessThanOrEqual(ROUNDING);
  });

  it("takes a stage once, whatever dates it may be accepted at", async () => {
    const { problem } = assemble(await loadedPaper(STAGED));
    const row = problem.designRows.find(({ name }) => name === "lulea.connection.stage1.once")!;
    expect(row.terms).toHaveLength(3);
    expect([row.sense, row.rhs]).toEqual(["<=", 1]);
  });

  it("names the earliest date that can be met, and how to ask for it", async () => {
    const late = PAPER.replace(
      "existingMW: 100,",
      `stages: [{ date: 2023-Q3, firmMW: ${(BUSBAR_MW * 1.001).toFixed(3)} }],`,
    );
    const result = await plan(await loadedPaper(late), { confirm: 0 });
    if (result.status !== "infeasible") throw new Error(result.status);
    expect(result.shortage.sentence).toContain("2 quarters later");
    expect(result.shortage.repairs[0]!.setting).toBe("demand.training.timing.ramp={ 2023-Q3: 1 }");
  });

  it("says from when on demand cannot be met at any date, and what has had its day by then", async () => {
    const ended = PAPER.replace("lifeYears: 5", "lifeYears: 1").replace(
      "priceChangeFracPerYear: 0,",
      "until: 2023-Q2, priceChangeFracPerYear: 0,",
    );
    const result = await plan(await loadedPaper(ended), { confirm: 0 });
    if (result.status !== "infeasible") throw new Error(result.status);
    // Nor would a later start help: what is computed before demand begins does not serve it.
    expect(result.shortage.sentence).toContain(
      "all that is asked before 2024-Q1 can be met, what is asked from then on cannot. By 2024-Q4 these have had their day: lulea.h100-sxm (none comes after 2023-Q2, the last is gone by 2024-Q2).",
    );
  });
});

describe("power that may be cut, on paper", () => {
  const FLEXIBLE = PAPER.replace(
    "existingMW: 100,",
    "curtailedHoursPerYear: 1314, stages: [{ date: 2023-Q1, nonFirmMW: 100 }],",
  ).replace("houseLoadFrac: 0 ", "houseLoadFrac: 0.01 ");

  it.each(["weeks:1", "weeks:4", "full"])(
    "is cut 1,314 hours a year with %s",
    async (resolution) => {
      const { problem } = assemble(await loadedPaper(FLEXIBLE, [`resolution=${resolution}`]));
      let cut = 0;
      for (const { variables, weightHours } of problem.slices)
        for (const { name, upper } of variables)
          if (name.endsWith(".flexibleImportMW") && upper.kind === "capacity")
            weightHours.forEach((hours, t) => {
              cut += hours * (1 - (upper.profile as Float64Array)[t]!);
            });
      expect(cut / 2).toBeCloseTo(1314, 6);
    },
  );

  it("carries the halls' own load on their standby sets meanwhile", async () => {
    const { package: pack, campus, solution } = await plannedPaper(FLEXIBLE);
    // 7,446 hours are left for what 8,760 did: more chips, and 1 MW of house load on diesel.
    expect(
      off(
        pack.timeline!.assets.find(({ layer }) => layer === "chips")!.inForce[0]! > CHIPS ? 1 : 0,
        1,
      ),
    ).toBeLessThanOrEqual(ROUNDING);
    let cutSteps = 0;
    campus.problem.slices.forEach(({ variables }, s) => {
      const indexOf = (end: string) => variables.findIndex(({ name }) => name.endsWith(end));
      const { upper } = variables[indexOf(".flexibleImportMW")]!;
      if (upper.kind !== "capacity") throw new Error("no capacity");
      const open = upper.profile as Float64Array;
      solution.slices[s]!.values[indexOf(".standbyMW")]!.forEach((mw, t) => {
        if (open[t]! > 0) return;
        cutSteps++;
        expect(mw).toBeCloseTo(100 * 0.01, 4);
      });
    });
    expect(cutSteps).toBeGreaterThan(100);
  });
});

describe("accelerators that move, on paper", () => {
  const other = SITE.replace("lulea", "boden");
  const TWO = `${PAPER.replace(
    "existingMW: 100,",
    "stages: [{ date: 2023-Q1, firmMW: 100, until: 2024-Q1 }],",
  )}  boden:
    connection: { stages: [{ date: 2024-Q1, firmMW: 100 }], ${FREE} }
${other.replace("place: boden", "place: lulea")}`;

  it("are bought once and moved when their power moves", async () => {
    const hand =
      CHIPS * 20_000 * (discount(0) + 0.1 * discount(4)) + upkeepUSD(0, 8) + energyUSD(0, 8);
    expect(
      off(await presentUSD(TWO, ["horizon.resiting={ costFrac: 0.1, quarters: 0 }"]), hand),
    ).toBeLessThanOrEqual(ROUNDING);
  });

  it("are bought twice where they may not move", async () => {
    const hand = CHIPS * 20_000 * (discount(0) + discount(4)) + upkeepUSD(0, 8) + energyUSD(0, 8);
    expect(off(await presentUSD(TWO), hand)).toBeLessThanOrEqual(ROUNDING);
  });
});

describe("odds of a plant, on paper", () => {
  const REACTOR = PAPER.replace("existingMW: 100,", "existingMW: 20,").replace(
    "    cooling:",
    `    supply: { smr: { existingMW: 0, maxMW: 40, minimumFrac: 0, timing: { from: 2023-Q1, milestones: { everything: { p50Months: 0 } } } } }
    cooling:`,
  );

  it("are those of its chain over a horizon, or its chain is scaled to those stated", async () => {
    const oddsOf = async (set: string[]) => {
      const { assets, sized } = assemble(await loadedPaper(REACTOR, set));
      const { chain } = assets.find(({ kind }) => kind === "smr")!.timing;
      return [
        successFrac(chain!),
        sized.find(({ asset }) => asset === "lulea.smr")!.request.oddsFrac,
      ];
    };
    const [ofChain, ofPlan] = await oddsOf([]);
    expect(ofPlan).toBe(ofChain);
    expect((await oddsOf(["sites.lulea.supply.smr.oddsFrac=0.3"]))[0]).toBeCloseTo(0.3, 12);
  });

  it("stand in the draws only, not in the MW that are drawn as well", async () => {
    const soon = Object.keys(
      Object.fromEntries(
        assemble(await loadedPaper(REACTOR))
          .assets.find(({ kind }) => kind === "smr")!
          .timing.chain!.milestones.map(({ name }) => [name, 0]),
      ),
    ).map((name) => `sites.lulea.supply.smr.timing.milestones.${name}={ p50Months: 0 }`);
    const { campus, solution, package: pack } = await plannedPaper(REACTOR, soon);
    const timeline = pack.timeline!;
    const drawn = simulationPlanOf({ campus, solution }, timeline, undefined).resources;
    const reactor = drawn.find(({ name }) => name.startsWith("smr"))!;
    const builtMW = timeline.assets.find(({ layer }) => layer === "generation")!.inForce[0]!;
    const [site] = timeline.sites;
    const ratio = Math.max(...site!.facilityPeakMW) / Math.max(...site!.itPeakMW);
    expect(off(reactor.itMW, (builtMW * 0.9) / ratio)).toBeLessThanOrEqual(ROUNDING);
  });
});
