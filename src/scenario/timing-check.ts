/** Checks the `timing:` of an entry: dates against each other, the plan and the launch, milestones against their chain. */
import { fieldsOf } from "./validate.ts";
import { readMonth, readQuarter } from "../blocks/dates.ts";
import { catalogChain, chainIds, withMilestones } from "../blocks/milestones.ts";
import type { MilestoneSpec } from "../blocks/timing.ts";
import { catalog } from "../catalog/catalog.ts";
import { checkChain } from "../timing/chain.ts";
import type { Chain } from "../timing/chain.ts";
import { monthLabel, quarterLabel, quarterNumber } from "../units/quarter.ts";
import type { UnplacedIssue } from "./issue.ts";
import { nearest, shown } from "./issue.ts";
import type { BlockEntry, HorizonScenario } from "./scenario.ts";

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
    field: "from" | "until" | "retires" | "ordered",
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
  if (ordered !== undefined && ordered > horizon.start * 3)
    issues.push({
      ...clash(
        "ordered",
        "ordered is after the start of the plan",
        `${monthLabel(horizon.start * 3)} or earlier`,
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
  const issues = (["from", "until"] as const).flatMap((field): UnplacedIssue[] => {
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

/** Names a fault of the merged chain in the words of the file: which stated field, beside which other. */
function orderIssue(
  field: "p10Months" | "p90Months",
  spec: MilestoneSpec,
  middle: number,
  path: readonly string[],
): UnplacedIssue {
  const where = field === "p10Months" ? "above" : "below";
  const told = spec[field] === undefined ? "p50Months" : field;
  const other = told === "p50Months" ? field : "p50Months";
  const both = spec[field] !== undefined && spec.p50Months !== undefined;
  return {
    code: "contradiction",
    path: [...path, told],
    message: both
      ? `${field} is ${where} p50Months`
      : `${field} is ${where} the catalogue's p50Months`,
    expected: `at ${where === "above" ? "most" : "least"} ${Number(middle.toPrecision(4))}`,
    got: String(spec[told]),
    ...(both ? { beside: [...path, other] } : {}),
    hint: both ? "P10 is the shortest, P90 the longest." : "State p50Months too.",
  };
}

function milestoneIssues(
  name: string,
  spec: MilestoneSpec,
  chain: Chain,
  before: Chain | undefined,
  at: readonly string[],
): UnplacedIssue[] {
  const path = [...at, name];
  const isNew = !before?.milestones.some((milestone) => milestone.name === name);
  const sided = (["p10Months", "p90Months"] as const).find((field) => spec[field] !== undefined);
  if (isNew && sided !== undefined && spec.p50Months === undefined)
    return [
      {
        code: "missing",
        path,
        message: `${name} is not of the catalogue's chain and has ${sided} without p50Months`,
        hint: "State p50Months.",
        atKey: true,
      },
    ];
  const names = chain.milestones.map((milestone) => milestone.name);
  const unknown = (spec.after ?? []).flatMap((other, i): UnplacedIssue[] => {
    if (names.includes(other)) return [];
    const others = names.filter((known) => known !== name);
    const meant = nearest(other, others);
    return [
      {
        code: "unknown-word",
        path: [...path, "after", String(i)],
        message: `No milestone is called ${shown(other)}`,
        hint: meant ? `Did you mean ${meant}?` : `Known: ${others.join(", ") || "none"}.`,
      },
    ];
  });
  const merged = chain.milestones.find((milestone) => milestone.name === name)!;
  const { p10Months, p50Months, p90Months } = merged.duration;
  return [
    ...unknown,
    ...(p10Months > p50Months ? [orderIssue("p10Months", spec, p50Months, path)] : []),
    ...(p50Months > p90Months ? [orderIssue("p90Months", spec, p50Months, path)] : []),
  ];
}

function checkMilestones(entry: BlockEntry, placeId: string | undefined): UnplacedIssue[] {
  const { timing, block } = entry;
  const path = [...entry.path.split("."), "timing"];
  if (timing.chain !== undefined && !chainIds().includes(timing.chain)) {
    const meant = nearest(timing.chain, chainIds());
    return [
      {
        code: "unknown-word",
        path: [...path, "chain"],
        message: `Unknown chain ${shown(timing.chain)}`,
        hint: meant ? `Did you mean ${meant}?` : `Known: ${chainIds().slice(0, 12).join(", ")}….`,
      },
    ];
  }
  const stated = Object.entries(timing.milestones ?? {});
  const before = catalogChain(timing.chain, block.kind, placeId);
  const chain = withMilestones(before, timing.milestones);
  if (stated.length === 0 || !chain) return [];
  const at = [...path, "milestones"];
  const issues = stated.flatMap(([name, spec]) => milestoneIssues(name, spec, chain, before, at));
  if (issues.length > 0) return issues;
  return checkChain(chain)
    .slice(0, 1)
    .map(({ milestone, field, message }) => {
      // A cycle runs through something the file states: the catalogue's own chains have none.
      const names = message.slice(message.indexOf(":") + 1).split("→");
      const cycle = new Set(names.map((word) => word.trim()));
      const round = stated.filter(([name, spec]) => spec.after && cycle.has(name));
      const name = round[0]?.[0] ?? milestone;
      return {
        code: "contradiction",
        path: [...at, name, field],
        message: `${milestone} ${message}`,
        ...(round[1] ? { beside: [...at, round[1][0], "after"] } : {}),
        hint: "Remove one name from after.",
      };
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
