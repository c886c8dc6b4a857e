/** Reads scenario text (YAML or JSON) within limits, and finds where a path stands in it. */
import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  parseDocument,
  visit,
} from "yaml";
import type { Document, Pair, YAMLMap } from "yaml";
import { keyText, shown } from "./issue.ts";
import type { Issue, UnplacedIssue } from "./issue.ts";

/** Largest scenario text, deepest nesting, most aliases, most keys and values. */
export const LIMITS = { characters: 1_000_000, depth: 16, aliases: 50, values: 50_000 } as const;
/** Nesting at which text is not even parsed: the parser calls itself for every level. */
const UNPARSED_DEPTH = 3 * LIMITS.depth;
/** Most syntax errors told at once. */
const MOST_ERRORS = 20;
/** Keys with a meaning of their own in JavaScript objects. */
const RESERVED = new Set(["__proto__", "constructor", "prototype"]);

/** What the parser's errors mean to a person, by code; the others keep their own words. */
const SYNTAX: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  TAB_AS_INDENT: ["A tab is used for indentation", "Use spaces."],
  MULTIPLE_DOCS: ["The file holds several documents", "Keep one scenario and remove the line ---"],
  BLOCK_AS_IMPLICIT_KEY: [
    "Two keys stand on one line",
    "Put each key: value on a line of its own, or quote text that holds a colon.",
  ],
  MULTILINE_IMPLICIT_KEY: ["A key is not followed by a colon on its line", "Write key: value"],
  MISSING_CHAR: [
    "A colon or a closing quote is missing",
    "Write key: value, and close every quote.",
  ],
  TAG_RESOLVE_FAILED: [
    "A value starts with !, which names an unknown type",
    "Put text that starts with ! in quotes.",
  ],
  BAD_INDENT: [
    "The indentation does not fit, or a bracket is not closed",
    "Start the keys of one table in the same column and close every { and [.",
  ],
  BAD_SCALAR_START: [
    "Text starts with a sign that YAML keeps for itself",
    "Put the text in quotes.",
  ],
};

/** A parsed scenario text. */
export interface ScenarioDocument {
  readonly document: Document;
  readonly value: unknown;
  /** Finds an issue's line and column, and the line of what it contradicts. */
  place(issue: UnplacedIssue): Issue;
  /** The same source after its document was changed; what was not changed keeps its lines. */
  again(): ScenarioDocument | Issue[];
}

type Spot = { readonly line: number; readonly column: number };
const NOWHERE: Spot = { line: 0, column: 0 };

function unplaced(code: Issue["code"], message: string, hint?: string): Issue {
  return { code, path: "", ...NOWHERE, message, ...(hint === undefined ? {} : { hint }) };
}

function spotAt(offset: number, lines: LineCounter): Spot {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function spotOf(node: unknown, lines: LineCounter): Spot {
  const range = (node as { range?: [number, number, number] | null } | undefined)?.range;
  return range ? spotAt(range[0], lines) : NOWHERE;
}

function tooDeep(spot: Spot): Issue {
  return {
    ...unplaced(
      "depth",
      `The scenario is nested deeper than ${LIMITS.depth} levels`,
      "A scenario needs no more than 6.",
    ),
    ...spot,
  };
}

/** Whether tokens nest so deep that the parser must not see them: brackets, indents, and dashes on one line. */
function nestsTooDeep(text: string): boolean {
  const indents: number[] = [];
  let brackets = 0;
  let dashes = 0;
  let column: number | undefined = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === "[" || token === "{") brackets++;
    else if (token === "]" || token === "}") brackets--;
    else if (token === "-" || token === "?") dashes++;
    if (token.endsWith("\n")) [column, dashes] = [0, 0];
    else if (column !== undefined && /^ +$/.test(token)) column += token.length;
    else if (column !== undefined && token.length > 0 && token > "\u001f") {
      while ((indents.at(-1) ?? -1) >= column) indents.pop();
      indents.push(column);
      column = undefined;
    }
    if (indents.length + brackets + dashes > UNPARSED_DEPTH) return true;
  }
  return false;
}

/** Keys of a table that cannot be used: stated twice, reserved, or not plain text. */
function keyIssues(map: YAMLMap, lines: LineCounter): Issue[] {
  const seen = new Map<string, unknown>();
  return map.items.flatMap(({ key }: Pair): Issue[] => {
    // Keys put in by settings are bare text until the document is written out.
    const text = isScalar(key) ? key.value : key;
    if (text === null || text === "" || typeof text === "object")
      return [
        {
          ...unplaced("yaml", "A key is not plain text", "Write key: value"),
          ...spotOf(key ?? map, lines),
        },
      ];
    const word = `${text as string | number | boolean}`;
    const first = seen.get(word);
    seen.set(word, key);
    if (first !== undefined) {
      const at = spotOf(first, lines);
      return [
        {
          ...unplaced(
            "yaml",
            `The key ${keyText(word)} stands twice in one table`,
            `Keep one; the first is on line ${at.line}, column ${at.column}.`,
          ),
          ...spotOf(key, lines),
        },
      ];
    }
    return RESERVED.has(word)
      ? [
          {
            ...unplaced(
              "unknown-key",
              `${shown(word)} cannot be a name`,
              "The word has a meaning in the program; choose another.",
            ),
            ...spotOf(key, lines),
          },
        ]
      : [];
  });
}

