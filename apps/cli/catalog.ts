/** `firmwatt catalog`: tables, entries, and figures with their sources. */
import { catalog, catalogNames } from "../../src/catalog/catalog.ts";
import type { CatalogName } from "../../src/catalog/catalog.ts";
import { nearest } from "../../src/scenario/issue.ts";

export function runCatalog(
  table: string | undefined,
  entry: string | undefined,
  { json }: { json?: boolean },
): number {
  if (table === undefined) {
    console.log(json ? JSON.stringify(catalogNames) : catalogNames.join("\n"));
    return 0;
  }
  if (!(catalogNames as readonly string[]).includes(table)) {
    process.stderr.write(
      `No table ${table}. ${nearest(table, catalogNames) ? `Did you mean ${nearest(table, catalogNames)}?` : `Tables: ${catalogNames.join(", ")}.`}\n`,
    );
    return 1;
  }
  const entries = catalog(table as CatalogName);
  if (entry === undefined) {
    console.log(json ? JSON.stringify([...entries.keys()]) : [...entries.keys()].join("\n"));
    return 0;
  }
  const figures = entries.get(entry);
  if (!figures) {
    process.stderr.write(
      `No entry ${entry} in ${table}. Entries: ${[...entries.keys()].join(", ")}.\n`,
    );
    return 1;
  }
  if (json) console.log(JSON.stringify([...figures.values()], null, 2));
  else
    for (const { parameter, text, unit, source, year, confidence } of figures.values())
      console.log(
        `${parameter.padEnd(30)} ${text.slice(0, 40).padEnd(16)} ${unit.padEnd(22)} ${confidence}, ${source}, ${year}`,
      );
  return 0;
}
