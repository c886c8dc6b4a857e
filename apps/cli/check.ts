/** `firmwatt check`: every issue of a scenario with line and column. */
import { issueLine } from "../../src/scenario/issue.ts";
import type { Issue } from "../../src/scenario/issue.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
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
  const notices = loaded.ok ? [...new Set(loaded.scenario.notices)] : [];
  if (options.json) console.log(JSON.stringify({ ok: loaded.ok, issues, notices }, null, 2));
  else if (loaded.ok)
    console.log([`${file}: no issues.`, ...notices.map((notice) => `Note: ${notice}`)].join("\n"));
  else printIssues(file, issues);
  return loaded.ok ? 0 : 1;
}

/** The scenario of a file with `--set` and `--resolution`; its issues printed and nothing given when it has any. */
export async function loadOrTell(
  file: string,
  options: InputOptions & { readonly resolution?: string },
): Promise<Scenario | undefined> {
  const setting = options.resolution === undefined ? [] : [`resolution=${options.resolution}`];
  const loaded = await loadFile(file, { ...options, set: [...(options.set ?? []), ...setting] });
  if (loaded.ok) return loaded.scenario;
  printIssues(file, loaded.issues);
  return undefined;
}

/** A signal that says stop at Ctrl-C. */
export function stopAtInterrupt(): AbortSignal {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  return stop.signal;
}