/** What a document holds too much of, and keys that cannot be used. */
function contentIssues(document: Document, lines: LineCounter): Issue[] {
  const issues: Issue[] = [];
  let aliases = 0;
  let values = 0;
  visit(document, (_, node, ancestors) => {
    const stop = (issue: Issue) => {
      issues.push({ ...issue, ...spotOf(node, lines) });
      return visit.BREAK;
    };
    if (isScalar(node) && ++values > LIMITS.values)
      return stop(
        unplaced(
          "size",
          `The scenario has more than ${LIMITS.values} keys and values`,
          "Put hourly series in files of their own and name them.",
        ),
      );
    if (isAlias(node)) {
      if (++aliases > LIMITS.aliases)
        return stop(
          unplaced(
            "size",
            `The scenario has more than ${LIMITS.aliases} YAML aliases`,
            "Write the values out.",
          ),
        );
      const anchored = node.resolve(document);
      if (anchored === undefined)
        return stop(
          unplaced(
            "yaml",
            `The alias *${keyText(node.source)} stands for nothing`,
            "Put text that starts with * in quotes.",
          ),
        );
      if (ancestors.includes(anchored))
        return stop(
          unplaced(
            "yaml",
            `The alias *${keyText(node.source)} stands for a table that holds it`,
            "Write the values out.",
          ),
        );
    }
    if (
      isCollection(node) &&
      ancestors.filter((ancestor) => isCollection(ancestor)).length >= LIMITS.depth
    )
      return stop(tooDeep(NOWHERE));
    if (isMap(node)) issues.push(...keyIssues(node, lines).slice(0, MOST_ERRORS + 1));
    return issues.length > MOST_ERRORS ? visit.BREAK : undefined;
  });
  return issues;
}

/** The node that stands closest to `path`: its key when asked, else its value, else its parent. */
function nodeAt(document: Document, path: readonly (string | number)[], atKey: boolean): unknown {
  let node: unknown = document.contents;
  let key: unknown = document.contents;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(part),
      );
      if (!isPair(pair)) return key;
      key = pair.key;
      node = pair.value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(part)];
      if (item === undefined) return key;
      key = node = item;
    } else return key;
  }
  // A value left out in block style has an empty range after its key: the key says more.
  const range = (node as { range?: [number, number, number] | null } | null)?.range;
  const leftOut =
    isScalar(node) &&
    node.value === null &&
    range !== undefined &&
    range !== null &&
    range[0] === range[1];
  return atKey || node === null || leftOut ? key : node;
}

function placeIn(document: Document, lines: LineCounter, issue: UnplacedIssue): Issue {
  const { path, atKey = false, beside, ...rest } = issue;
  const other = beside && spotOf(nodeAt(document, beside, true), lines);
  return {
    ...rest,
    ...(other && other.line > 0
      ? {
          hint: [
            `${keyText(String(beside.at(-1)))} stands on line ${other.line}, column ${other.column}.`,
            issue.hint ?? "",
          ]
            .join(" ")
            .trimEnd(),
        }
      : {}),
    path: path.map((part) => keyText(String(part))).join("."),
    ...spotOf(nodeAt(document, path, atKey), lines),
  };
}

/** The document's value, or what keeps it from being one. */
function finish(document: Document, lines: LineCounter): ScenarioDocument | Issue[] {
  const content = contentIssues(document, lines);
  if (content.length > 0) return content;
  if (!isMap(document.contents)) {
    if (isScalar(document.contents) ? document.contents.value === null : document.contents === null)
      return [emptyScenario()];
    return [
      {
        ...unplaced(
          "type",
          `The scenario is ${isSeq(document.contents) ? "a list" : "text"}, not a table of keys`,
        ),
        expected: "key: value lines such as firmwatt: 1",
        ...spotOf(document.contents, lines),
      },
    ];
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: LIMITS.aliases });
    return {
      document,
      value,
      place: (issue) => placeIn(document, lines, issue),
      again: () => finish(document, lines),
    };
  } catch {
    return [
      unplaced(
        "size",
        "The YAML aliases of the scenario stand for too many values",
        "Write the values out.",
      ),
    ];
  }
}

function emptyScenario(): Issue {
  return unplaced(
    "empty",
    "The scenario is empty",
    "Start from an example, or with: firmwatt new NAME",
  );
}

/** Parses text; gives the document or what is wrong with it. */
export function readDocument(text: string): ScenarioDocument | Issue[] {
  if (text.length > LIMITS.characters)
    return [
      unplaced(
        "size",
        `The scenario has ${text.length} characters; at most ${LIMITS.characters} are read`,
        "Put hourly series in files of their own and name them.",
      ),
    ];
  if (text.trim() === "") return [emptyScenario()];
  if (nestsTooDeep(text)) return [tooDeep(NOWHERE)];
  const lines = new LineCounter();
  // Keys stated twice are found below: the parser's own search takes minutes for a large table.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, merge: false });
  const errors = [...document.errors, ...document.warnings];
  // A tab throws the indentation of all that follows: what else is told then comes of it.
  const tabs = errors.filter(({ code }) => code === "TAB_AS_INDENT");
  const syntax = (tabs.length > 0 ? tabs : errors).slice(0, MOST_ERRORS).map((error): Issue => {
    const [message, hint] = SYNTAX[error.code] ?? [
      error.message.split("\n")[0]!.replace(/ at line \d+, column \d+:?$/, ""),
      undefined,
    ];
    return { ...unplaced("yaml", message, hint), ...spotAt(error.pos[0], lines) };
  });
  return syntax.length > 0 ? syntax : finish(document, lines);
}
