/** Hourly series of a site as plain JSON, and back. */
import type { HourlyReport } from "./package.ts";

/** Figures kept of each value. */
const FIGURES = 6;

/** Hourly series as JSON holds them. */
export interface PlainHours {
  readonly site: string;
  readonly hourOfYear: readonly number[];
  readonly weightHours: readonly number[];
  readonly columns: readonly {
    readonly name: string;
    readonly unit: string;
    readonly role: string;
    readonly values: readonly number[];
  }[];
}

/** The series as JSON holds them, with six significant figures. */
export const plainHours = (hourly: HourlyReport): PlainHours => ({
  site: hourly.site,
  hourOfYear: [...hourly.stepOfYear],
  weightHours: [...hourly.weightHours],
  columns: hourly.columns.map(({ name, unit, role, values }) => ({
    name,
    unit,
    role,
    values: Array.from(values, (value) => Number(value.toPrecision(FIGURES))),
  })),
});

/** The series again, as typed arrays. */
export const readPlainHours = ({
  site,
  hourOfYear,
  weightHours,
  columns,
}: PlainHours): HourlyReport => ({
  site,
  stepOfYear: Int32Array.from(hourOfYear),
  weightHours: Float64Array.from(weightHours),
  columns: columns.map((column) => ({ ...column, values: Float64Array.from(column.values) })),
});
