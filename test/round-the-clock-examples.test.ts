/** Examples 20 and 21 at 70 and 98 % beside their own 90 %: cost, contracts and stores, held as their READMEs tell them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadScenario } from "../src/scenario/load.ts";
import { plan } from "../src/plan.ts";

/** What is kept of a plan: MUSD a year, and MW of each contract. */
interface Kept {
  readonly shareFrac: number;
  readonly costMUSD: number;
  /** Of it, what contracts cost with what is sold on taken off. */
  readonly contractsMUSD: number;
  readonly mw: Readonly<Record<string, number>>;
}

const EXAMPLES: readonly {
  readonly folder: string;
  readonly site: string;
  readonly kept: readonly Kept[];
}[] = [
  {
    folder: "20-germany-round-the-clock",
    site: "Frankfurt",
    kept: [
      {
        shareFrac: 0.7,
        costMUSD: 351.815,
        contractsMUSD: 6.23,
        mw: { sun: 11.9, wind: 0, battery: 40.6, "iron-air": 0 },
      },
      {
        shareFrac: 0.98,
        costMUSD: 371.082,
        contractsMUSD: 45.2,
        mw: { sun: 162.9, wind: 94, battery: 113.4, "iron-air": 9.52 },
      },
    ],
  },
  {
    folder: "21-sweden-round-the-clock",
    site: "Luleå",
    kept: [
      {
        shareFrac: 0.7,
        costMUSD: 333.033,
        contractsMUSD: 13.54,
        mw: { wind: 46.8, "contracted-hydro": 30, battery: 0, "iron-air": 0 },
      },
      {
        shareFrac: 0.98,
        costMUSD: 341.66,
        contractsMUSD: 23.47,
        mw: { wind: 65.1, "contracted-hydro": 30, battery: 10.6, "iron-air": 9.09 },
      },
    ],
  },
];

async function at(folder: string, site: string, shareFrac: number) {
  const text = readFileSync(
    join(import.meta.dirname, "../examples", folder, "scenario.yaml"),
    "utf8",
  );
  const loaded = await loadScenario(text, {
    set: [`sites.${site}.rules.hourly-clean-share.minFrac=${shareFrac}`],
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const result = await plan(loaded.scenario, { confirm: 0, gap: 1e-7 });
  if (result.status !== "planned") throw new Error(result.status);
  const { verified, kpis, contracts } = result.package;
  expect(verified.checks.filter(({ ok }) => !ok)).toEqual([]);
  return {
    costMUSD: kpis.costUSDPerYear / 1e6,
    contractsMUSD:
      contracts!.contracts.reduce((sum, { totalUSDPerYear }) => sum + totalUSDPerYear, 0) / 1e6,
    mwOf: (name: string) =>
      contracts!.contracts.find((one) => one.name === `${site}.${name}`)!.volume,
  };
}

describe("round the clock in Germany and Sweden", () => {
  it.each(EXAMPLES)("$folder at 70 and 98 %", async ({ folder, site, kept }) => {
    const golden = JSON.parse(
      readFileSync(join(import.meta.dirname, "../examples", folder, "expected.json"), "utf8"),
    ) as { kpis: { costUSDPerYear: number } };
    const [seventy, top] = [
      await at(folder, site, kept[0]!.shareFrac),
      await at(folder, site, kept[1]!.shareFrac),
    ];
    [seventy, top].forEach((found, k) => {
      const { costMUSD, contractsMUSD, mw } = kept[k]!;
      expect(Math.abs(found.contractsMUSD - contractsMUSD)).toBeLessThan(0.02 * contractsMUSD);
      expect(Math.abs(found.costMUSD / costMUSD - 1)).toBeLessThan(2e-4);
      for (const [name, volume] of Object.entries(mw))
        expect(Math.abs(found.mwOf(name) - volume), `${name} at ${k}`).toBeLessThan(
          Math.max(0.3, 0.02 * volume),
        );
    });
    // A point costs more above 90 % than below it.
    const ninety = golden.kpis.costUSDPerYear / 1e6;
    const [below, above] = [(ninety - seventy.costMUSD) / 20, (top.costMUSD - ninety) / 8];
    expect(below).toBeGreaterThan(0);
    expect(above).toBeGreaterThan(1.5 * below);
  });
});
