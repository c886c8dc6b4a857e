/** `firmwatt check`: every issue of a scenario with line and column. */
import { issueLine } from "../../src/scenario/issue.ts";
import type { Issue } from "../../src/scenario/issue.ts";
import { loadFile } from "./files.ts";
import type { InputOptions } from "./files.ts";

/** Prints issues to standard error, one a line. */
export function printIssues(file: string, issues: readonly Issue[]): void {
  for (const issue of issues) process.stderr.write(`${issueLine(issue, file)}\n`);
  process.stderr.write(
    `${issues.length} ${issues.length === 1 ? "issue" : "issues"}; nothing was written.\n`,
  );
}

export async function runCheck(
  file: string,
  options: InputOptions & { json?: boolean },
): Promise<number> {
  const loaded = await loadFile(file, options);
  const issues = loaded.ok ? [] : loaded.issues;
  if (options.json) console.log(JSON.stringify({ ok: loaded.ok, issues }, null, 2));
  else if (loaded.ok) console.log(`${file}: no issues.`);
  else printIssues(file, issues);
  return loaded.ok ? 0 : 1;
}
