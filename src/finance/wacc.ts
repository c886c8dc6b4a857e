/**
 * Cost of capital from its parts.
 *
 *     nominal WACC after tax = (1 − d)·costOfEquity + d·interest·(1 − τ)
 *     nominal WACC before tax, no shield:  τ = 0
 *     real = (1 + nominal)/(1 + inflation) − 1
 *
 * d is debt over all capital, held constant. Source: standard corporate finance.
 */
import { realFrac } from "./present-value.ts";

export interface CapitalParts {
  readonly debtFrac: number;
  /** Nominal, a year. */
  readonly interestFrac: number;
  /** Nominal, after tax, a year. */
  readonly costOfEquityFrac: number;
  /** Rate at which interest lowers tax; 0 for a plan before income tax. */
  readonly taxFrac: number;
  readonly inflationFrac: number;
}

/** Cost of capital, nominal and real. */
export function waccOf(parts: CapitalParts): { nominalFrac: number; realFrac: number } {
  const { debtFrac, interestFrac, costOfEquityFrac, taxFrac, inflationFrac } = parts;
  const nominal = (1 - debtFrac) * costOfEquityFrac + debtFrac * interestFrac * (1 - taxFrac);
  return { nominalFrac: nominal, realFrac: realFrac(nominal, inflationFrac) };
}
