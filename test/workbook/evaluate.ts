/**
 * A small evaluator of spreadsheet formulas, for tests alone: the operators and the few functions that the
 * project's workbooks use. It shares nothing with the code that writes them.
 */
import { FUNCTIONS } from "./functions.ts";
import type { Matrix, Scalar, Value } from "./functions.ts";
import type { ReadBook } from "../../scripts/read-xlsx.ts";

type Token =
  | { readonly kind: "number" | "text" | "name" | "sign"; readonly text: string }
  | { readonly kind: "ref"; readonly sheet: string | undefined; readonly text: string };

const TOKEN =
  /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?)|"((?:[^"]|"")*)"|(?:(?:'((?:[^']|'')+)'|([A-Za-z_][A-Za-z0-9_]*))!)?(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![A-Za-z0-9_(])|([A-Za-z_][A-Za-z0-9_.]*)|(<=|>=|<>|[-+*/^(),=<>&]))/y;

function tokensOf(formula: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < formula.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(formula);
    if (!match) throw new Error(`cannot read ${formula} at ${at}`);
    const [, number, text, quotedSheet, sheet, ref, name, sign] = match;
    if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (text !== undefined) tokens.push({ kind: "text", text: text.replaceAll('""', '"') });
    else if (ref !== undefined)
      tokens.push({ kind: "ref", sheet: quotedSheet?.replaceAll("''", "'") ?? sheet, text: ref });
    else if (name !== undefined) tokens.push({ kind: "name", text: name });
    else tokens.push({ kind: "sign", text: sign! });
  }
  return tokens;
}

const columnOf = (letters: string) =>
  Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

const isMatrix = (value: Value): value is Matrix => Array.isArray(value);
const numberOf = (value: Scalar): number => {
  if (value === null) return 0;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string") throw new Error(`#VALUE!: "${value}" is no number`);
  return value;
};

/** Applies an operator cell by cell; a single value stands for all. */
function spread(a: Value, b: Value, by: (a: Scalar, b: Scalar) => Scalar): Value {
  if (!isMatrix(a) && !isMatrix(b)) return by(a, b);
  const shape = isMatrix(a) ? a : (b as Matrix);
  return shape.map((row, r) =>
    row.map((_, c) => by(isMatrix(a) ? a[r]![c]! : a, isMatrix(b) ? b[r]![c]! : b)),
  );
}

function compared(sign: string, a: Scalar, b: Scalar): boolean {
  const [x, y] =
    typeof a === "string" || typeof b === "string" ? [a, b] : [numberOf(a), numberOf(b)];
  if (sign === "=") return x === y;
  if (sign === "<>") return x !== y;
  if (typeof x !== typeof y) throw new Error(`cannot compare ${x} with ${y}`);
  if (sign === "<") return x! < y!;
  if (sign === ">") return x! > y!;
  return sign === "<=" ? x! <= y! : x! >= y!;
}

function arithmetic(sign: string, a: Scalar, b: Scalar): number {
  const [x, y] = [numberOf(a), numberOf(b)];
  const value =
    sign === "+"
      ? x + y
      : sign === "-"
        ? x - y
        : sign === "*"
          ? x * y
          : sign === "/"
            ? x / y
            : x ** y;
  if (!Number.isFinite(value)) throw new Error(`#NUM!: ${x} ${sign} ${y}`);
  return value;
}

