/**
 * Two sites over quarters against a linear program written by hand: a connection that ends, one that grows, an
 * engine that retires, and chips of falling price that wear out and may move.
 *
 *     n_{v,s,q} ≤ n_{v,s,q−1} + bought − leave + arrive        chips bought in quarter v, none after their life
 *     arrive_{v,q+away} summed over sites = leave_{v,q};  a move costs a share of the price of a new chip then
 *     run_{s,q} ≤ Σ_v n;  run·MW per chip = import + generation;  Σ_year Σ_s run·0.0004·2190 = target·share
 * */
import { describe, expect, it } from "vitest";
import { LinearProgram } from "../../linear-program.ts";
import type { Answer } from "../../linear-program.ts";
import { FREE, PAPER, SITE, discount, off, plannedPaper } from "../../paper-campus.ts";

const QUARTERS = 12;
const HOURS = 2190;
const MW_PER_CHIP = 1e-3 * (1 / 0.9 + 0.02);
const LIFE_QUARTERS = 6;
const PRICE_USD = 20_000;
const SITES = ["lulea", "boden"] as const;
/** MW of the connections by quarter: one ends after six, the other comes in two steps. */
const GRID_MW: Readonly<Record<string, (quarter: number) => number>> = {
  lulea: (q) => (q < 6 ? 22 : 0),
  boden: (q) => (q < 4 ? 0 : q < 8 ? 14 : 30),
};
/** An engine in Luleå. */
const ENGINE = { mw: 8, retires: 9, fixedUSDPerMWYear: 30_000, fuelUSDPerMWh: 20 / 0.4 + 5 };

interface Case {
  readonly costFrac: number;
  readonly away: number;
  readonly fallsFrac: number;
  readonly residual: boolean;
  /** Whether chips may move at all. */
  readonly move: boolean;
}

const RAMP: Readonly<Record<number, number>> = { 0: 0.5, 2: 0.8, 6: 0.45, 8: 1 };
const shareAt = (q: number) =>
  RAMP[
    Math.max(
      ...Object.keys(RAMP)
        .map(Number)
        .filter((from) => from <= q),
    )
  ]!;
const word = (quarter: number) => `${2023 + Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;
const quarters = Array.from({ length: QUARTERS }, (_, q) => q);

function scenarioOf({ costFrac, away, fallsFrac, residual, move }: Case): string {
  const ramp = Object.entries(RAMP).map(([q, share]) => `${word(Number(q))}: ${share}`);
  return `${PAPER.replace(
    "years: 2, residualValue: false",
    `years: 3, residualValue: ${residual}${move ? `, resiting: { costFrac: ${costFrac}, quarters: ${away} }` : ""}`,
  )
    .replace("precision: bf16", `precision: bf16, timing: { ramp: { ${ramp.join(", ")} } }`)
    .replace("lifeYears: 5", `lifeYears: ${LIFE_QUARTERS / 4}`)
    .replace("priceChangeFracPerYear: 0,", `priceChangeFracPerYear: ${-fallsFrac},`)
    .replace("existingMW: 100,", `stages: [{ date: ${word(0)}, firmMW: 22, until: ${word(6)} }],`)
    .replace(
      "    cooling:",
      `    supply: { reciprocating-engine: { existingMW: 8, maxMW: 0, availabilityFrac: 1, fixedOMUSDPerMWYear: 30000, variableOMUSDPerMWh: 5, efficiencyFrac: 0.4, fuelUSDPerMWhThermal: 20, timing: { retires: ${word(ENGINE.retires)} } } }
    cooling:`,
    )}  boden:
    connection: { stages: [{ date: ${word(4)}, firmMW: 14 }, { date: ${word(8)}, firmMW: 16 }], ${FREE.replace("fixedUSDPerMWh: 50", "fixedUSDPerMWh: 40")} }
