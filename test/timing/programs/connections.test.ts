/**
 * Connections over quarters against a linear program written by hand: an old plant's connection reused until
 * the new one comes, minimum take while a load ramps up, and MW that are given up for good.
 *
 *     chips    run_q ≤ stock_q ≤ stock_{q−1} + order_q;  Σ_year 2190·0.0004·run = target·share
 *     power    Σ_k import_{k,q} = run_q·MW per chip;  import_{k,q} ≤ in force_{k,q}
 *     stage    taken ≤ 1, or Σ over the dates of acceptance ≤ 1;  0 ≤ given up of it ≤ what is taken of it
 *     bill     billed_{k,q} ≥ import, ≥ minimum take·share of the year·in force
 *     reopener Σ_year import ≥ share·Σ_year in force
 *
 * Every hour of the campus is like the others, so a quarter is one step. What is given up is kept stage by stage here.
 */
import { describe, expect, it } from "vitest";
import { LinearProgram } from "../../linear-program.ts";
import type { Answer, Terms } from "../../linear-program.ts";
import { PAPER, discount, off, plannedPaper } from "../../paper-campus.ts";

const QUARTERS = 16;
/** Last quarter in which chips are sold. */
const LAST_SALE = 11;
const HOURS = 2190;
const MW_PER_CHIP = 1e-3 * (1 / 0.9 + 0.02);
const EFLOPSH_PER_CHIP_HOUR = 0.0004;

interface Stage {
  readonly comes: number;
  readonly mw: number;
  readonly until?: number;
  /** Last quarter of acceptance, counted from the start; at the start alone when left out. */
  readonly expires?: number;
  readonly worksUSD: number;
}

interface Connection {
  readonly name: string;
  readonly existingMW: number;
  readonly retires?: number;
  readonly worksUSDPerMW: number;
  readonly contractedUSDPerMWYear: number;
  readonly demandUSDPerMWMonth: number;
  readonly minimumTakeFrac: number;
  readonly rampFracs: readonly number[];
  readonly reopener?: { readonly from: number; readonly useFrac: number };
  readonly stages: readonly Stage[];
}

interface Case {
  readonly connections: readonly Connection[];
  /** Share of the demand from each quarter on. */
  readonly ramp: Readonly<Record<number, number>>;
  readonly priceUSDPerMWh: readonly number[];
  /** Real change a year of what a connection is billed. */
  readonly changeFrac: number;
}

