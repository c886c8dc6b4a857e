/** Tests the simulation of plans: closed forms, properties of random plans, standard errors, delay by brute force. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCdf } from "../climate/random.ts";
import { Z90 } from "../timing/normal.ts";
import type { Milestone } from "../timing/chain.ts";
import {
  checkPlan,
  LAYERS,
  milestoneKey,
  type Layer,
  type PlannedResource,
  type SimulationPlan,
} from "./plan.ts";
import * as fixture from "./fixture.ts";
import { simulate, type SimulationOptions } from "./simulate.ts";

const { milestone } = fixture;

/** A resource of the fixture that may not come early, with 500 chips a MW. */
function resource(
  layer: Layer,
  itMW: number,
  notBeforeMonth: number,
  milestones: readonly Milestone[],
  more: Partial<PlannedResource> = {},
): PlannedResource {
  const chips = layer === "chips" ? itMW * 500 : 0;
  return fixture.resource(layer, milestones, {
    itMW,
    chips,
    notBeforeMonth,
    early: false,
    ...more,
  });
}

const fixed = (months: number) => [milestone("fixed", [months, months, months])];
const plan = (
  resources: readonly PlannedResource[],
  more: Partial<SimulationPlan> = {},
): SimulationPlan => ({
  startYear: 2026,
  startMonth: 7,
  months: 60,
  resources,
  targets: [],
  ...more,
});
const run = (of: SimulationPlan, options: SimulationOptions = {}) =>
  simulate(of, { draws: 400, ...options });

describe("a plan with fixed dates", () => {
  const both = plan(
    [
      resource("grid", 100, 20, fixed(20)),
      resource("hall", 100, 14, fixed(14)),
      resource("chips", 80, 12, fixed(12)),
    ],
    {
      valueUSDPerPFLOPSMonth: 10,
      targets: [
        { name: "in time", itMW: 80, month: 20 },
        { name: "too early", itMW: 80, month: 19 },
        { name: "too much", itMW: 81, month: 59 },
      ],
    },
  );
  const result = run(both);

  it("is powered when the last layer has come", () => {
    const { total } = result;
    const expected = Float64Array.from({ length: 60 }, (_, month) => (month >= 20 ? 80 : 0));
    for (const band of [total.poweredITMW.p10, total.poweredITMW.p90, total.poweredITMW.mean])
      expect(band).toEqual(expected);
    expect(total.powerMW.p50[20]).toBe(100);
    expect(total.hallMW.p50[14]).toBe(100);
    expect(total.hallMW.p50[13]).toBe(0);
    expect([total.fullMW, total.firstMW.p10, total.fullPower.p90]).toEqual([80, 20, 20]);
    expect(total.firstMW.shareByMonth[20]).toBe(1);
    expect(result.monthLabels.slice(5, 7)).toEqual(["2026-12", "2027-01"]);
  });

  it("counts compute, stranded GPUs and idle power month by month", () => {
    expect(result.total.pflopsMonths.mean).toBe(40 * 80 * 20);
    expect(result.total.strandedGPUMonths.mean).toBe(8 * 40_000);
    expect(result.total.plannedStrandedGPUMonths).toBe(8 * 40_000);
    expect(
      run(plan([resource("grid", 100, 20, fixed(26)), ...both.resources.slice(1)])).total
        .plannedStrandedGPUMonths,
    ).toBe(8 * 40_000);
    expect(result.total.idlePowerMWMonths.mean).toBe(0);
    expect(
      run(plan([...both.resources.slice(0, 2), resource("chips", 80, 20, fixed(30))])).total
        .idlePowerMWMonths.mean,
    ).toBe(10 * 80);
  });

  it("meets or misses its targets", () => {
    expect(result.targets.map(({ missFrac }) => missFrac.mean)).toEqual([0, 1, 1]);
  });

  it("loses a month of compute by a month of the last milestone only", () => {
    const [first, ...others] = result.delayCosts;
    expect(first).toEqual({
      key: "lulea/grid/fixed",
      milestone: "fixed",
      resources: ["lulea/grid"],
      pflopsMonths: { mean: 0, standardError: 0 },
      strandedGPUMonths: { mean: 0, standardError: 0 },
      usd: { mean: 0, standardError: 0 },
    });
    expect(others).toHaveLength(2);
    // The planned month holds it back above; let it come early and the month counts.
    const early = run({
      ...both,
      resources: both.resources.map((each) => ({ ...each, early: true })),
    });
    expect(early.delayCosts[0]!.pflopsMonths.mean).toBe(80 * 20);
    expect(early.delayCosts[0]!.strandedGPUMonths.mean).toBe(40_000);
    expect(early.delayCosts[0]!.usd!.mean).toBe(80 * 20 * 10);
    const chips = early.delayCosts.find(({ key }) => key === "lulea/chips/fixed")!;
    expect(chips.strandedGPUMonths.mean).toBe(-40_000);
  });

  it("powers the chips with most compute per MW first, and only while they are in force", () => {
    const two = run(
      plan([
        resource("grid", 100, 0, []),
        resource("chips", 80, 0, [], { name: "old", pflopsPerMW: 10, retireMonth: 30 }),
        resource("chips", 60, 12, [], { name: "new", pflopsPerMW: 50 }),
      ]),
    );
    const expected = 12 * 800 + 18 * (60 * 50 + 40 * 10) + 30 * 3000;
    expect(two.total.pflopsMonths.mean).toBe(expected);
    expect(two.total.strandedGPUMonths.mean).toBe(18 * 40_000 * 0.5);
    expect(two.total.fullMW).toBe(100);
  });

  it("is not limited by a layer the site does not have", () => {
    const noPower = run(plan([resource("hall", 50, 3, fixed(3)), resource("chips", 80, 0, [])]));
    expect(noPower.total.poweredITMW.p50[3]).toBe(50);
    expect(run(plan([resource("chips", 80, 0, [])])).total.poweredITMW.p50[0]).toBe(80);
    const { firstMW } = run(plan([])).total;
    expect(firstMW.neverFrac.mean).toBe(1);
    expect(firstMW.reached).toEqual([NaN, NaN, NaN]);
  });
});

