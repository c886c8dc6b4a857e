/** Reads a file that was dropped or pasted: hourly values, EPW weather, a list of sites. */
import { readEPW } from "../../../src/climate/readers/epw.ts";
import { readHourly } from "../../../src/climate/readers/hourly.ts";
import type { ReadResult } from "../../../src/climate/readers/issue.ts";
import { readSiteList, siteSettings } from "../../../src/scenario/site-list.ts";
import type { Imported } from "./protocol.ts";

const WEATHER_NAMES: Readonly<Record<string, string>> = {
  tempC: "°C",
  relativeHumidityFrac: "frac",
  windMPS: "m/s",
  ghiWPerM2: "W/m²",
};

function failed(result: Extract<ReadResult<unknown>, { ok: false }>): Imported {
  return {
    kind: "refused",
    issues: result.issues.map(({ row = 0, message, hint }) => ({ line: row, message, hint })),
  };
}

/** What the text holds, told by its beginning. */
export function readImport(text: string): Imported {
  if (/^LOCATION,/i.test(text)) {
    const read = readEPW(text);
    if (!read.ok) return failed(read);
    const climate = read.value as unknown as Readonly<Record<string, Float64Array>>;
    return {
      kind: "hours",
      use: "weather",
      startUTC: read.value.startUTC,
      notices: read.notices,
      columns: Object.entries(WEATHER_NAMES).map(([name, unit]) => ({
        name,
        unit,
        header: name,
        values: climate[name]!,
      })),
    };
  }
  const first = text.slice(0, 2000).split(/\r?\n/, 1)[0] ?? "";
  if (/^\s*\{/.test(text) || /(^|[,;\t"])(name|site)([,;\t"]|$)/i.test(first)) {
    const list = readSiteList(text);
    return list.ok
      ? { kind: "sites", sites: list.sites, settings: siteSettings(list.sites) }
      : { kind: "refused", issues: list.issues };
  }
  const read = readHourly(text, {});
  if (!read.ok) return failed(read);
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
