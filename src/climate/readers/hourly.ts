/**
 * Reads a CSV file of hourly values (prices, weather, carbon, loads) into series of one calendar year
 * on the UTC clock. Every stamp and every cell of a used column is checked; columns that are not used
 * are named in the notices, and so is everything that was converted, averaged or turned.
 */
import { numberInCell, readLines, readRows, separatorOf } from "./cells.ts";
import type { Row } from "./cells.ts";
import { findTimeColumn, readStamp } from "./hourly-clock.ts";
import { recogniseColumn } from "./hourly-columns.ts";
import type { HourlyName } from "./hourly-columns.ts";
import { checkCount, findGrid, layValues } from "./hourly-grid.ts";
import type { Grid } from "./hourly-grid.ts";
import type { HourlyOptions } from "./hourly-options.ts";
import { checkWidths, countMoments, readMoments, readValues } from "./hourly-rows.ts";
import type { Used } from "./hourly-rows.ts";
import { addIssue, checkSize, newFindings, refuse, shorten } from "./issue.ts";
import type { Findings, ReadResult, SeriesIssue } from "./issue.ts";

/** What a file leaves open of its options. */
export interface LeftOpen {
  readonly year: boolean;
  readonly clock: boolean;
}

/** What a file leaves open, as its issues tell: who asks for it can state it. */
export function leftOpen(issues: readonly SeriesIssue[]): LeftOpen {
  const has = (code: string) => issues.some((issue) => issue.code === code);
  const year = has("time_missing");
  return { year, clock: year || has("clock_unknown") };
}

/** One series of an hourly file. */
export interface HourlyColumn {
  readonly name: HourlyName;
  /** In the unit of the name. */
  readonly values: Float64Array;
  /** Header in the file. */
  readonly sourceColumn: string;
  /** Unit in the file. */
  readonly unit: string;
}

/** Series of one calendar year; step t covers the hour from `startUTC` + t hours. */
export interface HourlyTable {
  readonly startUTC: string;
  readonly steps: number;
  readonly columns: ReadonlyMap<string, HourlyColumn>;
}

/** Reads the text of an hourly file; all issues at once when it cannot be used. */
export function readHourly(text: string, options: HourlyOptions = {}): ReadResult<HourlyTable> {
  const findings = newFindings();
  if (!checkSize(text, findings)) return refuse(findings);
  const separator = separatorOf(
    readLines(text.slice(0, 65_536)).find((line) => line.trim() !== "" && !line.startsWith("#")) ??
      "",
  );
  const table = readTable(text, separator, findings);
  if (!table) return refuse(findings);
  const { headers, rows } = table;
  const stamps = findTimeColumn(headers);
  // A column that counts the rows says no more than their order.
  const isCount = stamps >= 0 && countsRows(rows, stamps);
  if (isCount)
    findings.notices.push(`Column ${stamps + 1} "${shorten(headers[stamps]!)}" counts the rows.`);
  const time = isCount ? -1 : stamps;
  // Rows without stamps count from 1 January when the caller names year and clock.
  const { expectedYear, utcOffsetHours } = options;
  const counted = time < 0 && expectedYear !== undefined && utcOffsetHours !== undefined;
  if (time < 0 && !counted) addTimeMissing(headers, findings);
  const used = chooseColumns(headers, stamps, findings);
  const sound = checkWidths(rows, headers.length, separator, findings);
  const wholeYear = time >= 0 || checkCount(rows.length, findings);
  const read = counted
    ? { placed: countMoments(sound, expectedYear, utcOffsetHours, findings), complete: wholeYear }
    : time < 0
      ? { placed: sound.map((row) => ({ row })), complete: false }
      : readMoments(sound, headers[time]!, time, used, utcOffsetHours, findings);
  // Gaps can be told where no row was lost on the way.
  const moments = read.placed.flatMap((placed) => ("moment" in placed ? [placed.moment] : []));
  const grid =
    read.complete && sound.length === rows.length
      ? findGrid(moments, headers[time] ?? "(no time column)", expectedYear, findings)
      : undefined;
  const kept = read.placed.map(({ row }) => row);
  const values = readValues(kept, used, separator, findings);
  if (!grid || findings.issues.length > 0) return refuse(findings);
  return { ok: true, value: tableOf(used, values, grid), notices: findings.notices };
}

