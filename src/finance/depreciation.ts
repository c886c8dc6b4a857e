/**
 * How the cost of a thing is deducted from profit, tax year by tax year, as shares of its basis.
 *
 *     tables           shares as printed (MACRS)
 *     straight line    1/n a year;  mid-month: (12 − m + ½)/12 of a year first (m = month, from 1)
 *     declining        share·rest a year, the rest written off in the last year
 *     first-year part  b at once, (1 − b) by the table
 *
 * Figures: data/tax.csv. Shares add up to 1.
 */
import { catalog } from "../catalog/catalog.ts";
import { numbersIn } from "../catalog/table.ts";

/** How shares are found; `years` and `month` as in the functions below. */
export type WriteOffMethod =
  | { readonly kind: "table"; readonly id: string }
  | { readonly kind: "straightLine"; readonly years: number }
  | { readonly kind: "midMonth"; readonly years: number; readonly month: number }
  | { readonly kind: "declining"; readonly shareFrac: number };

/** Years after which what is left of a declining balance is written off. */
export const DECLINING_YEARS = 40;

/** A printed table of data/tax.csv, such as `macrs-5`. @throws Error when there is none. */
export function tableSchedule(id: string): Float64Array {
  const entry = catalog("tax").get(id);
  if (!entry) throw new Error(`No depreciation table ${id} in data/tax.csv`);
  return numbersIn(entry, "depreciationFracPoints");
}

/** The same share every year; a broken year at the end takes what is left. */
export function straightLine(years: number): Float64Array {
  if (!(years > 0)) throw new Error(`Depreciation over ${years} years; expected more than 0`);
  const whole = Math.max(1, Math.ceil(years - 1e-9));
  return Float64Array.from({ length: whole }, (_, i) => (Math.min(years, i + 1) - i) / years);
}

/** Straight line that begins in the middle of a month of the first tax year, 1 to 12. */
export function straightLineMidMonth(years: number, month: number): Float64Array {
  const first = (12 - month + 0.5) / 12 / years;
  const out = new Float64Array(Math.ceil(years) + 1);
  let left = 1;
  for (let i = 0; i < out.length; i++) {
    const share = Math.min(left, i === 0 ? first : 1 / years);
    out[i] = share;
    left -= share;
  }
  return out;
}

/** A share of what is left every year. */
export function declining(shareFrac: number): Float64Array {
  const out = new Float64Array(DECLINING_YEARS);
  let left = 1;
  for (let i = 0; i < DECLINING_YEARS; i++) {
    const share = i === DECLINING_YEARS - 1 ? left : left * shareFrac;
    out[i] = share;
    left -= share;
  }
  return out;
}

/** A part at once, the rest by `schedule`. */
export function withFirstYear(schedule: Float64Array, firstFrac: number): Float64Array {
  return schedule.map((share, i) => share * (1 - firstFrac) + (i === 0 ? firstFrac : 0));
}

function plainShares(method: WriteOffMethod): Float64Array {
  if (method.kind === "table") return tableSchedule(method.id);
  if (method.kind === "straightLine") return straightLine(method.years);
  if (method.kind === "midMonth") return straightLineMidMonth(method.years, method.month);
  return declining(method.shareFrac);
}

/** Shares of a method, a first-year part taken at once. */
export function sharesOf(method: WriteOffMethod, firstFrac = 0): Float64Array {
  const plain = plainShares(method);
  return firstFrac > 0 ? withFirstYear(plain, firstFrac) : plain;
}

/** Present value of the deductions per unit of basis; the first at the end of year 1. */
export function presentDeductions(schedule: ArrayLike<number>, nominalRateFrac: number): number {
  let sum = 0;
  for (let k = 0; k < schedule.length; k++) sum += schedule[k]! * (1 + nominalRateFrac) ** -(k + 1);
  return sum;
}
