/** Splits text into rows of cells with their line numbers and reads numbers from cells. */

/** One row of a file. */
export interface Row {
  /** Line in the file on which the row starts, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Lines of a text without byte-order mark and line ends; blank lines at the end are left off. */
export function readLines(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  while (lines.length > 0 && lines.at(-1)!.trim() === "") lines.pop();
  return lines;
}

/** Rows of a text, cells trimmed; quotes may hold separators, line ends and doubled quotes. */
export function readRows(text: string, separator: string): Row[] {
  const lines = readLines(text);
  const rows: Row[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = i + 1;
    let whole = lines[i]!;
    // An odd number of quotes: the cell goes on in the next line.
    while (i + 1 < lines.length && i + 1 - line < MOST_LINES_IN_CELL && opensQuote(whole))
      whole += `\n${lines[++i]!}`;
    rows.push({ line, cells: splitLine(whole, separator) });
  }
  return rows;
}

/** A lone quote must not swallow the rest of a file. */
const MOST_LINES_IN_CELL = 20;

function opensQuote(line: string): boolean {
  return line.includes('"') && line.split('"').length % 2 === 0;
}

/** Cells of one line; quotes may hold separators and doubled quotes. */
export function splitLine(line: string, separator = ","): string[] {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const ch = line[i]!;
    if (ch === '"') {
      if (quoted && line[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = !quoted;
    } else if (ch === separator && !quoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += ch;
  }
  cells.push(cell.trim());
  return cells;
}

/** The separator a header line uses: the one of `,` `;` and tab that stands most often outside quotes. */
export function separatorOf(header: string): string {
  const bare = header.replace(/"[^"]*"/g, "");
  const count = (separator: string) => bare.split(separator).length;
  return [",", ";", "\t"].reduce((best, next) => (count(next) > count(best) ? next : best));
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const COMMA_NUMBER = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;
const INFINITY = /^[+-]?(inf|infinity|∞)$/i;
const NOTHING = /^(|-|–|—|nan|null|none|n\/?a|n\/?e|#n\/a)$/i;
const FORMULA_STARTS = "=+-@";

/** The number in a cell, or NaN where the cell is not exactly one finite number. */
export function numberInCell(cell: string): number {
  return NUMBER.test(cell) && Number.isFinite(Number(cell)) ? Number(cell) : Number.NaN;
}

/** Whether a cell is a number with a decimal comma. */
export function isCommaNumber(cell: string): boolean {
  return COMMA_NUMBER.test(cell);
}

/**
 * The number in a cell of a file whose separator is not a comma: a decimal comma is read, but not one with three
 * digits behind it, which may as well part thousands. NaN where the cell is not exactly one finite number.
 */
export function numberInCellOf(separator: string, cell: string): number {
  const isDecimalComma =
    separator !== "," && isCommaNumber(cell) && !/^[+-]?\d{1,3},\d{3}$/.test(cell);
  return numberInCell(isDecimalComma ? cell.replace(",", ".") : cell);
}

/** What a cell is that holds no finite number. */
export type Defect =
  | "blank_cell"
  | "infinite_cell"
  | "formula_cell"
  | "comma_cell"
  | "not_a_number";

/** Why `numberInCell` gave NaN. */
export function defectOf(cell: string): Defect {
  if (NOTHING.test(cell)) return "blank_cell";
  if (INFINITY.test(cell) || NUMBER.test(cell)) return "infinite_cell";
  if (isCommaNumber(cell)) return "comma_cell";
  return FORMULA_STARTS.includes(cell.charAt(0)) ? "formula_cell" : "not_a_number";
}
