/** Reads a catalogue table: one row per figure, each with its unit, source, year and confidence. */

/** How a figure came to be known; shown wherever the figure is shown. */
export type Confidence = "measured" | "published" | "estimated" | "synthetic";

/** One figure of a catalogue with where it comes from. */
export interface Figure {
  readonly id: string;
  readonly parameter: string;
  /** The cell as written: a number, a word, or several numbers parted by spaces. */
  readonly text: string;
  readonly unit: string;
  readonly source: string;
  readonly year: string;
  readonly confidence: Confidence;
  readonly note: string;
}

/** Figures of one catalogue entry (an accelerator, a place…) by parameter name. */
export type Entry = ReadonlyMap<string, Figure>;

/** A catalogue: entries by id, in file order. */
export type Table = ReadonlyMap<string, Entry>;

const HEADER = ["id", "parameter", "value", "unit", "source", "year", "confidence", "note"];
const CONFIDENCES: readonly string[] = ["measured", "published", "estimated", "synthetic"];

/**
 * Splits CSV text into rows of cells; quotes may hold commas, line ends and doubled quotes.
 * Lines that start with # and blank lines are passed over.
 */
export function readCells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  let comment = false;
  const endCell = () => {
    row.push(cell);
    cell = "";
  };
  const endRow = () => {
    endCell();
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  };
  for (let i = 0; i < text.length; i++) {
    const ch = text[i]!;
    if (comment) {
      if (ch === "\n") comment = false;
    } else if (quoted) {
      if (ch !== '"') cell += ch;
      else if (text[i + 1] === '"') cell += text[++i]!;
      else quoted = false;
    } else if (ch === '"' && cell === "") quoted = true;
    else if (ch === "#" && cell === "" && row.length === 0) comment = true;
    else if (ch === ",") endCell();
    else if (ch === "\n") endRow();
    else if (ch !== "\r") cell += ch;
  }
  if (cell !== "" || row.length > 0) endRow();
  return rows;
}

/**
 * Reads a catalogue table.
 * @throws Error naming the row when the header, a confidence or a duplicate is wrong: a catalogue is our own file.
 */
export function readTable(text: string): Table {
  const [header, ...rows] = readCells(text);
  if (!header || HEADER.some((name, i) => header[i] !== name))
    throw new Error(`Catalogue header is "${header?.join(",")}", expected "${HEADER.join(",")}"`);
  const table = new Map<string, Map<string, Figure>>();
  for (const cells of rows) {
    if (cells.length !== HEADER.length)
      throw new Error(
        `Catalogue row has ${cells.length} cells, expected ${HEADER.length}: ${cells.join(",")}`,
      );
    const [id, parameter, value, unit, source, year, confidence, note] = cells as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    if (!CONFIDENCES.includes(confidence))
      throw new Error(
        `Catalogue row ${id}.${parameter}: confidence "${confidence}" is not one of ${CONFIDENCES.join(", ")}`,
      );
    const entry = table.get(id) ?? new Map<string, Figure>();
    if (entry.has(parameter)) throw new Error(`Catalogue row ${id}.${parameter} stands twice`);
    entry.set(parameter, {
      id,
      parameter,
      text: value,
      unit,
      source,
      year,
      confidence: confidence as Confidence,
      note,
    });
    table.set(id, entry);
  }
  return table;
}

/** The number in a figure. @throws Error when the figure is missing or no number. */
export function numberIn(entry: Entry, parameter: string): number {
  const value = optionalNumberIn(entry, parameter);
  if (value === undefined)
    throw new Error(`Catalogue entry ${[...entry.values()][0]?.id ?? "?"} has no ${parameter}`);
  return value;
}

/** The number in a figure, or undefined when the entry does not have it. */
export function optionalNumberIn(entry: Entry, parameter: string): number | undefined {
  const figure = entry.get(parameter);
  if (!figure || figure.text === "") return undefined;
  const value = Number(figure.text);
  if (!Number.isFinite(value))
    throw new Error(`Catalogue row ${figure.id}.${parameter}: "${figure.text}" is not a number`);
  return value;
}

/** The numbers in a figure that holds several, parted by spaces (12 months, 24 hours, quantiles). */
export function numbersIn(entry: Entry, parameter: string): Float64Array {
  const figure = entry.get(parameter);
  if (!figure)
    throw new Error(`Catalogue entry ${[...entry.values()][0]?.id ?? "?"} has no ${parameter}`);
  const values = Float64Array.from(figure.text.trim().split(/\s+/).map(Number));
  if (values.some((value) => !Number.isFinite(value)))
    throw new Error(`Catalogue row ${figure.id}.${parameter} holds something that is not a number`);
  return values;
}
