/**
 * Conditions of rules: comparisons of facts joined by "and".
 *
 *     commissioned>=2026-07-01 and siteMW>=0.3 and zoneAllowed=no
 *
 * A fact that is not known makes the answer unknown, unless another comparison already says no.
 */
import { dayLabel, dayNumber } from "../units/day.ts";
import { DATE_FACTS, FACT_NAMES } from "./facts.ts";
import type { Facts } from "./facts.ts";

type Operator = ">=" | "<=" | ">" | "<" | "=";

const SIGNS: Readonly<Record<Operator, string>> = {
  ">=": "≥",
  "<=": "≤",
  ">": ">",
  "<": "<",
  "=": "is",
};

export interface Comparison {
  readonly fact: string;
  readonly operator: Operator;
  /** Days for dates, true or false for yes and no. */
  readonly value: number | boolean | string;
}

const PATTERN = /^([A-Za-z0-9]+)\s*(>=|<=|=|>|<)\s*([A-Za-z0-9.-]+)$/;

/** Reads a condition; the text says what is wrong with it. Empty text holds always. */
export function readCondition(text: string): readonly Comparison[] | { readonly wrong: string } {
  if (text.trim() === "") return [];
  const found: Comparison[] = [];
  for (const part of text.split(/\s+and\s+/)) {
    const match = PATTERN.exec(part.trim());
    if (!match) return { wrong: `"${part.trim()}" is no comparison such as siteMW>=10` };
    const [, fact, operator, word] = match as unknown as [string, string, Operator, string];
    if (!FACT_NAMES.includes(fact))
      return { wrong: `no fact is called ${fact}; there are ${FACT_NAMES.join(", ")}` };
    const date = DATE_FACTS.has(fact) ? dayNumber(word) : undefined;
    if (DATE_FACTS.has(fact) && date === undefined)
      return { wrong: `${fact} is compared with ${word}, which is no date such as 2027-07-01` };
    const number = Number(word);
    const value =
      date ??
      (word === "yes" ? true : word === "no" ? false : Number.isFinite(number) ? number : word);
    found.push({ fact, operator, value });
  }
  return found;
}

function holds({ operator, value }: Comparison, fact: Facts[string]): boolean {
  if (operator === "=") return fact === value;
  const difference = Number(fact) - Number(value);
  return operator === ">="
    ? difference >= 0
    : operator === "<="
      ? difference <= 0
      : operator === ">"
        ? difference > 0
        : difference < 0;
}

function word(name: string, value: Facts[string]): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" && DATE_FACTS.has(name) ? dayLabel(value) : String(value);
}

export interface Answer {
  readonly applies: "yes" | "no" | "unknown";
  /** Each comparison with what is known, or the one that says no. */
  readonly why: string;
  /** Facts that would settle it. */
  readonly missing: readonly string[];
}

/** Whether a condition holds for these facts, and why. */
export function answer(condition: readonly Comparison[], facts: Facts): Answer {
  const said: string[] = [];
  const missing: string[] = [];
  for (const comparison of condition) {
    const { fact, operator, value } = comparison;
    const known = facts[fact];
    const asked = `${SIGNS[operator]} ${word(fact, value)}`;
    if (known === undefined) {
      missing.push(fact);
      said.push(`${fact} ${asked}: not known`);
    } else if (holds(comparison, known))
      said.push(
        `${fact} ${word(fact, known)} ${operator === "=" ? "" : operator + " " + word(fact, value)}`.trim(),
      );
    else
      return {
        applies: "no",
        why: `${fact} is ${word(fact, known)}, not ${operator === "=" ? "" : operator + " "}${word(fact, value)}`,
        missing: [],
      };
  }
  return { applies: missing.length > 0 ? "unknown" : "yes", why: said.join("; "), missing };
}
