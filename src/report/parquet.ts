/** Hourly series of a site as Parquet: integers for the hour of the year, doubles for all else. */
import type { HourlyReport } from "./package.ts";

/** The file's bytes; the writer is loaded when it is first needed. */
export async function hourlyParquet(hourly: HourlyReport): Promise<ArrayBuffer> {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  return parquetWriteBuffer({
    columnData: [
      { name: "hourOfYear", data: hourly.stepOfYear, type: "INT32" },
      { name: "weightHours", data: hourly.weightHours, type: "DOUBLE" },
      ...hourly.columns.map(({ name, values }) => ({
        name,
        data: values,
        type: "DOUBLE" as const,
      })),
    ],
  });
}
