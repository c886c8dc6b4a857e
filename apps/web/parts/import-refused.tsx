/** What is wrong with a file, each mistake marked where it stands in its line. */
import type { ReactNode } from "react";
import { separatorOf, splitLine } from "../../../src/climate/readers/cells.ts";
import type { ImportIssue } from "../planner/protocol.ts";

/** Signs of a line that are shown on either side of a mistake. */
const MOST_SIGNS = 120;

/** A message as a sentence. */
function sentence(message: string): string {
  const begun = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

function Quoted({
  line,
  cell,
  signs,
  separator,
}: Pick<ImportIssue, "cell" | "signs"> & { line: string; separator: string }): ReactNode {
  if (signs) {
    const [from, to] = signs;
    return (
      <>
        {line.slice(0, from).slice(-MOST_SIGNS)}
        <mark>{line.slice(from, to).slice(0, MOST_SIGNS)}</mark>
        {line.slice(to, to + MOST_SIGNS)}
      </>
    );
  }
  const cells = splitLine(line, separator);
  const at = cell - 1;
  if (at < 0) return line.slice(0, 2 * MOST_SIGNS);
  const before = cells.slice(0, at).map((one) => one + separator);
  const after = cells.slice(at + 1).map((one) => separator + one);
  return (
    <>
      {before.join("").slice(-MOST_SIGNS)}
      <mark>{cells[at] ? cells[at].slice(0, MOST_SIGNS) : "\u00A0nothing\u00A0"}</mark>
      {after.join("").slice(0, MOST_SIGNS)}
    </>
  );
}

/** Nothing of the file is used. */
export function Refused({
  name,
  text,
  issues,
}: {
  name: string;
  text: string;
  issues: readonly ImportIssue[];
}): ReactNode {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  // The separator of the head: rows of decimal commas would mislead.
  const separator = separatorOf(
    lines.find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "",
  );
  return (
    <div className="trouble" role="alert" data-testid="import-refused">
      <h2>{name} cannot be used</h2>
      <ul className="issue-list">
        {issues.map(({ line, cell, signs, message, hint }) => (
          <li key={`${line} ${cell} ${message}`}>
            {sentence(message)} {hint}
            {line > 0 && lines[line - 1] !== undefined ? (
              <code className="quote">
                <span className="number">{line}</span>
                <Quoted
                  line={lines[line - 1]!}
                  cell={cell}
                  separator={separator}
                  {...(signs ? { signs } : {})}
                />
              </code>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
