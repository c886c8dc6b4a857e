/** Hourly series of a site as CSV; cells that a spreadsheet would take for a formula are guarded. */
import { ROLES } from "../blocks/ledger.ts";
import { readCells } from "../catalog/table.ts";
import type { HourlyReport } from "./package.ts";

/** Signs that begin a formula in some spreadsheet, wide ones included, and blanks that one skips on the way to them. */
const BEGINS_FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/** Text that no spreadsheet takes for a formula. */
export function guarded(text: string): string {
  return BEGINS_FORMULA.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
}

/** A cell that no spreadsheet runs and no comma breaks. */
export function cell(text: string): string {
  const safe = guarded(text);
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One row per modelled hour; numbers with six significant figures. */
export function hourlyCSV(hourly: HourlyReport): string {
  const lines = [
    ["hourOfYear", "weightHours", ...hourly.columns.map(({ name }) => cell(name))].join(","),
  ];
  for (let t = 0; t < hourly.stepOfYear.length; t++)
    lines.push(
      [
        hourly.stepOfYear[t]!,
        Number(hourly.weightHours[t]!.toPrecision(6)),
        ...hourly.columns.map(({ values }) => Number(values[t]!.toPrecision(6))),
      ].join(","),
    );
  return `${lines.join("\n")}\n`;
}

/** What a column of the file is: a sum, the price of the busbar, a flow by its role, or what is settled. */
function roleOf(name: string): string {
  if (name === "marginalValue") return "price";
  if (/^(it|facility|clean|matched)MW$/.test(name)) return "total";
  const flow = /\.([a-z]+)MW$/.exec(name)?.[1];
  return ROLES.find((role) => role === flow) ?? (flow === "other" ? flow : "account");
}

/** The hours of a site back from its file, to six significant figures. */
export function readHourlyCSV(site: string, text: string): HourlyReport {
  const [header = [], ...rows] = readCells(text);
  const values = (c: number) => Float64Array.from(rows, (row) => Number(row[c]));
  return {
    site,
    stepOfYear: Int32Array.from(values(0)),
    weightHours: values(1),
    columns: header.slice(2).map((name, k) => ({
      name,
      unit: name.endsWith("USDPerMWh") ? "USD per MWh" : "MW",
      role: roleOf(name),
      values: values(k + 2),
    })),
  };
}
