/**
 * Reads an EnergyPlus weather file (EPW) into a climate on the UTC clock.
 *
 * Format: EnergyPlus Auxiliary Programs, "EnergyPlus Weather File (EPW) Data Dictionary". Eight header
 * lines, then one line per hour in local standard time; hour h covers the hour that ends at h. Step t
 * of the climate is therefore line t + time zone, turned round the end of the year. Values standing
 * for "missing" are named and short gaps filled; anything else amiss is an issue.
 */
import { fracFromPercent } from "../../units.ts";
import { stepsInYear, yearStartUTC } from "../climate.ts";
import type { Climate } from "../climate.ts";
import { pressureAtElevationPa, wetBulbSeriesC } from "../psychrometrics.ts";
import { splitIrradiance } from "../irradiance.ts";
import { sunPath } from "../sun.ts";
import {
  addIssue, fillGap, findGaps, newFindings, numberInCell, readLines, refuse, rotate, splitLine,
} from "./reading.ts";
import type { Findings, ReadResult } from "./reading.ts";

/** How to lay the file on the calendar. */
export interface EpwOptions {
  /** Calendar year; by default that of the file if it has one, else 2025 (8760 rows) or 2024 (8784). */
  readonly year?: number;
  readonly placeName?: string;
}

interface Field {
  readonly name: string;
  readonly column: number;
  /** Values at or above this stand for "missing". */
  readonly missingFrom: number;
  readonly least: number;
  readonly most: number;
}

const FIELDS = {
  tempC: { name: "dry bulb temperature", column: 6, missingFrom: 99.9, least: -90, most: 70 },
  humidityPercent: { name: "relative humidity", column: 8, missingFrom: 999, least: 0, most: 110 },
  pressurePa: { name: "air pressure", column: 9, missingFrom: 999_999, least: 31_000, most: 120_000 },
  ghi: { name: "global horizontal irradiance", column: 13, missingFrom: 9999, least: 0, most: 1600 },
  dni: { name: "direct normal irradiance", column: 14, missingFrom: 9999, least: 0, most: 1500 },
  dhi: { name: "diffuse horizontal irradiance", column: 15, missingFrom: 9999, least: 0, most: 1200 },
  windMPS: { name: "wind speed", column: 21, missingFrom: 999, least: 0, most: 60 },
} as const satisfies Record<string, Field>;

type FieldName = keyof typeof FIELDS;

const HEADER_LINES = 8;
const LEAST_COLUMNS = 22;
const LONGEST_FILLED_HOURS = 6;

interface Location {
  readonly name: string;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  readonly timeZoneHours: number;
  readonly elevationM: number;
}

/** Reads EPW text. */
export function readEpw(text: string, options: EpwOptions = {}): ReadResult<Climate> {
  const findings = newFindings();
  const lines = readLines(text);
  const location = readLocation(lines[0] ?? "", findings);
  const rows = lines.slice(HEADER_LINES).map(splitLine);
  checkRows(rows, findings);
  const columns = readColumns(rows, findings);
  if (findings.issues.length === 0) fillGaps(columns, findings);
  if (!location || findings.issues.length > 0) return refuse(findings);
  const calendar = layOnCalendar(columns, rows, options.year, findings);
  const climate = assemble(location, calendar.columns, calendar.year, options.placeName ?? location.name, findings);
  return { ok: true, value: climate, notices: findings.notices };
}

