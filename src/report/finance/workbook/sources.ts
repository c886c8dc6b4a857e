/** Sources: every assumption of the plan with its value, unit, source, year and how it is known. */
import { valueText } from "../../html/assumptions-table.ts";
import { provenanceSentence } from "../../html/assumptions-table.ts";
import { writtenAssumption } from "../../written-assumption.ts";
import { blank, text } from "./grid.ts";
import type { Draft, DraftSheet } from "./grid.ts";
import type { Model } from "./model.ts";

export function sourcesSheet({ pack }: Model): DraftSheet {
  const heads = ["Assumption", "Value", "Unit", "Known by", "Source", "Year", "Meaning"];
  return {
    name: "Sources",
    widths: [44, 18, 20, 12, 56, 8, 56],
    frozen: { rows: 4, columns: 1 },
    rows: [
      { cells: [text("Sources", "title")], height: 24 },
      { cells: [text(`${provenanceSentence(pack.provenance)}.`, "subtitle")] },
      blank,
      { cells: heads.map((words) => text(words, "head")) },
      ...pack.provenance
        .map(writtenAssumption)
        .map(({ path, value, unit, confidence, source, year, help }) => {
          const number: Draft =
            typeof value === "number" && Number.isFinite(value)
              ? { value, role: "calc", format: "general" }
              : text(valueText(value), "text");
          const lines = Math.max(source.length / 54, help.length / 54, path.length / 42, 1);
          return {
            cells: [
              text(path),
              number,
              text(unit),
              text(confidence),
              text(source),
              text(year),
              text(help),
            ],
            height: 13 * Math.ceil(lines),
          };
        }),
    ],
  };
}
