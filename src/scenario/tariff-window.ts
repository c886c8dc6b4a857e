/** When a row of a tariff's table holds: months, local hours, days of the week, as people write them. */

/** Hours a part holds in; an empty list of months is all of them. */
export interface Window {
  readonly months: readonly number[];
  /** First local hour and the one at which it ends; both left out for the whole day. May reach over midnight. */
  readonly fromHour?: number;
  readonly toHour?: number;
  readonly weekdays: boolean;
}

const MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const ALL = /^(|-|–|all|any|every day|daily|always|year|year-round|24 ?h)$/i;

function monthOf(word: string): number | undefined {
  const number = /^\d{1,2}$/.test(word) ? Number(word) : 0;
  if (number >= 1 && number <= 12) return number;
  const at = MONTH_NAMES.indexOf(word.slice(0, 3));
  return at < 0 || !/^[a-z]{3,9}$/.test(word) ? undefined : at + 1;
}

/** `6-8`, `6 7 8`, `Nov-Feb`; an empty list for all; undefined when it is something else. */
export function readMonths(text: string): number[] | undefined {
  if (ALL.test(text)) return [];
  const found = new Set<number>();
  for (const piece of text
    .toLowerCase()
    .replaceAll(/ *[-–] */g, "-")
    .split(/[\s;,+]+/)) {
    const [from = "", to = from, ...rest] = piece.split("-");
    const [first, last] = [monthOf(from), monthOf(to)];
    if (first === undefined || last === undefined || rest.length > 0) return undefined;
    for (let month = first; ; month = (month % 12) + 1) {
      found.add(month);
      if (month === last) break;
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** `14-20`, `14:00-20:00`, `22–6`; nothing stated for the whole day; undefined when it is something else. */
export function readHours(text: string): Pick<Window, "fromHour" | "toHour"> | undefined {
  if (ALL.test(text)) return {};
  const [, from, to] = /^(\d{1,2})(?::?00)? ?[-–] ?(\d{1,2})(?::?00)? ?h?$/i.exec(text) ?? [];
  if (from === undefined || to === undefined) return undefined;
  const [fromHour, end] = [Number(from) % 24, Number(to)];
  const toHour = end === 0 ? 24 : end;
  if (Number(from) > 24 || toHour > 24 || fromHour === toHour) return undefined;
  return fromHour === 0 && toHour === 24 ? {} : { fromHour, toHour };
}

/** Whether it holds on weekdays alone; undefined when it is something that a part cannot say. */
export function readDays(text: string): boolean | undefined {
  if (ALL.test(text) || /^mon? ?[-–] ?sun?$/i.test(text)) return false;
  return /^(weekdays?|workdays?|mon? ?[-–] ?fri?|1 ?[-–] ?5)$/i.test(text) ? true : undefined;
}

/** Whether a window holds in an hour of the day of a month, on a weekday or at a weekend. */
export function holds(
  { months, fromHour = 0, toHour = 24, weekdays }: Window,
  month: number,
  hour: number,
  isWeekday: boolean,
): boolean {
  const inHours =
    fromHour < toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour;
  return (months.length === 0 || months.includes(month)) && inHours && (isWeekday || !weekdays);
}
