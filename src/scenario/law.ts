/** The `law:` table: which law a plan is made under. */
import { z } from "zod";
import { flag } from "../blocks/fields.ts";
import { day } from "../law/facts.ts";
import { knownJurisdictions, listProvisions } from "../law/library.ts";
import { readProvision } from "../law/provision.ts";
import type { Provision, RawProvision } from "../law/provision.ts";
import type { LawChoice } from "../law/select.ts";
import { dayNumber } from "../units/day.ts";
import { firstDay } from "./commissioning.ts";
import type { UnplacedIssue } from "./issue.ts";
import { nearest, shown } from "./issue.ts";
import type { HorizonScenario } from "./scenario.ts";
import { validate } from "./validate.ts";

const BOOKS = ["current", "drafts", "none"] as const;

const list = (description: string) => z.array(z.string()).default([]).meta({ description });

const ruleSchema = z.strictObject({
  law: z.string().optional().meta({ description: "Rule it belongs to" }),
  title: z.string().optional().meta({ description: "What it is called" }),
  jurisdiction: z.string().optional().meta({ description: "Where it holds, such as DE or EU" }),
  status: z
    .string()
    .optional()
    .meta({ description: "in force, adopted, draft, announced, scenario" }),
  from: z.string().optional().meta({ description: "First day in force, such as 2027-07-01" }),
  to: z.string().optional().meta({ description: "First day no longer in force" }),
  amends: z.string().optional().meta({ description: "Provision it takes the place of" }),
  appliesIf: z.string().optional().meta({ description: "Such as siteMW>=10 and zoneAllowed=no" }),
  metric: z.string().optional().meta({ description: "What is measured, such as pue" }),
  window: z.string().optional().meta({ description: "hour, month, year, always or once" }),
  operator: z.string().optional().meta({ description: "<= or >=" }),
  value: z.union([z.number(), z.string()]).optional().meta({ description: "Threshold, or a fact" }),
  unit: z.string().optional().meta({ description: "Unit of the threshold" }),
  effect: z.string().optional().meta({ description: "hard, soft or cost" }),
  scope: z.string().optional().meta({ description: "site or jurisdiction" }),
  graceMonths: z.number().min(0).optional().meta({ description: "Months to meet it" }),
  source: z.string().optional().meta({ description: "Text of law, or who said so" }),
  checkedOn: z.string().optional().meta({ description: "Day the source was read" }),
  confidence: z.string().optional().meta({ description: "published or estimated" }),
  note: z.string().optional().meta({ description: "Anything else" }),
});

export const lawSchema = z.strictObject({
  book: z
    .enum(BOOKS)
    .default("current")
    .meta({ description: "current law, drafts as if they were law, or none" }),
  binds: flag("Whether rules bind in the plan, rather than being checked after it", true),
  at: day(
    "Day the law is read on; that of commissioning when left out, and over a horizon the first of every quarter",
  ).optional(),
  commissioned: day(
    "Day the campus is commissioned; start of the plan when left out, and over a horizon the first quarter in which a site can run",
  ).optional(),
  add: list("Provisions or laws taken as law here, whatever their status and jurisdiction"),
  waive: list("Provisions or laws left out"),
  limits: z
    .record(z.string(), z.number())
    .default({})
    .meta({ description: "Thresholds in place of the table's, by provision" }),
  rules: z
    .record(z.string(), ruleSchema)
    .default({})
    .meta({ description: "Rules of your own, with source and dates" }),
});

/** The law of a scenario. */
export interface LawScenario {
  readonly choice: LawChoice;
  /** Whether rules bind in the plan; false: they are checked after it. */
  readonly binds: boolean;
  /** The file says something about law. */
  readonly stated: boolean;
  /** Days as in units/day.ts. */
  readonly at: number;
  readonly commissioned: number;
  /** Whether the file states these days; else a plan over quarters reads the law in every quarter. */
  readonly statedAt: boolean;
  readonly statedCommissioning: boolean;
  /** Built in and of the file's own. */
  readonly provisions: readonly Provision[];
}

