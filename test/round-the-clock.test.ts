/**
 * What matching a load hour by hour costs, on the way to all of it: the shape published by the 24/7 studies.
 *
 * Riepin and Brown (TU Berlin, 2022 to 2026): 90 to 95 % at a small premium over annual matching, costs that rise
 * steeply above, and advanced technologies such as long-duration storage only for the last per cent. Their figures are
 * of whole systems and other prices; the shape is what is compared (docs/validation.md has ours beside theirs).
 */
import { describe, expect, it } from "vitest";
import { plainSite, planned } from "./cases/plain-site.ts";

/** 100 MW around the clock in Frankfurt: the grid's mix, new sun and wind, two stores by toll. */
const text = (share: number) =>
  plainSite(
    "{ fixed-load: { powerMW: 100 } }",
    "{ existingMW: 130, tariff: { parts: { none: { charge: fixed, usdPerMonth: 1 } } } }",
    `    contracts:
      sun: { kind: pay-as-produced, plant: solar, priceEURPerMWh: 55, maxOfConnectionFrac: 4, resaleFrac: 0.8 }
      wind: { kind: pay-as-produced, plant: onshore-wind, meanCapacityFactorFrac: 0.28, priceEURPerMWh: 75, maxOfConnectionFrac: 4, resaleFrac: 0.8 }
      battery: { kind: tolling-battery, durationHours: 4, capacityEURPerMWYear: 110000, maxOfConnectionFrac: 4, resaleFrac: 0 }
      iron-air: { kind: tolling-battery, store: iron-air, durationHours: 100, capacityEURPerMWYear: 230000, maxOfConnectionFrac: 4, resaleFrac: 0 }
    rules: { hourly-clean-share: { minFrac: ${share} } }
money: { currency: EUR }
`,
  )
    .replace("columbus", "frankfurt")
    .replace("year: 2022", "year: 2025")
    .replace("resolution: full", "resolution: weeks:8");

describe("the cost of matching 100 MW in Germany", () => {
  it("rises steeply above 90 %, with the hundred-hour store near the top alone", async () => {
    const at = async (share: number) => {
      const pack = await planned(text(share));
      const mw = (name: string) =>
        pack.contracts!.contracts.find((one) => one.name === `a.${name}`)!.volume;
      return { usdPerMWh: pack.kpis.costUSDPerYear / 876_000, mw };
    };
    const [seventy, ninety, top] = [await at(0.7), await at(0.9), await at(0.98)];
    const perPoint = [
      (ninety.usdPerMWh - seventy.usdPerMWh) / 20,
      (top.usdPerMWh - ninety.usdPerMWh) / 8,
    ];
    expect(perPoint[0]).toBeGreaterThan(0);
    expect(perPoint[1]).toBeGreaterThan(3 * perPoint[0]!);
    expect(seventy.mw("iron-air")).toBeLessThan(0.1);
    expect(ninety.mw("iron-air")).toBeLessThan(0.1);
    expect(top.mw("iron-air")).toBeGreaterThan(5);
    expect(top.mw("sun") + top.mw("wind")).toBeGreaterThan(
      2 * (ninety.mw("sun") + ninety.mw("wind")),
    );
    // Goldens: 84, 103 and 140 USD per MWh.
    for (const [found, golden] of [
      [seventy, 83.51],
      [ninety, 102.65],
      [top, 140.1],
    ] as const)
      expect(Math.abs(found.usdPerMWh / golden - 1)).toBeLessThan(0.01);
  });
});
