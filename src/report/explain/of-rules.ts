/** Rules of the scenario and their margins: `rule.<rule>.margin`. */
import { onceForSites } from "../assumptions-once.ts";
import { fiveFigures } from "../bottlenecks.ts";
import type { AssetReport, Package } from "../package.ts";
import type { Family, Named } from "./family.ts";
import { ruleRowNames } from "./names.ts";

/** How each row comes about; rows of a year of a plan begin with the same word. */
const FORMULAS: readonly (readonly [RegExp, string])[] = [
  [/^Used/, "Σ over the year's hours of what the rule counts"],
  [/^Limit/, "as the scenario states it; a part of a year has its part of it"],
  [
    /^Makes room/,
    "Σ over the year's hours of what counts for the rule, times its factor: supply that counts, or the load at the limit",
  ],
  [
    /^Takes room/,
    "Σ over the year's hours of what counts against the rule, times its factor: the load, or what is left short",
  ],
  [/^Margin/, "what makes room (a limit, or what counts for the rule) − what takes it"],
];

function* figuresOf(pack: Package, rule: AssetReport): Iterable<Named> {
  const names = ruleRowNames(rule);
  for (const [i, { label, value, unit }] of rule.rows.entries())
    yield [
      names[i]!,
      () => ({
        title: `${rule.title}${rule.site === "portfolio" ? "" : ` at ${rule.site}`}: ${label.toLowerCase()}`,
        value,
        unit,
        formula: FORMULAS.find(([start]) => start.test(label))?.[1] ?? label,
        inputs: rule.rows.map((row) => `${row.label}: ${fiveFigures(row.value)} ${row.unit}`),
        behind: onceForSites(
          pack.provenance.filter(({ path }) => path.startsWith(`${rule.path}.`)),
          pack.sites.length,
        ),
      }),
    ];
}

export const ruleFigures: Family = {
  words: "rules of the scenario",
  form: "rule.<rule>.<used, limit, makes-room, takes-room or margin>[-<first quarter>]",
  *figures(pack) {
    for (const rule of pack.rules) yield* figuresOf(pack, rule);
  },
};
