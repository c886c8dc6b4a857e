/**
 * Sheets in the making: rows with keys, whose formulas name other rows by key, whatever sheet they stand on.
 * Addresses are found once all rows are known. On sheets of years, a year stands in the same column everywhere.
 */
import { address, columnName, quoted } from "../../xlsx/sheet.ts";
import type { Cell, Chart, DefinedName, Sheet, Workbook } from "../../xlsx/sheet.ts";
import { converted, moneyUnit } from "../../../units/money.ts";
import { MONEY_FORMATS } from "../../xlsx/styles.ts";
import type { Format, Role } from "../../xlsx/styles.ts";

/** Columns of a sheet of years: label, unit, total, then year 0. */
export const FIRST_YEAR_COLUMN = 3;
/** Rows above the years: title, subtitle, nothing, calendar year, year from 0. */
const YEAR_ROW = 3;
const PERIOD_ROW = 4;

/** Addresses as seen from one sheet. */
export interface Refs {
  /** Year `t` of a row of years. */
  readonly at: (key: string, t: number) => string;
  /** Years `from` to `to` of a row, the whole row when left out; fixed. */
  readonly years: (key: string, from?: number, to?: number) => string;
  /** A cell of a row by its column. */
  readonly cell: (key: string, column: number) => string;
  /** A column from one row to another, fixed. */
  readonly column: (from: string, to: string, column: number, lastColumn?: number) => string;
  /** Calendar year and year from 0, of this sheet. */
  readonly year: (t: number) => string;
  readonly period: (t: number) => string;
}

type Formula = (refs: Refs) => string;

/** A cell whose formula waits for addresses. */
export interface Draft {
  /** Money, which its format tells, in USD: it is written in the workbook's currency. */
  readonly value: string | number | null;
  readonly formula?: Formula;
  readonly role: Role;
  readonly format: Format;
  /** Defined name of the cell. */
  readonly name?: string;
}

export interface DraftRow {
  readonly key?: string;
  readonly cells: readonly (Draft | undefined)[];
  readonly height?: number;
}

export interface DraftSheet {
  readonly name: string;
  readonly rows: readonly DraftRow[];
  readonly widths: readonly number[];
  readonly frozen: Sheet["frozen"];
  readonly upright?: boolean;
  readonly chart?: (refs: Refs) => Chart;
}

export const text = (value: string, role: Role = "text"): Draft => ({
  value,
  role,
  format: "text",
});
export const given = (value: number | string, format: Format, name?: string): Draft => ({
  value,
  role: "input",
  format,
  ...(name ? { name } : {}),
});
export const worked = (
  value: number | string,
  format: Format,
  formula: Formula,
  role: Role = "calc",
): Draft => ({ value, formula, role, format });

/** A row with one figure, in the column of totals. */
export const single = (key: string, label: string, unit: string, cell: Draft): DraftRow => ({
  key,
  cells: [text(label, "label"), text(moneyUnit(unit), "note"), cell],
});

export const blank: DraftRow = { cells: [] };
/** A band over `width` columns. */
export const band = (words: string, width: number): DraftRow => ({
  cells: Array.from({ length: width }, (_, c) => text(c === 0 ? words : "", "band")),
});
export const head = (...words: readonly string[]): DraftRow => ({
  cells: words.map((word, c): Draft => ({
    value: word,
    role: "head",
    format: c === 0 ? "text" : "general",
  })),
});

/** One row of years. */
export interface YearLine {
  readonly key: string;
  readonly label: string;
  readonly unit?: string;
  readonly format?: Format;
  readonly role?: "calc" | "total" | "key";
  readonly values: ArrayLike<number | string>;
  /** By year; an input where there is none. */
  readonly formula?: (refs: Refs, t: number) => string;
  /** Whether its sum means something. */
  readonly sum?: boolean;
}

/** A row of years as cells. */
export function yearRow(line: YearLine): DraftRow {
  const { key, label, unit = "USD m", format = "millions", role = "calc", values, formula } = line;
  const numbers = Array.from(values);
  const total = line.sum
    ? worked(
        numbers.reduce<number>((all, value) => all + (typeof value === "number" ? value : 0), 0),
        format,
        (refs) => `SUM(${refs.years(key)})`,
        role,
      )
    : role === "calc"
      ? undefined
      : text("", role);
  return {
    key,
    cells: [
      text(label, role === "calc" ? "label" : role),
      text(moneyUnit(unit), role === "calc" ? "note" : role),
      total,
      ...numbers.map((value, t) =>
        formula ? worked(value, format, (refs) => formula(refs, t), role) : given(value, format),
      ),
    ],
  };
}

