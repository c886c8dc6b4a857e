/** Reads a file that was dropped or pasted: hourly values, EPW weather, a list of sites, a tariff or bill. */
import { readEPW } from "../../../src/climate/readers/epw.ts";
import { EPW_FIELDS } from "../../../src/climate/readers/epw-columns.ts";
import type { EpwField } from "../../../src/climate/readers/epw-columns.ts";
import { leftOpen, readHourly } from "../../../src/climate/readers/hourly.ts";
import type { HourlyOptions } from "../../../src/climate/readers/hourly-options.ts";
import type { ReadResult } from "../../../src/climate/readers/issue.ts";
import { readLines, separatorOf, splitLine } from "../../../src/climate/readers/cells.ts";
import { readSiteList, siteSettings } from "../../../src/scenario/site-list.ts";
import { isTariffTable, readTariffTable } from "../../../src/scenario/tariff-table.ts";
import type { Imported } from "./protocol.ts";

type Refusal = Extract<Imported, { kind: "refused" }>;

/** What is shown of an EPW file: our name, its own and the unit. */
const WEATHER: readonly (readonly [name: string, field: EpwField, unit: string])[] = [
  ["tempC", "tempC", "°C"],
  ["relativeHumidityFrac", "humidityPercent", "frac"],
  ["windMPS", "windMPS", "m/s"],
  ["ghiWPerM2", "ghi", "W/m²"],
];

const isEPW = (text: string) => /^LOCATION,/i.test(text);

/** Lines in which the names of columns are looked for. */
const MOST_HEAD_LINES = 40;

/** Which cell of a line stands under a column's name, from 1; 0 when none is called so. An EPW file names none itself. */
function cellUnder(text: string, column: string | undefined): number {
  if (column === undefined) return 0;
  if (isEPW(text))
    return 1 + (Object.values(EPW_FIELDS).find(({ name }) => name === column)?.column ?? -1);
  for (const line of readLines(text.slice(0, 20_000)).slice(0, MOST_HEAD_LINES)) {
    const at = splitLine(line, separatorOf(line)).indexOf(column);
    if (at >= 0) return at + 1;
  }
  return 0;
}

function failed(text: string, result: Extract<ReadResult<unknown>, { ok: false }>): Refusal {
  return {
    kind: "refused",
    issues: result.issues.map(({ row = 0, column, message, hint }) => ({
      line: row,
      cell: cellUnder(text, column),
      message,
      hint,
    })),
  };
}

const WORKBOOK = {
  line: 0,
  cell: 0,
  message: "This is a workbook or an archive, not text",
  hint: "Save the sheet as CSV (UTF-8), and drop that.",
};

const BINARY = {
  line: 0,
  cell: 0,
  message: "This is no text: a picture, a PDF or a program's own file",
  hint: "Hourly values, sites and tariffs are read as CSV (UTF-8).",
};

/** What the text holds, told by its beginning; `stated` is what an hourly file does not say itself. */
export function readImport(withMark: string, stated: HourlyOptions): Imported {
  const text = withMark.replace(/^\uFEFF/, "");
  if (text.startsWith("PK\u0003\u0004")) return { kind: "refused", issues: [WORKBOOK] };
  if (text.includes("\u0000")) return { kind: "refused", issues: [BINARY] };
  if (isEPW(text)) {
    const read = readEPW(text);
    if (!read.ok) return failed(text, read);
    const climate = read.value as unknown as Readonly<Record<string, Float64Array>>;
    return {
      kind: "hours",
      use: "weather",
      startUTC: read.value.startUTC,
      notices: read.notices,
      columns: WEATHER.map(([name, field, unit]) => ({
        name,
        unit,
        header: EPW_FIELDS[field].name,
        values: climate[name]!,
      })),
    };
  }
  if (isTariffTable(text)) {
    const table = readTariffTable(text);
    return table.ok ? { kind: "tariff", table } : { kind: "refused", issues: table.issues };
  }
  const first = text.slice(0, 2000).split(/\r?\n/, 1)[0] ?? "";
  if (/^\s*\{/.test(text) || /(^|[,;\t"])(name|site)([,;\t"]|$)/i.test(first)) {
    const list = readSiteList(text);
    return list.ok
      ? { kind: "sites", sites: list.sites, settings: siteSettings(list.sites) }
      : { kind: "refused", issues: list.issues };
  }
  const read = readHourly(text, stated);
  if (!read.ok) return { ...failed(text, read), open: leftOpen(read.issues) };
  const columns = [...read.value.columns.values()];
  const isMarket = columns.some(({ name }) => /price|co2|carbon|clean/i.test(name));
  return {
    kind: "hours",
    use: isMarket ? "market" : "weather",
    startUTC: read.value.startUTC,
    notices: read.notices,
    columns: columns.map(({ name, values, unit, sourceColumn }) => ({
      name,
      unit,
      header: sourceColumn,
      values,
    })),
  };
}
