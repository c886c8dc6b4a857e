/** Months of the steps of a year, on the UTC clock contracts are written in here. */
import { localCalendar } from "../../climate/calendar.ts";

/** Month (0…11) of each hour of a year of 8,760 or 8,784 hours. */
export function utcMonths(steps: number): Uint8Array {
  return localCalendar(steps === 8784 ? 2024 : 2025, 0).month;
}
