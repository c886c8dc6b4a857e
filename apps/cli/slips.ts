/** Slips as a person writes them: `grid=+9mo`, `lulea.solar=-3mo`, `permit=+2q`, `smr=+1y`. */
import { assemble } from "../../src/model/assemble.ts";
import { entriesOf } from "../../src/scenario/scenario.ts";
import type { Scenario, Slip } from "../../src/scenario/scenario.ts";
import { nearest } from "../../src/scenario/issue.ts";

const MONTHS_PER: Readonly<Record<string, number>> = { mo: 1, q: 3, y: 12 };

/** Longest slip that is believed, months. */
const MOST_MONTHS = 600;

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

/** One slip. @throws Error with the reason, and the nearest word where one is meant. */
export function readSlip(text: string, known: readonly string[]): Slip {
  const match = /^(.+)=([+-]\d+(?:\.\d+)?)(mo|q|y)$/.exec(text.trim());
  if (!match)
    throw new Error(`--slip ${text}: expected WHAT=+9mo, -3mo, +2q or +1y, such as grid=+9mo`);
  const [, what, count, unit] = match;
  const months = Number(count) * MONTHS_PER[unit!]!;
  if (months === 0 || Math.abs(months) > MOST_MONTHS)
    throw new Error(`--slip ${text}: expected a month or more, at most ${MOST_MONTHS}`);
  if (!known.includes(what!)) {
    const meant = nearest(what!, known);
    throw new Error(
      `--slip ${text}: nothing here is called ${what}; ${meant ? `did you mean ${meant}? ` : ""}there are ${known.join(", ")}`,
    );
  }
  return { what: what!, months };
}
