/** Costs by category: `cost.energy`. */
import { categoryOf } from "../../blocks/connection/charge-category.ts";
import { onceForSites } from "../assumptions-once.ts";
import { costsByCategory } from "../text.ts";
import { capital } from "../words.ts";
import { billLines, costWords } from "./bill-lines.ts";
import { costAssumptions } from "./cost-assumptions.ts";
import { formulaOf } from "./family.ts";
import type { Family } from "./family.ts";
import { assetsOf, assetWords } from "./figure-inputs.ts";
import { LEVELISED } from "./key-figures.ts";

export const costFigures: Family = {
  words: "cost of a category",
  form: "cost.<category>",
  *figures(pack) {
    for (const { category, usdPerYear } of costsByCategory(pack))
      yield [
        `cost.${category}`,
        () => {
          const lines = pack.costs.filter((cost) => cost.category === category);
          const names = new Set(lines.map(({ asset }) => asset));
          return {
            title: `${capital(category)}, a year`,
            value: usdPerYear,
            unit: "USD/yr",
            formula: formulaOf(
              pack,
              "Σ over assets of this category, capital as an annuity",
              LEVELISED,
            ),
            inputs: [
              ...lines.map((cost) => `${assetWords(pack, cost.asset)}: ${costWords(cost)}`),
              ...assetsOf(pack)
                .filter(({ name }) => names.has(name))
                .flatMap((asset) =>
                  billLines(pack, asset, (line) => categoryOf(line) === category),
                ),
            ],
            behind: onceForSites(costAssumptions(pack, lines), pack.sites.length),
          };
        },
      ];
  },
};
