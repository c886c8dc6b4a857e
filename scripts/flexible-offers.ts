/**
 * Prints the tables of docs/flexible-offers.md: examples 16 and 17 with the firm offer alone, the flexible one
 * alone, both; and the hours of cuts at which the flexible one is worth no more than waiting.
 *
 * Run from the repository: node bin/run scripts/flexible-offers.ts
 */
import {
  bothOnOffer,
  breakEvenHours,
  CASES,
  firmAlone,
  flexibleAlone,
  lostFrac,
  yearsGained,
} from "./flexible-cases.ts";

const row = (...cells: readonly (string | number)[]) => console.log(`| ${cells.join(" | ")} |`);

for (const of of CASES) {
  const firm = await firmAlone(of);
  const flexible = await flexibleAlone(of);
  const uncut = await flexibleAlone(of, 0);
  console.log(`\n${of.example}`);
  for (const [name, found] of [
    ["firm alone", firm],
    ["flexible alone", flexible],
    ["flexible, never cut", uncut],
    ["both on offer", await bothOnOffer(of)],
  ] as const)
    row(name, found.first, found.presentMUSD.toFixed(0), (found.eflopsh / 1e6).toFixed(2));
  console.log(`years gained: ${yearsGained(firm, flexible)}`);
  console.log(`compute lost to cuts: ${(100 * lostFrac(flexible, uncut)).toFixed(2)} %`);
  const [from, to] = await breakEvenHours(of, firm);
  console.log(`break-even: between ${from} and ${to} hours a year`);
}
