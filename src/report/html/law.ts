/** The law section: every rule with the plan's figure, its margin, its price and its source; drafts beside. */
import { capName, draftName, lawName } from "../explain/names.ts";
import type { CapPart } from "../explain/names.ts";
import type { CapVariant, DraftReport } from "../law/drafts.ts";
import type { LawReport, LawRow } from "../law/law.ts";
import {
  lawSentence,
  marginWords,
  measuredWords,
  thresholdWords,
  verdictWords,
  whenWords,
  worthPeriod,
  worthWords,
} from "../law/words.ts";
import {
  amount,
  energy,
  escapeHTML,
  explained,
  maybeExplained,
  proseHTML,
  figures,
  money,
  table,
} from "./svg.ts";

/** The plan's figure and the year it is of. */
function planCell(row: LawRow): string | { html: string } {
  if (row.measured === null) return measuredWords(row);
  const told = explained(lawName(row, "measured"), measuredWords(row));
  if (row.year === null) return told;
  return {
    html: `${told.html} <span class="whole">(${escapeHTML(row.year)})</span>`,
  };
}

function verdictCell(row: LawRow): string | { html: string } {
  const said = verdictWords(row);
  return row.verdict === "broken" ? { html: `<strong>${escapeHTML(said)}</strong>` } : said;
}

function ruleTable(rows: readonly LawRow[], objective: string, period: string): string {
  return table(
    "Rules of law that apply or may apply",
    [
      { text: "Rule" },
      { text: "Asks" },
      { text: "Plan", number: true },
      { text: "Room left", number: true },
      { text: "Verdict" },
      { text: `Worth of room, ${period}`, number: true },
    ],
    rows.map((row) => [
      `${row.title} (${row.sites.join(", ")})`,
      `${thresholdWords(row)}${row.effect === "soft" ? " (reported)" : ""}${whenWords(row) ? `, ${whenWords(row)}` : ""}`,
      planCell(row),
      maybeExplained(
        row.margin === null || row.unit === "yes" ? undefined : lawName(row, "room"),
        marginWords(row),
      ),
      verdictCell(row),
      maybeExplained(
        row.worthPerUnit === null ? undefined : lawName(row, "worth"),
        worthWords(row, objective),
      ),
    ]),
  );
}

/** Where each rule comes from, one row per provision. */
function sourceTable(rows: readonly LawRow[]): string {
  const once = [...new Map(rows.map((row) => [row.id, row])).values()];
  return table(
    "Where the rules come from",
    [{ text: "Rule" }, { text: "Status" }, { text: "Source" }, { text: "Read" }, { text: "Note" }],
    once.map((row) => [
      row.id,
      `${row.status} from ${row.from}`,
      {
        html: `${escapeHTML(row.source)}${row.confidence === "published" ? "" : ` <span class="badge ${row.confidence}">${row.confidence}</span>`}`,
      },
      row.checkedOn,
      row.note,
    ]),
  );
}

function draftTable(drafts: readonly DraftReport[]): string {
  if (drafts.length === 0) return "";
  return `<h3>Drafts beside current law</h3>${drafts.map(({ sentence }) => `<p>${proseHTML(sentence)}</p>`).join("")}${
    drafts.every(({ moves }) => moves.length === 0)
      ? ""
      : table(
          "What moves when a draft becomes law",
          [
            { text: "Draft" },
            { text: "What" },
            { text: "Current law", number: true },
            { text: "With the draft", number: true },
          ],
          drafts.flatMap(({ law, title, moves }) =>
            moves.map(({ what, unit, from, to }, i) => [
              title,
              what,
              explained(draftName(law, i + 1, "now"), amount(from, unit)),
              explained(draftName(law, i + 1, "draft"), amount(to, unit)),
            ]),
          ),
        )
  }`;
}

function capTable(cap: readonly CapVariant[], objective: string, period: string): string {
  if (cap.length === 0) return "";
  const gain = (amountOf: number) =>
    objective === "mostCompute" ? `${figures(amountOf / 1000)} EFLOPS·h` : money(amountOf);
  return `<h3>What eases the cap on energy</h3>${table(
    `Planned again with one thing changed; gain against the plan, ${period}`,
    [
      { text: "Change" },
      { text: "Gain", number: true },
      { text: "Energy under the cap", number: true },
      { text: "Compute", number: true },
      { text: "PUE", number: true },
    ],
    cap.map(({ what, gain: worth, cappedGWh, computeEFLOPSh, pue }, i) => {
      const told = (part: CapPart, text: string | null, none = "–") =>
        text === null ? none : explained(capName(i + 1, part), text);
      return [
        what,
        told("gain", worth === null ? null : gain(worth), "cannot be done"),
        told("energy", cappedGWh === null ? null : energy(cappedGWh * 1000)),
        told("compute", computeEFLOPSh === null ? null : `${figures(computeEFLOPSh)} EFLOPS·h`),
        told("pue", pue === null ? null : pue.toFixed(3)),
      ];
    }),
  )}`;
}

/** The section on law. */
export function lawSection(law: LawReport, objective: string): string {
  const { rows } = law;
  const told = rows.filter(({ verdict, missing }) => verdict !== "open" || missing.length > 0);
  const body =
    told.length === 0
      ? "<p>No rule of law applies.</p>"
      : `${ruleTable(told, objective, worthPeriod(law))}${sourceTable(told)}`;
  return `<p class="note">${proseHTML(lawSentence(law))}</p>${body}${draftTable(law.drafts)}${capTable(law.cap, objective, worthPeriod(law))}`;
}
