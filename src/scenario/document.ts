/** Reads scenario text (YAML or JSON) within limits, and finds where a path stands in it. */
import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from "yaml";
import type { Document } from "yaml";
import type { Issue, UnplacedIssue } from "./issue.ts";

/** Largest scenario text, deepest nesting, most aliases. */
export const LIMITS = { characters: 1_000_000, depth: 16, aliases: 50 } as const;

/** A parsed scenario text. */
export interface ScenarioDocument {
  readonly document: Document;
  readonly value: unknown;
  place(issue: UnplacedIssue): Issue;
}

function unplaced(code: Issue["code"], message: string, hint?: string): Issue {
  return { code, path: "", line: 0, column: 0, message, ...(hint === undefined ? {} : { hint }) };
}

function limitIssues(document: Document, lines: LineCounter): Issue[] {
  const issues: Issue[] = [];
  let aliases = 0;
  visit(document, (_, node, ancestors) => {
    if (isAlias(node) && ++aliases > LIMITS.aliases) {
      issues.push({ ...unplaced("size", `More than ${LIMITS.aliases} YAML aliases`, "Write the values out."), ...lineOf(node, lines) });
      return visit.BREAK;
    }
    if (isCollection(node) && ancestors.filter((ancestor) => isCollection(ancestor)).length >= LIMITS.depth) {
      issues.push({ ...unplaced("depth", `Nested deeper than ${LIMITS.depth} levels`), ...lineOf(node, lines) });
      return visit.BREAK;
    }
    return undefined;
  });
  return issues;
}

function lineOf(node: unknown, lines: LineCounter): { line: number; column: number } {
  const range = (node as { range?: [number, number, number] } | undefined)?.range;
  if (!range) return { line: 0, column: 0 };
  const { line, col } = lines.linePos(range[0]);
  return { line, column: col };
}

/** The node that stands closest to `path`: its key when asked, else its value, else its parent. */
function nodeAt(document: Document, path: readonly (string | number)[], atKey: boolean): unknown {
  let node: unknown = document.contents;
  let key: unknown = document.contents;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
      if (!isPair(pair)) return key;
      key = pair.key;
      node = pair.value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(part)];
      if (item === undefined) return key;
      key = node = item;
    } else return key;
  }
  return atKey || !(node as { range?: unknown } | null)?.range ? key : node;
}

/** Parses text; gives the document or what is wrong with it. */
export function readDocument(text: string): ScenarioDocument | Issue[] {
  if (text.length > LIMITS.characters)
    return [unplaced("size", `The scenario has ${text.length} characters; at most ${LIMITS.characters} are read`, "Put hourly series in files of their own and name them.")];
  if (text.trim() === "") return [unplaced("empty", "The scenario is empty", "Start one with: firmwatt new NAME")];
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false });
  const syntax = document.errors.slice(0, 20).map((error): Issue => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { ...unplaced("yaml", error.message.split("\n")[0]!.replace(/ at line \d+, column \d+:?$/, "")), line, column: col };
  });
  if (syntax.length > 0) return syntax;
  const limits = limitIssues(document, lines);
  if (limits.length > 0) return limits;
  const value: unknown = document.toJS({ maxAliasCount: LIMITS.aliases });
  if (!isMap(document.contents))
    return [{ ...unplaced("type", "The scenario is not a table of keys"), expected: "key: value lines", line: 1, column: 1 }];
  return {
    document,
    value,
    place: ({ path, atKey = false, ...rest }) => ({
      ...rest,
      path: path.join("."),
      ...lineOf(nodeAt(document, path, atKey), lines),
    }),
  };
}
