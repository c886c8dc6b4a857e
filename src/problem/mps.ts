/** Writes a compact problem as free-format MPS, so that any solver can check it from outside. */
import { columnNames, expand } from "./expand.ts";
import type { Problem } from "./problem.ts";

/** Turns a name into one MPS token: no blanks, printable. */
function token(name: string): string {
  return name.replaceAll(/\s+/g, "_");
}

function* rowLines(lower: Float64Array, upper: Float64Array): Generator<string> {
  yield "ROWS\n N cost\n";
  for (let i = 0; i < lower.length; i++) {
    const sense = lower[i] === upper[i] ? "E" : upper[i] === Infinity ? "G" : "L";
    yield ` ${sense} r${i}\n`;
  }
}

function* boundLines(
  names: readonly string[],
  lower: Float64Array,
  upper: Float64Array,
  integers: ReadonlySet<number>,
): Generator<string> {
  yield "BOUNDS\n";
  for (let j = 0; j < names.length; j++) {
    const name = names[j]!;
    if (lower[j] === upper[j]) yield ` FX b ${name} ${lower[j]}\n`;
    else if (lower[j] === -Infinity)
      yield upper[j] === Infinity
        ? ` FR b ${name}\n`
        : ` MI b ${name}\n UP b ${name} ${upper[j]}\n`;
    else {
      if (lower[j] !== 0) yield ` LO b ${name} ${lower[j]}\n`;
      if (upper[j] !== Infinity) yield ` UP b ${name} ${upper[j]}\n`;
      else if (integers.has(j)) yield ` PL b ${name}\n`;
    }
  }
}

/**
 * The problem in free MPS, in pieces that can be written one after another.
 * The objective constant stands as a negative right-hand side of the cost row, as the format asks.
 */
export function* mpsChunks(problem: Problem): Generator<string> {
  const expanded = expand(problem);
  const names = columnNames(problem).map(token);
  const integers = new Set(expanded.integerColumns);
  yield `NAME ${token(problem.name)}\n`;
  yield* rowLines(expanded.rowLower, expanded.rowUpper);
  const byColumn = transpose(
    expanded.columns,
    expanded.rowStarts,
    expanded.columnIndices,
    expanded.values,
  );
  yield "COLUMNS\n";
  for (let j = 0; j < expanded.columns; j++) {
    const marker = integers.has(j);
    let lines = marker ? ` M${j} 'MARKER' 'INTORG'\n` : "";
    if (expanded.cost[j] !== 0) lines += ` ${names[j]} cost ${expanded.cost[j]}\n`;
    for (let k = byColumn.starts[j]!; k < byColumn.starts[j + 1]!; k++)
      lines += ` ${names[j]} r${byColumn.rows[k]} ${byColumn.values[k]}\n`;
    if (expanded.cost[j] === 0 && byColumn.starts[j] === byColumn.starts[j + 1])
      lines += ` ${names[j]} cost 0\n`;
    if (marker) lines += ` E${j} 'MARKER' 'INTEND'\n`;
    yield lines;
  }
  yield "RHS\n";
  if (expanded.constant !== 0) yield ` rhs cost ${-expanded.constant}\n`;
  for (let i = 0; i < expanded.rows; i++) {
    const rhs = expanded.rowUpper[i] === Infinity ? expanded.rowLower[i] : expanded.rowUpper[i];
    if (rhs !== 0 && Number.isFinite(rhs)) yield ` rhs r${i} ${rhs}\n`;
  }
  yield* boundLines(names, expanded.columnLower, expanded.columnUpper, integers);
  yield "ENDATA\n";
}

function transpose(
  columns: number,
  rowStarts: Int32Array,
  indices: Int32Array,
  entries: Float64Array,
): { starts: Int32Array; rows: Int32Array; values: Float64Array } {
  const starts = new Int32Array(columns + 1);
  for (const column of indices) starts[column + 1]!++;
  for (let j = 0; j < columns; j++) starts[j + 1]! += starts[j]!;
  const next = starts.slice(0, columns);
  const rows = new Int32Array(indices.length);
  const values = new Float64Array(indices.length);
  for (let i = 0; i + 1 < rowStarts.length; i++)
    for (let k = rowStarts[i]!; k < rowStarts[i + 1]!; k++) {
      const slot = next[indices[k]!]!++;
      rows[slot] = i;
      values[slot] = entries[k]!;
    }
  return { starts, rows, values };
}
