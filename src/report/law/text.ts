/** The law of a plan as lines of text: broken rules first, then what binds, then the rest in numbers. */
import { threeFigures, usdWords } from "../bottlenecks.ts";
import type { LawReport, LawRow } from "./law.ts";
import { marginWords, measuredWords, thresholdWords, worthWords } from "./words.ts";

function line(row: LawRow, word: string, objective: string): string {
  const worth =
    row.worthPerUnit !== null && row.worthPerUnit > 1e-6
      ? `; room is worth ${worthWords(row, objective)} a year`
      : "";
  return `  ${word} ${row.id} at ${row.sites.join(", ")}: ${thresholdWords(row)}; plan ${measuredWords(row)}, margin ${marginWords(row)}${worth} [${row.status}]`;
}

/** What eases a cap on energy, line by line. */
function capLines({ cap }: LawReport, objective: string): string[] {
  return cap.slice(1).map(({ what, gain }) => {
    const worth =
      gain === null
        ? "cannot be done"
        : objective === "mostCompute"
          ? `${threeFigures(Math.abs(gain) / 1000)} EFLOPS·h a year`
          : `${usdWords(Math.abs(gain))} a year`;
    return `  Under the cap on energy, ${what}: ${gain === null ? "" : gain < 0 ? "a loss of " : "a gain of "}${worth}`;
  });
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
    ...capLines(law, objective),
  ];
}
