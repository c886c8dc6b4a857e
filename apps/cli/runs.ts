/** Reads packages of earlier runs: a run's folder, or its package.json. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { readHourlyCSV } from "../../src/report/csv.ts";
import { PACKAGE_VERSION } from "../../src/report/package.ts";
import type { HourlyReport, Package } from "../../src/report/package.ts";

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

/** The hours that lie beside a run's package, site by site; none where the run is only a package. */
export async function readRunHours(run: string, { sites }: Package): Promise<HourlyReport[]> {
  const found = await Promise.all(
    sites.map(({ name }) =>
      readFile(join(run, `hourly-${name}.csv`), "utf8").then(
        (text) => [readHourlyCSV(name, text)],
        () => [],
      ),
    ),
  );
  return found.flat();
}