describe("a plan with odds", () => {
  it("multiplies exits", () => {
    const risky = run(
      plan([
        resource("grid", 100, 5, [milestone("permit", [5, 5, 5], [], 0.1)]),
        resource("chips", 100, 5, [milestone("export", [5, 5, 5], [], 0.2)]),
      ]),
      { draws: 20_000 },
    );
    const { neverFrac } = risky.total.fullPower;
    expect(Math.abs(neverFrac.mean - 0.28)).toBeLessThan(4 * neverFrac.standardError);
    expect(neverFrac.standardError).toBeLessThan(0.004);
    expect(risky.resources.map(({ exitFrac }) => exitFrac.mean)).toEqual([
      expect.closeTo(0.1, 2),
      expect.closeTo(0.2, 2),
    ]);
    expect(risky.total.fullPower.p90).toBe(Infinity);
    expect(risky.total.fullPower.reached).toEqual([5, 5, 5]);
    expect(risky.total.fullPower.p50).toBe(5);
  });

  it("misses a date as often as the normal says", () => {
    const late = run(
      plan(
        [
          resource("grid", 100, 20, [milestone("works", [20, 30, 40])]),
          resource("chips", 100, 0, []),
        ],
        { targets: [{ name: "full", itMW: 100, month: 36 }] },
      ),
      { draws: 20_000 },
    );
    const exact = 1 - normalCdf((6 * Z90) / 10);
    const { mean, standardError } = late.targets[0]!.missFrac;
    expect(Math.abs(mean - exact)).toBeLessThan(4 * standardError + 1e-4);
    expect(late.resources.find(({ resource }) => resource.name === "grid")!.arrival.p50).toBe(30);
    expect(late.total.firstMW.p10).toBe(20);
  });

  it("draws a shared milestone once: both come or neither does", () => {
    const permit = milestone("permit", [6, 12, 24], [], 0.5);
    const key = { permit: "lulea/permit" };
    const build = (sharedKeys: Record<string, string>) =>
      plan([
        resource("grid", 100, 0, [permit], { sharedKeys }),
        resource("hall", 100, 0, [permit], { sharedKeys }),
        resource("chips", 100, 0, []),
      ]);
    const shared = run(build(key), { draws: 4000 });
    const [grid, hall] = shared.resources;
    expect(hall!.arrival).toEqual(grid!.arrival);
    expect(shared.total.fullPower.neverFrac.mean).toBe(grid!.arrival.neverFrac.mean);
    expect(run(build({}), { draws: 4000 }).total.fullPower.neverFrac.mean).toBeGreaterThan(0.7);
    expect(shared.delayCosts.map(({ key, resources }) => [key, resources])).toEqual([
      ["lulea/permit", ["lulea/grid", "lulea/hall"]],
    ]);
  });

  it("does not let a chain under way be done before the plan starts", () => {
    const started = run(
      plan([
        resource("grid", 100, 0, [milestone("works", [24, 36, 60])], { orderMonth: -30 }),
        resource("chips", 100, 0, []),
      ]),
      { draws: 4000 },
    );
    expect(started.total.firstMW.shareByMonth[0]).toBe(0);
    expect(started.total.firstMW.p50).toBeGreaterThan(6);
  });
});

