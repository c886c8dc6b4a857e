/** The ramp of a connection by hand: how slowly a load comes down to a cut and back, and what that costs. */
import { describe, expect, it } from "vitest";
import { plan } from "../src/plan.ts";
import { ringsOf } from "../src/problem/problem.ts";
import { BUSBAR_MW, CHIPS, PAPER, loadedPaper, off } from "./paper-campus.ts";

/** All compute is worth having; the chips that the demand on paper needs are there, and no others. */
const VALUED = PAPER.replace(
  "demand:",
  "objective: { mostValue: { usdPerEFLOPSh: 6000 } }\ndemand:",
)
  .replace("targetEFLOPShPerYear: 87600, ", "")
  .replace("itKWPerChip: 1,", `itKWPerChip: 1, existingChips: ${CHIPS}, maxChips: 0,`);
const CUT = VALUED.replace(
  "existingMW: 100,",
  "curtailedHoursPerYear: 1314, rampMWPerHour: 4, stages: [{ date: 2023-Q1, nonFirmMW: 100 }],",
);

async function solved(text: string, set: string[] = [], confirm = 0) {
  const result = await plan(await loadedPaper(text, set), { confirm, draws: 100, gap: 1e-8 });
  if (result.status !== "planned") throw new Error(result.status);
  expect(result.package.verified.ok).toBe(true);
  return result;
}

/**
 * Weighted MWh a load of `mostMW` draws through `limitMW`, when it may change by `rampMW` an hour in a ring:
 * in each hour the least of what any hour allows and the way to it.
 */
function energyByHand(
  limitMW: Float64Array,
  weight: Float64Array,
  mostMW: number,
  rampMW: number,
): number {
  const count = limitMW.length;
  return limitMW.reduce((sum, _, t) => {
    let load = mostMW;
    for (let s = 0; s < count; s++) {
      const apart = Math.min(Math.abs(t - s), count - Math.abs(t - s));
      load = Math.min(load, limitMW[s]! + rampMW * apart);
    }
    return sum + weight[t]! * load;
  }, 0);
}

describe("the ramp of a connection", () => {
  it("a load comes down to a cut and back at its pace", async () => {
    const { package: pack, campus, solution } = await solved(CUT);
    let withRamp = 0;
    let without = 0;
    let drawn = 0;
    campus.problem.slices.forEach((slice, s) => {
      const index = slice.variables.findIndex(({ name }) => name.endsWith(".flexibleImportMW"));
      if (index < 0) return;
      const { upper } = slice.variables[index]!;
      if (upper.kind !== "capacity") throw new Error("no capacity");
      const limitMW = (upper.profile as Float64Array).map((frac) => 100 * frac);
      const mw = solution.slices[s]!.values[index]!;
      for (const { from, to } of ringsOf(slice)) {
        const of = (series: Float64Array) => series.subarray(from, to);
        withRamp += energyByHand(of(limitMW), of(slice.weightHours), BUSBAR_MW, 4);
        without += energyByHand(of(limitMW), of(slice.weightHours), BUSBAR_MW, 1000);
        for (let t = from; t < to; t++) {
          drawn += slice.weightHours[t]! * mw[t]!;
          const before = mw[t === from ? to - 1 : t - 1]!;
          expect(Math.abs(mw[t]! - before)).toBeLessThan(4 + 1e-4);
        }
      }
    });
    expect(withRamp).toBeLessThan(0.9 * without);
    expect(off(drawn, withRamp)).toBeLessThan(1e-5);
    const rows = pack.sites[0]!.assets.find(({ kind }) => kind === "grid-connection")!.rows;
    expect(rows.find(({ label }) => label === "Fastest change of load")!.value).toBeCloseTo(4, 3);
  });

  it("is worth what one percent more of it lets through", async () => {
    const { package: pack, campus } = await solved(CUT, [], 5);
    const entry = pack.ledger!.find(({ name }) => name === "lulea.connection.rampMWPerHour")!;
    // A MWh at the busbar is so many chip-hours of 0.0004 EFLOPS at 6,000 USD an EFLOPS·h, less 50 USD.
    const usdPerMWh = (CHIPS / BUSBAR_MW) * 0.0004 * 6000 - 50;
    let worth = 0;
    for (const [s, slice] of campus.problem.slices.entries()) {
      const flexible = slice.variables.find(({ name }) => name.endsWith(".flexibleImportMW"));
      if (flexible?.upper.kind !== "capacity") continue;
      const limitMW = (flexible.upper.profile as Float64Array).map((frac) => 100 * frac);
      const { discount } = campus.intervals[campus.intervalOfSlice[s]!]!;
      for (const { from, to } of ringsOf(slice)) {
        const energy = (rampMW: number) =>
          energyByHand(
            limitMW.subarray(from, to),
            slice.weightHours.subarray(from, to),
            BUSBAR_MW,
            rampMW,
          );
        worth += discount * usdPerMWh * (energy(4.04) - energy(4));
      }
    }
    expect(entry.path).toBe("sites.lulea.connection.rampMWPerHour");
    expect(off(entry.confirmed!.worth, worth)).toBeLessThan(1e-3);
  });

  it("does not hold a load back when the grid goes out, only when it returns", async () => {
    // The year on all hours; 100 MW firm, out for hour 100.
    const year = VALUED.replace(/horizon: .*\n/, "").replace("weeks:1", "full");
    const set = [
      "sites.lulea.connection.outageHours=[100]",
      "sites.lulea.connection.rampMWPerHour=4",
    ];
    const { package: pack } = await solved(year, set);
    let lost = BUSBAR_MW;
    for (let load = 4; load < BUSBAR_MW; load += 4) lost += BUSBAR_MW - load;
    const rows = pack.sites[0]!.assets.find(({ kind }) => kind === "grid-connection")!.rows;
    const imported = rows.find(({ label }) => label === "Imported")!.value;
    expect(Math.abs(8760 * BUSBAR_MW - lost - imported)).toBeLessThan(0.5);
  });
});
