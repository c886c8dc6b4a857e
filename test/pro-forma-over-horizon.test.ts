/**
 * The pro forma of a plan over quarters, worked out again year by year with nothing of the planner: 25,000 chips
 * from 2024 on, a geothermal plant of 10 MW that comes in the middle of 2025 and runs all the time, grid power.
 *
 *     real cost     chips at once; the plant spent evenly over the eight quarters before it comes
 *     write-off     printed five-year table, from the year in which a thing serves and something is sold
 *     credits       30 % of the plant's cost in that year, half of it off the basis; or so much per MWh it gives
 *     losses        set against four fifths of later profit
 *     debt          a part of what is spent before the first sales, paid back in equal payments
 */
import { describe, expect, it } from "vitest";
import type { FinanceReport } from "../src/report/finance/finance.ts";
import { BUSBAR_MW, CHIPS, PAPER, off, plannedPaper } from "./paper-campus.ts";

const YEARS = 6;
const FIVE_YEAR_TABLE = [0.2, 0.32, 0.192, 0.1152, 0.1152, 0.0576];
const INFLATION = 0.02;
const TAX = 0.21;
const WACC = 0.1;
const COST_OF_EQUITY = 0.14;
const GEARING = 0.3;
const INTEREST = 0.07;
const TERM_YEARS = 4;
const PRICE_USD = 4300;
const ENERGY_CHANGE = 0.03;
const PLANT = {
  mw: 10,
  usdPerMW: 6_000_000,
  fixedUSDPerMWYear: 100_000,
  usdPerMWh: 2,
  lifeYears: 30,
};

const SCENARIO = (credit: string) =>
  PAPER.replace(
    "money: { waccFrac: 0.08 }",
    `money: { waccFrac: 0.08, priceYear: 2023 }
finance: { country: US, taxFrac: ${TAX}, inflationFrac: ${INFLATION}, waccFrac: ${WACC}, costOfEquityFrac: ${COST_OF_EQUITY}, bonus: false, credit: ${credit}, priceUSDPerEFLOPSh: ${PRICE_USD}, debt: { mostGearingFrac: ${GEARING}, dscr: 1, interestFrac: ${INTEREST}, termYears: ${TERM_YEARS}, repayment: level } }`,
  )
    .replace(
      "years: 2, residualValue: false, spendMonths: 0",
      `years: ${YEARS}, spendMonths: 24, priceChangeFracPerYear: { energy: ${ENERGY_CHANGE} }`,
    )
    .replace("precision: bf16", "precision: bf16, timing: { ramp: { 2024-Q1: 1 } }")
    .replace(
      "    cooling:",
      `    supply: { geothermal: { minMW: ${PLANT.mw}, maxMW: ${PLANT.mw}, availabilityFrac: 1, minimumFrac: 1, oddsFrac: 1, curtailedFrac: 0, capexUSDPerMW: ${PLANT.usdPerMW}, fixedOMUSDPerMWYear: ${PLANT.fixedUSDPerMWYear}, variableOMUSDPerMWh: ${PLANT.usdPerMWh}, lifeYears: ${PLANT.lifeYears}, timing: { promised: 2025-Q3, until: 2025-Q3 } } }
    cooling:`,
    );

const years = (of: (t: number) => number) => Array.from({ length: YEARS }, (_, t) => of(t));
const npv = (flow: readonly number[], rate: number) =>
  flow.reduce((sum, usd, t) => sum + usd / (1 + rate) ** t, 0);

/** Tax and what is carried on, with credits that wait for tax to be due. */
function taxed(profit: readonly number[], credit: readonly number[]): number[] {
  let losses = 0;
  let credits = 0;
  return profit.map((usd, t) => {
    const offset = Math.min(losses, 0.8 * Math.max(0, usd));
    losses += Math.max(0, -usd) - offset;
    credits += credit[t]!;
    const due = TAX * Math.max(0, usd - offset);
    const used = Math.min(credits, due);
    credits -= used;
    return due - used;
  });
}

