/** The milestone chains of the catalogue: well formed, and their totals meet the priors they were split from. */
import { describe, expect, it } from "vitest";
import {
  catalogChain,
  chainIds,
  findChain,
  gridChainName,
  offeredMW,
} from "../../src/blocks/milestones.ts";
import { catalog } from "../../src/catalog/catalog.ts";
import type { CatalogName } from "../../src/catalog/catalog.ts";
import { numberIn, optionalNumberIn } from "../../src/catalog/table.ts";
import { chainMonthsAt, drawChainMonths } from "../../src/timing/chain-months.ts";
import { checkChain, successFrac } from "../../src/timing/chain.ts";
import type { Chain } from "../../src/timing/chain.ts";

const LEVELS = [0.1, 0.5, 0.9];
const DRAWS = 20_000;
const chainOf = (id: string): Chain => {
  const chain = findChain(id);
  if (!chain) throw new Error(`no chain ${id}`);
  return chain;
};
function totals(id: string): number[] {
  const sorted = drawChainMonths(chainOf(id), { draws: DRAWS }).sort();
  return LEVELS.map((level) => sorted[Math.floor(level * DRAWS)]!);
}
function prior(table: CatalogName, id: string, stem: string): number[] | undefined {
  const entry = catalog(table).get(id);
  // A lone median, as measures of efficiency have, is no spread and needs no chain.
  const stated = (p: string) => entry && optionalNumberIn(entry, stem + p) !== undefined;
  if (!entry || !["P10", "P90"].some(stated)) return undefined;
  return ["P10", "P50", "P90"].map((p) => numberIn(entry, stem + p));
}

/** [what, chain, prior] of every entry with a lead time and a chain. */
const PRIORS: [string, string, number[]][] = [
  ...(["connection", "supply", "storage", "campus"] as const).flatMap((table) =>
    [...catalog(table)].flatMap(([id, entry]): [string, string, number[]][] => {
      const months = prior(table, id, "leadMonths");
      const chain = entry.get("chain")?.text ?? id;
      return months ? [[`${table} ${id}`, chain, months]] : [];
    }),
  ),
  [
    "compute-market colocation-wholesale",
    "colocation",
    prior("compute-market", "colocation-wholesale", "leadMonths")!,
  ],
  ...[...catalog("places")].map(([id, entry]): [string, string, number[]] => [
    `place ${id}`,
    entry.get("gridChain")!.text,
    prior("places", id, "connectionMonths")!,
  ]),
];

describe("milestone chains", () => {
  it("have no fault, and each has a chance to come", () => {
    for (const id of chainIds()) {
      expect([id, checkChain(chainOf(id))]).toEqual([id, []]);
      expect(successFrac(chainOf(id))).toBeGreaterThan(0.15);
    }
  });

  it("cover the priors and the places", () => {
    expect(PRIORS.length).toBeGreaterThan(70);
    expect([...catalog("places").keys()]).toHaveLength(26);
  });

  it.each(PRIORS)("%s: the total of chain %s is within 10 %% of its prior", (_what, id, months) => {
    const ratios = totals(id).map((total, i) => total / months[i]!);
    for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThan(0.1);
  });

  it("start at the order and run in parallel", () => {
    for (const id of chainIds()) {
      const { milestones } = chainOf(id);
      expect(milestones.some(({ after }) => after.length === 0)).toBe(true);
    }
    const grid = [...catalog("places").values()].map((entry) => entry.get("gridChain")!.text);
    for (const id of grid) {
      const names = chainOf(id).milestones.map(({ name }) => name);
      for (const name of ["agreement", "grid-works", "transformer", "switchgear", "permit"])
        expect(names).toContain(name);
      expect(chainOf(id).milestones.at(-1)!.after).toEqual(
        expect.arrayContaining(["grid-works", "transformer", "switchgear", "permit"]),
      );
    }
  });

  it("a few MW come at medium voltage, whatever the place's grid: sooner, and later where it is full", () => {
    const months = (place: string, megawatts: number) =>
      chainMonthsAt(catalogChain(undefined, "grid-connection", place, megawatts)!, 0.5);
    expect(gridChainName("lulea", 8)).toBe("medium-voltage");
    expect(gridChainName("lulea", 20)).toBe("medium-voltage");
    expect(gridChainName("lulea", 20.1)).toBe("nordic-hydro");
    expect(gridChainName("frankfurt", 8)).toBe("medium-voltage-scarce");
    expect(months("lulea", 8)).toBeLessThan(months("frankfurt", 8));
    expect(months("frankfurt", 8)).toBeLessThan(0.5 * months("frankfurt", 80));
    // What counts is the whole connection: its stages, and what is there.
    expect(offeredMW({ firmMW: 8, nonFirmMW: 2 })).toBe(10);
    expect(offeredMW({ firmMW: 0, stages: [{ firmMW: 15 }, { nonFirmMW: 10 }] })).toBe(25);
    expect(offeredMW({ firmMW: 5, existingMW: 40 })).toBe(45);
    // A stated chain stands.
    expect(catalogChain("frankfurt", "grid-connection", "frankfurt", 8)).toEqual(
      chainOf("frankfurt"),
    );
  });

  it("other routes offered at a place are chains", () => {
    const others = [...catalog("places").values()].flatMap(
      (e) => e.get("gridChainOther")?.text ?? [],
    );
    expect(others.length).toBeGreaterThan(5);
    for (const id of others) expect(chainIds()).toContain(id);
  });

  it("odds of small reactors agree with the catalogue's within P90", () => {
    const odds = numberIn(catalog("supply").get("smr")!, "oddsFrac");
    expect(Math.abs(successFrac(chainOf("smr")) * 0.9 - odds)).toBeLessThan(0.01);
  });
});
