/** Slips as a person writes them: `grid=+9mo`, `lulea.solar=-3mo`, `permit=+2q`, `smr=+1y`. */
import { assemble } from "./model/assemble.ts";
import { entriesOf } from "./scenario/scenario.ts";
import type { Scenario, Slip } from "./scenario/scenario.ts";
import { nearest } from "./scenario/issue.ts";
import type { Issue } from "./scenario/issue.ts";

const MONTHS_PER: Readonly<Record<string, number>> = { mo: 1, q: 3, y: 12 };

/** Longest slip that is believed, months. */
export const MOST_SLIP_MONTHS = 600;

/** Words of a scenario that a slip may name: sites, names, kinds, milestones, and `grid`. */
export function slipWords(scenario: Scenario): string[] {
  const { assets } = assemble(scenario);
  const ofEntries = entriesOf(scenario).flatMap(({ name, block, path }) => {
    const parts = path.split(".");
    return parts[0] === "sites"
      ? [name, block.kind, `${parts[1]}.${name}`, parts[1]!]
      : ["demand", "rules"].includes(parts[0]!)
        ? []
        : [name, block.kind];
  });
  const ofChains = assets.flatMap(({ timing }) =>
    (timing.chain?.milestones ?? []).map(({ name }) => name),
  );
  const grid = scenario.sites.some(({ connections }) => connections.length > 0) ? ["grid"] : [];
  return [...new Set([...grid, ...ofEntries, ...ofChains])];
}

/** A slip in a person's words: `grid by 9 months later`. */
export const slipText = ({ what, months }: Slip): string =>
  `${what} by ${Math.abs(months)} month${Math.abs(months) === 1 ? "" : "s"} ${months > 0 ? "later" : "earlier"}`;

/** One slip. @throws Error with the reason, and the nearest word where one is meant. */
export function readSlip(text: string, known: readonly string[]): Slip {
  const match = /^(.+)=([+-]\d+(?:\.\d+)?)(mo|q|y)$/.exec(text.trim());
  if (!match)
    throw new Error(`--slip ${text}: expected WHAT=+9mo, -3mo, +2q or +1y, such as grid=+9mo`);
  const [, what, count, unit] = match;
  const months = Number(count) * MONTHS_PER[unit!]!;
  if (months === 0 || Math.abs(months) > MOST_SLIP_MONTHS)
    throw new Error(`--slip ${text}: expected a month or more, at most ${MOST_SLIP_MONTHS}`);
  if (!known.includes(what!)) {
    const meant = nearest(what!, known);
    throw new Error(
      `--slip ${text}: nothing here is called ${what}; ${meant ? `did you mean ${meant}? ` : ""}there are ${known.join(", ")}`,
    );
  }
  return { what: what!, months };
}

/** What is wrong with slips of a scenario: that it plans no dates, or names nothing of that word. */
export function slipIssues(scenario: Scenario, slips: readonly Slip[]): Issue[] {
  if (slips.length === 0) return [];
  const nowhere = { line: 0, column: 0 };
  if (!scenario.horizon)
    return [
      {
        code: "missing",
        path: "horizon",
        ...nowhere,
        message: "This scenario has no horizon, so no date can slip",
        hint: "Add horizon: { start: 2027-Q1, years: 10 }.",
      },
    ];
  const known = slipWords(scenario);
  return slips.flatMap(({ what }, i): Issue[] => {
    if (known.includes(what)) return [];
    const meant = nearest(what, known);
    return [
      {
        code: "unknown-word",
        path: `slips.${i}.what`,
        ...nowhere,
        message: "Nothing in the scenario is called so",
        got: what.slice(0, 100),
        expected: known.join(", "),
        ...(meant === undefined ? {} : { hint: `Did you mean ${meant}?` }),
      },
    ];
  });
}
