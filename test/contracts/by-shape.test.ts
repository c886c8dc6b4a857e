/** Contracts that follow a shape, settled over one day to the cent. Every figure is done on paper beside it. */
import { describe, expect, it } from "vitest";
import {
  settleCash,
  settleFollowing,
  settlePhysical,
  settleTaken,
  totalUSD,
} from "../../src/blocks/contract/settle.ts";
import type { Clauses } from "../../src/blocks/contract/settle.ts";
import { cents, DAY, during, PLAIN, SUN } from "./day.ts";

const none = new Float64Array(24);

function physical(terms: {
  volumeMW: number;
  shapeFrac: Float64Array;
  priceUSDPerMWh: number;
  clauses?: Partial<Clauses>;
  feeUSDPerMWh?: number;
  spotFrac?: number;
  resoldMW?: Float64Array;
  fixedUSD?: number;
}) {
  return settlePhysical(DAY, {
    ...PLAIN,
    spotFrac: 0,
    feeUSDPerMWh: 0,
    resoldMW: none,
    resaleFrac: 0.95,
    fixedUSD: 0,
    ...terms,
    ...terms.clauses,
  });
}

describe("pay-as-produced: 10 MW of sun at 50.00", () => {
  const sun = { volumeMW: 10, shapeFrac: SUN, priceUSDPerMWh: 50 };

  it("pays for what is made, and for giving away what is too much at negative prices", () => {
    const settled = physical({ ...sun, resoldMW: during(12, 16, 2) });
    expect(settled.deliveredMWh).toBeCloseTo(66, 9); // 10 × 6.6
    expect(cents(settled.energyUSD)).toBe(3300); // 66 × 50
    expect(cents(settled.marketUSD)).toBe(1440); // 10 × (3 × 60 − 3.6 × 10)
    expect(settled.resoldMWh).toBe(8);
    expect(cents(settled.resaleUSD)).toBe(84); // 8 × (10 + 5 % of 10)
    expect(cents(totalUSD(settled))).toBe(3384);
  });

  it.each([
    // delivered, paid for, USD
    ["unpaid", 66, 1500], // 30 MWh × 50; the other 36 come free
    ["curtailed", 30, 1500],
    ["deemed", 30, 3300], // the 36 not made are paid
  ] as const)("with negative hours %s", (negativePrice, mwh, usd) => {
    const settled = physical({ ...sun, clauses: { negativePrice } });
    expect(settled.deliveredMWh).toBeCloseTo(mwh, 9);
    expect(cents(totalUSD(settled))).toBe(usd);
  });

  it("with a tenth cut by the grid, paid or not", () => {
    const lost = physical({ ...sun, clauses: { curtailedFrac: 0.1 } });
    expect(lost.deliveredMWh).toBeCloseTo(59.4, 9);
    expect(cents(totalUSD(lost))).toBe(2970);
    const kept = physical({ ...sun, clauses: { curtailedFrac: 0.1, curtailmentPaid: true } });
    expect(kept.deliveredMWh).toBeCloseTo(59.4, 9);
    expect(cents(totalUSD(kept))).toBe(3300);
  });

  it("at a margin of 3.00 over the market instead", () => {
    // 66 × 3 + 1,440
    expect(cents(totalUSD(physical({ ...sun, priceUSDPerMWh: 3, spotFrac: 1 })))).toBe(1638);
  });
});

it("annual baseload: 5 MW at 62.50", () => {
  const settled = physical({
    volumeMW: 5,
    shapeFrac: new Float64Array(24).fill(1),
    priceUSDPerMWh: 62.5,
    fixedUSD: 12.34,
  });
  expect(settled.deliveredMWh).toBe(120);
  expect(cents(settled.energyUSD)).toBe(7500);
  expect(cents(settled.marketUSD)).toBe(5000); // 5 × 1,000
  expect(cents(totalUSD(settled))).toBe(7512.34);
});

it("monthly baseload: 5 MW at 80 % in this month, 59.25", () => {
  const settled = physical({
    volumeMW: 5,
    shapeFrac: new Float64Array(24).fill(0.8),
    priceUSDPerMWh: 59.25,
  });
  expect(settled.deliveredMWh).toBeCloseTo(96, 9);
  expect(cents(totalUSD(settled))).toBe(5688);
});

