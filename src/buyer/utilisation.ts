/**
 * From which utilisation on one way is cheaper than another.
 *
 *     cost(u) = fixed + u·used      every hour runs u of the plan's compute, sizes held as planned
 *     renting   the cheaper of reserved (paid used or not) and by the hour
 *     break-even u: cost_a(u) = cost_b(u)
 *
 * Two plans give a line; a third at the break-even proves it.
 */
import { assemble } from "../model/assemble.ts";
import { addRow } from "../problem/build.ts";
import type { SolveOptions } from "../problem/solution.ts";
import { at } from "../problem/series.ts";
import { solve } from "../solver/solver.ts";
import { solveWay, usedUSDPerYear } from "./way-plan.ts";
import type { WayPlan } from "./way-plan.ts";
import { wayScenario } from "./ways.ts";
import type { Need, Way } from "./ways.ts";

/** Cost a year at a utilisation, USD. */
export interface CostLine {
  readonly fixedUSD: number;
  readonly usedUSD: number;
}

export type CostLines = readonly CostLine[];

export const costAt = (lines: CostLines, utilisationFrac: number): number =>
  Math.min(...lines.map(({ fixedUSD, usedUSD }) => fixedUSD + usedUSD * utilisationFrac));

export interface UtilisationBreakEven {
  readonly a: Way;
  readonly b: Way;
  /** Utilisation from which on `a` is cheaper; 0: always, null: never up to full use. */
  readonly utilisationFrac: number | null;
  /** Cost of `a` planned again at that utilisation over the line's, less one; null where there is none. */
  readonly offByFrac: number | null;
}

/** Share of use at which the second point of a line is planned. */
const SECOND = 0.25;
/** Room left around held sizes, so that a plan lies within them. */
const SLACK = 1e-6;

/** Cost a year of a plan run at a share of its compute in every hour, sizes held; planned anew. */
export async function runAt(
  planned: WayPlan,
  utilisationFrac: number,
  options: SolveOptions,
): Promise<number> {
  const campus = assemble({ ...planned.scenario, buyer: undefined });
  const { problem } = campus;
  const measured = new Set(
    campus.sized
      .filter(({ request }) => request.nature === "measure")
      .flatMap(({ size }) =>
        size.inForce.flatMap(({ terms }) => terms.map(({ design }) => design)),
      ),
  );
  problem.design.forEach((variable, k) => {
    if (measured.has(k)) return;
    const value = planned.solution.design[k]!;
    problem.design[k] = {
      ...variable,
      integer: false,
      lower: Math.max(0, value * (1 - SLACK)),
      upper: value * (1 + SLACK) + 1e-9,
    };
  });
  problem.budgets.forEach((budget, b) => {
    if (budget.name.endsWith(".target"))
      problem.budgets[b] = { ...budget, rhs: budget.rhs * utilisationFrac * (1 - SLACK) };
  });
  for (const site of [...campus.sites, campus.portfolio])
    for (const { books, slice: s } of site.periods)
      for (const [ledger, postings] of books) {
        if (!ledger.startsWith("compute:")) continue;
        const slice = problem.slices[s]!;
        const rhs = new Float64Array(slice.steps);
        for (const { index, coefficient } of postings) {
          const values = planned.solution.slices[s]!.values[index]!;
          for (let t = 0; t < slice.steps; t++) rhs[t]! += at(coefficient, t) * values[t]!;
        }
        addRow(slice, {
          name: `${site.name}.${ledger}.use`,
          terms: postings.map(({ index, coefficient }) => ({ variable: index, coefficient })),
          capacityTerms: [],
          sense: ">=",
          rhs: rhs.map((value) => value * utilisationFrac * (1 - SLACK)),
        });
      }
  const solution = await solve(problem, { ...options, gap: 1e-6 });
  if (solution.status !== "optimal") return NaN;
  const overhead = planned.figures.usdPerYear - planned.solution.objective;
  return solution.objective + overhead;
}

/** The lines of a way; for renting, also without anything that is paid unused. */
export async function costLinesOf(
  need: Need,
  planned: WayPlan,
  options: SolveOptions,
): Promise<CostLines> {
  const full = planned.figures.usdPerYear;
  if (planned.way !== "rent") {
    const part = await runAt(planned, SECOND, options);
    const usedUSD = Number.isFinite(part)
      ? (full - part) / (1 - SECOND)
      : usedUSDPerYear(planned.campus, planned.solution);
    return [{ fixedUSD: full - usedUSD, usedUSD }];
  }
  const usedUSD = usedUSDPerYear(planned.campus, planned.solution);
  const line = { fixedUSD: full - usedUSD, usedUSD };
  const scenario = wayScenario(need, "rent", planned.sizeMW);
  if (typeof scenario === "string" || !planned.scenario.buyer) return [line];
  const byTheHour = await solveWay(
    need,
    "rent",
    planned.sizeMW,
    { ...scenario, buyer: { ...planned.scenario.buyer, maxCommittedUSD: 0 } },
    options,
  );
  if (!("figures" in byTheHour)) return [line];
  const used = usedUSDPerYear(byTheHour.campus, byTheHour.solution);
  return [line, { fixedUSD: byTheHour.figures.usdPerYear - used, usedUSD: used }];
}

/**
 * Lowest utilisation from which on `a` is no dearer than `b` up to full use; 0 where it always is, null
 * where it is dearer at full use. `a` is one line; `b` may be several, of which the cheapest counts.
 */
export function crossing(a: CostLine, b: CostLines): number | null {
  const dearer = (u: number) => costAt([a], u) - costAt(b, u);
  if (dearer(1) > 0) return null;
  // The least of lines is concave, so that `a` less it is convex: it is above nothing before one place only.
  const places = b.flatMap((line) => {
    const slope = line.usedUSD - a.usedUSD;
    const u = slope === 0 ? NaN : (a.fixedUSD - line.fixedUSD) / slope;
    return u > 0 && u < 1 && Math.abs(dearer(u)) <= 1e-9 * Math.abs(costAt(b, 1)) ? [u] : [];
  });
  return places.length === 0 ? 0 : Math.max(...places);
}

/** Break-even of one planned way against another, proven by planning again. */
export async function utilisationBreakEven(
  a: { readonly planned: WayPlan; readonly lines: CostLines },
  b: { readonly planned: WayPlan; readonly lines: CostLines },
  options: SolveOptions,
): Promise<UtilisationBreakEven> {
  const [line] = a.lines;
  const found = crossing(line!, b.lines);
  const names = { a: a.planned.way, b: b.planned.way };
  if (found === null || found === 0) return { ...names, utilisationFrac: found, offByFrac: null };
  const again = await runAt(a.planned, found, options);
  return {
    ...names,
    utilisationFrac: found,
    offByFrac: again / costAt(a.lines, found) - 1,
  };
}
