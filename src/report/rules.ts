/** How each rule stands in a plan: what is used, the limit, and the margin left, in the rule's own unit. */
import type { AddedAsset } from "../model/campus.ts";
import { at } from "../problem/series.ts";
import type { Solved } from "./flows.ts";
import type { AssetReport } from "./package.ts";

/** Left-hand side of a budget at the solution, and the parts of it above and below 0. */
function activityOf({ campus, solution }: Solved, index: number) {
  const budget = campus.problem.budgets[index]!;
  let [above, below] = [0, 0];
  const add = (part: number) => {
    if (part > 0) above += part;
    else below -= part;
  };
  for (const { design, coefficient } of budget.designTerms)
    add(coefficient * solution.design[design]!);
  for (const term of budget.terms) {
    const slice = campus.problem.slices[term.slice]!;
    const values = solution.slices[term.slice]!.values[term.variable]!;
    for (let t = 0; t < slice.steps; t++)
      add(at(term.coefficient, t) * values[t]! * slice.weightHours[t]!);
  }
  return { activity: above - below, above, below };
}

/**
 * Rows of a rule. A cap shows use, limit and margin; a share or ratio, whose row compares two sums,
 * shows what makes room, what takes it, and the margin: how much of its unit could be lost before it binds.
 */
export function ruleRows(solved: Solved, asset: AddedAsset): AssetReport["rows"] {
  const { intervals } = solved.campus;
  const own = solved.campus.limits.filter((limit) => limit.asset === asset.name);
  return own.flatMap((limit) => {
    if (limit.target.kind !== "budget") return [];
    // A rule that holds year by year has rows for each.
    const [first, last] = limit.intervals.map((i) => intervals[i]!.label);
    const when = own.length > 1 && solved.campus.horizon ? `, ${first} to ${last}` : "";
    const { rhs } = solved.campus.problem.budgets[limit.target.index]!;
    const { activity, above, below } = activityOf(solved, limit.target.index);
    const [makes, takes] = limit.sense === "<=" ? [below, above] : [above, below];
    const margin = {
      label: `Margin${when}`,
      value: limit.sense === "<=" ? rhs - activity : activity - rhs,
      unit: limit.unit,
    };
    return limit.value === 0
      ? [
          { label: `Makes room${when}`, value: makes, unit: limit.unit },
          { label: `Takes room${when}`, value: takes, unit: limit.unit },
          margin,
        ]
      : [
          { label: `Used${when}`, value: activity, unit: limit.unit },
          { label: `Limit${when}`, value: limit.value, unit: limit.unit },
          margin,
        ];
  });
}
