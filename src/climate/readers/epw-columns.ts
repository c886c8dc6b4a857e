/** Reads and mends the hourly rows of an EnergyPlus weather file, in its own local standard time. */
import { fillGap, findGaps } from "./gaps.ts";
import { numberInCell } from "./cells.ts";
import { addIssue } from "./issue.ts";
import type { Findings } from "./issue.ts";

interface Field {
  readonly name: string;
  readonly column: number;
  /** Stands for "missing"; so does the same figure with more nines. */
  readonly missing: number;
  readonly least: number;
  readonly most: number;
  /** Filled from the same hour of the days around instead of the hours around. */
  readonly daily?: boolean;
  /** What stands in for the column where it has long gaps. */
  readonly standIn?: string;
}

const ERBS = "beam and diffuse split from the global irradiance (Erbs) for all hours instead";

export const EPW_FIELDS = {
  tempC: { name: "dry bulb temperature", column: 6, missing: 99.9, least: -90, most: 70 },
  humidityPercent: { name: "relative humidity", column: 8, missing: 999, least: 0, most: 110 },
  pressurePa: {
    name: "air pressure",
    column: 9,
    missing: 999_999,
    least: 31_000,
    most: 120_000,
    standIn: "pressure of the standard atmosphere at the elevation for all hours instead",
  },
  ghi: {
    name: "global horizontal irradiance",
    column: 13,
    missing: 9999,
    least: 0,
    most: 1600,
    daily: true,
  },
  dni: {
    name: "direct normal irradiance",
    column: 14,
    missing: 9999,
    least: 0,
    most: 1500,
    daily: true,
    standIn: ERBS,
  },
  dhi: {
    name: "diffuse horizontal irradiance",
    column: 15,
    missing: 9999,
    least: 0,
    most: 1200,
    daily: true,
    standIn: ERBS,
  },
  windMPS: { name: "wind speed", column: 21, missing: 999, least: 0, most: 60 },
} as const satisfies Record<string, Field>;

export type EpwField = keyof typeof EPW_FIELDS;
export type EpwColumns = Record<EpwField, Float64Array>;

/** Lines before the first hour. */
export const EPW_HEADER_LINES = 8;
const LEAST_CELLS = 22;
const LONGEST_FILLED_HOURS = 24;
const MOST_ROWS_NAMED = 5;

/** Checks how many rows there are and that they run through the year hour by hour. */
export function checkEpwRows(rows: readonly string[][], findings: Findings): void {
  if (rows.length !== 8760 && rows.length !== 8784) {
    addIssue(findings, {
      code: "wrong_length",
      message: `the file has ${rows.length} hourly rows, not one for each hour of a year`,
      got: String(rows.length),
      expected: "8760 or 8784",
      hint: "Files with several records per hour or part of a year cannot be used.",
    });
    return;
  }
  const start = Date.UTC(rows.length === 8784 ? 2024 : 2025, 0, 1);
  for (let i = 0; i < rows.length; i++) {
    const expected = new Date(start + i * 3_600_000);
    const stamp = [expected.getUTCMonth() + 1, expected.getUTCDate(), expected.getUTCHours() + 1];
    const got = rows[i]!.slice(1, 4);
    if (stamp.every((part, k) => Number(got[k]) === part)) continue;
    addIssue(findings, {
      code: "out_of_order",
      row: EPW_HEADER_LINES + i + 1,
      column: "month, day, hour",
      message: `the hours do not follow one another: ${got.join("-")} stands where ${stamp.join("-")} should`,
      got: got.join("-"),
      expected: stamp.join("-"),
      hint: "Hours run from 1 to 24. Only the first such row is named; those after it follow from it.",
    });
    return;
  }
}

/** Reads the columns; NaN where the file says "missing". */
export function readEpwColumns(rows: readonly string[][], findings: Findings): EpwColumns {
  const columns = Object.fromEntries(
    Object.keys(EPW_FIELDS).map((name) => [name, new Float64Array(rows.length)]),
  ) as EpwColumns;
  for (const [i, cells] of rows.entries()) {
    if (cells.length < LEAST_CELLS) {
      addIssue(findings, {
        code: "short_row",
        row: EPW_HEADER_LINES + i + 1,
        message: `the row is cut off after ${cells.length} cells`,
        got: `${cells.length} cells`,
        expected: `at least ${LEAST_CELLS} cells`,
        hint: "Download the file again.",
      });
      continue;
    }
    for (const [name, field] of Object.entries(EPW_FIELDS))
      columns[name as EpwField][i] = readValue(cells[field.column]!, field, i, findings);
  }
  return columns;
}

function readValue(cell: string, field: Field, i: number, findings: Findings): number {
  const value = numberInCell(cell);
  if (value === field.missing || (value > field.missing && /^9+(\.[09]*)?$/.test(cell)))
    return Number.NaN;
  if (value >= field.least && value <= field.most) return value;
  const wrong = Number.isNaN(value);
  addIssue(findings, {
    code: wrong ? "not_a_number" : "out_of_range",
    row: EPW_HEADER_LINES + i + 1,
    column: field.name,
    message: wrong
      ? `"${cell.slice(0, 40)}" is not a number`
      : `${cell} is not between ${field.least} and ${field.most}`,
    got: cell,
    expected: `${field.least} to ${field.most}, or ${field.missing} for missing`,
    hint: "Correct the value or mark it as missing.",
  });
  return Number.NaN;
}

/**
 * Fills gaps of up to a day; longer ones are issues, save where the column can be worked out from
 * others: those come back all NaN and are returned by name.
 */
export function fillEpwGaps(columns: EpwColumns, findings: Findings): void {
  for (const [name, values] of Object.entries(columns) as [EpwField, Float64Array][]) {
    const field: Field = EPW_FIELDS[name];
    const gaps = findGaps(values);
    if (gaps.length === 0) continue;
    const hours = gaps.reduce((sum, gap) => sum + gap.length, 0);
    const rows = gaps.slice(0, MOST_ROWS_NAMED).map(({ at, length }) => {
      const first = EPW_HEADER_LINES + 1 + at;
      const last = EPW_HEADER_LINES + 1 + ((at + length - 1) % values.length);
      return length === 1 ? `${first}` : `${first} to ${last}`;
    });
    const more =
      gaps.length > MOST_ROWS_NAMED ? ` and ${gaps.length - MOST_ROWS_NAMED} more runs` : "";
    const what = `${hours} h of ${field.name} carry the missing-value code ${field.missing} (rows ${rows.join(", ")}${more})`;
    const short = gaps.every((gap) => gap.length <= LONGEST_FILLED_HOURS);
    if (short && gaps.every((gap) => fillGap(values, gap, field.daily ? 24 : 1)))
      findings.notices.push(
        `${what}; filled by interpolation${field.daily ? " with the same hour of the days around" : ""}.`,
      );
    else if (field.standIn !== undefined) {
      values.fill(Number.NaN);
      findings.notices.push(`${what}; ${field.standIn}.`);
    } else
      addIssue(findings, {
        code: "missing_values",
        row: EPW_HEADER_LINES + 1 + gaps[0]!.at,
        column: field.name,
        message: what,
        got: `a run of ${Math.max(...gaps.map((gap) => gap.length))} h`,
        expected: `runs of at most ${LONGEST_FILLED_HOURS} h`,
        hint: "Use a complete file or fill the column first.",
      });
  }
}
