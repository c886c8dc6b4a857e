/** The law section: every rule with the plan's figure, its margin, its price and its source; drafts beside. */
import type { DraftReport } from "../law/drafts.ts";
import type { LawReport, LawRow } from "../law/law.ts";
import {
  lawSentence,
  marginWords,
  measuredWords,
  thresholdWords,
  verdictWords,
  worthWords,
} from "../law/words.ts";
import { amount, escapeHTML, table } from "./svg.ts";

function verdictCell(row: LawRow): string | { html: string } {
  const said = verdictWords(row);
  return row.verdict === "broken" ? { html: `<strong>${escapeHTML(said)}</strong>` } : said;
}

function ruleTable(rows: readonly LawRow[], objective: string): string {
  return table(
    "Rules of law that apply or may apply",
    [
      { text: "Rule" },
      { text: "Where" },
      { text: "Asks" },
      { text: "Plan", number: true },
      { text: "Room left", number: true },
      { text: "Verdict" },
      { text: "Less of it is worth, a year", number: true },
      { text: "Status and source" },
    ],
    rows.map((row) => [
      { html: `${escapeHTML(row.title)}<br><small>${escapeHTML(row.id)}</small>` },
      row.sites.join(", "),
      `${thresholdWords(row)}${row.effect === "soft" ? " (reported)" : ""}${row.dueFrom ? `, by ${row.dueFrom}` : ""}`,
      measuredWords(row),
      marginWords(row),
      verdictCell(row),
      worthWords(row, objective),
      {
        html: `${escapeHTML(`${row.status} from ${row.from}; ${row.source}; read ${row.checkedOn}`)}${row.confidence === "published" ? "" : ` <span class="badge ${row.confidence}">${row.confidence}</span>`}`,
      },
    ]),
  );
}

function draftTable(drafts: readonly DraftReport[]): string {
  if (drafts.length === 0) return "";
  return `<h3>Drafts beside current law</h3>${drafts.map(({ sentence }) => `<p>${escapeHTML(sentence)}</p>`).join("")}${table(
    "What moves when a draft becomes law",
    [
      { text: "Draft" },
      { text: "What" },
      { text: "Current law", number: true },
      { text: "With the draft", number: true },
    ],
    drafts.flatMap(({ title, moves }) =>
      moves.map(({ what, unit, from, to }) => [title, what, amount(from, unit), amount(to, unit)]),
    ),
  )}`;
}

/** The section on law. */
export function lawSection(law: LawReport, objective: string): string {
  const { rows } = law;
  const told = rows.filter(({ verdict, missing }) => verdict !== "open" || missing.length > 0);
  const body = told.length === 0 ? "<p>No rule of law applies.</p>" : ruleTable(told, objective);
  return `<p class="note">${escapeHTML(lawSentence(law))}</p>${body}${draftTable(law.drafts)}`;
}
