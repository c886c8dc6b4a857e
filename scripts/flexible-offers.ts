/**
 * Prints the tables of docs/flexible-offers.md: examples 16 and 17 with the firm offer alone, the flexible one
 * alone, both; and the hours of cuts at which the flexible one is worth no more than waiting.
 *
 * Run from the repository: node bin/run scripts/flexible-offers.ts
 */
import { readFileSync } from "node:fs";
import { plan } from "../src/plan.ts";
import { loadScenario } from "../src/scenario/load.ts";
import { quarterNumber } from "../src/units/quarter.ts";

interface Found {
  readonly presentMUSD: number;
  readonly eflopsh: number;
  readonly firstQuarter: number;
  readonly first: string;
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
  };
}

/** Hours of cuts at which the flexible offer alone is worth as much as the firm one alone. */
async function breakEvenHours(example: string, offer: string, site: string, firm: Found) {
  let [good, bad] = [0, 8760];
  while (bad - good > 200) {
    const hours = Math.round((good + bad) / 2);
    const flexible = await planned(example, [
      `sites.${site}.connection={}`,
      `sites.${site}.offers.${offer}.curtailedHoursPerYear=${hours}`,
    ]);
    if (flexible.presentMUSD > firm.presentMUSD) good = hours;
    else bad = hours;
  }
  return [good, bad] as const;
}

const row = (...cells: readonly (string | number)[]) => console.log(`| ${cells.join(" | ")} |`);

for (const [example, site, offer] of [
  ["16-dutch-atr85", "amsterdam", "atr85"],
  ["17-texas-controllable-load", "dallas", "clr"],
] as const) {
  const firm = await planned(example, [`sites.${site}.offers={}`]);
  const flexible = await planned(example, [`sites.${site}.connection={}`]);
  const uncut = await planned(example, [
    `sites.${site}.connection={}`,
    `sites.${site}.offers.${offer}.curtailedHoursPerYear=0`,
  ]);
  const both = await planned(example, []);
  console.log(`\n${example}`);
  for (const [name, of] of [
    ["firm alone", firm],
    ["flexible alone", flexible],
    ["flexible, never cut", uncut],
    ["both on offer", both],
  ] as const)
    row(name, of.first, of.presentMUSD.toFixed(0), (of.eflopsh / 1e6).toFixed(2));
  console.log(`years gained: ${(firm.firstQuarter - flexible.firstQuarter) / 4}`);
  console.log(
    `compute lost to cuts: ${(100 * (1 - flexible.eflopsh / uncut.eflopsh)).toFixed(2)} %`,
  );
  const [from, to] = await breakEvenHours(example, offer, site, firm);
  console.log(`break-even: between ${from} and ${to} hours a year`);
}
