/** Applies `path=value` settings to a scenario document; comments and order of the file stay. */
import { isAlias, isMap, isScalar, isSeq } from "yaml";
import { nameInUSD } from "./currency.ts";
import { readDocument } from "./document.ts";
import type { ScenarioDocument } from "./document.ts";
import { shown } from "./issue.ts";
import type { Issue } from "./issue.ts";

function refused(setting: string, message: string, hint: string): Issue {
  return {
    code: "type",
    path: `--set ${shown(setting).slice(1, -1)}`,
    line: 0,
    column: 0,
    message,
    hint,
  };
}

/** One setting split into its path and value, or why it cannot be. */
function readSetting(setting: string): { path: string[]; value: unknown } | Issue {
  const equals = setting.indexOf("=");
  const path = setting.slice(0, equals).trim().split(".");
  if (equals < 1 || path.some((part) => part === ""))
    return refused(
      setting,
      "A setting needs a path and a value",
      "Write --set sites.lulea.connection.firmMW=400",
    );
  // Read as a scenario of one key, so that the same limits hold.
  const parsed = readDocument(`value: ${setting.slice(equals + 1)}`);
  if (Array.isArray(parsed) || Object.keys(parsed.value as object).length !== 1)
    return refused(setting, "The value cannot be read", "Quote text that holds special signs.");
  return { path, value: (parsed.value as { value: unknown }).value };
}

/** Puts a value into the document; gives the reason when it cannot. */
function apply(
  { document }: ScenarioDocument,
  setting: string,
  path: readonly string[],
  value: unknown,
): Issue | undefined {
  for (let depth = 1; depth < path.length; depth++) {
    const parent = document.getIn(path.slice(0, depth), true);
    const sites = depth === 2 && path[0] === "sites" && document.get("sites");
    if (parent === undefined && isMap(sites) && sites.items.length > 0 && path[2] !== "place")
      return refused(
        setting,
        `There is no site ${shown(path[1]!).slice(1, -1)}`,
        `Name one of the file: ${sites.items.map(({ key }) => String(key)).join(", ")}.`,
      );
    if (parent === undefined || parent === null || (isScalar(parent) && parent.value === null))
      document.setIn(path.slice(0, depth), document.createNode({}));
    else if (isSeq(parent)) {
      const index = Number(path[depth]);
      if (!/^\d+$/.test(path[depth]!) || index >= parent.items.length)
        return refused(
          setting,
          `${shown(path.slice(0, depth).join(".")).slice(1, -1)} is a list of ${parent.items.length}`,
          "Name an item by its number, from 0.",
        );
    } else if (depth === 1 && path[0] === "law" && isScalar(parent)) {
      // A word alone is the book of the law.
      document.setIn(["law"], document.createNode({ book: parent.value }));
    } else if (!isMap(parent)) {
      const name = shown(path.slice(0, depth).join(".")).slice(1, -1);
      return isAlias(parent)
        ? refused(
            setting,
            `${name} repeats another part of the file`,
            "Set the key where the anchor & stands.",
          )
        : refused(setting, `${name} is not a table`, "Set a key inside a table.");
    }
  }
  document.setIn(path, document.createNode(value));
  withoutTwin(document, path);
  return undefined;
}

/** Takes out the same figure under its other name, in USD or in the file's currency: the setting is in its place. */
function withoutTwin(document: ScenarioDocument["document"], path: readonly string[]): void {
  const currency = document.getIn(["money", "currency"]);
  const table = document.getIn(path.slice(0, -1), true);
  if (typeof currency !== "string" || !isMap(table)) return;
  const field = path.at(-1)!;
  for (const key of table.items.map((item) => String(item.key)))
    if (key !== field && nameInUSD(key, currency) === nameInUSD(field, currency)) table.delete(key);
}

/** The document with the settings applied, or the issues of the settings. */
export function applySettings(
  source: ScenarioDocument,
  settings: readonly string[],
): { source: ScenarioDocument; issues: Issue[] } {
  if (settings.length === 0) return { source, issues: [] };
  const issues = settings.flatMap((setting): Issue[] => {
    const read = readSetting(setting);
    if ("code" in read) return [read];
    const refusal = apply(source, setting, read.path, read.value);
    return refusal ? [refusal] : [];
  });
  if (issues.length > 0) return { source, issues };
  const again = source.again();
  return Array.isArray(again) ? { source, issues: again } : { source: again, issues };
}