${SITE}`;
}

/** The same as a linear program. */
async function programOf({ costFrac, away, fallsFrac, residual, move }: Case): Promise<Answer> {
  const program = new LinearProgram();
  const priceUSD = (q: number) => PRICE_USD * (1 - fallsFrac) ** (q / 4);
  for (const v of quarters) {
    const ends = Math.min(QUARTERS, v + LIFE_QUARTERS);
    for (const site of SITES) {
      const restFrac = residual ? Math.max(0, 1 - (QUARTERS - v) / LIFE_QUARTERS) : 0;
      program.cost(
        `bought_${site}_${v}`,
        priceUSD(v) * (discount(v) - restFrac * discount(QUARTERS - 1)),
      );
      for (let q = v; q < ends; q++) {
        const there = `n_${v}_${site}_${q}`;
        program.cost(there, PRICE_USD * 0.05 * 0.25 * discount(q));
        const row: Record<string, number> = { [there]: 1 };
        if (q === v) row[`bought_${site}_${v}`] = -1;
        else row[`n_${v}_${site}_${q - 1}`] = -1;
        if (move && q + away < QUARTERS) {
          row[`leave_${v}_${site}_${q}`] = 1;
          program.cost(`leave_${v}_${site}_${q}`, costFrac * priceUSD(q) * discount(q));
        }
        if (move && q - away >= v) row[`arrive_${v}_${site}_${q}`] = -1;
        program.row(row, "<=", 0);
      }
    }
    if (move)
      for (let q = v; q + away < QUARTERS; q++) {
        const row: Record<string, number> = {};
        for (const site of SITES) {
          row[`arrive_${v}_${site}_${q + away}`] = 1;
          if (q < ends) row[`leave_${v}_${site}_${q}`] = -1;
        }
        program.row(row, "<=", 0);
      }
  }
  for (const q of quarters) {
    program.cost(`generated_${q}`, HOURS * ENGINE.fuelUSDPerMWh * discount(q));
    program.atMost(`generated_${q}`, q < ENGINE.retires ? ENGINE.mw : 0);
    if (q < ENGINE.retires)
      program.cost("constant", 0.25 * ENGINE.mw * ENGINE.fixedUSDPerMWYear * discount(q));
    for (const site of SITES) {
      const usdPerMWh = site === "lulea" ? 50 : 40;
      program.cost(`import_${site}_${q}`, HOURS * usdPerMWh * discount(q));
      program.atMost(`import_${site}_${q}`, GRID_MW[site]!(q));
      program.row(
        {
          [`run_${site}_${q}`]: MW_PER_CHIP,
          [`import_${site}_${q}`]: -1,
          ...(site === "lulea" ? { [`generated_${q}`]: -1 } : {}),
        },
        "=",
        0,
      );
      const stock: Record<string, number> = {};
      for (const v of quarters)
        if (v <= q && q < v + LIFE_QUARTERS) stock[`n_${v}_${site}_${q}`] = -1;
      program.row({ [`run_${site}_${q}`]: 1, ...stock }, "<=", 0);
    }
  }
  program.row({ constant: 1 }, "=", 1);
  for (const from of [0, 4, 8]) {
    const year = quarters.slice(from, from + 4);
    const runs = year.flatMap((q) => SITES.map((site) => [`run_${site}_${q}`, HOURS * 0.0004]));
    program.row(
      Object.fromEntries(runs) as Record<string, number>,
      "=",
      year.reduce((sum, q) => sum + shareAt(q) * 87_600 * 0.25, 0),
    );
  }
  return program.solve();
}

describe("two sites over quarters, against a linear program", () => {
  it.each<[string, Case]>([
    ["chips may not move", { costFrac: 0, away: 0, fallsFrac: 0.1, residual: false, move: false }],
    ["they move at once", { costFrac: 0.1, away: 0, fallsFrac: 0.3, residual: false, move: true }],
    [
      "they are away for a quarter",
      { costFrac: 0.08, away: 1, fallsFrac: 0.1, residual: false, move: true },
    ],
    [
      "what is left of them counts",
      { costFrac: 0.08, away: 1, fallsFrac: 0.2, residual: true, move: true },
    ],
  ])("%s", async (_, one) => {
    const answer = await programOf(one);
    const { package: pack } = await plannedPaper(scenarioOf(one));
    expect(pack.verified.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(off(pack.timeline!.presentUSD, answer.objective)).toBeLessThan(1e-8);
    const chips = pack.timeline!.assets.filter(({ layer }) => layer === "chips");
    for (const site of SITES)
      chips
        .find((asset) => asset.site === site)!
        .inForce.forEach((count, q) => {
          const hand = quarters.reduce((sum, v) => sum + answer.value(`n_${v}_${site}_${q}`), 0);
          expect(Math.abs(count - hand)).toBeLessThan(2);
        });
  });
});
