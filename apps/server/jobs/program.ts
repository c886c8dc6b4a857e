/** Which program computes: its file, and a hash of it, so that answers of different programs are never mixed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../store/hash.ts";

export interface Program {
  /** The built planner thread. */
  readonly threadFile: string;
  /** Version, and hash of the planner with its tables and solver. */
  readonly id: string;
}

/** Libraries outside the bundle that bear on the answer. */
const LIBRARIES = ["highs", "psychrolib", "yaml", "zod", "hyparquet-writer"];

/** The program built below `root`. @throws Error when it has not been built. */
export function findProgram(root: string): Program {
  const threadFile = join(root, "dist", "plan-thread.mjs");
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    version: string;
    dependencies: Record<string, string>;
  };
  const libraries = LIBRARIES.map((name) => `${name}@${own.dependencies[name]}`);
  const bundle = readFileSync(threadFile, "utf8");
  return { threadFile, id: `${own.version}+${sha256(bundle + libraries.join(",")).slice(0, 16)}` };
}
