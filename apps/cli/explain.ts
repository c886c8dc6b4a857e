/** `firmwatt explain`: one figure of a run, its formula and where its inputs come from. */
import { explainable, explainText } from "../../src/report/explain.ts";
import { nearest } from "../../src/scenario/issue.ts";
import { readRun } from "./runs.ts";

export async function runExplain(run: string, figure: string): Promise<number> {
  try {
    const text = explainText(await readRun(run), figure);
    if (text === undefined) {
      const meant = nearest(figure, explainable);
      throw new Error(
        `no figure ${figure}${meant ? `; did you mean ${meant}?` : ""}; there are ${explainable.join(", ")}`,
      );
    }
    console.log(text);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}.\n`);
    return 1;
  }
}
