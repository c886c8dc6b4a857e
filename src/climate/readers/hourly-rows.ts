/** Reads the rows of an hourly file: their widths, their moments and the numbers in their cells. */
import { HOURS_PER_YEAR, MS_PER_HOUR } from "../../units.ts";
import { defectOf, isCommaNumber, numberInCell } from "./cells.ts";
import type { Defect, Row } from "./cells.ts";
import { centralEuropeToUTC, clockOf, isAmbiguousDate, readStamp } from "./hourly-clock.ts";
import type { Clock } from "./hourly-clock.ts";
import { LIMITS } from "./hourly-columns.ts";
import type { Recognised } from "./hourly-columns.ts";
import type { Moment } from "./hourly-grid.ts";
import { addIssue, shorten } from "./issue.ts";
import type { Findings } from "./issue.ts";

/** A column that is used and where it stands. */
export interface Used extends Recognised {
  readonly index: number;
  readonly header: string;
}

/** A row with its moment. */
export interface Placed {
  readonly row: Row;
  readonly moment: Moment;
}

/** Rows with a cell for every header; the others are issues. */
export function checkWidths(
  rows: readonly Row[],
  width: number,
  separator: string,
  findings: Findings,
): Row[] {
  // ENTSO-E ends its header with the name of the zone, to which no cells belong.
  if (width > 2 && rows.every(({ cells }) => cells.length === width - 1)) return [...rows];
  return rows.filter(({ line, cells }) => {
    if (cells.length === width) return true;
    addIssue(findings, {
      code: "row_width",
      row: line,
      message: `the row has ${cells.length} cells, the header ${width}`,
      got: cells.join(separator),
      expected: `${width} cells`,
      hint:
        separator === "," && cells.length > width
          ? "Decimal commas need ; between the cells."
          : "Complete the row or take it out with its hour filled.",
    });
    return false;
  });
}

/**
 * The moment of every row; rows of the hour that spring leaves out are left out too, with a notice. `complete` says
 * that no row was lost by a mistake in its stamp. Stamps of an unknown clock are an issue, and are then taken as UTC,
 * so that gaps between them are told as well.
 */
export function readMoments(
  rows: readonly Row[],
  header: string,
  time: number,
  used: readonly Used[],
  utcOffsetHours: number | undefined,
  findings: Findings,
): { placed: Placed[]; complete: boolean } {
  const clock = clockOf(header, utcOffsetHours);
  if (/^datum von$/i.test(header.trim()))
    findings.notices.push(
      `Column "${header}" names no clock: read as that of central Europe, with summer time, as SMARD writes it.`,
    );
  let complete = true;
  let clockTold = false;
  const fromEurope = centralEuropeToUTC();
  const moments: Placed[] = [];
  for (const row of rows) {
    const cell = row.cells[time] ?? "";
    const stamp = readStamp(cell);
    const common = { row: row.line, column: header, got: cell };
    if (!stamp) {
      addIssue(findings, {
        ...common,
        code: "bad_stamp",
        message: `"${shorten(cell)}" is not a time`,
        expected: "for example 2025-01-01T00:00Z",
        hint: isAmbiguousDate(cell)
          ? "Day and month cannot be told apart; write 2025-12-31 23:00."
          : "Hours run from 00 to 23.",
      });
      complete = false;
      continue;
    }
    let utcMs =
      stamp.offsetHours !== undefined
        ? stamp.wallMs - stamp.offsetHours * MS_PER_HOUR
        : toUTC(stamp.wallMs, clock, fromEurope);
    if (utcMs === undefined) {
      utcMs = stamp.wallMs;
      if (!clockTold)
        addIssue(findings, {
          ...common,
          code: "clock_unknown",
          message: "the stamps do not say on which clock they run",
          expected: "Z, an offset such as +01:00, or UTC in the header",
          hint: "State utcOffsetHours for the file, or rename the column to hour_utc.",
        });
      clockTold = true;
    }
    if (utcMs !== null)
      moments.push({ row, moment: { line: row.line, utcMs, wallMs: stamp.wallMs, stamp: cell } });
    else if (used.every(({ index }) => defectOf(row.cells[index] ?? "") === "blank_cell"))
      findings.notices.push(
        `Row ${row.line} passed over: "${shorten(cell)}" is the hour that spring leaves out, and it is blank.`,
      );
    else {
      complete = false;
      addIssue(findings, {
        ...common,
        code: "no_such_hour",
        message: `"${shorten(cell)}" does not exist: spring leaves the hour out`,
        expected: "no value in this hour",
        hint: "State the time in UTC.",
      });
    }
  }
  return { placed: moments, complete };
}

