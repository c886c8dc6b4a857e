/**
 * A plan held where it is: every size at most what the plan has, but for those set free, and as much added
 * load as can then be carried.
 *
 *     y_k ≤ plan_k·(1 + 1e-4) + 1e-9 unless free, only measured (billed peaks), or limited and without a cost
 *         (a contract paid by the MWh is not without one)
 *     Σ_sites [loadMW] ≤ most
 *     Σ [volumeMW] − Σ [loadMW] ≥ volume of the plan      for a contract that must stand behind the load
 */
import type { Size } from "../blocks/block.ts";
import { assemble } from "../model/assemble.ts";
import type { Campus } from "../model/campus.ts";
import type { SizedAsset } from "../model/ledgers.ts";
import { addDesignRow } from "../problem/build.ts";
import { newEntry, withSite } from "../scenario/change.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { ADDED_LOAD, addedLoad } from "./added-load.ts";

/** Room left so that the optimum of the plan lies within, not on, its limits. */
const SLACK = 1e-4;

/** What an added MW would earn, USD a year: options that cost more are not used. */
export const CEILING_USD_PER_MW_YEAR = 12e6;

/** Sizes of a plan by the name of their decision. */
export type PlanSizes = ReadonlyMap<string, number>;

export interface Hold {
  readonly scenario: Scenario;
  readonly plan: PlanSizes;
  /** Sizes that may grow. */
  readonly frees: (sized: SizedAsset) => boolean;
  /** Those among them that the option is about; all of them when left out. */
  readonly about?: (sized: SizedAsset) => boolean;
  /** Site that takes the load; any site when undefined. */
  readonly site: string | undefined;
  /** Asset whose contracted MW must grow with the load. */
  readonly behind?: string;
  /** Most MW of load, all sites together. */
  readonly mostMW: number;
  /** IT power over facility power. */
  readonly itShareFrac: number;
}

/** The scenario with load that may be added at its sites (one of them where named). */
function withLoad({ scenario, site, mostMW, itShareFrac }: Hold): Scenario {
  return scenario.sites.reduce(
    (changed, { name }) =>
      withSite(changed, name, (of) => ({
        ...of,
        loads: [
          ...of.loads,
          newEntry(addedLoad, `sites.${name}.loads.${ADDED_LOAD}`, {
            mostMW: site === undefined || site === name ? mostMW : 0,
            worthUSDPerMWYear: CEILING_USD_PER_MW_YEAR,
            itShareFrac,
          }),
        ],
      })),
    scenario,
  );
}

/** Decisions a size is made of, with their weight. */
const termsOf = ({ inForce }: Size) => inForce.flatMap(({ terms }) => terms);

/** Added loads of a campus. */
export const loadsOf = (campus: Campus): Size[] =>
  campus.sized.filter(({ asset }) => asset.endsWith(`.${ADDED_LOAD}`)).map(({ size }) => size);

/** Sizes by name of their decision, for `Hold.plan`. */
export function sizesOf({ problem }: Campus, design: Float64Array): PlanSizes {
  return new Map(problem.design.map(({ name }, k) => [name, design[k]!]));
}

/** A plan held. */
export interface Held {
  readonly campus: Campus;
  /** Whether any of what the option is about may grow. */
  readonly growing: boolean;
  /** Whether anything else that is set free may, such as the connection that carries a contract. */
  readonly carrierGrowing: boolean;
}

/** The campus with everything held but what may grow, and whether there is anything that may. */
export function held(hold: Hold): Held {
  const campus = assemble(withLoad(hold));
  const { problem } = campus;
  const loads = loadsOf(campus);
  const decisionsOf = (keep: (sized: SizedAsset) => boolean) =>
    campus.sized.filter(keep).flatMap(({ size }) => termsOf(size).map(({ design }) => design));
  const free = new Set([
    ...decisionsOf(hold.frees),
    ...decisionsOf(({ size, request }) => loads.includes(size) || request.nature === "measure"),
  ]);
  // What is only measured (a billed peak, energy due and not taken) grows with the load and brings none.
  const about = hold.about ?? hold.frees;
  const mayGrow = (keep: (sized: SizedAsset) => boolean) =>
    decisionsOf((sized) => keep(sized) && sized.request.nature !== "measure").some((k) => {
      const { name, upper } = problem.design[k]!;
      return upper > (hold.plan.get(name) ?? 0) * (1 + SLACK) + 1e-6;
    });
  const growing = mayGrow(about);
  const carrierGrowing = mayGrow((sized) => hold.frees(sized) && !about(sized));
  // A contract without a charge on its volume is paid by the MWh: signing more of it is not free.
  const bought = new Set(
    campus.assets.flatMap(({ name, path }) => (path.includes("contracts.") ? [name] : [])),
  );
  const signed = new Set(decisionsOf(({ asset }) => bought.has(asset)));
  problem.design.forEach((variable, k) => {
    // What costs nothing to take is at hand in full; how much of it a plan takes is a matter of chance.
    const costless = variable.cost === 0 && Number.isFinite(variable.upper) && !signed.has(k);
    if (free.has(k) || costless) return;
    const planned = hold.plan.get(variable.name) ?? 0;
    const most = variable.integer ? Math.round(planned) : planned * (1 + SLACK) + 1e-9;
    problem.design[k] = {
      ...variable,
      upper: Math.min(variable.upper, Math.max(variable.lower, most)),
    };
  });
  const added = loads.flatMap(termsOf);
  addDesignRow(problem, {
    name: "portfolio.addedLoad",
    terms: [...added],
    sense: "<=",
    rhs: hold.mostMW,
  });
  const volumes = campus.sized
    .filter(
      ({ asset, request }) =>
        asset === hold.behind && request.nature === "contract" && request.unit === "MW",
    )
    .flatMap(({ size }) => termsOf(size));
  if (volumes.length > 0)
    addDesignRow(problem, {
      name: "portfolio.behindLoad",
      terms: [
        ...volumes,
        ...added.map(({ design, coefficient }) => ({ design, coefficient: -coefficient })),
      ],
      sense: ">=",
      rhs: volumes.reduce(
        (sum, { design, coefficient }) =>
          sum + coefficient * (hold.plan.get(problem.design[design]!.name) ?? 0),
        0,
      ),
    });
  return { campus, growing, carrierGrowing };
}