function readLocation(line: string, findings: Findings): Location | undefined {
  const cells = splitLine(line);
  const [word, city = ""] = cells;
  const [latitudeDeg, longitudeDeg, timeZoneHours, elevationM] = cells.slice(6, 10).map(numberInCell);
  const sound =
    word?.toUpperCase() === "LOCATION" &&
    Math.abs(latitudeDeg ?? Number.NaN) <= 90 &&
    Math.abs(longitudeDeg ?? Number.NaN) <= 180 &&
    Math.abs(timeZoneHours ?? Number.NaN) <= 14 &&
    Math.abs(elevationM ?? Number.NaN) <= 9000;
  if (!sound) {
    addIssue(findings, {
      code: "epw_location", row: 1, column: "LOCATION", got: line,
      message: "The first line does not give a location",
      expected: "LOCATION,city,state,country,source,station,latitude,longitude,time zone,elevation",
      hint: "Is this an EPW file? Its first line starts with LOCATION.",
    });
    return undefined;
  }
  return {
    name: city, latitudeDeg: latitudeDeg!, longitudeDeg: longitudeDeg!,
    timeZoneHours: timeZoneHours!, elevationM: elevationM!,
  };
}

/** Checks how many rows there are and that they run through the year hour by hour. */
function checkRows(rows: readonly string[][], findings: Findings): void {
  if (rows.length !== 8760 && rows.length !== 8784) {
    addIssue(findings, {
      code: "wrong_length", row: 0, column: "", got: String(rows.length), expected: "8760 or 8784",
      message: "The file does not have one row for each hour of a year",
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
      code: "out_of_order", row: HEADER_LINES + i + 1, column: "month, day, hour", got: got.join("-"),
      message: "The hours do not follow one another: a row is missing, doubled or displaced",
      expected: stamp.join("-"), hint: "Only the first such row is named; those after it follow from it.",
    });
    return;
  }
}

/** Reads the columns; NaN where the file says "missing". */
function readColumns(
  rows: readonly string[][],
  findings: Findings,
): Record<FieldName, Float64Array> {
  const columns = Object.fromEntries(
    Object.keys(FIELDS).map((name) => [name, new Float64Array(rows.length)]),
  ) as Record<FieldName, Float64Array>;
  for (const [i, cells] of rows.entries()) {
    if (cells.length < LEAST_COLUMNS) {
      addIssue(findings, {
        code: "short_row", row: HEADER_LINES + i + 1, column: "", got: `${cells.length} cells`,
        message: "The row is cut off", expected: `at least ${LEAST_COLUMNS} cells`, hint: "",
      });
      continue;
    }
    for (const [name, field] of Object.entries(FIELDS))
      columns[name as FieldName][i] = readValue(cells[field.column]!, field, i, findings);
  }
  return columns;
}

function readValue(cell: string, field: Field, i: number, findings: Findings): number {
  const value = numberInCell(cell);
  if (value >= field.missingFrom) return Number.NaN;
  if (value >= field.least && value <= field.most) return value;
  addIssue(findings, {
    code: Number.isNaN(value) ? "not_a_number" : "out_of_range",
    row: HEADER_LINES + i + 1, column: field.name, got: cell,
    message: `The ${field.name} cannot be right`,
    expected: `${field.least} to ${field.most}, or ${field.missingFrom} for missing`, hint: "",
  });
  return Number.NaN;
}

/** Chooses the year and makes the rows fit its length. */
function layOnCalendar(
  columns: Record<FieldName, Float64Array>,
  rows: readonly string[][],
  wanted: number | undefined,
  findings: Findings,
): { columns: Record<FieldName, Float64Array>; year: number } {
  const years = new Set(rows.map((cells) => cells[0]));
  const own = years.size === 1 ? Number(rows[0]![0]) : Number.NaN;
  const fallback = rows.length === 8784 ? 2024 : 2025;
  const year = wanted ?? (own >= 1900 && own <= 2200 && stepsInYear(own) === rows.length ? own : fallback);
  if (years.size > 1)
    findings.notices.push(`Months stem from the years ${[...years].toSorted().join(", ")}; laid on ${year}.`);
  const steps = stepsInYear(year);
  if (steps === rows.length) return { columns, year };
  const february28 = (31 + 27) * 24;
  const fit = (values: Float64Array): Float64Array => {
    const head = values.subarray(0, february28 + 24);
    const tail = steps > values.length ? values.subarray(february28) : values.subarray(february28 + 48);
    const fitted = new Float64Array(steps);
    fitted.set(head);
    fitted.set(tail, head.length);
    return fitted;
  };
  findings.notices.push(
    steps > rows.length
      ? `${year} is a leap year and the file is not: 29 February repeats 28 February.`
      : `${year} is not a leap year and the file is: its 29 February is left out.`,
  );
  const entries = Object.entries(columns).map(([name, values]) => [name, fit(values)]);
  return { columns: Object.fromEntries(entries) as Record<FieldName, Float64Array>, year };
}

