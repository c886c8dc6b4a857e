/** Tests delays with a common factor: closed forms of the copula, marginals untouched, same bytes. */
import { describe, expect, it } from "vitest";
import { completeMonths, type Milestone } from "../timing/chain.ts";
import { drawResources, type ResourceDraws } from "./arrivals.ts";
import { milestone, resource as planned } from "./fixture.ts";
import { checkPlan, type Layer, type PlannedResource, type SimulationPlan } from "./plan.ts";
import { simulate } from "./simulate.ts";

const DRAWS = 10_000;

const resource = (
  name: string,
  layer: Layer,
  milestones: readonly Milestone[],
  more: Partial<PlannedResource> = {},
) => planned(layer, milestones, { name, notBeforeMonth: 30, ...more });

const GRID = resource("grid", "grid", [milestone("works", [20, 30, 55])]);
const HALL = resource("hall", "hall", [
  milestone("permit", [6, 9, 16], [], 0.05),
  milestone("shell", [12, 16, 22], ["permit"]),
  milestone("switchgear", [14, 20, 34]),
]);
const CHIPS = resource("chips", "chips", [milestone("delivery", [22, 30, 33])]);

const drawn = (resources: readonly PlannedResource[], correlation: number) =>
  drawResources(resources, { seed: "s", draws: DRAWS, slipMonths: {}, correlation });

function totals({ chain, drawn: { months } }: ResourceDraws): Float64Array {
  const finish = new Float64Array(chain.names.length);
  return new Float64Array(DRAWS).map((_, draw) =>
    completeMonths(chain, months, draw * finish.length, finish),
  );
}

function ranks(values: Float64Array): Float64Array {
  const order = Int32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const rank = new Float64Array(values.length);
  order.forEach((i, at) => (rank[i] = at));
  return rank;
}

function rankCorrelation(a: Float64Array, b: Float64Array): number {
  const [p, q] = [ranks(a), ranks(b)];
  const squares = p.reduce((sum, rank, i) => sum + (rank - q[i]!) ** 2, 0);
  return 1 - (6 * squares) / (DRAWS * (DRAWS ** 2 - 1));
}

describe("delays with a common factor", () => {
  it.each([0, 0.3, 0.7, 0.95])("rank correlation of chains is (6/π) asin(ρ/2) at ρ = %d", (rho) => {
    const months = drawn([GRID, HALL, CHIPS], rho).map(totals);
    const exact = (6 / Math.PI) * Math.asin(rho / 2);
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      expect(Math.abs(rankCorrelation(months[i]!, months[j]!) - exact)).toBeLessThan(0.03);
  });

  it("at 1 all chains have the same rank in a draw", () => {
    const [grid, hall] = drawn([GRID, HALL], 1).map(totals);
    expect(rankCorrelation(grid!, hall!)).toBeCloseTo(1, 12);
  });

  it("leaves each milestone's months, the chain's draws and its exits as they are", () => {
    const [before, after] = [drawn([GRID, HALL], 0), drawn([GRID, HALL], 0.6)];
    const rows = ({ chain, drawn: { months, exits } }: ResourceDraws) => {
      const count = chain.names.length;
      return Array.from(exits, (exit, draw) =>
        [...months.subarray(draw * count, (draw + 1) * count), exit].join(" "),
      ).sort();
    };
    after.forEach((one, r) => expect(rows(one)).toEqual(rows(before[r]!)));
    expect(after[0]!.drawn.months).not.toEqual(before[0]!.drawn.months);
  });

  it("keeps a chain under way longer than it has run, and lots of one asset together", () => {
    const underWay = { ...HALL, orderMonth: -20 };
    const sharedKeys = { works: "lulea/grid/works" };
    const [hall, first, second] = drawn(
      [underWay, { ...GRID, sharedKeys }, { ...GRID, name: "grid 2", orderMonth: 6, sharedKeys }],
      0.6,
    );
    expect(Math.min(...totals(hall!))).toBeGreaterThan(20);
    expect(first!.drawn.months).toEqual(second!.drawn.months);
    expect(rankCorrelation(totals(hall!), totals(first!))).toBeGreaterThan(0.5);
  });

  it.each([0, 0.5, 0.9])("three medians are met together in 1/8 + 3 asin(ρ)/4π, ρ = %d", (rho) => {
    const median = (name: string, layer: PlannedResource["layer"]) =>
      resource(name, layer, [milestone("m", [20, 30, 40])]);
    const plan: SimulationPlan = {
      startYear: 2026,
      startMonth: 7,
      months: 60,
      resources: [median("grid", "grid"), median("hall", "hall"), median("chips", "chips")],
      targets: [],
      delaysCorrelation: rho,
    };
    const { wholePlan } = simulate(plan, { draws: DRAWS, delays: false });
    const exact = 1 / 8 + (3 * Math.asin(rho)) / (4 * Math.PI);
    const { mean, standardError } = wholePlan.onTimeFrac;
    expect(Math.abs(mean - exact)).toBeLessThan(4 * standardError);
    expect(standardError).toBeLessThan(0.006);
    const again = simulate(plan, { draws: DRAWS, delays: false });
    expect(JSON.stringify(again)).toBe(
      JSON.stringify(simulate(plan, { draws: DRAWS, delays: false })),
    );
    if (rho === 0) {
      const { delaysCorrelation: _, ...without } = plan;
      expect(again).toEqual(simulate(without, { draws: DRAWS, delays: false }));
    }
  });

  it("standard errors are no smaller than the scatter of the means over seeds", () => {
    const plan: SimulationPlan = {
      startYear: 2026,
      startMonth: 7,
      months: 60,
      resources: [GRID, HALL, CHIPS],
      targets: [],
      delaysCorrelation: 0.7,
    };
    const found = Array.from({ length: 30 }, (_, i) =>
      simulate(plan, { seed: `s${i}`, draws: 1000, delays: false }),
    ).map(({ total }) => total.pflopsMonths);
    const middle = found.reduce((sum, { mean }) => sum + mean, 0) / found.length;
    const scatter = Math.sqrt(
      found.reduce((sum, { mean }) => sum + (mean - middle) ** 2, 0) / (found.length - 1),
    );
    const stated = found.reduce((sum, { standardError }) => sum + standardError, 0) / found.length;
    // What is spread evenly over all draws no longer is within each run: errors err to the large side.
    expect(scatter / stated).toBeGreaterThan(0.3);
    expect(scatter / stated).toBeLessThan(1.3);
  });

  it("refuses what is no correlation", () => {
    const plan = { startYear: 2026, startMonth: 7, months: 12, resources: [], targets: [] };
    expect(checkPlan({ ...plan, delaysCorrelation: 1.2 })[0]!.field).toBe("delaysCorrelation");
  });
});
