/** Dates of power by hand: an engine and wind first, the grid two quarters later. */
import { expect, it } from "vitest";
import type { PlannedResource } from "../../src/simulation/plan.ts";
import { timelineFixture } from "./time-fixture.ts";
import { plannedReach, withPowerDates } from "../../src/report/power-dates.ts";

const resource = (
  layer: PlannedResource["layer"],
  itMW: number,
  notBeforeMonth: number,
): PlannedResource => ({
  name: `${layer} ${notBeforeMonth}`,
  site: "a",
  layer,
  itMW,
  chips: layer === "chips" ? 1000 : 0,
  pflopsPerMW: layer === "chips" ? 1 : 0,
  orderMonth: 0,
  notBeforeMonth,
  retireMonth: null,
  chain: { milestones: [] },
});

// Quarters 2 and 4 begin in months 6 and 12. Wind of 30 MW counts with a firm credit of 3 MW.
const resources = [
  resource("generation", 10, 6),
  resource("generation", 3, 6),
  resource("grid", 40, 12),
  resource("hall", 50, 6),
  resource("chips", 50, 6),
];

it("counts power as the draws do: full is what the grid brings, not the best hour of wind", () => {
  expect(plannedReach(resources, 6)).toEqual([0, 0, 13, 13, 50, 50]);
  const run = timelineFixture();
  const { firstPower, fullPower, mostRun, plannedITMW } = withPowerDates(
    { ...run, mostRun: run.quarters[3]! },
    resources,
  );
  expect([firstPower, mostRun, fullPower]).toEqual([
    run.quarters[2],
    run.quarters[3],
    run.quarters[4],
  ]);
  expect(plannedITMW).toHaveLength(run.quarters.length);
});

it("leaves the dates as they run where nothing that can be counted on carries anything", () => {
  const run = timelineFixture();
  expect(withPowerDates(run, [resource("generation", 0, 6), resource("hall", 50, 6)])).toBe(run);
});
