/** Checks scenarios and hourly files: work too heavy, or too untrusted, for the thread that answers requests. */
import { readEPW } from "../../../src/climate/readers/epw.ts";
import { readHourly } from "../../../src/climate/readers/hourly.ts";
import type { HourlyOptions } from "../../../src/climate/readers/hourly-options.ts";
import { slipIssues } from "../../../src/slips.ts";
import type { Slip } from "../../../src/scenario/scenario.ts";
import { loadInput } from "./compute.ts";
import type { Checked, Imported, ScenarioInput } from "./task.ts";

const HOURS_PER_WEEK = 168;

export async function checkScenario(
  input: ScenarioInput,
  set: readonly string[],
  slips: readonly Slip[],
): Promise<Checked> {
  const loaded = await loadInput(input, set);
  const issues = loaded.ok ? slipIssues(loaded.scenario, slips) : loaded.issues;
  if (!loaded.ok || issues.length > 0)
    return { kind: "checked", ok: false, issues, name: "", horizon: false, notices: [] };
  const { name, horizon, notices } = loaded.scenario;
  return { kind: "checked", ok: true, issues: [], name, horizon: horizon !== undefined, notices };
}

function columnOf(name: string, unit: string, sourceColumn: string, values: Float64Array) {
  let [least, most, sum] = [Infinity, -Infinity, 0];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
    sum += value;
  }
  const firstWeek = [...values.subarray(0, HOURS_PER_WEEK)];
  return { name, unit, sourceColumn, mean: sum / values.length, least, most, firstWeek };
}

/** Reads an EPW or hourly CSV as a plan would, and says what it holds. */
export function inspectSeries(name: string, text: string, stated: HourlyOptions): Imported {
  const empty = { notices: [], startUTC: "", steps: 0, columns: [] };
  if (/\.epw$/i.test(name)) {
    const read = readEPW(text);
    if (!read.ok)
      return { kind: "imported", ok: false, format: "epw", issues: read.issues, ...empty };
    const { startUTC, steps, ...climate } = read.value;
    const units = {
      tempC: "°C",
      relativeHumidityFrac: "1",
      windMPS: "m/s",
      ghiWPerM2: "W/m²",
    } as const;
    const columns = (Object.keys(units) as (keyof typeof units)[]).map((key) =>
      columnOf(key, units[key], key, climate[key]),
    );
    return {
      kind: "imported",
      ok: true,
      format: "epw",
      issues: [],
      notices: read.notices,
      startUTC,
      steps,
      columns,
    };
  }
  const read = readHourly(text, stated);
  if (!read.ok)
    return { kind: "imported", ok: false, format: "hourly", issues: read.issues, ...empty };
  const { startUTC, steps, columns } = read.value;
  return {
    kind: "imported",
    ok: true,
    format: "hourly",
    issues: [],
    notices: read.notices,
    startUTC,
    steps,
    columns: [...columns.values()].map((column) =>
      columnOf(column.name, column.unit, column.sourceColumn, column.values),
    ),
  };
}
