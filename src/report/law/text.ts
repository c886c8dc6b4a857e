/** The law of a plan as lines of text: broken rules first, then what binds, then the rest in numbers. */
import { threeFigures, usdWords } from "../bottlenecks.ts";
import type { LawReport, LawRow } from "./law.ts";
import {
  marginWords,
  measuredWords,
  thresholdWords,
  whenWords,
  worthPeriod,
  worthWords,
} from "./words.ts";

function line(row: LawRow, word: string, objective: string, period: string): string {
  const worth =
    row.worthPerUnit !== null && row.worthPerUnit > 1e-6
      ? `; room is worth ${worthWords(row, objective)} ${period}`
      : "";
  const when = row.since || row.until ? ` ${whenWords(row)}` : "";
  const of = row.year === null ? "" : ` in the year from ${row.year}`;
  return `  ${word} ${row.id} at ${row.sites.join(", ")}${when}: ${thresholdWords(row)}; plan ${measuredWords(row)}${of}, margin ${marginWords(row)}${worth} [${row.status}]`;
}

/** What eases a cap on energy, line by line. */
function capLines(law: LawReport, objective: string): string[] {
  const { cap } = law;
  const period = worthPeriod(law);
  return cap.slice(1).map(({ what, gain }) => {
    const worth =
      gain === null
        ? "cannot be done"
        : objective === "mostCompute"
          ? `${threeFigures(Math.abs(gain) / 1000)} EFLOPS·h ${period}`
          : `${usdWords(Math.abs(gain))} ${period}`;
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
  const period = worthPeriod(law);
  return [
    `Law on ${law.at}${law.to === null ? "" : ` to ${law.to}, quarter by quarter`}${binds ? "" : ", not binding in this plan"}:`,
    ...broken.map((row) => line(row, "broken", objective, period)),
    ...worth.map((row) => line(row, "binding", objective, period)),
    `  ${Math.max(0, kept)} more kept, ${open} open for want of facts (see the report)`,
    ...drafts.map(({ sentence }) => `  ${sentence}`),
    ...capLines(law, objective),
  ];
}
