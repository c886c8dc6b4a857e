/** Reads the time column of an hourly file: which column it is, whose clock it runs on, and each row's moment in UTC. */
import { MS_PER_HOUR } from "../../units.ts";
import { wordsOf } from "./hourly-columns.ts";

/** Whose clock a time column runs on; an offset in a cell goes before it. */
export type Clock =
  | { readonly kind: "offset"; readonly hours: number }
  | { readonly kind: "central-europe" }
  | { readonly kind: "unknown" };

/** A time as written: wall clock, as if it were UTC, and the offset when the cell has one. */
export interface Stamp {
  readonly wallMs: number;
  readonly offsetHours?: number;
}

const TIME_WORDS = / (datetime|date|datum|time|timestamp|hour|mtu|period|valid|interval) /;

/** Index of the time column: one in UTC goes before others; -1 when there is none. */
export function findTimeColumn(headers: readonly string[]): number {
  const words = headers.map(wordsOf);
  const isTime = words.map((word) => TIME_WORDS.test(word) || word === " utc ");
  const inUTC = words.findIndex((word, i) => isTime[i] && / (utc|gmt|z) /.test(word));
  return inUTC >= 0 ? inUTC : isTime.indexOf(true);
}

/** The clock a header states, else the offset given by the caller. */
export function clockOf(header: string, utcOffsetHours: number | undefined): Clock {
  const words = wordsOf(header);
  if (/ (utc|gmt) /.test(words)) return { kind: "offset", hours: 0 };
  if (/ (cest|mesz|datum von) /.test(words)) return { kind: "central-europe" };
  if (/ (cet|mez) /.test(words)) return { kind: "offset", hours: 1 };
  return utcOffsetHours === undefined
    ? { kind: "unknown" }
    : { kind: "offset", hours: utcOffsetHours };
}

const ZONE = String.raw`\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?`;
const CLOCK_TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?`;
const YEAR_FIRST = new RegExp(
  String.raw`^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T ]\s*${CLOCK_TIME}${ZONE}$`,
  "i",
);
const DAY_FIRST = new RegExp(
  String.raw`^(\d{1,2})\.(\d{1,2})\.(\d{4})[T ]\s*${CLOCK_TIME}${ZONE}$`,
  "i",
);

/** Reads a stamp, or the start of a range "start - end"; undefined when it is none. */
export function readStamp(cell: string): Stamp | undefined {
  const start = / - /.test(cell) ? cell.slice(0, cell.indexOf(" - ")).trim() : cell;
  const first = YEAR_FIRST.exec(start);
  if (first) return stampOf([first[1]!, first[2]!, first[3]!], first);
  const second = DAY_FIRST.exec(start);
  return second ? stampOf([second[3]!, second[2]!, second[1]!], second) : undefined;
}

function stampOf(
  date: readonly [string, string, string],
  match: RegExpExecArray,
): Stamp | undefined {
  const [year, month, day] = date.map(Number) as [number, number, number];
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)];
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(wallMs);
  const real =
    back.getUTCMonth() === month - 1 && back.getUTCDate() === day && back.getUTCHours() === hour;
  if (!real || minute > 59 || second > 59 || year < 1900) return undefined;
  const zone = match[7];
  if (!zone) return { wallMs };
  if (!/^[+-]/.test(zone)) return { wallMs, offsetHours: 0 };
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  const hours = Number(digits.slice(0, 2)) + Number(digits.slice(2)) / 60;
  return hours > 14 ? undefined : { wallMs, offsetHours: zone.startsWith("-") ? -hours : hours };
}

/** Whether a stamp looks like day/month/year or month/day/year, which cannot be told apart. */
export function isAmbiguousDate(cell: string): boolean {
  return /^\d{1,2}\/\d{1,2}\/\d{4}/.test(cell);
}

/** Milliseconds in UTC of the last Sunday of a month, 01:00, when Europe changes its clocks. */
function lastSundayMs(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0));
  return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay(), 1);
}

/**
 * Turns wall-clock times of central Europe into UTC. In the hour lost in spring a time does not
 * exist: null. In the hour had twice in autumn the second run of a time is winter time.
 */
export function centralEuropeToUTC(): (wallMs: number) => number | null {
  let latestUTC = -Infinity;
  return (wallMs) => {
    const year = new Date(wallMs).getUTCFullYear();
    const [spring, autumn] = [lastSundayMs(year, 2), lastSundayMs(year, 9)];
    const [asSummer, asWinter] = [wallMs - 2 * MS_PER_HOUR, wallMs - MS_PER_HOUR];
    const summer = asSummer >= spring && asSummer < autumn;
    const winter = asWinter < spring || asWinter >= autumn;
    if (!summer && !winter) return null;
    const utc = summer && !(winter && asSummer <= latestUTC) ? asSummer : asWinter;
    latestUTC = Math.max(latestUTC, utc);
    return utc;
  };
}