it("fixed profile: 4 MW, a quarter by night, all by day, half in the evening, 55.10", () => {
  const shapeFrac = Float64Array.from({ length: 24 }, (_, hour) =>
    hour < 8 ? 0.25 : hour < 20 ? 1 : 0.5,
  );
  const settled = physical({ volumeMW: 4, shapeFrac, priceUSDPerMWh: 55.1 });
  expect(settled.deliveredMWh).toBe(64); // 4 × (2 + 12 + 2)
  expect(cents(totalUSD(settled))).toBe(3526.4);
});

it("sleeved: 10 MW of sun at 50.00 and 4.25 for the utility", () => {
  const settled = physical({
    volumeMW: 10,
    shapeFrac: SUN,
    priceUSDPerMWh: 50,
    feeUSDPerMWh: 4.25,
  });
  expect(cents(settled.feesUSD)).toBe(280.5);
  expect(cents(totalUSD(settled))).toBe(3580.5);
});

it("shaped 24/7: 90 % of a load of 30 then 40 MW at 85.15, 1 MW sold on in the dear hours", () => {
  const loadMW = Float64Array.from({ length: 24 }, (_, hour) => (hour < 12 ? 30 : 40));
  const settled = settleFollowing(DAY, {
    loadMW,
    loadFrac: 0.9,
    signed: 1,
    priceUSDPerMWh: 85.15,
    spotFrac: 0,
    resoldMW: during(16, 20, 1),
    resaleFrac: 0.95,
    fixedUSD: 0,
  });
  expect(settled.deliveredMWh).toBeCloseTo(756, 9); // 0.9 × (360 + 480)
  expect(cents(settled.energyUSD)).toBe(64373.4);
  expect(cents(settled.resaleUSD)).toBe(-380);
  expect(cents(totalUSD(settled))).toBe(63993.4);
});

describe("virtual: 10 MW of sun against a strike of 50.00", () => {
  const cash = (negativePrice: Clauses["negativePrice"]) =>
    settleCash(DAY, {
      ...PLAIN,
      negativePrice,
      volumeMW: 10,
      shapeFrac: SUN,
      priceUSDPerMWh: 50,
      spotFrac: 0,
      creditFrac: 1,
      feeUSDPerMWh: 0,
      fixedUSD: 0,
    });

  it("pays the strike and gets the market price, hour by hour", () => {
    const settled = cash("paid");
    expect(cents(settled.energyUSD)).toBe(3300);
    expect(cents(settled.resaleUSD)).toBe(-1440);
    expect(cents(totalUSD(settled))).toBe(1860);
  });

  it("settles nothing in negative hours where they are not paid", () => {
    // 30 MWh × (50 − 60): the buyer receives 300.
    expect(cents(totalUSD(cash("unpaid")))).toBe(-300);
  });

  it("pays what was not made where that is deemed", () => {
    // −300 and 36 MWh × 50 with no market to credit
    expect(cents(totalUSD(cash("deemed")))).toBe(1500);
  });
});

it("green tariff: 10 MW of sun at 60.00, 1.00 for the programme, nine tenths of the market credited", () => {
  const settled = settleCash(DAY, {
    ...PLAIN,
    volumeMW: 10,
    shapeFrac: SUN,
    priceUSDPerMWh: 60,
    spotFrac: 0,
    creditFrac: 0.9,
    feeUSDPerMWh: 1,
    fixedUSD: 0,
  });
  expect(cents(settled.energyUSD)).toBe(3960);
  expect(cents(settled.feesUSD)).toBe(66);
  expect(cents(settled.resaleUSD)).toBe(-1296);
  expect(cents(totalUSD(settled))).toBe(2730);
});

it("contracted hydro: 3 MW taken in the dear hours at 62.00", () => {
  const settled = settleTaken(DAY, {
    takenMW: during(16, 20, 3),
    priceUSDPerMWh: 62,
    spotFrac: 0,
    fixedUSD: 0,
  });
  expect(settled.deliveredMWh).toBe(12);
  expect(cents(settled.marketUSD)).toBe(1200);
  expect(cents(totalUSD(settled))).toBe(744);
});

it("an offer of a plant that comes with odds: 20 MW, 93 % available, half likely, 95.00", () => {
  // Nuclear and fusion offers: energy and cost are weighed alike.
  const settled = physical({
    volumeMW: 20,
    shapeFrac: new Float64Array(24).fill(0.93 * 0.5),
    priceUSDPerMWh: 95,
  });
  expect(settled.deliveredMWh).toBeCloseTo(223.2, 9);
  expect(cents(totalUSD(settled))).toBe(21204);
});
