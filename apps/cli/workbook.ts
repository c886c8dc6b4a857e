/** The pro forma as a workbook: `--xlsx FILE` of the verbs that show money. */
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { proFormaWorkbook } from "../../src/report/finance/workbook/workbook.ts";
import type { Package } from "../../src/report/package.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { loadOrTell } from "./check.ts";
import type { InputOptions } from "./files.ts";
import { writeWhole } from "./write.ts";

type LoadOptions = InputOptions & { readonly resolution?: string; readonly xlsx?: string };

/** The scenario; with a pro forma on the usual terms where a workbook is asked for and it has none. */
export async function loadForWorkbook(
  file: string,
  options: LoadOptions,
): Promise<Scenario | undefined> {
  const scenario = await loadOrTell(file, options);
  if (!scenario || scenario.finance || options.xlsx === undefined) return scenario;
  return loadOrTell(file, { ...options, set: [...(options.set ?? []), "finance={}"] });
}

/** Writes the workbook whole or not at all; says so where the plan has no pro forma. */
export async function writeWorkbookFile(file: string, pack: Package): Promise<void> {
  if (!pack.finance) {
    process.stderr.write(
      `${file} was not written: the plan sells no compute, so it has no price.\n`,
    );
    return;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeWhole(file, await proFormaWorkbook(pack));
}
