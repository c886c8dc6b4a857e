/** What is wrong with an input, where, and what would be right: the one shape of every user error. */

export interface Issue {
  readonly code:
    | "yaml"
    | "size"
    | "depth"
    | "unknown-key"
    | "missing"
    | "type"
    | "range"
    | "unit"
    | "unknown-word"
    | "contradiction"
    | "file"
    | "series"
    | "empty";
  /** Dotted path in the scenario: `sites.lulea.supply.solar.maxMW`. */
  readonly path: string;
  /** From 1; 0 when the issue has no place in the file. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly got?: string;
  readonly expected?: string;
  readonly hint?: string;
}

/** An issue before its line and column are known. */
export type UnplacedIssue = Omit<Issue, "line" | "column" | "path"> & {
  readonly path: readonly (string | number)[];
  /** Point at the key rather than its value. */
  readonly atKey?: boolean;
  /** What it contradicts; its line is told before the hint. */
  readonly beside?: readonly (string | number)[];
};

/** Edit distance with neighbouring letters swapped counted as one. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [
    i,
    ...Array.from({ length: b.length }, () => 0),
  ]);
  for (let j = 0; j <= b.length; j++) rows[0]![j] = j;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = best;
    }
  return rows[a.length]![b.length]!;
}

/** The word closest to `word`, when it is close enough to be what was meant. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  const short = word.slice(0, 64).toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(short.length / 2.5)) + 0.5;
  for (const candidate of words) {
    const lower = candidate.toLowerCase();
    const contained = lower.startsWith(short) || short.startsWith(lower) ? 0.4 : 1;
    const far = distance(short, lower) * contained;
    if (far < least) [best, least] = [candidate, far];
  }
  return best;
}

/** Signs that would move a terminal's cursor, break the line or turn the reading direction. */
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** Text on one line, unprintable signs written out as \u0000. */
function printable(text: string): string {
  return text.replaceAll(
    UNPRINTABLE,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
}

/** A value as it is shown in a message: short, on one line. */
export function shown(value: unknown): string {
  const odd = typeof value === "number" && !Number.isFinite(value);
  return cut(printable(odd ? String(value) : (JSON.stringify(value) ?? String(value))));
}

/** A number worked out for a message or a hint, without the dust of binary fractions. */
export function figureText(value: number): string {
  return String(Number(value.toPrecision(12)));
}

/** A key as it is shown in a path: in quotes when it would be misread there. */
export function keyText(key: string): string {
  return /^[\p{L}\p{N}_-]{1,60}$/u.test(key) ? key : shown(key);
}

/** One issue as a line of text: `scenario.yaml:9:5 sites.a.place: message (hint)`. */
export function issueLine(issue: Issue, file: string): string {
  const at =
    issue.line > 0 ? `${file}:${issue.line}:${issue.column}` : issue.path ? file : `${file}:`;
  const detail = [issue.expected && `expected ${issue.expected}`, issue.got && `got ${issue.got}`]
    .filter(Boolean)
    .join(", ");
  const message = issue.message + (detail ? ` (${detail})` : "");
  return printable(
    [
      at,
      issue.path && `${issue.path}:`,
      /[.!?…]$/.test(message) ? message : `${message}.`,
      issue.hint ?? "",
    ]
      .filter(Boolean)
      .join(" "),
  );
}

/** What is worth knowing of a field, as a sentence: `sites.a.connection.firmMW (line 9, column 27) is …`. */
export function noticeText({ path, line, column, message, hint }: Issue): string {
  const at = line > 0 ? ` (line ${line}, column ${column})` : "";
  return [`${path}${at} ${message}`, hint].filter(Boolean).join(" ");
}