/** Random plans of two sites; enough chance for every branch. */
const anyPlan: fc.Arbitrary<SimulationPlan> = fc
  .array(
    fc.record({
      site: fc.constantFrom("a", "b"),
      layer: fc.constantFrom(...LAYERS),
      itMW: fc.integer({ min: 1, max: 100 }),
      notBeforeMonth: fc.integer({ min: -5, max: 40 }),
      orderMonth: fc.integer({ min: -12, max: 12 }),
      early: fc.boolean(),
      retireMonth: fc.option(fc.integer({ min: 20, max: 60 })),
      points: fc.tuple(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 20 }),
      ),
      pflopsPerMW: fc.integer({ min: 1, max: 90 }),
      exitFrac: fc.constantFrom(0, 0.1),
      share: fc.boolean(),
    }),
    { minLength: 2, maxLength: 10 },
  )
  .map((list) =>
    plan(
      list.map(({ points: [low, middle, high], exitFrac, share, layer, itMW, ...more }, i) => {
        const works = milestone("works", [low, low + middle, low + middle + high], [], exitFrac);
        const test = milestone("test", [1, 3, 4], ["works"]);
        return resource(layer, itMW, more.notBeforeMonth, [works, test], {
          ...more,
          name: `r${i}`,
          pflopsPerMW: layer === "chips" ? more.pflopsPerMW : 0,
          ...(share && { sharedKeys: { works: "common/works" } }),
        });
      }),
    ),
  );

