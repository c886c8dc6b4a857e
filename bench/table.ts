/**
 * Tables of measurements: one shape for all benches, printed as text, JSON or Markdown.
 * Every row has a `ratio`; the table's reading says of what to what.
 */

/** One measurement. */
export interface Row {
  readonly name: string;
  readonly ratio: number;
  readonly [figure: string]: string | number;
}

export interface Column {
  readonly key: string;
  readonly head: string;
  /** Decimals of a number; whole numbers and text need none. */
  readonly decimals?: number;
}

export interface Table {
  /** Name in options and in RESULTS.md. */
  readonly id: string;
  readonly title: string;
  /** A sentence or two on how to read it. */
  readonly reading: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** The middle value; the lower one of two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
}

/** A figure as it stands in a cell; small numbers as 1e-7. */
function cell(value: string | number | undefined, decimals = 0): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  if (!Number.isFinite(value)) return "–";
  if (value !== 0 && Math.abs(value) < 1e-3) return value.toExponential(0);
  return value.toFixed(decimals);
}

function cellsOf(table: Table): string[][] {
  return table.rows.map((row) =>
    table.columns.map(({ key, decimals }) => cell(row[key], decimals ?? 0)),
  );
}

/** Text with aligned columns. */
export function tableText(table: Table): string {
  const lines = [table.columns.map(({ head }) => head), ...cellsOf(table)];
  const widths = table.columns.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  const rows = lines.map((line) =>
    line
      .map((text, i) => (i === 0 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!)))
      .join("  "),
  );
  return [table.title, ...rows].join("\n");
}

/** Markdown: title, reading, table. */
export function tableMarkdown(table: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    `## ${table.title}`,
    "",
    table.reading,
    "",
    line(table.columns.map(({ head }) => head)),
    line(table.columns.map((_, i) => (i === 0 ? "---" : "---:"))),
    ...cellsOf(table).map(line),
  ].join("\n");
}