/** A sheet of years below its title, with both rows of years above. */
export function yearSheet(
  name: string,
  subtitle: string,
  years: readonly number[],
  rows: readonly DraftRow[],
): DraftSheet {
  const width = FIRST_YEAR_COLUMN + years.length;
  const heads = (
    words: string,
    values: readonly number[],
    formula: (refs: Refs, t: number) => string,
  ) => ({
    cells: [
      { value: words, role: "head", format: "text" } as const,
      text("", "head"),
      { value: words === "Year" ? "Sum" : "", role: "head", format: "general" } as const,
      ...values.map((value, t) => worked(value, "year", (refs) => formula(refs, t), "head")),
    ],
  });
  return {
    name,
    widths: [36, 11, 12, ...years.map(() => 10.5)],
    frozen: { rows: PERIOD_ROW + 1, columns: FIRST_YEAR_COLUMN },
    rows: [
      { cells: [text(name, "title")], height: 24 },
      { cells: [text(subtitle, "subtitle")] },
      blank,
      heads("Year", years, ({ year }, t) => (t === 0 ? "first_year" : `${year(t - 1)}+1`)),
      heads(
        "Year of the project",
        years.map((_, t) => t),
        ({ period }, t) => (t === 0 ? "0" : `${period(t - 1)}+1`),
      ),
      ...rows.map((row) =>
        row.cells.length === 1 && row.cells[0]!.role === "band"
          ? band(String(row.cells[0]!.value), width)
          : row,
      ),
    ],
  };
}

/** A cell as it is written: money in the currency that is written. */
function cellOf({ value, formula, role, format }: Draft, refs: Refs): Cell {
  const isMoney = typeof value === "number" && MONEY_FORMATS.has(format);
  return {
    value: isMoney ? converted(value) : value,
    style: { role, format },
    ...(formula ? { formula: formula(refs) } : {}),
  };
}

/** Finds every address and works out every formula's text. @throws Error when a key stands twice or nowhere. */
export function assembled(title: string, subject: string, drafts: readonly DraftSheet[]): Workbook {
  const places = new Map<string, { sheet: string; row: number; width: number }>();
  const names: DefinedName[] = [];
  for (const { name: sheet, rows } of drafts)
    rows.forEach(({ key, cells }, row) => {
      if (key !== undefined) {
        if (places.has(key)) throw new Error(`Two rows are called ${key}`);
        places.set(key, { sheet, row, width: cells.length });
      }
      cells.forEach((cell, column) => {
        if (cell?.name)
          names.push({ name: cell.name, ref: `${quoted(sheet)}!${address(row, column, true)}` });
      });
    });
  const place = (key: string) => {
    const found = places.get(key);
    if (!found) throw new Error(`No row is called ${key}`);
    return found;
  };
  const refsOf = (here: string): Refs => {
    const on = (sheet: string) => (sheet === here ? "" : `${quoted(sheet)}!`);
    return {
      at: (key, t) => {
        const { sheet, row } = place(key);
        return `${on(sheet)}${address(row, FIRST_YEAR_COLUMN + t)}`;
      },
      years: (key, from = 0, to) => {
        const { sheet, row, width } = place(key);
        const last = to === undefined ? width - 1 : FIRST_YEAR_COLUMN + to;
        return `${on(sheet)}${address(row, FIRST_YEAR_COLUMN + from, true)}:${address(row, last, true)}`;
      },
      cell: (key, column) => {
        const { sheet, row } = place(key);
        return `${on(sheet)}${address(row, column, true)}`;
      },
      column: (from, to, column, lastColumn = column) => {
        const { sheet, row } = place(from);
        return `${on(sheet)}${address(row, column, true)}:${address(place(to).row, lastColumn, true)}`;
      },
      year: (t) => `${columnName(FIRST_YEAR_COLUMN + t)}$${YEAR_ROW + 1}`,
      period: (t) => `${columnName(FIRST_YEAR_COLUMN + t)}$${PERIOD_ROW + 1}`,
    };
  };
  const sheets = drafts.map((draft): Sheet => {
    const refs = refsOf(draft.name);
    const heights = Object.fromEntries(
      draft.rows.flatMap(({ height }, r) => (height === undefined ? [] : [[r, height]])),
    );
    return {
      name: draft.name,
      widths: draft.widths,
      frozen: draft.frozen,
      heights,
      ...(draft.upright ? { upright: true } : {}),
      ...(draft.chart ? { chart: draft.chart(refs) } : {}),
      rows: draft.rows.map(({ cells }) => cells.map((cell) => cell && cellOf(cell, refs))),
    };
  });
  return { title, subject, sheets, names };
}
