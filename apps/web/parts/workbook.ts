/** The pro forma as a workbook, made in the page; the code for it comes when it is first wanted. */
import { download } from "./download.ts";
import { planAside, say } from "../state/session.ts";
import { withSetting } from "../state/spec.ts";
import type { Run } from "../state/store.ts";

/** The run, planned once more on the usual terms of a pro forma where its scenario states none. */
async function withProForma(run: Run): Promise<Run["package"]> {
  if (run.package.finance) return run.package;
  say("Planning with a pro forma on the usual terms…");
  const found = await planAside(withSetting(run.spec, "finance", "{}"));
  if (found && "package" in found) return found.package;
  throw new Error("the workbook was not made: the plan with a pro forma was not solved");
}

/** Saves the workbook of a run. @throws Error in words where it has no price. */
export async function saveWorkbook(run: Run): Promise<void> {
  const [pack, { proFormaWorkbook, WORKBOOK_TYPE }] = await Promise.all([
    withProForma(run),
    import("../../../src/report/finance/workbook/workbook.ts"),
  ]);
  if (!pack.finance)
    throw new Error("there is no workbook: the plan sells no compute, so it has no price");
  download(
    `firmwatt-${pack.scenarioHash.slice(0, 8)}.xlsx`,
    await proFormaWorkbook(pack),
    WORKBOOK_TYPE,
  );
  say("The workbook is saved; every computed cell is a formula.");
}