describe("any plan", () => {
  it("keeps bands in order and powered IT within every layer", () => {
    fc.assert(
      fc.property(anyPlan, (of) => {
        const { sites, total } = run(of, { draws: 60, delays: false });
        for (const { site, powerMW, hallMW, chipsMW, poweredITMW } of [...sites, total]) {
          for (const { p10, p50, p90 } of [powerMW, hallMW, chipsMW, poweredITMW])
            for (let month = 0; month < of.months; month++) {
              expect(p10[month]).toBeLessThanOrEqual(p50[month]!);
              expect(p50[month]).toBeLessThanOrEqual(p90[month]!);
            }
          const has = (...layers: Layer[]) =>
            of.resources.some((each) => each.site === site && layers.includes(each.layer));
          const limits = [
            ...(has("grid", "generation") ? [powerMW] : []),
            ...(has("hall") ? [hallMW] : []),
            ...(has("chips") ? [chipsMW] : []),
          ];
          for (const limit of limits)
            for (const band of ["p10", "p50", "p90", "mean"] as const)
              for (let month = 0; month < of.months; month++)
                expect(poweredITMW[band][month]).toBeLessThanOrEqual(limit[band][month]! + 1e-9);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("gives the same bytes for the same seed, whatever order its resources are told in", () => {
    fc.assert(
      fc.property(anyPlan, (of) => {
        const first = JSON.stringify(run(of, { draws: 60 }));
        expect(JSON.stringify(run(of, { draws: 60 }))).toBe(first);
        const turned = run({ ...of, resources: [...of.resources].reverse() }, { draws: 60 });
        const again = run(of, { draws: 60 });
        expect(turned.perDraw.firstMonth).toEqual(again.perDraw.firstMonth);
        turned.perDraw.pflopsMonths.forEach((value, i) =>
          expect(value).toBeCloseTo(again.perDraw.pflopsMonths[i]!, 6),
        );
      }),
      { numRuns: 20 },
    );
  });

  it("never loses compute by a shorter milestone, and the derivative is the difference of two runs", () => {
    fc.assert(
      fc.property(anyPlan, (of) => {
        const base = run(of, { draws: 60 });
        for (const cost of base.delayCosts) {
          const shorter = run(of, { draws: 60, delays: false, slipMonths: { [cost.key]: -1 } });
          const gained = shorter.total.pflopsMonths.mean - base.total.pflopsMonths.mean;
          const avoided = base.total.strandedGPUMonths.mean - shorter.total.strandedGPUMonths.mean;
          expect(cost.pflopsMonths.mean).toBeGreaterThanOrEqual(0);
          expect(cost.pflopsMonths.mean).toBeCloseTo(gained, 5);
          expect(cost.strandedGPUMonths.mean).toBeCloseTo(avoided, 4);
        }
        const keys = of.resources.flatMap((each) =>
          each.chain.milestones.map(({ name }) => milestoneKey(each, name)),
        );
        expect(base.delayCosts.map(({ key }) => key).sort()).toEqual([...new Set(keys)].sort());
      }),
      { numRuns: 30 },
    );
  });
});

describe("standard errors", () => {
  const uncertain = plan([
    resource("grid", 100, 0, [
      milestone("permit", [4, 8, 20], [], 0.1),
      milestone("works", [9, 14, 30], ["permit"]),
    ]),
    resource("hall", 100, 0, [milestone("build", [12, 16, 26])]),
    resource("chips", 100, 0, [milestone("deliver", [6, 12, 24])]),
  ]);
  const at = (draws: number, seed = "s") => run(uncertain, { draws, seed, delays: false }).total;

  it("shrink as one over the root of the draws", () => {
    const ratio = at(1600).pflopsMonths.standardError / at(25_600).pflopsMonths.standardError;
    // Root of 16, give or take the error of a standard error of 32 runs.
    expect(ratio).toBeGreaterThan(4 * 0.6);
    expect(ratio).toBeLessThan(4 * 1.5);
  });

  it("are what repeated simulations scatter by, and below those of independent draws", () => {
    const results = Array.from({ length: 60 }, (_, i) => at(1000, `seed ${i}`).pflopsMonths);
    const middle = results.reduce((sum, { mean }) => sum + mean, 0) / results.length;
    const scatter = Math.sqrt(
      results.reduce((sum, { mean }) => sum + (mean - middle) ** 2, 0) / (results.length - 1),
    );
    const told =
      results.reduce((sum, { standardError }) => sum + standardError, 0) / results.length;
    expect(told / scatter).toBeGreaterThan(0.75);
    expect(told / scatter).toBeLessThan(1.35);
    const { pflopsMonths } = run(uncertain, { draws: 1000, delays: false }).perDraw;
    const mean = pflopsMonths.reduce((sum, value) => sum + value, 0) / 1000;
    const variance = pflopsMonths.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 999;
    expect(scatter).toBeLessThan(0.7 * Math.sqrt(variance / 1000));
  });
});

describe("faults", () => {
  it("of a plan are named with resource and field", () => {
    const bad = plan(
      [
        resource("grid", -1, 0.5, [milestone("works", [5, 4, 6])]),
        resource("grid", 10, 0, [], { sharedKeys: { permit: "p" } }),
        resource("hall", 1, 0, [milestone("a", [1, 1, 1]), milestone("b", [1, 1, 1])], {
          sharedKeys: { a: "same", b: "same" },
        }),
      ],
      { startMonth: 13, targets: [{ name: "t", itMW: 5, month: 60 }] },
    );
    expect(checkPlan(bad).map(({ name, field }) => `${name}.${field}`)).toEqual([
      ".startMonth",
      "grid.itMW",
      "grid.notBeforeMonth",
      "grid.works.p10Months",
      "grid.name",
      "grid.sharedKeys",
      "hall.sharedKeys",
      "t.month",
    ]);
    expect(() => simulate(bad)).toThrow("startMonth");
  });
});
