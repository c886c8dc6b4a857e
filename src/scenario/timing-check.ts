/** Checks the `timing:` of an entry: dates against each other, the plan and the launch. */
import { readMonth, readQuarter } from "../blocks/dates.ts";
import { catalog } from "../catalog/catalog.ts";
import { firstMonth, monthLabel, quarterLabel, quarterNumber } from "../units/quarter.ts";
import type { UnplacedIssue } from "./issue.ts";
import { checkMilestones } from "./milestone-check.ts";
import type { BlockEntry, HorizonScenario } from "./scenario.ts";
import { fieldsOf } from "./validate.ts";

const START = ["horizon", "start"];
/** What the timing of demand may hold: it is neither ordered nor built. */
const OF_DEMAND = new Set(["ramp", "priceChangeFracPerYear"]);

/** First or last quarter on sale of an accelerator; undefined where the catalogue has none. */
export function onSale(
  kind: string,
  field: "availableFrom" | "availableUntil",
): number | undefined {
  return quarterNumber(catalog("generations").get(kind)?.get(field)?.text ?? "");
}

/** The field that holds what is already there, and how much that is. */
export function existingOf({ spec, block }: BlockEntry): { field: string | undefined; is: number } {
  const field = fieldsOf(block.schema).find((name) => name.startsWith("existing"));
  return { field, is: field === undefined ? 0 : Number(spec[field] ?? 0) };
}

function checkDates(entry: BlockEntry, horizon: HorizonScenario | undefined): UnplacedIssue[] {
  const { timing } = entry;
  const path = [...entry.path.split("."), "timing"];
  const [from, until] = [readQuarter(timing.from), readQuarter(timing.until)];
  const [retires, ordered] = [readQuarter(timing.retires), readMonth(timing.ordered)];
  const existing = existingOf(entry);
  const issues: UnplacedIssue[] = [];
  const clash = (
    field: "from" | "until" | "retires" | "ordered" | "promised",
    message: string,
    expected: string,
  ) => ({
    code: "contradiction" as const,
    path: [...path, field],
    message,
    expected,
    got: timing[field]!,
  });
  if (from !== undefined && until !== undefined && from > until)
    issues.push({
      ...clash("from", "from is after until", `${timing.until} or earlier`),
      beside: [...path, "until"],
      hint: "Nothing could come: move one of them.",
    });
  if (retires !== undefined && existing.is === 0)
    issues.push({
      code: "missing",
      path: [...path, "retires"],
      message: "retires ends what is already there, and nothing is",
      hint: existing.field
        ? `State ${existing.field}, or leave retires out.`
        : "Leave retires out.",
      atKey: true,
    });
  if (!horizon) return issues;
  const start = quarterLabel(horizon.start);
  if (until !== undefined && until < horizon.start && existing.is === 0)
    issues.push({
      ...clash("until", "until is before the start of the plan", `${start} or later`),
      beside: START,
      hint: "Nothing could come: move until, or remove the entry.",
    });
  if (retires !== undefined && existing.is > 0 && retires <= horizon.start)
    issues.push({
      ...clash("retires", "What retires is gone before the plan starts", `after ${start}`),
      beside: START,
      hint: "Leave out what is gone by then.",
    });
  const promised = readQuarter(timing.promised);
  if (promised !== undefined && promised <= horizon.start)
    issues.push({
      ...clash("promised", "What is promised is there before the plan starts", `after ${start}`),
      beside: START,
      hint: "State it as existing instead.",
    });
  if (ordered !== undefined && ordered > firstMonth(horizon.start))
    issues.push({
      ...clash(
        "ordered",
        "ordered is after the start of the plan",
        `${monthLabel(firstMonth(horizon.start))} or earlier`,
      ),
      beside: START,
      hint: "Leave it out: the plan itself says when to order; from holds it back.",
    });
  return issues;
}

function checkLaunch(entry: BlockEntry, horizon: HorizonScenario | undefined): UnplacedIssue[] {
  const { kind } = entry.block;
  const launch = onSale(kind, "availableFrom");
  if (launch === undefined) return [];
  const path = entry.path.split(".");
  const source = `data/generations.csv, ${kind}, availableFrom`;
  const issues = (["from", "until", "promised"] as const).flatMap((field): UnplacedIssue[] => {
    const stated = readQuarter(entry.timing[field]);
    return stated === undefined || stated >= launch
      ? []
      : [
          {
            code: "contradiction",
            path: [...path, "timing", field],
            message: `${field} is before the launch of ${kind}`,
            expected: `${quarterLabel(launch)} or later`,
            got: entry.timing[field]!,
            hint: `The launch stands in ${source}.`,
          },
        ];
  });
  const { field, is } = existingOf(entry);
  if (horizon && field !== undefined && is > 0 && launch > horizon.start)
    issues.push({
      code: "contradiction",
      path: [...path, field],
      message: `${kind} cannot be there at the start of the plan, before its launch in ${quarterLabel(launch)}`,
      beside: START,
      hint: `The launch stands in ${source}.`,
    });
  return issues;
}

function checkFields({ path, timing }: BlockEntry): UnplacedIssue[] {
  const at = [...path.split("."), "timing"];
  const refused = (field: string, message: string, hint: string): UnplacedIssue => ({
    code: "unknown-key",
    path: [...at, field],
    message,
    hint,
    atKey: true,
  });
  if (!path.startsWith("demand."))
    return timing.ramp === undefined
      ? []
      : [refused("ramp", "ramp is for demand only", "Use from, until or maxPerQuarter here.")];
  return Object.keys(timing)
    .filter((field) => !OF_DEMAND.has(field))
    .map((field) => {
      const quarter = { from: timing.from, until: timing.until }[field];
      const share = field === "from" ? 1 : 0;
      const hint = quarter ? `Write ramp: { ${quarter}: ${share} }` : "Demand may hold a ramp.";
      return refused(field, `${field} is not for demand`, hint);
    });
}

/** Everything wrong with the timing of one entry; `placeId` is the place of its site. */
export function checkTiming(
  entry: BlockEntry,
  placeId: string | undefined,
  horizon: HorizonScenario | undefined,
): UnplacedIssue[] {
  const refused = checkFields(entry);
  return refused.length > 0
    ? refused
    : [
        ...checkDates(entry, horizon),
        ...checkLaunch(entry, horizon),
        ...checkMilestones(entry, placeId),
      ];
}
