/** `firmwatt explain`: one figure of a run, its formula and where its inputs come from. */
import { explainText, figureForms, meantFigure } from "../../src/report/explain/explain.ts";
import { readRun, readRunHours } from "./runs.ts";

export async function runExplain(run: string, figure: string): Promise<number> {
  try {
    const pack = await readRun(run);
    const text =
      explainText(pack, figure) ?? explainText(pack, figure, await readRunHours(run, pack));
    if (text === undefined) {
      const meant = meantFigure(pack, figure);
      throw new Error(
        `no figure ${figure}${meant ? `; did you mean ${meant}?` : ""}; there are\n  ${figureForms().join("\n  ")}`,
      );
    }
    console.log(text);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}.\n`);
    return 1;
  }
}
