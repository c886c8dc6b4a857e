/**
 * Debt: what a cash flow can carry, how it is drawn and paid back.
 *
 *     drawn     draw_t = g·(spend_t + interest_t)       g = gearing; interest during construction is capital
 *     level     service = debt·annuity(r, n)
 *     sculpted  service_t = cash_t / DSCR, where cash_t is after tax and interest lowers tax:
 *               cash_t = untaxed_t + τ·r·balance_{t−1}
 *               balance_{t−1} = max(balance_t, (balance_t + untaxed_t/DSCR) / (1 + r − τ·r/DSCR)),  balance_n = 0
 *
 * The backward sum needs no iteration since interest is on the opening balance. Payments at year ends.
 * Nothing is drawn again: in a year whose cash would not even bear interest, such as one of renewals,
 * the balance is held and interest alone is paid, out of cash before renewals, which equity pays. Where
 * that cash over interest is below the DSCR, the whole debt is made smaller until it is not.
 */
import { annuityFrac, rootBetween } from "./present-value.ts";

export interface Repayment {
  /** Balance at the start of the first year of service. */
  readonly debtUSD: number;
  readonly serviceUSD: Float64Array;
  readonly interestUSD: Float64Array;
  readonly principalUSD: Float64Array;
  /** At the end of each year. */
  readonly balanceUSD: Float64Array;
}

/** A schedule of interest and principal from a debt and its service. */
export function repay(
  debtUSD: number,
  serviceUSD: ArrayLike<number>,
  interestFrac: number,
): Repayment {
  const years = serviceUSD.length;
  const interestUSD = new Float64Array(years);
  const principalUSD = new Float64Array(years);
  const balanceUSD = new Float64Array(years);
  let balance = debtUSD;
  for (let t = 0; t < years; t++) {
    interestUSD[t] = balance * interestFrac;
    principalUSD[t] = serviceUSD[t]! - interestUSD[t]!;
    balance -= principalUSD[t]!;
    balanceUSD[t] = balance;
  }
  return {
    debtUSD,
    serviceUSD: Float64Array.from(serviceUSD),
    interestUSD,
    principalUSD,
    balanceUSD,
  };
}

/** Equal payments over `termYears`, within `years` years. */
export function levelDebt(
  debtUSD: number,
  interestFrac: number,
  termYears: number,
  years = termYears,
): Repayment {
  const service = debtUSD === 0 ? 0 : debtUSD * annuityFrac(interestFrac, termYears);
  return repay(
    debtUSD,
    Float64Array.from({ length: years }, (_, t) => (t < termYears ? service : 0)),
    interestFrac,
  );
}

/** What debt may be sized on, year by year from the first of service. */
export interface DebtCash {
  /** Cash after the tax that would be due without interest. */
  readonly untaxedUSD: ArrayLike<number>;
  /** Renewals within that cash, which equity pays. */
  readonly renewalUSD: ArrayLike<number>;
}

/**
 * The debt whose service is cash/DSCR in every year of the term, interest alone where that is less.
 * @throws Error when the ratio is below 1: the cash could not pay the debt.
 */
export function sculptedDebt(
  { untaxedUSD, renewalUSD }: DebtCash,
  terms: { dscr: number; interestFrac: number; termYears: number; taxFrac: number },
): Repayment {
  const { dscr, interestFrac, termYears, taxFrac } = terms;
  if (!(dscr >= 1)) throw new Error(`DSCR of ${dscr}; expected at least 1`);
  const years = untaxedUSD.length;
  const term = Math.min(termYears, years);
  const growth = 1 + interestFrac - (taxFrac * interestFrac) / dscr;
  // Balances at the start of each year, and one after the last.
  const openUSD = new Float64Array(years + 1);
  let part = 1;
  for (let t = term - 1; t >= 0; t--) {
    const after = openUSD[t + 1]!;
    const served = (after + Math.max(0, untaxedUSD[t]!) / dscr) / growth;
    openUSD[t] = Math.max(after, served);
    if (served >= after) continue;
    const borne = interestFrac * (dscr - taxFrac) * after;
    part = Math.min(part, Math.max(0, untaxedUSD[t]! + renewalUSD[t]!) / borne);
  }
  const service = Float64Array.from({ length: years }, (_, t) =>
    t < term ? part * (openUSD[t]! * (1 + interestFrac) - openUSD[t + 1]!) : 0,
  );
  return repay(part * openUSD[0]!, service, interestFrac);
}

/** How capital is paid before the first year of service. */
export interface Drawdown {
  /** Debt over capital and interest during construction. */
  readonly gearingFrac: number;
  readonly debtUSD: number;
  readonly drawUSD: Float64Array;
  /** Interest during construction, by year. */
  readonly interestUSD: Float64Array;
  readonly equityUSD: Float64Array;
}

/** Draws debt and equity side by side at a fixed gearing; flows at year ends, spending in year 0 first. */
export function draw(
  spendUSD: ArrayLike<number>,
  gearingFrac: number,
  interestFrac: number,
): Drawdown {
  const years = spendUSD.length;
  const drawUSD = new Float64Array(years);
  const interestUSD = new Float64Array(years);
  const equityUSD = new Float64Array(years);
  let balance = 0;
  for (let t = 0; t < years; t++) {
    interestUSD[t] = balance * interestFrac;
    const need = spendUSD[t]! + interestUSD[t]!;
    drawUSD[t] = gearingFrac * need;
    equityUSD[t] = need - drawUSD[t]!;
    balance += drawUSD[t]!;
  }
  return { gearingFrac, debtUSD: balance, drawUSD, interestUSD, equityUSD };
}

/** The gearing, at most `mostFrac`, at which the debt drawn comes to `debtUSD`. */
export function gearingFor(
  spendUSD: ArrayLike<number>,
  debtUSD: number,
  interestFrac: number,
  mostFrac: number,
): number {
  const over = (gearing: number) => draw(spendUSD, gearing, interestFrac).debtUSD - debtUSD;
  return over(mostFrac) <= 0 ? mostFrac : rootBetween(over, 0, mostFrac);
}
