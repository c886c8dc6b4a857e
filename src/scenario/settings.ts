/** Applies `path=value` settings to a scenario document; comments and order of the file stay. */
import { isMap, isScalar, parseDocument } from "yaml";
import { readDocument } from "./document.ts";
import type { ScenarioDocument } from "./document.ts";
import type { Issue } from "./issue.ts";

function refused(setting: string, message: string, hint: string): Issue {
  return { code: "type", path: `--set ${setting}`, line: 0, column: 0, message, hint };
}

/** One setting split into its path and value, or why it cannot be. */
function readSetting(setting: string): { path: string[]; value: unknown } | Issue {
  const equals = setting.indexOf("=");
  const path = setting.slice(0, equals).trim().split(".");
  if (equals < 1 || path.some((part) => part === ""))
    return refused(setting, "A setting needs a path and a value", "Write --set sites.lulea.connection.firmMW=400");
  const parsed = parseDocument(setting.slice(equals + 1));
  if (parsed.errors.length > 0) return refused(setting, "The value cannot be read", "Quote text that holds special signs.");
  return { path, value: parsed.toJS() as unknown };
}

/** The document with the settings applied, or the issues of the settings. */
export function applySettings(
  source: ScenarioDocument, settings: readonly string[],
): { source: ScenarioDocument; issues: Issue[] } {
  const issues: Issue[] = [];
  if (settings.length === 0) return { source, issues };
  for (const setting of settings) {
    const read = readSetting(setting);
    if ("code" in read) {
      issues.push(read);
      continue;
    }
    for (let depth = 1; depth < read.path.length; depth++) {
      const parent = source.document.getIn(read.path.slice(0, depth), true);
      if (parent === undefined || parent === null || (isScalar(parent) && parent.value === null))
        source.document.setIn(read.path.slice(0, depth), source.document.createNode({}));
      else if (!isMap(parent)) {
        issues.push(refused(setting, `${read.path.slice(0, depth).join(".")} is not a table`, "Set a key inside a table."));
        break;
      }
    }
    if (issues.length === 0) source.document.setIn(read.path, read.value);
  }
  if (issues.length > 0) return { source, issues };
  const again = readDocument(String(source.document));
  return Array.isArray(again) ? { source, issues: again } : { source: again, issues };
}