function byHand(credit: "investment" | "production") {
  const index = years((t) => (1 + INFLATION) ** t);
  const sold = years((t) => (t >= 1 ? 87_600 : 0));
  const quartersOfPlant = [0, 0, 2, 4, 4, 4];
  const plantMWh = quartersOfPlant.map((quarters) => quarters * 2190 * PLANT.mw);
  const energyPrice = (quarter: number) => 50 * (1 + ENERGY_CHANGE) ** ((quarter + 0.5) / 4);
  const operating = years((t) => {
    if (t === 0) return 0;
    const energy = [0, 1, 2, 3].reduce((sum, q) => {
      const own = 4 * t + q >= 10 ? PLANT.mw : 0;
      return sum + 2190 * (BUSBAR_MW - own) * energyPrice(4 * t + q);
    }, 0);
    const chips = CHIPS * 20_000 * 0.05;
    const plant =
      (quartersOfPlant[t]! / 4) * PLANT.mw * PLANT.fixedUSDPerMWYear +
      plantMWh[t]! * PLANT.usdPerMWh;
    return index[t]! * (energy + chips + plant);
  });
  const plantUSD = PLANT.mw * PLANT.usdPerMW;
  const chipsPaid = years((t) => (t === 1 ? CHIPS * 20_000 * index[t]! : 0));
  // Third quarter of 2023 to second of 2025.
  const plantPaid = [2, 4, 2, 0, 0, 0].map((quarters, t) => (plantUSD * quarters * index[t]!) / 8);
  const plantCost = plantPaid.reduce((a, b) => a + b, 0);
  const basis = plantCost * (credit === "investment" ? 0.85 : 1);
  const share = (t: number, from: number) => (t >= from ? (FIVE_YEAR_TABLE[t - from] ?? 0) : 0);
  const deductions = years((t) => chipsPaid[1]! * share(t, 1) + basis * share(t, 2));
  const credits = years((t) =>
    credit === "investment"
      ? t === 2
        ? 0.3 * plantCost
        : 0
      : plantMWh[t]! * 30 * (1 + INFLATION) ** (2023 + t - 2025),
  );
  const left = (from: number) =>
    1 - FIVE_YEAR_TABLE.slice(0, YEARS - from).reduce((sum, one) => sum + one, 0);
  const value = plantUSD * (1 - 3.5 / PLANT.lifeYears) * index[5]!;
  const book = chipsPaid[1]! * left(1) + basis * left(2);
  const rest = years((t) => (t === 5 ? value - TAX * (value - book) : 0));
  const cash = years((t) => sold[t]! * PRICE_USD * index[t]! - operating[t]!);
  const spend = years((t) => chipsPaid[t]! + plantPaid[t]!);
  const tax = taxed(
    years((t) => cash[t]! - deductions[t]!),
    credits,
  );
  const project = years((t) => cash[t]! - spend[t]! - tax[t]! + rest[t]!);

  // Spent at the end of 2023: no interest runs before 2024, the first year of service.
  const debt = GEARING * spend[0]!;
  const service = (debt * INTEREST) / (1 - (1 + INTEREST) ** -TERM_YEARS);
  let balance = debt;
  const interest = years((t) => {
    if (t === 0 || t > TERM_YEARS) return 0;
    const due = balance * INTEREST;
    balance += due - service;
    return due;
  });
  const taxAfter = taxed(
    years((t) => cash[t]! - deductions[t]! - interest[t]!),
    credits,
  );
  const equity = years((t) =>
    t === 0
      ? -(spend[0]! - debt)
      : cash[t]! - spend[t]! - taxAfter[t]! - (t <= TERM_YEARS ? service : 0) + rest[t]!,
  );
  return { operating, spend, deductions, credits, rest, tax, project, debt, interest, equity };
}

describe("the pro forma of a plan over quarters, year by year", () => {
  it.each(["investment", "production"] as const)("with %s credits", async (credit) => {
    const { package: pack } = await plannedPaper(SCENARIO(credit));
    expect(pack.verified.checks.filter(({ ok }) => !ok)).toEqual([]);
    const finance = pack.finance as FinanceReport;
    const hand = byHand(credit);
    const close = (found: readonly number[], asked: readonly number[]) =>
      asked.forEach((usd, t) =>
        expect(Math.abs(found[t]! - usd), `${2023 + t}`).toBeLessThan(
          1e-5 * Math.max(1e6, Math.abs(usd)),
        ),
      );
    const total = (kind: "operating" | "capital") =>
      years((t) =>
        finance.lines.reduce((sum, line) => sum + (line.kind === kind ? line.usd[t]! : 0), 0),
      );
    expect(finance.buildYears).toBe(1);
    close(total("operating"), hand.operating);
    close(total("capital"), hand.spend);
    close(finance.creditsUSD, hand.credits);
    close(finance.deductionsUSD, hand.deductions);
    close(finance.restUSD, hand.rest);
    close(finance.projectTaxUSD, hand.tax);
    close(finance.projectUSD, hand.project);
    expect(off(finance.projectNPVUSD, npv(hand.project, WACC))).toBeLessThan(1e-4);
    close(finance.drawUSD, [hand.debt, 0, 0, 0, 0, 0]);
    close(finance.interestUSD, hand.interest);
    close(finance.equityUSD, hand.equity);
    expect(off(finance.equityNPVUSD, npv(hand.equity, COST_OF_EQUITY))).toBeLessThan(1e-4);
  });
});
