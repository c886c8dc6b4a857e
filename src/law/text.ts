/** The rules at a place as text for the terminal. */
import { converted, moneyUnit } from "../units/money.ts";
import type { RuleAtPlace } from "./at-place.ts";

/** A threshold as people write it: `PUE over the year ≤ 1.2`. */
export function thresholdWords(rule: {
  readonly metric: string;
  readonly words: string;
  readonly operator: string;
  readonly limit: number | null;
  readonly unit: string;
}): string {
  const sign = rule.operator === "<=" ? "≤" : "≥";
  if (rule.unit === "yes") return `${rule.words}: required`;
  const share = rule.unit === "1" && rule.metric !== "pue";
  const unit = rule.unit === "1" ? (share ? " %" : "") : ` ${moneyUnit(rule.unit)}`;
  const of = (limit: number) => (rule.unit.startsWith("USD") ? converted(limit) : limit);
  const value =
    rule.limit === null
      ? "(to be stated)"
      : `${Number((share ? 100 * rule.limit : of(rule.limit)).toPrecision(6))}${unit}`;
  return `${rule.words} ${sign} ${value}`;
}

function ruleLines(rule: RuleAtPlace, why: string, applies: string): string {
  const effect =
    rule.effect === "cost"
      ? "a charge"
      : rule.effect === "soft"
        ? "reported"
        : rule.linear
          ? "binds in the plan"
          : "checked after the plan";
  const missing = applies === "open" ? `\n    to settle it, state ${rule.missing.join(", ")}` : "";
  const note = rule.note === "" ? "" : `\n    ${rule.note}`;
  return `  ${rule.id}  ${rule.title}
    ${thresholdWords(rule)}; ${effect}
    why: ${why}${missing}
    ${rule.status}; ${rule.confidence}; ${rule.source}; read ${rule.checkedOn}${note}`;
}

/** What applies, what cannot be told yet, what drafts would change; the rest only when `all` is asked for. */
export function rulesText(title: string, rules: readonly RuleAtPlace[], all: boolean): string {
  const current = (applies: string) => rules.filter((rule) => rule.underCurrentLaw === applies);
  const parts: string[] = [title];
  const add = (heading: string, found: readonly RuleAtPlace[], drafts = false) => {
    if (found.length > 0)
      parts.push(
        `${heading}\n${found.map((rule) => ruleLines(rule, drafts ? rule.whyUnderDrafts : rule.why, drafts ? rule.underDrafts : rule.underCurrentLaw)).join("\n")}`,
      );
  };
  add("Applies", current("yes"));
  add("Applies, or not: facts are missing", current("open"));
  add(
    "Drafts that would apply",
    rules.filter(
      ({ underCurrentLaw, underDrafts }) => underCurrentLaw === "no" && underDrafts !== "no",
    ),
    true,
  );
  const falling = rules.filter(
    ({ underCurrentLaw, underDrafts }) => underCurrentLaw !== "no" && underDrafts === "no",
  );
  if (falling.length > 0)
    parts.push(
      `Would fall with the drafts\n${falling.map(({ id, whyUnderDrafts }) => `  ${id}  ${whyUnderDrafts}`).join("\n")}`,
    );
  const neither = rules.filter(
    ({ underCurrentLaw, underDrafts }) => underCurrentLaw === "no" && underDrafts === "no",
  );
  if (all && neither.length > 0)
    parts.push(
      `Does not apply\n${neither.map(({ id, title: name, why }) => `  ${id}  ${name}: ${why}`).join("\n")}`,
    );
  else if (neither.length > 0) parts.push(`${neither.length} more do not apply; --all lists them.`);
  return parts.join("\n\n");
}
