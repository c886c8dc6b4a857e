/** The plan a supply curve starts from: a year by itself, at least cost for the compute it has found. */
import { assemble } from "../model/assemble.ts";
import type { Campus } from "../model/campus.ts";
import type { Solution } from "../problem/solution.ts";
import { facilityLoad, ledger, totalOf } from "../report/flows.ts";
import type { Solved } from "../report/flows.ts";
import { withFields } from "../scenario/change.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** A plan over time as the year in which everything is there. */
export function designYear(scenario: Scenario): { scenario: Scenario; notices: string[] } {
  const { horizon, resolution } = scenario;
  if (!horizon) return { scenario, notices: [] };
  const last = Math.floor((horizon.start + horizon.quarters - 1) / 4);
  const weeks = resolution.kind === "full" ? resolution : { ...resolution, count: 8 };
  return {
    scenario: { ...scenario, horizon: undefined, year: last, resolution: weeks },
    notices: [
      `The plan runs over quarters; the curve is that of ${last} as a year by itself, with everything that can be there by then.`,
    ],
  };
}

/** EFLOPS·h a year of each workload. */
function computeOf(solved: Solved): Map<string, number> {
  const found = new Map<string, number>();
  for (const site of [...solved.campus.sites, solved.campus.portfolio])
    for (const period of site.periods)
      for (const name of period.books.keys())
        if (name.startsWith("compute:")) {
          const values = ledger(solved, { ...period, members: [] }, name as `compute:${string}`);
          const key = name.slice("compute:".length);
          found.set(key, (found.get(key) ?? 0) + totalOf(period, values) / 1000);
        }
  return found;
}

/** The scenario asked for just this compute at least cost. */
function withCompute(scenario: Scenario, compute: ReadonlyMap<string, number>): Scenario {
  const workloads = scenario.workloads.map((entry) => {
    const asked = { targetEFLOPShPerYear: (compute.get(entry.name) ?? 0) * (1 - 1e-6) };
    const changed = withFields(entry, asked);
    // Only some workloads have a yearly target; the others ask hour by hour already.
    return entry.block.schema.safeParse(changed.spec).success ? changed : entry;
  });
  return { ...scenario, workloads, objective: { kind: "leastCost" } };
}

/** Sites with less of all IT power than this do not compute: what they have is dust of the solver. */
const LEAST_SHARE = 1e-4;

export interface Base {
  readonly scenario: Scenario;
  readonly campus: Campus;
  readonly solution: Solution;
  readonly facilityMW: number;
  /** Highest IT power of the sites that compute in the plan. */
  readonly itMW: ReadonlyMap<string, number>;
  readonly itShareFrac: number;
  readonly compute: number;
}

function measured(scenario: Scenario, campus: Campus, solution: Solution): Base {
  const solved = { campus, solution };
  const loads = campus.sites.map((site) =>
    site.periods.map((period) => ({
      period,
      load: facilityLoad(solved, period),
      it: ledger(solved, period, "itPower"),
    })),
  );
  const most = (values: Float64Array) => values.reduce((a, b) => Math.max(a, b), 0);
  const sum = (of: "load" | "it") =>
    loads.flat().reduce((total, each) => total + totalOf(each.period, each[of]), 0);
  const itMW = new Map(
    campus.sites.map(({ name }, s) => [name, Math.max(...loads[s]!.map(({ it }) => most(it)))]),
  );
  const total = [...itMW.values()].reduce((a, b) => a + b, 0);
  return {
    scenario,
    campus,
    solution,
    facilityMW: loads.reduce(
      (total, site) => total + Math.max(...site.map(({ load }) => most(load))),
      0,
    ),
    itMW: new Map([...itMW].filter(([, mw]) => mw > LEAST_SHARE * total)),
    itShareFrac: sum("load") > 0 ? Math.min(1, sum("it") / sum("load")) : 1,
    compute: [...computeOf(solved).values()].reduce((a, b) => a + b, 0),
  };
}

export type Solve = (campus: Campus, warm: Solution | undefined) => Promise<Solution>;

/** The plan whose compute is held, or why there is none. */
export async function basePlan(
  scenario: Scenario,
  solveOne: Solve,
): Promise<Base | { status: "infeasible" | "unsolved"; reason: string }> {
  const failure = ({ status, reason }: Solution) => ({
    status: status === "infeasible" ? ("infeasible" as const) : ("unsolved" as const),
    reason: reason ?? (status === "infeasible" ? "the scenario cannot be met" : status),
  });
  const first = assemble(scenario);
  const solved = await solveOne(first, undefined);
  if (solved.status !== "optimal") return failure(solved);
  if (scenario.objective.kind === "leastCost") return measured(scenario, first, solved);
  const pinned = withCompute(scenario, computeOf({ campus: first, solution: solved }));
  const campus = assemble(pinned);
  const again = await solveOne(campus, solved);
  return again.status === "optimal" ? measured(pinned, campus, again) : failure(again);
}
