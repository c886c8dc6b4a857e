/** Calendar quarters and months as whole numbers since the year 0: 2029-Q3 is 8118, 2029-07 is 24354. */

/** Months in a quarter. */
export const QUARTER_MONTHS = 3;

/** The number of the first month of a quarter, both counted since the year 0. */
export function firstMonth(quarter: number): number {
  return quarter * QUARTER_MONTHS;
}

/** Months of chains are read from draws and known to about so much: less must not cost a quarter. */
const KNOWN_TO_MONTHS = 0.1;

/** Whole quarters after which something that takes so many months is there: nine months take three. */
export function quartersFor(months: number): number {
  return Math.max(0, Math.ceil((months - KNOWN_TO_MONTHS) / QUARTER_MONTHS));
}

/** The number of a quarter written `2029-Q3`; undefined for other text. */
export function quarterNumber(text: string): number | undefined {
  const match = /^(\d{4})-Q([1-4])$/.exec(text);
  return match ? Number(match[1]) * 4 + Number(match[2]) - 1 : undefined;
}

/** A quarter's number as `2029-Q3`. */
export function quarterLabel(quarter: number): string {
  return `${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;
}

/** The number of a month written `2029-07`; undefined for other text. */
export function monthNumber(text: string): number | undefined {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  return match ? Number(match[1]) * 12 + Number(match[2]) - 1 : undefined;
}

/** A month's number as `2029-07`. */
export function monthLabel(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
}
