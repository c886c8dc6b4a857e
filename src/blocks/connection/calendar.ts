/** Months of a year's steps, counted from 1 January. */

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Month (0…11) of each hour of a year of 8,760 or 8,784 hours. */
export function monthOfSteps(steps: number): Uint8Array {
  const months = new Uint8Array(steps);
  let step = 0;
  for (let month = 0; month < 12; month++) {
    const days = DAYS[month]! + (month === 1 && steps === 8784 ? 1 : 0);
    months.fill(month, step, step + days * 24);
    step += days * 24;
  }
  return months;
}
