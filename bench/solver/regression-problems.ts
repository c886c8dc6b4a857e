/** The problems of the regression table by name, built when asked for. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readerBelow } from "../../apps/cli/files.ts";
import { scenarioAt } from "../../src/front/front.ts";
import { assemble } from "../../src/model/assemble.ts";
import type { Problem } from "../../src/problem/problem.ts";
import { atPlace, movable } from "../../src/rank/at-place.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import { campusProblem } from "./campus.ts";
import type { CampusOptions } from "./campus.ts";

export interface Listed {
  readonly name: string;
  /** Undefined when the problem cannot be built, for a reason that was printed. */
  readonly make: () => Promise<Problem | undefined>;
}

const EXAMPLES = "examples";

async function load(file: string, set: readonly string[] = []): Promise<Scenario | undefined> {
  const loaded = await loadScenario(readFileSync(file, "utf8"), {
    readFile: readerBelow([dirname(file)]),
    set: [...set],
  });
  if (loaded.ok) return loaded.scenario;
  console.log(`${file} is left out: ${loaded.issues[0]?.message ?? "not read"}`);
  return undefined;
}

function scenarioFiles(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name, "scenario.yaml"))
    .filter((file) => existsSync(file))
    .sort();
}

function exampleProblems(folder: string): Listed[] {
  return scenarioFiles(folder).map((file) => ({
    name: file.replace("/scenario.yaml", "").replace("examples/", "example:"),
    make: async () => {
      const scenario = await load(file);
      return scenario && assemble(scenario).problem;
    },
  }));
}

/** Example 12 at places that were hard once, and at some that never were. */
const PLACES = ["esbjerg", "dublin", "stavanger", "dunkirk", "lulea", "phoenix", "abilene"];

function placeProblems(): Listed[] {
  const file = join(EXAMPLES, "12-memphis-turbines-first", "scenario.yaml");
  return PLACES.map((place) => ({
    name: `rank:12:${place}`,
    make: async () => {
      const scenario = await load(file);
      if (!scenario) return undefined;
      const packed = movable(scenario);
      if (typeof packed === "string") throw new Error(packed);
      const loaded = await atPlace(packed, place, "weeks:1");
      if (loaded.ok) return assemble(loaded.scenario).problem;
      console.log(`${place} is left out: ${loaded.issues[0]?.message ?? ""}`);
      return undefined;
    },
  }));
}

/** The problem with another objective: the value of its rule's budget. */
function leastOf(problem: Problem, budget: number): Problem {
  const row = problem.budgets[budget]!;
  const least: Problem = {
    ...problem,
    constant: 0,
    budgets: problem.budgets.filter((_, i) => i !== budget),
    design: problem.design.map((size, k) => ({
      ...size,
      integer: false,
      cost: row.designTerms.reduce(
        (sum, term) => sum + (term.design === k ? term.coefficient : 0),
        0,
      ),
    })),
    slices: problem.slices.map((slice, s) => ({
      ...slice,
      variables: slice.variables.map((variable, j) => {
        const own = row.terms.filter((term) => term.slice === s && term.variable === j);
        const cost = Float64Array.from({ length: slice.steps }, (_, t) =>
          own.reduce(
            (sum, { coefficient }) =>
              sum + (typeof coefficient === "number" ? coefficient : coefficient[t]!),
            0,
          ),
        );
        return { ...variable, cost };
      }),
    })),
  };
  return least;
}

/** CO2 held at the least that can be, and at shares of room above it: the last has no interior. */
function tightProblems(): Listed[] {
  const names = ["04-texas-flexible", "05-off-grid-100mw", "01-nordic-hydro"];
  return names.flatMap((name) =>
    [1e-3, 1e-6, 0].map((room): Listed => ({
      name: `tight:${name.slice(0, 2)}:${room}`,
      make: async () => {
        const scenario = await load(join(EXAMPLES, name, "scenario.yaml"), ["resolution=weeks:2"]);
        if (!scenario) return undefined;
        const { problem } = assemble(scenarioAt(scenario, "co2", 1e6));
        const at = problem.budgets.findIndex((budget) => budget.name.includes("front-co2-cap"));
        if (at < 0) {
          console.log(`${name} has no CO2 budget: ${problem.budgets.map((b) => b.name).join()}`);
          return undefined;
        }
        const found = await solveContinuous(leastOf(problem, at));
        const least = found.objective;
        const rhs = least + room * Math.max(1, Math.abs(least));
        return {
          ...problem,
          budgets: problem.budgets.map((budget, i) => (i === at ? { ...budget, rhs } : budget)),
        };
      },
    })),
  );
}

function campusProblems(): Listed[] {
  const list: [string, CampusOptions][] = [
    ["1 week", { hours: 168 }],
    ["4 weeks", { hours: 672 }],
    ["13 weeks", { hours: 2184 }],
    ["year", { hours: 8760 }],
    ["2 stores", { hours: 8760, stores: 2 }],
    ["3 stores", { hours: 2184, stores: 3 }],
    ["3 sites", { hours: 8760, sites: 3 }],
    ["10 sites of 4 weeks", { hours: 672, sites: 10 }],
    ["10 years of 13 weeks", { hours: 2184, years: 10 }],
    ["other weather", { hours: 8760, seed: 7 }],
  ];
  return list.map(([name, options]) => ({
    name: `campus:${name}`,
    make: () => Promise.resolve(campusProblem(options)),
  }));
}

/** All named problems, the small ones first within each group. */
export function listedProblems(): Listed[] {
  return [
    ...exampleProblems(EXAMPLES),
    ...placeProblems(),
    ...tightProblems(),
    ...campusProblems(),
  ];
}
