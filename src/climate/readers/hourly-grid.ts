/** Checks that the rows of an hourly file run evenly through one calendar year and lays them on it. */
import { MS_PER_HOUR } from "../../units.ts";
import { stepsInYear, yearStartUTC } from "../climate.ts";
import { addIssue, shorten } from "./issue.ts";
import type { Findings } from "./issue.ts";

/** A row that counts: where it stands in the file, its moment, and its time cell. */
export interface Moment {
  readonly line: number;
  readonly utcMs: number;
  readonly wallMs: number;
  readonly stamp: string;
}

/** How rows become the hours of a year. */
export interface Grid {
  readonly startUTC: string;
  readonly steps: number;
  /** Rows that are averaged into one hour. */
  readonly perHour: number;
  /** Hour of the year that the first rows make, from −14 to 14. */
  readonly firstHour: number;
}

const MS_PER_MINUTE = 60_000;

/** More than this missing at an end of the year is another period, not a row that was lost. */
const MOST_HOURS_AT_END = 31 * 24;

/** The grid of the moments, or undefined with issues. */
export function findGrid(
  moments: readonly Moment[],
  timeColumn: string,
  expectedYear: number | undefined,
  findings: Findings,
): Grid | undefined {
  const stepMs = usualStepMs(moments);
  const minutes = stepMs / MS_PER_MINUTE;
  if (!(minutes >= 5 && minutes <= 60 && 60 % minutes === 0)) {
    addIssue(
      findings,
      Number.isNaN(minutes) && moments.length > 1 ? BACKWARDS : stepIssue(minutes, moments.length),
    );
    return undefined;
  }
  const before = findings.issues.length;
  checkOrder(moments, stepMs, timeColumn, findings);
  if (findings.issues.length > before) return undefined;
  return layOnYear(moments, stepMs, timeColumn, expectedYear, findings);
}

/** No row is later than the one before. */
const BACKWARDS: Parameters<typeof addIssue>[1] = {
  code: "not_in_order",
  got: "rows from last to first",
  message: "no row is later than the one before",
  expected: "rows in the order of their time",
  hint: "Sort the rows by time.",
};

function stepIssue(minutes: number, rows: number): Parameters<typeof addIssue>[1] {
  const length = minutes >= 60 ? `${minutes / 60} h` : `${minutes} min`;
  return {
    code: "step_length",
    got: Number.isFinite(minutes) ? `${rows} rows, ${length} apart` : `${rows} rows`,
    message: Number.isFinite(minutes)
      ? `the rows are ${length} apart`
      : "the file has too few rows to tell how far apart they are",
    expected: "1 h, or 5, 10, 15, 20 or 30 min",
    hint:
      minutes > 60
        ? "Interpolate the series to hours first (8760 or 8784 rows), or take an hourly export from the source."
        : "Average the series to hours first, or take an hourly export from the source.",
  };
}

/** The distance between rows that stands most often. */
function usualStepMs(moments: readonly Moment[]): number {
  const counts = new Map<number, number>();
  let usual = Number.NaN;
  for (let i = 1; i < moments.length; i++) {
    const step = moments[i]!.utcMs - moments[i - 1]!.utcMs;
    if (step <= 0) continue;
    counts.set(step, (counts.get(step) ?? 0) + 1);
    if (counts.get(step)! > (counts.get(usual) ?? 0)) usual = step;
  }
  return usual;
}

/** Adds an issue for every gap, doubled stamp and step backwards. */
function checkOrder(
  moments: readonly Moment[],
  stepMs: number,
  column: string,
  findings: Findings,
): void {
  for (let i = 1; i < moments.length; i++) {
    const { line: row, utcMs, stamp } = moments[i]!;
    const step = utcMs - moments[i - 1]!.utcMs;
    if (step === stepMs) continue;
    const expected = new Date(moments[i - 1]!.utcMs + stepMs).toISOString().replace(".000", "");
    const common = { row, column, got: stamp, expected: `${expected} in UTC` };
    const quote = shorten(stamp);
    if (step === 0)
      addIssue(findings, {
        ...common,
        code: "duplicate_stamp",
        message: `"${quote}" stands twice`,
        hint: "Keep one of the rows; a local clock needs its offset in the hour that autumn has twice.",
      });
    else if (step < 0)
      addIssue(findings, {
        ...common,
        code: "not_in_order",
        message: `"${quote}" is earlier than the row before`,
        hint: "Sort the rows by time.",
      });
    else
      addIssue(findings, {
        ...common,
        code: "gap",
        message: `${lengthOf(step - stepMs)} missing before "${quote}"`,
        hint: gapHint(moments[i - 1]!.utcMs + stepMs, step - stepMs),
      });
  }
}

