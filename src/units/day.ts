/** Calendar days as whole numbers since 1970-01-01, written 2027-07-01; months may stand for their first day. */

/** The number of a day written `2027-07-01`, `2027-07` or `2027`; undefined for other text and days that are none. */
export function dayNumber(text: string): number | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match) return undefined;
  const [, year, month = "01", day = "01"] = match;
  const number = Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000;
  return dayLabel(number) === `${year}-${month}-${day}` ? number : undefined;
}

/** A day's number as `2027-07-01`. */
export function dayLabel(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** The day so many calendar months later; the 31st becomes the last day of a shorter month. */
export function monthsLater(day: number, months: number): number {
  const date = new Date(day * 86_400_000);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const next = new Date(first);
  const last = Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 0);
  return Math.min(first / 86_400_000 + date.getUTCDate() - 1, last / 86_400_000);
}
