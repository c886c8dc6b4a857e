/** What a store earns between prices, against sums on paper. */
import { describe, expect, it } from "vitest";
import { arbitrageUSD } from "./arbitrage.ts";

const STORE = {
  durationHours: 4,
  chargeEfficiencyFrac: 0.9,
  dischargeEfficiencyFrac: 0.8,
  selfDischargeFracPerHour: 0,
};
const series = (hours: number, of: (t: number) => number) =>
  Float64Array.from({ length: hours }, (_, t) => of(t));

describe("a store between prices", () => {
  it("fills in the cheap half of each day and empties in the dear one", () => {
    const price = series(240, (t) => (t % 24 < 12 ? 20 : 80));
    // 4 MWh a day: 4 / 0.9 bought at 20, 4 · 0.8 sold at 80.
    expect(arbitrageUSD(price, price, STORE)).toBeCloseTo(10 * (3.2 * 80 - (4 / 0.9) * 20), 6);
  });

  it("is held by a MW in and a MW out, and earns nothing without a spread", () => {
    const price = series(48, (t) => (t % 24 === 5 ? 0 : t % 24 === 20 ? 100 : 50));
    // One hour free of charge: 0.9 MWh, of which 0.72 are sold at 100. Buying at 50 to sell at 100 loses: 0.72 · 100 − 50 = 22 gained.
    const filled = 1 / 0.8;
    const bought = (filled - 0.9) / 0.9;
    // One MW out takes 1.25 MWh: 0.9 from the free hour, the rest bought at 50; what is left of neither pays.
    expect(arbitrageUSD(price, price, STORE)).toBeCloseTo(2 * (100 - bought * 50), 6);
    expect(
      arbitrageUSD(
        series(48, () => 50),
        series(48, () => 50),
        STORE,
      ),
    ).toBe(0);
  });

  it("is paid to take power at negative prices", () => {
    const price = series(24, (t) => (t < 3 ? -10 : 0));
    expect(arbitrageUSD(price, price, STORE)).toBeCloseTo(3 * 10, 6);
  });

  it("loses what leaks", () => {
    const price = series(3, (t) => [10, 100, 50][t]!);
    const leaking = { ...STORE, selfDischargeFracPerHour: 0.1 };
    expect(arbitrageUSD(price, price, leaking)).toBeCloseTo(0.9 * 0.9 * 0.8 * 100 - 10, 6);
  });
});
