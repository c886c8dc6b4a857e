/** Checks milestones that a scenario states against the chain of the catalogue they change. */
import { catalogChain, chainIds, offeredMW, withMilestones } from "../blocks/milestones.ts";
import type { MilestoneSpec } from "../blocks/timing.ts";
import { checkChain } from "../timing/chain.ts";
import type { Chain } from "../timing/chain.ts";
import type { UnplacedIssue } from "./issue.ts";
import { nearest, shown } from "./issue.ts";
import type { BlockEntry } from "./scenario.ts";

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

/** Everything wrong with the chain of one entry and the milestones it states. */
export function checkMilestones(entry: BlockEntry, placeId: string | undefined): UnplacedIssue[] {
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
  const before = catalogChain(timing.chain, block.kind, placeId, offeredMW(entry.spec));
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
