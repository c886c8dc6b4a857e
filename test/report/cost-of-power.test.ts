/** Over a horizon the cost of power divides what both are worth today: at one price it is that price, whenever the load comes. */
import { expect, it } from "vitest";
import { PAPER, plannedPaper } from "../paper-campus.ts";

it.each([
  ["from the start", []],
  ["in the second year alone", ["demand.training.timing.ramp={ 2024-Q1: 1 }"]],
])("a MWh at 50 USD costs 50 USD where the load is there %s", async (_, set) => {
  const { package: pack } = await plannedPaper(PAPER, set);
  expect(pack.verified.ok).toBe(true);
  expect(pack.kpis.powerUSDPerMWh!).toBeCloseTo(50, 4);
});
