/** What was made before the page was built: the solved portfolio, examples, places. */
import type { HourlyReport, Package } from "../../../src/report/package.ts";
import type { Example } from "./spec.ts";
import type { Place } from "./store.ts";

async function fetchJSON<Value>(name: string): Promise<Value> {
  const response = await fetch(`./data/${name}.json`);
  if (!response.ok) throw new Error(`${name}.json cannot be loaded (${response.status})`);
  return (await response.json()) as Value;
}

export const loadExamples = () =>
  fetchJSON<{ readonly opening: string; readonly examples: readonly Example[] }>("examples");
export const loadPortfolio = () => fetchJSON<Package>("portfolio");
export const loadPlaces = () => fetchJSON<readonly Place[]>("places");
export const loadOutlines = (name: "land-110m") => fetchJSON<object>(name);

interface PlainHours {
  readonly site: string;
  readonly stepOfYear: readonly number[];
  readonly weightHours: readonly number[];
  readonly columns: readonly {
    readonly name: string;
    readonly unit: string;
    readonly role: string;
    readonly values: readonly number[];
  }[];
}

/** Hours of the solved portfolio. */
export async function loadHours(): Promise<readonly HourlyReport[]> {
  const plain = await fetchJSON<readonly PlainHours[]>("hours");
  return plain.map(({ site, stepOfYear, weightHours, columns }) => ({
    site,
    stepOfYear: Int32Array.from(stepOfYear),
    weightHours: Float64Array.from(weightHours),
    columns: columns.map((column) => ({ ...column, values: Float64Array.from(column.values) })),
  }));
}
