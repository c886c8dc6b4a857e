/** Months and hours of the day of a year's steps, counted from 1 January. */

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

/** Hour of the day (0…23) and weekday (0 = Sunday) of each UTC step, shifted to local standard time. */
export function localClock(startUTC: string, steps: number, longitudeDeg: number): { hour: Uint8Array; weekday: Uint8Array } {
  const offset = Math.round(longitudeDeg / 15);
  const start = Date.parse(startUTC) + offset * 3_600_000;
  const hour = new Uint8Array(steps);
  const weekday = new Uint8Array(steps);
  const firstHour = new Date(start).getUTCHours();
  const firstDay = new Date(start).getUTCDay();
  for (let t = 0; t < steps; t++) {
    hour[t] = (firstHour + t) % 24;
    weekday[t] = (firstDay + Math.floor((firstHour + t) / 24)) % 7;
  }
  return { hour, weekday };
}
