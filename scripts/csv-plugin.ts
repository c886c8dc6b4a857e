/** Lets `import text from "x.csv"` give the file's text under Vite and Vitest, as the CLI bundle does. */
import { readFile } from "node:fs/promises";

export function csvAsText(): {
  name: string;
  enforce: "pre";
  load(id: string): Promise<string | undefined>;
} {
  return {
    name: "csv-as-text",
    enforce: "pre",
    async load(id: string): Promise<string | undefined> {
      if (!id.endsWith(".csv")) return undefined;
      return `export default ${JSON.stringify(await readFile(id, "utf8"))};`;
    },
  };
}
