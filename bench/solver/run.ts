/**
 * The solver's bench: chain against HiGHS in WebAssembly, growth, memory, warm starts, whole sizes,
 * threads.
 *
 *     npm run bench -- solver [--quick] [--only weeks,growth,memory,warm,whole,threads,many] [--weeks 1,4,13,52]
 *         [--highs ipm,ipx,simplex|none] [--repeat 3] [--limit 300] [--patience 200] [--json] [--write]
 *
 * `--quick` takes 1 and 4 weeks and HiGHS's interior point without crossover alone.
 */
import { report } from "../report.ts";
import type { Table } from "../table.ts";
import { growthTable } from "./growth.ts";
import { manyTable } from "./many.ts";
import { CHILD, measureHere, memoryTable } from "./memory.ts";
import { readSettings } from "./settings.ts";
import type { Section, Settings } from "./settings.ts";
import { threadsTable } from "./threads.ts";
import { warmTable } from "./warm.ts";
import { weeksTable } from "./weeks.ts";
import { wholeTable } from "./whole.ts";

const TABLES: Readonly<Record<Section, (settings: Settings) => Table | Promise<Table>>> = {
  weeks: weeksTable,
  growth: growthTable,
  memory: memoryTable,
  warm: warmTable,
  whole: wholeTable,
  threads: threadsTable,
  many: manyTable,
};

const args = process.argv.slice(2);
if (args[0] === CHILD) await measureHere(args[1]!);
else {
  const settings = readSettings(args);
  const tables: Table[] = [];
  for (const section of settings.sections) tables.push(await TABLES[section](settings));
  report(tables, settings);
}
