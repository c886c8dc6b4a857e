/** What was made before the page was built: the solved portfolio, examples, places. */
import { readPlainHours } from "../../../src/report/plain-hours.ts";
import type { PlainHours } from "../../../src/report/plain-hours.ts";
import type { HourlyReport, Package } from "../../../src/report/package.ts";
import type { Lever } from "../planner/protocol.ts";
import type { Example } from "./spec.ts";
import type { Place } from "./store.ts";

async function fetchJSON<Value>(name: string): Promise<Value> {
  const response = await fetch(`./data/${name}.json`);
  if (!response.ok) throw new Error(`${name}.json cannot be loaded (${response.status})`);
  return (await response.json()) as Value;
}

export const loadExamples = () =>
  fetchJSON<{
    readonly opening: string;
    readonly examples: readonly Example[];
    /** Levers of the opening example. */
    readonly levers: readonly Lever[];
  }>("examples");
export const loadPortfolio = () => fetchJSON<Package>("portfolio");
export const loadPlaces = () => fetchJSON<readonly Place[]>("places");
export const loadOutlines = () => fetchJSON<object>("land-110m");

/** Hours of the solved portfolio. */
export async function loadHours(): Promise<readonly HourlyReport[]> {
  const plain = await fetchJSON<readonly PlainHours[]>("hours");
  return plain.map(readPlainHours);
}