/** `1 h is`, `30 min are`. */
function lengthOf(ms: number): string {
  const minutes = ms / MS_PER_MINUTE;
  if (minutes === 60) return "1 h is";
  return minutes % 60 === 0 ? `${minutes / 60} h are` : `${minutes} min are`;
}

function gapHint(fromMs: number, missingMs: number): string {
  const from = new Date(fromMs);
  const month = from.getUTCMonth();
  if (missingMs === 24 * MS_PER_HOUR && (month === 1 || (month === 2 && from.getUTCDate() === 1)))
    return "29 February is missing: add it, or use a year without it.";
  if (missingMs === MS_PER_HOUR && [1, 2, 3, 8, 9, 10].includes(month))
    return "If the clock changed to summer time here, state the time in UTC; else fill the missing row.";
  return "Fill the missing rows.";
}

function layOnYear(
  moments: readonly Moment[],
  stepMs: number,
  column: string,
  expectedYear: number | undefined,
  findings: Findings,
): Grid | undefined {
  const perHour = MS_PER_HOUR / stepMs;
  const first = moments[0]!;
  const year = new Date(moments[Math.floor(moments.length / 2)]!.utcMs).getUTCFullYear();
  const [steps, startMs] = [stepsInYear(year), Date.UTC(year, 0, 1)];
  const firstHour = (first.utcMs - startMs) / MS_PER_HOUR;
  checkYear({ moments, stepMs, column, year, steps, startMs, firstHour }, expectedYear, findings);
  if (findings.issues.length > 0) return undefined;
  if (perHour > 1)
    findings.notices.push(
      `${moments.length} rows, ${60 / perHour} min apart, averaged to ${steps} hours.`,
    );
  if (firstHour !== 0)
    findings.notices.push(
      `The file's year starts ${Math.abs(firstHour)} h ${firstHour < 0 ? "before" : "after"} that of UTC: ${Math.abs(firstHour)} h turned round the year's end.`,
    );
  return { startUTC: yearStartUTC(year), steps, perHour, firstHour };
}

/** The rows and the calendar year they are to fill. */
interface Fit {
  readonly moments: readonly Moment[];
  readonly stepMs: number;
  readonly column: string;
  readonly year: number;
  readonly steps: number;
  readonly startMs: number;
  readonly firstHour: number;
}

function checkYear(fit: Fit, expectedYear: number | undefined, findings: Findings): void {
  const { moments, column, year } = fit;
  if (expectedYear !== undefined && year !== expectedYear)
    addIssue(findings, {
      code: "wrong_year",
      column,
      message: `the file is of ${year}, not of ${expectedYear}`,
      got: String(year),
      expected: String(expectedYear),
      hint: `Give a file of ${expectedYear}, or plan ${year}.`,
    });
  if (moments.length === fit.steps * (MS_PER_HOUR / fit.stepMs)) checkStart(fit, findings);
  else if (!tellEnds(fit, findings))
    addIssue(findings, {
      code: "wrong_length",
      message: `the file has ${moments.length} rows, not one calendar year`,
      got: `${moments.length} rows from ${shorten(moments[0]!.stamp)}`,
      expected: `${fit.steps * (MS_PER_HOUR / fit.stepMs)} rows for ${year}`,
      hint: "Cut the file to one calendar year, 1 January to 31 December; a leap year needs its 29 February.",
    });
}

