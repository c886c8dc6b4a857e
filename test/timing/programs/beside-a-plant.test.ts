/**
 * A campus beside a running plant over quarters, against a linear program written by hand: power behind the
 * meter, take or pay, terms that end, and a connection that asks for own power.
 *
 *     held_q = Σ signed in the last eight quarters ≤ the offer;  take_q ≤ availability·held_q
 *     due_year = share·availability·Σ hours·held;  short_year ≥ due − Σ hours·take, paid when the year ends
 *     import_q ≤ what was there + stage·taken;  held_q ≥ share·stage·taken while the stage is in force
 */
import { describe, expect, it } from "vitest";
import { LinearProgram } from "../../linear-program.ts";
import type { Answer } from "../../linear-program.ts";
import { PAPER, discount, off, plannedPaper } from "../../paper-campus.ts";

const QUARTERS = 12;
const HOURS = 2190;
const MW_PER_CHIP = 1e-3 * (1 / 0.9 + 0.02);
const TERM_QUARTERS = 8;
const STAGE = { comes: 2, mw: 12, worksUSD: 3_000_000 };
const EXISTING_MW = 4;
const GRID_USD_PER_MWH = 70 + 8;
const HELD_USD_PER_MW_YEAR = 20_000;
const PLANT = {
  availableFrac: 0.9,
  mostMW: 24,
  takeOrPayFrac: 0.95,
  fuelChangeFrac: 0.04,
  securityUSDPerMWYear: 100_000 * 0.05,
};
const RAMP: Readonly<Record<number, number>> = { 0: 0.5, 4: 1, 8: 0.3, 10: 0.7 };

const word = (quarter: number) => `${2023 + Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;
const quarters = Array.from({ length: QUARTERS }, (_, q) => q);
const shareAt = (q: number) =>
  RAMP[
    Math.max(
      ...Object.keys(RAMP)
        .map(Number)
        .filter((from) => from <= q),
    )
  ]!;

interface Case {
  readonly ownFrac: number;
  readonly usdPerMWh: number;
  /** Passed on per MWh taken. */
  readonly fuelUSDPerMWh: number;
}

function scenarioOf({ ownFrac, usdPerMWh, fuelUSDPerMWh }: Case): string {
  const ramp = Object.entries(RAMP).map(([q, share]) => `${word(Number(q))}: ${share}`);
  return PAPER.replace(
    "years: 2,",
    `years: 3, priceChangeFracPerYear: { fuel: ${PLANT.fuelChangeFrac} },`,
  )
    .replace("precision: bf16", `precision: bf16, timing: { ramp: { ${ramp.join(", ")} } }`)
    .replace(
      /connection: \{.*\}\n/,
      `connection: { existingMW: ${EXISTING_MW}, energy: fixed, fixedUSDPerMWh: 70, networkUSDPerMWh: 8, taxUSDPerMWh: 0, demandUSDPerMWMonth: 0, worksUSDPerMW: 0, contractedUSDPerMWYear: ${HELD_USD_PER_MW_YEAR}, stages: [{ date: ${word(STAGE.comes)}, firmMW: ${STAGE.mw}, ownGenerationFrac: ${ownFrac}, worksUSD: ${STAGE.worksUSD}, whole: false }] }
    contracts:
      reactor: { kind: btm-service, plant: nuclear, plantStatus: existing, meanCapacityFactorFrac: ${PLANT.availableFrac}, maxMW: ${PLANT.mostMW}, termYears: ${TERM_QUARTERS / 4}, priceUSDPerMWh: ${usdPerMWh}, takeOrPayFrac: ${PLANT.takeOrPayFrac}, passedOnUSDPerMWh: ${fuelUSDPerMWh}, collateralUSDPerMW: 100000, collateralCostFrac: 0.05, timing: { milestones: { contract: { p50Months: 0 }, approval: { p50Months: 0 }, delivery: { p50Months: 0 } } } }
