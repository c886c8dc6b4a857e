/** PyPSA's model-energy data as a compact problem: wind, solar, battery and hydrogen for one node. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { DesignVariable, HourlyVariable, Problem } from "../../src/problem/problem.ts";
import { solve } from "../../src/solver/solver.ts";

const FOLDER = join(
  import.meta.dirname,
  "..",
  "..",
  "..",
  "shared",
  "cases",
  "07_pypsa_model_energy",
);
const VARIANTS = ["full", "no_h2", "flat_100mw_full", "flat_100mw_no_h2"] as const;

function readColumn(file: string, column: string): Float64Array {
  const lines = readFileSync(join(FOLDER, file), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const index = lines[0]!.indexOf(column);
  return Float64Array.from(lines.slice(1), (line) => Number(line[index]));
}

function readCosts(file: string): Map<string, number> {
  const lines = readFileSync(join(FOLDER, file), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const cost = lines[0]!.indexOf("capital_cost");
  return new Map(lines.slice(1).map((line) => [line[0]!, Number(line[cost])]));
}

function modelEnergy(variant: (typeof VARIANTS)[number]): Problem {
  const costs = new Map(
    ["generators.csv", "links.csv", "stores.csv", "storage_units.csv"].flatMap((file) => [
      ...readCosts(file),
    ]),
  );
  const demand = readColumn("loads-p_set.csv", "demand");
  const loadsMW = variant.startsWith("flat") ? demand.map(() => 100) : demand;
  const hydrogen = !variant.endsWith("no_h2");
  const names = ["wind", "solar", "battery storage", "electrolysis", "turbine", "hydrogen storage"];
  const design = names.map((name, k): DesignVariable => ({
    name,
    lower: 0,
    upper: k < 3 || hydrogen ? Infinity : 0,
    cost: costs.get(name)!,
    integer: false,
  }));
  const capacities = names.map((name, k) => ({
    name,
    constant: 0,
    terms: [{ design: k, coefficient: k === 2 ? 1 : 1 }],
  }));
  const below = (
    capacity: number,
    profile: number | Float64Array = 1,
  ): HourlyVariable["upper"] => ({ kind: "capacity", capacity, profile });
  const flow = (name: string, upper: HourlyVariable["upper"], cost = 0): HourlyVariable => ({
    name,
    lower: 0,
    upper,
    cost,
  });
  const series = (name: string) => readColumn("generators-p_max_pu.csv", name);
  const variables = [
    flow("wind", below(0, series("wind"))),
    flow("solar", below(1, series("solar"))),
    flow("shed", { kind: "series", value: 10901.16 }, 2000),
    flow("charge", below(2)),
    flow("discharge", below(2)),
    flow("charged", below(2, 3)),
    flow("electrolysis", below(3)),
    flow("turbine", below(4)),
    flow("hydrogen", below(5)),
  ];
  const term = (variable: number, coefficient: number) => ({ variable, coefficient });
  const steps = loadsMW.length;
  return {
    name: variant,
    constant: 0,
    design,
    designRows: [],
    budgets: [],
    slices: [
      {
        name: "node",
        steps,
        stepHours: 3,
        weightHours: new Float64Array(steps).fill(3),
        ringStarts: [0],
        capacities,
        variables,
        rows: [
          {
            name: "electricity",
            sense: "=",
            rhs: loadsMW,
            capacityTerms: [],
            terms: [
              term(0, 1),
              term(1, 1),
              term(2, 1),
              term(3, -1),
              term(4, 1),
              term(6, -1),
              term(7, 0.41),
            ],
          },
        ],
        states: [
          {
            name: "battery",
            level: 5,
            retention: 1,
            rhs: 0,
            terms: [term(3, 3 * 0.96), term(4, -3 / 0.96)],
          },
          {
            name: "hydrogen",
            level: 8,
            retention: 1,
            rhs: 0,
            terms: [term(6, 3 * 0.6217), term(7, -3)],
          },
        ],
      },
    ],
  };
}

describe.skipIf(!existsSync(FOLDER))(
  "PyPSA model-energy (skipped when ../shared is absent)",
  () => {
    for (const variant of VARIANTS)
      it(`${variant} within 0.1 % of its known cost`, async () => {
        const known = JSON.parse(readFileSync(join(FOLDER, "case.json"), "utf8")) as {
          expect: Record<string, { objective_eur_per_yr: number }>;
        };
        const solution = await solve(modelEnergy(variant));
        expect(solution).toMatchObject({ status: "optimal", solver: "chain" });
        const expected = known.expect[variant]!.objective_eur_per_yr;
        expect(Math.abs(solution.objective - expected) / expected).toBeLessThan(1e-3);
      });
  },
);
