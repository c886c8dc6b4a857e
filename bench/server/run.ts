/**
 * The server's bench: sweeps over workers, readers while a plan runs.
 *
 *     npm run bench -- server [--only sweep,load] [--plans 1000] [--rounds 3] [--quiet 0.1] [--readers 200] [--seconds 10] [--json] [--write]
 */
import { parseArgs } from "node:util";
import { report } from "../report.ts";
import type { Table } from "../table.ts";
import { loadTable } from "./load.ts";
import { sweepTable } from "./sweep.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "sweep,load" },
    plans: { type: "string", default: "1000" },
    rounds: { type: "string", default: "3" },
    quiet: { type: "string", default: "Infinity" },
    readers: { type: "string", default: "200" },
    seconds: { type: "string", default: "10" },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});

const tables: Table[] = [];
for (const name of values.only.split(",")) {
  if (name === "sweep")
    tables.push(
      await sweepTable({
        plans: Number(values.plans),
        rounds: Number(values.rounds),
        quietCores: Number(values.quiet),
      }),
    );
  else if (name === "load")
    tables.push(await loadTable(Number(values.readers), Number(values.seconds)));
  else throw new Error(`--only knows sweep and load, not ${name}`);
}
report(tables, values);
