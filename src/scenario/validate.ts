/** Turns what a schema finds wrong into issues a person can act on: expected, got, nearest key, unit. */
import type { z } from "zod";
import { figureText, keyText, nearest, shown } from "./issue.ts";
import type { UnplacedIssue } from "./issue.ts";

type Path = readonly (string | number)[];

/** Units a field's name ends with, longest first, and what they are called. */
const UNITS: readonly (readonly [string, string])[] = [
  ["USDPerMWhThermal", "USD per MWh of fuel heat"],
  ["USDPerMWMonth", "USD per MW and month"],
  ["USDPerMWYear", "USD per MW and year"],
  ["USDPerKWMonth", "USD per kW and month"],
  ["USDPerGPUHour", "USD per chip and hour"],
  ["USDPerEFLOPSh", "USD per EFLOPS·h"],
  ["EFLOPShPerYear", "EFLOPS·h a year"],
  ["EFLOPShPerDay", "EFLOPS·h a day"],
  ["USDPerMWh", "USD per MWh"],
  ["USDPerYear", "USD a year"],
  ["USDPerMW", "USD per MW"],
  ["USDPerM3", "USD per m3"],
  ["USDPerT", "USD per tonne"],
  ["HoursPerYear", "hours a year"],
  ["GWhPerYear", "GWh a year"],
  ["TPerYear", "tonnes a year"],
  ["M3PerMonth", "m3 a month"],
  ["M3PerYear", "m3 a year"],
  ["FracPerYear", "a share a year"],
  ["FracPerHour", "a share an hour"],
  ["KWPerChip", "kW per chip"],
  ["TFLOPS", "TFLOPS"],
  ["EFLOPS", "EFLOPS"],
  ["Frac", "a share between 0 and 1"],
  ["Years", "years"],
  ["Hours", "hours"],
  ["Chips", "chips"],
  ["MWh", "MWh"],
  ["USD", "USD"],
  ["Deg", "degrees"],
  ["MW", "MW"],
];

/** A field by its name, an item of a list by that of the list. */
const nameOf = (path: Path): string =>
  String(path.findLast((part) => Number.isNaN(Number(part))) ?? path.at(-1) ?? "");

/** What a field is measured in, by its name; empty when the name has no unit. */
export function unitOf(field: string): string {
  return (
    UNITS.find(([suffix]) => field.endsWith(suffix) || field === suffix.toLowerCase())?.[1] ?? ""
  );
}

function typeWord(value: unknown): string {
  if (value === null) return "left empty";
  if (Array.isArray(value)) return "a list";
  return (
    { object: "a table", string: "text", number: "a number", boolean: "yes or no" }[
      typeof value as string
    ] ?? "of an unknown type"
  );
}

/** A share above 1 but below this is a slip, not a percentage. */
const LEAST_PERCENT = 2;

/** What a schema's type is called. */
const TYPE_WORDS: Readonly<Record<string, string>> = {
  record: "a table",
  object: "a table",
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
};

/** What patterns of text mean. */
const PATTERNS: Readonly<Record<string, string>> = {
  "/^[A-Z]{3}$/": "three capital letters such as EUR",
};

/** Tables of blocks: a list or a word in their place is most likely meant as kinds. */
const BLOCK_TABLES = new Set([
  "demand",
  "accelerators",
  "contracts",
  "rules",
  "supply",
  "storage",
  "cooling",
  "halls",
  "heat",
  "loads",
  "objective",
]);

