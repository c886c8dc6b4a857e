/** The law of a place on a day: what applies and why, what cannot be told yet, what drafts would change. */
import type { RuleAtPlace } from "../../law/at-place.ts";
import { thresholdWords } from "../../law/text.ts";
import { escapeHTML, proseHTML, table } from "./svg.ts";

const EFFECTS = { cost: "a charge", soft: "reported" } as const;

function asks(rule: RuleAtPlace): string {
  const effect =
    rule.effect === "cost" || rule.effect === "soft"
      ? EFFECTS[rule.effect]
      : rule.linear
        ? "can bind in the plan"
        : "checked after the plan";
  return `${thresholdWords(rule)}${rule.dueFrom === null ? "" : `, by ${rule.dueFrom}`} (${effect})`;
}

function why(rule: RuleAtPlace, drafts: boolean): string {
  const applies = drafts ? rule.underDrafts : rule.underCurrentLaw;
  const reason = drafts ? rule.whyUnderDrafts : rule.why;
  return applies === "open" && rule.missing.length > 0
    ? `${reason}. To settle it, state ${rule.missing.join(", ")} under siting`
    : reason;
}

const statusWords = ({ status, from, to }: RuleAtPlace): string =>
  `${status}, ${status === "draft" ? "meant from" : "from"} ${from}${to === null ? "" : ` to ${to}`}`;

function source({ source: words, confidence, checkedOn, note }: RuleAtPlace): string {
  const badge =
    confidence === "published" ? "" : ` <span class="badge ${confidence}">${confidence}</span>`;
  const read = `read ${checkedOn}${note === "" ? "" : `; ${note}`}`;
  return `${escapeHTML(words)}${badge}<br><span class="note">${escapeHTML(read)}</span>`;
}

function group(
  heading: string,
  rules: readonly RuleAtPlace[],
  drafts: boolean,
  ifNone: string,
): string {
  if (rules.length === 0)
    return ifNone === "" ? "" : `<h3>${proseHTML(heading)}</h3><p>${proseHTML(ifNone)}</p>`;
  const rows = rules.map((rule) => [
    {
      html: `<b>${escapeHTML(rule.title)}</b><br><span class="note">${escapeHTML(rule.id)}, ${escapeHTML(rule.jurisdiction)}</span>`,
    },
    asks(rule),
    why(rule, drafts),
    statusWords(rule),
    { html: source(rule) },
  ]);
  const columns = ["Rule", "Asks", "Why", "Status", "Source"].map((text) => ({ text }));
  return `<figure><h3>${proseHTML(heading)}</h3>${table(`${heading}: read on the day asked, no legal advice`, columns, rows)}</figure>`;
}

/** Rules by what is found of them. */
function grouped(rules: readonly RuleAtPlace[]) {
  const current = (applies: RuleAtPlace["underCurrentLaw"]) =>
    rules.filter(({ underCurrentLaw }) => underCurrentLaw === applies);
  const notNow = current("no");
  return {
    applies: current("yes"),
    open: current("open"),
    coming: notNow.filter(({ underDrafts }) => underDrafts !== "no"),
    falling: rules.filter(
      ({ underCurrentLaw, underDrafts }) => underCurrentLaw !== "no" && underDrafts === "no",
    ),
    neither: notNow.filter(({ underDrafts }) => underDrafts === "no"),
  };
}

const count = (found: readonly unknown[], one: string, many: string): string =>
  `${found.length === 0 ? "no" : found.length} ${found.length === 1 ? one : many}`;

/** The sentence that matters first. */
export function placeLawSentence(where: string, rules: readonly RuleAtPlace[]): string {
  const { applies, open, coming, falling } = grouped(rules);
  const drafts =
    coming.length + falling.length === 0
      ? "no draft would change that"
      : `drafts would bring ${coming.length} and end ${falling.length}`;
  return `${where}: ${count(applies, "rule of law applies", "rules of law apply")}, ${count(open, "more may, once facts are stated", "more may, once facts are stated")}; ${drafts}.`;
}

/** Every rule of the place, by what is found of it. */
export function placeLaw(rules: readonly RuleAtPlace[]): string {
  const { applies, open, coming, falling, neither } = grouped(rules);
  return [
    group("Applies under current law", applies, false, "Nothing applies under current law."),
    group("Applies or not: facts are missing", open, false, ""),
    group("Drafts that would apply", coming, true, "No draft would apply."),
    group("Would fall with the drafts", falling, true, ""),
    neither.length === 0
      ? ""
      : `<details><summary>${neither.length} more of these jurisdictions do not apply</summary>${group("Does not apply", neither, false, "")}</details>`,
  ].join("");
}
