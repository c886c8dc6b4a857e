/**
 * A tariff as a table, or a bill's lines, as parts of a connection's tariff. One row a part:
 *
 *     item, rate, unit                        Network, 12.4, EUR/MWh
 *     item, rate, unit, months, hours, days   Summer peak, 96, USD/MWh, Jun-Aug, 14-20, weekdays
 *     item, quantity, unit, amount EUR        Peak demand, 18400, kW, 96600      (rate = amount / quantity)
 *
 * What a row is charged on follows from its unit and name, or from a column `charge`. Rates that hold in the same
 * hour add up. Where a row has rate, quantity and amount, they must agree.
 */
import { defectOf, numberInCellOf, readRows, separatorOf } from "../climate/readers/cells.ts";
import type { Row } from "../climate/readers/cells.ts";
import { readRateUnit } from "./rate-unit.ts";
import type { Basis } from "./rate-unit.ts";
import { readDays, readHours, readMonths } from "./tariff-window.ts";
import type { Window } from "./tariff-window.ts";

/** What a part is charged on. */
export type Charge = "energy" | "network" | "tax" | "demand" | "contracted" | "fixed";

/** A part of the tariff; `rate` in money of the table per `basis`. */
export interface ListedPart extends Window {
  readonly name: string;
  readonly charge: Charge;
  readonly basis: Basis;
  readonly rate: number;
}

/** Something wrong with a table; `line` and `cell` from 1, 0 where the whole is meant. */
export interface TableIssue {
  readonly line: number;
  readonly cell: number;
  readonly message: string;
  readonly hint: string;
}

export type TariffTable =
  | {
      readonly ok: true;
      readonly currency: string;
      readonly parts: readonly ListedPart[];
      readonly notices: readonly string[];
    }
  | { readonly ok: false; readonly issues: readonly TableIssue[] };

const COLUMNS = {
  item: /^(item|name|part|component|description|position)$/i,
  charge: /^(charge|type|kind)$/i,
  rate: /^(rate|price|tariff|unit price)\b/i,
  quantity: /^(quantity|usage|volume|units|consumption)$/i,
  amount: /^(amount|cost|total|sum|charge amount)\b/i,
  unit: /^(unit|per|rate unit|quantity unit)$/i,
  months: /^(months?|season)$/i,
  hours: /^(hours?|time|time of day|period)$/i,
  days: /^(days?|weekdays?)$/i,
} as const;
type Column = keyof typeof COLUMNS;

const CHARGES: readonly Charge[] = ["energy", "network", "tax", "demand", "contracted", "fixed"];
/** Charges that may stand on a basis; the first is meant unless the name says another. */
const ON: Readonly<Record<Basis, readonly Charge[]>> = {
  MWh: ["energy", "network", "tax"],
  MWMonth: ["demand", "contracted"],
  month: ["fixed"],
};
const SAID: readonly (readonly [Charge, RegExp])[] = [
  ["tax", /tax|levy|levies|duty|surcharge|accise|steuer|umlage/i],
  ["network", /network|grid|transmission|distribution|delivery|netz|transport/i],
  ["contracted", /contracted|subscribed|reserved|booked/i],
];
const MOST_PARTS = 40;
/** Rate × quantity may differ from the amount by the rounding of a bill. */
const BILL_ROUNDING = 0.01;

/** Whether the first line of a text heads such a table. */
export function isTariffTable(text: string): boolean {
  const first = text.replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0] ?? "";
  const cells = first.split(separatorOf(first)).map((cell) => cell.trim().replaceAll('"', ""));
  const has = (kind: Column) => cells.some((cell) => COLUMNS[kind].test(cell));
  return has("item") && (has("rate") || has("amount"));
}

const keyOf = (name: string) =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 40);

const REASONS: Readonly<Record<ReturnType<typeof defectOf>, readonly [string, string]>> = {
  blank_cell: ["is empty", "Write the number, or take the row out."],
  infinite_cell: ["is not finite", "Write the number."],
  formula_cell: ["is a formula", "Save the values, not the formulas."],
  comma_cell: [
    "has a comma that may part decimals or thousands",
    "Write 1.5 or 1500: a decimal point, and nothing between thousands.",
  ],
  not_a_number: ["is no number", "Write the number alone; the unit has its own column."],
};

