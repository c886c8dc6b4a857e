/** `firmwatt compare`: runs side by side. */
import { basename, resolve } from "node:path";
import { compareText, inputDifferences } from "../../src/report/compare.ts";
import { readRun } from "./runs.ts";

export async function runCompare(
  runs: readonly string[],
  { json }: { json?: boolean },
): Promise<number> {
  try {
    const packs = await Promise.all(runs.map(readRun));
    const titles = packs.map(({ name }) => name);
    const differ = new Set(titles).size === titles.length;
    const names = differ ? titles : runs.map((run) => basename(resolve(run)));
    console.log(
      json
        ? JSON.stringify(
            {
              differences: inputDifferences(packs),
              kpis: packs.map(({ kpis }, i) => ({ name: names[i], ...kpis })),
            },
            null,
            2,
          )
        : compareText(packs, names),
    );
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}.\n`);
    return 1;
  }
}
