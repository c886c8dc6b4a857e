/**
 * Reads an EnergyPlus weather file (EPW) into a climate on the UTC clock.
 *
 * Format: EnergyPlus Auxiliary Programs, "EnergyPlus Weather File (EPW) Data Dictionary". Eight header
 * lines, then one line per hour in local standard time; hour h covers the hour that ends at h. Step t
 * of the climate is therefore line t + time zone, turned round the end of the year. Values standing
 * for "missing" are named and runs of up to a day filled; anything else amiss is an issue.
 */
import { fracFromPercent } from "../../units.ts";
import { stepsInYear, yearStartUTC } from "../climate.ts";
import type { Climate, Origin } from "../climate.ts";
import { splitIrradiance } from "../irradiance.ts";
import { pressureAtElevationPa, wetBulbSeriesC } from "../psychrometrics.ts";
import { sunPath } from "../sun.ts";
import { numberInCell, readLines, splitLine } from "./cells.ts";
import { EPW_HEADER_LINES, checkEpwRows, fillEpwGaps, readEpwColumns } from "./epw-columns.ts";
import type { EpwColumns, EpwField } from "./epw-columns.ts";
import { rotate } from "./gaps.ts";
import { addIssue, checkSize, newFindings, refuse } from "./issue.ts";
import type { Findings, ReadResult } from "./issue.ts";

/** How to lay the file on the calendar. */
export interface EpwOptions {
  /** Calendar year; by default that of the file if it has one, else 2025 (8760 rows) or 2024 (8784). */
  readonly year?: number;
  readonly placeName?: string;
}

interface Location {
  readonly name: string;
  /** Where the weather comes from, for people to read. */
  readonly source: string;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  readonly timeZoneHours: number;
  readonly elevationM: number;
}

/** Reads EPW text into a climate; all issues at once when it cannot be used. */
export function readEPW(text: string, options: EpwOptions = {}): ReadResult<Climate> {
  const findings = newFindings();
  if (!checkSize(text, findings)) return refuse(findings);
  const lines = readLines(text);
  const location = readLocation(lines, findings);
  if (!location) return refuse(findings);
  const rows = lines.slice(EPW_HEADER_LINES).map((line) => splitLine(line));
  checkEpwRows(rows, findings);
  const columns = readEpwColumns(rows, findings);
  if (findings.issues.length === 0) fillEpwGaps(columns, findings);
  if (findings.issues.length > 0) return refuse(findings);
  const year = chooseYear(rows, options.year, findings);
  const climate = assemble(location, fitToYear(columns, year, findings), year, findings);
  const placeName = options.placeName ?? location.name;
  return { ok: true, value: { ...climate, placeName }, notices: findings.notices };
}

function readLocation(lines: readonly string[], findings: Findings): Location | undefined {
  const line = lines[0] ?? "";
  const [word, city = "", state = "", country = "", kind = "", station = "", ...rest] =
    splitLine(line);
  const [latitudeDeg, longitudeDeg, timeZoneHours, elevationM] = rest.slice(0, 4).map(numberInCell);
  const sound =
    word?.toUpperCase() === "LOCATION" &&
    Math.abs(latitudeDeg ?? Number.NaN) <= 90 &&
    Math.abs(longitudeDeg ?? Number.NaN) <= 180 &&
    Math.abs(timeZoneHours ?? Number.NaN) <= 14 &&
    Math.abs(elevationM ?? Number.NaN) <= 9000;
  if (!sound) {
    addIssue(findings, {
      code: "epw_location",
      row: 1,
      message: "the first line does not give a location",
      got: line,
      expected: "LOCATION,city,state,country,source,station,latitude,longitude,time zone,elevation",
      hint: "Is this an EPW file? Its first line starts with LOCATION.",
    });
    return undefined;
  }
  const comments = lines.slice(1, EPW_HEADER_LINES).join(" ");
  const period = /Period of Record=([\d-]+)/i.exec(comments)?.[1];
  const typical = /TMY/i.exec(kind)
    ? `typical year (${/TMYx?\d*/i.exec(kind)![0]})`
    : kind || "EPW";
  const place = [city, state, country].filter((part) => part !== "" && part !== "-").join(", ");
  return {
    name: city,
    source: `EPW ${typical}${period ? ` of ${period}` : ""}, station ${station || "unnamed"}, ${place}`,
    latitudeDeg: latitudeDeg!,
    longitudeDeg: longitudeDeg!,
    timeZoneHours: timeZoneHours!,
    elevationM: elevationM!,
  };
}

