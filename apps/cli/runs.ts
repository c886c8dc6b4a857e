/** Reads packages of earlier runs: a run's folder, or its package.json. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { PACKAGE_VERSION } from "../../src/report/package.ts";
import type { Package } from "../../src/report/package.ts";

/** The package of a run. @throws Error with a reason a person understands. */
export async function readRun(run: string): Promise<Package> {
  const info = await stat(run).catch(() => undefined);
  if (!info) throw new Error(`no run at ${run}; plan a scenario first`);
  const file = info.isDirectory() ? join(run, "package.json") : run;
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, "utf8"));
  } catch {
    throw new Error(`${file} is not the package of a run`);
  }
  if ((value as { version?: unknown } | null)?.version !== PACKAGE_VERSION)
    throw new Error(`${file} is not a package of version ${PACKAGE_VERSION}`);
  return value as Package;
}
