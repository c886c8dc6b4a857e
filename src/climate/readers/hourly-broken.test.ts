/** Tests the exact words with which broken hourly files are refused, and that no damage crashes a reader. */
import { array, assert, constantFrom, nat, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { readHourly } from "./hourly.ts";
import type { HourlyOptions } from "./hourly-options.ts";
import { MOST_CHARACTERS } from "./issue.ts";

const HEADER = "hour_utc,price_usd_mwh";

/** Lines of a year of hours; `stepHours` apart. */
function hours(year = 2025, stepHours = 1, ending = ""): string[] {
  const [start, end] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  const steps = (end - start) / (3_600_000 * stepHours);
  return Array.from({ length: steps }, (_, t) => {
    const stamp = new Date(start + t * 3_600_000 * stepHours).toISOString().slice(0, 16);
    return `${stamp}${ending},40`;
  });
}

const YEAR = hours();

/** A sound file in which one line, counted from 1, is replaced. */
function withLine(line: number, text: string, header = HEADER): string {
  const lines = [header, ...YEAR];
  lines[line - 1] = text;
  return lines.join("\n");
}

function withCell(cell: string): string {
  return withLine(5, `2025-01-01T03:00,${cell}`);
}

function fileOf(lines: readonly string[], header = HEADER): string {
  return [header, ...lines].join("\n");
}

const LOCAL = YEAR.map((line) => line.replace("T", " "));

/** Name of the defect, text, message of the first issue. */
type Case = readonly [name: string, text: string, message: string, options: HourlyOptions];

const BROKEN = (
  [
    ["nothing", "", "the file is empty"],
    ["only blanks", " \r\n\r\n", "the file is empty"],
    ["only a header", `${HEADER}\n`, "the file has a header and no rows"],
    ["no header", YEAR.join("\n"), "the file has no header"],
    [
      "no time",
      fileOf(
        YEAR.map(() => "1,40"),
        "n,price_usd_mwh",
      ),
      "no column holds the time",
    ],
    [
      "no known column",
      fileOf(YEAR, "hour_utc,colour"),
      "no column holds anything the planner uses",
    ],
    [
      "a price without currency",
      fileOf(YEAR, "hour_utc,price"),
      "no column holds anything the planner uses",
    ],
    [
      "two prices",
      fileOf(
        YEAR.map((line) => `${line},41`),
        `${HEADER},Price (USD/MWh)`,
      ),
      'Column "Price (USD/MWh)": "price_usd_mwh" holds priceUSDPerMWh as well',
    ],
    ["a blank cell", withCell(""), 'Row 5, column "price_usd_mwh": the cell is blank'],
    ["NaN", withCell("NaN"), 'Row 5, column "price_usd_mwh": the cell is blank'],
    [
      "a word",
      withCell("forty"),
      'Row 5, column "price_usd_mwh": the cell is not a number: "forty"',
    ],
    [
      "a unit in the cell",
      withCell("40 USD"),
      'Row 5, column "price_usd_mwh": the cell is not a number: "40 USD"',
    ],
    [
      "infinity",
      withCell("-Infinity"),
      'Row 5, column "price_usd_mwh": the value is not finite: "-Infinity"',
    ],
    [
      "an overflow",
      withCell("1e999"),
      'Row 5, column "price_usd_mwh": the value is not finite: "1e999"',
    ],
    [
      "a formula",
      withCell("=A1+1"),
      'Row 5, column "price_usd_mwh": the cell holds a formula: "=A1+1"',
    ],
    [
      "a command",
      withCell("@SUM(A1)"),
      'Row 5, column "price_usd_mwh": the cell holds a formula: "@SUM(A1)"',
    ],
    [
      "a minus formula",
      withCell("-2+cmd"),
      'Row 5, column "price_usd_mwh": the cell holds a formula: "-2+cmd"',
    ],
    [
      "a quoted decimal comma",
      withCell('"40,5"'),
      'Row 5, column "price_usd_mwh": the number has a decimal comma: "40,5"',
    ],
    ["a bare decimal comma", withCell("40,5"), "Row 5: the row has 3 cells, the header 2"],
    ["a short row", withLine(5, "2025-01-01T03:00"), "Row 5: the row has 1 cells, the header 2"],
    [
      "mixed decimals",
      [HEADER, ...YEAR]
        .join("\n")
        .replaceAll(",", ";")
        .replace(";40\n", ";40,5\n")
        .replace(";40\n", ";40.5\n"),
      'Row 3, column "price_usd_mwh": the file mixes decimal commas and points',
    ],
    [
      "thousands separators",
      [HEADER, ...YEAR].join("\n").replaceAll(",", ";").replace(";40\n", ";1.040,5\n"),
      'Row 2, column "price_usd_mwh": the cell is not a number: "1.040,5"',
    ],
    [
      "a price out of this world",
      withCell("4e7"),
      'Row 5, column "price_usd_mwh": 4e7 USD/MWh cannot be right',
    ],
    [
      "a time that is none",
      withLine(5, "noon,40"),
      'Row 5, column "hour_utc": "noon" is not a time',
    ],
    [
      "hour 24",
      withLine(5, "2025-01-01T24:00,40"),
      'Row 5, column "hour_utc": "2025-01-01T24:00" is not a time',
    ],
    [
      "30 February",
      withLine(5, "2025-02-30T03:00,40"),
      'Row 5, column "hour_utc": "2025-02-30T03:00" is not a time',
    ],
    [
      "day or month first",
      withLine(5, "01/02/2025 03:00,40"),
      'Row 5, column "hour_utc": "01/02/2025 03:00" is not a time',
    ],
    [
      "an unknown clock",
      fileOf(LOCAL, "time,price_usd_mwh"),
      'Row 2, column "time": the stamps do not say on which clock they run',
    ],
    [
      "a gap",
      fileOf(YEAR.filter((_, t) => t !== 100 && t !== 101)),
      'Row 102, column "hour_utc": 2 h are missing before "2025-01-05T06:00"',
    ],
    [
      "a doubled hour",
      fileOf(YEAR.flatMap((line, t) => (t === 100 ? [line, line] : [line]))),
      'Row 103, column "hour_utc": "2025-01-05T04:00" stands twice',
    ],
    [
      "a step back",
      withLine(50, "2025-01-01T03:00,40"),
      'Row 50, column "hour_utc": "2025-01-01T03:00" is earlier than the row before',
    ],
    [
      "no leap day",
      fileOf(hours(2024).filter((line) => !line.startsWith("2024-02-29"))),
      'Row 1418, column "hour_utc": 24 h are missing before "2024-03-01T00:00"',
    ],
    [
      "the year's first hour missing",
      fileOf(YEAR.slice(1)),
      'Row 2, column "hour_utc": 1 h is missing before "2025-01-01T01:00": the file is 8759 rows, the year 8760',
    ],
    [
      "the year's last hours missing",
      fileOf(YEAR.slice(0, -2)),
      'Row 8759, column "hour_utc": 2 h are missing after "2025-12-31T21:00": the file is 8758 rows, the year 8760',
    ],
    [
      "one hour of the next year",
      fileOf([...YEAR, "2026-01-01T00:00,40"]),
      'Row 8762, column "hour_utc": 1 h is outside 2025',
    ],
    [
      "one row missing where year and clock are stated and rows have no stamps",
      ["price_usd_mwh", ...YEAR.slice(1).map(() => "40")].join("\n"),
      "the file has 8759 rows, 1 less than the 8760 of a year",
      { expectedYear: 2025, utcOffsetHours: 0 },
    ],
    ["half a year", fileOf(YEAR.slice(0, 4380)), "the file has 4380 rows, not one calendar year"],
    ["three-hourly rows", fileOf(hours(2025, 3)), "the rows are 3 h apart"],
    [
      "rows from the last hour to the first",
      fileOf(YEAR.toReversed()),
      "no row is later than the one before",
    ],
    [
      "one row",
      fileOf(YEAR.slice(0, 1)),
      "the file has too few rows to tell how far apart they are",
    ],
    [
      "another year",
      fileOf(YEAR),
      'Column "hour_utc": the file is of 2025, not of 2024',
      { expectedYear: 2024 },
    ],
    [
      "a year from July",
      fileOf([...YEAR.slice(4344), ...hours(2026).slice(0, 4344)]),
      'Row 2, column "hour_utc": the year does not start on 1 January',
    ],
    [
      "stamps at the end",
      fileOf([...YEAR.slice(1), "2026-01-01T00:00,40"]),
      'Row 2, column "hour_utc": the stamps seem to name the end of each step',
    ],
    [
      "stamps at half past",
      fileOf(YEAR.map((line) => line.replace(":00", ":30"))),
      'Row 2, column "hour_utc": the steps do not start on the hour in UTC',
    ],
    [
      "a value in the hour spring skips",
      fileOf(LOCAL, "MTU (CET/CEST),price_eur_mwh"),
      'Row 2116, column "MTU (CET/CEST)": "2025-03-30 02:00" does not exist: spring leaves the hour out',
    ],
  ] as readonly (readonly [string, string, string, HourlyOptions?])[]
).map(([name, text, message, options = {}]): Case => [name, text, message, options]);

describe("broken hourly files", () => {
  it.each(BROKEN)("names %s", (_, text, message, options) => {
    const result = readHourly(text, options);
    expect(result.ok ? "accepted" : result.issues[0]!.message).toBe(message);
    if (!result.ok) for (const issue of result.issues) expect(issue.hint).not.toBe("");
  });

  it.each([
    [
      "no time column and a row too few",
      ["n,price_usd_mwh", ...YEAR.slice(1).map(() => "1,40")].join("\n"),
      [
        ["time_missing", undefined],
        ["wrong_length", undefined],
      ],
    ],
    [
      "a gap, a doubled hour and a bad cell",
      fileOf(
        YEAR.flatMap((line, t) =>
          t === 100 ? [] : t === 50 ? [line, line] : t === 20 ? [line.replace("40", "x")] : [line],
        ),
      ),
      [
        ["not_a_number", 22],
        ["duplicate_stamp", 53],
        ["gap", 103],
      ],
    ],
    [
      "an unknown clock with summer time",
      fileOf(
        LOCAL.flatMap((line) =>
          line.startsWith("2025-03-30 02")
            ? []
            : line.startsWith("2025-10-26 02")
              ? [line, line]
              : [line],
        ),
        "time,price_usd_mwh",
      ),
      [
        ["clock_unknown", 2],
        ["gap", 2116],
        ["duplicate_stamp", 7156],
      ],
    ],
  ])("tells at once %s", (_, text, told) => {
    const result = readHourly(text);
    expect(result.ok ? [] : result.issues.map(({ code, row }) => [code, row])).toEqual(told);
  });

  it("refuses more than 64 MB unread", () => {
    const result = readHourly("x".repeat(MOST_CHARACTERS + 1));
    expect(result).toMatchObject({
      ok: false,
      issues: [{ code: "too_large", message: "the file is larger than 64 MB" }],
    });
  });

  it("lists twenty issues and counts the rest", () => {
    const result = readHourly(fileOf(YEAR.map((line) => line.replace(",40", ",x"))));
    if (result.ok) throw new Error("accepted");
    expect(result.issues).toHaveLength(21);
    expect(result.issues[20]!.message).toBe("8740 further issues are not listed");
  });

  it("survives any damage to one line", () => {
    const piece = constantFrom(
      "2025-01-01T03:00",
      "=1",
      ",",
      ";",
      '"',
      "NaN",
      "1e999",
      "-",
      "\n",
      "+02:00",
      " - ",
    );
    const damage = record({
      line: nat(YEAR.length),
      pieces: array(piece, { maxLength: 5 }),
      noise: string(),
    });
    assert(
      property(damage, ({ line, pieces, noise }) => {
        const result = readHourly(withLine(line + 1, pieces.join("") + noise));
        expect(result.ok || result.issues.length > 0).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
