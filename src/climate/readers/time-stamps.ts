/** Reads and checks a column of time stamps: zones, gaps, doubled hours, leap day, daylight saving. */
import { MS_PER_HOUR } from "../../units.ts";
import { addIssue } from "./reading.ts";
import type { Findings } from "./reading.ts";

const STAMP =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2})(?::?(\d{2}))?(?::?(\d{2})(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d{2}:?(?:\d{2})?)?$/i;

interface Stamp {
  /** As if in UTC. */
  readonly ms: number;
  /** Of the stamp itself, if it has one. */
  readonly offsetHours: number | undefined;
}

function parseStamp(text: string): Stamp | undefined {
  const parts = STAMP.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  if (!month || month > 12 || !day || day > 31 || hour > 24 || minute > 59 || second > 59) return undefined;
  const ms = Date.UTC(year!, month - 1, day, hour, minute, second);
  const zone = parts[7]?.toUpperCase();
  if (zone === undefined) return { ms, offsetHours: undefined };
  if (zone === "Z" || zone === "UTC") return { ms, offsetHours: 0 };
  const sign = zone.startsWith("-") ? -1 : 1;
  return { ms, offsetHours: sign * (Number(zone.slice(1, 3)) + Number(zone.slice(3).replace(":", "") || 0) / 60) };
}

/** How stamps are to be understood. */
export interface StampRules {
  readonly stepMs: number;
  /** Of stamps without their own. */
  readonly offsetHours: number | undefined;
  /** The header says that stamps are in UTC. */
  readonly isUTC: boolean;
}

/**
 * Start of the first row in ms since 1970 UTC; undefined with issues where rows do not follow one
 * another in equal steps.
 */
export function checkStamps(
  stamps: readonly { readonly text: string; readonly row: number }[],
  rules: StampRules,
  findings: Findings,
): number | undefined {
  const times: { ms: number; row: number; text: string }[] = [];
  const fallback = rules.offsetHours ?? (rules.isUTC ? 0 : undefined);
  for (const { text, row } of stamps) {
    const stamp = parseStamp(text);
    const offset = stamp?.offsetHours ?? fallback;
    if (stamp && offset !== undefined) {
      times.push({ ms: stamp.ms - offset * MS_PER_HOUR, row, text });
      continue;
    }
    addIssue(findings, {
      code: stamp ? "no_time_zone" : "bad_time_stamp", row, column: "time", got: text,
      message: stamp ? "The time stamp has no zone" : "The time stamp cannot be read",
      expected: "2025-01-31T13:00Z or 2025-01-31 13:00+01:00",
      hint: stamp ? "State the time zone offset, or add Z." : "",
    });
    if (stamp) return undefined;
  }
  checkSteps(times, rules.stepMs, findings);
  return times[0]?.ms;
}

function checkSteps(
  times: readonly { ms: number; row: number; text: string }[],
  stepMs: number,
  findings: Findings,
): void {
  let [gaps, doubles] = [0, 0];
  for (let i = 1; i < times.length; i++) {
    const { ms, row, text } = times[i]!;
    const before = times[i - 1]!.ms;
    if (ms - before === stepMs) continue;
    const expected = new Date(before + stepMs).toISOString();
    const missing = (ms - before) / stepMs - 1;
    if (missing > 0) gaps++;
    else doubles++;
    addIssue(findings, {
      code: missing > 0 ? "gap" : missing === -1 ? "duplicate" : "out_of_order",
      row, column: "time", got: text, expected,
      message:
        missing > 0
          ? `${Math.round(missing * 100) / 100} rows are missing before this one`
          : missing === -1 ? "The hour stands twice" : "The row goes back in time",
      hint: hintFor(before + stepMs, missing * stepMs, gaps, doubles),
    });
  }
}

function hintFor(fromMs: number, missingMs: number, gaps: number, doubles: number): string {
  const from = new Date(fromMs);
  const month = from.getUTCMonth();
  if (missingMs === 24 * MS_PER_HOUR && (month === 1 || (month === 2 && from.getUTCDate() === 1)))
    return "29 February is missing: add it, or use a year without it.";
  if (Math.abs(missingMs) === MS_PER_HOUR && [1, 2, 3, 8, 9, 10].includes(month) && gaps <= 1 && doubles <= 1)
    return "This looks like daylight saving time: export in UTC or standard time.";
  return "";
}
