/** The figures of docs/flexible-offers.md: examples 16 and 17, a flexible offer against waiting for a firm one. */
import { readFileSync } from "node:fs";
import { plan } from "../src/plan.ts";
import { loadScenario } from "../src/scenario/load.ts";
import { quarterNumber } from "../src/units/quarter.ts";

/** An example with one flexible offer beside a firm connection. */
export interface FlexibleCase {
  readonly example: string;
  readonly site: string;
  readonly offer: string;
}

export const CASES: readonly FlexibleCase[] = [
  { example: "16-dutch-atr85", site: "Amsterdam", offer: "atr85" },
  { example: "17-texas-controllable-load", site: "Dallas", offer: "clr" },
];

export interface Found {
  /** Worth of the plan, million USD of today. */
  readonly presentMUSD: number;
  readonly eflopsh: number;
  /** Quarter in which compute begins, as a number and in words. */
  readonly firstQuarter: number;
  readonly first: string;
  /** Most MW of connections in force. */
  readonly gridMW: number;
}

async function planned(example: string, set: readonly string[]): Promise<Found> {
  const text = readFileSync(`examples/${example}/scenario.yaml`, "utf8");
  const loaded = await loadScenario(text, { set: [...set] });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm: 0, draws: 100 });
  if (result.status !== "planned") throw new Error(`${example}: ${result.status}`);
  const { timeline, solve } = result.package;
  const quarters = timeline!.quarters;
  // A tenth of the most computed in any quarter: what the first engine carries is no start.
  const most = Math.max(...timeline!.computeEFLOPSh);
  const at = timeline!.computeEFLOPSh.findIndex((value) => value > 0.1 * most);
  return {
    presentMUSD: -solve.objective / 1e6,
    eflopsh: timeline!.computeEFLOPSh.reduce((sum, value) => sum + value, 0),
    first: quarters[at] ?? "never",
    firstQuarter: quarterNumber(quarters[at] ?? "") ?? Infinity,
    gridMW: Math.max(...timeline!.sites[0]!.gridMW),
  };
}

/** What a single offer brings; planned as one that may be taken in part, which is exact as it is taken whole. */
async function alone(example: string, offer: string, set: readonly string[]): Promise<Found> {
  const found = await planned(example, [...set, `${offer}.stages.0.whole=false`]);
  return found.gridMW > 99.999 ? found : planned(example, set);
}

export const bothOnOffer = ({ example }: FlexibleCase) => planned(example, []);
export const firmAlone = ({ example, site }: FlexibleCase) =>
  alone(example, `sites.${site}.connection`, [`sites.${site}.offers={}`]);

/** The flexible offer alone; with other hours of cuts when they are given. */
export function flexibleAlone({ example, site, offer }: FlexibleCase, hours?: number) {
  const path = `sites.${site}.offers.${offer}`;
  const cut = hours === undefined ? [] : [`${path}.curtailedHoursPerYear=${hours}`];
  return alone(example, path, [`sites.${site}.connection={}`, ...cut]);
}

export const yearsGained = (firm: Found, flexible: Found) =>
  (firm.firstQuarter - flexible.firstQuarter) / 4;

/** Share of compute that the cuts take. */
export const lostFrac = (flexible: Found, uncut: Found) => 1 - flexible.eflopsh / uncut.eflopsh;

/** Hours of cuts, at most 100 apart, between which the flexible offer alone is worth as much as the firm one alone. */
export async function breakEvenHours(of: FlexibleCase, firm: Found): Promise<[number, number]> {
  let [good, bad] = [0, 8750];
  while (bad - good > 100) {
    const hours = 50 * Math.round((good + bad) / 100);
    if ((await flexibleAlone(of, hours)).presentMUSD > firm.presentMUSD) good = hours;
    else bad = hours;
  }
  return [good, bad];
}
