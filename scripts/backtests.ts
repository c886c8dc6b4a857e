/**
 * Prints the tables of docs/backtests.md.
 *
 * Run from the repository: node bin/run scripts/backtests.ts [folder of the shared data]
 */
import { cases, rowsOf, tableRow } from "./backtest-cases.ts";

for (const [example, seen] of cases(process.argv[2] ?? "../shared")) {
  console.log(`\n${example}`);
  for (const row of await rowsOf(example, seen)) console.log(tableRow(row));
}
