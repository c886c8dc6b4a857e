/** The page docs/flexible-offers.md: years gained, compute lost and break-even are what examples 16 and 17 give today. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  CASES,
  firmAlone,
  flexibleAlone,
  lostFrac,
  yearsGained,
} from "../../scripts/flexible-cases.ts";

/** Cells of the row of the page's table that starts so, one per place. */
function cellsOf(page: string, start: string): string[] {
  const line = page.split("\n").find((one) => one.startsWith(`| ${start}`));
  if (!line) throw new Error(`no row ${start}`);
  return line
    .replaceAll("*", "")
    .split("|")
    .slice(2, -1)
    .map((cell) => cell.trim());
}
/** Numbers of a cell, in order. */
const numbersIn = (cell: string) =>
  [...cell.replaceAll(",", "").matchAll(/\d+(?:\.\d+)?/g)].map(([digits]) => Number(digits));

describe("flexible now or firm later", () => {
  const page = readFileSync("docs/flexible-offers.md", "utf8");

  it.each(CASES.map((of, place) => [of.example, of, place] as const))(
    "%s: the page's figures",
    async (_, of, place) => {
      const cell = (start: string) => cellsOf(page, start)[place]!;
      const [firm, flexible, uncut] = [
        await firmAlone(of),
        await flexibleAlone(of),
        await flexibleAlone(of, 0),
      ];
      expect(cell("compute begins, firm alone")).toBe(firm.first);
      expect(cell("compute begins, flexible alone")).toBe(flexible.first);
      expect(numbersIn(cell("**years gained"))).toEqual([yearsGained(firm, flexible)]);
      const [lost] = numbersIn(cell("**compute lost to the cuts"));
      expect(Math.abs(100 * lostFrac(flexible, uncut) - lost!)).toBeLessThan(0.1);
      // Given in whole millions.
      for (const [start, found] of [
        ["worth of the plan, firm alone", firm],
        ["worth, flexible alone", flexible],
        ["worth, flexible and never cut", uncut],
      ] as const)
        expect(Math.abs(numbersIn(cell(start))[0]! - found.presentMUSD)).toBeLessThan(0.51);
      // At the ends of the range of the break-even one of the two is better, then the other.
      const [from, to] = numbersIn(cell("**break-even"));
      expect((await flexibleAlone(of, from)).presentMUSD).toBeGreaterThan(firm.presentMUSD);
      expect((await flexibleAlone(of, to)).presentMUSD).toBeLessThan(firm.presentMUSD);
    },
    // Ten plans on a busy machine.
    600_000,
  );
});
