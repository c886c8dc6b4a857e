/** The most compute of fixed megawatts stands its own checks wherever it is planned, and money moves none of its figures. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { plan } from "../src/plan.ts";
import type { PlanOptions } from "../src/plan.ts";
import { loadScenario } from "../src/scenario/load.ts";

const text = readFileSync(
  join(import.meta.dirname, "../examples/09-megawatts-or-chips-scarce/scenario.yaml"),
  "utf8",
);

async function planned(place: string, set: readonly string[], options: PlanOptions) {
  const loaded = await loadScenario(text, {
    readFile: () => Promise.reject(new Error("none")),
    set: [`sites.Virginia.place=${place}`, ...set],
  });
  if (!loaded.ok) throw new Error(loaded.issues[0]!.message);
  const result = await plan(loaded.scenario, options);
  if (result.status !== "planned") throw new Error(result.status);
  return result.package;
}

describe("most compute", { timeout: 60_000 }, () => {
  it.each([
    ["phoenix", 1],
    ["dallas", 2],
    ["memphis", 2],
    ["mumbai", 4],
    ["singapore", 4],
    ["zaragoza", 4],
  ])("at %s on %i weeks is billed what its hours draw", async (place, weeks) => {
    const pack = await planned(place, [`resolution=weeks:${weeks}`], { confirm: 0, quick: true });
    expect(pack.verified.checks.filter(({ ok }) => !ok)).toEqual([]);
  });

  it("has its highest PUE in the hottest of the hours that fill the connection", async () => {
    const pack = await planned("phoenix", ["resolution=weeks:8"], { confirm: 0, quick: true });
    const [site] = pack.sites;
    expect(site!.facilityPeakMW).toBeCloseTo(100, 3);
    expect(site!.puePeak!).toBeGreaterThan(site!.pueAnnual!);
  });

  it("tells of one more MW the compute that it brings, whatever it costs", async () => {
    const set = ["resolution=weeks:1"];
    const pack = await planned("northern-virginia", set, { confirm: 1 });
    const more = await planned(
      "northern-virginia",
      [...set, "sites.Virginia.connection.firmMW=101"],
      { confirm: 0 },
    );
    const gainPFLOPSh =
      1000 * (more.kpis.effectiveEFLOPShPerYear - pack.kpis.effectiveEFLOPShPerYear);
    expect(pack.bottlenecks[0]!.worthPerUnit / gainPFLOPSh).toBeCloseTo(1, 6);
  });
});