/** Moments of rows without stamps: full hours from 1 January 00:00 of the stated clock. */
export function countMoments(
  rows: readonly Row[],
  year: number,
  utcOffsetHours: number,
  findings: Findings,
): Placed[] {
  const perHour = Math.max(1, Math.round(rows.length / HOURS_PER_YEAR));
  findings.notices.push(
    `No time column: the rows count from 1 January ${year} 00:00 at UTC offset ${utcOffsetHours} h.`,
  );
  return rows.map((row, i) => {
    const wallMs = Date.UTC(year, 0, 1) + (i * MS_PER_HOUR) / perHour;
    return {
      row,
      moment: {
        line: row.line,
        utcMs: wallMs - utcOffsetHours * MS_PER_HOUR,
        wallMs,
        stamp: new Date(wallMs).toISOString().slice(0, 16),
      },
    };
  });
}

function toUTC(
  wallMs: number,
  clock: Clock,
  fromEurope: (wallMs: number) => number | null,
): number | null | undefined {
  if (clock.kind === "unknown") return undefined;
  return clock.kind === "offset" ? wallMs - clock.hours * MS_PER_HOUR : fromEurope(wallMs);
}

const DEFECTS: Readonly<Record<Defect, readonly [message: string, hint: string]>> = {
  blank_cell: ["the cell is blank", "Fill the hour from its neighbours or the source."],
  infinite_cell: ["the value is not finite", "Correct the value."],
  formula_cell: ["the cell holds a formula", "Export values instead of formulas."],
  comma_cell: ["the number has a decimal comma", "Part the cells by ; or write decimal points."],
  not_a_number: [
    "the cell is not a number",
    "Write plain numbers without thousands separators and units.",
  ],
};

/** Values by used column and row, in our units. */
export function readValues(
  rows: readonly Row[],
  used: readonly Used[],
  separator: string,
  findings: Findings,
): Float64Array[] {
  const commaRow =
    separator === ","
      ? undefined
      : rows.find(({ cells }) => used.some(({ index }) => isCommaNumber(cells[index] ?? "")));
  if (commaRow) findings.notices.push("Numbers have decimal commas.");
  const values = used.map(() => new Float64Array(rows.length));
  for (const [i, row] of rows.entries())
    for (const [k, column] of used.entries())
      values[k]![i] = readValue(row, column, commaRow !== undefined, findings);
  for (const [k, column] of used.entries()) clip(values[k]!, column, findings);
  return values;
}

function readValue(
  row: Row,
  { index, header, name, unit, convert }: Used,
  commas: boolean,
  findings: Findings,
): number {
  const cell = row.cells[index] ?? "";
  const common = { row: row.line, column: header, got: cell };
  if (commas && cell.includes(".") && !Number.isNaN(numberInCell(cell)))
    addIssue(findings, {
      ...common,
      code: "mixed_decimals",
      message: "the file mixes decimal commas and points",
      expected: "decimal commas throughout",
      hint: "Write all numbers alike.",
    });
  const number = numberInCell(commas ? cell.replace(",", ".") : cell);
  if (Number.isNaN(number)) {
    const code = defectOf(cell);
    const [message, hint] = DEFECTS[code];
    addIssue(findings, {
      ...common,
      code,
      message: code === "blank_cell" ? message : `${message}: "${shorten(cell)}"`,
      expected: `a number in ${unit}`,
      hint,
    });
    return 0;
  }
  const value = convert(number);
  const [least, most] = LIMITS[name];
  if (value < least || value > most)
    addIssue(findings, {
      ...common,
      code: "out_of_range",
      message: `${cell} ${unit} cannot be right`,
      expected: `${name} from ${least} to ${most}`,
      hint: "Is the unit in the header the unit of the values?",
    });
  return value;
}

/** Noise of instruments just past what is physical is set to the bound, and said. */
function clip(values: Float64Array, { name, header }: Used, findings: Findings): void {
  const most = name.endsWith("Frac") ? 1 : Infinity;
  if (!name.endsWith("Frac") && !name.endsWith("WPerM2")) return;
  let clipped = 0;
  for (let i = 0; i < values.length; i++) {
    const value = Math.min(most, Math.max(0, values[i]!));
    if (value !== values[i]) clipped++;
    values[i] = value;
  }
  if (clipped > 0)
    findings.notices.push(
      `Column "${shorten(header)}": ${clipped} values just outside the physical range were set to its bound.`,
    );
}
