/** `firmwatt compare`: runs side by side. */
import { compareText, inputDifferences } from "../../src/report/compare.ts";
import { readRun } from "./runs.ts";

export async function runCompare(
  runs: readonly string[],
  { json }: { json?: boolean },
): Promise<number> {
  try {
    const packs = await Promise.all(runs.map(readRun));
    console.log(
      json
        ? JSON.stringify(
            {
              differences: inputDifferences(packs),
              kpis: packs.map(({ name, kpis }) => ({ name, ...kpis })),
            },
            null,
            2,
          )
        : compareText(packs),
    );
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}.\n`);
    return 1;
  }
}