function tableOf(used: readonly Used[], values: readonly Float64Array[], grid: Grid): HourlyTable {
  const columns = used.map(({ name, header, unit }, k): [string, HourlyColumn] => [
    name,
    { name, values: layValues(values[k]!, grid), sourceColumn: header, unit },
  ]);
  return { startUTC: grid.startUTC, steps: grid.steps, columns: new Map(columns) };
}

/** Header and data rows; comment lines are left out and counted. */
function readTable(
  text: string,
  separator: string,
  findings: Findings,
): { headers: readonly string[]; rows: Row[] } | undefined {
  const all = readRows(text, separator);
  const rows = all.filter(({ cells }) => !cells[0]!.startsWith("#"));
  const first = rows.findIndex(({ cells }) => cells.some((cell) => cell !== ""));
  const header = rows[first];
  if (rows.length < all.length)
    findings.notices.push(`${all.length - rows.length} comment lines (#) passed over.`);
  const headless =
    !header ||
    header.cells.every(
      (cell) => cell === "" || readStamp(cell) !== undefined || !Number.isNaN(numberInCell(cell)),
    );
  if (headless || rows.length === first + 1) {
    const got = header?.cells.join(separator) ?? "no rows";
    addIssue(
      findings,
      headless
        ? {
            code: "header_missing",
            message: "the file has no header",
            got,
            expected: "for example hour_utc,price_usd_mwh",
            hint: "Put a first line that names the columns and their units.",
          }
        : {
            code: "no_rows",
            message: "the file has a header and no rows",
            got,
            expected: "8760 or 8784 rows",
            hint: "Was the file exported to the end?",
          },
    );
    return undefined;
  }
  return { headers: header.cells, rows: rows.slice(first + 1) };
}

/** Whether a column is whole numbers that go up by one from row to row, from 0 or 1. */
function countsRows(rows: readonly Row[], column: number): boolean {
  const first = rows[0]?.cells[column];
  return (
    (first === "0" || first === "1") &&
    rows.length > 24 &&
    rows.every(({ cells }, i) => cells[column] === String(Number(first) + i))
  );
}

/** Columns that are used; the others go to the notices. */
function chooseColumns(headers: readonly string[], stamps: number, findings: Findings): Used[] {
  const used: Used[] = [];
  for (const [index, header] of headers.entries()) {
    if (index === stamps) continue;
    const found = recogniseColumn(header);
    if ("reason" in found) {
      findings.notices.push(
        `Column ${index + 1} "${shorten(header)}" is not used: ${found.reason}.`,
      );
      continue;
    }
    const twin = used.find(({ name }) => name === found.name);
    if (twin)
      addIssue(findings, {
        code: "duplicate_column",
        column: header,
        message: `"${shorten(twin.header)}" holds ${found.name} as well`,
        got: header,
        expected: `one column of ${found.name}`,
        hint: "Remove one of them or rename it.",
      });
    else {
      used.push({ ...found, index, header });
      if (/^price(EUR|GBP)/.test(found.name))
        findings.notices.push(
          `Column "${shorten(header)}" is in ${found.unit.slice(0, 3)}: where no other is in USD, a plan takes it at an exchange rate.`,
        );
    }
  }
  if (used.length === 0)
    addIssue(findings, {
      code: "nothing_known",
      message: "no column holds anything the planner uses",
      got: headers.join(","),
      expected: "for example price_usd_mwh, temp_c, rh_pct, wind_ms, ghi, ci_direct_g_kwh",
      hint: findings.notices.at(-1) ?? "Name the columns with their units.",
    });
  return used;
}

function addTimeMissing(headers: readonly string[], findings: Findings): void {
  addIssue(findings, {
    code: "time_missing",
    message: "no column holds the time",
    got: headers.join(","),
    expected: "a column such as hour_utc",
    hint: "Add a column hour_utc with stamps such as 2025-01-01T00:00Z, or state year and utcOffsetHours for rows that count from 1 January.",
  });
}
