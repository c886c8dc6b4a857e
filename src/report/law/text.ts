/** The law of a plan as lines of text: broken rules first, then what binds, then the rest in numbers. */
import type { LawReport, LawRow } from "./law.ts";
import { marginWords, measuredWords, thresholdWords, worthWords } from "./words.ts";

function line(row: LawRow, word: string, objective: string): string {
  const worth =
    row.worthPerUnit !== null && row.worthPerUnit > 1e-6
      ? `; less of it is worth ${worthWords(row, objective)} a year`
      : "";
  return `  ${word} ${row.id} at ${row.sites.join(", ")}: ${thresholdWords(row)}; plan ${measuredWords(row)}, margin ${marginWords(row)}${worth} [${row.status}]`;
}

/** Lines for the terminal; none when no law was asked for and nothing is broken. */
export function lawText(law: LawReport, objective: string): string[] {
  const { rows, binds, drafts } = law;
  const broken = rows.filter(({ verdict, effect }) => verdict === "broken" && effect === "hard");
  const worth = rows.filter(
    ({ verdict, worthPerUnit }) => verdict !== "broken" && (worthPerUnit ?? 0) > 1e-6,
  );
  if (!binds && broken.length === 0) return [];
  const kept = rows.filter(({ verdict }) => verdict === "kept").length - worth.length;
  const open = rows.filter(({ verdict }) => verdict === "open").length;
  return [
    `Law on ${law.at}${binds ? "" : ", not binding in this plan"}:`,
    ...broken.map((row) => line(row, "broken", objective)),
    ...worth.map((row) => line(row, "binding", objective)),
    `  ${Math.max(0, kept)} more kept, ${open} open for want of facts (see the report)`,
    ...drafts.map(({ sentence }) => `  ${sentence}`),
  ];
}