const word = (quarter: number) => `${2023 + Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;
const quarters = Array.from({ length: QUARTERS }, (_, q) => q);
const yearsOfPlan = quarters.filter((q) => q % 4 === 0);
const ofYear = (from: number) => quarters.slice(from, from + 4);

/** The same as a scenario. */
function scenarioOf({ connections, ramp, priceUSDPerMWh, changeFrac }: Case): string {
  const written = connections.map((one, k) => {
    const stages = one.stages.map(
      ({ comes, mw, until, expires, worksUSD }) =>
        `{ date: ${word(comes)}, firmMW: ${mw}, worksUSD: ${worksUSD}, whole: false${until === undefined ? "" : `, until: ${word(until)}`}${expires === undefined ? "" : `, expires: ${word(expires)}`} }`,
    );
    return `{ energy: fixed, fixedUSDPerMWh: ${priceUSDPerMWh[k]}, worksUSDPerMW: ${one.worksUSDPerMW}, existingMW: ${one.existingMW}, tariff: { parts: {
          peak: { charge: demand, usdPerMWMonth: ${one.demandUSDPerMWMonth}, minimumTakeFrac: ${one.minimumTakeFrac}, rampFracs: [${one.rampFracs.join(", ")}] },
          held: { charge: contracted, usdPerMWYear: ${one.contractedUSDPerMWYear} } } }, ${
            one.reopener
              ? `reopener: { from: ${word(one.reopener.from)}, useFrac: ${one.reopener.useFrac} }, `
              : ""
          }${one.retires === undefined ? "" : `timing: { retires: ${word(one.retires)} }, `}stages: [${stages.join(", ")}] }`;
  });
  const steps = Object.entries(ramp).map(([q, share]) => `${word(Number(q))}: ${share}`);
  return PAPER.replace(
    "years: 2, residualValue: false, spendMonths: 0",
    `years: 4, spendMonths: 12, priceChangeFracPerYear: { connection: ${changeFrac} }`,
  )
    .replace("timing: { price", `timing: { until: ${word(LAST_SALE)}, price`)
    .replace("precision: bf16", `precision: bf16, timing: { ramp: { ${steps.join(", ")} } }`)
    .replace(
      /connection: \{.*\}\n/,
      `connection: ${written[0]}\n    offers:\n${written
        .slice(1)
        .map((text, k) => `      ${connections[k + 1]!.name}: ${text}\n`)
        .join("")}`,
    );
}

const minus = (terms: Terms, factor = 1): Terms =>
  Object.fromEntries(Object.entries(terms).map(([name, value]) => [name, -factor * value]));

/** The same as a linear program. */
async function programOf({
  connections,
  ramp,
  priceUSDPerMWh,
  changeFrac,
}: Case): Promise<{ answer: Answer; gridMW: number[] }> {
  const program = new LinearProgram();
  const index = (q: number) => discount(q) * (1 + changeFrac) ** ((q + 0.5) / 4);
  const share = (q: number) =>
    ramp[
      Math.max(
        ...Object.keys(ramp)
          .map(Number)
          .filter((from) => from <= q),
      )
    ] ?? 0;
  for (const q of quarters) {
    program.cost(`order${q}`, 20_000 * discount(q));
    program.cost(
      `order${q}`,
      -20_000 * Math.max(0, 1 - (QUARTERS - q) / 4 / 5) * discount(QUARTERS - 1),
    );
    if (q > LAST_SALE) program.atMost(`order${q}`, 0);
    program.cost(`stock${q}`, 20_000 * 0.05 * 0.25 * discount(q));
    program.row(
      { [`stock${q}`]: 1, [`order${q}`]: -1, ...(q > 0 ? { [`stock${q - 1}`]: -1 } : {}) },
      "<=",
      0,
    );
    program.row({ [`run${q}`]: 1, [`stock${q}`]: -1 }, "<=", 0);
    program.row(
      {
        [`run${q}`]: MW_PER_CHIP,
        ...Object.fromEntries(connections.map((_, k) => [`import${k}_${q}`, -1])),
      },
      "=",
      0,
    );
  }
  for (const from of yearsOfPlan) {
    const asked = ofYear(from).reduce((sum, q) => sum + share(q) * 87_600 * 0.25, 0);
    if (asked === 0) continue;
    program.row(
      Object.fromEntries(
        ofYear(from)
          .filter((q) => share(q) > 0)
          .map((q) => [`run${q}`, HOURS * EFLOPSH_PER_CHIP_HOUR]),
      ),
      ">=",
      asked,
    );
  }
  const contracted = quarters.map(() => ({ fixedMW: 0, terms: {} as Record<string, number> }));
  connections.forEach((connection, k) => {
    const { reopener, stages, existingMW, retires = Infinity } = connection;
    const inForce: Record<string, number>[] = quarters.map(() => ({}));
    const there = quarters.map((q) => (q < retires ? existingMW : 0));
    const held = 0.25 * connection.contractedUSDPerMWYear;
    for (const q of quarters) program.cost("constant", held * there[q]! * index(q));
    /** Lets up to `most` MW go from the quarters at which a plan may give up, while they are there. */
    const mayGo = (
      name: string,
      most: (quarter: number) => Terms,
      constant: number,
      to: number,
      from: number,
    ) => {
      const gone: Record<string, number> = {};
      for (const q of quarters) {
        if (!reopener || q < reopener.from || q >= to) continue;
        if (q === reopener.from || q % 4 === 0) gone[`${name}gone${q}`] = 1;
        if (q < from) continue;
        program.row({ ...gone, ...minus(most(q)) }, "<=", constant);
        for (const one of Object.keys(gone)) {
          inForce[q]![one] = -1;
          program.cost(one, -held * index(q));
        }
      }
    };
    if (existingMW > 0) mayGo(`there${k}_`, () => ({}), existingMW, Math.min(QUARTERS, retires), 0);
    stages.forEach(({ comes, mw, until = QUARTERS, expires, worksUSD }, s) => {
      const chances = quarters.filter((later) => later % 2 === 0 && later <= (expires ?? 0));
      const all: Record<string, number> = {};
      for (const later of chances) {
        const first = comes + later;
        if (first >= QUARTERS || first >= until) continue;
        const name = `taken${k}_${s}_${later}`;
        all[name] = 1;
        program.atMost(name, 1);
        // Works are spent evenly over the year before the MW come, not before they are accepted, at the prices
        // of the first day; of thirty years of life those after the plan count, where the MW are still there.
        const usd = (worksUSD + mw * connection.worksUSDPerMW) * (1 + changeFrac) ** (first / 4);
        const spread = Math.min(4, comes);
        if (spread === 0) program.cost(name, usd * discount(first));
        for (let k = 1; k <= spread; k++) program.cost(name, (usd / spread) * discount(first - k));
        if (until >= QUARTERS)
          program.cost(name, -usd * (1 - (QUARTERS - first) / 4 / 30) * discount(QUARTERS - 1));
        for (let q = first; q < until; q++) {
          program.cost(name, mw * held * index(q));
          inForce[q]![name] = mw;
        }
      }
      program.row(all, "<=", 1);
      const takenBy = (q: number) =>
        Object.fromEntries(
          chances
            .filter((later) => comes + later <= q)
            .map((later) => [`taken${k}_${s}_${later}`, mw]),
        );
      mayGo(`stage${k}_${s}_`, takenBy, 0, until, comes);
    });
    for (const q of quarters) {
      contracted[q]!.fixedMW += there[q]!;
      Object.assign(contracted[q]!.terms, inForce[q]!);
      const used = `import${k}_${q}`;
      const billed = `billed${k}_${q}`;
      program.cost(used, HOURS * priceUSDPerMWh[k]! * discount(q));
      program.cost(billed, 3 * connection.demandUSDPerMWMonth * index(q));
      program.row({ [used]: 1, ...minus(inForce[q]!) }, "<=", there[q]!);
      program.row({ [billed]: 1, [used]: -1 }, ">=", 0);
      const least = connection.minimumTakeFrac * (connection.rampFracs[Math.floor(q / 4)] ?? 1);
      program.row({ [billed]: 1, ...minus(inForce[q]!, least) }, ">=", least * there[q]!);
    }
    if (!reopener) return;
    for (const from of yearsOfPlan) {
      const open = ofYear(from).filter((q) => q >= reopener.from);
      if (open.length === 0) continue;
      const row: Record<string, number> = {};
      for (const q of open) {
        row[`import${k}_${q}`] = 1;
        for (const [name, mw] of Object.entries(inForce[q]!))
          row[name] = (row[name] ?? 0) - reopener.useFrac * mw;
      }
      program.row(row, ">=", reopener.useFrac * open.reduce((sum, q) => sum + there[q]!, 0));
    }
  });
  program.row({ constant: 1 }, "=", 1);
  const answer = await program.solve();
  const gridMW = contracted.map(({ fixedMW, terms }) =>
    Object.entries(terms).reduce((sum, [name, mw]) => sum + mw * answer.value(name), fixedMW),
  );
  return { answer, gridMW };
}

const NEW_POINT: Connection = {
  name: "connection",
  existingMW: 0,
  worksUSDPerMW: 150_000,
  contractedUSDPerMWYear: 12_000,
  demandUSDPerMWMonth: 9000,
  minimumTakeFrac: 0.85,
  rampFracs: [0.2, 0.4, 0.7, 1],
  stages: [{ comes: 8, mw: 40, worksUSD: 8_000_000 }],
};
const OLD_PLANT: Connection = {
  name: "old-unit",
  existingMW: 6,
  worksUSDPerMW: 50_000,
  contractedUSDPerMWYear: 30_000,
  demandUSDPerMWMonth: 11_000,
  minimumTakeFrac: 0.85,
  rampFracs: [0.5, 1],
  stages: [
    { comes: 2, mw: 20, until: 12, worksUSD: 1_000_000 },
    { comes: 3, mw: 12, expires: 6, worksUSD: 2_000_000 },
  ],
};
const GROWS: Case = {
  connections: [NEW_POINT, OLD_PLANT],
  ramp: { 0: 0.2, 4: 0.6, 9: 1 },
  priceUSDPerMWh: [60, 45],
  changeFrac: 0.03,
};

const shrinks = (old: Partial<Connection>, ramp: Case["ramp"]): Case => ({
  ...GROWS,
  connections: [NEW_POINT, { ...OLD_PLANT, ...old }],
  ramp,
});

describe("connections over quarters, against a linear program", () => {
  it.each<[string, Case]>([
    ["an old plant's connection carries the ramp until the new one comes", GROWS],
    ["the old plant's own MW retire with it", shrinks({ existingMW: 18, retires: 7 }, GROWS.ramp)],
    [
      "minimum take during the ramp, and MW given up as the load shrinks",
      shrinks({ reopener: { from: 8, useFrac: 0.8 } }, { 0: 0.3, 4: 1, 8: 0.5, 12: 0.25 }),
    ],
    [
      "given up of stages that end and of what was there, from the middle of a year on",
      shrinks(
        {
          existingMW: 14,
          retires: 13,
          reopener: { from: 6, useFrac: 0.9 },
          stages: [
            { comes: 0, mw: 10, until: 10, worksUSD: 100_000 },
            { comes: 1, mw: 8, worksUSD: 50_000 },
          ],
        },
        { 0: 0.9, 4: 1, 8: 0.3, 12: 0.15 },
      ),
    ],
  ])("%s", async (_, one) => {
    const hand = await programOf(one);
    const { package: pack, campus, solution } = await plannedPaper(scenarioOf(one));
    expect(pack.verified.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(off(pack.timeline!.presentUSD, hand.answer.objective)).toBeLessThan(1e-8);
    for (const { asset, stage, later, design } of campus.orders) {
      if (!stage) continue;
      const k = one.connections.findIndex(({ name }) => asset.endsWith(name));
      const asked = hand.answer.value(`taken${k}_${Number(stage.label.slice(5)) - 1}_${later}`);
      expect(solution.design[design]!).toBeCloseTo(asked, 4);
    }
    pack.timeline!.sites[0]!.gridMW.forEach((mw, q) => expect(mw).toBeCloseTo(hand.gridMW[q]!, 2));
    const chips = pack.timeline!.assets.find(({ layer }) => layer === "chips")!;
    chips.inForce.forEach((count, q) =>
      expect(Math.abs(count - hand.answer.value(`stock${q}`))).toBeLessThan(2),
    );
  });
});