/** Values of all cells, worked out from formulas alone: cached values of formula cells are never read. */
export function evaluator(book: ReadBook): (sheet: string, address: string) => Scalar {
  const known = new Map<string, Scalar>();
  const open = new Set<string>();

  function cellAt(sheet: string, at: string): Scalar {
    const key = `${sheet}!${at}`;
    if (known.has(key)) return known.get(key)!;
    const cell = book.sheets.get(sheet)?.get(at);
    if (!book.sheets.has(sheet)) throw new Error(`#REF!: no sheet ${sheet}`);
    let value: Scalar = cell?.value ?? null;
    if (cell?.formula !== undefined) {
      if (open.has(key)) throw new Error(`${key} depends on itself`);
      open.add(key);
      try {
        const found = parsed(cell.formula, sheet);
        value = isMatrix(found) ? found[0]![0]! : found;
      } catch (error) {
        throw new Error(`${key} =${cell.formula}: ${(error as Error).message}`, { cause: error });
      }
      open.delete(key);
    }
    known.set(key, value);
    return value;
  }

  /** Cells of a reference, its place, and its values when they are asked for. */
  function area(sheet: string, text: string) {
    const [from, to = from] = text.replaceAll("$", "").split(":") as [string, string?];
    const parts = (at: string) => /^([A-Z]+)(\d+)$/.exec(at)!;
    const [, left, top] = parts(from);
    const [, right, bottom] = parts(to);
    const columns = { from: columnOf(left!), to: columnOf(right!) };
    const letters = (column: number): string =>
      column === 0
        ? ""
        : letters(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26));
    const values = (): Matrix => {
      const rows: Scalar[][] = [];
      for (let row = Number(top); row <= Number(bottom); row++) {
        const cells: Scalar[] = [];
        for (let column = columns.from; column <= columns.to; column++)
          cells.push(cellAt(sheet, `${letters(column)}${row}`));
        rows.push(cells);
      }
      return rows;
    };
    return { columns, values };
  }

  function parsed(formula: string, here: string): Value {
    const tokens = tokensOf(formula);
    let next = 0;
    const peek = () => tokens[next];
    const isSign = (...signs: string[]) => {
      const token = peek();
      return token?.kind === "sign" && signs.includes(token.text);
    };
    const take = () => tokens[next++]!;
    const expect = (sign: string) => {
      if (!isSign(sign)) throw new Error(`expected ${sign} at token ${next}`);
      next++;
    };

    function comparison(): Value {
      let left = sum();
      while (isSign("=", "<>", "<", ">", "<=", ">=")) {
        const sign = take().text;
        left = spread(left, sum(), (a, b) => compared(sign, a, b));
      }
      return left;
    }
    function chain(signs: string[], part: () => Value): Value {
      let left = part();
      while (isSign(...signs)) {
        const sign = take().text;
        left = spread(left, part(), (a, b) => arithmetic(sign, a, b));
      }
      return left;
    }
    const sum = (): Value => chain(["+", "-"], product);
    const product = (): Value => chain(["*", "/"], power);
    const power = (): Value => chain(["^"], signed);
    // A sign before a number binds closer than a power, as in every spreadsheet.
    function signed(): Value {
      if (isSign("-")) {
        next++;
        return spread(0, signed(), (a, b) => arithmetic("-", a, b));
      }
      return primary();
    }
    /** Passes over an expression without working it out. */
    function skip(): void {
      let depth = 0;
      for (; next < tokens.length; next++) {
        if (depth === 0 && isSign(",", ")")) return;
        if (isSign("(")) depth++;
        if (isSign(")")) depth--;
      }
    }
    function call(name: string): Value {
      expect("(");
      if (name === "IF") {
        const test = comparison();
        expect(",");
        const yes = isMatrix(test)
          ? (() => {
              throw new Error("IF over a range");
            })()
          : numberOf(test) !== 0;
        let value: Value = false;
        if (yes) value = comparison();
        else skip();
        expect(",");
        if (yes) skip();
        else value = comparison();
        expect(")");
        return value;
      }
      if (name === "IFERROR") {
        const start = next;
        let value: Value;
        try {
          value = comparison();
          expect(",");
          skip();
        } catch {
          next = start;
          skip();
          expect(",");
          value = comparison();
        }
        expect(")");
        return value;
      }
      if (name === "COLUMN") {
        const token = take();
        if (token.kind !== "ref") throw new Error("COLUMN of what is no reference");
        const { columns } = area(here, token.text);
        expect(")");
        if (columns.from === columns.to) return columns.from;
        return [Array.from({ length: columns.to - columns.from + 1 }, (_, i) => columns.from + i)];
      }
      const args: Value[] = [];
      while (!isSign(")")) {
        args.push(comparison());
        if (isSign(",")) next++;
      }
      expect(")");
      const known = FUNCTIONS[name];
      if (!known) throw new Error(`#NAME?: ${name}`);
      return known(args);
    }
    function primary(): Value {
      const token = take();
      if (token.kind === "number") return Number(token.text);
      if (token.kind === "text") return token.text;
      if (token.kind === "ref") {
        const values = area(token.sheet ?? here, token.text).values();
        return values.length === 1 && values[0]!.length === 1 ? values[0]![0]! : values;
      }
      if (token.kind === "sign" && token.text === "(") {
        const value = comparison();
        expect(")");
        return value;
      }
      if (token.kind === "name") {
        if (isSign("(")) return call(token.text);
        if (token.text === "TRUE" || token.text === "FALSE") return token.text === "TRUE";
        const ref = book.names.get(token.text);
        if (ref === undefined) throw new Error(`#NAME?: ${token.text}`);
        return parsed(ref, here);
      }
      throw new Error(`unexpected ${token.text}`);
    }
    const value = comparison();
    if (next < tokens.length) throw new Error(`unexpected ${peek()!.text}`);
    return value;
  }
  return cellAt;
}
