/** Orders placed early and the odds of a whole plan, by hand. */
import { describe, expect, it } from "vitest";
import type { PlannedResource, SimulationPlan } from "./plan.ts";
import { orderedEarlier, slackCases } from "./slack.ts";
import { simulate } from "./simulate.ts";

const certain = (months: number, exitFrac = 0) => ({
  milestones: [
    {
      name: "works",
      duration: { p10Months: months, p50Months: months, p90Months: months },
      exitFrac,
      after: [],
    },
  ],
});

function resource(name: string, more: Partial<PlannedResource>): PlannedResource {
  return {
    name,
    site: "a",
    layer: "grid",
    itMW: 10,
    chips: 0,
    pflopsPerMW: 0,
    orderMonth: 0,
    notBeforeMonth: 0,
    early: true,
    retireMonth: null,
    chain: certain(0),
    ...more,
  };
}
const CHIPS = resource("chips", { layer: "chips", chips: 1000, pflopsPerMW: 2 });
const plan = (...resources: PlannedResource[]): SimulationPlan => ({
  startYear: 2027,
  startMonth: 1,
  months: 36,
  resources,
  targets: [],
});
const OPTIONS = { seed: "1", draws: 4096 };

describe("slack", () => {
  // Planned for month 18, ordered in month 6, but the works take 15 months: there in month 21.
  const late = plan(
    resource("line", { orderMonth: 6, notBeforeMonth: 18, chain: certain(15) }),
    CHIPS,
  );

  it("three months earlier is just in time, and no order goes back before the start", () => {
    const [none, three, six, twelve] = slackCases(late, OPTIONS);
    expect([none!.fullPower.p50, three!.fullPower.p50]).toEqual([21, 18]);
    expect([six!.fullPower.p50, twelve!.fullPower.p50]).toEqual([15, 15]);
    expect([none!, three!].map(({ wholePlan }) => wholePlan.fullOnTimeFrac.mean)).toEqual([0, 1]);
    // A thousand chips wait 21, 18, 15 months.
    expect(none!.strandedGPUMonths.mean).toBe(21_000);
    expect(six!.strandedGPUMonths.mean).toBe(15_000);
    // 20 PFLOPS for the 15 months left.
    expect(none!.pflopsMonths.mean).toBeCloseTo(20 * 15, 9);
    expect(orderedEarlier(late, 120).resources.map(({ orderMonth }) => orderMonth)).toEqual([0, 0]);
  });

  it("the whole plan comes with the product of its parts", () => {
    const { wholePlan } = simulate(
      plan(
        resource("line", { chain: certain(6, 0.1), notBeforeMonth: 6 }),
        resource("hall", { layer: "hall", chain: certain(9, 0.2), notBeforeMonth: 6 }),
        CHIPS,
      ),
      OPTIONS,
    );
    const { mean, standardError } = wholePlan.comesFrac;
    expect(Math.abs(mean - 0.9 * 0.8)).toBeLessThan(4 * standardError);
    // The hall takes nine months where six were planned: never on time.
    expect(wholePlan.onTimeFrac.mean).toBe(0);
  });

  it("counts compute at what it is worth at the start", () => {
    const discount = Array.from({ length: 36 }, (_, month) => (month < 24 ? 0.5 : 0.25));
    const { perDraw } = simulate({ ...plan(resource("line", {}), CHIPS), discount }, OPTIONS);
    expect(perDraw.presentPFLOPSMonths[0]).toBeCloseTo(20 * (24 * 0.5 + 12 * 0.25), 9);
  });
});