interface Reading {
  readonly at: Readonly<Record<Column, number>>;
  readonly headers: readonly string[];
  readonly separator: string;
  readonly issues: TableIssue[];
  readonly notices: Set<string>;
}

const textIn = (row: Row, at: number): string => (at < 0 ? "" : (row.cells[at] ?? ""));

/** The number in a column of a row; undefined where there is none, with an issue where it is broken. */
function numberOf(
  row: Row,
  column: Column,
  { at, issues, separator }: Reading,
): number | undefined {
  const text = textIn(row, at[column]);
  if (text === "") return undefined;
  const value = numberInCellOf(separator, text);
  if (!Number.isNaN(value)) return value;
  const [what, hint] = REASONS[defectOf(text)];
  const message = `Line ${row.line}: the ${column} ${JSON.stringify(text.slice(0, 40))} ${what}`;
  issues.push({ line: row.line, cell: at[column] + 1, message, hint });
  return NaN;
}

function chargeOf(
  row: Row,
  name: string,
  basis: Basis,
  { at, issues }: Reading,
): Charge | undefined {
  const stated = textIn(row, at.charge).toLowerCase();
  const fits = ON[basis];
  if (stated === "")
    return (
      SAID.find(([charge, words]) => fits.includes(charge) && words.test(name))?.[0] ?? fits[0]!
    );
  const found = CHARGES.find((charge) => charge === stated);
  if (found && fits.includes(found)) return found;
  issues.push({
    line: row.line,
    cell: at.charge + 1,
    message: found
      ? `Line ${row.line}: ${found} is not charged by the unit of this row`
      : `Line ${row.line}: no charge is called ${JSON.stringify(stated.slice(0, 40))}`,
    hint: `Write ${fits.join(" or ")} for this unit, or leave it empty.`,
  });
  return undefined;
}

/** When the row holds; undefined, with issues, where that cannot be read. */
function windowOf(row: Row, { at, issues }: Reading): Window | undefined {
  const read = <Value>(
    column: "months" | "hours" | "days",
    reader: (text: string) => Value | undefined,
    hint: string,
  ) => {
    const text = textIn(row, at[column]);
    const value = reader(text);
    if (value === undefined)
      issues.push({
        line: row.line,
        cell: at[column] + 1,
        message: `Line ${row.line}: ${JSON.stringify(text.slice(0, 40))} cannot be read as ${column}`,
        hint,
      });
    return value;
  };
  const months = read(
    "months",
    readMonths,
    "Write 6-8, Jun-Aug or 11 12 1; leave it empty for all.",
  );
  const hours = read(
    "hours",
    readHours,
    "Write 14-20 or 22-6, whole local hours; leave it empty for all.",
  );
  const weekdays = read(
    "days",
    readDays,
    "Write weekdays, or leave it empty. A weekend's price is that of all days; weekdays then state what comes on top.",
  );
  return months && hours && weekdays !== undefined ? { months, ...hours, weekdays } : undefined;
}

const isAlways = ({ months, fromHour, weekdays }: Window) =>
  months.length === 0 && fromHour === undefined && !weekdays;

