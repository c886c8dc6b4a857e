/** What is wrong with a scenario, in one form wherever the page tells it. */
import type { Issue } from "../../../src/scenario/issue.ts";

/** `firmMW is out of range; it is -5, expected at least 0 MW.` with the remedy behind it. */
export function issueWords({ message, got, expected, hint }: Issue): string {
  const found = got === undefined ? "" : `; it is ${got}`;
  const wanted = expected === undefined ? "" : `, expected ${expected}`;
  return [`${message}${found}${wanted}.`, hint ?? ""].filter(Boolean).join(" ");
}

/** Where it stands in the text; empty when it has no place there. */
export const issuePlace = ({ line, column }: Issue): string =>
  line > 0 ? `Line ${line}, column ${column}` : "";