/** Tells what lacks or is too much at the two ends of the year, where that is all; false where it is not. */
function tellEnds(fit: Fit, findings: Findings): boolean {
  const { moments, stepMs, column, year, steps, startMs } = fit;
  const [first, last] = [moments[0]!, moments.at(-1)!];
  const endMs = startMs + steps * MS_PER_HOUR - stepMs;
  const [lacksBefore, lacksAfter] = [first.wallMs - startMs, endMs - last.wallMs];
  const most = MOST_HOURS_AT_END * MS_PER_HOUR;
  const lacks = lacksBefore + lacksAfter;
  if (Math.abs(lacksBefore) > most || Math.abs(lacksAfter) > most) return false;
  if (moments.length * stepMs + lacks !== steps * MS_PER_HOUR) return false;
  const tell = (at: Moment, ms: number, where: string, expected: string, hint: string) => {
    if (ms === 0) return;
    addIssue(findings, {
      code: ms > 0 ? "gap" : "wrong_length",
      row: at.line,
      column,
      message:
        ms > 0
          ? `${lengthOf(ms)} missing ${where} "${shorten(at.stamp)}": the file is ${moments.length} rows, the year ${(steps * MS_PER_HOUR) / stepMs}`
          : `${lengthOf(-ms)} outside ${year}`,
      got: at.stamp,
      expected,
      hint: ms > 0 ? hint : "Cut the file to one calendar year, 1 January to 31 December.",
    });
  };
  tell(
    first,
    lacksBefore,
    "before",
    `1 January ${year} 00:00`,
    "Add what is missing at the start of the year; or, if each stamp names the end of its step, the last step is missing and every stamp is one step late.",
  );
  tell(
    last,
    lacksAfter,
    "after",
    new Date(endMs).toISOString().slice(0, 16),
    "Add what is missing at the end of the year.",
  );
  return true;
}

/** Whether a count of rows without stamps is a year of hours, halves or quarters; an issue when it is none. */
export function checkCount(rows: number, findings: Findings): boolean {
  const lengths = [8760, 8784, 17_520, 17_568, 35_040, 35_136];
  if (lengths.includes(rows)) return true;
  const nearest = lengths.reduce((best, next) =>
    Math.abs(next - rows) < Math.abs(best - rows) ? next : best,
  );
  const off = Math.abs(rows - nearest);
  addIssue(findings, {
    code: "wrong_length",
    message: `the file has ${rows} rows, ${off} ${rows < nearest ? "less" : "more"} than the ${nearest} of a year`,
    got: `${rows} rows`,
    expected: "8760, 8784 or 35040 rows",
    hint: "Its rows have no stamps, so the place cannot be told: a file with a column hour_utc is checked hour by hour.",
  });
  return false;
}

function checkStart(
  { moments, stepMs, column, year, startMs, firstHour }: Fit,
  findings: Findings,
): void {
  const first = moments[0]!;
  if (Math.abs(firstHour) > 14)
    addIssue(findings, {
      code: "not_a_calendar_year",
      row: first.line,
      column,
      message: "the year does not start on 1 January",
      got: first.stamp,
      expected: `1 January ${year} 00:00`,
      hint: "Cut the file to one calendar year, 1 January to 31 December.",
    });
  else if (first.wallMs === startMs + stepMs)
    addIssue(findings, {
      code: "hour_ending",
      row: first.line,
      column,
      message: "the stamps seem to name the end of each step",
      got: first.stamp,
      expected: `1 January ${year} 00:00`,
      hint: "Subtract one step from every stamp, so that each names the start of its step.",
    });
  else if (!Number.isInteger(firstHour))
    addIssue(findings, {
      code: "off_the_hour",
      row: first.line,
      column,
      message: "the steps do not start on the hour in UTC",
      got: first.stamp,
      expected: "minute 00 in UTC",
      hint: "Average the neighbouring values to full hours of UTC first.",
    });
}

/** The hours of the year from the values of the rows: averaged, and turned round the year's end. */
export function layValues(values: Float64Array, grid: Grid): Float64Array {
  const hours = new Float64Array(grid.steps);
  for (let hour = 0; hour < grid.steps; hour++) {
    let sum = 0;
    for (let k = 0; k < grid.perHour; k++) sum += values[hour * grid.perHour + k]!;
    hours[(hour + grid.firstHour + grid.steps) % grid.steps] = sum / grid.perHour;
  }
  return hours;
}
