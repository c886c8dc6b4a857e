/** Reads tables of blocks: each key is a kind, or a name with its `kind` inside. */
import type { FieldIssue } from "../blocks/field-issue.ts";
import type { AnyBlock } from "../blocks/block.ts";
import { timingSchema } from "../blocks/timing.ts";
import { catalogRate, nameInUSD, toUSD } from "./currency.ts";
import type { UnplacedIssue } from "./issue.ts";
import { nearest, shown } from "./issue.ts";
import type { BlockEntry, Money } from "./scenario.ts";
import { SITE_REGISTRIES, TOP_REGISTRIES } from "./schema.ts";
import type { Registry } from "./schema.ts";
import { validate } from "./validate.ts";

/** Names that may stand in a path: letters, digits, dashes; no dots. */
export const NAME = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u;
export const NAME_WORDS = "letters, digits and dashes, at most 40";

/** Checks one block's fields. */
export function readBlock(
  name: string,
  block: AnyBlock,
  stated: Readonly<Record<string, unknown>>,
  path: readonly string[],
  money: Money,
  issues: UnplacedIssue[],
): BlockEntry | undefined {
  const { timing: when, ...fields } = stated;
  const timing = validate(timingSchema, when ?? {}, [...path, "timing"]);
  if (!timing.ok) issues.push(...timing.issues);
  const ofRule = when !== undefined && path.at(-2) === "rules";
  if (ofRule)
    issues.push({
      code: "unknown-key",
      path: [...path, "timing"],
      message: "A rule has no timing",
      hint: "It holds in every year of the plan.",
      atKey: true,
    });
  const twice = statedTwice(fields, path, money.currency);
  issues.push(...twice);
  const converted = toUSD(fields, money.currency, money.usdPerUnit);
  const checked = validate(block.schema, converted, path);
  if (!checked.ok) {
    issues.push(...checked.issues.map((issue) => inCurrency(issue, fields, path, money.currency)));
    return undefined;
  }
  if (twice.length > 0 || !timing.ok || ofRule) return undefined;
  const spec = checked.value as Readonly<Record<string, unknown>>;
  const given = new Set(Object.keys(converted));
  issues.push(
    ...limitsInOrder(spec, path),
    ...block
      .check(spec, { given, currency: money.currency })
      .map((issue) => inCurrency(placed(issue, path), fields, path, money.currency)),
  );
  const chain = timing.value.chain ?? block.chainFor(spec);
  return {
    name,
    block,
    spec,
    path: path.join("."),
    given,
    timing: chain === undefined ? timing.value : { ...timing.value, chain },
  };
}

/** An issue between fields of a block, with its place in the scenario. */
function placed({ field, beside, ...issue }: FieldIssue, path: readonly string[]): UnplacedIssue {
  const at = (fields: string) => [...path, ...fields.split(".")];
  return {
    ...issue,
    path: at(field),
    atKey: issue.code === "missing",
    ...(beside === undefined ? {} : { beside: at(beside) }),
  };
}

/** A field stated in the scenario's currency and in USD. */
function statedTwice(
  fields: Readonly<Record<string, unknown>>,
  path: readonly string[],
  currency: string,
): UnplacedIssue[] {
  return Object.keys(fields).flatMap((field): UnplacedIssue[] => {
    const inUSD = nameInUSD(field, currency);
    return inUSD !== field && Object.hasOwn(fields, inUSD)
      ? [
          {
            code: "contradiction",
            path: [...path, field],
            message: `${field} and ${inUSD} state the same figure twice`,
            atKey: true,
            hint: "Keep one of them.",
          },
        ]
      : [];
  });
}

/** An issue told in the words of the file: its currency, its own names of fields. */
function inCurrency(
  issue: UnplacedIssue,
  fields: Readonly<Record<string, unknown>>,
  path: readonly string[],
  currency: string,
): UnplacedIssue {
  const field = String(issue.path[path.length] ?? "");
  const other = /[A-Z]{3}(?=Per|$)/.exec(field)?.[0];
  if (
    issue.code === "unknown-key" &&
    issue.path.length === path.length + 1 &&
    other &&
    other !== currency &&
    other !== "USD" &&
    catalogRate(other) !== undefined
  )
    return {
      ...issue,
      hint: `The scenario's currency is ${currency}: write ${field.replace(other, currency)}, or set money: { currency: ${other} }.`,
    };
  const own = Object.keys(fields).find(
    (key) => key !== field && nameInUSD(key, currency) === field,
  );
  if (own === undefined || Object.hasOwn(fields, field)) return issue;
  const reworded = (text: string) => text.replaceAll(field, own).replaceAll(/\bUSD\b/g, currency);
  return {
    ...issue,
    path: [...path, own, ...issue.path.slice(path.length + 1)],
    message: reworded(issue.message),
    ...(issue.expected === undefined ? {} : { expected: reworded(issue.expected) }),
    ...(issue.hint === undefined ? {} : { hint: reworded(issue.hint) }),
    ...(issue.got === undefined ? {} : { got: shown(fields[own]) }),
  };
}

