/** Prints the tables of a bench as text or JSON, and rewrites them in RESULTS.md when asked. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { tableMarkdown, tableText } from "./table.ts";
import type { Table } from "./table.ts";

const RESULTS = "bench/RESULTS.md";
const OPENING = `# Benchmarks

Made by \`npm run bench -- all --write\`, which measures everything again and rewrites the tables here;
\`npm run bench -- solver --only weeks --write\` rewrites one. Figures are medians of the runs stated.
Wall clock is disturbed by whatever else the machine does: compare within one table, and processor seconds
rather than wall clock. Each table says what it was measured on; tables of different machines do not compare.
`;

export interface ReportOptions {
  readonly json: boolean;
  /** Rewrite the tables in RESULTS.md. */
  readonly write: boolean;
}

/** What the figures were measured on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly node: string;
  readonly highsWasm: string;
  /** What the peers' Python environment holds. */
  readonly python: string;
}

function describeMachine(): Machine {
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
    dependencies: Record<string, string>;
  };
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    highsWasm: manifest.dependencies["highs"] ?? "unknown",
    python: readFileSync("bench/peers/requirements.txt", "utf8").trim().split("\n").join(", "),
  };
}

function machineText(machine: Machine): string {
  const { processor, cores, memoryGB, node, highsWasm, python } = machine;
  return `${processor}, ${cores} cores, ${memoryGB} GB; Node ${node}; npm highs ${highsWasm}; Python ${python}`;
}

/** Text with the part between the markers of `id` replaced, or added at the end. */
function replacePart(text: string, id: string, content: string): string {
  const [from, to] = [`<!-- ${id}: made by npm run bench -->`, `<!-- end of ${id} -->`];
  const part = `${from}\n${content}\n${to}`;
  const start = text.indexOf(from);
  const end = text.indexOf(to);
  return start < 0 || end < start
    ? `${text.trimEnd()}\n\n${part}\n`
    : text.slice(0, start) + part + text.slice(end + to.length);
}

/** Shows `tables`, and keeps them in RESULTS.md when asked. */
export function report(tables: readonly Table[], options: ReportOptions): void {
  const measuredOn = describeMachine();
  if (options.json) {
    const plain = tables.map(({ id, title, reading, rows }) => ({ id, title, reading, rows }));
    console.log(JSON.stringify({ machine: measuredOn, tables: plain }, null, 2));
  } else console.log([machineText(measuredOn), ...tables.map(tableText)].join("\n\n"));
  if (!options.write) return;
  let text = existsSync(RESULTS) ? readFileSync(RESULTS, "utf8") : OPENING;
  const machine = `Measured on: ${machineText(measuredOn)}.`;
  for (const table of tables)
    text = replacePart(text, table.id, `${tableMarkdown(table).trimEnd()}\n\n${machine}`);
  writeFileSync(RESULTS, text);
}
