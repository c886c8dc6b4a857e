/** Tolls, service behind the meter, space and compute, settled over one day to the cent. */
import { describe, expect, it } from "vitest";
import {
  settleCloud,
  settleRent,
  settleTakeOrPay,
  settleToll,
  totalUSD,
} from "../../src/blocks/contract/settle.ts";
import { cents, DAY, DAY_YEARS, during } from "./day.ts";

const none = new Float64Array(24);

it("gas toll: 20 MW run in the dear hours, 1.8 MWh of gas at 30.50 each and 2.10 for wear", () => {
  const settled = settleToll(DAY, {
    volumeMW: 20,
    years: DAY_YEARS,
    capacityUSDPerMWYear: 122_000,
    securityUSDPerMWYear: 0,
    givenMW: during(16, 20, 20),
    takenMW: none,
    heatRateMWhPerMWh: 1.8,
    fuelUSDPerMWhThermal: 30.5,
    variableUSDPerMWh: 2.1,
    resoldMW: none,
    resaleFrac: 0.95,
  });
  expect(settled.deliveredMWh).toBe(80);
  expect(cents(settled.feesUSD)).toBe(4560); // 80 × (54.90 + 2.10)
  expect(cents(settled.fixedUSD)).toBe(6684.93); // 2,440,000/365
  expect(cents(settled.marketUSD)).toBe(8000);
  expect(cents(totalUSD(settled))).toBe(11244.93);
});

it("storage toll: 10 MW filled at negative prices, 16 MWh given back, half of it sold", () => {
  const settled = settleToll(DAY, {
    volumeMW: 10,
    years: DAY_YEARS,
    capacityUSDPerMWYear: 130_000,
    securityUSDPerMWYear: 365,
    givenMW: during(16, 18, 8),
    takenMW: during(12, 14, 10),
    heatRateMWhPerMWh: 0,
    fuelUSDPerMWhThermal: 0,
    variableUSDPerMWh: 1.5,
    resoldMW: during(17, 18, 8),
    resaleFrac: 0.95,
  });
  expect(cents(settled.feesUSD)).toBe(24); // 16 × 1.50
  expect(cents(settled.fixedUSD)).toBe(3571.64); // 1,300,000/365 and 10 of security
  expect(cents(settled.resaleUSD)).toBe(-760); // 8 × 95
  expect(cents(settled.marketUSD)).toBe(1800); // 16 × 100 + 20 × 10
  expect(cents(totalUSD(settled))).toBe(2835.64);
});

describe("service behind the meter: 10 MW, 95 % available, four fifths due, at 95.00", () => {
  const bill = (takenMW: number) =>
    settleTakeOrPay(DAY, {
      takenMW: new Float64Array(24).fill(takenMW),
      availableMW: new Float64Array(24).fill(9.5),
      takeOrPayFrac: 0.8,
      priceUSDPerMWh: 95,
      passedOnUSDPerMWh: 3.25,
      fixedUSD: 0,
    });

  it("pays what is due when less is taken", () => {
    const settled = bill(7);
    expect(settled.deliveredMWh).toBe(168);
    expect(cents(settled.energyUSD)).toBe(17328); // 0.8 × 228 × 95
    expect(cents(settled.feesUSD)).toBe(546); // 168 × 3.25
    expect(cents(totalUSD(settled))).toBe(17874);
  });

  it("pays what is taken beyond that", () => {
    expect(cents(bill(9).energyUSD)).toBe(20520); // 216 × 95
  });
});

it("colocation: 2 MW of IT at 194.95 per kW-month, 2.34 MW metered, 20.00 for the landlord", () => {
  const settled = settleRent(DAY, {
    itMW: 2,
    years: DAY_YEARS,
    rentUSDPerKWMonth: 194.95,
    securityUSDPerMWYear: 0,
    meteredMW: new Float64Array(24).fill(2.34),
    energyFeeUSDPerMWh: 20,
  });
  expect(cents(settled.fixedUSD)).toBe(12818.63); // 4,678,800/365
  expect(cents(settled.energyUSD)).toBe(2340); // 2.34 × 1,000
  expect(cents(settled.feesUSD)).toBe(1123.2); // 56.16 × 20
  expect(cents(totalUSD(settled))).toBe(16281.83);
});

it("powered shell: 10 MW of IT at 118.00 per kW-month, metered by day alone, no fee", () => {
  const settled = settleRent(DAY, {
    itMW: 10,
    years: DAY_YEARS,
    rentUSDPerKWMonth: 118,
    securityUSDPerMWYear: 0,
    meteredMW: during(6, 20, 11.5),
    energyFeeUSDPerMWh: 0,
  });
  expect(cents(settled.fixedUSD)).toBe(38794.52); // 14,160,000/365
  expect(cents(settled.energyUSD)).toBe(8280); // 11.5 × (360 − 40 + 400)
  expect(cents(totalUSD(settled))).toBe(47074.52);
});

it("bundled compute: 5 MW of IT at 1,050.00 per kW-month, 4.8 MW metered, 20.00 for the landlord", () => {
  const settled = settleRent(DAY, {
    itMW: 5,
    years: DAY_YEARS,
    rentUSDPerKWMonth: 1050,
    securityUSDPerMWYear: 0,
    meteredMW: new Float64Array(24).fill(4.8),
    energyFeeUSDPerMWh: 20,
  });
  expect(cents(settled.fixedUSD)).toBe(172602.74); // 63,000,000/365
  expect(cents(totalUSD(settled))).toBe(179706.74); // and 4,800 and 2,304
});

describe("cloud", () => {
  const cloud = (reserved: boolean, price: number) =>
    totalUSD(
      settleCloud(DAY, {
        chips: 100,
        years: DAY_YEARS,
        reserved,
        priceUSDPerGPUHour: price,
        usedChips: during(6, 18, 50),
      }),
    );

  it("reserved: 100 chips at 3.00 around the clock, used or not", () => {
    expect(cents(cloud(true, 3))).toBe(7200);
  });

  it("on demand: 50 chips for twelve hours at 4.00", () => {
    expect(cents(cloud(false, 4))).toBe(2400);
  });
});
