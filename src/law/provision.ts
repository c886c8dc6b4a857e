/** A provision: one threshold of one rule of law, with its jurisdiction, status, dates and source. */
import type { Confidence } from "../catalog/table.ts";
import { dayNumber } from "../units/day.ts";
import { readCondition } from "./condition.ts";
import type { Comparison } from "./condition.ts";
import { FACT_NAMES } from "./facts.ts";
import { METRICS } from "./metric.ts";

/** How far a rule is law. `scenario`: a what-if that no one has decided. */
export const STATUSES = [
  "in force",
  "adopted",
  "draft",
  "announced",
  "lapsed",
  "scenario",
] as const;
export const WINDOWS = ["hour", "month", "year", "always", "once"] as const;
export const OPERATORS = ["<=", ">="] as const;
export const EFFECTS = ["hard", "soft", "cost"] as const;
export const SCOPES = ["site", "jurisdiction"] as const;

export type Status = (typeof STATUSES)[number];

export interface Provision {
  readonly id: string;
  /** The rule it belongs to; several provisions make a law. */
  readonly law: string;
  readonly title: string;
  readonly jurisdiction: string;
  readonly status: Status;
  /** First day in force. */
  readonly from: number;
  /** First day no longer in force; undefined: open. */
  readonly to: number | undefined;
  /** Provision it takes the place of where it holds. */
  readonly amends: string | undefined;
  readonly condition: readonly Comparison[];
  readonly conditionText: string;
  readonly metric: string;
  readonly window: (typeof WINDOWS)[number];
  readonly operator: (typeof OPERATORS)[number];
  /** Threshold, or the fact that holds it; undefined: to be stated. */
  readonly value: number | { readonly fact: string } | undefined;
  readonly unit: string;
  readonly effect: (typeof EFFECTS)[number];
  readonly scope: (typeof SCOPES)[number];
  /** Months after commissioning until it must be met. */
  readonly graceMonths: number;
  readonly source: string;
  readonly checkedOn: string;
  readonly confidence: Confidence;
  readonly note: string;
}

/** A provision as written in a table or a scenario: text and numbers, nothing read yet. */
export type RawProvision = Readonly<Record<string, string | number | undefined>>;

/** Something wrong with a raw provision: the field, what, and what would be right. */
export interface ProvisionFault {
  readonly field: string;
  readonly code: "missing" | "unknown-word" | "type" | "contradiction" | "unit";
  readonly message: string;
  readonly expected?: string;
  readonly got?: string;
  readonly hint?: string;
}

const CONFIDENCES = ["measured", "published", "estimated", "synthetic"] as const;

const REMEDIES: Readonly<Record<string, string>> = {
  source: "Name the text of law, or who said so.",
  from: "State the first day in force, such as 2027-07-01.",
  checkedOn: "State the day the source was read, such as 2026-11-24.",
  metric: `One of ${Object.keys(METRICS).join(", ")}.`,
};

const NEEDED = [
  "title",
  "jurisdiction",
  "status",
  "from",
  "metric",
  "operator",
  "source",
  "checkedOn",
] as const;

function isFault(value: unknown): value is { readonly wrong: string } {
  return typeof value === "object" && value !== null && "wrong" in value;
}

/** Reads a provision, or tells everything that is wrong with it. */
export function readProvision(
  id: string,
  raw: RawProvision,
): { ok: true; provision: Provision } | { ok: false; faults: ProvisionFault[] } {
  const faults: ProvisionFault[] = [];
  const text = (field: string) => String(raw[field] ?? "").trim();
  for (const field of NEEDED)
    if (text(field) === "")
      faults.push({
        field,
        code: "missing",
        message: `${field} is missing`,
        ...(REMEDIES[field] === undefined ? {} : { hint: REMEDIES[field] }),
      });
  const word = <Word extends string>(field: string, words: readonly Word[], usual?: Word): Word => {
    const value = text(field) === "" && usual !== undefined ? usual : text(field);
    if (value !== "" && !(words as readonly string[]).includes(value))
      faults.push({
        field,
        code: "unknown-word",
        message: `${field} is not one of the known words`,
        expected: words.join(" or "),
        got: value,
      });
    return value as Word;
  };
  const date = (field: string): number | undefined => {
    if (text(field) === "") return undefined;
    const day = dayNumber(text(field));
    if (day === undefined)
      faults.push({
        field,
        code: "type",
        message: `${field} is not a date`,
        expected: "a date such as 2027-07-01",
        got: text(field),
      });
    return day;
  };
  const from = date("from");
  const to = date("to");
  date("checkedOn");
  if (from !== undefined && to !== undefined && to <= from)
    faults.push({
      field: "to",
      code: "contradiction",
      message: "The rule ends before it begins",
      expected: `after ${text("from")}`,
      got: text("to"),
    });
  const metric = word("metric", Object.keys(METRICS));
  const condition = readCondition(text("appliesIf"));
  if (isFault(condition))
    faults.push({
      field: "appliesIf",
      code: "type",
      message: `The condition cannot be read: ${condition.wrong}`,
      expected: "such as siteMW>=10 and zoneAllowed=no",
      got: text("appliesIf"),
    });
  const written = text("value");
  const number = written === "" ? undefined : Number(written);
  if (number !== undefined && !Number.isFinite(number) && !FACT_NAMES.includes(written))
    faults.push({
      field: "value",
      code: "type",
      message: "value is neither a number nor a fact of a site",
      expected: "a number, or the name of a fact such as awardMW",
      got: written,
    });
  const unit = text("unit");
  const proper = METRICS[metric]?.unit;
  const tax = metric === "taxPerMWh" && /^[A-Z]{3}\/MWh$/.test(unit);
  if (unit !== "" && proper !== undefined && unit !== proper && !tax)
    faults.push({
      field: "unit",
      code: "unit",
      message: `${metric} is not measured in this unit`,
      expected: proper,
      got: unit,
      hint: "Convert the value, or leave unit out.",
    });
  const grace = Number(raw["graceMonths"] ?? 0);
  const common = {
    status: word("status", STATUSES),
    window: word("window", WINDOWS, "year"),
    operator: word("operator", OPERATORS),
    effect: word("effect", EFFECTS, "hard"),
    scope: word("scope", SCOPES, "site"),
    confidence: word("confidence", CONFIDENCES, "estimated"),
  };
  if (faults.length > 0 || isFault(condition)) return { ok: false, faults };
  return {
    ok: true,
    provision: {
      id,
      law: text("law") || id,
      title: text("title"),
      jurisdiction: text("jurisdiction"),
      from: from!,
      to,
      amends: text("amends") || undefined,
      condition,
      conditionText: text("appliesIf"),
      metric,
      value:
        number === undefined ? undefined : Number.isFinite(number) ? number : { fact: written },
      unit: text("unit") || METRICS[metric]!.unit,
      graceMonths: grace,
      source: text("source"),
      checkedOn: text("checkedOn"),
      note: text("note"),
      ...common,
    },
  };
}