`,
    );
}

async function programOf({ ownFrac, usdPerMWh, fuelUSDPerMWh }: Case): Promise<Answer> {
  const program = new LinearProgram();
  program.atMost("taken", 1);
  program.cost("taken", STAGE.worksUSD * discount(STAGE.comes));
  program.row({ constant: 1 }, "=", 1);
  for (const q of quarters) {
    program.cost(`order${q}`, 20_000 * discount(q));
    program.cost(`stock${q}`, 20_000 * 0.05 * 0.25 * discount(q));
    program.row(
      { [`stock${q}`]: 1, [`order${q}`]: -1, ...(q > 0 ? { [`stock${q - 1}`]: -1 } : {}) },
      "<=",
      0,
    );
    program.row({ [`run${q}`]: 1, [`stock${q}`]: -1 }, "<=", 0);
    program.row({ [`run${q}`]: MW_PER_CHIP, [`import${q}`]: -1, [`take${q}`]: -1 }, "=", 0);

    const signed = quarters.filter((v) => v <= q && v > q - TERM_QUARTERS);
    program.row(
      { [`held${q}`]: 1, ...Object.fromEntries(signed.map((v) => [`signed${v}`, -1])) },
      "=",
      0,
    );
    program.atMost(`held${q}`, PLANT.mostMW);
    program.cost(`held${q}`, 0.25 * PLANT.securityUSDPerMWYear * discount(q));
    program.row({ [`take${q}`]: 1, [`held${q}`]: -PLANT.availableFrac }, "<=", 0);
    program.cost(
      `take${q}`,
      HOURS *
        discount(q) *
        (usdPerMWh + fuelUSDPerMWh * (1 + PLANT.fuelChangeFrac) ** ((q + 0.5) / 4)),
    );

    const there = q >= STAGE.comes ? STAGE.mw : 0;
    program.row({ [`import${q}`]: 1, taken: -there }, "<=", EXISTING_MW);
    program.cost(`import${q}`, HOURS * GRID_USD_PER_MWH * discount(q));
    program.cost("taken", 0.25 * HELD_USD_PER_MW_YEAR * there * discount(q));
    program.cost("constant", 0.25 * HELD_USD_PER_MW_YEAR * EXISTING_MW * discount(q));
    program.row({ [`held${q}`]: 1, taken: -ownFrac * there }, ">=", 0);
  }
  for (const from of [0, 4, 8]) {
    const year = quarters.slice(from, from + 4);
    program.cost(`short${from}`, usdPerMWh * discount(from + 3));
    program.row(
      {
        [`short${from}`]: 1,
        ...Object.fromEntries(year.map((q) => [`take${q}`, HOURS])),
        ...Object.fromEntries(
          year.map((q) => [`held${q}`, -PLANT.takeOrPayFrac * PLANT.availableFrac * HOURS]),
        ),
      },
      ">=",
      0,
    );
    program.row(
      Object.fromEntries(year.map((q) => [`run${q}`, HOURS * 0.0004])),
      ">=",
      year.reduce((sum, q) => sum + shareAt(q) * 87_600 * 0.25, 0),
    );
  }
  return program.solve();
}

describe("beside a running plant over quarters, against a linear program", () => {
  it.each<Case>([
    { ownFrac: 0, usdPerMWh: 55, fuelUSDPerMWh: 6 },
    { ownFrac: 0.5, usdPerMWh: 55, fuelUSDPerMWh: 6 },
    { ownFrac: 1, usdPerMWh: 95, fuelUSDPerMWh: 6 },
    { ownFrac: 1, usdPerMWh: 20, fuelUSDPerMWh: 90 },
  ])(
    "$ownFrac MW of own power asked for per MW, at $usdPerMWh and $fuelUSDPerMWh USD",
    async (one) => {
      const answer = await programOf(one);
      const { package: pack } = await plannedPaper(scenarioOf(one));
      expect(pack.verified.checks.filter(({ ok }) => !ok)).toEqual([]);
      expect(off(pack.timeline!.presentUSD, answer.objective)).toBeLessThan(1e-8);
      const { assets } = pack.timeline!;
      const inForce = (name: string) => assets.find((asset) => asset.name === name)!.inForce;
      for (const q of quarters) {
        const grid = EXISTING_MW + (q >= STAGE.comes ? STAGE.mw * answer.value("taken") : 0);
        expect(inForce("lulea.connection")[q]).toBeCloseTo(grid, 3);
        expect(inForce("lulea.reactor")[q]).toBeCloseTo(answer.value(`held${q}`), 3);
      }
      const short = [0, 4, 8].reduce((sum, from) => sum + answer.value(`short${from}`), 0);
      expect(short > 1).toBe(one.fuelUSDPerMWh > GRID_USD_PER_MWH);
    },
  );
});
