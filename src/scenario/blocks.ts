/** Reads tables of blocks: each key is a kind, or a name with its `kind` inside. */
import type { AnyBlock } from "../blocks/block.ts";
import { toUSD } from "./currency.ts";
import type { UnplacedIssue } from "./issue.ts";
import { nearest, shown } from "./issue.ts";
import type { BlockEntry, Money } from "./scenario.ts";
import type { Registry } from "./schema.ts";
import { validate } from "./validate.ts";

/** Names that may stand in a path: letters, digits, dashes; no dots. */
export const NAME = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u;

/** Checks one block's fields. */
export function readBlock(
  name: string, block: AnyBlock, fields: Readonly<Record<string, unknown>>, path: readonly string[], money: Money,
  issues: UnplacedIssue[],
): BlockEntry | undefined {
  const converted = toUSD(fields, money.currency, money.usdPerUnit);
  const checked = validate(block.schema, converted, path);
  if (!checked.ok) {
    issues.push(...checked.issues);
    return undefined;
  }
  const spec = checked.value as Readonly<Record<string, unknown>>;
  issues.push(...limitsInOrder(spec, path));
  return { name, block, spec, path: path.join("."), given: new Set(Object.keys(converted)) };
}

/** `minX` above `maxX`, whatever X is. */
function limitsInOrder(spec: Readonly<Record<string, unknown>>, path: readonly string[]): UnplacedIssue[] {
  return Object.entries(spec).flatMap(([field, least]): UnplacedIssue[] => {
    const most = field.startsWith("min") ? spec[`max${field.slice(3)}`] : undefined;
    return typeof least === "number" && typeof most === "number" && least > most
      ? [{
          code: "contradiction", path: [...path, field], message: `${field} is above max${field.slice(3)}`,
          expected: `at most ${most}`, got: String(least), hint: `max${field.slice(3)} stands beside it.`,
        }]
      : [];
  });
}

/** Reads a table of blocks against a registry; what is wrong goes to `issues`. */
export function readBlocks(
  table: Readonly<Record<string, unknown>>, registry: Registry, path: readonly string[], money: Money,
  issues: UnplacedIssue[],
): BlockEntry[] {
  return Object.entries(table).flatMap(([name, value]): BlockEntry[] => {
    const at = [...path, name];
    if (!NAME.test(name)) {
      issues.push({ code: "unknown-key", path: at, message: `${shown(name)} cannot be a name`, hint: "Use letters, digits and dashes.", atKey: true });
      return [];
    }
    if (value !== null && (typeof value !== "object" || Array.isArray(value))) {
      issues.push({ code: "type", path: at, message: `${name} is not a table of fields`, expected: "{} or fields below it", got: shown(value) });
      return [];
    }
    const { kind: stated, ...fields } = (value ?? {}) as Record<string, unknown>;
    const kind = stated === undefined ? name : String(stated);
    const block = Object.hasOwn(registry, kind) ? registry[kind] : undefined;
    if (!block) {
      const meant = nearest(kind, Object.keys(registry));
      issues.push({
        code: "unknown-key", path: stated === undefined ? at : [...at, "kind"], message: `Unknown ${path.at(-1)} ${shown(kind)}`, atKey: stated === undefined,
        hint: meant ? `Did you mean ${meant}?` : `Known: ${Object.keys(registry).join(", ")}. Other names need a kind inside.`,
      });
      return [];
    }
    const entry = readBlock(name, block, fields, at, money, issues);
    return entry ? [entry] : [];
  });
}