/** Fills short gaps; long ones are issues, save where the column can be worked out from others. */
function fillGaps(columns: Record<FieldName, Float64Array>, findings: Findings): void {
  for (const [name, values] of Object.entries(columns) as [FieldName, Float64Array][]) {
    const gaps = findGaps(values);
    if (gaps.length === 0) continue;
    const hours = gaps.reduce((sum, gap) => sum + gap.length, 0);
    const what = `${hours} h without ${FIELDS[name].name} (first in row ${HEADER_LINES + gaps[0]!.at + 1})`;
    if (gaps.every((gap) => gap.length <= LONGEST_FILLED_HOURS)) {
      for (const gap of gaps) fillGap(values, gap);
      findings.notices.push(`${what} filled along straight lines.`);
    } else if (name === "pressurePa") {
      values.fill(Number.NaN);
      findings.notices.push(`${what}: pressure taken from the elevation instead.`);
    } else if (name === "dni" || name === "dhi") {
      values.fill(Number.NaN);
      findings.notices.push(`${what}: beam and diffuse split from the global irradiance by Erbs instead.`);
    } else
      addIssue(findings, {
        code: "missing_values", row: HEADER_LINES + gaps[0]!.at + 1, column: FIELDS[name].name,
        message: what, got: `a gap of ${Math.max(...gaps.map((gap) => gap.length))} h`,
        expected: `gaps of at most ${LONGEST_FILLED_HOURS} h`, hint: "Use a complete file.",
      });
  }
}

function assemble(
  location: Location,
  local: Record<FieldName, Float64Array>,
  year: number,
  placeName: string,
  findings: Findings,
): Climate {
  const { timeZoneHours, elevationM, latitudeDeg, longitudeDeg } = location;
  const startUTC = yearStartUTC(year);
  const steps = stepsInYear(year);
  const turned = (name: FieldName) => rotate(local[name], timeZoneHours);
  if (timeZoneHours !== 0)
    findings.notices.push(`Turned by ${timeZoneHours} h from local standard time to UTC, round the year's end.`);
  const humidity = turned("humidityPercent");
  if (humidity.some((percent) => percent > 100)) findings.notices.push("Humidity above 100 % set to 100 %.");
  const tempC = turned("tempC");
  const relativeHumidityFrac = humidity.map((percent) => Math.min(1, fracFromPercent(percent)));
  const pressurePa = Number.isNaN(local.pressurePa[0]!)
    ? new Float64Array(steps).fill(pressureAtElevationPa(elevationM))
    : turned("pressurePa");
  const ghiWPerM2 = turned("ghi");
  const split = Number.isNaN(local.dni[0]! + local.dhi[0]!)
    ? splitIrradiance(ghiWPerM2, sunPath(startUTC, steps, latitudeDeg, longitudeDeg))
    : { dniWPerM2: turned("dni"), dhiWPerM2: turned("dhi") };
  const series = {
    tempC, relativeHumidityFrac, pressurePa, ghiWPerM2, ...split, windMPS: turned("windMPS"),
    wetBulbC: wetBulbSeriesC(tempC, relativeHumidityFrac, pressurePa),
  };
  const origin = { confidence: "measured", source: `EPW file of ${location.name}` } as const;
  const origins = Object.fromEntries(Object.keys(series).map((name) => [name, origin]));
  return {
    placeName, latitudeDeg, longitudeDeg, elevationM, startUTC, stepHours: 1, steps, ...series, origins,
  };
}