/** The calendar year the rows are laid on. */
function chooseYear(
  rows: readonly string[][],
  wanted: number | undefined,
  findings: Findings,
): number {
  const years = new Set(rows.map((cells) => cells[0]!));
  const own = years.size === 1 ? Number(rows[0]![0]) : Number.NaN;
  const fits = own >= 1900 && own <= 2200 && stepsInYear(own) === rows.length;
  const year = wanted ?? (fits ? own : rows.length === 8784 ? 2024 : 2025);
  if (years.size > 1)
    findings.notices.push(
      `Months stem from the years ${[...years].toSorted().join(", ")}; laid on ${year}.`,
    );
  else if (own !== year) findings.notices.push(`The rows of ${rows[0]![0]} are laid on ${year}.`);
  return year;
}

/** Repeats or leaves out a day where the year's length is not that of the file. */
function fitToYear(columns: EpwColumns, year: number, findings: Findings): EpwColumns {
  const steps = stepsInYear(year);
  const length = columns.tempC.length;
  if (steps === length) return columns;
  const endOfFebruary28 = (31 + 28) * 24;
  const resume = steps > length ? endOfFebruary28 - 24 : endOfFebruary28 + 24;
  findings.notices.push(
    steps > length
      ? `${year} is a leap year and the file is not: 29 February repeats 28 February.`
      : `${year} is not a leap year and the file is: its 29 February is left out.`,
  );
  const entries = Object.entries(columns).map(([name, values]) => [
    name,
    Float64Array.of(...values.subarray(0, endOfFebruary28), ...values.subarray(resume)),
  ]);
  return Object.fromEntries(entries) as EpwColumns;
}

function assemble(
  location: Location,
  local: EpwColumns,
  year: number,
  findings: Findings,
): Climate {
  const { timeZoneHours, elevationM, latitudeDeg, longitudeDeg } = location;
  const [startUTC, steps] = [yearStartUTC(year), stepsInYear(year)];
  const turned = (name: EpwField) => rotate(local[name], timeZoneHours);
  if (timeZoneHours !== 0)
    findings.notices.push(
      `Turned by ${timeZoneHours} h from local standard time to UTC, round the year's end.`,
    );
  const humidity = turned("humidityPercent");
  if (humidity.some((percent) => percent > 100))
    findings.notices.push("Humidity above 100 % set to 100 %.");
  const tempC = turned("tempC");
  const relativeHumidityFrac = humidity.map((percent) => Math.min(1, fracFromPercent(percent)));
  const noPressure = Number.isNaN(local.pressurePa[0]!);
  const pressurePa = noPressure
    ? new Float64Array(steps).fill(pressureAtElevationPa(elevationM))
    : turned("pressurePa");
  const ghiWPerM2 = turned("ghi");
  const noBeam = Number.isNaN(local.dni[0]! + local.dhi[0]!);
  const split = noBeam
    ? splitIrradiance(ghiWPerM2, sunPath(startUTC, steps, latitudeDeg, longitudeDeg))
    : { dniWPerM2: turned("dni"), dhiWPerM2: turned("dhi") };
  const series = {
    tempC,
    relativeHumidityFrac,
    pressurePa,
    ghiWPerM2,
    ...split,
    windMPS: turned("windMPS"),
    wetBulbC: wetBulbSeriesC(tempC, relativeHumidityFrac, pressurePa),
  };
  const workedOut = new Set([
    ...(noPressure ? ["pressurePa"] : []),
    ...(noBeam ? ["dniWPerM2", "dhiWPerM2"] : []),
  ]);
  const origins = Object.fromEntries(
    Object.keys(series).map((name): [string, Origin] => [
      name,
      { confidence: workedOut.has(name) ? "estimated" : "measured", source: location.source },
    ]),
  );
  return {
    placeName: location.name,
    latitudeDeg,
    longitudeDeg,
    elevationM,
    utcOffsetHours: timeZoneHours,
    startUTC,
    stepHours: 1,
    steps,
    ...series,
    origins,
  };
}
