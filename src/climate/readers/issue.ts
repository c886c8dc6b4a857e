/** What the readers of weather and hourly files hand back: a value with notices, or every issue at once. */

/** One thing wrong with a file. */
export interface SeriesIssue {
  readonly code: string;
  /** Line of the file, counted from 1, header included; left out where the whole file is meant. */
  readonly row?: number;
  /** Column as the file names it. */
  readonly column?: string;
  /** One sentence that stands alone: it names row and column. */
  readonly message: string;
  readonly got: string;
  readonly expected: string;
  readonly hint: string;
}

/** A value with what was done to it on the way, or everything that is wrong at once. */
export type ReadResult<T> =
  | { readonly ok: true; readonly value: T; readonly notices: string[] }
  | { readonly ok: false; readonly issues: SeriesIssue[] };

/** Issues beyond these are counted, not listed. */
const MOST_ISSUES = 20;
const LONGEST_QUOTE = 80;

/** Longer texts are refused before anything is parsed. */
export const MOST_CHARACTERS = 64 * 1024 * 1024;

/** Gathers issues and notices while a file is read. */
export interface Findings {
  readonly issues: SeriesIssue[];
  readonly notices: string[];
  unlisted: number;
}

export function newFindings(): Findings {
  return { issues: [], notices: [], unlisted: 0 };
}

/** Adds an issue; the row and column it has are put in front of its message. */
export function addIssue(findings: Findings, issue: SeriesIssue): void {
  if (findings.issues.length >= MOST_ISSUES) {
    findings.unlisted++;
    return;
  }
  const places = [
    ...(issue.row === undefined ? [] : [`row ${issue.row}`]),
    ...(issue.column === undefined ? [] : [`column "${shorten(issue.column)}"`]),
  ].join(", ");
  const message = places === "" ? issue.message : `${capital(places)}: ${issue.message}`;
  findings.issues.push({ ...issue, message, got: shorten(issue.got) });
}

/** Closes a reading that has issues, in the order of the file. */
export function refuse<T>(findings: Findings): ReadResult<T> {
  const issues = findings.issues.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0));
  if (findings.unlisted === 0) return { ok: false, issues };
  const rest: SeriesIssue = {
    code: "more_issues",
    message: `${findings.unlisted} further issues are not listed`,
    got: String(findings.unlisted),
    expected: "0",
    hint: "Mend the listed ones first; they often share a cause.",
  };
  return { ok: false, issues: [...issues, rest] };
}

/** Refuses texts that are empty or too long; true when the text may be parsed. */
export function checkSize(text: string, findings: Findings): boolean {
  if (text.length > MOST_CHARACTERS)
    addIssue(findings, {
      code: "too_large",
      message: "the file is larger than 64 MB",
      got: `${Math.ceil(text.length / (1024 * 1024))} MB`,
      expected: "at most 64 MB",
      hint: "One year of hours needs a few MB; keep one year and the columns that are needed.",
    });
  else if (text.trim() === "")
    addIssue(findings, {
      code: "empty_file",
      message: "the file is empty",
      got: "no text",
      expected: "a header and 8760 or 8784 hours",
      hint: "Was the file saved or exported to the end?",
    });
  return findings.issues.length === 0;
}

export function shorten(text: string): string {
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE - 3)}...`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
