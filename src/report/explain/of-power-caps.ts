/** How far chips are capped: `<site>.<fleet>.powerCap.<workload>.<piece>`. */
import { percent } from "../html/svg.ts";
import { capPieces } from "../html/power-cap.ts";
import { threeFigures } from "../bottlenecks.ts";
import { endingWith } from "./family.ts";
import type { Family } from "./family.ts";
import { assetsOf } from "./figure-inputs.ts";
import { capPieceName } from "./names.ts";

export const powerCapFigures: Family = {
  words: "use of the power-cap curve",
  form: "<site>.<fleet>.powerCap.<workload>.<piece>",
  *figures(pack) {
    for (const { asset, fleet, site, workload, piece, used } of capPieces(pack))
      yield [
        capPieceName(asset, workload, piece),
        () => {
          const own = assetsOf(pack).find(({ name }) => name === asset)!;
          return {
            title: `Piece ${piece} of the power-cap curve, ${fleet} at ${site}`,
            value: used,
            unit: "frac",
            formula:
              "Σ over all hours of the power taken of this piece / Σ over the hours in which the chips are there of all of it; pieces go from the most fruitful watt to the least",
            inputs: own.rows.map(({ label, value, unit }) =>
              unit === "frac"
                ? `${label}: ${percent(value)}`
                : `${label}: ${threeFigures(value)} ${unit}`,
            ),
            behind: [
              ...endingWith(pack, ["demand/powerCapCurve"]),
              ...endingWith(
                pack,
                ["itKWPerChip", "gpuShareOfITFrac", "minimumRunFrac", "powerCapSegments"],
                `${own.path}.`,
              ),
            ],
          };
        },
      ];
  },
};
