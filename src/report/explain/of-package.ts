/** Key figures of a package: `usdPerEFLOPSh`. */
import { onceForSites } from "../assumptions-once.ts";
import { costAssumptions } from "./cost-assumptions.ts";
import { endingWith, formulaOf } from "./family.ts";
import type { Explanation, Family } from "./family.ts";
import { FIGURES } from "./key-figures.ts";
import type { FigureKind } from "./key-figures.ts";
import type { Package } from "../package.ts";

function explainKey(
  pack: Package,
  figure: string,
  { title, unit, formula, overTime, inputs, costs, fields }: FigureKind,
): Omit<Explanation, "figure"> {
  return {
    title,
    value: (pack.kpis as unknown as Readonly<Record<string, number | null>>)[figure] ?? null,
    unit,
    formula: formulaOf(pack, formula, overTime),
    inputs: inputs(pack),
    behind: [
      ...(costs
        ? onceForSites(costAssumptions(pack, pack.costs.filter(costs)), pack.sites.length)
        : []),
      ...endingWith(pack, typeof fields === "function" ? fields(pack) : fields),
    ],
  };
}

export const keyFigures: Family = {
  words: "key figures",
  form: Object.keys(FIGURES).join(", "),
  *figures(pack) {
    for (const [figure, kind] of Object.entries(FIGURES))
      yield [figure, () => explainKey(pack, figure, kind)];
  },
};