/** `minX` above `maxX`, whatever X is. */
function limitsInOrder(
  spec: Readonly<Record<string, unknown>>,
  path: readonly string[],
): UnplacedIssue[] {
  return Object.entries(spec).flatMap(([field, least]): UnplacedIssue[] => {
    const most = field.startsWith("min") ? spec[`max${field.slice(3)}`] : undefined;
    return typeof least === "number" && typeof most === "number" && least > most
      ? [
          {
            code: "contradiction",
            path: [...path, field],
            message: `${field} is above max${field.slice(3)}`,
            expected: `at most ${most}`,
            got: String(least),
            beside: [...path, `max${field.slice(3)}`],
          },
        ]
      : [];
  });
}

/** Most kinds a hint proposes. */
const MOST_PROPOSED = 4;

/** Where a kind stands, said in a sentence: the kind itself, or kinds with that word in their name or title. */
function standsElsewhere(kind: string, own: string | undefined): string | undefined {
  const tables = [
    ...Object.entries(SITE_REGISTRIES).map(([key, kinds]) => ({
      key,
      at: `${key}: of a site`,
      kinds,
    })),
    ...Object.entries(TOP_REGISTRIES).map(([key, kinds]) => ({
      key,
      at: `${key}: of the scenario`,
      kinds,
    })),
  ];
  const home = tables.find(({ kinds }) => Object.hasOwn(kinds, kind));
  if (home) return `${kind} stands under ${home.at}.`;
  const proposed = tables.flatMap(({ key, kinds }) =>
    Object.entries(kinds)
      .filter(([name, { title }]) => hasWord(`${name} ${title}`, kind))
      .map(([name]) => ({ name, key })),
  );
  const ours = proposed.filter(({ key }) => key === own);
  const likely = (ours.length > 0 ? ours : proposed).slice(0, MOST_PROPOSED);
  return likely.length === 0
    ? undefined
    : `Perhaps ${likely.map(({ name, key }) => `${name} (under ${key})`).join(", ")}?`;
}

/** Whether a text has this word, in the singular or the plural. */
function hasWord(text: string, word: string): boolean {
  const singular = (one: string) => one.toLowerCase().replace(/ies$/, "y").replace(/s$/, "");
  return text.split(/[^\p{L}\p{N}]+/u).some((one) => singular(one) === singular(word));
}

/** Reads a table of blocks against a registry; what is wrong goes to `issues`. */
export function readBlocks(
  table: Readonly<Record<string, unknown>>,
  registry: Registry,
  path: readonly string[],
  money: Money,
  issues: UnplacedIssue[],
): BlockEntry[] {
  return Object.entries(table).flatMap(([name, value]): BlockEntry[] => {
    const at = [...path, name];
    if (!NAME.test(name)) {
      issues.push({
        code: "unknown-key",
        path: at,
        message: `${shown(name)} cannot be a name`,
        hint: `Use ${NAME_WORDS}.`,
        atKey: true,
      });
      return [];
    }
    if (value !== null && (typeof value !== "object" || Array.isArray(value))) {
      issues.push({
        code: "type",
        path: at,
        message: `${name} is not a table of fields`,
        expected: "{} or fields below it",
        got: shown(value),
      });
      return [];
    }
    const { kind: stated, ...fields } = (value ?? {}) as Record<string, unknown>;
    const kind = stated === undefined ? name : typeof stated === "string" ? stated : shown(stated);
    const block = Object.hasOwn(registry, kind) ? registry[kind] : undefined;
    if (!block) {
      const meant = nearest(kind, Object.keys(registry));
      const elsewhere = standsElsewhere(kind, path.at(-1));
      issues.push({
        code: "unknown-key",
        path: stated === undefined ? at : [...at, "kind"],
        message: `Unknown kind of ${path.at(-1)} ${shown(kind)}`,
        atKey: stated === undefined,
        hint: meant
          ? `Did you mean ${meant}?`
          : (elsewhere ??
            `Known: ${Object.keys(registry).join(", ")}. Other names need a kind inside.`),
      });
      return [];
    }
    const entry = readBlock(name, block, fields, at, money, issues);
    return entry ? [entry] : [];
  });
}
