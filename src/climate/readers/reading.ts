/** What the readers of weather and hourly files share: results, issues, cells and gaps. */

/** One thing wrong with a file; `row` counts lines from 1, 0 where the whole file is meant. */
export interface ReadIssue {
  readonly code: string;
  readonly row: number;
  readonly column: string;
  readonly message: string;
  readonly got: string;
  readonly expected: string;
  readonly hint: string;
}

/** A value with what was done to it on the way, or everything that is wrong at once. */
export type ReadResult<T> =
  | { readonly ok: true; readonly value: T; readonly notices: readonly string[] }
  | { readonly ok: false; readonly issues: readonly ReadIssue[] };

/** More issues than this are counted but not listed. */
const MOST_ISSUES = 100;

/** Gathers issues and notices while a file is read. */
export interface Findings {
  readonly issues: ReadIssue[];
  readonly notices: string[];
  unlisted: number;
}

export function newFindings(): Findings {
  return { issues: [], notices: [], unlisted: 0 };
}

/** Adds an issue; past a hundred only the count goes on. */
export function addIssue(findings: Findings, issue: ReadIssue): void {
  if (findings.issues.length < MOST_ISSUES) findings.issues.push(shorten(issue));
  else findings.unlisted++;
}

function shorten(issue: ReadIssue): ReadIssue {
  return issue.got.length <= 80 ? issue : { ...issue, got: `${issue.got.slice(0, 77)}...` };
}

/** Closes a reading that has issues. */
export function refuse<T>(findings: Findings): ReadResult<T> {
  if (findings.unlisted === 0) return { ok: false, issues: findings.issues };
  const rest: ReadIssue = {
    code: "more_issues", row: 0, column: "", got: String(findings.unlisted), expected: "0",
    message: `${findings.unlisted} further issues are not listed`,
    hint: "Repair the listed ones first; they often share a cause.",
  };
  return { ok: false, issues: [...findings.issues, rest] };
}

/** Lines of a text without byte-order mark and line ends; blank lines at the end are left off. */
export function readLines(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  while (lines.length > 0 && lines.at(-1)!.trim() === "") lines.pop();
  return lines;
}

/** Cells of one line; quotes may hold commas and doubled quotes. */
export function splitLine(line: string): string[] {
  if (!line.includes('"')) return line.split(",").map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const ch = line[i]!;
    if (ch === '"') {
      if (quoted && line[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = !quoted;
    } else if (ch === "," && !quoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += ch;
  }
  cells.push(cell.trim());
  return cells;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number in a cell, or NaN where the cell is not exactly one finite number. */
export function numberInCell(cell: string): number {
  return NUMBER.test(cell) && Number.isFinite(Number(cell)) ? Number(cell) : Number.NaN;
}

/** A run of missing values: first index and how many. */
export interface Gap {
  readonly at: number;
  readonly length: number;
}

/** Runs of NaN in a series. */
export function findGaps(values: Float64Array): Gap[] {
  const gaps: Gap[] = [];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i]!)) continue;
    const at = i;
    while (i < values.length && Number.isNaN(values[i]!)) i++;
    gaps.push({ at, length: i - at });
  }
  return gaps;
}

/** Fills a gap along the straight line between its neighbours, round the end of the series. */
export function fillGap(values: Float64Array, gap: Gap): void {
  const n = values.length;
  const before = values[(gap.at - 1 + n) % n]!;
  const after = values[(gap.at + gap.length) % n]!;
  for (let k = 0; k < gap.length; k++)
    values[gap.at + k] = before + ((after - before) * (k + 1)) / (gap.length + 1);
}

/**
 * Turns a series so that its value at step t is the one that stood at step t + `hours`, round the
 * end; half hours give the mean of the two neighbours.
 */
export function rotate(values: Float64Array, hours: number): Float64Array {
  const n = values.length;
  const whole = Math.floor(hours);
  const share = hours - whole;
  const first = ((whole % n) + n) % n;
  const turned = new Float64Array(n);
  for (let t = 0; t < n; t++) {
    const here = values[(t + first) % n]!;
    turned[t] = share === 0 ? here : here + share * (values[(t + first + 1) % n]! - here);
  }
  return turned;
}
