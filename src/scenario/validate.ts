/** Turns what a schema finds wrong into issues a person can act on: expected, got, nearest key, unit. */
import type { z } from "zod";
import { nearest, shown } from "./issue.ts";
import type { UnplacedIssue } from "./issue.ts";

type Path = readonly (string | number)[];

/** Units a field's name ends with, longest first, and what they are called. */
const UNITS: readonly (readonly [string, string])[] = [
  ["USDPerMWhThermal", "USD per MWh of fuel heat"], ["USDPerMWMonth", "USD per MW and month"],
  ["USDPerMWYear", "USD per MW and year"], ["USDPerKWMonth", "USD per kW and month"],
  ["USDPerGPUHour", "USD per chip and hour"], ["USDPerEFLOPSh", "USD per EFLOPS·h"],
  ["EFLOPShPerYear", "EFLOPS·h a year"], ["EFLOPShPerDay", "EFLOPS·h a day"], ["USDPerMWh", "USD per MWh"],
  ["USDPerYear", "USD a year"], ["USDPerMW", "USD per MW"], ["USDPerM3", "USD per m3"], ["USDPerT", "USD per tonne"],
  ["HoursPerYear", "hours a year"], ["GWhPerYear", "GWh a year"], ["TPerYear", "tonnes a year"], ["M3PerYear", "m3 a year"],
  ["FracPerYear", "a share a year"], ["FracPerHour", "a share an hour"], ["KWPerChip", "kW per chip"], ["TFLOPS", "TFLOPS"],
  ["EFLOPS", "EFLOPS"], ["Frac", "a share between 0 and 1"], ["Years", "years"], ["Hours", "hours"], ["Chips", "chips"],
  ["MWh", "MWh"], ["USD", "USD"], ["Deg", "degrees"], ["MW", "MW"],
];

/** What a field is measured in, by its name; empty when the name has no unit. */
export function unitOf(field: string): string {
  return UNITS.find(([suffix]) => field.endsWith(suffix) || field === suffix.toLowerCase())?.[1] ?? "";
}

function typeWord(value: unknown): string {
  if (value === null) return "nothing";
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "a table" : `a ${typeof value}`;
}

function wrongType(issue: z.core.$ZodIssueInvalidType, path: Path, value: unknown): UnplacedIssue {
  const field = String(path.at(-1) ?? "");
  if (value === undefined)
    return { code: "missing", path, message: `${field || "A value"} is missing`, expected: unitOf(field) || issue.expected, atKey: true };
  const unit = unitOf(field);
  const expected = [issue.expected === "record" || issue.expected === "object" ? "a table" : `a ${issue.expected}`, unit && `in ${unit}`].filter(Boolean).join(" ");
  if (issue.expected === "number" && typeof value === "string") {
    const figure = /^\s*(-?[\d.,_ ]+)\s*([A-Za-z%/³·]*)/.exec(value);
    const bare = figure?.[1]?.trim();
    return {
      code: "unit", path, message: `${field} is text, not a number`, expected, got: shown(value),
      hint: bare && /\d/.test(bare) ? `Write the number alone, in the unit of the field's name: ${field}: ${bare.replaceAll(/[ _,]/g, "")}` : "Write a number without quotes.",
    };
  }
  if (typeof value === "number" && !Number.isFinite(value))
    return { code: "range", path, message: `${field} is not a finite number`, expected, got: String(value) };
  return { code: "type", path, message: `${field || "The value"} is ${typeWord(value)}`, expected, got: shown(value) };
}

function outOfRange(path: Path, value: unknown, limit: string): UnplacedIssue {
  const field = String(path.at(-1) ?? "");
  const unit = unitOf(field);
  const percent = field.endsWith("Frac") && typeof value === "number" && value > 1 && value <= 100;
  return {
    code: "range", path, message: `${field} is out of range`, expected: [limit, unit && !field.endsWith("Frac") ? unit : ""].filter(Boolean).join(" "), got: shown(value),
    ...(percent ? { hint: `Shares are not percent: write ${field}: ${value / 100}` } : {}),
  };
}

function unknownKeys(keys: readonly string[], path: Path, known: readonly string[]): UnplacedIssue[] {
  return keys.map((key) => {
    const meant = nearest(key, known);
    return {
      code: "unknown-key", path: [...path, key], message: `Unknown key ${shown(key)}`, atKey: true,
      hint: meant ? `Did you mean ${meant}?` : `Known keys: ${known.slice(0, 12).join(", ")}${known.length > 12 ? "…" : ""}.`,
    };
  });
}

/** Keys of a schema's object, seen through defaults; none when it is no object. */
export function fieldsOf(schema: z.ZodType): readonly string[] {
  return Object.keys((schema as { shape?: Record<string, unknown> }).shape ?? {});
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (at === null || typeof at !== "object" ? undefined : (at as Record<string | number, unknown>)[key]), value);
}

function shapeAt(schema: z.ZodType, path: Path): readonly string[] {
  let at: unknown = schema;
  for (const key of path) {
    at = unwrap(at);
    at = (at as { shape?: Record<string | number, unknown> }).shape?.[key];
  }
  return fieldsOf(unwrap(at) as z.ZodType);
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
  schema: z.ZodType<Output>, value: unknown, base: Path,
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
        return [outOfRange(path, got, typeof got === "string" ? "some text" : `at least ${issue.minimum}`)];
      case "too_big":
        return [outOfRange(path, got, typeof got === "string" ? `at most ${issue.maximum} characters` : `at most ${issue.maximum}`)];
      case "invalid_value": {
        const words = issue.values.map(String);
        const meant = typeof got === "string" ? nearest(got, words) : undefined;
        return [{
          code: got === undefined ? "missing" : "unknown-word", path, message: got === undefined ? `${field} is missing` : `${field} is not one of the known words`,
          expected: words.slice(0, 12).join(" or "), ...(got === undefined ? { atKey: true } : { got: shown(got) }), ...(meant ? { hint: `Did you mean ${meant}?` } : {}),
        }];
      }
      default:
        return [{ code: "type", path, message: `${field} is not valid`, expected: issue.message, got: shown(got) }];
    }
  });
  return { ok: false, issues };
}
