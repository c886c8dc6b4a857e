/** Chips that wait with nothing late, and orders told apart. */
import { describe, expect, it } from "vitest";
import { plannedWaitWords } from "../../src/report/planned-wait.ts";
import { plannedOrders } from "../../src/report/time-orders.ts";
import type { AssetTimeline, Timeline } from "../../src/report/timeline.ts";
import { PAPER, plannedPaper } from "../paper-campus.ts";
import { oddsFixture, timelineFixture } from "./time-fixture.ts";

/** Site a of the fixture with its power in 2029-Q1 only, and its old chips changed. */
function late(change: Partial<AssetTimeline>): Timeline {
  const timeline = timelineFixture();
  const sites = timeline.sites.map((site) =>
    site.name === "a"
      ? { ...site, itPeakMW: site.itPeakMW.map((mw, i) => (i < 4 ? 0 : mw)) }
      : site,
  );
  const assets = timeline.assets.map((asset) =>
    asset.name === "a.chip-old" ? { ...asset, ...change } : asset,
  );
  return { ...timeline, sites, assets };
}

function waiting(gpuMonths: number) {
  const odds = oddsFixture();
  return { ...odds, total: { ...odds.total, plannedStrandedGPUMonths: gpuMonths } };
}

describe("chips that wait in the plan itself", () => {
  it("say that they are no longer sold when power comes", () => {
    expect(plannedWaitWords(late({ lastSale: "2028-Q3" }), waiting(60_000))).toBe(
      "60\u202f000 GPU-months wait in the plan itself, with nothing late: Old chip is sold until 2028-Q3, before the power for it comes (add a later accelerator, or state timing.until).",
    );
  });

  it("say that only so many come in a quarter", () => {
    expect(plannedWaitWords(late({ maxPerQuarter: 10_000 }), waiting(60_000))).toContain(
      "no more than 10\u202f000 of Old chip come in a quarter",
    );
  });

  it("give no reason that does not hold, and no word where none wait", () => {
    expect(plannedWaitWords(late({ lastSale: "2029-Q3" }), waiting(60_000))).toBe(
      "60\u202f000 GPU-months wait in the plan itself, with nothing late.",
    );
    expect(plannedWaitWords(late({ lastSale: "2028-Q3" }), waiting(0))).toBe("");
  });
});

describe("orders", () => {
  it("of one title at one site are told apart, firm and non-firm too", () => {
    const timeline = timelineFixture();
    const [connection] = timeline.assets;
    const assets = [
      ...timeline.assets,
      { ...connection!, name: "a.old-plant" },
      { ...connection!, name: "a.old-plant", size: "nonFirmMW" },
    ];
    const words = plannedOrders({ ...timeline, assets }, null)
      .filter(({ layer }) => layer === "grid")
      .map(({ title, site, unit }) => `${title} at ${site}: ${unit}`);
    expect(new Set(words)).toEqual(
      new Set([
        "Grid connection (connection) at a: MW",
        "Grid connection (old-plant) at a: MW",
        "Grid connection (old-plant) at a: MW non-firm",
        "Grid connection at b: MW",
      ]),
    );
  });

  it("do not hold compute that is paid by the hour", async () => {
    const rent =
      "contracts: { rented-compute: { accelerator: h100-sxm, commitment: on-demand, priceUSDPerGPUHour: 0.5, timing: { milestones: { contract: { p50Months: 0 }, provisioning: { p50Months: 0 } } } } }\nsites:";
    const { package: pack } = await plannedPaper(PAPER.replace("sites:", rent));
    const rented = pack.timeline!.assets.find(({ name }) => name.includes("rented"))!;
    expect(rented.orders).toEqual([]);
    expect(Math.max(...rented.inForce)).toBeGreaterThan(1);
  });
});
