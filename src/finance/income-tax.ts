/**
 * Income tax year by year, with losses set against other profit, or carried forward.
 *
 *     profit_t = income_t − deductions_t
 *     paid out:  tax_t = τ·profit_t − credits_t          a loss lowers the tax of the owner's other business
 *     carried:   offset_t = min(losses, share·profit_t);  tax_t = τ·(profit_t − offset_t) − credits used
 *
 * Carried losses and credits have no last year here.
 */

export interface TaxSettings {
  readonly taxFrac: number;
  /** Whether a loss lowers other tax at once, or waits for profit of its own. */
  readonly losses: "usedAtOnce" | "carriedForward";
  /** Share of a year's profit that old losses may be set against. */
  readonly lossOffsetFrac: number;
}

export interface TaxYears {
  /** Tax paid; negative where it is saved elsewhere. */
  readonly taxUSD: Float64Array;
  readonly profitUSD: Float64Array;
  /** Losses and credits not yet used at the end of each year. */
  readonly lossesUSD: Float64Array;
  readonly creditsUSD: Float64Array;
}

/** Tax of every year; arrays of the same length. */
export function incomeTax(
  incomeUSD: ArrayLike<number>,
  deductionsUSD: ArrayLike<number>,
  creditUSD: ArrayLike<number>,
  { taxFrac, losses, lossOffsetFrac }: TaxSettings,
): TaxYears {
  const years = incomeUSD.length;
  const out = {
    taxUSD: new Float64Array(years),
    profitUSD: new Float64Array(years),
    lossesUSD: new Float64Array(years),
    creditsUSD: new Float64Array(years),
  };
  let carried = 0;
  let credits = 0;
  for (let t = 0; t < years; t++) {
    const profit = incomeUSD[t]! - deductionsUSD[t]!;
    out.profitUSD[t] = profit;
    if (losses === "usedAtOnce") out.taxUSD[t] = taxFrac * profit - creditUSD[t]!;
    else {
      const offset = profit > 0 ? Math.min(carried, lossOffsetFrac * profit) : 0;
      carried += Math.max(0, -profit) - offset;
      credits += creditUSD[t]!;
      const due = taxFrac * Math.max(0, profit - offset);
      const used = Math.min(credits, due);
      credits -= used;
      out.taxUSD[t] = due - used;
    }
    out.lossesUSD[t] = carried;
    out.creditsUSD[t] = credits;
  }
  return out;
}
