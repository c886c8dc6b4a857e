/** Sheets as plain data: cells with value, formula and style; addresses; text that no spreadsheet runs. */
import type { Style } from "./styles.ts";

export interface Cell {
  /** Shown until a program recalculates; with a formula, what the formula comes to. */
  readonly value: string | number | null;
  /** Without the sign of equality. Never made from text of a scenario. */
  readonly formula?: string;
  readonly style: Style;
}

/** Two series of a chart, each a label and ranges with their sheet. */
export interface Chart {
  readonly title: string;
  readonly unit: string;
  readonly categories: string;
  readonly series: readonly { readonly label: string; readonly range: string }[];
  /** First and last cell covered, counted from 0. */
  readonly from: { readonly column: number; readonly row: number };
  readonly to: { readonly column: number; readonly row: number };
}

export interface Sheet {
  readonly name: string;
  /** Rows from the first; a hole is an empty row or cell. */
  readonly rows: readonly (readonly (Cell | undefined)[] | undefined)[];
  /** Widths of columns in characters. */
  readonly widths: readonly number[];
  /** Rows and columns that stay in sight, and are repeated on paper. */
  readonly frozen: { readonly rows: number; readonly columns: number };
  /** Rows of more than one line, by index: their height in points. */
  readonly heights?: Readonly<Record<number, number>>;
  /** Upright paper; across when left out. */
  readonly upright?: boolean;
  readonly chart?: Chart;
}

/** A name for one cell. */
export interface DefinedName {
  readonly name: string;
  /** Absolute, with its sheet. */
  readonly ref: string;
}

export interface Workbook {
  readonly title: string;
  readonly subject: string;
  readonly sheets: readonly Sheet[];
  readonly names: readonly DefinedName[];
}

/** Letters of a column counted from 0. */
export function columnName(column: number): string {
  let name = "";
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1)
    name = String.fromCharCode(65 + (rest % 26)) + name;
  return name;
}

/** A sheet's name as it stands in a formula. */
export const quoted = (sheet: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(sheet) ? sheet : `'${sheet.replaceAll("'", "''")}'`;

/** An address, both counted from 0; `$` keeps it in place when it is copied. */
export function address(row: number, column: number, fixed = false): string {
  const sign = fixed ? "$" : "";
  return `${sign}${columnName(column)}${sign}${row + 1}`;
}
