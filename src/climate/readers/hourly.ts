/**
 * Reads a CSV file of hourly values (prices, weather, carbon, loads) into series of one calendar year
 * on the UTC clock. Every stamp and every cell of a used column is checked; columns that are not used
 * are named in the notices, and so is everything that was converted, averaged or turned.
 */
import { defectOf, isCommaNumber, numberInCell, readLines, readRows, separatorOf } from "./cells.ts";
import type { Defect, Row } from "./cells.ts";
import { centralEuropeToUTC, clockOf, findTimeColumn, isAmbiguousDate, readStamp } from "./hourly-clock.ts";
import type { Clock } from "./hourly-clock.ts";
import { LIMITS, recogniseColumn } from "./hourly-columns.ts";
import type { HourlyName, Recognised } from "./hourly-columns.ts";
import { findGrid, layValues } from "./hourly-grid.ts";
import type { Grid, Moment } from "./hourly-grid.ts";
import { addIssue, checkSize, newFindings, refuse, shorten } from "./issue.ts";
import type { Findings, ReadResult } from "./issue.ts";
import { MS_PER_HOUR } from "../../units.ts";

/** What the file itself may not say. */
export interface HourlyOptions {
  /** Offset of the file's clock from UTC all year, east positive, where stamps and header do not state it. */
  readonly utcOffsetHours?: number;
  /** Calendar year the file must be of. */
  readonly expectedYear?: number;
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

interface Used extends Recognised {
  readonly index: number;
  readonly header: string;
}

/** Reads the text of an hourly file; all issues at once when it cannot be used. */
export function readHourly(text: string, options: HourlyOptions = {}): ReadResult<HourlyTable> {
  const findings = newFindings();
  if (!checkSize(text, findings)) return refuse(findings);
  const separator = separatorOf(readLines(text.slice(0, 65_536)).find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "");
  const table = readTable(text, separator, findings);
  if (!table) return refuse(findings);
  const { headers, rows } = table;
  const time = findTimeColumn(headers);
  const used = chooseColumns(headers, time, findings);
  const sound = checkWidths(rows, headers.length, separator, findings);
  const moments = time < 0 ? [] : readMoments(sound, headers[time]!, time, used, options, findings);
  const kept = moments.map(({ row }) => row);
  const values = readValues(kept, used, separator, findings);
  if (findings.issues.length > 0) return refuse(findings);
  const grid = findGrid(moments.map(({ moment }) => moment), headers[time]!, options.expectedYear, findings);
  if (!grid) return refuse(findings);
  return { ok: true, value: tableOf(used, values, grid), notices: findings.notices };
}

function tableOf(used: readonly Used[], values: readonly Float64Array[], grid: Grid): HourlyTable {
  const columns = used.map(({ name, header, unit }, k): [string, HourlyColumn] => [
    name, { name, values: layValues(values[k]!, grid), sourceColumn: header, unit },
  ]);
  return { startUTC: grid.startUTC, steps: grid.steps, columns: new Map(columns) };
}

/** Header and data rows; comment lines are left out and counted. */
function readTable(text: string, separator: string, findings: Findings): { headers: readonly string[]; rows: Row[] } | undefined {
  const all = readRows(text, separator);
  const rows = all.filter(({ cells }) => !cells[0]!.startsWith("#"));
  const first = rows.findIndex(({ cells }) => cells.some((cell) => cell !== ""));
  const header = rows[first];
  if (rows.length < all.length) findings.notices.push(`${all.length - rows.length} comment lines (#) passed over.`);
  const headless = !header || header.cells.every((cell) => cell === "" || readStamp(cell) !== undefined || !Number.isNaN(numberInCell(cell)));
  if (headless || rows.length === first + 1) {
    const got = header?.cells.join(separator) ?? "no rows";
    addIssue(findings, headless
      ? { code: "header_missing", message: "the file has no header", got, expected: "for example hour_utc,price_usd_mwh", hint: "Put a first line that names the columns and their units." }
      : { code: "no_rows", message: "the file has a header and no rows", got, expected: "8760 or 8784 rows", hint: "Was the file exported to the end?" });
    return undefined;
  }
  return { headers: header.cells, rows: rows.slice(first + 1) };
}

/** Columns that are used; the others go to the notices. */
function chooseColumns(headers: readonly string[], time: number, findings: Findings): Used[] {
  if (time < 0)
    addIssue(findings, { code: "time_missing", message: "no column holds the time", got: headers.join(","), expected: "a column such as hour_utc", hint: "Add a column hour_utc with stamps such as 2025-01-01T00:00Z." });
  const used: Used[] = [];
  for (const [index, header] of headers.entries()) {
    if (index === time) continue;
    const found = recogniseColumn(header);
    if ("reason" in found) {
      findings.notices.push(`Column ${index + 1} "${shorten(header)}" is not used: ${found.reason}.`);
      continue;
    }
    const twin = used.find(({ name }) => name === found.name);
    if (twin)
      addIssue(findings, { code: "duplicate_column", column: header, message: `"${shorten(twin.header)}" holds ${found.name} as well`, got: header, expected: `one column of ${found.name}`, hint: "Remove one of them or rename it." });
    else {
      used.push({ ...found, index, header });
      if (/^price(EUR|GBP)/.test(found.name)) findings.notices.push(`Column "${shorten(header)}" is in ${found.unit.slice(0, 3)}, not USD: it needs an exchange rate before use.`);
    }
  }
  if (used.length === 0 && time >= 0)
    addIssue(findings, { code: "nothing_known", message: "no column holds anything the planner uses", got: headers.join(","), expected: "for example price_usd_mwh, temp_c, rh_pct, wind_ms, ghi, ci_direct_g_kwh", hint: findings.notices.at(-1) ?? "Name the columns with their units." });
  return used;
}

function checkWidths(rows: readonly Row[], width: number, separator: string, findings: Findings): Row[] {
  return rows.filter(({ line, cells }) => {
    if (cells.length === width) return true;
    // ENTSO-E ends its header with the name of the zone, to which no cells belong.
    if (cells.length === width - 1 && rows.every((row) => row.cells.length === width - 1)) return true;
    addIssue(findings, { code: "row_width", row: line, message: `the row has ${cells.length} cells, the header ${width}`, got: cells.join(separator), expected: `${width} cells`, hint: separator === "," && cells.length > width ? "Decimal commas need ; between the cells." : "Complete the row or take it out with its hour filled." });
    return false;
  });
}

/** The moment of every row; rows of the hour that spring leaves out are left out too, with a notice. */
function readMoments(
  rows: readonly Row[], header: string, time: number, used: readonly Used[], options: HourlyOptions, findings: Findings,
): { row: Row; moment: Moment }[] {
  const clock = clockOf(header, options.utcOffsetHours);
  const fromEurope = centralEuropeToUTC();
  const moments: { row: Row; moment: Moment }[] = [];
  for (const row of rows) {
    const cell = row.cells[time]!;
    const stamp = readStamp(cell);
    const common = { row: row.line, column: header, got: cell };
    if (!stamp) {
      addIssue(findings, { ...common, code: "bad_stamp", message: `"${shorten(cell)}" is not a time`, expected: "for example 2025-01-01T00:00Z", hint: isAmbiguousDate(cell) ? "Day and month cannot be told apart; write 2025-12-31 23:00." : "Hours run from 00 to 23." });
      continue;
    }
    const utcMs = stamp.offsetHours !== undefined ? stamp.wallMs - stamp.offsetHours * MS_PER_HOUR : toUTC(stamp.wallMs, clock, fromEurope);
    if (utcMs === undefined) {
      addIssue(findings, { ...common, code: "clock_unknown", message: "the stamps do not say on which clock they run", expected: "Z, an offset such as +01:00, or UTC in the header", hint: "State utcOffsetHours for the file, or rename the column to hour_utc." });
      break;
    }
    if (utcMs !== null) moments.push({ row, moment: { line: row.line, utcMs, wallMs: stamp.wallMs, stamp: cell } });
    else if (used.every(({ index }) => defectOf(row.cells[index] ?? "") === "blank_cell")) findings.notices.push(`Row ${row.line} passed over: "${shorten(cell)}" is the hour that spring leaves out, and it is blank.`);
    else addIssue(findings, { ...common, code: "no_such_hour", message: `"${shorten(cell)}" does not exist: spring leaves the hour out`, expected: "no value in this hour", hint: "State the time in UTC." });
  }
  return moments;
}

function toUTC(wallMs: number, clock: Clock, fromEurope: (wallMs: number) => number | null): number | null | undefined {
  if (clock.kind === "unknown") return undefined;
  return clock.kind === "offset" ? wallMs - clock.hours * MS_PER_HOUR : fromEurope(wallMs);
}

const DEFECTS: Readonly<Record<Defect, readonly [message: string, hint: string]>> = {
  blank_cell: ["the cell is blank", "Fill the hour from its neighbours or the source."],
  infinite_cell: ["the value is not finite", "Correct the value."],
  formula_cell: ["the cell holds a formula", "Export values instead of formulas."],
  comma_cell: ["the number has a decimal comma", "Part the cells by ; or write decimal points."],
  not_a_number: ["the cell is not a number", "Write plain numbers without thousands separators and units."],
};

/** Values by used column and row, in our units. */
function readValues(rows: readonly Row[], used: readonly Used[], separator: string, findings: Findings): Float64Array[] {
  const commaRow = separator === "," ? undefined : rows.find(({ cells }) => used.some(({ index }) => isCommaNumber(cells[index] ?? "")));
  if (commaRow) findings.notices.push("Numbers have decimal commas.");
  const values = used.map(() => new Float64Array(rows.length));
  for (const [i, row] of rows.entries())
    for (const [k, column] of used.entries()) values[k]![i] = readValue(row, column, commaRow !== undefined, findings);
  return values;
}

function readValue(row: Row, { index, header, name, unit, convert }: Used, commas: boolean, findings: Findings): number {
  const cell = row.cells[index] ?? "";
  const common = { row: row.line, column: header, got: cell };
  if (commas && cell.includes(".") && !Number.isNaN(numberInCell(cell)))
    addIssue(findings, { ...common, code: "mixed_decimals", message: "the file mixes decimal commas and points", expected: "decimal commas throughout", hint: "Write all numbers alike." });
  const number = numberInCell(commas ? cell.replace(",", ".") : cell);
  if (Number.isNaN(number)) {
    const code = defectOf(cell);
    const [message, hint] = DEFECTS[code];
    addIssue(findings, { ...common, code, message: code === "blank_cell" ? message : `${message}: "${shorten(cell)}"`, expected: `a number in ${unit}`, hint });
    return 0;
  }
  const value = convert(number);
  const [least, most] = LIMITS[name];
  if (value < least || value > most)
    addIssue(findings, { ...common, code: "out_of_range", message: `${cell} ${unit} cannot be right`, expected: `${name} from ${least} to ${most}`, hint: "Is the unit in the header the unit of the values?" });
  return value;
}