/** How `350 MW`, `8%` or `1,5` is written as a number in the unit of the field. */
function numberHint(field: string, unit: string, text: string): string {
  const parts = /^\s*([-+]?[\d.,_ ']*\d)\s*(.{0,20}?)\s*$/u.exec(text);
  const percentile = /^p(\d{1,2})$/i.exec(text);
  if (field === "percentile" && percentile) return `Write ${field}: ${Number(percentile[1])}`;
  if (!parts) return "Write a number without quotes.";
  const [, digits = "", stated = ""] = parts;
  const grouped = /^[-+]?\d{1,3}([,_ ']\d{3})+(\.\d+)?$/.test(digits);
  const bare = Number(
    grouped ? digits.replaceAll(/[,_ ']/g, "") : digits.replace(/^([^.,]*),(\d+)$/, "$1.$2"),
  );
  if (!Number.isFinite(bare)) return "Write a number without quotes.";
  if (stated === "%" && field.includes("Frac"))
    return `Shares are not percent: write ${field}: ${figureText(bare / 100)}`;
  if (
    stated !== "" &&
    !unit.toLowerCase().replaceAll(" ", "").startsWith(stated.toLowerCase().replaceAll(" ", ""))
  )
    return unit ? `Convert it to ${unit} and write the number alone.` : "Write the number alone.";
  return `Write the number alone${stated ? ", in the unit of the field's name" : ""}: ${field}: ${bare}`;
}

function tableHint(field: string, value: unknown): string | undefined {
  const words = (Array.isArray(value) ? value : [value]) as unknown[];
  if (words.some((word) => word !== null && typeof word === "object"))
    return "Write each entry under a name of its own, without a dash before it.";
  if (
    !BLOCK_TABLES.has(field) ||
    !(words.length >= 1 && words.length <= 5) ||
    words.some((word) => typeof word !== "string" || !/^[\w-]{1,40}$/.test(word))
  )
    return undefined;
  return `Write ${field}: { ${words.map((word) => `${String(word)}: {}`).join(", ")} }`;
}

function wrongType(issue: z.core.$ZodIssueInvalidType, path: Path, value: unknown): UnplacedIssue {
  const field = String(path.at(-1) ?? "");
  const name = keyText(field);
  const unit = unitOf(field);
  const type = TYPE_WORDS[issue.expected] ?? `a ${issue.expected}`;
  const expected = [type, unit && !unit.startsWith("a share") && `in ${unit}`]
    .filter(Boolean)
    .join(" ");
  if (value === undefined)
    return {
      code: "missing",
      path,
      message: `${name} is missing`,
      expected: unit.startsWith("a share") ? unit : expected,
      atKey: true,
    };
  if (issue.expected === "number" && typeof value === "string")
    return {
      code: "unit",
      path,
      message: `${name} is text, not a number`,
      expected,
      got: shown(value),
      hint: numberHint(field, unit, value),
    };
  if (typeof value === "number" && !Number.isFinite(value))
    return {
      code: "range",
      path,
      message: `${name} is not a finite number`,
      expected,
      got: shown(value),
    };
  if (issue.expected === "int" && typeof value === "number")
    return {
      code: "type",
      path,
      message: `${name} is not a whole number`,
      expected,
      got: shown(value),
    };
  const aloneInList = type === "a list" && value !== null && typeof value === "object";
  const hint =
    type === "a table"
      ? tableHint(field, value)
      : aloneInList
        ? `Put a list in ${name}: each item on a line of its own after a dash.`
        : undefined;
  return {
    code: "type",
    path,
    message: `${name} is ${typeWord(value)}`,
    expected,
    ...(hint ? { hint } : {}),
    ...(value === null || (typeof value === "object" && Object.keys(value).length === 0)
      ? {}
      : { got: shown(value) }),
  };
}

function outOfRange(path: Path, value: unknown, limit: string): UnplacedIssue {
  const field = String(path.at(-1) ?? "");
  const unit = unitOf(field);
  const percent = field.endsWith("Frac") && typeof value === "number" && value > 1 && value <= 100;
  const share = field === "percentile" && typeof value === "number" && value > 0 && value < 1;
  return {
    code: "range",
    path,
    message: `${keyText(field)} is out of range`,
    expected: [limit, unit.startsWith("a share") ? "" : unit].filter(Boolean).join(" "),
    got: shown(value),
    ...(percent
      ? {
          hint:
            value < LEAST_PERCENT
              ? "Shares run from 0 to 1."
              : `Shares are not percent: write ${field}: ${figureText(value / 100)}`,
        }
      : {}),
    ...(share
      ? {
          hint: `Percentiles run from 1 to 99: write ${field}: ${figureText(value * 100)}`,
        }
      : {}),
  };
}

function wrongLength(path: Path, value: string, limit: string): UnplacedIssue {
  const field = keyText(String(path.at(-1) ?? ""));
  return {
    code: "range",
    path,
    message: value === "" ? `${field} is empty text` : `${field} has ${value.length} characters`,
    expected: limit,
  };
}

function unknownWord(values: readonly unknown[], path: Path, value: unknown): UnplacedIssue {
  const field = keyText(String(path.at(-1) ?? ""));
  const words = values.map(String);
  const expected = words.slice(0, 12).join(" or ");
  if (value === undefined)
    return { code: "missing", path, message: `${field} is missing`, expected, atKey: true };
  const meant = typeof value === "string" ? nearest(value, words) : undefined;
  const quoted = values.some((known) => typeof known === "number" && String(known) === value);
  const message =
    words.length === 1 ? `${field} must be ${expected}` : `${field} is not one of the known words`;
  const hint = quoted ? "Write it without quotes." : meant ? `Did you mean ${meant}?` : undefined;
  return {
    code: "unknown-word",
    path,
    message,
    ...(words.length === 1 ? {} : { expected }),
    got: shown(value),
    ...(hint ? { hint } : {}),
  };
}

function unknownKeys(
  keys: readonly string[],
  path: Path,
  known: readonly string[],
): UnplacedIssue[] {
  return keys.map((key) => {
    const meant = nearest(key, known);
    return {
      code: "unknown-key",
      path: [...path, key],
      message: `Unknown key ${shown(key)}`,
      atKey: true,
      hint: meant
        ? `Did you mean ${meant}?`
        : `Known keys: ${known.slice(0, 12).join(", ")}${known.length > 12 ? "…" : ""}.`,
    };
  });
}

/** Keys of a schema's object, seen through defaults; none when it is no object. */
export function fieldsOf(schema: z.ZodType): readonly string[] {
  return Object.keys((schema as { shape?: Record<string, unknown> }).shape ?? {});
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      at === null || typeof at !== "object"
        ? undefined
        : (at as Record<string | number, unknown>)[key],
    value,
  );
}

/** What lies inside a schema: fields of an object, items of a list, values of a record. */
interface Nested {
  readonly shape?: Readonly<Record<string | number, unknown>>;
  readonly def?: {
    readonly element?: unknown;
    readonly valueType?: unknown;
    readonly keyType?: unknown;
  };
}

/** Keys that may stand at a path: fields of an object, or the words a record's keys are of. */
function shapeAt(schema: z.ZodType, path: Path): readonly string[] {
  let at: unknown = schema;
  for (const key of path) {
    const { shape, def } = unwrap(at) as Nested;
    at = shape?.[key] ?? def?.element ?? def?.valueType;
  }
  const inner = unwrap(at) as Nested & z.ZodType;
  const words = (inner.def?.keyType as { options?: readonly string[] } | undefined)?.options;
  return words ?? fieldsOf(inner);
}

/** A schema without its default, optional and nullable wrappings. */
function unwrap(schema: unknown): unknown {
  let at = schema;
  for (;;) {
    const inner = (at as { def?: { innerType?: unknown } } | undefined)?.def?.innerType;
    if (inner === undefined) return at ?? {};
    at = inner;
  }
}

/** Checks a value; gives the parsed value or all issues, paths starting with `base`. */
export function validate<Output>(
  schema: z.ZodType<Output>,
  value: unknown,
  base: Path,
): { ok: true; value: Output } | { ok: false; issues: UnplacedIssue[] } {
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  const issues = result.error.issues.flatMap((issue): UnplacedIssue[] => {
    const inner = issue.path.filter((part): part is string | number => typeof part !== "symbol");
    const path = [...base, ...inner];
    const got = valueAt(value, inner);
    const field = String(path.at(-1) ?? "");
    switch (issue.code) {
      case "invalid_type":
        return [wrongType(issue, path, got)];
      case "unrecognized_keys":
        return unknownKeys(issue.keys, path, shapeAt(schema, inner));
      case "too_small":
        return [
          typeof got === "string"
            ? wrongLength(path, got, "some text")
            : outOfRange(path, got, `at least ${issue.minimum}`),
        ];
      case "too_big":
        return [
          typeof got === "string"
            ? wrongLength(path, got, `at most ${issue.maximum}`)
            : outOfRange(
                path,
                got,
                `at most ${issue.maximum}${issue.origin === "array" ? " items" : ""}`,
              ),
        ];
      case "invalid_value":
        return [unknownWord(issue.values, path, got)];
      case "invalid_key":
        return [
          {
            code: "unknown-key",
            path,
            message: `${shown(field)} cannot stand here`,
            expected: issue.issues[0]?.message ?? "another key",
            atKey: true,
          },
        ];
      case "invalid_format":
        return [
          {
            code: "type",
            path,
            message: `${keyText(nameOf(path))} is not valid`,
            expected: PATTERNS[issue.pattern ?? ""] ?? issue.message,
            got: shown(got),
          },
        ];
      default:
        return [
          {
            code: "type",
            path,
            message: `${keyText(nameOf(path))} is not valid`,
            expected: issue.message,
            got: shown(got),
          },
        ];
    }
  });
  return { ok: false, issues };
}

/** A copy of a value without what stands at the paths, so that the rest can still be checked. */
export function without(value: unknown, paths: readonly Path[]): unknown {
  if (paths.some((path) => path.length === 0)) return undefined;
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    const below = paths.filter(([first]) => String(first) === key).map((path) => path.slice(1));
    return below.some((path) => path.length === 0)
      ? []
      : [[key, below.length > 0 ? without(inner, below) : inner]];
  });
  return Array.isArray(value) ? kept.map(([, inner]) => inner) : Object.fromEntries(kept);
}