function partOf(row: Row, reading: Reading): (ListedPart & { currency: string }) | undefined {
  const { at, headers, issues, notices } = reading;
  const before = issues.length;
  const say = (column: Column, message: string, hint: string) => {
    issues.push({
      line: row.line,
      cell: at[column] + 1,
      message: `Line ${row.line}: ${message}`,
      hint,
    });
  };
  const name = row.cells[at.item] ?? "";
  if (keyOf(name) === "") say("item", "the row has no name", "Name every part.");
  const rate = numberOf(row, "rate", reading);
  const quantity = numberOf(row, "quantity", reading);
  const amount = numberOf(row, "amount", reading);
  const window = windowOf(row, reading);
  const unitText = textIn(row, at.unit);
  const header = headers[rate === undefined ? at.amount : at.rate] ?? "";
  const unit = readRateUnit(unitText, header);
  if (!unit)
    say(
      at.unit < 0 ? "item" : "unit",
      unitText === ""
        ? "the row has no unit"
        : `${JSON.stringify(unitText.slice(0, 40))} is no unit of a rate that names its currency`,
      "Write the unit such as EUR/MWh, USD/kW-month or USD/month; on a bill MWh or kW, with the currency beside the amount.",
    );
  if (rate === undefined && (quantity === undefined || amount === undefined))
    say(
      "item",
      "the row has neither a rate nor a quantity with its amount",
      "Write one of the two.",
    );
  if (rate === undefined && quantity === 0)
    say("quantity", "the quantity is nothing", "Leave the row out.");
  if (issues.length > before || !unit || !window) return undefined;
  if (rate !== undefined && quantity !== undefined && amount !== undefined) {
    const made = rate * quantity * unit.quantityScale;
    if (Math.abs(made - amount) > BILL_ROUNDING * Math.max(1, Math.abs(amount)))
      say(
        "amount",
        `rate times quantity is ${Number(made.toPrecision(6))}, not ${amount}`,
        "Mend one of the three.",
      );
  }
  const charge = chargeOf(row, name, unit.basis, reading);
  if (!charge || issues.length > before) return undefined;
  if (rate === undefined && unit.basis === "MWMonth")
    notices.add("Amounts per kW or MW are taken as those of one month.");
  if (rate === undefined)
    notices.add("Rates are amount over quantity of the bill: means, not the tariff's own steps.");
  if ((charge === "contracted" || charge === "fixed") && !isAlways(window))
    say("item", `${charge} charges hold all year and all day`, "Take months, hours and days out.");
  const value = (rate ?? amount! / quantity!) * unit.factor;
  if (value < 0 && unit.basis !== "MWh")
    say(
      rate === undefined ? "amount" : "rate",
      "a rate per MW or month is below nothing",
      "State rebates per MWh.",
    );
  if (issues.length > before) return undefined;
  return {
    name: keyOf(name),
    charge,
    basis: unit.basis,
    rate: value,
    ...window,
    currency: unit.currency,
  };
}

/** Reads a tariff or bill; all issues at once when it cannot be used. */
export function readTariffTable(text: string): TariffTable {
  const first = text.replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0] ?? "";
  const separator = separatorOf(first);
  const [head, ...rows] = readRows(text, separator);
  const headers = head?.cells ?? [];
  const at = Object.fromEntries(
    Object.entries(COLUMNS).map(([kind, words]) => [
      kind,
      headers.findIndex((cell) => words.test(cell)),
    ]),
  ) as Record<Column, number>;
  const reading: Reading = { at, headers, separator, issues: [], notices: new Set() };
  const { issues } = reading;
  const whole = (message: string, hint: string) => issues.push({ line: 0, cell: 0, message, hint });
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ""));
  if (at.item < 0 || (at.rate < 0 && at.amount < 0))
    whole(
      "The first line names no column for item and rate",
      "Head the columns item, rate, unit; or item, quantity, unit, amount EUR.",
    );
  else if (filled.length === 0)
    whole("The table has no rows", "Write one part of the tariff a line.");
  else if (filled.length > MOST_PARTS)
    whole(
      `The table has ${filled.length} rows`,
      `At most ${MOST_PARTS} parts; is this an hourly file?`,
    );
  if (issues.length > 0) return { ok: false, issues };
  const parts = filled.flatMap((row) => {
    const part = partOf(row, reading);
    return part ? [{ ...part, line: row.line }] : [];
  });
  const currency = parts[0]?.currency ?? "";
  const names = new Set<string>();
  for (const { line, name, currency: own } of parts) {
    if (own !== currency)
      issues.push({
        line,
        cell: 0,
        message: `Line ${line}: ${own} beside ${currency}`,
        hint: "Write the whole table in one currency.",
      });
    if (names.has(name))
      issues.push({
        line,
        cell: at.item + 1,
        message: `Line ${line}: there are two parts called ${name}`,
        hint: "Give each a name of its own.",
      });
    names.add(name);
  }
  if (issues.length > 0) return { ok: false, issues: issues.sort((a, b) => a.line - b.line) };
  return {
    ok: true,
    currency,
    parts: parts.map(({ line: _line, currency: _currency, ...part }) => part),
    notices: [...reading.notices],
  };
}