function readOwn(
  id: string,
  raw: RawProvision,
  known: ReadonlySet<string>,
  issues: UnplacedIssue[],
): Provision[] {
  const path = ["law", "rules", id];
  if (known.has(id)) {
    issues.push({
      code: "contradiction",
      path,
      message: `A rule called ${id} is built in`,
      hint: "Give yours another name, or change its threshold under law.limits.",
      atKey: true,
    });
    return [];
  }
  const read = readProvision(id, raw);
  if (!read.ok) {
    for (const { field, code, message, ...rest } of read.faults)
      issues.push({
        code,
        path: raw[field] === undefined ? path : [...path, field],
        message,
        ...rest,
        ...(raw[field] === undefined ? { atKey: true } : {}),
      });
    return [];
  }
  const { jurisdiction, amends } = read.provision;
  const places = knownJurisdictions();
  if (!places.includes(jurisdiction)) {
    const meant = nearest(jurisdiction, places);
    issues.push({
      code: "unknown-word",
      path: [...path, "jurisdiction"],
      message: `No place lies in ${shown(jurisdiction)}`,
      hint: meant ? `Did you mean ${meant}?` : `Known: ${places.join(", ")}.`,
    });
  }
  if (amends !== undefined && !known.has(amends))
    issues.push(unknownRule(amends, [...path, "amends"], known));
  return [read.provision];
}

function unknownRule(
  id: string,
  path: readonly (string | number)[],
  known: ReadonlySet<string>,
): UnplacedIssue {
  const meant = nearest(id, known);
  return {
    code: "unknown-word",
    path,
    message: `No rule is called ${shown(id)}`,
    hint: meant
      ? `Did you mean ${meant}?`
      : "firmwatt rules PLACE --all lists them; rules of your own stand under law.rules.",
  };
}

/** The law of a scenario; a word alone is the book. Faults go to `issues`. */
export function readLaw(
  value: unknown,
  start: { readonly year: number; readonly horizon: HorizonScenario | undefined },
  issues: UnplacedIssue[],
): LawScenario {
  const table = typeof value === "string" ? { book: value } : (value ?? {});
  const checked = validate(lawSchema, table, ["law"]);
  if (!checked.ok) issues.push(...checked.issues);
  const spec = checked.ok ? checked.value : lawSchema.parse({});
  const builtIn = listProvisions();
  const ids = new Set(builtIn.map(({ id }) => id));
  const own = Object.entries(spec.rules).flatMap(([id, raw]) => readOwn(id, raw, ids, issues));
  const provisions = [...builtIn, ...own];
  const names = new Set([
    ...provisions.flatMap(({ id, law }) => [id, law]),
    ...Object.keys(spec.rules),
  ]);
  for (const key of ["add", "waive"] as const)
    spec[key].forEach((id, i) => {
      if (!names.has(id)) issues.push(unknownRule(id, ["law", key, i], names));
    });
  spec.add.forEach((id, i) => {
    if (spec.waive.includes(id))
      issues.push({
        code: "contradiction",
        path: ["law", "add", i],
        message: `${id} is added and waived`,
        beside: ["law", "waive"],
        hint: "Keep one of them.",
      });
  });
  for (const id of Object.keys(spec.limits))
    if (!provisions.some((rule) => rule.id === id)) {
      const parts = provisions.filter(({ law }) => law === id).map((rule) => rule.id);
      issues.push({
        ...unknownRule(id, ["law", "limits", id], new Set(provisions.map((rule) => rule.id))),
        ...(parts.length > 0
          ? {
              message: `${id} is a law of several provisions`,
              hint: `State the limit of one: ${parts.join(", ")}.`,
            }
          : {}),
        atKey: true,
      });
    }
  const first = start.horizon ? firstDay(start.horizon.start) : dayNumber(String(start.year))!;
  const commissioned = spec.commissioned === undefined ? first : dayNumber(spec.commissioned)!;
  return {
    choice: {
      book: spec.book,
      draftsOf: [],
      assumed: own.filter(({ status }) => status === "scenario").map(({ id }) => id),
      add: spec.add,
      waive: spec.waive,
      limits: spec.limits,
    },
    binds: value !== undefined && value !== null && spec.binds,
    stated: value !== undefined && value !== null,
    at: spec.at === undefined ? Math.max(commissioned, first) : dayNumber(spec.at)!,
    commissioned,
    statedAt: spec.at !== undefined,
    statedCommissioning: spec.commissioned !== undefined,
    provisions,
  };
}
